"""A column: one rational number for each of thousands of rows, computed with exactly.

Numbers are numerators over denominators above 0, with bounds that are known before anything is computed.
A bound that no machine integer holds turns cells into Python's integers first, so nothing ever wraps.
Rows in which a number has no value, as after a division by zero, are marked and computed with 1 instead.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import reduce
from math import lcm
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from graders.errors import GradersError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from numpy.typing import NDArray

Cells: TypeAlias = "NDArray[Any]"
"""Machine integers of 64 bits, or Python's integers as objects."""

Mask: TypeAlias = "NDArray[np.bool_]"
"""One truth a row."""

LARGEST = 2**63 - 1
"""The largest machine integer."""

LARGEST_BITS = 4096
"""No column holds larger numbers."""


class NotInColumnsError(GradersError):
    """Something that columns cannot work out; the scalar evaluation may."""


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """A rational number a row, or one for all rows; ``denominators`` is ``None`` where all are whole.

    No numerator exceeds ``top`` in absolute value and no denominator exceeds ``below``, in any row that
    there could be; ``undefined`` marks the rows without a value.
    """

    numerators: Cells
    top: int
    denominators: Cells | None = None
    below: int = 1
    undefined: Mask | None = None

    @property
    def is_whole(self) -> bool:
        """Tell whether all numbers are known to be whole."""
        return self.denominators is None

    @property
    def over(self) -> Cells:
        """The denominators, 1 where nothing is written."""
        return np.ones(1, dtype=np.int64) if self.denominators is None else self.denominators

    def __neg__(self) -> Column:
        """Negate."""
        return replace(self, numerators=-self.numerators)

    def __abs__(self) -> Column:
        """Leave the signs out."""
        return replace(self, numerators=abs(self.numerators))

    def __add__(self, other: Column) -> Column:
        """Add."""
        left, right, top = self.beside(other)
        return Column(left + right, top, *self.common(other), either(self.undefined, other.undefined))

    def __sub__(self, other: Column) -> Column:
        """Subtract."""
        return self + -other

    def __mul__(self, other: Column) -> Column:
        """Multiply."""
        top = self.top * other.top
        cells = fitting(self.numerators, top) * fitting(other.numerators, top)
        return Column(cells, top, *self.common(other), either(self.undefined, other.undefined))

    def __truediv__(self, other: Column) -> Column:
        """Divide; there is no value where the divisor is 0."""
        return self * other.inverted()

    def __pow__(self, exponent: int) -> Column:
        """Raise to a whole power; the power of 0 is 1."""
        one = Column(np.ones(1, dtype=np.int64), 1, undefined=self.undefined)
        power = reduce(Column.__mul__, [self] * abs(exponent), one)
        return power if exponent >= 0 else power.inverted()

    def inverted(self) -> Column:
        """Turn the fractions over; there is no value where a number is 0."""
        zero = is_zero(self.numerators)
        below = np.where(zero, 1, abs(self.numerators))
        signed = np.where(self.numerators < 0, -1, 1) * self.over
        return Column(signed, self.below, below, max(self.top, 1), either(self.undefined, zero))

    def floor(self) -> Column:
        """Round down."""
        return Column(self.numerators // self.over, self.top, undefined=self.undefined)

    def beside(self, other: Column) -> tuple[Cells, Cells, int]:
        """Give both numerators over the common denominator, and a bound of their sum."""
        bound = self.top * other.below + other.top * self.below
        left, right = fitting(self.numerators, bound), fitting(other.numerators, bound)
        if self.is_whole and other.is_whole:
            return left, right, bound
        return left * fitting(other.over, bound), right * fitting(self.over, bound), bound

    def common(self, other: Column) -> tuple[Cells | None, int]:
        """Give the product of the denominators, and its bound."""
        below = self.below * other.below
        if self.denominators is None or other.denominators is None:
            return (other if self.denominators is None else self).denominators, below
        return fitting(self.denominators, below) * other.denominators, below


def column(values: Sequence[Fraction], rows: Cells | None = None) -> Column:
    """Make a column of given values, or of the values that ``rows`` choose among them by place."""
    below = lcm(*(value.denominator for value in values))
    whole = [value.numerator * (below // value.denominator) for value in values]
    top = max(map(abs, whole))
    cells = _cells(whole, top) if rows is None else _cells(whole, top)[rows.astype(np.int64)]
    return _over(cells, top, below)


def progression(first: int, step: int, size: int, below: int, rows: Cells) -> Column:
    """Make a column of the members ``(first + step * row) / below`` of a progression of ``size`` members."""
    top = max(abs(first), abs(first + step * (size - 1)))
    return _over(fitting(rows, max(top, abs(step) * size)) * step + first, top, below)


def merged(pieces: Sequence[Column], places: Sequence[Cells], count: int) -> Column:
    """Put the rows of several columns into one, each piece at its places."""
    top, below = max(piece.top for piece in pieces), max(piece.below for piece in pieces)
    tops = np.zeros(count, dtype=np.int64 if top <= LARGEST else object)
    overs = np.ones(count, dtype=np.int64 if below <= LARGEST else object)
    for piece, at in zip(pieces, places, strict=True):
        if len(at):
            tops[at] = piece.numerators
            overs[at] = piece.over
    return Column(tops, top) if below == 1 else Column(tops, top, overs, below)


def digit(numbers: Cells, place: int, size: int) -> Cells:
    """Give the digit of mixed-radix numbers: what remains by ``size`` of the quotient by ``place``."""
    quotients = fitting(numbers, max(place, size)) // place
    digits: Cells = quotients - quotients // size * size
    return digits.astype(np.int64) if digits.dtype == object and size <= LARGEST else digits


def stretch(first: int, last: int) -> Cells:
    """Give the numbers from ``first`` up to ``last``, the last one excluded."""
    return np.arange(first, last, dtype=np.int64)


def fitting(cells: Cells, bound: int) -> Cells:
    """Turn machine integers into Python's where a result may exceed them."""
    if bound.bit_length() > LARGEST_BITS:
        raise NotInColumnsError("numbers too large")
    return cells.astype(object) if bound > LARGEST and cells.dtype != object else cells


def is_zero(cells: Cells) -> Mask:
    """Mark the zeros."""
    return np.asarray(cells == 0, dtype=np.bool_)


def either(left: Mask | None, right: Mask | None) -> Mask | None:
    """Mark what one of two masks marks; ``None`` marks nothing."""
    if left is None or right is None:
        return right if left is None else left
    return left | right


def _cells(values: Sequence[int], top: int) -> Cells:
    return np.array(values, dtype=np.int64 if top <= LARGEST else object)


def _over(cells: Cells, top: int, below: int) -> Column:
    return Column(cells, top) if below == 1 else Column(cells, top, _cells([below], below), below)
