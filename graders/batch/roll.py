"""The roll of a class: whose a submission is, and who has handed in already.

HandedIn -> Paper | Rejected
"""

from __future__ import annotations

import pickle
from difflib import get_close_matches
from typing import TYPE_CHECKING

from graders.assignment import folded
from graders.bank import submission_of
from graders.batch.earlier import Earlier
from graders.batch.papers import Paper, Rejected
from graders.errors import AuthorError, Problem
from graders.files import folder_name
from graders.shelf import Shelf
from graders.submission import Submission

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graders.assignment import Student
    from graders.batch.incoming.handed_in import HandedIn
    from graders.issued import Handout, Issued

MANY = 2000
"""Students among whom nobody looks for an id that is nearly right."""

LONGEST = 120
"""Characters of an id that is looked for, and shown."""


class Roll:
    """One run over the submissions of a class: who has handed in so far, and what was wrong with whose files."""

    def __init__(self, issued: Issued, earlier: Earlier | None = None, *, only: str = "") -> None:
        """Begin with nobody; ``earlier`` has the attempts before, and ``only`` is the id of who hands everything in."""
        self.issued = issued
        self.earlier = earlier or Earlier()
        self.places: Shelf[str, int] = Shelf()
        self.folders: Shelf[str, int] = Shelf()
        for place, student in enumerate(issued.students):
            self.places[folded(student.id)] = place
            self.folders[folder_name(student.id).casefold()] = place
        self.admitted: Shelf[str, str] = Shelf()
        self.rejected: Shelf[str, bytes] = Shelf()
        self.only = self._one(only) if only else None

    def admit(self, handed: HandedIn) -> Paper | Rejected:
        """Admit a submission that can be read, is from a student of the class and is that student's only one."""
        owner = self.only or self._owner(handed.homes)
        try:
            submission = _read(handed)
            place, handout = self._handout(submission, owner)
            owner = owner or handout.student
            self._refuse_second(submission, handout.student)
        except AuthorError as error:
            return self.reject(Rejected(handed.name, owner, error.problems))
        self.admitted[handout.student.id] = handed.name
        submission = submission.following(self.earlier.rounds(handout.student.id))
        return Paper(handout, submission, place, handed.digest)

    def reject(self, rejected: Rejected) -> Rejected:
        """Remember what was wrong with a student's file."""
        if rejected.student is not None:
            student = rejected.student.id
            self.rejected[student] = pickle.dumps((*self.problems(student), *rejected.problems))
        return rejected

    def problems(self, student: str) -> tuple[Problem, ...]:
        """Give what was wrong with a student's files that were rejected."""
        found = self.rejected.get(student)
        return pickle.loads(found) if found else ()  # noqa: S301 - these bytes never come from outside

    def give_back(self, rejected: Rejected) -> None:
        """Take back that a paper was admitted, since it could not be graded."""
        self.reject(rejected)
        if rejected.student is not None:
            self.admitted.pop(rejected.student.id, None)

    def missing(self) -> Iterator[Paper]:
        """Give for every student of whom something is awaited, and nothing was admitted, a paper of empty boxes."""
        for place, handout in enumerate(self.issued.handouts):
            student = handout.student.id
            if student not in self.admitted and self.only in (None, handout.student):
                problems = self.problems(student) or (Problem("nothing was handed in"),)
                yield Paper(handout, Submission(student, (), problems=problems), place)

    def _one(self, student: str) -> Student:
        """Find who hands everything in."""
        place = self.places.get(folded(student))
        if place is None:
            raise AuthorError((Problem(f'there is no student "{student}"', remedy=self._remedy(student)),))
        return self.issued.handouts[place].student

    def _owner(self, homes: tuple[str, ...]) -> Student | None:
        """Find whose folder it is that a submission lay in; the nearest counts, and many lie in none."""
        found = (self.folders.get(home.casefold()) for home in homes if home)
        place = next((place for place in found if place is not None), None)
        return None if place is None else self.issued.handouts[place].student

    def _handout(self, submission: Submission, owner: Student | None) -> tuple[int, Handout]:
        """Find whose submission it is, with the place in the class list; nobody can hand in for another."""
        place = self.places.get(folded(submission.student))
        if place is None:
            named = submission.student[:LONGEST] + "…" * (len(submission.student) > LONGEST)
            raise _refused(submission, f'there is no student "{named}"', self._remedy(submission.student))
        handout = self.issued.handouts[place]
        if owner is not None and owner != handout.student:
            does = "is handed in by" if self.only else "stands in the folder of"
            where = f"the file names {handout.student.id} and {does} {owner.id}"
            raise _refused(submission, where, "correct the one or the other")
        return place, handout

    def _remedy(self, student: str) -> str:
        """Say who is probably meant by an id that nobody has, or where the ids stand."""
        near = self._near(student)
        return f'did you mean "{near[0]}"?' if near else f"the students stand in {self.issued.file}"

    def _near(self, student: str) -> list[str]:
        """Find the id that is probably meant, in a class that one can look through."""
        if len(self.issued.handouts) > MANY or len(student) > LONGEST:
            return []
        return get_close_matches(student, [each.id for each in self.issued.students], n=1)

    def _refuse_second(self, submission: Submission, student: Student) -> None:
        first = self.admitted.get(student.id)
        if first == submission.file:
            raise _refused(submission, "was graded before it was changed, which counts", "grade anew without --resume")
        if first is not None:
            raise _refused(submission, f"{student.id} has handed in {first} already, which counts", "keep one of them")


def _read(handed: HandedIn) -> Submission:
    """Read a submission, unless something kept its bytes from coming in."""
    if handed.problems:
        raise AuthorError(handed.problems)
    return submission_of(handed.raw, handed.name)


def _refused(submission: Submission, why: str, remedy: str) -> AuthorError:
    return AuthorError((Problem(why, submission.file, path="student", remedy=remedy),))
