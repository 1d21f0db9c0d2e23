"""The submissions of a class: found, read and graded one after the other, so that no file and no crash harms another.

folders and files -> files -> Submission -> Graded | Rejected
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from graders.assignment import find_student
from graders.bank import load_submission
from graders.batch.edge import guarded
from graders.errors import AuthorError, Problem
from graders.feedback import feedback
from graders.files import folder_name, plain_path
from graders.grade import GradedSubmission, grade_submission
from graders.marking import mark
from graders.submission import Submission
from graders.verdict import message, needs_review

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from graders.assignment import Assignment, Student
    from graders.exercise import Exercise
    from graders.grade import GradedExercise, GradedPart
    from graders.issued import Archive
    from graders.variant import Variant

NAMES = frozenset(("answers.yaml", "answers.yml", "answers.json"))
"""What a submission is called, in whatever case."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A file that was not graded, and why; whose it is, where that is known."""

    file: Path
    student: Student | None
    problems: tuple[Problem, ...]


def submission_files(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Find the submissions in folders, at whatever depth, in the order of their names; a file is taken as it is.

    Hidden folders are passed over and links to folders are not followed.  An ``AuthorError`` names every
    folder that has none.
    """
    found: dict[Path, None] = {}
    problems: list[Problem] = []
    for path in paths:
        here = [path] if path.is_file() else list(_below(path))
        found.update(dict.fromkeys(here))
        if not here:
            problems.append(Problem("there are no submissions", plain_path(path), remedy=f"they are called {_names()}"))
    if problems:
        raise AuthorError(tuple(problems))
    return tuple(found)


def _names() -> str:
    return ", ".join(sorted(NAMES))


def _below(folder: Path) -> Iterator[Path]:
    for home, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(home, name) for name in sorted(files) if name.casefold() in NAMES)


class Batch:
    """One run over the submissions of a class: who has been graded so far, and what was wrong with whose files."""

    def __init__(self, assignment: Assignment, exercises: Mapping[str, Exercise], archive: Archive) -> None:
        """Begin with nobody graded."""
        self.assignment = assignment
        self.exercises = exercises
        self.archive = archive
        self.students = archive.issued.students
        self.folders = {folder_name(student.id).casefold(): student for student in self.students}
        self.graded: dict[Student, Path] = {}
        self.rejected: dict[Student, tuple[Problem, ...]] = {}

    def grade(self, files: Iterable[Path]) -> Iterator[GradedSubmission | Rejected]:
        """Grade file by file."""
        return (self.grade_file(file) for file in files)

    def grade_file(self, file: Path) -> GradedSubmission | Rejected:
        """Grade one file, if it can be read, is from a student of the class and is that student's only one."""
        owner = self.folders.get(file.absolute().parent.name.casefold())
        try:
            submission = load_submission(file)
            student = self._student(submission, owner)
            owner = owner or student
            self._refuse_second(submission, student)
            variants = self.archive.variants(student)
            crashed = partial(self._apart, student, variants, submission)
            graded = guarded(partial(self._grade, student, variants, submission), crashed)
        except AuthorError as error:
            if owner is not None:
                self.rejected[owner] = (*self.rejected.get(owner, ()), *error.problems)
            return Rejected(file, owner, error.problems)
        self.graded[student] = file
        return graded

    def missing(self) -> Iterator[GradedSubmission | Rejected]:
        """Give for every student of whom nothing was graded a submission in which every box is empty."""
        for student in self.students:
            if student not in self.graded:
                problems = self.rejected.get(student, (Problem("nothing was handed in"),))
                try:
                    variants = self.archive.variants(student)
                    yield self._grade(student, variants, Submission(student.id, (), problems=problems))
                except AuthorError as error:
                    yield Rejected(Path(self.archive.issued.file), student, error.problems)

    def _grade(self, student: Student, variants: Mapping[str, Variant], submission: Submission) -> GradedSubmission:
        return grade_submission(self.assignment, self.exercises, student, variants, submission)

    def _student(self, submission: Submission, owner: Student | None) -> Student:
        """Find whose submission it is; nobody can hand in for another."""
        student = find_student(self.students, submission.student)
        if student is None:
            near = get_close_matches(submission.student, [known.id for known in self.students], n=1)
            remedy = f'did you mean "{near[0]}"?' if near else f"the students stand in {self.archive.issued.file}"
            raise _refused(submission, f'there is no student "{submission.student}"', remedy)
        if owner is not None and owner != student:
            place = f"the file names {student.id} and stands in the folder of {owner.id}"
            raise _refused(submission, place, "correct the one or the other")
        return student

    def _refuse_second(self, submission: Submission, student: Student) -> None:
        if student in self.graded:
            first = plain_path(self.graded[student])
            raise _refused(submission, f"{student.id} has handed in {first} already, which counts", "keep one of them")

    # where a response crashes

    def _apart(
        self, student: Student, variants: Mapping[str, Variant], submission: Submission, why: str
    ) -> GradedSubmission:
        """Grade a submission that crashed without the responses that do it; those go to review."""
        answered = [(exercise, part) for exercise, parts in submission.responses for part, _ in parts]
        alone = partial(self._crash_alone, student, variants, submission)
        crashing = {place: reason for place in answered if (reason := alone(place))}
        rest = _only(submission, frozenset(answered).difference(crashing))
        graded = guarded(partial(self._grade, student, variants, rest), partial(_hopeless, submission, why))
        exercises = tuple(_reviewed(each, submission, crashing) for each in graded.exercises)
        return replace(graded, exercises=exercises)

    def _crash_alone(
        self, student: Student, variants: Mapping[str, Variant], submission: Submission, place: tuple[str, str]
    ) -> str:
        """Say how one response by itself makes grading crash; nothing where it does not."""

        def grade() -> str:
            self._grade(student, variants, _only(submission, frozenset((place,))))
            return ""

        return guarded(grade, str)


def _refused(submission: Submission, why: str, remedy: str) -> AuthorError:
    return AuthorError((Problem(why, submission.file, path="student", remedy=remedy),))


def _only(submission: Submission, places: frozenset[tuple[str, str]]) -> Submission:
    """Keep some of the responses."""
    kept = tuple(
        (exercise, tuple((part, text) for part, text in parts if (exercise, part) in places))
        for exercise, parts in submission.responses
    )
    return replace(submission, responses=kept)


def _hopeless(submission: Submission, why: str, _: str) -> NoReturn:
    """Give up on a submission that crashes whatever is left out."""
    message = f"grading this submission crashes: {why}"
    raise AuthorError((Problem(message, submission.file, remedy="a bug in graders, please report it"),))


def _reviewed(
    graded: GradedExercise, submission: Submission, crashing: Mapping[tuple[str, str], str]
) -> GradedExercise:
    """Put back the responses that crashed, for a person to look at."""

    def part(each: GradedPart) -> GradedPart:
        place = graded.exercise, each.part
        if place not in crashing:
            return each
        response = submission.response(*place)
        verdict = needs_review(None, None, message("undecided", reason=crashing[place]))
        told = feedback(verdict, response)
        return replace(each, response=response, verdict=verdict, feedback=told, mark=mark(verdict, each.points))

    return replace(graded, parts=tuple(map(part, graded.parts)))
