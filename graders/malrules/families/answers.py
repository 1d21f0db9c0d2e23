"""Slips with the whole answer, whatever the steps were: its sign, its reciprocal, a factor, the order.

Drawn from N. Movshovitz-Hadar, O. Zaslavsky and S. Inbar, J. Research in Mathematics Education 18 (1987) 3-14,
for answers that are not brought back to what was asked; H. Radatz (1979) for slips of the decimal point.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.malrules.families.parts import ONE, TWO, opposite, squared
from graders.malrules.families.vectors import components
from graders.syntax.tree import Integer, Node, Product, Quotient
from graders.value.components import vector

if TYPE_CHECKING:
    from collections.abc import Iterator

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
        for first in range(len(items)):
            for second in range(first + 1, len(items)):
                if second - first < len(items) - 1 or len(items) > 3:
                    yield vector(_exchanged(items, first, second))


def _exchanged(items: tuple[Node, ...], first: int, second: int) -> tuple[Node, ...]:
    changed = list(items)
    changed[first], changed[second] = items[second], items[first]
    return tuple(changed)
