"""Workers: what exceeds the limits harms nothing but itself, and the others' answers are the same as without."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import pytest

from graders.assignment import Assignment, Item, Student
from graders.batch.limits import Limits
from graders.batch.means import MANY, Means, processors
from graders.batch.papers import Paper
from graders.batch.run import engine, graded_here
from graders.batch.work import Done, Order, work
from graders.batch.workers import graded_by_workers
from graders.exercise import Exercise, Part
from graders.issued import issue
from graders.submission import Submission
from graders.syntax import parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graders.batch.work import Answer
    from graders.kept import KeptPart

EXERCISE = Exercise("t/sum", "Sum", "Add.", (Part("one", "1 + 1", parse("2")), Part("two", "2 + 2", parse("4"))))
ASSIGNMENT = Assignment("Set", "seed", (Item("t/sum"),))
STUDENTS = tuple(Student(f"s{number}", f"S {number}") for number in range(20))
ORDER = Order(ASSIGNMENT, (("t/sum", EXERCISE),), ("md",))
HANDOUTS = issue(ASSIGNMENT, {"t/sum": EXERCISE}, STUDENTS).handouts
LIMITS = Limits(seconds=1.0, megabytes=256)


def paper(number: int, one: str = "2", two: str = "5") -> Paper:
    """Hand in two answers."""
    responses = (("t/sum", (("one", one), ("two", two))),)
    return Paper(HANDOUTS[number], Submission(f"s{number}", responses))


def trapped(order: bytes, papers: tuple[Paper, ...]) -> tuple[Answer, ...]:
    """Grade, and do what a bug might do on answers that ask for it."""
    for each in papers:
        answered = {each.submission.response(*place) for place in each.places if place not in dict(each.excluded)}
        if "1000" in answered:
            while True:
                pass
        if "2000" in answered:
            bytearray(1 << 30)
        if "3000" in answered:
            os.kill(os.getpid(), signal.SIGKILL)
    return work(order, papers)


def verdicts(answer: Answer) -> list[str]:
    """Give the verdicts of a paper."""
    assert isinstance(answer, Done)
    return [part.verdict for _, part in answer.kept.boxes]


def test_workers_give_what_one_program_gives_in_the_same_order() -> None:
    papers = [paper(number, one=str(number)) for number in range(20)]
    assert list(graded_by_workers(ORDER, papers, 2, LIMITS)) == list(graded_here(ORDER, papers))


@pytest.mark.parametrize(
    ("means", "few", "many"),
    [
        (Means(), 0, processors()),
        (Means(jobs=0), 0, 0),
        (Means(jobs=3), 3, 3),
        (Means(dask="tcp://10.0.0.1:8786"), 0, 0),
        (Means(jobs=3, dask="tcp://10.0.0.1:8786"), 0, 0),
    ],
)
def test_who_names_a_number_gets_so_many_workers_and_who_does_not_gets_them_for_many(
    means: Means, few: int, many: int
) -> None:
    assert [means.workers(), means.workers(MANY - 1), means.workers(MANY)] == [few, few, many]


@pytest.mark.parametrize("many", [0, 1, MANY - 1, MANY, MANY + 13])
def test_a_large_class_is_graded_as_a_small_one(many: int) -> None:
    papers = [paper(number % len(HANDOUTS), one=str(number)) for number in range(many)]
    assert list(engine(Means(limits=LIMITS))(ORDER, papers)) == list(graded_here(ORDER, papers))


def test_a_large_class_is_taken_in_no_sooner_than_it_is_graded() -> None:
    taken = 0

    def papers() -> Iterator[Paper]:
        nonlocal taken
        for taken in range(1, 10 * MANY + 1):
            yield paper(taken % len(HANDOUTS))

    answers = engine(Means(limits=LIMITS))(ORDER, papers())
    assert isinstance(next(answers), Done)
    assert taken < 5 * MANY
    assert len(list(answers)) == 10 * MANY - 1


def test_only_the_response_that_exceeds_a_limit_goes_to_review_with_the_reason() -> None:
    papers = [paper(0), paper(1, one="1000"), paper(2, two="2000"), paper(3, one="3000"), paper(4)]
    answers = list(graded_by_workers(ORDER, papers, 2, LIMITS, do=trapped))
    assert [verdicts(answer) for answer in answers] == [
        ["correct", "incorrect"],
        ["needs_review", "incorrect"],
        ["correct", "needs_review"],
        ["needs_review", "incorrect"],
        ["correct", "incorrect"],
    ]
    reasons = [str(dict(part.feedback[0].fields)["reason"]) for part in reviewed(answers)]
    assert reasons == [
        "it takes longer than 1 seconds",
        "it needs more than 256 MiB of memory",
        "it needs more than 256 MiB of memory, or ended its worker (exit code -9)",
    ]


def reviewed(answers: list[Answer]) -> list[KeptPart]:
    """Give the boxes that wait for a person."""
    done = (answer.kept for answer in answers if isinstance(answer, Done))
    return [part for kept in done for _, part in kept.boxes if part.verdict == "needs_review"]


@pytest.mark.parametrize("response", ["9^9^9^9", "(" * 10_000, "1" * 100_000])
def test_a_hostile_response_needs_no_worker(response: str) -> None:
    (answer,) = graded_here(ORDER, [paper(0, one=response, two="4")])
    assert verdicts(answer)[1] == "correct"
    assert verdicts(answer)[0] in ("unreadable", "needs_review", "incorrect")
