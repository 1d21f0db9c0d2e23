"""Expressions as fractions of polynomials, exactly: for forms that ask about factors, degrees and common divisors.

Every variable is a symbol, and so is everything that rational arithmetic does not reach: roots, pi, e, i,
functions, and powers whose exponent is no whole number.  The relations between symbols, such as i^2 = -1,
are left out of account: what factors or cancels here does so in truth, while not everything that is
irreducible here is so over larger fields.  Coefficients are rational.  The arithmetic is that of flint's
multivariate polynomials; nothing is expanded beyond ``MOST_TERMS``.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import comb, gcd
from typing import TYPE_CHECKING

from flint import Ordering, fmpq, fmpq_mpoly_ctx

from graders.errors import GradersError, UndefinedError
from graders.syntax.tree import (
    Call,
    Decimal,
    Integer,
    Negative,
    Power,
    Product,
    Quotient,
    Sum,
    children,
    variables,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flint import fmpq_mpoly

    from graders.syntax.tree import Node

    Step = Callable[["Fractional", "Fractional"], "Fractional"]

MOST_TERMS = 2_000
"""Terms of the largest polynomial that is written out."""

LARGEST_DEGREE = 200
"""The largest power of a polynomial that is written out."""


MOST_BITS = 20_000
"""Bits of the largest coefficient of a power of a single term; its degree counts as well."""

MOST_FACTORED_TERMS, MOST_FACTORED_DEGREE = 100, 40
"""The largest polynomials that are factored."""


class TooLargeError(GradersError):
    """A polynomial of more terms than are ever written out."""


@dataclass(frozen=True, slots=True)
class Ring:
    """The polynomials in some symbols, each of which is a tree."""

    symbols: tuple[Node, ...]
    context: fmpq_mpoly_ctx

    def fraction(self, node: Node) -> Fractional:
        """Read a tree as a fraction, nothing cancelled.

        Raises ``TooLargeError``, and ``UndefinedError`` for a division by zero.
        """
        one = self.context.constant(1)
        match node:
            case Integer(value=value):
                return Fractional(self.context.constant(value), one)
            case Decimal(value=value):
                return Fractional(self.context.constant(fmpq(value.numerator, value.denominator)), one)
            case Negative(argument=inner):
                return self.fraction(inner).opposite()
            case Sum(terms=terms):
                return self._folded(terms, Fractional.plus)
            case Product(factors=factors):
                return self._folded(factors, Fractional.times)
            case Quotient(numerator=top, denominator=below):
                return self.fraction(top).times(self.fraction(below).inverse())
            case Power() if (exponent := whole(node.exponent)) is not None and node not in self.symbols:
                base = self.fraction(node.base)
                return base.to_the(exponent) if exponent >= 0 else base.inverse().to_the(-exponent)
            case Call(name="percent", arguments=(inner,)):
                return self.fraction(inner).times(Fractional(one, self.context.constant(100)))
            case _:
                return Fractional(self.context.gen(self.symbols.index(node)), one)

    def _folded(self, nodes: tuple[Node, ...], step: Step) -> Fractional:
        total = self.fraction(nodes[0])
        for node in nodes[1:]:
            total = step(total, self.fraction(node))
        return total

    def places(self, variable: str) -> tuple[int, ...]:
        """Give the indices of the symbols in which a variable occurs."""
        return tuple(at for at, symbol in enumerate(self.symbols) if variable in variables(symbol))

    def degree(self, polynomial: fmpq_mpoly, variable: str) -> int:
        """Give the degree in a variable; 0 for the zero polynomial."""
        degrees = polynomial.degrees()
        return max((max(0, int(degrees[at])) for at in self.places(variable)), default=0)


@dataclass(frozen=True, slots=True)
class Fractional:
    """A numerator over a denominator other than 0."""

    top: fmpq_mpoly
    below: fmpq_mpoly

    def plus(self, other: Fractional) -> Fractional:
        """Add."""
        if self.below == other.below:
            return Fractional(self.top + other.top, self.below)
        top = _product(self.top, other.below) + _product(other.top, self.below)
        return Fractional(top, _product(self.below, other.below))

    def times(self, other: Fractional) -> Fractional:
        """Multiply."""
        return Fractional(_product(self.top, other.top), _product(self.below, other.below))

    def opposite(self) -> Fractional:
        """Negate."""
        return Fractional(-self.top, self.below)

    def inverse(self) -> Fractional:
        """Turn over; raises ``UndefinedError`` for 0."""
        if self.top.is_zero():
            raise UndefinedError("division by zero")
        return Fractional(self.below, self.top)

    def to_the(self, exponent: int) -> Fractional:
        """Raise to a power from 0 on."""
        return Fractional(_power(self.top, exponent), _power(self.below, exponent))


def ring_of(*nodes: Node) -> Ring:
    """Make the ring in which some trees are fractions of polynomials."""
    symbols = tuple(dict.fromkeys(symbol for node in nodes for symbol in _symbols(node)))
    names = [f"s{at}" for at in range(len(symbols))]
    return Ring(symbols, fmpq_mpoly_ctx.get(names, Ordering.lex))


def _symbols(node: Node) -> Iterator[Node]:
    """Give what rational arithmetic does not take apart."""
    match node:
        case Integer() | Decimal():
            return
        case Negative() | Sum() | Product() | Quotient() | Call(name="percent"):
            for part in children(node):
                yield from _symbols(part)
        case Power() if whole(node.exponent) is not None:
            yield from _symbols(node.base)
        case _:
            yield node


def whole(exponent: Node) -> int | None:
    """Give an exponent that is a whole number as it stands."""
    match exponent:
        case Integer(value=value):
            return value
        case Negative(argument=Integer(value=value)):
            return -value
        case _:
            return None


def _product(left: fmpq_mpoly, right: fmpq_mpoly) -> fmpq_mpoly:
    if len(left) * len(right) > MOST_TERMS:
        raise TooLargeError(len(left) * len(right))
    return left * right


def _power(base: fmpq_mpoly, exponent: int) -> fmpq_mpoly:
    terms = len(base)
    if terms > 1 and (exponent > LARGEST_DEGREE or comb(terms - 1 + exponent, terms - 1) > MOST_TERMS):
        raise TooLargeError(exponent)
    if terms == 1 and exponent * (_bits(base.leading_coefficient()) + base.total_degree()) > MOST_BITS:
        raise TooLargeError(exponent)
    return base**exponent


def _bits(coefficient: fmpq) -> int:
    return max(int(coefficient.p).bit_length(), int(coefficient.q).bit_length()) - 1


def factors(polynomial: fmpq_mpoly) -> tuple[fmpq, list[tuple[fmpq_mpoly, int]]]:
    """Factor over the rationals: a number, and irreducible polynomials of coprime whole coefficients with powers."""
    _refuse_large(polynomial)
    number, found = polynomial.factor()
    return number, [(factor, int(power)) for factor, power in found]


def common_factor(left: fmpq_mpoly, right: fmpq_mpoly) -> fmpq_mpoly:
    """Give the greatest common divisor, up to a number."""
    _refuse_large(left)
    _refuse_large(right)
    return left.gcd(right)


def _refuse_large(polynomial: fmpq_mpoly) -> None:
    """Refuse polynomials whose factors could take long to find; single terms never do."""
    terms = len(polynomial)
    if terms > 1 and (terms > MOST_FACTORED_TERMS or polynomial.total_degree() > MOST_FACTORED_DEGREE):
        raise TooLargeError(polynomial)


def content(polynomial: fmpq_mpoly) -> int:
    """Give the common divisor of the numerators of all coefficients; 0 of the zero polynomial."""
    return gcd(*(int(coefficient.p) for coefficient in polynomial.coeffs()))
