"""What a mistaken tree is worth: its shape and the enclosures of its numbers, and one float to look it up by.

Two trees of equal value have one shape and floats that agree to about 50 bits; the reverse is proved by
``decide`` before anything is said.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite, sqrt
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from flint import acb, arb, fmpq

from graders.errors import UndefinedError
from graders.syntax.tree import (
    And,
    Call,
    Integer,
    Listing,
    Matrix,
    Node,
    Or,
    Relation,
    SetOf,
    Variable,
    children,
    rebuilt,
)
from graders.value.ball import Ball, ImpreciseError, UnevaluatedError, enclosure
from graders.value.components import componentwise, entries, is_vector
from graders.value.derivative import differentiate
from graders.value.rationals import rational

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graders.value.ball import Point

BITS = 64

NOWHERE: Point = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Worth:
    """A shape, such as ``vector 3``, its numbers, and the middles of their balls.

    ``key`` tells worths of one shape apart, and is the number itself for a number.
    """

    shape: str
    balls: tuple[Ball, ...]
    floats: tuple[float, ...]
    key: float

    @property
    def is_finite(self) -> bool:
        """Tell whether every number is one that a float can hold."""
        return isfinite(self.key)


def weighed(shape: str, balls: tuple[Ball, ...]) -> Worth:
    """Make a worth of enclosures."""
    floats = tuple(map(_float, balls))
    if not shape:
        return Worth(shape, balls, floats, floats[0])
    ordered = sorted(floats) if "set" in shape else floats
    return Worth(shape, balls, floats, sum(number * sqrt(place) for place, number in enumerate(ordered, 1)))


Kept: TypeAlias = "Mapping[int, Ball]"
"""Enclosures of numbers that stand in a tree which somebody holds, by their identities."""

NOTHING: Kept = MappingProxyType({})


def kept(tree: Node, point: Point = NOWHERE) -> Kept:
    """Evaluate the numbers of a tree once, for the many trees that share most of them with it."""
    found = {}
    for leaf in flattened(tree)[1]:
        try:
            found[id(leaf)] = enclosure(leaf, BITS, point)
        except (UndefinedError, UnevaluatedError, ImpreciseError):
            continue
    return found


def worth(tree: Node, point: Point = NOWHERE, known: Kept = NOTHING) -> Worth | None:
    """Evaluate a worked-out tree; ``None`` where it has no value, or none that 64 bits can tell."""
    shape, leaves = flattened(tree)
    try:
        balls = tuple(known[id(leaf)] if id(leaf) in known else enclosure(leaf, BITS, point) for leaf in leaves)
        found = weighed(shape, balls)
    except (UndefinedError, UnevaluatedError, ImpreciseError):
        return None
    return found if found.is_finite else None


def flattened(tree: Node) -> tuple[str, tuple[Node, ...]]:
    """Take a tree apart into its shape and its numbers or expressions."""
    if is_vector(tree):
        items = entries(tree)
        return _shaped(f"vector {len(items)}", items)
    match tree:
        case Matrix(rows=rows):
            return _shaped(f"matrix {len(rows)} {len(rows[0])}", children(tree))
        case Listing(items=items, opening=opening, closing=closing):
            return _shaped(f"{opening}{len(items)}{closing}", items)
        case SetOf(items=items):
            return _shaped(f"set {len(items)}", items)
        case Relation(operators=operators, operands=operands):
            return _shaped(" ".join(operators), operands)
        case And() | Or():
            return _shaped(type(tree).__name__, tree.arguments)
        case _:
            return "", (tree,)


def _shaped(name: str, parts: tuple[Node, ...]) -> tuple[str, tuple[Node, ...]]:
    inner = [flattened(part) for part in parts]
    shapes = ",".join(shape for shape, _ in inner).strip(",")
    return f"{name} of {shapes}" if shapes else name, tuple(leaf for _, leaves in inner for leaf in leaves)


def _float(ball: Ball) -> float:
    if isinstance(ball, fmpq):
        return float(arb(ball))
    if isinstance(ball, acb):
        return float(ball.real) + float(ball.imag) * sqrt(2)
    return float(ball)


def worked(tree: Node) -> Node:
    """Work a tree without names out into components; derivatives are taken, sums for a size or index added up first.

    Raises ``UndefinedError``.
    """
    return componentwise(_settled(tree))


COUNTED = frozenset(("one_hot", "component", "row", "column", "identity"))
"""Functions that take whole numbers for sizes and places."""


def _settled(node: Node) -> Node:
    below = children(node)
    if not below:
        return node
    parts = tuple(_settled(part) for part in below)
    match node:
        case Call(name="diff", arguments=(_, Variable(name=name))):
            return _differentiated(node, parts[0], name)
        case Call(name=name) if name in COUNTED:
            parts = tuple(map(_whole, parts))
        case _:
            pass
    return node if parts == below else rebuilt(node, parts)


def _differentiated(node: Node, function: Node, name: str) -> Node:
    try:
        return differentiate(function, name)
    except UnevaluatedError:
        return node


def _whole(node: Node) -> Node:
    value = rational(node)
    return Integer(int(value)) if value is not None and value.denominator == 1 and value >= 0 else node


def symbols(name: str, shape: str, count: int) -> Node | None:
    """Make a number, vector or matrix of names that cannot be typed; ``None`` for other shapes."""
    if not shape:
        return Variable(f"{name}⟨⟩")
    names = tuple(Variable(f"{name}⟨{at}⟩") for at in range(count))
    match shape.split():
        case ["vector", _]:
            return Listing(names, "(", ")")
        case ["matrix", _, columns]:
            width = int(columns)
            return Matrix(tuple(names[at : at + width] for at in range(0, count, width)))
        case _:
            return None
