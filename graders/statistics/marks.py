"""What students earned in all: counted by mark, so that a class of any size has few numbers."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

BINS = 10
"""Bins of equal width, from no points to all of them."""


class Marks:
    """The marks of a class, added one by one."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self.counts: Counter[Fraction] = Counter()
        self.bins = [0] * BINS
        self.points = Fraction(0)

    def add(self, mark: Fraction, points: Fraction) -> None:
        """Add a student's mark, and the points that there were to earn."""
        self.counts[mark] += 1
        share = mark / points if points else Fraction(0)
        self.bins[min(BINS - 1, max(0, int(share * BINS)))] += 1
        self.points = max(self.points, points)

    @property
    def students(self) -> int:
        """How many there are."""
        return self.counts.total()

    @property
    def histogram(self) -> tuple[int, ...]:
        """Students by their share of the points; full marks are in the last bin."""
        return tuple(self.bins)

    @property
    def mean(self) -> Fraction:
        """The mean, exact; 0 for nobody."""
        total = sum((mark * count for mark, count in self.counts.items()), Fraction(0))
        return total / self.students if self.students else total

    @property
    def median(self) -> Fraction:
        """The mark in the middle, or half-way between the two there; 0 for nobody."""
        if not self.students:
            return Fraction(0)
        return (self._at((self.students - 1) // 2) + self._at(self.students // 2)) / 2

    def _at(self, place: int) -> Fraction:
        """Give the mark at a place in their order, from 0."""
        seen = 0
        for mark in sorted(self.counts):
            seen += self.counts[mark]
            if seen > place:
                return mark
        raise IndexError(place)
