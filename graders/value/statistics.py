"""Statistics of a vector's components, or of numbers, written out: means, variances, correlation.

The variance, its root and the covariance divide by how many there are; with ``sample_`` in front, by one less.
"""

from __future__ import annotations

from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from graders.errors import UndefinedError
from graders.phrases import phrase
from graders.syntax.tree import Call, Integer, Negative, Node, Product, Quotient, Sum
from graders.value.rationals import rational
from graders.value.surd import rational_tree
from graders.value.vectors import entries, inner, is_array, is_vector, total

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def sample(node: Call) -> tuple[Node, ...] | None:
    """Give the numbers that a function is taken of: a vector's components, or several arguments."""
    first, *others = node.arguments
    if is_vector(first) and not others:
        return entries(first)
    if any(map(is_array, node.arguments)):
        raise UndefinedError(phrase("{name} of several vectors, or of a matrix", name=node.name))
    return node.arguments if others else None


def mean(items: tuple[Node, ...]) -> Node:
    """Write the sum over how many there are."""
    return Quotient(total(items), Integer(len(items))) if len(items) > 1 else items[0]


def _mean(node: Call) -> Node:
    items = sample(node)
    return node if items is None else mean(items)


def _deviations(items: tuple[Node, ...]) -> tuple[Node, ...]:
    """Write how far each number is from the mean, which is worked out where it is rational."""
    middle = mean(items)
    value = rational(middle)
    middle = middle if value is None else rational_tree(value)
    return tuple(_minus(item, middle) for item in items)


def _minus(left: Node, right: Node) -> Node:
    return Sum((left, right.argument if isinstance(right, Negative) else Negative(right)))


def _variance(node: Call, *, fewer: int = 0) -> Node:
    items = sample(node)
    return node if items is None else _averaged(items, items, fewer, node.name)


def _spread(node: Call, *, fewer: int = 0) -> Node:
    """Write the standard deviation."""
    items = sample(node)
    return node if items is None else Call("sqrt", (_averaged(items, items, fewer, node.name),))


def _covariance(node: Call, *, fewer: int = 0) -> Node:
    u, v = node.arguments
    if not (is_vector(u) and is_vector(v)):
        return node
    return _averaged(entries(u), entries(v), fewer, node.name)


def _averaged(left: tuple[Node, ...], right: tuple[Node, ...], fewer: int, name: str) -> Node:
    """Write the mean product of deviations, divided by so many fewer than there are."""
    if len(left) <= fewer:
        raise UndefinedError(phrase("{name} of a single number", name=name))
    return Quotient(inner(_deviations(left), _deviations(right)), Integer(len(left) - fewer))


def _correlation(node: Call) -> Node:
    u, v = node.arguments
    if not (is_vector(u) and is_vector(v)):
        return node
    left, right = _deviations(entries(u)), _deviations(entries(v))
    return Quotient(inner(left, right), Call("sqrt", (Product((inner(left, left), inner(right, right))),)))


RULES: Mapping[str, Callable[[Call], Node]] = MappingProxyType(
    {
        "mean": _mean, "variance": _variance, "std": _spread, "covariance": _covariance, "correlation": _correlation,
        "sample_variance": partial(_variance, fewer=1), "sample_std": partial(_spread, fewer=1),
        "sample_covariance": partial(_covariance, fewer=1),
    }
)  # fmt: skip
"""How each of the statistics is written out, by name."""
