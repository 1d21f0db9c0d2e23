"""Slips with the whole answer, whatever the steps were: its sign, its reciprocal, a factor, the order.

Drawn from N. Movshovitz-Hadar, O. Zaslavsky and S. Inbar, J. Research in Mathematics Education 18 (1987) 3-14,
for answers that are not brought back to what was asked; H. Radatz (1979) for slips of the decimal point.
"""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from graders.malrules.families.parts import ONE, TWO, opposite, put, squared
from graders.malrules.families.vectors import components
from graders.syntax.tree import Integer, Node, Product, Quotient
from graders.value.components import vector

if TYPE_CHECKING:
    from collections.abc import Iterator

THREE = 3
"""With so many components or fewer, exchanging the first and the last turns all of them round."""

FEW = 6
"""With more components, only neighbours are exchanged."""

TEN, HUNDRED = Integer(10), Integer(100)


def wrong_sign(node: Node) -> Iterator[Node]:
    """Give the answer with the other sign."""
    yield opposite(node)


def reciprocal(node: Node) -> Iterator[Node]:
    """Give one over the answer."""
    yield Quotient(ONE, node)


def factor_of_two(node: Node) -> Iterator[Node]:
    """Give twice the answer, or half of it."""
    yield Product((TWO, node))
    yield Quotient(node, TWO)


def factor_of_ten(node: Node) -> Iterator[Node]:
    """Give ten times the answer, or a tenth of it."""
    yield Product((TEN, node))
    yield Quotient(node, TEN)


def factor_of_hundred(node: Node) -> Iterator[Node]:
    """Give the answer in percent where a number is asked, or the reverse."""
    yield Product((HUNDRED, node))
    yield Quotient(node, HUNDRED)


def answer_squared(node: Node) -> Iterator[Node]:
    """Give the square of the answer."""
    yield squared(node)


def order_of_components(node: Node) -> Iterator[Node]:
    """Give the components in another order: backwards, or two of them exchanged."""
    items = components(node)
    if len(items) > 1:
        yield vector(items[::-1])
        pairs = combinations(range(len(items)), 2) if len(items) <= FEW else pairwise(range(len(items)))
        for first, second in pairs:
            if len(items) > THREE or second - first == 1:
                yield vector(put(put(items, first, items[second]), second, items[first]))
