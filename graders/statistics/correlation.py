"""How two numbers go together: Pearson's correlation, from sums that are exact.

r = (n Σxy - Σx Σy) / √((n Σx² - (Σx)²) (n Σy² - (Σy)²))
"""

from __future__ import annotations

from fractions import Fraction
from math import atanh, sqrt, tanh

QUANTILE = 1.959963984540054
"""How many standard errors lie on either side in a 95 % interval of a normal distribution."""

FEWEST = 4
"""Pairs below which there is no interval."""


class Pairs:
    """The sums over pairs of numbers, added one by one: of whole numerators, by the denominators of both."""

    __slots__ = ("count", "sums")

    def __init__(self) -> None:
        """Begin with no pair."""
        self.count = 0
        self.sums: dict[tuple[int, int], list[int]] = {}

    def add(self, x: Fraction, y: Fraction) -> None:
        """Add a pair."""
        self.count += 1
        above, over = x.numerator, y.numerator
        sums = self.sums.setdefault((x.denominator, y.denominator), [0] * 5)
        sums[0] += above
        sums[1] += over
        sums[2] += above * above
        sums[3] += above * over
        sums[4] += over * over

    def total(self, place: int, of_x: int, of_y: int) -> Fraction:
        """Add up one of the sums, of powers of both numbers."""
        return sum(
            (Fraction(sums[place], below**of_x * under**of_y) for (below, under), sums in self.sums.items()),
            Fraction(0),
        )

    @property
    def correlation(self) -> float | None:
        """Pearson's correlation; ``None`` where one of the numbers never changes."""
        n, x, y = self.count, self.total(0, 1, 0), self.total(1, 0, 1)
        spread = (n * self.total(2, 2, 0) - x**2) * (n * self.total(4, 0, 2) - y**2)
        if not spread:
            return None
        together = n * self.total(3, 1, 1) - x * y
        size = sqrt(together**2 / spread)
        return -size if together < 0 else size

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % interval of the correlation by Fisher's z, which takes the pairs for a sample of normal ones."""
        r = self.correlation
        if r is None or self.count < FEWEST:
            return None
        if abs(r) >= 1:
            return r, r
        width = QUANTILE / sqrt(self.count - FEWEST + 1)
        return tanh(atanh(r) - width), tanh(atanh(r) + width)
