"""What was graded, graded again as things are now: whose marks change, by how much, and why.

Nothing but the journal is needed: what was given and what was typed stand there.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graders.batch.journal import entries, registered
from graders.batch.papers import Paper, Rejected
from graders.handouts import Handouts
from graders.issued import Issued
from graders.kept import Kept

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction
    from pathlib import Path

    from graders.assignment import Assignment
    from graders.batch.run import Engine, Run
    from graders.batch.work import Answer, Order
    from graders.kept import KeptExercise, KeptPart


@dataclass(frozen=True, slots=True)
class Change:
    """One box that comes out otherwise: as it was, as it is, and why; a box that is gone has nothing after it."""

    student: str
    exercise: str
    part: str
    response: str
    before: KeptPart
    after: KeptPart | None
    why: str

    @property
    def difference(self) -> Fraction:
        """By how much the mark changes."""
        return (self.after.mark if self.after else 0) - self.before.mark


def issued_of(assignment: Assignment, path: Path) -> Issued:
    """Gather from a journal what was issued, in the order of the class list."""
    register = registered(path)
    handouts = Handouts(kept.handout for kept in register.kept(register.students))
    return Issued(assignment.title, assignment.seed, assignment.digest, handouts, path.name)


def regraded(order: Order, path: Path, grade: Engine) -> Iterator[tuple[Kept, Answer]]:
    """Grade everything in a journal that was handed in again: as it was, and as it is now."""
    waiting: deque[Kept] = deque()

    def papers() -> Iterator[Paper]:
        for each in entries(path):
            if isinstance(each, Kept) and each.file:
                waiting.append(each)
                yield Paper(each.handout, each.submission, each.source.place, each.source.digest)

    for answer in grade(order, papers()):
        yield waiting.popleft(), answer


def take_over(run: Run, path: Path) -> None:
    """Tell a run who has handed in, and which files were rejected."""
    for each in entries(path):
        if isinstance(each, Rejected):
            run.roll.reject(each)
        elif each.file:
            run.roll.admitted[each.student.id] = each.file


def changes(before: Kept, after: Kept) -> Iterator[Change]:
    """Compare a submission box by box; boxes that are new have no mark to change."""
    now = {(exercise.exercise, part.part): (exercise, part) for exercise, part in after.boxes}
    for exercise, part in before.boxes:
        again, new = now.get((exercise.exercise, part.part), (None, None))
        if again is None or new is None:
            yield Change(before.student.id, exercise.exercise, part.part, part.response, part, None, "the part is gone")
        elif (part.mark, part.points, part.verdict) != (new.mark, new.points, new.verdict):
            why = "; ".join(_reasons(exercise, part, again, new)) or "attempts or hints are marked otherwise"
            yield Change(before.student.id, exercise.exercise, part.part, part.response, part, new, why)


def _reasons(was: KeptExercise, part: KeptPart, is_now: KeptExercise, new: KeptPart) -> Iterator[str]:
    """Say what is behind a change, the most particular first."""
    if new.ruled != part.ruled or (new.ruled and new.score != part.score):
        yield "a person has ruled" if new.ruled else "a ruling was withdrawn"
        return
    if part.key != new.key:
        yield f"the key was {part.key} and is {new.key}"
    if part.points != new.points:
        yield f"it counted {part.points} and counts {new.points}"
    if part.verdict != new.verdict or part.score != new.score:
        if was.digest == is_now.digest:
            yield "graders decides otherwise than the version that graded it"
        elif part.key == new.key:
            yield "the exercise has changed: its checks, forms or mal-rules"


@dataclass(frozen=True, slots=True)
class Totals:
    """How a class comes out, or the answers to a part that change: how many there are, how many rise, how many fall."""

    count: int = 0
    up: int = 0
    down: int = 0

    def with_one(self, before: Fraction, after: Fraction) -> Totals:
        """Count one mark more."""
        return Totals(self.count + 1, self.up + (after > before), self.down + (after < before))
