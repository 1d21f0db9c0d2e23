"""``graders grade``: every submission by itself, then the class."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Ran

    Graders = Callable[..., Ran]

GRADE = ("grade", "set.yaml", "sheets", "--out", "graded")
REPORTS = ["report.html", "report.json", "report.md"]


@pytest.fixture
def issued(graders: Graders, course: Path) -> Path:
    """Stand in a folder where sheets have been given out."""
    graders("generate", "set.yaml", "--roster", "class.csv", "--out", "sheets")
    return course


def keys(course: Path, student: str) -> dict[str, dict[str, str]]:
    """Give the keys of a student's variants, by grading nothing and looking at the report."""
    report: dict[str, Any] = json.loads((course / "graded" / student / "report.json").read_text(encoding="utf-8"))
    return {each["exercise"]: {part["part"]: part["key"] for part in each["parts"]} for each in report["exercises"]}


def fill(course: Path, student: str, **answers: str) -> None:
    """Write answers into a student's file; the same for every exercise that has the part."""
    file = course / "sheets" / student / "answers.yaml"
    text = file.read_text(encoding="utf-8")
    for part, answer in answers.items():
        text = text.replace(f"    {part}:\n", f"    {part}: {answer}\n")
    file.write_text(text, encoding="utf-8")


def gradebook(course: Path) -> dict[str, dict[str, str]]:
    """Read the gradebook, by student."""
    with (course / "graded/gradebook.csv").open(encoding="utf-8", newline="") as table:
        return {row["student"]: row for row in csv.DictReader(table)}


def test_the_key_itself_earns_full_marks(graders: Graders, issued: Path) -> None:
    graders(*GRADE)
    for student in ("ada", "emmy", "sofia"):
        for parts in keys(issued, student).values():
            fill(issued, student, **parts)
    ran = graders(*GRADE)
    assert (ran.code, ran.err) == (0, "")
    assert [row["mark"] for row in gradebook(issued).values()] == ["7", "7", "7"]
    assert [row["points"] for row in gradebook(issued).values()] == ["7", "7", "7"]


def test_reports_gradebook_and_summary_are_written(graders: Graders, issued: Path) -> None:
    ran = graders(*GRADE)
    assert ran.out.endswith("Open graded/summary.html\n")
    found = sorted(path.relative_to(issued / "graded").as_posix() for path in (issued / "graded").rglob("*.*"))
    assert found == sorted(
        [
            "gradebook.csv",
            "parts.csv",
            "results.jsonl",
            *(f"summary.{each}" for each in ("html", "json", "md")),
            *(f"{student}/{name}" for student in ("ada", "emmy", "sofia") for name in REPORTS),
        ]
    )


def test_reports_are_written_in_the_formats_that_are_asked(graders: Graders, issued: Path) -> None:
    ran = graders(*GRADE, "--report", "md")
    assert ran.out.endswith("Open graded/summary.md\n")
    assert sorted(path.name for path in (issued / "graded").rglob("*.*")) == sorted(
        ["gradebook.csv", "parts.csv", "results.jsonl", "summary.md", *["report.md"] * 3]
    )


def test_the_terminal_shows_the_class(graders: Graders, issued: Path) -> None:
    fill(issued, "ada", distance="√(")
    out = graders(*GRADE).out
    assert "Ada Lovelace" in out
    assert "0 of 7   1 unreadable, 2 blank" in out


def test_a_long_name_leaves_room_for_the_marks(graders: Graders, course: Path) -> None:
    name = "Augusta Ada King, Countess of Lovelace, born Byron, of Ockham Park and London"
    (course / "class.csv").write_text(f'id,name\nada,"{name}"\n', encoding="utf-8")
    graders("generate", "set.yaml", "--roster", "class.csv", "--out", "sheets")
    assert "Augusta Ada King, Countess of L…   0   0   0 of 7" in graders(*GRADE).out


def test_who_hands_in_nothing_is_missing_and_has_no_report(graders: Graders, issued: Path) -> None:
    (issued / "sheets/emmy/answers.yaml").unlink()
    ran = graders(*GRADE)
    assert (ran.code, ran.err) == (0, "")
    assert "nothing was handed in" in ran.out
    assert not (issued / "graded/emmy").exists()
    assert gradebook(issued)["emmy"]["mark"] == "0"
    assert "nothing was handed in" in (issued / "graded/summary.html").read_text(encoding="utf-8")


def test_one_bad_file_harms_nobody_else(graders: Graders, issued: Path) -> None:
    (issued / "sheets/emmy/answers.yaml").write_bytes(b"\x00\xff{{{")
    ran = graders(*GRADE)
    assert ran.code == 1
    assert ran.err.startswith("sheets/emmy/answers.yaml")
    assert (issued / "graded/ada/report.html").exists()
    assert (issued / "graded/sofia/report.html").exists()
    assert not (issued / "graded/emmy").exists()
    assert list(gradebook(issued)) == ["ada", "emmy", "sofia"]


def test_a_student_nobody_knows_is_named_with_the_nearest_one(graders: Graders, issued: Path) -> None:
    (issued / "more").mkdir()
    (issued / "more/answers.yaml").write_text("student: emy\nanswers:\n  embeddings/inner-product:\n    product: 1\n")
    ran = graders(*GRADE, "more")
    assert (ran.code, ran.err) == (1, 'more/answers.yaml student: there is no student "emy", did you mean "emmy"?\n')


def test_nobody_hands_in_for_another(graders: Graders, issued: Path) -> None:
    file = issued / "sheets/emmy/answers.yaml"
    file.write_text(file.read_text().replace("student: emmy", "student: ada"))
    (issued / "sheets/ada/answers.yaml").unlink()
    ran = graders(*GRADE)
    assert ran.code == 1
    assert ran.err == (
        "sheets/emmy/answers.yaml student: the file names ada and stands in the folder of emmy, "
        "correct the one or the other\n"
    )
    assert sorted(path.name for path in (issued / "graded").iterdir() if path.is_dir()) == ["sofia"]


def test_a_class_of_which_nothing_can_be_graded_has_its_pages_all_the_same(graders: Graders, issued: Path) -> None:
    (issued / "bad").mkdir()
    (issued / "bad/answers.yaml").write_text("student: nobody\n")
    ran = graders("grade", "set.yaml", "bad", "--issued", "sheets/issued.json", "--out", "graded")
    assert (ran.code, (issued / "graded/summary.html").exists()) == (1, True)
    assert list(gradebook(issued)) == ["ada", "emmy", "sofia"]


def test_nobody_hands_in_for_another_from_a_folder_deeper_down_or_in_an_archive(graders: Graders, issued: Path) -> None:
    answers = (issued / "sheets/emmy/answers.yaml").read_text()
    deep = issued / "repositories/ada/week-7/final/answers.yaml"
    deep.parent.mkdir(parents=True)
    deep.write_text(answers)
    with ZipFile(issued / "handed_in.zip", "w") as archive:
        archive.writestr("group 1/ada/week-7/answers.yaml", answers)
    for place in ("repositories", "handed_in.zip"):
        ran = graders("grade", "set.yaml", place, "--issued", "sheets/issued.json", "--out", "graded")
        assert ran.code == 1
        assert "the file names emmy and stands in the folder of ada" in ran.err


def test_where_it_is_known_who_hands_in_a_file_that_names_another_is_refused(graders: Graders, issued: Path) -> None:
    (issued / "upload").mkdir()
    (issued / "upload/answers.yaml").write_text((issued / "sheets/emmy/answers.yaml").read_text())
    grade = ("grade", "set.yaml", "upload", "--issued", "sheets/issued.json", "--out", "graded")
    assert graders(*grade, "--student", "Emmy", "--report", "gradescope").code == 0
    assert list(gradebook(issued)) == ["emmy"]
    ran = graders(*grade, "--student", "ada", "--report", "gradescope")
    assert ran.code == 1
    assert "the file names emmy and is handed in by ada, correct the one or the other" in ran.err
    assert json.loads((issued / "graded/ada/results.json").read_text())["score"] == 0
    ran = graders(*grade, "--student", "emy")
    assert (ran.code, ran.err) == (1, 'there is no student "emy", did you mean "emmy"?\n')


def test_of_two_submissions_the_first_counts_and_the_second_is_named(graders: Graders, issued: Path) -> None:
    second = issued / "sheets/ada/answers.yml"
    second.write_text((issued / "sheets/ada/answers.yaml").read_text())
    ran = graders(*GRADE)
    assert ran.code == 1
    assert ran.err == (
        "sheets/ada/answers.yml student: ada has handed in sheets/ada/answers.yaml already, which counts, "
        "keep one of them\n"
    )
    assert (issued / "graded/ada/report.html").exists()


def test_a_report_that_no_longer_holds_is_removed(graders: Graders, issued: Path) -> None:
    graders(*GRADE)
    (issued / "sheets/emmy/answers.yaml").unlink()
    (issued / "graded/emmy/letter.txt").write_text("not ours")
    graders(*GRADE)
    assert [path.name for path in (issued / "graded/emmy").iterdir()] == ["letter.txt"]


def test_json_and_hidden_folders_and_deep_ones(graders: Graders, issued: Path) -> None:
    home = issued / "handed-in"
    deep = home / "group-1" / "ada" / "week-7"
    deep.mkdir(parents=True)
    (home / ".git").mkdir()
    (home / ".git/answers.yaml").write_text("student: emmy\nanswers:\n")
    answers = {"student": "ADA", "answers": {"embeddings/inner-product": {"product": "-1"}}}
    (deep / "Answers.JSON").write_text(json.dumps(answers))
    ran = graders("grade", "set.yaml", "handed-in", "--issued", "sheets/issued.json", "--out", "graded")
    assert (ran.code, ran.err) == (0, "")
    assert sorted(path.name for path in (issued / "graded").iterdir() if path.is_dir()) == ["ada"]


@pytest.mark.parametrize(
    "given", [("sheets/ada/answers.yaml",), ("sheets/ada",), ("sheets",), ("sheets", "--issued", "sheets/issued.json")]
)
def test_the_record_is_found_near_the_submissions(graders: Graders, issued: Path, given: tuple[str, ...]) -> None:
    assert graders("grade", "set.yaml", *given, "--out", "graded").code == 0
    assert (issued / "graded/ada/report.html").exists()


def test_the_record_is_found_beside_the_assignment(graders: Graders, issued: Path) -> None:
    (issued / "deep/er/submissions").mkdir(parents=True)
    (issued / "sheets/issued.json").rename(issued / "issued.json")
    (issued / "sheets/ada/answers.yaml").rename(issued / "deep/er/submissions/answers.yaml")
    assert graders("grade", "set.yaml", "deep/er/submissions", "--out", "graded").code == 0


def test_without_a_record_nothing_is_graded(graders: Graders, issued: Path) -> None:
    (issued / "sheets/issued.json").unlink()
    ran = graders(*GRADE)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("there is no issued.json, so nobody knows who was asked what, name it with --issued")
    assert not (issued / "graded").exists()


def test_an_exercise_that_changed_after_it_was_issued_is_said_and_graded(graders: Graders, course: Path) -> None:
    home = course / "exercises" / "own"
    home.mkdir(parents=True)
    text = "title: Own\ngiven: {x: 1..9}\nquestion: Double {{ x }}.\nparts: [{id: a, ask: What?, key: 2x}]\n"
    home.joinpath("double.yaml").write_text(text)
    (course / "set.yaml").write_text("title: Set\nseed: x\nexercises: [own/double]\n")
    graders("generate", "set.yaml", "--roster", "class.csv", "--out", "sheets")
    before = (course / "sheets/issued.json").read_text()
    home.joinpath("double.yaml").write_text(text.replace("1..9", "1..30"))
    ran = graders(*GRADE)
    assert ran.code == 0
    assert ran.err == (
        "sheets/issued.json: own/double has changed since it was issued, "
        "the values that were issued are graded, with the exercise's present key\n"
    )
    number = json.loads(before)["students"][0]["variants"]["own/double"]["values"]["x"]
    assert keys(course, "ada") == {"own/double": {"a": f"2*{number}"}}


def test_a_response_is_never_markup(graders: Graders, issued: Path) -> None:
    fill(issued, "ada", distance="'<script>alert(1)</script>'", product='"[x](javascript:1)"')
    graders(*GRADE)
    html = (issued / "graded/ada/report.html").read_text(encoding="utf-8")
    assert "<script" not in html
    assert 'href="javascript' not in html
    assert "alert(1)&lt;/script&gt;" in html


def test_problems_of_the_assignment_end_everything_before_it_begins(graders: Graders, issued: Path) -> None:
    (issued / "set.yaml").write_text("title: Set\n")
    (issued / "sheets/issued.json").write_text("{")
    ran = graders(*GRADE)
    assert (ran.code, ran.out) == (1, "")
    assert len(ran.err.splitlines()) == 3
    assert not (issued / "graded").exists()


def test_folders_without_submissions_are_named(graders: Graders, issued: Path) -> None:
    (issued / "empty").mkdir()
    ran = graders(*GRADE, "empty")
    assert (ran.code, ran.err) == (
        1,
        "empty: there are no submissions, they are called answers.json, answers.yaml, answers.yml\n",
    )


@pytest.mark.parametrize(
    "words",
    [
        ("grade", "set.yaml", "--out", "graded"),
        ("grade", "set.yaml", "none", "--out", "graded"),
        ("grade", "set.yaml", "sheets"),
        ("grade", "set.yaml", "sheets", "--out", "graded", "--report", "pdf"),
    ],
)
@pytest.mark.usefixtures("issued")
def test_a_mistake_in_the_command_ends_with_4(graders: Graders, words: tuple[str, ...]) -> None:
    assert graders(*words).code == 4
