"""Variants a second, beside the usual way: random values, sympy for the conditions, and again until it fits.

Both draw different variants of the lecture's exercises in the same run.  Ours have a digest, an order that
never changes, and a space that was counted; the worked-out key is timed apart, because it waits until it
is asked for.
"""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from itertools import islice
from random import Random
from time import perf_counter
from typing import TYPE_CHECKING, TypeAlias

from graders.bank import load_bank, shipped
from graders.candidates import candidates
from graders.census import count
from graders.space import variant_for, variants
from graders.syntax import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from graders.exercise import Exercise

MANY = 20_000
FEW = 300
BEST_OF = 3
CLASS = 10_000

Values: TypeAlias = tuple[object, ...]


def main() -> None:
    """Measure each of the lecture's exercises, then a large class and a rare condition."""
    bank = load_bank(shipped("exercises"))
    print("Variants a second: values and digest; with the key; the usual way")
    for name, (draw, holds) in USUAL.items():
        print_rates(bank[name], draw, holds)
    distance = bank["embeddings/euclidean-distance"]
    print_time(f"a class of {CLASS:,}", lambda: exhaust(islice(variants(distance, seed="bench"), CLASS)))
    print_time("its last student alone", lambda: variant_for(distance, seed="bench", index=CLASS - 1))
    rare = replace(distance, where=tuple(map(parse, RARE)))
    print_time(f"the first of {count(candidates(rare))} in 1,771,561", lambda: variant_for(rare, seed="bench", index=0))


def print_rates(exercise: Exercise, draw: Callable[[Random], Values], holds: Callable[[Values], bool]) -> None:
    """Measure one exercise in both ways."""
    least = count(candidates(exercise)).least
    many, few = min(MANY, least), min(FEW, least)
    ours = many / seconds(lambda: exhaust(islice(variants(exercise, seed="bench"), many)))
    keyed = few / seconds(lambda: [one.derived for one in islice(variants(exercise, seed="bench"), few)])
    usual = few / seconds(lambda: usual_way(draw, holds, few))
    rates = f"{ours:8,.0f} {keyed:8,.0f} {usual:8,.0f}"
    print(f"  {exercise.id:32} {rates}   {ours / usual:4.0f} times longer   ({least:,} variants)")


def usual_way(draw: Callable[[Random], Values], holds: Callable[[Values], bool], wanted: int) -> set[Values]:
    """Draw at random until there are enough different values that satisfy the conditions."""
    random, found = Random(7), set[Values]()  # noqa: S311 - as usual
    while len(found) < wanted:
        values = draw(random)
        if holds(values):
            found.add(values)
    return found


def two_vectors(random: Random) -> Values:
    """Draw the two vectors of the lecture."""
    return tuple(tuple(random.randint(-5, 5) for _ in range(3)) for _ in range(2))


def two_tokens(random: Random) -> Values:
    """Draw a size of the vocabulary and two tokens."""
    return random.randint(3, 6), random.randint(1, 6), random.randint(1, 6)


def is_distance(values: Values) -> bool:
    """Decide as ``euclidean-distance`` does."""
    from sympy import Matrix, sqrt

    a, b = map(Matrix, values)
    return a != b and not sqrt((a - b).dot(a - b)).is_integer


def is_product(values: Values) -> bool:
    """Decide as ``inner-product`` does."""
    from sympy import Matrix

    a, b = map(Matrix, values)
    return bool(a.dot(b) != 0)


def is_cosine(values: Values) -> bool:
    """Decide as ``cosine-similarity`` does."""
    from sympy import Matrix

    a, b = map(Matrix, values)
    return bool(a.dot(b) != 0 and a.dot(b) ** 2 != a.dot(a) * b.dot(b))


def is_pair(values: Values) -> bool:
    """Decide as ``one-hot-distance`` does."""
    from sympy import Integer, Ne

    n, i, j = map(Integer, values)
    return bool(Ne(i, j) and i <= n and j <= n)


USUAL = {
    "embeddings/one-hot-distance": (two_tokens, is_pair),
    "embeddings/euclidean-distance": (two_vectors, is_distance),
    "embeddings/inner-product": (two_vectors, is_product),
    "embeddings/cosine-similarity": (two_vectors, is_cosine),
}
"""How a random generator and sympy draw the lecture's exercises."""

RARE = ("dot(a, b) = 44", "dot(a, a) = 45", "dot(b, b) = 45")
"""Conditions that hold for two short vectors of one length that are almost the same."""


def exhaust(items: Iterable[object]) -> None:
    """Draw everything and keep nothing."""
    deque(items, maxlen=0)


def seconds(work: Callable[[], object]) -> float:
    """Give the seconds of the best of several runs."""
    return min(timed(work) for _ in range(BEST_OF))


def timed(work: Callable[[], object]) -> float:
    """Give the seconds of one run."""
    started = perf_counter()
    work()
    return perf_counter() - started


def print_time(what: str, work: Callable[[], object]) -> None:
    """Print how long something takes."""
    print(f"  {what:32} {seconds(work) * 1000:8,.1f} ms")
