"""Functions between the layers of a network, written by the elementary ones."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from graders.syntax.tree import Call, Integer, Matrix, Negative, Node, Quotient, Sum
from graders.value.vectors import entries, is_vector, mapped, total, vector

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def _softmax(node: Call) -> Node:
    """Write every exponential over their sum; of a matrix row by row."""
    (argument,) = node.arguments
    if is_vector(argument):
        return vector(_shares(entries(argument)))
    return Matrix(tuple(map(_shares, argument.rows))) if isinstance(argument, Matrix) else node


def _shares(items: tuple[Node, ...]) -> tuple[Node, ...]:
    powers = tuple(Call("exp", (item,)) for item in items)
    below = total(powers)
    return tuple(Quotient(power, below) for power in powers)


def _sigmoid(node: Call) -> Node:
    def one(x: Node) -> Node:
        return Quotient(Integer(1), Sum((Integer(1), Call("exp", (_negated(x),)))))

    return mapped(node.arguments[0], one)


def _negated(node: Node) -> Node:
    return node.argument if isinstance(node, Negative) else Negative(node)


def _relu(node: Call) -> Node:
    return mapped(node.arguments[0], lambda x: Call("max", (Integer(0), x)))


RULES: Mapping[str, Callable[[Call], Node]] = MappingProxyType(
    {"softmax": _softmax, "sigmoid": _sigmoid, "relu": _relu}
)
"""How each function of networks is written, by name."""
