"""What the families share: sums, products and the like with a part left out, put in or taken for another."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from graders.syntax.tree import Call, Integer, Negative, Power, Product, Sum
from graders.value.rationals import rational

if TYPE_CHECKING:
    from graders.syntax.tree import Node

Part = TypeVar("Part")

ONE, TWO = Integer(1), Integer(2)


def total(terms: tuple[Node, ...]) -> Node:
    """Add up, where there is anything to add."""
    return terms[0] if len(terms) == 1 else Sum(terms)


def multiplied(factors: tuple[Node, ...]) -> Node:
    """Multiply, where there is anything to multiply."""
    return factors[0] if len(factors) == 1 else Product(factors)


def minus(left: Node, right: Node) -> Node:
    """Subtract."""
    return Sum((left, Negative(right)))


def opposite(node: Node) -> Node:
    """Change the sign; two signs make none."""
    return node.argument if isinstance(node, Negative) else Negative(node)


def root(node: Node) -> Node:
    """Take the square root."""
    return Call("sqrt", (node,))


def squared(node: Node) -> Node:
    """Take the square."""
    return Power(node, TWO)


def size(node: Node) -> Node:
    """Take the absolute value."""
    return Call("abs", (node,))


def without(parts: tuple[Node, ...], place: int) -> tuple[Node, ...]:
    """Leave one part out."""
    return parts[:place] + parts[place + 1 :]


def put(parts: tuple[Part, ...], place: int, part: Part) -> tuple[Part, ...]:
    """Put another part in one place."""
    return (*parts[:place], part, *parts[place + 1 :])


def is_below_zero(node: Node) -> bool:
    """Tell whether a node is a negative rational on the face of it."""
    value = rational(node)
    return value is not None and value < 0


def is_number(node: Node) -> bool:
    """Tell whether a node is rational on the face of it."""
    return rational(node) is not None
