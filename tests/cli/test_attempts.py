"""Students who hand in again: attempts are taken up from what was graded before, and nothing is told too early."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.test_grade import GRADE, gradebook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Ran

    Graders = Callable[..., Ran]

EXERCISE = """\
title: Double
given: {x: 100..900}
question: Double {{ x }}.
hints: [Add the number to itself.]
parts: [{id: a, ask: What?, key: 2x, points: 4}]
"""
SET = "title: Set\nseed: x\nattempts: {most: 3, penalty: 1/4}\nexercises: [own/double]\n"
AGAIN = (*GRADE, "--after", "graded")


@pytest.fixture
def issued(graders: Graders, course: Path) -> Path:
    """Stand in a folder where an exercise that may be tried three times has been given out."""
    (course / "exercises/own").mkdir(parents=True)
    (course / "exercises/own/double.yaml").write_text(EXERCISE, encoding="utf-8")
    (course / "set.yaml").write_text(SET, encoding="utf-8")
    graders("generate", "set.yaml", "--roster", "class.csv", "--out", "sheets")
    return course


def hand_in(course: Path, student: str, answer: str) -> None:
    text = f"student: {student}\nanswers:\n  own/double:\n    a: {answer}\n"
    (course / "sheets" / student / "answers.yaml").write_text(text, encoding="utf-8")


def key(course: Path, student: str) -> str:
    record = json.loads((course / "sheets/issued.json").read_text(encoding="utf-8"))
    (handout,) = (each for each in record["students"] if each["id"] == student)
    return str(2 * int(handout["variants"]["own/double"]["values"]["x"]))


def box(course: Path, student: str) -> dict[str, Any]:
    report = json.loads((course / "graded" / student / "report.json").read_text(encoding="utf-8"))
    found: dict[str, Any] = report["exercises"][0]["parts"][0]
    return found


def marks(course: Path) -> list[str]:
    return [row["mark"] for row in gradebook(course).values()]


@pytest.mark.parametrize("jobs", ["0", "1"])
def test_who_hands_in_again_has_a_further_attempt_and_who_does_not_keeps_what_there_was(
    graders: Graders, issued: Path, jobs: str
) -> None:
    right = key(issued, "ada")
    hand_in(issued, "ada", "7")
    hand_in(issued, "emmy", "√(")
    hand_in(issued, "sofia", key(issued, "sofia"))
    assert graders(*GRADE, "--jobs", jobs).code == 0
    assert marks(issued) == ["0", "0", "4"]
    assert box(issued, "ada")["hints"] == ["Add the number to itself."]
    assert right not in (issued / "graded/ada/report.html").read_text(encoding="utf-8")

    hand_in(issued, "ada", right)
    (issued / "sheets/sofia/answers.yaml").unlink()
    (issued / "sheets/emmy/answers.yaml").write_text("broken", encoding="utf-8")
    assert graders(*AGAIN, "--jobs", jobs).code == 1
    assert marks(issued) == ["3", "0", "4"]
    assert [each["response"] for each in box(issued, "ada")["attempts"]] == ["7", right]
    assert box(issued, "emmy")["marking"]["spent"] == 0
    assert box(issued, "sofia")["marking"]["spent"] == 1


def test_grading_again_what_stays_the_same_changes_nothing(graders: Graders, issued: Path) -> None:
    for answer in ("7", "8"):
        hand_in(issued, "ada", answer)
        graders(*GRADE, *(("--after", "graded") if answer == "8" else ()))
    before = box(issued, "ada")
    graders(*AGAIN)
    assert box(issued, "ada") == before
    assert [each["response"] for each in before["attempts"]] == ["7", "8"]


def test_at_the_end_everything_is_told(graders: Graders, issued: Path) -> None:
    hand_in(issued, "ada", "7")
    graders(*GRADE)
    assert box(issued, "ada")["key"] is None
    graders(*AGAIN, "--final")
    assert box(issued, "ada")["key"].startswith("2*")
    assert box(issued, "ada")["hints"] == []


def test_a_regrade_keeps_attempts_and_what_is_final(graders: Graders, issued: Path) -> None:
    hand_in(issued, "ada", "7")
    graders(*GRADE)
    hand_in(issued, "ada", key(issued, "ada"))
    graders(*AGAIN, "--final")
    found = json.loads(graders("regrade", "set.yaml", "--against", "graded", "--json").out)
    assert found["changes"] == []


@pytest.mark.usefixtures("issued")
def test_a_folder_without_results_cannot_be_gone_on_from(graders: Graders) -> None:
    ran = graders(*GRADE, "--after", "sheets")
    assert (ran.code, ran.err) == (1, "sheets: there is no results.jsonl, give the folder that graders grade wrote\n")
