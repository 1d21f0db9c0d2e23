"""Fractions: upside down, added like vectors, cancelled across sums, divided without turning over.

Drawn from M. Matz, "Towards a process model for high school algebra errors" (1982), and D. Sleeman,
Cognitive Science 8 (1984) 387-412, for cancelling across sums and splitting denominators; D. Tirosh,
"Enhancing prospective teachers' knowledge of children's conceptions: the case of division of fractions",
J. Research in Mathematics Education 31 (2000) 5-25; R. S. Siegler, C. A. Thompson and M. Schneider, "An
integrated theory of whole number and fractions development", Cognitive Psychology 62 (2011) 273-296, for
numerators and denominators taken as separate whole numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.malrules.families.parts import ONE, multiplied, total, without
from graders.syntax.tree import Call, Integer, Negative, Node, Product, Quotient, Sum

if TYPE_CHECKING:
    from collections.abc import Iterator


def quotient_upside_down(node: Node) -> Iterator[Node]:
    """Divide the wrong way round."""
    if isinstance(node, Quotient) and node.numerator != ONE:
        yield Quotient(node.denominator, node.numerator)


def denominator_dropped(node: Node) -> Iterator[Node]:
    """Forget to divide."""
    if isinstance(node, Quotient):
        yield node.numerator


def numerator_dropped(node: Node) -> Iterator[Node]:
    """Give the denominator, or one over it, for the fraction."""
    if isinstance(node, Quotient) and node.numerator != ONE:
        yield Quotient(ONE, node.denominator)


def divisor_dropped(node: Node) -> Iterator[Node]:
    """Divide by one of the factors only: by the norm of one vector."""
    match node:
        case Quotient(numerator=top, denominator=Product(factors=factors)):
            for at in range(len(factors)):
                yield Quotient(top, multiplied(without(factors, at)))


def product_for_quotient(node: Node) -> Iterator[Node]:
    """Multiply where a quotient is taken."""
    if isinstance(node, Quotient):
        yield Product((node.numerator, node.denominator))


def divided_by_first_factor(node: Node) -> Iterator[Node]:
    """Read a/(b c) as it is typed without brackets: a/b, times c."""
    match node:
        case Quotient(numerator=top, denominator=Product(factors=(first, *rest))):
            yield Product((Quotient(top, first), *rest))


def fractions_added_across(node: Node) -> Iterator[Node]:
    """Add numerators and denominators: a/b + c/d as (a + c)/(b + d)."""
    if isinstance(node, Sum) and all(isinstance(_unsigned(term), Quotient) for term in node.terms):
        tops, belows = [], []
        for term in node.terms:
            inner = _unsigned(term)
            if isinstance(inner, Quotient):
                tops.append(Negative(inner.numerator) if isinstance(term, Negative) else inner.numerator)
                belows.append(inner.denominator)
        yield Quotient(Sum(tuple(tops)), Sum(tuple(belows)))


def _unsigned(node: Node) -> Node:
    return node.argument if isinstance(node, Negative) else node


def cancelled_across_sum(node: Node) -> Iterator[Node]:
    """Cancel a term of the numerator against the denominator: (a + b)/a as b."""
    match node:
        case Quotient(numerator=Sum(terms=terms), denominator=below):
            for at, term in enumerate(terms):
                if term == below:
                    yield total(without(terms, at))
                elif isinstance(term, Product) and below in term.factors:
                    left = multiplied(without(term.factors, term.factors.index(below)))
                    yield Sum((*terms[:at], left, *terms[at + 1 :]))


def first_term_divided(node: Node) -> Iterator[Node]:
    """Divide only the first term of a numerator: (a + b)/c as a/c + b."""
    match node:
        case Quotient(numerator=Sum(terms=(first, *rest)), denominator=below):
            yield Sum((Quotient(first, below), *rest))


def denominator_split(node: Node) -> Iterator[Node]:
    """Split a fraction at the sum below it: a/(b + c) as a/b + a/c."""
    match node:
        case Quotient(numerator=top, denominator=Sum(terms=terms)):
            yield Sum(
                tuple(
                    Negative(Quotient(top, term.argument)) if isinstance(term, Negative) else Quotient(top, term)
                    for term in terms
                )
            )


def cross_multiplied(node: Node) -> Iterator[Node]:
    """Multiply fractions crosswise, as if they were divided."""
    match node:
        case Product(factors=(Quotient() as left, Quotient() as right)):
            yield Quotient(Product((left.numerator, right.denominator)), Product((left.denominator, right.numerator)))


def divided_without_turning(node: Node) -> Iterator[Node]:
    """Multiply by a fraction where it is divided by."""
    match node:
        case Quotient(numerator=top, denominator=Quotient() as below):
            yield Product((top, below))


def percent_forgotten(node: Node) -> Iterator[Node]:
    """Take percents for whole numbers."""
    match node:
        case Call(name="percent", arguments=(inside,)):
            yield inside


def percent_as_tenth(node: Node) -> Iterator[Node]:
    """Take percents for tenths."""
    match node:
        case Call(name="percent", arguments=(inside,)):
            yield Quotient(inside, Integer(10))


def divisor_off_by_one(node: Node) -> Iterator[Node]:
    """Divide by n where n - 1 counts, or by n - 1 where n does, as with the variance of a sample."""
    match node:
        case Quotient(numerator=top, denominator=Sum(terms=(count, Negative(argument=Integer(value=1))))):
            yield Quotient(top, count)
        case Quotient(numerator=top, denominator=Integer(value=value)) if value > 2:
            yield Quotient(top, Integer(value - 1))
