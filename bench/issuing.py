"""Variants a second: given out in the order of a seed, with their values and digests, for the lecture's exercises."""

from __future__ import annotations

from itertools import islice
from time import perf_counter
from typing import TYPE_CHECKING

from graders.bank import load_bank
from graders.errors import AuthorError
from graders.shipped import shipped
from graders.space import variants

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graders.exercise import Exercise
    from graders.variant import Variant

MANY = 20_000
BEST_OF = 3


def main() -> None:
    """Measure every exercise that has so many variants, and print the rates."""
    print("Variants, in the order of a seed, with values and digest")
    for exercise in load_bank(shipped("exercises")).values():
        found = sum(1 for _ in islice(_all(exercise), MANY))
        seconds = min(_timed(exercise, found) for _ in range(BEST_OF))
        print(f"  {exercise.id:32} {found / seconds:10,.0f} a second   ({found:,} variants)")


def _all(exercise: Exercise) -> Iterator[Variant]:
    """Yield variants until none is left."""
    try:
        yield from variants(exercise, seed="bench")
    except AuthorError:
        return


def _timed(exercise: Exercise, many: int) -> float:
    started = perf_counter()
    for _ in islice(variants(exercise, seed="bench"), many):
        pass
    return perf_counter() - started
