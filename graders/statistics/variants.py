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
from itertools import groupby
from math import comb
from typing import TYPE_CHECKING, TypeAlias

from graders.shelf import Shelf
from graders.verdict import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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

    def add(self, share: Fraction, *, is_right: bool) -> None:
        """Add a student."""
        self.students += 1
        self.right += is_right
        self.share += share

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


Share: TypeAlias = tuple[int, int, int, int, int]
"""Of one part of a variant: how many had the part judged before the first who had this variant, and the group."""

Groups: TypeAlias = tuple[tuple[str, Share], ...]


class Variants:
    """The variants of a class, added student by student; a class has about as many as students."""

    def __init__(self) -> None:
        """Begin with none."""
        self.every: dict[tuple[str, str], Group] = {}
        self.groups: Shelf[str, Groups] = Shelf()

    def add(self, judged: Sequence[tuple[Box, Fraction]]) -> None:
        """Add the boxes of a student that are judged, with their shares of the points."""
        for (exercise, variant), boxes in groupby(judged, key=lambda pair: (pair[0].exercise, pair[0].variant)):
            name = "\0".join((exercise, *map(str, variant)))
            own = tuple((box.part, self._first(exercise, box, share)) for box, share in boxes)
            before = self.groups.setdefault(name, own)
            if before is not own:
                self.groups[name] = _joined(dict(before), own)

    def _first(self, exercise: str, box: Box, share: Fraction) -> Share:
        """Give one student as a group, and count the student among all who had the part."""
        every = self.every.setdefault((exercise, box.part), Group())
        before, is_right = every.students, box.standing == Outcome.CORRECT
        every.add(share, is_right=is_right)
        return before, 1, int(is_right), share.numerator, share.denominator

    def tried(self) -> tuple[int, tuple[Oddity, ...]]:
        """Try every variant that enough students have had: how many, and those that are unlikely enough to be odd.

        The least likely stand first; of those that are as likely, in the order of the parts and of the class.
        """
        count, found = 0, []
        places = {part: place for place, part in enumerate(self.every)}
        for first, each in self._enough():
            count += 1
            if each.chance <= LEVEL:
                found.append((each.chance, places[each.exercise, each.part], first, each))
        found.sort(key=lambda one: one[:3])
        return count, tuple(each for *_, each in found)

    def _enough(self) -> Iterator[tuple[int, Oddity]]:
        """Give the variants that enough students have had, and that enough have not, with their places in the class."""
        for name, groups in self.groups.items():
            exercise, number, _ = name.split("\0")
            for part, (first, *own) in groups:
                if own[0] < FEWEST:
                    continue
                every, group = self.every[exercise, part], _group(*own)
                others = Group(every.students - group.students, every.right - group.right, every.share - group.share)
                if others.students >= FEWEST:
                    yield first, Oddity(exercise, part, int(number), group, others, chance(group, others))


def _joined(groups: dict[str, Share], further: Groups) -> Groups:
    """Add groups to those of the same parts."""
    for part, share in further:
        groups[part] = _sum(groups[part], share) if part in groups else share
    return tuple(groups.items())


def _sum(one: Share, other: Share) -> Share:
    """Put two groups together; who came first stays first."""
    first, students, right, above, below = one
    _, more, rights, over, under = other
    if below == under:
        return first, students + more, right + rights, above + over, below
    share = Fraction(above, below) + Fraction(over, under)
    return first, students + more, right + rights, share.numerator, share.denominator


def _group(students: int, right: int, above: int, below: int) -> Group:
    return Group(students, right, Fraction(above, below))


def odd(unlikely: tuple[Oddity, ...], tried: int) -> tuple[Oddity, ...]:
    """Keep the variants that are odd by Holm's rule among so many; the least likely stand first."""
    for place, each in enumerate(unlikely):
        if each.chance > LEVEL / (tried - place):
            return unlikely[:place]
    return unlikely


def chance(own: Group, others: Group) -> Fraction:
    """Give the two-sided probability of Fisher's exact test.

    >>> chance(Group(4, 3), Group(4, 1))  # the lady who tastes tea, 3 of 4 right
    Fraction(17, 35)
    """
    students, right = own.students + others.students, own.right + others.right
    wrong = students - right
    ways = comb(students, own.students)
    least, most = max(0, own.students - wrong), min(own.students, right)
    found = comb(right, own.right) * comb(wrong, own.students - own.right)
    drawn, total = comb(right, least) * comb(wrong, own.students - least), 0
    for k in range(least, most + 1):
        total += drawn if drawn <= found else 0
        drawn = drawn * (right - k) * (own.students - k) // ((k + 1) * (wrong - own.students + k + 1))
    return Fraction(total, ways)
