"""Dask: a real scheduler and real workers give what one program gives, to the byte, whatever happens to a worker."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import pytest

from graders.assignment import Assignment, Item, Student
from graders.batch.cluster import graded_by_cluster
from graders.batch.papers import Paper
from graders.batch.run import graded_here
from graders.batch.work import Done, Order
from graders.errors import AuthorError
from graders.exercise import Exercise, Part
from graders.issued import issue
from graders.submission import Submission
from graders.syntax import parse

pytest.importorskip("distributed")

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from distributed import LocalCluster

    from graders.batch.work import Answer

EXERCISE = Exercise("t/sum", "Sum", "Add.", (Part("one", "1 + 1", parse("2")), Part("two", "2 + 2", parse("4"))))
ASSIGNMENT = Assignment("Set", "seed", (Item("t/sum"),))
STUDENTS = tuple(Student(f"s{number}", f"S {number}") for number in range(200))
ORDER = Order(ASSIGNMENT, (("t/sum", EXERCISE),))
HANDOUTS = issue(ASSIGNMENT, {"t/sum": EXERCISE}, STUDENTS).handouts

pytestmark = pytest.mark.filterwarnings("ignore")  # Dask's own


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    """Start a scheduler and two workers, programs of their own."""
    from distributed import LocalCluster

    with LocalCluster(  # type: ignore[no-untyped-call]  # Dask says nothing of it
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
    ) as running:
        yield running


def papers() -> Iterator[Paper]:
    """Hand in answers, a third of them wrong."""
    for number, handout in enumerate(HANDOUTS):
        responses = (("t/sum", (("one", "2" if number % 3 else "√("), ("two", str(number)))),)
        yield Paper(handout, Submission(f"s{number}", responses), number)


def lines(answers: Iterable[Answer]) -> list[bytes]:
    """Write the answers as the journal does."""
    return [answer.line for answer in answers if isinstance(answer, Done)]


def test_a_cluster_gives_what_one_program_gives_to_the_byte(cluster: LocalCluster) -> None:
    assert lines(graded_by_cluster(ORDER, papers(), cluster.scheduler_address)) == lines(graded_here(ORDER, papers()))


def test_a_worker_that_is_killed_in_the_middle_loses_nothing(cluster: LocalCluster) -> None:
    answers = graded_by_cluster(ORDER, papers(), cluster.scheduler_address)
    first = [next(answers) for _ in range(5)]
    victim = next(iter(cluster.workers.values()))
    os.kill(victim.pid, signal.SIGKILL)
    assert lines([*first, *answers]) == lines(graded_here(ORDER, papers()))


def test_a_scheduler_that_does_not_answer_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graders.batch.cluster.PATIENCE", 1)
    with pytest.raises(AuthorError, match="no scheduler answers at tcp"):
        list(graded_by_cluster(ORDER, papers(), "tcp://127.0.0.1:1"))


@pytest.mark.parametrize("address", ["nonsense", "http://10.0.0.1", "tcp://10.0.0.1"])
def test_what_is_no_address_is_said_at_once(address: str) -> None:
    with pytest.raises(AuthorError, match=f"^{address} is no address of a scheduler, write it as"):
        list(graded_by_cluster(ORDER, (), address))
