"""What a mistaken tree is worth: its shape and its numbers as floats, and one float to look it up by.

Two trees of equal value have one shape and floats that agree to about 50 bits; the reverse is proved by
``decide`` before anything is said.
"""

from __future__ import annotations

from itertools import count
from math import isfinite, sqrt
from operator import mul
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from flint import acb, arb, fmpq

from graders.errors import UndefinedError
from graders.syntax.tree import (
    And,
    Call,
    Integer,
    Listing,
    Matrix,
    Negative,
    Node,
    Or,
    Relation,
    SetOf,
    Variable,
    children,
    rebuilt,
    walk,
)
from graders.value.ball import ImpreciseError, UnevaluatedError
from graders.value.components import componentwise, entries, is_vector
from graders.value.derivative import differentiate
from graders.value.enclosure import enclosure
from graders.value.float_functions import numbers, sizes
from graders.value.integral import integrated
from graders.value.rationals import rational

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graders.value.ball import Ball, Point
    from graders.value.float_functions import Number, Value

BITS = 64

NOWHERE: Point = MappingProxyType({})


class Worth(NamedTuple):
    """A shape, such as ``vector 3``, and its numbers; a tuple, since thousands are made for a paper.

    ``key`` tells worths of one shape apart, and is the number itself for a real number.  ``value`` is what
    further steps are worked out with; ``None`` for sets, intervals and statements.
    """

    shape: str
    numbers: tuple[Number, ...]
    key: float
    value: Value | None

    @property
    def is_finite(self) -> bool:
        """Tell whether every number is one that a float can hold."""
        return isfinite(self.key)


def of_value(value: Value) -> Worth | None:
    """Make the worth of a number, vector or matrix; ``None`` for one that no float can hold."""
    if isinstance(value, float):
        return Worth("", (value,), value, value) if isfinite(value) else None
    if not isinstance(value, tuple):
        return _finite(Worth("", (value,), _real(value), value))
    found, size = numbers(value), sizes(value)
    shape = f"vector {size[0]}" if len(size) == 1 else f"matrix {size[0]} {size[1]}"
    return _finite(Worth(shape, found, _key(found), value))


def _finite(found: Worth) -> Worth | None:
    return found if isfinite(found.key) else None


def _key(found: tuple[Number, ...]) -> float:
    """Add numbers up, each times a root of its own."""
    parts: Iterator[float] = map(mul, map(_real, found), map(sqrt, count(1)))
    return sum(parts)


def _real(number: Number) -> float:
    return number if isinstance(number, float) else number.real + number.imag * sqrt(2)


def worth(tree: Node, point: Point = NOWHERE) -> Worth | None:
    """Evaluate a worked-out tree by enclosures; ``None`` where it has no value, or none that 64 bits can tell."""
    shape, leaves = flattened(tree)
    try:
        found = tuple([_at_once(leaf) or _number(enclosure(leaf, BITS, point)) for leaf in leaves])
    except (UndefinedError, UnevaluatedError, ImpreciseError):
        return None
    return weighed(shape, found)


def weighed(shape: str, found: tuple[Number, ...]) -> Worth | None:
    """Make the worth of a shape with its numbers; ``None`` where one is no number that a float can hold."""
    if not shape:
        return of_value(found[0])
    ordered = tuple(sorted(found, key=_real)) if "set" in shape else found
    return _finite(Worth(shape, found, _key(ordered), _value(shape, found)))


def _value(shape: str, found: tuple[Number, ...]) -> Value | None:
    match shape.split():
        case ["vector", _]:
            return found
        case ["matrix", _, columns]:
            width = int(columns)
            return tuple(found[at : at + width] for at in range(0, len(found), width))
        case _:
            return None


def _at_once(leaf: Node) -> float | None:
    """Give a whole number that a float holds as it is, which needs no enclosure."""
    if isinstance(leaf, Negative):
        number = _at_once(leaf.argument)
        return None if number is None else -number
    return float(leaf.value) if isinstance(leaf, Integer) and leaf.value.bit_length() <= MANTISSA else None


MANTISSA = 53


def _number(ball: Ball) -> Number:
    if isinstance(ball, fmpq):
        return float(arb(ball))
    return complex(ball) if isinstance(ball, acb) else float(ball)


def slowly(tree: Node, point: Point = NOWHERE) -> Worth | None:
    """Evaluate any tree without names of the exercise by enclosures."""
    try:
        return worth(worked(tree), point)
    except UndefinedError:
        return None


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


def worked(tree: Node) -> Node:
    """Work a tree without names out into components; derivatives are taken, sums for a size or index added up first.

    Raises ``UndefinedError``.
    """
    waits = any(type(node) is Call and node.name in SETTLED for node in walk(tree))
    return componentwise(_settled(tree) if waits else tree)


COUNTED = frozenset(("one_hot", "component", "row", "column", "identity"))
"""Functions that take whole numbers for sizes and places."""

SETTLED = COUNTED | {"diff", "integrate"}
"""Functions of which something is settled before others are worked out."""


def _settled(node: Node) -> Node:
    below = children(node)
    if not below:
        return node
    parts = tuple(_settled(part) for part in below)
    match node:
        case Call(name="diff", arguments=(_, Variable(name=name))):
            return _differentiated(node, parts[0], name)
        case Call(name="integrate"):
            return integrated(rebuilt(node, parts)) or node
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
