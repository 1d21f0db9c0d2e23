"""A class in one run: a crash harms nothing but the response that causes it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from graders.assignment import Assignment, Item, Student
from graders.batch.incoming import incoming
from graders.batch.papers import Rejected
from graders.batch.run import Run, graded_here
from graders.batch.work import Done, Order
from graders.checks import judge
from graders.exercise import Exercise, Part
from graders.issued import Archive, issue
from graders.report import student_report
from graders.syntax import parse
from graders.verdict import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from graders.batch.work import Answer
    from graders.grading import GradedSubmission
    from graders.issued import Handout
    from graders.press import Press
    from graders.report import Format
    from graders.syntax import Vocabulary
    from graders.syntax.tree import Node
    from graders.variant import Variant
    from graders.verdict import Verdict

ADA, EMMY = Student("ada", "Ada"), Student("emmy", "Emmy")
EXERCISES = {
    "t/sum": Exercise("t/sum", "Sum", "Add.", (Part("one", "1 + 1", parse("2")), Part("two", "2 + 2", parse("4"))))
}
ASSIGNMENT = Assignment("Set", "seed", (Item("t/sum"),))


@pytest.fixture
def run() -> Run:
    """Begin a run for a class of two."""
    return Run(Order(ASSIGNMENT, tuple(EXERCISES.items())), issue(ASSIGNMENT, EXERCISES, (ADA, EMMY)))


def graded(run: Run, files: Iterable[Path]) -> list[Answer]:
    """Grade files in one program."""
    return [answer for answer, _ in run.answers(incoming(files), graded_here)]


def handed_in(folder: Path, student: str, **answers: str) -> Path:
    """Write a submission."""
    file = folder / student / "answers.yaml"
    file.parent.mkdir()
    lines = (f"    {part}: {answer}\n" for part, answer in answers.items())
    file.write_text(f"student: {student}\nanswers:\n  t/sum:\n{''.join(lines)}")
    return file


def crash_on(response: str, crash: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the judging of one text crash."""

    def crashing(key: Node, text: str, *, vocabulary: Vocabulary, **_: object) -> Verdict:
        if text == response:
            raise crash
        return judge(key, text, vocabulary=vocabulary)

    monkeypatch.setattr("graders.attempts.judge", crashing)


def outcomes(answer: Answer) -> list[Outcome]:
    """Give the verdicts of a submission."""
    assert isinstance(answer, Done)
    return [Outcome(part.verdict) for _, part in answer.kept.boxes]


@pytest.mark.parametrize("crash", [RecursionError("too deep"), MemoryError(), ZeroDivisionError("ours")])
def test_a_response_that_crashes_goes_to_review_and_the_others_are_graded(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, crash: Exception
) -> None:
    crash_on("666", crash, monkeypatch)
    files = [handed_in(tmp_path, "ada", one="666", two="4"), handed_in(tmp_path, "emmy", one="2", two="4")]
    ada, emmy = graded(run, files)
    assert outcomes(ada) == [Outcome.NEEDS_REVIEW, Outcome.CORRECT]
    assert outcomes(emmy) == [Outcome.CORRECT, Outcome.CORRECT]


def test_a_response_that_crashes_is_shown_as_typed_with_the_reason_and_is_no_zero_yet(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crash_on("666", RecursionError("too deep"), monkeypatch)
    (answer,) = graded(run, [handed_in(tmp_path, "ada", one="666")])
    assert isinstance(answer, Done)
    part = answer.kept.exercises[0].parts[0]
    assert (part.response, part.mark) == ("666", Fraction(0))
    assert dict(part.feedback[0].fields)["reason"] == "RecursionError: too deep"


def test_a_submission_that_crashes_whatever_is_left_out_is_rejected_and_harms_no_other(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crash_on("", ZeroDivisionError("ours"), monkeypatch)
    files = [handed_in(tmp_path, "ada", one="2"), handed_in(tmp_path, "emmy", one="2", two="4")]
    ada, emmy = graded(run, files)
    assert isinstance(ada, Rejected)
    assert ada.problems[0].message == "grading this submission crashes: ZeroDivisionError: ours"
    assert outcomes(emmy) == [Outcome.CORRECT, Outcome.CORRECT]


def test_a_submission_whose_variants_crash_is_rejected_and_harms_no_other(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Archive.variants_of

    def crashing(archive: Archive, handout: Handout) -> Mapping[str, Variant]:
        if handout.student == ADA:
            raise ZeroDivisionError("ours")
        return made(archive, handout)

    monkeypatch.setattr(Archive, "variants_of", crashing)
    files = [handed_in(tmp_path, "ada", one="2"), handed_in(tmp_path, "emmy", one="2", two="4")]
    ada, emmy = graded(run, files)
    assert isinstance(ada, Rejected)
    assert ada.problems[0].message == "grading this submission crashes: ZeroDivisionError: ours"
    assert outcomes(emmy) == [Outcome.CORRECT, Outcome.CORRECT]


def test_a_submission_whose_report_crashes_is_rejected_and_harms_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crashing(graded: GradedSubmission, format: Format, press: Press) -> str:
        if graded.student == ADA:
            raise ZeroDivisionError("ours")
        return student_report(graded, format, press)

    monkeypatch.setattr("graders.batch.work.student_report", crashing)
    order = Order(ASSIGNMENT, tuple(EXERCISES.items()), ("md",))
    run = Run(order, issue(ASSIGNMENT, EXERCISES, (ADA, EMMY)))
    files = [handed_in(tmp_path, "ada", one="2"), handed_in(tmp_path, "emmy", one="2", two="4")]
    ada, emmy = graded(run, files)
    assert isinstance(ada, Rejected)
    assert ada.problems[0].message == "printing the report of this submission crashes: ZeroDivisionError: ours"
    assert outcomes(emmy) == [Outcome.CORRECT, Outcome.CORRECT]


def test_who_handed_in_nothing_has_empty_boxes_and_the_reason(run: Run, tmp_path: Path) -> None:
    graded(run, [handed_in(tmp_path, "ada", one="2")])
    (emmy,) = run.missing()
    assert isinstance(emmy, Done)
    assert (emmy.kept.student, emmy.kept.mark) == (EMMY, Fraction(0))
    assert [problem.message for problem in emmy.kept.problems] == ["nothing was handed in"]


def test_whose_file_was_rejected_has_its_problems_instead(run: Run, tmp_path: Path) -> None:
    file = handed_in(tmp_path, "ada", one="2")
    file.write_text("student:\n")
    graded(run, [file])
    ada = next(run.missing())
    assert isinstance(ada, Done)
    assert ada.kept.problems[0].message == "no student is named"


def test_files_are_graded_one_by_one_as_they_come(run: Run, tmp_path: Path) -> None:
    missing = tmp_path / "emmy" / "answers.yaml"
    going = run.answers(incoming([handed_in(tmp_path, "ada", one="2"), missing]), graded_here)
    assert isinstance(next(going)[0], Done)
    assert isinstance(next(going)[0], Rejected)
