"""Papers graded by several programs at once, each of which is killed when a paper exceeds its limits.

Papers travel a few at a time.  Where a few take too long, or end their worker, they are tried one by one; where
one does, its responses are tried one by one; and the response that still does goes to review, with the reason.
Answers come in the order of the papers, and no more papers are taken in than the workers can do next.
"""

from __future__ import annotations

from collections import deque
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from threading import Thread
from typing import TYPE_CHECKING, TypeAlias

from pebble import ProcessExpired, ProcessPool

from graders.batch.forerunner import context
from graders.batch.limits import Limits, observe
from graders.batch.papers import Rejected
from graders.batch.work import work
from graders.errors import Problem
from graders.leftovers import look_rarely, spare_what_is_there

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pebble import ProcessFuture

    from graders.batch.papers import Paper, Place
    from graders.batch.work import Answer, Order

FEW = 8
"""Papers that travel together: enough that the way costs little, few enough that all workers stay busy."""

AHEAD = 4
"""How many times as many bundles as workers are under way."""

Bundle: TypeAlias = "tuple[Paper, ...]"


Work: TypeAlias = "Callable[[bytes, Bundle], tuple[Answer, ...]]"


def graded_by_workers(
    order: Order, papers: Iterable[Paper], jobs: int, limits: Limits, *, do: Work = work
) -> Iterator[Answer]:
    """Grade papers in so many workers; ``do`` is what each of them does."""
    with _pool(jobs, limits) as pool:
        crew = Crew(pool, order.packed(), limits, do)
        under_way: deque[tuple[Bundle, ProcessFuture[tuple[Answer, ...]]]] = deque()
        for bundle in bundles(papers):
            under_way.append((bundle, crew.begin(bundle, limits.seconds)))
            if len(under_way) >= AHEAD * jobs:
                yield from crew.finish(*under_way.popleft())
        while under_way:
            yield from crew.finish(*under_way.popleft())


@contextmanager
def _pool(jobs: int, limits: Limits) -> Iterator[ProcessPool]:
    """Lend workers; nobody waits until they have gone, which takes a tenth of a second, unless something fails."""
    pool = ProcessPool(jobs, initializer=begin, initargs=(limits,), context=context())
    try:
        yield pool
    except BaseException:
        pool.stop()  # type: ignore[no-untyped-call]  # pebble says nothing of it
        pool.join()
        raise
    pool.close()  # type: ignore[no-untyped-call]  # neither of this
    Thread(target=pool.join).start()


def begin(limits: Limits) -> None:
    """Make a worker ready: its limits are kept, and what it has read is never looked through for garbage."""
    observe(limits)
    spare_what_is_there()
    look_rarely()


def bundles(papers: Iterable[Paper]) -> Iterator[Bundle]:
    """Put papers together that travel together."""
    rest = iter(papers)
    while bundle := tuple(islice(rest, FEW)):
        yield bundle


@dataclass(frozen=True, slots=True)
class Crew:
    """Workers with one order."""

    pool: ProcessPool
    order: bytes
    limits: Limits
    do: Work

    def begin(self, bundle: Bundle, seconds: float) -> ProcessFuture[tuple[Answer, ...]]:
        """Hand a bundle to the next worker that is free."""
        return self.pool.schedule(self.do, (self.order, bundle), timeout=seconds)

    def finish(self, bundle: Bundle, future: ProcessFuture[tuple[Answer, ...]]) -> Iterator[Answer]:
        """Wait for a bundle; one that exceeds the limits is taken apart."""
        if not self.harm(future):
            yield from future.result()
            return
        for paper in bundle:
            alone = self.begin((paper,), self.limits.seconds)
            yield self.apart(paper) if self.harm(alone) else alone.result()[0]

    def apart(self, paper: Paper) -> Answer:
        """Grade a paper without the responses that exceed the limits by themselves."""
        excluded = tuple((place, reason) for place in paper.places if (reason := self.harm_alone(paper, place)))
        rest = self.begin((replace(paper, excluded=excluded),), self.limits.seconds * (1 + len(paper.places)))
        if reason := self.harm(rest):
            problem = Problem(f"cannot be graded: {reason}", paper.submission.file, remedy="raise the limits")
            return Rejected(paper.submission.file, paper.handout.student, (problem,))
        return rest.result()[0]

    def harm_alone(self, paper: Paper, place: Place) -> str:
        """Say how one response exceeds the limits; nothing where it does not."""
        return self.harm(self.begin((paper.only(place),), self.limits.seconds))

    def harm(self, future: ProcessFuture[tuple[Answer, ...]]) -> str:
        """Wait, and say how the limits were exceeded; nothing where they were not."""
        match future.exception():
            case None:
                return ""
            case TimeoutError():
                return self.limits.late
            case MemoryError():
                return self.limits.large
            case ProcessExpired(exitcode=code):
                return f"{self.limits.large}, or ended its worker (exit code {code})"
            case error:
                raise error
