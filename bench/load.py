"""What grading a class costs: a paper, its pages, the way to a worker and back, a line of the journal; and memory.

Times are of the processor, so that another program on the machine does not count.
"""

from __future__ import annotations

import pickle
from time import perf_counter, process_time
from typing import TYPE_CHECKING

from graders.assignment import Assignment, Item, Student
from graders.bank import find, load_exercise
from graders.batch.limits import Limits
from graders.batch.papers import Paper
from graders.batch.work import Desk, Done, Order
from graders.batch.workers import FEW, graded_by_workers
from graders.issued import Archive, issue
from graders.kept import whole_line
from graders.submission import Submission
from graders.syntax import to_text
from graders.value.exact import substituted

if TYPE_CHECKING:
    from collections.abc import Callable

NAMES = ("one-hot-distance", "euclidean-distance", "inner-product", "cosine-similarity")
STUDENTS = 60
TIMES = 4
"""How often the class is graded, so that the templates are read and the caches warm."""


def main() -> None:
    """Measure and print."""
    order, papers = lecture()
    bare, paged = Desk(order), Desk(Order(order.assignment, order.exercises, ("html",)))
    boxes = sum(len(exercise.parts) for _, exercise in order.exercises)
    alone = _seconds(lambda: [bare.answer(paper) for paper in papers]) / len(papers)
    printed = _seconds(lambda: [paged.answer(paper) for paper in papers]) / len(papers)
    done = [answer for answer in map(paged.answer, papers) if isinstance(answer, Done)]
    bundle = papers[:FEW]
    there = _seconds(lambda: pickle.loads(pickle.dumps((order.packed(), bundle))))  # noqa: S301 - our own
    back = _seconds(lambda: pickle.loads(pickle.dumps(done[:FEW])))  # noqa: S301 - our own
    kept = [each.kept for each in done]
    line = _seconds(lambda: [whole_line(each) for each in kept]) / len(done)
    size = sum(len(each.line) for each in done) // len(done)
    print(f"A paper of {boxes} parts, processor time")
    print(f"  graded                {alone * 1000:6.2f} ms, {boxes / alone:,.0f} responses a second on one core")
    print(f"  and its HTML report   {printed * 1000:6.2f} ms, {1 / printed:,.0f} students a second on one core")
    print(f"  its line of journal   {line * 1000:6.2f} ms, {size:,} bytes")
    print(f"  {FEW} papers to a worker  {there * 1000:6.2f} ms, and back with pages {back * 1000:.2f} ms")
    started = perf_counter()
    count = sum(1 for _ in graded_by_workers(paged.order, papers * 4, 2, Limits()))
    print(f"  {count} papers with pages by two workers, starting them included: {perf_counter() - started:.1f} s")


def lecture() -> tuple[Order, tuple[Paper, ...]]:
    """Give the lecture's exercises, and papers of a class of which one answer in three is wrong."""
    exercises = {f"embeddings/{name}": load_exercise(find(f"embeddings/{name}")) for name in NAMES}
    assignment = Assignment("Lecture 7", "tokens", tuple(map(Item, exercises)))
    students = tuple(Student(f"s{number}", f"S {number}") for number in range(STUDENTS))
    issued = issue(assignment, exercises, students)
    archive = Archive(issued, assignment, exercises)
    papers = []
    for place, handout in enumerate(issued.handouts):
        variants = archive.variants_of(handout)
        responses = tuple(
            (
                name,
                tuple(
                    (
                        part.id,
                        "√48" if (place + at) % 3 == 0 else to_text(substituted(part.key, variants[name].environment)),
                    )
                    for at, part in enumerate(exercise.parts)
                ),
            )
            for name, exercise in exercises.items()
        )
        papers.append(Paper(handout, Submission(handout.student.id, responses), place))
    return Order(assignment, tuple(exercises.items())), tuple(papers)


def _seconds(work: Callable[[], object]) -> float:
    """Time a piece of work; the least of several times is what it costs."""
    return min(_once(work) for _ in range(TIMES))


def _once(work: Callable[[], object]) -> float:
    started = process_time()
    work()
    return process_time() - started
