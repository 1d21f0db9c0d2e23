"""One student's paper: graded, and where one response harms, graded without it.

Paper -> GradedSubmission | Rejected
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, NoReturn, TypeAlias

from graders.attempts import Attempt
from graders.batch.edge import guarded
from graders.errors import AuthorError, Problem
from graders.grading import GradedSubmission, grade_submission, marked_again
from graders.kept import Source
from graders.verdict import message, needs_review

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graders.assignment import Assignment, Student
    from graders.exercise import Exercise
    from graders.grading import GradedExercise, GradedPart
    from graders.issued import Archive, Handout
    from graders.submission import Responses, Submission
    from graders.variant import Variant

Place: TypeAlias = "tuple[str, str]"
"""A box: the exercise and the part."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A submission that was not graded, and why; whose it is, where that is known."""

    file: str
    student: Student | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """What one student was given and handed in.

    ``place`` is that in the class list, ``digest`` that of the bytes that came in; ``excluded`` are responses not to
    be tried, with the reasons.
    """

    handout: Handout
    submission: Submission
    place: int = 0
    digest: str = ""
    excluded: tuple[tuple[Place, str], ...] = ()

    @property
    def source(self) -> Source:
        """Where it comes from."""
        return Source(self.submission.file, self.digest, self.place)

    @property
    def places(self) -> tuple[Place, ...]:
        """The boxes that were answered."""
        return tuple((exercise, part) for exercise, parts in self.submission.responses for part, _ in parts)

    def only(self, place: Place) -> Paper:
        """Keep one response and leave the other boxes empty."""
        return replace(self, submission=only(self.submission, frozenset((place,))))


def grade_paper(
    paper: Paper, assignment: Assignment, exercises: Mapping[str, Exercise], archive: Archive
) -> GradedSubmission | Rejected:
    """Grade a paper; a response that crashes, or is excluded, goes to review and the others are graded."""
    try:
        grading = _Grading(paper, assignment, exercises, archive.variants_of(paper.handout))
        return grading.without(dict(paper.excluded)) if paper.excluded else guarded(grading.whole, grading.apart)
    except AuthorError as error:
        return Rejected(paper.submission.file, paper.handout.student, error.problems)


@dataclass(frozen=True, slots=True)
class _Grading:
    """One paper on the desk."""

    paper: Paper
    assignment: Assignment
    exercises: Mapping[str, Exercise]
    variants: Mapping[str, Variant]

    def whole(self) -> GradedSubmission:
        """Grade everything."""
        return self.grade(self.paper.submission)

    def grade(self, submission: Submission) -> GradedSubmission:
        """Grade a submission, or what is left of it."""
        return grade_submission(self.assignment, self.exercises, self.paper.handout.student, self.variants, submission)

    def apart(self, why: str) -> GradedSubmission:
        """Grade a submission that crashed without the responses that do it."""
        crashing = {place: reason for place in self.paper.places if (reason := self.crash_alone(place))}
        return self.without(crashing, why)

    def without(self, left_out: Mapping[Place, str], why: str = "") -> GradedSubmission:
        """Grade the other responses and put these back for a person to look at."""
        submission = self.paper.submission
        rest = only(submission, frozenset(self.paper.places).difference(left_out))
        graded = guarded(partial(self.grade, rest), partial(_hopeless, submission, why))
        exercises = tuple(_reviewed(each, submission, left_out) for each in graded.exercises)
        return replace(graded, exercises=exercises)

    def crash_alone(self, place: Place) -> str:
        """Say how one response by itself makes grading crash; nothing where it does not."""

        def grade() -> str:
            self.grade(only(self.paper.submission, frozenset((place,))))
            return ""

        return guarded(grade, str)


def only(submission: Submission, places: frozenset[Place]) -> Submission:
    """Keep some of the responses, of all attempts."""

    def kept(responses: Responses) -> Responses:
        return tuple(
            (exercise, tuple((part, text) for part, text in parts if (exercise, part) in places))
            for exercise, parts in responses
        )

    return replace(submission, responses=kept(submission.responses), earlier=tuple(map(kept, submission.earlier)))


def _hopeless(submission: Submission, why: str, crash: str) -> NoReturn:
    """Give up on a submission that crashes whatever is left out."""
    message = f"grading this submission crashes: {why or crash}"
    raise AuthorError((Problem(message, submission.file, remedy="a bug in graders, please report it"),))


def _reviewed(graded: GradedExercise, submission: Submission, left_out: Mapping[Place, str]) -> GradedExercise:
    """Put back the responses that were left out."""

    def part(each: GradedPart) -> GradedPart:
        place = graded.exercise, each.part
        if place not in left_out:
            return each
        verdict = needs_review(None, None, message("undecided", reason=left_out[place]))
        return marked_again(each, (Attempt(submission.response(*place), verdict),))

    return replace(graded, parts=tuple(map(part, graded.parts)))
