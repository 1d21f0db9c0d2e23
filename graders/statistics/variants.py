"""Variants on which students did otherwise than on the others.

Of all students who had a part, some had one variant.  If variants were alike, whose answers are right would not
depend on it, and the right ones among them would be drawn at random from all right ones: Fisher's exact test says how
likely it is to draw so many, or a number that is as unlikely.  Everything is exact.

Whoever tries many variants finds one by chance, so that a variant is odd only by the rule of Holm: the k-th smallest
of m probabilities must not be above 5 % / (m - k + 1).  A variant that few have had is not tried: it could not be
found odd.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import comb
from typing import TYPE_CHECKING

from graders.verdict import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graders.gradebook import Box

FEWEST = 5
"""Students who must have had a variant, and another one, before it is tried."""

LEVEL = Fraction(1, 20)
"""How often a class of like variants has an odd one."""


@dataclass(slots=True)
class Group:
    """The students who had one variant of a part: how many, how many are right, and the shares of the points."""

    students: int = 0
    right: int = 0
    share: Fraction = Fraction(0)

    @property
    def mean(self) -> Fraction:
        """The mean share of the points."""
        return self.share / self.students if self.students else Fraction(0)


@dataclass(frozen=True, slots=True)
class Oddity:
    """A variant on which students did otherwise: those who had it, all others, and how likely that is by chance."""

    exercise: str
    part: str
    variant: int
    own: Group
    others: Group
    chance: Fraction


class Variants:
    """The variants of a class, added box by box."""

    def __init__(self) -> None:
        """Begin with none."""
        self.groups: dict[tuple[str, str], dict[tuple[int, str], Group]] = {}

    def add(self, box: Box, share: Fraction) -> None:
        """Add a box that is judged, with its share of the points."""
        group = self.groups.setdefault((box.exercise, box.part), {}).setdefault(box.variant, Group())
        group.students += 1
        group.right += box.standing == Outcome.CORRECT
        group.share += share

    def tried(self) -> tuple[Oddity, ...]:
        """Try every variant that enough students have had, the least likely by chance first."""
        return tuple(sorted(self._tried(), key=lambda each: each.chance))

    def _tried(self) -> Iterator[Oddity]:
        for (exercise, part), groups in self.groups.items():
            every = _together(groups.values())
            for (number, _), own in groups.items():
                others = Group(every.students - own.students, every.right - own.right, every.share - own.share)
                if min(own.students, others.students) >= FEWEST:
                    yield Oddity(exercise, part, number, own, others, chance(own, others))


def odd(tried: tuple[Oddity, ...]) -> tuple[Oddity, ...]:
    """Keep the variants that are odd by Holm's rule; the least likely stand first."""
    for place, each in enumerate(tried):
        if each.chance > LEVEL / (len(tried) - place):
            return tried[:place]
    return tried


def chance(own: Group, others: Group) -> Fraction:
    """Give the two-sided probability of Fisher's exact test.

    >>> chance(Group(4, 3), Group(4, 1))  # the lady who tastes tea, 3 of 4 right
    Fraction(17, 35)
    """
    students, right = own.students + others.students, own.right + others.right
    ways = comb(students, own.students)
    least, most = max(0, own.students - (students - right)), min(own.students, right)
    drawn = {k: comb(right, k) * comb(students - right, own.students - k) for k in range(least, most + 1)}
    return Fraction(sum(each for each in drawn.values() if each <= drawn[own.right]), ways)


def _together(groups: Iterable[Group]) -> Group:
    every = Group()
    for group in groups:
        every.students += group.students
        every.right += group.right
        every.share += group.share
    return every
