"""The whole path of one file: bytes, submission, verdicts, what is kept, pages.  What fuzzing calls.

python -m tests.hostile.whole_path 60     random bytes for a minute
"""

from __future__ import annotations

import logging
import random
import sys
from functools import lru_cache
from time import monotonic, process_time

from graders.api import load
from graders.assignment import Assignment, Item, Student
from graders.batch.incoming.handed_in import HandedIn
from graders.batch.run import Run
from graders.batch.work import Desk, Done, Order
from graders.issued import Issued, issue
from graders.kept import from_line, whole_line
from tests.hostile.texts import TEXTS

EXERCISE = "embeddings/euclidean-distance"
STUDENT = Student("ada", "Ada")


@lru_cache(maxsize=1)
def _order() -> tuple[Order, Issued, Desk]:
    exercise = load(EXERCISE)
    assignment = Assignment("Set", "seed", (Item(EXERCISE),))
    order = Order(assignment, ((EXERCISE, exercise),), ("html", "md", "json"))
    return order, issue(assignment, {EXERCISE: exercise}, (STUDENT,)), Desk(order)


def _raise(record: logging.LogRecord) -> bool:
    """Let what the worker's edge would only log end the test."""
    if record.exc_info and record.exc_info[1]:
        raise record.exc_info[1]
    return True


def whole_path(raw: bytes) -> Done | None:
    """Send a file the whole way; nothing but a rejection may come of it, or something that is kept as it was."""
    order, issued, desk = _order()
    run = Run(order, issued)
    logger = logging.getLogger("graders")
    logger.addFilter(_raise)
    try:
        ((answer, _),) = run.answers([HandedIn("answers.yaml", (), raw)], lambda _, papers: map(desk.answer, papers))
    finally:
        logger.removeFilter(_raise)
    if not isinstance(answer, Done):
        assert answer.problems
        assert [each for each in run.missing() if isinstance(each, Done)]
        return None
    assert whole_line(from_line(answer.line)) == answer.line
    for _, page in answer.pages:
        assert page.decode()
    return answer


def random_file(chance: random.Random) -> bytes:
    """Make a submission out of hostile texts, and damage it here and there."""
    part = "    {}: {}\n"
    answers = "".join(part.format(name, chance.choice(TEXTS)[:5000]) for name in ("difference", "distance", "other"))
    raw = bytearray(f"student: ada\nanswers:\n  {EXERCISE}:\n{answers}".encode("utf-8", "surrogatepass"))
    for _ in range(chance.choice((0, 0, 1, 5, 50))):
        place = chance.randrange(len(raw))
        raw[place : place + chance.randrange(3)] = chance.randbytes(chance.randrange(4))
    return bytes(raw)


def main() -> None:
    """Try random files for so many seconds, and say how many, and which took longest."""
    seconds, seed = float(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0
    chance, ended = random.Random(seed), monotonic() + seconds  # noqa: S311 - chance, not secrecy
    tried, slowest, longest = 0, b"", 0.0
    while monotonic() < ended:
        raw = random_file(chance)
        started = process_time()
        whole_path(raw)
        took = process_time() - started
        tried += 1
        if took > longest:
            slowest, longest = raw, took
    sys.stdout.write(f"{tried} files, the slowest in {longest * 1000:.0f} ms: {slowest[:200]!r}\n")


if __name__ == "__main__":
    main()
