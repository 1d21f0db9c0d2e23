"""A class in one run: a crash harms nothing but the response that causes it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from graders.assignment import Assignment, Item, Student
from graders.batch.submissions import Batch, Rejected, submission_files
from graders.checks import judge
from graders.errors import AuthorError
from graders.exercise import Exercise, Part
from graders.grade import GradedSubmission
from graders.issued import Archive, issue
from graders.syntax import parse
from graders.verdict import Outcome

if TYPE_CHECKING:
    from pathlib import Path

    from graders.syntax import Vocabulary
    from graders.syntax.tree import Node
    from graders.verdict import Verdict

ADA, EMMY = Student("ada", "Ada"), Student("emmy", "Emmy")
EXERCISES = {
    "t/sum": Exercise("t/sum", "Sum", "Add.", (Part("one", "1 + 1", parse("2")), Part("two", "2 + 2", parse("4"))))
}
ASSIGNMENT = Assignment("Set", "seed", (Item("t/sum"),))


@pytest.fixture
def batch() -> Batch:
    """Begin a run for a class of two."""
    return Batch(ASSIGNMENT, EXERCISES, Archive(issue(ASSIGNMENT, EXERCISES, (ADA, EMMY)), ASSIGNMENT, EXERCISES))


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

    monkeypatch.setattr("graders.grade.judge", crashing)


def outcomes(graded: GradedSubmission | Rejected) -> list[Outcome]:
    """Give the verdicts of a submission."""
    assert isinstance(graded, GradedSubmission)
    return [part.verdict.outcome for exercise in graded.exercises for part in exercise.parts]


@pytest.mark.parametrize("crash", [RecursionError("too deep"), MemoryError(), ZeroDivisionError("ours")])
def test_a_response_that_crashes_goes_to_review_and_the_others_are_graded(
    batch: Batch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, crash: Exception
) -> None:
    crash_on("666", crash, monkeypatch)
    files = [handed_in(tmp_path, "ada", one="666", two="4"), handed_in(tmp_path, "emmy", one="2", two="4")]
    ada, emmy = batch.grade(files)
    assert outcomes(ada) == [Outcome.NEEDS_REVIEW, Outcome.CORRECT]
    assert outcomes(emmy) == [Outcome.CORRECT, Outcome.CORRECT]


def test_a_response_that_crashes_is_shown_as_typed_with_the_reason_and_is_no_zero_yet(
    batch: Batch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crash_on("666", RecursionError("too deep"), monkeypatch)
    (graded,) = batch.grade([handed_in(tmp_path, "ada", one="666")])
    assert isinstance(graded, GradedSubmission)
    part = graded.exercises[0].parts[0]
    assert (part.response, part.mark) == ("666", Fraction(0))
    assert dict(part.feedback[0].fields)["reason"] == "RecursionError: too deep"


def test_a_submission_that_crashes_whatever_is_left_out_is_rejected_and_harms_no_other(
    batch: Batch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crash_on("", ZeroDivisionError("ours"), monkeypatch)
    files = [handed_in(tmp_path, "ada", one="2"), handed_in(tmp_path, "emmy", one="2", two="4")]
    ada, emmy = batch.grade(files)
    assert isinstance(ada, Rejected)
    assert ada.problems[0].message == "grading this submission crashes: ZeroDivisionError: ours"
    assert outcomes(emmy) == [Outcome.CORRECT, Outcome.CORRECT]


def test_who_handed_in_nothing_has_empty_boxes_and_the_reason(batch: Batch, tmp_path: Path) -> None:
    list(batch.grade([handed_in(tmp_path, "ada", one="2")]))
    (emmy,) = batch.missing()
    assert isinstance(emmy, GradedSubmission)
    assert (emmy.student, emmy.mark) == (EMMY, Fraction(0))
    assert [problem.message for problem in emmy.problems] == ["nothing was handed in"]


def test_whose_file_was_rejected_has_its_problems_instead(batch: Batch, tmp_path: Path) -> None:
    file = handed_in(tmp_path, "ada", one="2")
    file.write_text("student:\n")
    list(batch.grade([file]))
    ada = next(iter(batch.missing()))
    assert isinstance(ada, GradedSubmission)
    assert ada.problems[0].message == "no student is named"


def test_files_are_graded_one_by_one_as_they_come(batch: Batch, tmp_path: Path) -> None:
    missing = tmp_path / "emmy" / "answers.yaml"
    going = batch.grade([handed_in(tmp_path, "ada", one="2"), missing])
    assert isinstance(next(going), GradedSubmission)
    assert isinstance(next(going), Rejected)


def test_submissions_are_found_at_any_depth_in_the_order_of_their_names(tmp_path: Path) -> None:
    names = ["b/answers.yaml", "a/deep/answers.json", "c/ANSWERS.YML", "c/notes.yaml", ".git/answers.yaml"]
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    found = [path.relative_to(tmp_path).as_posix() for path in submission_files([tmp_path])]
    assert found == ["a/deep/answers.json", "b/answers.yaml", "c/ANSWERS.YML"]


def test_a_file_is_taken_under_any_name_and_only_once(tmp_path: Path) -> None:
    (tmp_path / "answers.yaml").touch()
    (tmp_path / "ada.yaml").touch()
    paths = [tmp_path / "ada.yaml", tmp_path, tmp_path / "ada.yaml"]
    assert submission_files(paths) == (tmp_path / "ada.yaml", tmp_path / "answers.yaml")


def test_links_to_folders_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/answers.yaml").touch()
    (tmp_path / "a/loop").symlink_to(tmp_path / "a", target_is_directory=True)
    assert submission_files([tmp_path]) == (tmp_path / "a/answers.yaml",)


def test_every_folder_without_submissions_is_named(tmp_path: Path) -> None:
    folders = [tmp_path / "a", tmp_path / "b"]
    for folder in folders:
        folder.mkdir()
    with pytest.raises(AuthorError) as error:
        submission_files(folders)
    assert [problem.file for problem in error.value.problems] == [folder.as_posix() for folder in folders]
