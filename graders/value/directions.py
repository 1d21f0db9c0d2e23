"""Lengths and directions of vectors, written out in components: unit vectors, projections, angles."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from graders.syntax.tree import Call, Matrix, Node, Product, Quotient
from graders.value.vectors import entries, inner, is_vector, mapped, vector

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def length(items: tuple[Node, ...]) -> Node:
    """Write the length of the vector of these components."""
    return Call("sqrt", (inner(items, items),))


def _normalize(node: Call) -> Node:
    """Divide a vector by its length; a matrix row by row."""
    (argument,) = node.arguments
    if is_vector(argument):
        return vector(_unit(entries(argument)))
    return Matrix(tuple(map(_unit, argument.rows))) if isinstance(argument, Matrix) else node


def _unit(items: tuple[Node, ...]) -> tuple[Node, ...]:
    below = length(items)
    return tuple(Quotient(item, below) for item in items)


def _project(node: Call) -> Node:
    """Write the part of a vector along another: dot(u, v)/dot(v, v) times v."""
    u, v = node.arguments
    if not (is_vector(u) and is_vector(v)):
        return node
    factor = Quotient(inner(entries(u), entries(v)), inner(entries(v), entries(v)))
    return mapped(v, lambda entry: Product((factor, entry)))


def _cosine(node: Call) -> Node:
    u, v = node.arguments
    return cosine(entries(u), entries(v)) if is_vector(u) and is_vector(v) else node


def cosine(left: tuple[Node, ...], right: tuple[Node, ...]) -> Node:
    """Write the inner product over the product of the lengths."""
    return Quotient(inner(left, right), Product((length(left), length(right))))


def _angle(node: Call) -> Node:
    u, v = node.arguments
    return Call("arccos", (cosine(entries(u), entries(v)),)) if is_vector(u) and is_vector(v) else node


RULES: Mapping[str, Callable[[Call], Node]] = MappingProxyType(
    {"normalize": _normalize, "project": _project, "cosine_similarity": _cosine, "angle": _angle}
)
"""How each function of lengths and directions is written out, by name."""
