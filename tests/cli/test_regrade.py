"""``graders regrade`` and ``graders review``: what changes is known before it does, and a ruling stays."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Ran

    Graders = Callable[..., Ran]

EXERCISE = """\
title: Double
given: {x: 3..99}
question: Double {{ x }}.
parts:
  - {id: twice, ask: What?, key: 3x}
  - {id: open, ask: What?, key: x + 1, points: 2}
"""

GRADE = ("grade", "set.yaml", "sheets", "--out", "graded")
REGRADE = ("regrade", "set.yaml", "--against", "graded")
REVIEW = ("review", "graded")


@pytest.fixture
def graded(graders: Graders, course: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder where a class was graded with a key that is wrong, and an answer that nobody can decide."""
    from graders.checks import judge
    from graders.equivalence.decision import Undecided
    from graders.verdict import message, needs_review

    def undecided(key: Any, response: str, **options: Any) -> Any:  # noqa: ANN401 - as the one it stands for
        verdict = judge(key, response, **options)
        if response.replace(" ", "") != "cos(1)+1":
            return verdict
        return needs_review(verdict.read_as, Undecided("too hard"), message("undecided", reason="too hard"))

    monkeypatch.setattr("graders.attempts.judge", undecided)
    (course / "exercises/own").mkdir(parents=True)
    (course / "exercises/own/double.yaml").write_text(EXERCISE)
    (course / "set.yaml").write_text("title: Set\nseed: x\nexercises: [own/double]\n")
    graders("generate", "set.yaml", "--roster", "class.csv", "--out", "sheets", "--format", "md")
    record = json.loads((course / "sheets/issued.json").read_text())
    for number, student in enumerate(record["students"]):
        x = student["variants"]["own/double"]["values"]["x"]
        answers = f"    twice: {2 + number % 2}*{x}\n    open: cos(1) + 1\n"
        text = f"student: {student['id']}\nanswers:\n  own/double:\n{answers}"
        (course / "sheets" / student["id"] / "answers.yaml").write_text(text)
    (course / "sheets/sofia/answers.yaml").unlink()
    assert graders(*GRADE).code == 0
    return course


def correct_the_key(course: Path) -> None:
    """Mend the exercise."""
    (course / "exercises/own/double.yaml").write_text(EXERCISE.replace("3x", "2x"))


def marks(course: Path) -> dict[str, str]:
    """Read the gradebook."""
    with (course / "graded/gradebook.csv").open(encoding="utf-8", newline="") as table:
        return {row["student"]: row["mark"] for row in csv.DictReader(table)}


def contents(folder: Path) -> dict[str, bytes]:
    """Read everything in a folder."""
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_nothing_changes_where_nothing_has_changed(graders: Graders, graded: Path) -> None:
    before = contents(graded / "graded")
    assert graders(*REGRADE).out == "Nothing changes.\n"
    assert graders(*REGRADE, "--apply").code == 0
    assert contents(graded / "graded") == before


def test_whose_marks_change_by_how_much_and_why_is_shown_before_anything_is_written(
    graders: Graders, graded: Path
) -> None:
    before = contents(graded / "graded")
    correct_the_key(graded)
    ran = graders(*REGRADE, "--json")
    assert ran.code == 0
    shown = json.loads(ran.out)
    assert (shown["students"], shown["up"], shown["down"], shown["applied"]) == (2, 1, 1, False)
    assert [(each["student"], each["difference"]) for each in shown["changes"]] == [("ada", "1"), ("emmy", "-1")]
    assert shown["changes"][0]["why"].startswith("the key was 3*")
    assert shown["parts"] == [{"exercise": "own/double", "part": "twice", "answers": 2, "up": 1, "down": 1}]
    told = graders(*REGRADE).out
    assert "\nown/double twice: 2 answers, 1 for more and 1 for less\n" in told
    assert "rise and of 1 fall" in told
    assert contents(graded / "graded") == before


def test_what_is_applied_is_what_grading_anew_would_write(graders: Graders, graded: Path) -> None:
    correct_the_key(graded)
    assert marks(graded) == {"ada": "0", "emmy": "1", "sofia": "0"}
    graders(*REGRADE, "--apply")
    assert marks(graded) == {"ada": "1", "emmy": "0", "sofia": "0"}
    applied = contents(graded / "graded")
    graders(*GRADE)
    assert contents(graded / "graded") == applied
    assert graders(*REGRADE).out == "Nothing changes.\n"


@pytest.mark.parametrize(
    ("old", "new"), [("[own/double]", "[embeddings/inner-product]"), ("[own/double]", "[own/double, own/other]")]
)
def test_nothing_is_written_where_something_can_no_longer_be_graded(
    graders: Graders, graded: Path, old: str, new: str
) -> None:
    (graded / "exercises/own/other.yaml").write_text(EXERCISE)
    (graded / "other.yaml").write_text((graded / "set.yaml").read_text().replace(old, new))
    before = contents(graded / "graded")
    for more in ((), ("--apply",), ("--apply", "--json")):
        ran = graders("regrade", "other.yaml", "--against", "graded", *more)
        assert ran.code == 1
        assert "can no longer be graded, so nothing is written" in ran.out or '"applied": false' in ran.out
        assert contents(graded / "graded") == before


def test_what_was_typed_into_a_box_that_is_gone_is_kept_and_can_be_graded_again(graders: Graders, graded: Path) -> None:
    before = contents(graded / "graded")
    exercise = graded / "exercises/own/double.yaml"
    exercise.write_text(EXERCISE[: EXERCISE.index("  - {id: open")])
    ran = graders(*REGRADE, "--apply")
    (kept,) = (graded / "graded").glob("results.*.jsonl")
    assert f"Answers to boxes that are gone: 2, which are kept in {kept.name}" in ran.err
    exercise.write_text(EXERCISE)
    kept.replace(graded / "graded/results.jsonl")
    graders(*REGRADE, "--apply")
    assert contents(graded / "graded") == before


@pytest.mark.usefixtures("graded")
def test_the_queue_shows_equal_answers_together_with_both_readings(graders: Graders) -> None:
    ran = graders(*REVIEW, "--json")
    waiting = [json.loads(line) for line in ran.out.splitlines()]
    assert [each["students"] for each in waiting] == [["ada"], ["emmy"]]
    assert waiting[0]["response"] == waiting[0]["read_as"] == "cos(1) + 1"
    assert (waiting[0]["evidence"], waiting[0]["reason"]) == ("none", "too hard")
    assert "2 to look at" in graders(*REVIEW).out


def test_a_ruling_settles_an_answer_shows_in_marks_and_survives_a_regrade(graders: Graders, graded: Path) -> None:
    first = json.loads(graders(*REVIEW, "--json").out.splitlines()[0])
    ran = graders(*REVIEW, "--answer", first["id"], "--score", "1/2", "--note", "Nearly.")
    assert ran.out.startswith("1 answer settled")
    assert "1 to look at" in graders(*REVIEW).out
    assert marks(graded)["ada"] == "0"
    assert json.loads(graders(*REGRADE, "--json").out)["changes"][0]["why"] == "a person has ruled"
    graders(*REGRADE, "--apply")
    assert marks(graded)["ada"] == "1"
    assert "Nearly." in (graded / "graded/ada/report.md").read_text()
    correct_the_key(graded)
    graders(*REGRADE, "--apply")
    assert marks(graded)["ada"] == "2"
    graders(*GRADE)
    assert marks(graded)["ada"] == "2"


def test_the_last_ruling_on_an_answer_counts(graders: Graders, graded: Path) -> None:
    from dataclasses import replace

    from graders.batch.rulings import add_ruling, load_rulings

    first = json.loads(graders(*REVIEW, "--json").out.splitlines()[0])
    graders(*REVIEW, "--answer", first["id"], "--score", "1")
    (ruling,) = load_rulings(graded / "graded").all
    add_ruling(graded / "graded", replace(ruling, score=ruling.score / 4, response="cos(1)  +1"))
    graders(*REGRADE, "--apply")
    assert marks(graded)["ada"] == "0.5"


def test_a_ruling_about_no_answer_or_without_a_score_ends_with_4(graders: Graders, graded: Path) -> None:
    assert graders(*REVIEW, "--answer", "ffffffff", "--score", "1").code == 4
    assert graders(*REVIEW, "--answer", "ffffffff").code == 4
    assert graders(*REVIEW, "--score", "1").code == 4
    assert graders(*REVIEW, "--withdraw").code == 4
    assert graders(*REVIEW, "--student", "nobody").code == 4
    assert not (graded / "graded/rulings.jsonl").exists()


def listed(graders: Graders, *words: str) -> list[Any]:
    """Read the list of answers."""
    return [json.loads(line) for line in graders(*REVIEW, "--json", *words).out.splitlines()]


def test_a_student_who_appeals_is_heard_whatever_the_verdict_and_the_ruling_can_be_withdrawn(
    graders: Graders, graded: Path
) -> None:
    assert [(each["part"], each["verdict"]) for each in listed(graders, "--student", "ada")] == [
        ("twice", "incorrect"),
        ("open", "needs_review"),
    ]
    (twice,) = listed(graders, "--student", "ada", "--verdict", "incorrect")
    assert (twice["students"], twice["ruling"], list(twice["given"])) == (["ada"], None, ["x"])
    graders(*REVIEW, "--answer", twice["id"], "--score", "1", "--note", "The key was wrong.")
    graders(*REGRADE, "--apply")
    assert marks(graded)["ada"] == "1"
    (ruled,) = listed(graders, "--student", "ada", "--verdict", "correct")
    assert ruled["ruling"] == {"score": "1", "note": "The key was wrong.", "key": twice["key"]}
    assert graders(*REVIEW, "--answer", twice["id"], "--withdraw").out.startswith(
        "The ruling about 1 answer is withdrawn"
    )
    assert json.loads(graders(*REGRADE, "--json").out)["changes"][0]["why"] == "a ruling was withdrawn"
    graders(*REGRADE, "--apply")
    assert marks(graded)["ada"] == "0"
    assert graders(*REVIEW, "--answer", twice["id"], "--withdraw").code == 4


def test_a_ruling_stays_where_the_key_is_corrected_and_is_listed_until_it_is_confirmed(
    graders: Graders, graded: Path
) -> None:
    (twice,) = listed(graders, "--student", "ada", "--verdict", "incorrect")
    graders(*REVIEW, "--answer", twice["id"], "--score", "1/2")
    correct_the_key(graded)
    graders(*REGRADE, "--apply")
    assert marks(graded)["ada"] == "0.5"
    assert [each["part"] for each in listed(graders)] == ["twice", "open", "open"]
    assert f"    ruled    1/2 when the key was {twice['key']}\n" in graders(*REVIEW).out
    graders(*REVIEW, "--answer", twice["id"], "--score", "1")
    assert [each["part"] for each in listed(graders)] == ["open", "open"]


def test_an_earlier_attempt_that_waits_is_listed_too(graders: Graders, graded: Path) -> None:
    answers = graded / "sheets/ada/answers.yaml"
    answers.write_text(answers.read_text().replace("cos(1) + 1", "1000"))
    graders(*GRADE, "--after", "graded")
    open_ = [each for each in listed(graders) if each["students"] == ["ada"]]
    assert [(each["part"], each["response"], each["verdict"]) for each in open_] == [
        ("open", "cos(1) + 1", "needs_review")
    ]
    graders(*REVIEW, "--answer", open_[0]["id"], "--score", "1")
    assert [each for each in listed(graders) if each["students"] == ["ada"]] == []


def test_what_is_no_journal_and_no_ruling_is_said_with_its_line(graders: Graders, graded: Path) -> None:
    (graded / "graded/rulings.jsonl").write_text("{}\n")
    assert "graded/rulings.jsonl:1: is no ruling" in graders(*REVIEW).err
    (graded / "graded/rulings.jsonl").unlink()
    (graded / "graded/results.jsonl").write_text("{}\n")
    ran = graders(*REGRADE)
    assert (ran.code, ran.err.startswith("graded/results.jsonl:1: is no journal")) == (1, True)


RULING = {"exercise": "t/e", "part": "a", "variant": "", "response": "1", "read_as": None, "score": "1"}
OTHERS: tuple[object, ...] = (5, -1, "1/0", "2", "1e999999999", [], {}, True, 1e308, "\ud800")


@pytest.mark.parametrize("line", [b"[]", b"5", b'"x"', b"\xff", b"[" * 100_000, b"", b'{"score": "1"}', b"\x00"])
def test_a_line_that_is_no_ruling_is_refused_by_its_number(graders: Graders, graded: Path, line: bytes) -> None:
    (graded / "graded/rulings.jsonl").write_bytes(json.dumps(RULING).encode() + b"\n" + line + b"\n")
    for command in (REVIEW, REGRADE):
        ran = graders(*command)
        assert (ran.code, ran.err[:40]) == (1, "graded/rulings.jsonl:2: is no ruling, ta")


@pytest.mark.parametrize("name", RULING)
def test_a_ruling_that_somebody_altered_is_refused(graders: Graders, graded: Path, name: str) -> None:
    for other in OTHERS:
        if not (isinstance(other, str) and other != "\ud800" and name != "score"):  # any text is one
            (graded / "graded/rulings.jsonl").write_text(json.dumps({**RULING, name: other}))
            assert "graded/rulings.jsonl:1: is no ruling" in graders(*REVIEW).err, (name, other)


def test_a_ruling_is_written_on_a_line_of_its_own_whatever_an_editor_has_left(graders: Graders, graded: Path) -> None:
    (graded / "graded/rulings.jsonl").write_text(json.dumps(RULING))
    graders(*REVIEW, "--answer", listed(graders)[0]["id"], "--score", "1")
    assert len((graded / "graded/rulings.jsonl").read_text().splitlines()) == 2
    assert graders(*REVIEW).code == 0


@pytest.mark.parametrize("note", ["no $x^$", "\udcff", "\x1b[31m<script>alert(1)</script>", "=1+1\n::error::x"])
def test_whatever_a_note_says_it_is_shown_and_no_mark_is_lost(graders: Graders, graded: Path, note: str) -> None:
    assert graders(*REVIEW, "--answer", listed(graders)[0]["id"], "--score", "1", "--note", note).code == 0
    assert graders(*REGRADE, "--apply").code == 0
    page = (graded / "graded/ada/report.html").read_text()
    assert "<script" not in page
    assert [sign for sign in page if not sign.isprintable() and sign != "\n"] == []
