"""Polynomials with given roots, multiplied out."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from graders.domains.members import rational
from graders.syntax.tree import Integer, Negative, Node, Power, Product, Sum, Variable
from graders.value.surd import rational_tree

if TYPE_CHECKING:
    from collections.abc import Iterable


def with_roots(name: Variable, roots: Iterable[Fraction]) -> Node:
    """Multiply ``(x - r)`` out for all roots.

    >>> from graders.syntax import to_text
    >>> to_text(with_roots(Variable("x"), (Fraction(1), Fraction(2))))
    'x^2 - 3*x + 2'
    """
    coefficients = [Fraction(1)]
    for root in roots:
        shifted = [*coefficients, Fraction(0)]
        coefficients = [x - root * y for x, y in zip(shifted, [Fraction(0), *coefficients], strict=True)]
    degree = len(coefficients) - 1
    terms = [_term(value, name, degree - place) for place, value in enumerate(coefficients) if value]
    return terms[0] if len(terms) == 1 else Sum(tuple(terms))


def _term(value: Fraction, name: Variable, degree: int) -> Node:
    power: Node = name if degree == 1 else Power(name, Integer(degree))
    size: Node = rational_tree(abs(value))
    if degree:
        size = power if abs(value) == 1 else Product((size, power))
    return Negative(size) if value < 0 else size


def fractions(nodes: Iterable[Node]) -> tuple[Fraction, ...] | None:
    """Give the values of numbers, ``None`` where one is none."""
    values = tuple(map(rational, nodes))
    return tuple(value for value in values if value is not None) if None not in values else None
