"""Which of two numbers is the greater, in thousands of rows at once, where floating point can tell.

Every float comes with a bound on its error (running error analysis: Higham, "Accuracy and Stability of
Numerical Algorithms", section 3.3; IEEE arithmetic rounds ``+ - * /`` and the square root correctly).  Two
sides that lie further apart than their errors are different, proved; all other rows stay open, and so do
those in which something has no value.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING, Any

import numpy as np

from graders.syntax.tree import Call, Decimal, Integer, Negative, Node, Power, Product, Quotient, Sum, Variable, walk
from graders.value.columns import NotInColumnsError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from graders.value.columns import Cells, Column, Mask

UNIT = 2.0**-52
"""Twice the relative error of one rounding, so that the bounds' own roundings do no harm."""

SMALLEST = 2.0**-1000
"""What underflow may take away."""

LARGEST_EXPONENT = 16


@dataclass(frozen=True, slots=True, eq=False)
class Floats:
    """Numbers near the true ones, and how far from them they are at most; NaN where that is not known."""

    values: NDArray[np.float64]
    errors: NDArray[np.float64]

    def __add__(self, other: Floats) -> Floats:
        """Add."""
        return _rounded(self.values + other.values, self.errors + other.errors)

    def __neg__(self) -> Floats:
        """Negate."""
        return Floats(-self.values, self.errors)

    def __mul__(self, other: Floats) -> Floats:
        """Multiply."""
        spread = abs(self.values) * other.errors + abs(other.values) * self.errors + self.errors * other.errors
        return _rounded(self.values * other.values, spread)

    def __truediv__(self, other: Floats) -> Floats:
        """Divide; open where the divisor may be 0."""
        least = abs(other.values) - other.errors
        safe = np.where(least > 0, least, np.nan)
        quotient = self.values / np.where(least > 0, other.values, np.nan)
        return _rounded(quotient, (self.errors + abs(quotient) * other.errors) / safe)

    def root(self) -> Floats:
        """Take the square root; open where the number may be below 0."""
        inside = np.where(self.values - self.errors >= 0, self.values, np.nan)
        root = np.sqrt(inside)
        exact = self.errors == 0
        spread = np.where(exact, 0.0, np.sqrt(self.errors))
        narrow = self.errors / np.where(root > 0, root, np.inf)
        return _rounded(root, np.where(narrow > 0, np.minimum(spread, narrow), spread))

    def size(self) -> Floats:
        """Leave the sign out."""
        return Floats(abs(self.values), self.errors)


def sieve(left: Node, right: Node, table: Mapping[str, Column]) -> tuple[Cells, Mask]:
    """Give the sign of ``left - right`` in every row, and in which rows it is settled."""
    with np.errstate(all="ignore"):
        apart = _floats(left, table) + -_floats(right, table)
        settled = abs(apart.values) > apart.errors
    return np.where(settled, np.sign(apart.values), 0).astype(np.int64), np.asarray(settled, dtype=np.bool_)


def has_roots(node: Node) -> bool:
    """Tell whether a square root occurs."""
    return any(isinstance(part, Call) and part.name == "sqrt" for part in walk(node))


def _rounded(values: NDArray[np.float64], errors: NDArray[np.float64]) -> Floats:
    return Floats(values, (errors + abs(values) * UNIT + SMALLEST) * (1 + 4 * UNIT))


def _floats(node: Node, table: Mapping[str, Column]) -> Floats:
    match node:
        case Integer() | Decimal():
            return _rounded(np.array([float(node.value)]), np.zeros(1))
        case Variable() if node.name in table:
            return _near(table[node.name])
        case Negative():
            return -_floats(node.argument, table)
        case Sum():
            return reduce(Floats.__add__, [_floats(term, table) for term in node.terms])
        case Product():
            return reduce(Floats.__mul__, [_floats(factor, table) for factor in node.factors])
        case Quotient():
            return _floats(node.numerator, table) / _floats(node.denominator, table)
        case Power(exponent=Integer(value=exponent)) if 1 <= exponent <= LARGEST_EXPONENT:
            return reduce(Floats.__mul__, [_floats(node.base, table)] * exponent)
        case Call(name="sqrt", arguments=(argument,)):
            return _floats(argument, table).root()
        case Call(name="abs", arguments=(argument,)):
            return _floats(argument, table).size()
        case _:
            raise NotInColumnsError(node)


def _near(column: Column) -> Floats:
    """Give a column in floating point; open in the rows without a value."""
    tops = _rounded(_plain(column.numerators), np.zeros(1))
    near = tops if column.is_whole else tops / _rounded(_plain(column.over), np.zeros(1))
    if column.undefined is None:
        return near
    return Floats(np.where(column.undefined, np.nan, near.values), near.errors)


def _plain(cells: NDArray[Any]) -> NDArray[np.float64]:
    if cells.dtype != object:
        return cells.astype(np.float64)
    limit = 2**1000
    return np.array([float(cell) if abs(cell) < limit else np.nan for cell in cells.tolist()], dtype=np.float64)
