"""What a worker does: papers in, what is kept of them and their pages out.  Nothing here knows where it runs.

A worker is told once what all papers share, the order; it is small, travels with every few papers as bytes, and
is unpacked when it differs from the one before.
"""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING, TypeAlias

from graders.batch.edge import guarded
from graders.batch.papers import Paper, Rejected, grade_paper
from graders.batch.rulings import Rulings
from graders.errors import Problem
from graders.issued import Archive, Issued
from graders.kept import from_line, kept, whole_line
from graders.press import press
from graders.report import student_report

if TYPE_CHECKING:
    from graders.assignment import Assignment
    from graders.batch.rulings import Ruling
    from graders.exercise import Exercise
    from graders.grading import GradedSubmission
    from graders.kept import Kept
    from graders.report import Format


@dataclass(frozen=True, slots=True)
class Order:
    """What all papers of a run share: the assignment, its exercises, and what pages are printed, and the rulings."""

    assignment: Assignment
    exercises: tuple[tuple[str, Exercise], ...]
    formats: tuple[Format, ...] = ()
    rulings: tuple[Ruling, ...] = ()

    def packed(self) -> bytes:
        """Write the order for another program of ours."""
        return pickle.dumps(self)


@dataclass(frozen=True, slots=True)
class Done:
    """A graded paper as it is written down: its line of the journal, and its pages by their format.

    Whoever grades makes bytes of both, so that whoever writes builds nothing anew; ``place`` is the student's in the
    class list.
    """

    student: str
    place: int
    line: bytes
    pages: tuple[tuple[Format, bytes], ...] = ()

    @property
    def kept(self) -> Kept:
        """What the line says."""
        return from_line(self.line)


def done(entry: Kept, pages: tuple[tuple[Format, str], ...] = ()) -> Done:
    """Write down what is kept of a paper, and its pages."""
    written = tuple((each, text.encode()) for each, text in pages)
    return Done(entry.student.id, entry.source.place, whole_line(entry), written)


Answer: TypeAlias = Done | Rejected


class Desk:
    """Where the papers of one order are graded."""

    def __init__(self, order: Order) -> None:
        """Read what grading needs once: the parameters of the exercises, the words and the templates."""
        self.order = order
        self.exercises = dict(order.exercises)
        self.rulings = Rulings(order.rulings)
        nobody = Issued(order.assignment.title, order.assignment.seed, order.assignment.digest, ())
        self.archive = Archive(nobody, order.assignment, self.exercises)
        self.press = press(order.assignment.lang) if order.formats else None

    def answer(self, paper: Paper) -> Answer:
        """Grade a paper, keep what is needed of it and print its pages."""
        return self.answers((paper,))[0]

    def answers(self, papers: tuple[Paper, ...]) -> tuple[Answer, ...]:
        """Grade papers, and then print the pages of all: a processor is quicker where it does one thing for a while."""
        return tuple(map(self._answered, papers, tuple(map(self._graded, papers))))

    def _graded(self, paper: Paper) -> GradedSubmission | Rejected:
        grade = partial(grade_paper, paper, self.order.assignment, self.exercises, self.archive)
        return guarded(grade, partial(_crashed, paper, "grading this submission"))

    def _answered(self, paper: Paper, graded: GradedSubmission | Rejected) -> Answer:
        """Give a rejected paper back as it is, and one whose pages crash too."""
        if isinstance(graded, Rejected):
            return graded
        return guarded(
            partial(self._written, paper, graded), partial(_crashed, paper, "printing the report of this submission")
        )

    def _written(self, paper: Paper, graded: GradedSubmission) -> Answer:
        graded = self.rulings.applied(graded)
        entry = kept(graded, paper.handout, self.exercises, paper.source)
        return done(entry, tuple(self.pages(graded)))

    def pages(self, graded: GradedSubmission) -> list[tuple[Format, str]]:
        """Print the pages of a student."""
        if self.press is None:
            return []
        return [(each, student_report(graded, each, self.press)) for each in self.order.formats]


def _crashed(paper: Paper, doing: str, crash: str) -> Rejected:
    problem = Problem(f"{doing} crashes: {crash}", paper.submission.file, remedy="a bug in graders, please report it")
    return Rejected(paper.submission.file, paper.handout.student, (problem,))


@lru_cache(maxsize=1)
def desk(order: bytes) -> Desk:
    """Unpack an order that this program or its parent has packed."""
    return Desk(pickle.loads(order))  # noqa: S301 - these bytes never come from outside


def work(order: bytes, papers: tuple[Paper, ...]) -> tuple[Answer, ...]:
    """Grade a few papers."""
    return desk(order).answers(papers)
