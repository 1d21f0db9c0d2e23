"""Partial fractions: a sum of a polynomial and of fractions over powers of single irreducible factors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.errors import UndefinedError
from graders.form.form import OpenError, expressions, first_statement
from graders.syntax.tree import Negative, Product, Quotient, Sum, variables
from graders.value.polynomial import TooLargeError, factors, ring_of
from graders.verdict import message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flint import fmpq_mpoly

    from graders.syntax.tree import Node
    from graders.value.polynomial import Ring
    from graders.verdict import Message


def partial_fractions(node: Node, variable: str | None = None) -> Message | None:
    """Find a term that can be split further, a numerator of too high a degree, or a denominator that stands twice.

    Every term is a polynomial, or p/q^k with q irreducible over the rationals and of higher degree than p, up
    to factors without the variable, which may also stand before or below a bracket: 3 (1/(x+1) + 1/(x+2)).
    Every q^k stands once.  Nothing is cancelled: 3x (1/(x+1)) has too high a degree.  Without an option, the
    variable is the only one there is.
    """
    statement = first_statement(node)
    if statement is not None:
        return message("form.expression", part=statement)
    for expression in expressions(node):
        name = variable or _only(expression)
        found = None if name is None else _fault(expression, name)
        if found is not None:
            return found
    return None


def _only(node: Node) -> str | None:
    names = sorted(variables(node))
    if len(names) > 1:
        raise OpenError("the form does not say which variable it is about")
    return names[0] if names else None


def _fault(node: Node, variable: str) -> Message | None:
    ring = ring_of(node)
    seen: list[tuple[fmpq_mpoly, int]] = []
    for term in _terms(node, variable):
        try:
            below = _denominators(ring, term, variable)
            high = bool(below) and _is_high(ring, term, below, variable)
        except TooLargeError as error:
            raise OpenError("a denominator has very many terms") from error
        except UndefinedError as error:
            raise OpenError(str(error)) from error
        if len(below) > 1:
            return message("form.partial_fractions.split", part=term)
        if high:
            return message("form.partial_fractions.degree", part=term)
        if below and below[0] in seen:
            return message("form.partial_fractions.twice", part=term)
        seen += below
    return None


def _terms(node: Node, variable: str) -> Iterator[Node]:
    """Give the terms, those of a bracket among them where what stands before or below it has no variable."""
    match node:
        case Sum(terms=terms):
            for term in terms:
                yield from _terms(term, variable)
        case Negative(argument=inner):
            yield from _terms(inner, variable)
        case Quotient(numerator=Sum() | Negative() as top, denominator=below) if variable not in variables(below):
            yield from _terms(top, variable)
        case Product(factors=factors):
            varying = [factor for factor in factors if variable in variables(factor)]
            yield from _terms(varying[0], variable) if len(varying) == 1 else (node,)
        case _:
            yield node


def _denominators(ring: Ring, term: Node, variable: str) -> list[tuple[fmpq_mpoly, int]]:
    """Give the irreducible factors of a term's denominator in which the variable occurs, with their powers."""
    _, found = factors(ring.fraction(term).below)
    return [(factor, power) for factor, power in found if ring.degree(factor, variable) > 0]


def _is_high(ring: Ring, term: Node, below: list[tuple[fmpq_mpoly, int]], variable: str) -> bool:
    """Tell whether the numerator has at least the degree of the factor below, not counting its power."""
    top = ring.fraction(term).top
    return ring.degree(top, variable) >= ring.degree(below[0][0], variable)
