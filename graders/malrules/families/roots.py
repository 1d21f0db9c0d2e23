"""Roots: forgotten, halved, distributed over sums, and half-simplified.

Drawn from M. Matz, "Towards a process model for high school algebra errors" (1982), for roots that are
distributed like factors; N. Movshovitz-Hadar, O. Zaslavsky and S. Inbar, J. Research in Mathematics Education
18 (1987) 3-14, for distorted theorems on radicals; and the lecture's own step from √48 to 4√3.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.malrules.families.parts import TWO, multiplied, opposite, root
from graders.syntax.tree import Call, Integer, Negative, Node, Power, Product, Quotient, Sum
from graders.value.surd import split_square

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST = 10**12
"""Numbers are split into squares up to here."""


def root_forgotten(node: Node) -> Iterator[Node]:
    """Stop before the root."""
    match node:
        case Call(name="sqrt" | "cbrt" | "root", arguments=(inside, *_)):
            yield inside


def root_as_half(node: Node) -> Iterator[Node]:
    """Halve instead of taking the root."""
    match node:
        case Call(name="sqrt", arguments=(inside,)):
            yield Quotient(inside, TWO)


def root_of_sum(node: Node) -> Iterator[Node]:
    """Take the root of every term: √(a + b) as √a + √b, and √(a - b) as √a - √b."""
    match node:
        case Call(name="sqrt", arguments=(Sum(terms=terms),)):
            yield Sum(
                tuple(Negative(root(term.argument)) if isinstance(term, Negative) else _root(term) for term in terms)
            )


def _root(term: Node) -> Node:
    """Take the root of a square as everybody does."""
    match term:
        case Power(base=base, exponent=Integer(value=2)):
            return opposite(base) if isinstance(base, Negative) else Call("abs", (base,))
        case _:
            return root(term)


def root_of_first_term(node: Node) -> Iterator[Node]:
    """Draw the root over the first term alone."""
    match node:
        case Call(name="sqrt", arguments=(Sum(terms=(first, *rest)),)):
            yield Sum((root(first), *rest))


def root_of_first_factor(node: Node) -> Iterator[Node]:
    """Draw the root over the first factor alone."""
    match node:
        case Call(name="sqrt", arguments=(Product(factors=(first, *rest)),)):
            yield multiplied((root(first), *rest))


def square_factor_unrooted(node: Node) -> Iterator[Node]:
    """Bring a square out of a root as it is: √48 as 16√3."""
    match node:
        case Call(name="sqrt", arguments=(Integer(value=value),)) if 0 < value < LARGEST:
            outside, inside = split_square(value)
            if outside > 1 and inside > 1:
                yield Product((Integer(outside**2), root(Integer(inside))))


def square_factor_lost(node: Node) -> Iterator[Node]:
    """Bring a square out of a root and lose it: √48 as √3."""
    match node:
        case Call(name="sqrt", arguments=(Integer(value=value),)) if 0 < value < LARGEST:
            outside, inside = split_square(value)
            if outside > 1 and inside > 1:
                yield root(Integer(inside))


def factors_exchanged_under_root(node: Node) -> Iterator[Node]:
    """Bring the wrong factor out of a root: √48 as 3√4, because 48 is 3 times 16."""
    match node:
        case Call(name="sqrt", arguments=(Integer(value=value),)) if 0 < value < LARGEST:
            outside, inside = split_square(value)
            if outside > 1 and inside > 1:
                yield Product((Integer(inside), root(Integer(outside))))


def roots_added(node: Node) -> Iterator[Node]:
    """Add under one root where roots are added: √a + √b as √(a + b)."""
    match node:
        case Sum(terms=(Call(name="sqrt", arguments=(left,)), Call(name="sqrt", arguments=(right,)))):
            yield root(Sum((left, right)))


def sum_under_root_of_product(node: Node) -> Iterator[Node]:
    """Add under one root where roots are multiplied: √a √b as √(a + b)."""
    match node:
        case Product(factors=(Call(name="sqrt", arguments=(left,)), Call(name="sqrt", arguments=(right,)))):
            yield root(Sum((left, right)))


def square_for_other_root(node: Node) -> Iterator[Node]:
    """Take the square root where a root of another index is asked."""
    match node:
        case Call(name="cbrt", arguments=(inside,)):
            yield root(inside)
        case Call(name="root", arguments=(inside, index)) if index != TWO:
            yield root(inside)
