"""Exact numbers of square roots: sums of rational multiples of roots of square-free integers, over one such."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import gcd
from typing import TYPE_CHECKING, TypeAlias

from flint import fmpz

from graders.errors import UndefinedError
from graders.syntax.tree import Call, Integer, Negative, Node, Product, Quotient, Sum

if TYPE_CHECKING:
    from collections.abc import Mapping

Terms: TypeAlias = tuple[tuple[int, Fraction], ...]
"""Square-free radicands in rising order, with their coefficients."""

_ONE: Terms = ((1, Fraction(1)),)

LARGEST_RADICAND = 1 << 160
"""Integers are split into squares up to here; factoring takes microseconds below."""


@dataclass(frozen=True, slots=True)
class Surd:
    """A numerator and a denominator, each a sum of terms ``coefficient * sqrt(radicand)``.

    ``top`` and ``below`` map square-free radicands, in rising order, to coefficients other than 0.  The
    denominator is 1, or one root with a coefficient of 1 or several terms; it is kept, not rationalised:
    ``-7/sqrt(273)`` stays as it is.
    """

    top: Terms
    below: Terms = _ONE

    def __add__(self, other: Surd) -> Surd:
        """Add."""
        if self.below is other.below or self.below == other.below:
            return quotient(_add(self.top, other.top), self.below)
        top = _add(_multiply(self.top, other.below), _multiply(other.top, self.below))
        return quotient(top, _multiply(self.below, other.below))

    def __neg__(self) -> Surd:
        """Negate."""
        return Surd(tuple((root, -factor) for root, factor in self.top), self.below)

    def __mul__(self, other: Surd) -> Surd:
        """Multiply."""
        return quotient(_multiply(self.top, other.top), _multiply(self.below, other.below))

    def __truediv__(self, other: Surd) -> Surd:
        """Divide; raises ``UndefinedError`` by zero."""
        if not other.top:
            raise UndefinedError("division by zero")
        return quotient(_multiply(self.top, other.below), _multiply(self.below, other.top))

    @property
    def rational(self) -> Fraction | None:
        """The value, where it is rational."""
        if self.below is not _ONE and self.below != _ONE:
            return None
        if not self.top:
            return Fraction(0)
        return self.top[0][1] if len(self.top) == 1 and self.top[0][0] == 1 else None

    def tree(self) -> Node:
        """Write the number: ``4*sqrt(3)``, ``1/2 + sqrt(5)/2``, ``-7/sqrt(273)``."""
        if self.below is _ONE or self.below == _ONE:
            return _written(self.top)
        negative = all(factor < 0 for _, factor in self.top)
        top = tuple((root, abs(factor)) for root, factor in self.top) if negative else self.top
        scale = _common_denominator(top)
        whole = tuple((root, factor * scale) for root, factor in top)
        below = tuple((root, factor * scale) for root, factor in self.below)
        fraction = Quotient(_written(whole), _written(below))
        return Negative(fraction) if negative else fraction


def surd(value: Fraction | int) -> Surd:
    """Make a surd of a rational."""
    exact = value if isinstance(value, Fraction) else Fraction(value)
    return Surd(((1, exact),) if value else ())


def square_root(value: int | Fraction) -> Surd | None:
    """Give the root of a rational from 0 on, split into its square and what is left: ``sqrt(48)`` is 4 sqrt(3)."""
    if value < 0 or value.numerator * value.denominator > LARGEST_RADICAND:
        return None
    if not value:
        return surd(0)
    outside, inside = split_square(value.numerator * value.denominator)
    return Surd(((inside, Fraction(outside, value.denominator)),))


def split_square(number: int) -> tuple[int, int]:
    """Write a positive integer as a square times a square-free integer: 48 is 4 squared times 3."""
    outside = inside = 1
    for prime, power in fmpz(number).factor():
        outside *= int(prime) ** (int(power) // 2)
        inside *= int(prime) ** (int(power) % 2)
    return outside, inside


def quotient(top: Terms, below: Terms) -> Surd:
    """Cancel what numerator and denominator have in common."""
    if not top or below is _ONE or below == _ONE:
        return Surd(top)
    if len(below) > 1:
        scale = Fraction(_content(below))
        return Surd(_scaled(top, 1 / scale), _scaled(below, 1 / scale))
    (root, factor), *_ = below
    top = _scaled(top, 1 / factor)
    if root == 1:
        return Surd(top)
    if len(top) == 1:
        (other, _), *_ = top
        shared = gcd(root, other)
        return _settled(other // shared, top[0][1], root // shared)
    return Surd(_scaled(_multiply(top, ((root, Fraction(1)),)), Fraction(1, root)))


def _settled(other: int, factor: Fraction, root: int) -> Surd:
    """Write factor * sqrt(other)/sqrt(root); 21/sqrt(21) becomes sqrt(21)."""
    if root == 1:
        return Surd(((other, factor),))
    if factor.numerator % root == 0:
        return Surd(((other * root, factor / root),))
    return Surd(((other, factor),), ((root, Fraction(1)),))


def _is_rational(terms: Terms) -> bool:
    """Tell whether there is one term, without a root: most sums and products are of such."""
    return len(terms) == 1 and terms[0][0] == 1


def _add(left: Terms, right: Terms) -> Terms:
    if _is_rational(left) and _is_rational(right):
        value = left[0][1] + right[0][1]
        return ((1, value),) if value else ()
    total = dict(left)
    for root, factor in right:
        total[root] = total.get(root, Fraction(0)) + factor
    return _terms(total)


def _multiply(left: Terms, right: Terms) -> Terms:
    if _is_rational(left) and _is_rational(right):
        return _ONE if left is right is _ONE else ((1, left[0][1] * right[0][1]),)
    total: dict[int, Fraction] = {}
    for a, x in left:
        for b, y in right:
            shared = gcd(a, b)
            root = (a // shared) * (b // shared)
            total[root] = total.get(root, Fraction(0)) + x * y * shared
    return _terms(total)


def _terms(total: Mapping[int, Fraction]) -> Terms:
    return tuple(sorted((root, factor) for root, factor in total.items() if factor))


def _scaled(terms: Terms, factor: Fraction) -> Terms:
    return tuple((root, value * factor) for root, value in terms)


def _content(terms: Terms) -> Fraction:
    top = gcd(*(factor.numerator for _, factor in terms))
    return Fraction(top, _common_denominator(terms)) if top else Fraction(1)


def _common_denominator(terms: Terms) -> int:
    common = 1
    for _, factor in terms:
        common = common * factor.denominator // gcd(common, factor.denominator)
    return common


def _written(terms: Terms) -> Node:
    if not terms:
        return Integer(0)
    written = tuple(_term(root, factor) for root, factor in terms)
    return written[0] if len(written) == 1 else Sum(written)


def _term(root: int, factor: int | Fraction) -> Node:
    above, below = abs(factor.numerator), factor.denominator
    term: Node = Integer(above) if root == 1 else Call("sqrt", (Integer(root),))
    if root != 1 and above != 1:
        term = Product((Integer(above), term))
    if below != 1:
        term = Quotient(term, Integer(below))
    return Negative(term) if factor.numerator < 0 else term


def rational_tree(value: int | Fraction) -> Node:
    """Write a rational: ``-7/2``."""
    return _term(1, value) if value else Integer(0)
