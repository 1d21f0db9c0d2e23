"""Powers: squares forgotten, taken as doubles, taken of one part, and signs inside and outside of them.

Drawn from M. Matz, "Towards a process model for high school algebra errors", in D. Sleeman and J. S. Brown
(eds.), "Intelligent tutoring systems" (Academic Press, 1982) 25-50, for powers that are distributed like
factors; D. Sleeman, Cognitive Science 8 (1984) 387-412, for exponents used as factors; S. J. Payne and H. R.
Squibb, Cognitive Science 14 (1990) 445-481, for signs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.malrules.families.parts import ONE, minus, multiplied, opposite
from graders.syntax.tree import Integer, Negative, Node, Power, Product, Quotient, Sum
from graders.value.rationals import rational

if TYPE_CHECKING:
    from collections.abc import Iterator


def square_of_negative(node: Node) -> Iterator[Node]:
    """Take (-4)^2 for -16."""
    match node:
        case Power(base=Negative(argument=base), exponent=Integer(value=exponent)) if exponent % 2 == 0:
            yield Negative(Power(base, node.exponent))


def negative_of_square(node: Node) -> Iterator[Node]:
    """Take -4^2 for 16."""
    match node:
        case Negative(argument=Power(exponent=Integer(value=exponent)) as power) if exponent % 2 == 0:
            yield power


def exponent_as_factor(node: Node) -> Iterator[Node]:
    """Multiply by the exponent: 4^2 as 8; for 0 and for a fraction it is another mistake."""
    if isinstance(node, Power) and not isinstance(node.exponent, Quotient) and node.exponent != Integer(0):
        yield Product((node.exponent, node.base))


def square_forgotten(node: Node) -> Iterator[Node]:
    """Leave the exponent out."""
    if isinstance(node, Power):
        yield node.base


def power_of_sum(node: Node) -> Iterator[Node]:
    """Take the power of every term: (a + b)^2 as a^2 + b^2, and (a - b)^2 as a^2 - b^2."""
    match node:
        case Power(base=Sum(terms=terms), exponent=exponent) if rational(exponent) != 1:
            yield Sum(
                tuple(
                    Negative(Power(term.argument, exponent)) if isinstance(term, Negative) else Power(term, exponent)
                    for term in terms
                )
            )


def middle_term_undoubled(node: Node) -> Iterator[Node]:
    """Forget to double the middle term: (a + b)^2 as a^2 + a b + b^2."""
    match node:
        case Power(base=Sum(terms=(left, right)), exponent=Integer(value=2) as two):
            yield Sum((Power(left, two), Product((left, right)), Power(right, two)))


def power_of_one_factor(node: Node) -> Iterator[Node]:
    """Take the power of the last factor alone."""
    match node:
        case Power(base=Product(factors=(*factors, last)), exponent=exponent):
            yield multiplied((*factors, Power(last, exponent)))


def exponents_multiplied(node: Node) -> Iterator[Node]:
    """Multiply exponents where powers are multiplied."""
    match node:
        case Product(factors=(Power(base=left, exponent=m), Power(base=right, exponent=n))) if left == right:
            yield Power(left, Product((m, n)))


def exponents_added(node: Node) -> Iterator[Node]:
    """Add exponents where a power is raised to a power."""
    match node:
        case Power(base=Power(base=base, exponent=m), exponent=n):
            yield Power(base, Sum((m, n)))


def negative_exponent(node: Node) -> Iterator[Node]:
    """Take a negative exponent for the sign of the power."""
    match node:
        case Power(base=base, exponent=Negative(argument=exponent)):
            yield Negative(Power(base, exponent))


def reciprocal_exponent(node: Node) -> Iterator[Node]:
    """Lose the sign of an exponent."""
    match node:
        case Power(base=base, exponent=Negative(argument=exponent)):
            yield Power(base, exponent)


def zeroth_power(node: Node) -> Iterator[Node]:
    """Take the power with exponent zero for zero."""
    if isinstance(node, Power) and rational(node.exponent) == 0:
        yield Integer(0)


def fractional_exponent(node: Node) -> Iterator[Node]:
    """Divide where an exponent asks for a root: a^(1/2) as a/2."""
    match node:
        case Power(base=base, exponent=Quotient(numerator=Integer(value=1), denominator=index)):
            yield Quotient(base, index)


def exponent_off_by_one(node: Node) -> Iterator[Node]:
    """Take an exponent that is one too large or too small."""
    if isinstance(node, Power) and node.exponent != Integer(2):
        yield Power(node.base, minus(node.exponent, ONE))
        yield Power(node.base, Sum((node.exponent, ONE)))


def opposite_base(node: Node) -> Iterator[Node]:
    """Lose the sign of a base under an odd exponent."""
    match node:
        case Power(base=Negative() as base, exponent=Integer(value=exponent)) if exponent % 2:
            yield Power(opposite(base), node.exponent)
