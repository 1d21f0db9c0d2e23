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
    """The sums over pairs of numbers, added one by one."""

    __slots__ = ("count", "x", "xx", "xy", "y", "yy")

    def __init__(self) -> None:
        """Begin with no pair."""
        self.count = 0
        self.x = self.y = self.xx = self.xy = self.yy = Fraction(0)

    def add(self, x: Fraction, y: Fraction) -> None:
        """Add a pair."""
        self.count += 1
        self.x += x
        self.y += y
        self.xx += x * x
        self.xy += x * y
        self.yy += y * y

    @property
    def correlation(self) -> float | None:
        """Pearson's correlation; ``None`` where one of the numbers never changes."""
        n = self.count
        spread = (n * self.xx - self.x**2) * (n * self.yy - self.y**2)
        if not spread:
            return None
        together = n * self.xy - self.x * self.y
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
