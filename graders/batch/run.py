"""One run over what was handed in: admitted, graded, written into the journal, in the order in which it came.

HandedIn -> Paper -> Done -> journal and pages
"""

from __future__ import annotations

import os
from collections import deque
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import TYPE_CHECKING, TypeAlias

from graders.batch.journal import seal
from graders.batch.limits import Limits
from graders.batch.papers import Paper, Rejected
from graders.batch.roll import Roll
from graders.batch.work import Desk
from graders.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from graders.batch.earlier import Earlier
    from graders.batch.incoming.handed_in import HandedIn
    from graders.batch.work import Answer, Order
    from graders.issued import Issued
    from graders.kept import Kept

    Engine: TypeAlias = Callable[[Order, Iterable[Paper]], Iterator[Answer]]


MANY = 50
"""So many papers are worth the start of workers, about half a second."""


@dataclass(frozen=True, slots=True)
class Means:
    """What a run may use: workers, none for grading in this program; their limits; or a Dask scheduler.

    ``jobs`` is ``None`` where a large class gets workers, and a small one none.
    """

    jobs: int | None = None
    limits: Limits = field(default_factory=Limits)
    dask: str = ""


def engine(means: Means) -> Engine:
    """Choose what grades."""
    if means.dask:
        from graders.batch.cluster import graded_by_cluster

        return lambda order, papers: graded_by_cluster(order, papers, means.dask)
    if means.jobs is None:
        return lambda order, papers: graded_as_many_come(order, papers, means.limits)
    if means.jobs:
        return lambda order, papers: _graded_by_workers(order, papers, means.jobs or 1, means.limits)
    return graded_here


def graded_as_many_come(order: Order, papers: Iterable[Paper], limits: Limits) -> Iterator[Answer]:
    """Grade a small class in this program, where it is done before workers have started, and a large one in workers."""
    rest = iter(papers)
    first = list(islice(rest, MANY))
    if len(first) < MANY:
        return graded_here(order, first)
    return _graded_by_workers(order, chain(first, rest), processors(), limits)


def processors() -> int:
    """Count the processors that this program may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _graded_by_workers(order: Order, papers: Iterable[Paper], jobs: int, limits: Limits) -> Iterator[Answer]:
    from graders.batch.workers import graded_by_workers

    return graded_by_workers(order, papers, jobs, limits)


def graded_here(order: Order, papers: Iterable[Paper]) -> Iterator[Answer]:
    """Grade in this program, one after the other."""
    desk = Desk(order)
    return (desk.answer(paper) for paper in papers)


class Run:
    """One run: the roll, and what an earlier one that was killed has graded."""

    def __init__(self, order: Order, issued: Issued, earlier: Earlier | None = None, *, only: str = "") -> None:
        """Begin with nothing graded; ``earlier`` has the attempts before, ``only`` is who hands everything in."""
        self.order = order
        self.roll = Roll(issued, earlier, only=only)
        self.before: Shelf[str, None] = Shelf()

    def resume(self, mark: str, entry: Kept | Rejected) -> None:
        """Take over what was graded earlier."""
        self.before[mark] = None
        if isinstance(entry, Rejected):
            self.roll.reject(entry)
        else:
            self.roll.admitted[entry.student.id] = entry.file

    def answers(self, handed: Iterable[HandedIn], grade: Engine) -> Iterator[tuple[Answer, str]]:
        """Grade what was not graded before, and give each answer with the digest of what it answers."""
        waiting: deque[tuple[Paper | Rejected, str]] = deque()

        def papers() -> Iterator[Paper]:
            for each in chain(handed, self.unheard()):
                if seal(each.name, each.digest) in self.before:
                    continue
                admitted = self.roll.admit(each)
                waiting.append((admitted, each.digest))
                if isinstance(admitted, Paper):
                    yield admitted

        for answer in grade(self.order, papers()):
            yield from _rejected(waiting)
            _, digest = waiting.popleft()
            yield self.noted(answer), digest
        yield from _rejected(waiting)

    def unheard(self) -> Iterator[HandedIn]:
        """Hand in again what stands of those who have not, once it is known who they are."""
        yield from self.roll.earlier.unheard(self.roll.admitted)

    def noted(self, answer: Answer) -> Answer:
        """Remember why a paper could not be graded."""
        if isinstance(answer, Rejected):
            self.roll.give_back(answer)
        return answer

    def missing(self) -> Iterator[Answer]:
        """Grade empty papers for those who handed in nothing; they get no pages."""
        return graded_here(self.order, self.roll.missing())


def _rejected(waiting: deque[tuple[Paper | Rejected, str]]) -> Iterator[tuple[Rejected, str]]:
    """Give what was rejected before the next paper."""
    while waiting and isinstance(waiting[0][0], Rejected):
        rejected, digest = waiting.popleft()
        if isinstance(rejected, Rejected):
            yield rejected, digest
