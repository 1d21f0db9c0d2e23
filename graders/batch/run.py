"""One run over what was handed in: admitted, graded, written into the journal, in the order in which it came.

HandedIn -> Paper -> Done -> journal and pages
"""

from __future__ import annotations

from collections import deque
from itertools import chain, islice
from typing import TYPE_CHECKING, TypeAlias

from graders.batch.journal import seal
from graders.batch.means import MANY
from graders.batch.papers import Paper, Rejected
from graders.batch.roll import Roll
from graders.batch.work import Desk
from graders.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from graders.batch.earlier import Earlier
    from graders.batch.incoming.handed_in import HandedIn
    from graders.batch.means import Means
    from graders.batch.work import Answer, Order
    from graders.issued import Issued
    from graders.kept import Kept

    Engine: TypeAlias = Callable[[Order, Iterable[Paper]], Iterator[Answer]]


def engine(means: Means) -> Engine:
    """Choose what grades."""
    if means.dask:
        from graders.batch.cluster import graded_by_cluster

        return lambda order, papers: graded_by_cluster(order, papers, means.dask)
    return lambda order, papers: _graded(order, papers, means)


def _graded(order: Order, papers: Iterable[Paper], means: Means) -> Iterator[Answer]:
    """Grade a small class in this program, where it is done before workers have started, and a large one in workers."""
    rest = iter(papers)
    first = list(islice(rest, MANY)) if means.goes_by_count else []
    workers, papers = means.workers(len(first)), chain(first, rest)
    if not workers:
        return graded_here(order, papers)
    from graders.batch.workers import graded_by_workers

    return graded_by_workers(order, papers, workers, means.limits)


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
