"""One part over a class: how students stand, how hard it was, how well it tells them apart, and its marks.

difficulty       the mean share of the part's points: 1 where everybody has all of them
discrimination   the correlation of that share with the student's share of all *other* points: the point-biserial one
                 where marks are all or nothing, corrected, since a part always goes together with itself

A box that could not be read, or waits for review, is no zero: it is counted by how it stands and left out of both, and
so is whoever handed in nothing.
"""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING

from graders.gradebook import STANDINGS
from graders.statistics.correlation import Pairs
from graders.verdict import Outcome

if TYPE_CHECKING:
    from graders.gradebook import Box

OPEN = frozenset((Outcome.UNREADABLE.value, Outcome.NEEDS_REVIEW.value))
"""How a box stands of which nobody knows yet what it earns."""

FEWEST = 10
"""Students below which nothing is said of discrimination: chance alone gives correlations of a half then."""

QUARTERS = 4
SHARES = ("0", "≤ ¼", "≤ ½", "≤ ¾", "< 1", "1")
"""The bins of a part's marks, by the share of its points."""


class Item:
    """One part, to which boxes are added one by one."""

    def __init__(self, exercise: str, part: str) -> None:
        """Begin with nobody."""
        self.exercise = exercise
        self.part = part
        self.standings: Counter[str] = Counter()
        self.bins = [0] * len(SHARES)
        self.mark = Fraction(0)
        self.share = Fraction(0)
        self.pairs = Pairs()

    def add(self, box: Box, share: Fraction | None, rest: Fraction | None) -> None:
        """Add a box with its share of the points, if it is judged and there are any.

        ``rest`` is the student's share of the points of all others, where there are others.
        """
        self.standings[box.standing] += 1
        if share is None:
            return
        self.share += share
        self.bins[bin_of(share)] += 1
        if rest is not None:
            self.pairs.add(share, rest)

    @property
    def counts(self) -> tuple[int, ...]:
        """How many stand in each way, in the order of ``STANDINGS``."""
        return tuple(self.standings[stands] for stands in STANDINGS)

    @property
    def students(self) -> int:
        """How many students had this part."""
        return self.standings.total()

    @property
    def counted(self) -> int:
        """How many of them are judged."""
        return sum(self.bins)

    @property
    def right(self) -> Fraction:
        """The share of students whose answer is correct."""
        return Fraction(self.counts[0], self.students) if self.students else Fraction(0)

    @property
    def difficulty(self) -> Fraction | None:
        """The mean share of the points; ``None`` where nobody is judged."""
        return self.share / self.counted if self.counted else None

    @property
    def discrimination(self) -> float | None:
        """The corrected correlation with the other parts; ``None`` for few students or where it has no value."""
        return self.pairs.correlation if self.pairs.count >= FEWEST else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % interval of the discrimination."""
        return self.pairs.interval if self.discrimination is not None else None

    @property
    def distribution(self) -> tuple[int, ...]:
        """Students by their share of the points, in the bins of ``SHARES``."""
        return tuple(self.bins)


def bin_of(share: Fraction) -> int:
    """Find the bin of a share from 0 to 1: none and all have their own.

    >>> [bin_of(Fraction(n, 8)) for n in (0, 1, 2, 3, 4, 6, 7, 8)]
    [0, 1, 1, 2, 2, 3, 4, 5]
    """
    above, below = share.as_integer_ratio()
    if above <= 0:
        return 0
    return len(SHARES) - 1 if above >= below else -(-above * QUARTERS // below)
