"""Papers graded on the workers of a Dask scheduler, on this machine or many.

The same few papers travel together as with workers of our own, in the same order, so that everything written is the
same to the byte.  Dask gives the papers of a worker that dies to another one; a bundle that ends one worker after
the other is taken apart, so that only the response that does it goes to review.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from graders.batch.papers import Rejected
from graders.batch.work import work
from graders.batch.workers import AHEAD, bundles
from graders.errors import AuthorError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from distributed import Client, Future

    from graders.batch.papers import Paper
    from graders.batch.work import Answer, Order
    from graders.batch.workers import Bundle

    Bundled: TypeAlias = Future[tuple[Answer, ...]]

PATIENCE = 10
"""Seconds until a scheduler that does not answer is given up."""

LEAST = 4
"""Workers that are reckoned with at least, so that those that come later find something to do."""


def graded_by_cluster(order: Order, papers: Iterable[Paper], address: str) -> Iterator[Answer]:
    """Grade papers on the workers that a scheduler has."""
    with _client(address) as client:
        crew = DaskCrew(client, order.packed())
        under_way: deque[tuple[Bundle, Bundled]] = deque()
        for bundle in bundles(papers):
            under_way.append((bundle, crew.begin(bundle)))
            if len(under_way) >= AHEAD * max(LEAST, len(client.nthreads())):
                yield from crew.finish(*under_way.popleft())
        while under_way:
            yield from crew.finish(*under_way.popleft())


def _client(address: str) -> Client:
    """Find the scheduler; an ``AuthorError`` says what is missing."""
    try:
        from distributed import Client
        from distributed.comm.addressing import parse_address, parse_host_port
    except ImportError as error:
        remedy = "python -m pip install 'graders[dask]'"
        raise AuthorError((Problem("--dask needs Dask, which is not installed", remedy=remedy),)) from error
    try:
        parse_host_port(parse_address(address)[1])
    except ValueError as error:
        remedy = "write it as the scheduler prints it, such as tcp://10.0.0.1:8786"
        raise AuthorError((Problem(f"{address} is no address of a scheduler", remedy=remedy),)) from error
    try:
        return Client(address, timeout=PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]  # Dask's own
    except (OSError, ValueError) as error:
        remedy = "start one with: dask scheduler"
        raise AuthorError((Problem(f"no scheduler answers at {address}", remedy=remedy),)) from error


@dataclass(frozen=True, slots=True)
class DaskCrew:
    """A scheduler's workers with one order."""

    client: Client
    order: bytes

    def begin(self, bundle: Bundle) -> Bundled:
        """Hand a bundle to the scheduler; every bundle is work of its own, also where two are equal."""
        return self.client.submit(work, self.order, bundle, pure=False)

    def finish(self, bundle: Bundle, future: Bundled) -> Iterator[Answer]:
        """Wait for a bundle; one that ends its workers is taken apart."""
        if not harm(future):
            yield from future.result()
            return
        for paper in bundle:
            alone = self.begin((paper,))
            yield self.apart(paper) if harm(alone) else alone.result()[0]

    def apart(self, paper: Paper) -> Answer:
        """Grade a paper without the responses that end a worker by themselves."""
        excluded = tuple(
            (place, reason) for place in paper.places if (reason := harm(self.begin((paper.only(place),))))
        )
        rest = self.begin((replace(paper, excluded=excluded),))
        if reason := harm(rest):
            problem = Problem(f"cannot be graded: {reason}", paper.submission.file)
            return Rejected(paper.submission.file, paper.handout.student, (problem,))
        return rest.result()[0]


def harm(future: Bundled) -> str:
    """Wait, and say how work ended its workers; nothing where it did not."""
    from distributed.scheduler import KilledWorker

    match future.exception():  # type: ignore[no-untyped-call]  # Dask's own
        case None:
            return ""
        case KilledWorker():
            return "it ends every worker that tries it"
        case MemoryError():
            return "it needs more memory than a worker has"
        case error:
            raise error
