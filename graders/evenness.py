"""How hard a variant is, in numbers that one can count, and which variants are about equally hard.

    digits     all digits that are written in the values and in the steps' values
    signs      how many of those numbers are negative
    steps      how many lines the worked solution has beyond its formulas
    radicals   how many roots stay in the steps' values
    simplified how many of them had a square to be taken out

Hardness is ``digits + 2 signs + steps + 2 radicals + 3 simplified``: a judgement, the same for everybody.
A band holds the middle half of a sample of the exercise's variants, which is always the same sample.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from graders.candidates import GaveUpError, candidates
from graders.solution import worked
from graders.syntax.tree import Call, Decimal, Integer, Negative, Product, walk
from graders.variant import make_variant

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from graders.exercise import Exercise
    from graders.syntax.tree import Node
    from graders.variant import Variant

SAMPLED = 200
"""So many variants are measured to know how hard an exercise's variants are."""

BARS = "▁▂▃▄▅▆▇█"
BINS = 16


@dataclass(frozen=True, slots=True)
class Measures:
    """What makes a variant hard, counted."""

    digits: int
    signs: int
    steps: int
    radicals: int
    simplified: int

    @property
    def hardness(self) -> int:
        """One number for all."""
        return self.digits + 2 * self.signs + self.steps + 2 * self.radicals + 3 * self.simplified


@dataclass(frozen=True, slots=True)
class Spread:
    """The hardness of a sample of variants, in rising order."""

    hardness: tuple[int, ...]

    @property
    def band(self) -> tuple[int, int]:
        """The bounds of the middle half."""
        size = len(self.hardness)
        return self.hardness[size // 4], self.hardness[(3 * size - 1) // 4]

    @property
    def counts(self) -> tuple[int, ...]:
        """How many variants there are from the easiest to the hardest, in even steps."""
        least, most = self.hardness[0], self.hardness[-1]
        width = max(1, -(-(most - least + 1) // BINS))
        bins = [0] * ((most - least) // width + 1)
        for each in self.hardness:
            bins[(each - least) // width] += 1
        return tuple(bins)

    @property
    def picture(self) -> str:
        """A small picture of that.

        >>> Spread((3, 4, 4, 5, 5, 5, 9)).picture
        '3 ▄▆█▁▁▁▄ 9'
        """
        highest = max(self.counts)
        bars = "".join(BARS[-(-7 * count // highest)] for count in self.counts)
        return f"{self.hardness[0]} {bars} {self.hardness[-1]}"


def measures(exercise: Exercise, variant: Variant) -> Measures:
    """Count what makes a variant hard."""
    lines = worked(exercise, variant)
    written = [value for _, value in variant.values] + [line.value for line in lines]
    nodes = [part for value in written for part in walk(value)]
    kept = [part for line in lines for part in walk(line.value) if _is_root(part)]
    return Measures(
        digits=sum(map(_digits, nodes)),
        signs=sum(isinstance(part, Negative) for part in nodes),
        steps=sum(len(line.chain) - 1 for line in lines),
        radicals=len(kept),
        simplified=sum(_has_factor(part) for line in lines for part in walk(line.value)),
    )


def _digits(node: Node) -> int:
    match node:
        case Integer(value=value):
            return len(str(value)) - (value == 0)
        case Decimal(written=written):
            return sum(sign.isdigit() for sign in written)
        case _:
            return 0


def _is_root(node: Node) -> bool:
    return isinstance(node, Call) and node.name == "sqrt"


def _has_factor(node: Node) -> bool:
    """Tell whether a number stands before a root, as in 4√3, the root of 48."""
    return isinstance(node, Product) and isinstance(node.factors[0], Integer) and any(map(_is_root, node.factors))


def spread(exercise: Exercise) -> Spread:
    """Measure a sample of an exercise's variants, always the same one; an empty space has no spread."""
    return Spread(tuple(sorted(measures(exercise, each).hardness for each in sample(exercise, SAMPLED))))


def sample(exercise: Exercise, many: int) -> Iterator[Variant]:
    """Give so many variants of an exercise, fairly chosen and always the same; fewer where there are no more."""
    space = candidates(exercise)
    try:
        for number in islice(space.walk("sample"), many):
            yield make_variant(exercise, number, space.values(number))
    except GaveUpError:
        return


def within(exercise: Exercise) -> Callable[[Variant], bool]:
    """Tell which variants lie within the exercise's band, where it is to be even; else all do."""
    hardness = spread(exercise) if exercise.even else None
    if hardness is None or not hardness.hardness:
        return lambda _: True
    least, most = hardness.band
    return lambda variant: least <= measures(exercise, variant).hardness <= most
