"""Hostile files: nothing runs, nothing escapes its folder, nothing else is lost, whatever they come in."""

from __future__ import annotations

import csv
import json
import random
import re
from functools import partial
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graders.batch.journal import entries, registered
from graders.cli import run
from graders.errors import AuthorError
from tests.cost import calls
from tests.hostile.texts import SLY, TEXTS
from tests.hostile.whole_path import random_file, whole_path

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MOST_CALLS = 1_000_000

BOX = "embeddings/euclidean-distance"
HEAD = f"student: ada\nanswers:\n  {BOX}:\n"

FILES = (
    b"",
    b"\x00" * 1000,
    b"\xff\xfe" + "student: ada".encode("utf-16-le"),
    b"a: &a [" + b"*a," * 100 + b"]",
    b"a: &a ['x','x']\n"
    + b"".join(b"%c: &%c [*%c,*%c,*%c]\n" % (98 + n, 98 + n, 97 + n, 97 + n, 97 + n) for n in range(20)),
    b"student: !!python/object/apply:os.system ['touch escaped']\nanswers:\n",
    b"student: ada\n<<: {answers: {}}\n",
    b"[" * 100_000,
    b"{" * 100_000,
    b'{"a":' * 50_000,
    b"- " * 50_000,
    b"? " * 50_000,
    b"student: ada\nanswers:\n" + b"  " * 50_000 + b"x: 1\n",
    b"student: ada\n" * 10_000,
    b"student: ada\nanswers:\n" + b"".join(b"  t/e%d:\n    p: 1\n" % number for number in range(8_000)),
    HEAD.encode() + b"    distance: 1\n" * 10_000,
    HEAD.encode() + b"    distance: |\n" + b"      1\n" * 20_000,
    HEAD.encode() + b'    distance: "' + b"\\u202e" * 20_000 + b'"\n',
    b"%YAML 1.2\n%TAG ! tag:x,2000:\n---\n!x student: ada\n",
    b"---\n" * 50_000,
    b"#" * 200_000,
    b"'" * 200_000,
    b"student: " + b"a" * 200_000,
    b'{"student": "ada", "answers": ' + b"9" * 200_000 + b"}",
)
"""Files that somebody might hand in."""


@pytest.mark.parametrize("raw", FILES, ids=lambda raw: repr(raw[:20]))
def test_a_hostile_file_is_rejected_or_graded_and_soon(
    raw: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    whole_path(b"")
    assert calls(partial(whole_path, raw)) < MOST_CALLS
    assert list(tmp_path.iterdir()) == []


@settings(max_examples=40)
@given(st.integers(0, 1 << 40))
def test_a_damaged_file_never_crashes_the_path(seed: int) -> None:
    whole_path(random_file(random.Random(seed)))  # noqa: S311 - chance, not secrecy


@settings(max_examples=40)
@given(st.binary(max_size=300), st.booleans())
def test_no_bytes_at_all_crash_the_path(tail: bytes, named: bool) -> None:  # noqa: FBT001 - hypothesis gives it
    whole_path((HEAD.encode() if named else b"") + tail)


# a class with hostile students in it

IDS = ("ada", "Ada2", "../../etc", "con", "=1+1", "é", "x" * 110, "<b>", "a/b", "..", "straße", "{{7*7}}", "-rf")


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder where a class with odd names was given sheets; one of them is decent."""
    home = tmp_path / "course"
    home.mkdir()
    monkeypatch.chdir(home)
    home.joinpath("set.yaml").write_text(f"title: =Set\nseed: x\nexercises: [{BOX}]\n")
    with home.joinpath("class.csv").open("w", encoding="utf-8", newline="") as table:
        csv.writer(table).writerows([("id", "name"), ("decent", "Emmy"), *((each, f"@{each}"[:100]) for each in IDS)])
    assert run(["generate", "set.yaml", "--roster", "class.csv", "--out", "sheets", "--format", "md"]) == 0
    return home


def graded(*words: str) -> int:
    """Grade as one would."""
    return run(["grade", "set.yaml", *words, "--issued", "sheets/issued.json", "--out", "graded", "--report", "html"])


def marks(course: Path) -> dict[str, str]:
    """Read the marks from the gradebook, in which no cell is a formula."""
    with (course / "graded/gradebook.csv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "@", "-", "\t"))]
    return {row["student"]: row["mark"] for row in rows}


def key(course: Path) -> dict[str, str]:
    """Give the decent student's answers."""
    issued = json.loads((course / "sheets/issued.json").read_text(encoding="utf-8"))
    values = issued["students"][0]["variants"][BOX]["values"]
    pairs = zip(*(re.findall(r"-?\d+", values[name]) for name in "ab"), strict=True)
    squares = " + ".join(f"({left} - {right})^2" for left, right in pairs)
    return {"difference": f"{values['a']} - {values['b']}", "distance": f"sqrt({squares})"}


def test_among_hostile_answers_in_one_file_of_lines_the_decent_one_counts(course: Path) -> None:
    texts = iter(sorted(TEXTS, key=len))
    lines = [
        {"student": each, "answers": {BOX: dict.fromkeys(("difference", "distance"), next(texts))}} for each in IDS
    ]
    lines.insert(5, {"student": "decent", "answers": {BOX: key(course)}})
    (course / "all.jsonl").write_text("\n".join(map(json.dumps, lines)))
    assert graded("all.jsonl") == 0
    assert marks(course)["decent"] == "3"
    assert set(marks(course).values()) == {"0", "3"}


@pytest.mark.parametrize("text", SLY[:4] + SLY[26:30])
def test_nothing_is_written_outside_and_nothing_runs(course: Path, text: str) -> None:
    rows = [("student", f"{BOX}.distance"), *((each, text) for each in IDS)]
    with (course / "form.csv").open("w", encoding="utf-8", newline="") as table:
        csv.writer(table).writerows(rows)
    graded("form.csv")
    assert sorted(path.name for path in course.parent.iterdir()) == ["course"]
    assert not list(course.rglob("*escaped*"))
    homes = {path.name for path in (course / "graded").iterdir() if path.is_dir()}
    assert len(homes) == len(IDS)
    assert not homes & {"..", "etc", "con"}


def test_an_archive_of_everything_bad_loses_nothing_of_the_decent_one(course: Path) -> None:
    answers = "".join(f"    {part}: {text}\n" for part, text in key(course).items())
    with ZipFile(course / "all.zip", "w", ZIP_DEFLATED) as archive:
        for number, raw in enumerate(FILES):
            archive.writestr(f"{number}/answers.yaml", raw)
        for name in ("../answers.yaml", "/tmp/answers.yaml", "a/../../answers.yaml"):  # noqa: S108 - never written
            archive.writestr(name, "student: ada\n")
        archive.writestr("bomb/answers.yaml", b"\0" * (50 << 20))
        archive.writestr("z/answers.yaml", f"student: decent\nanswers:\n  {BOX}:\n{answers}")
    assert graded("all.zip") == 1
    assert marks(course)["decent"] == "3"
    assert sorted(path.name for path in course.parent.iterdir()) == ["course"]


@pytest.mark.parametrize("ids", [("ada", "ADA"), ("é", "e\u0301"), ("a b", "a  b"), ("ﬁn", "fin")])
def test_ids_that_differ_by_case_or_normalisation_alone_are_refused(
    course: Path, ids: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    (course / "class.csv").write_text("id,name\n" + "".join(f"{each},x\n" for each in ids), encoding="utf-8")
    assert run(["generate", "set.yaml", "--roster", "class.csv", "--out", "other"]) == 1
    assert "stands on line 2 already" in capsys.readouterr().err


def test_who_hands_in_under_another_spelling_of_an_id_hands_in_once(course: Path) -> None:
    spellings = ("é", "e\u0301", "É")
    lines = [{"student": each, "answers": {BOX: {"distance": "1"}}} for each in spellings]
    (course / "all.jsonl").write_text("\n".join(map(json.dumps, lines)))
    assert graded("all.jsonl") == 1
    kept = (course / "graded/results.jsonl").read_text().splitlines()
    assert [('"rejected"' in line, json.loads(line)["student"]["id"]) for line in kept[1:4]] == [
        (False, "é"),
        (True, "é"),
        (True, "é"),
    ]


def test_a_link_among_submissions_leads_nowhere(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    secret = course.parent / "secret.yaml"
    secret.write_text("student: ada\nanswers:\n")
    (course / "subs/x").mkdir(parents=True)
    (course / "subs/loop").symlink_to(course, target_is_directory=True)
    (course / "subs/x/answers.yaml").write_text("student: decent\nanswers:\n")
    (course / "subs/y").mkdir()
    (course / "subs/y/answers.yaml").symlink_to(secret)
    assert graded("subs") == 1
    assert "subs/y/answers.yaml: is a link that leads out of the folder" in capsys.readouterr().err
    assert {path.name for path in (course / "graded").iterdir() if path.is_dir()} == {"decent"}
    secret.unlink()


def fields_of(found: object, way: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Find the ways to all fields of an object, and to the first entry of every list."""
    below = found.items() if isinstance(found, dict) else enumerate(found[:1]) if isinstance(found, list) else ()
    for name, inner in below:
        yield (*way, name)
        yield from fields_of(inner, (*way, name))


OTHERS: tuple[object, ...] = (None, [], {}, -1, 1e308, True, "9/0", "\ud800", [[]])
"""What somebody might write in the place of any field."""


def test_a_line_of_results_that_somebody_altered_is_refused_or_read(course: Path) -> None:
    lines = [{"student": "decent", "answers": {BOX: key(course) | {"distance": "1"}}}]
    (course / "all.jsonl").write_text("\n".join(map(json.dumps, lines)))
    assert graded("all.jsonl") == 0
    journal = course / "graded/results.jsonl"
    head, line, *_ = journal.read_text().splitlines()
    refused = 0
    for way in fields_of(json.loads(line)):
        for other in OTHERS:
            whole = place = json.loads(line)
            for name in way[:-1]:
                place = place[name]
            place[way[-1]] = other
            journal.write_text(f"{head}\n{json.dumps(whole)}\n")
            try:
                read = [*entries(journal), *registered(journal).kept(["decent"])]
            except AuthorError as error:
                refused += "is no line of a journal" in str(error)
            else:
                assert str(read).encode()
    assert refused > len(OTHERS)


@pytest.mark.parametrize("line", ["[" * 100_000, "9" * 10_000, "NaN", "{}", '"x"', "\x00"])
def test_a_line_that_is_no_result_is_refused(course: Path, line: str, capsys: pytest.CaptureFixture[str]) -> None:
    (course / "all.jsonl").write_text(json.dumps({"student": "decent", "answers": {BOX: {"distance": "1"}}}))
    assert graded("all.jsonl") == 0
    journal = course / "graded/results.jsonl"
    journal.write_text(f"{journal.read_text().splitlines()[0]}\n{line}\n")
    assert graded("all.jsonl", "--resume") == 1
    assert "results.jsonl:2: is no line of a journal" in capsys.readouterr().err


def test_an_issued_id_of_half_a_character_is_refused(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = course / "sheets/issued.json"
    record.write_text(record.read_text().replace('"decent"', '"\\ud800"'))
    (course / "all.jsonl").write_text(json.dumps({"student": "ada", "answers": {}}))
    assert graded("all.jsonl") == 1
    assert 'issued.json: the field "id" is missing or of another kind' in capsys.readouterr().err
