"""Vectors and matrices put together from others: products of components, joined vectors, diagonals."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from graders.errors import UndefinedError
from graders.phrases import phrase
from graders.syntax.tree import Call, Integer, Matrix, Node, Product, children, rebuilt
from graders.value.vectors import as_matrix, entries, is_array, is_vector, vector

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def _hadamard(node: Call) -> Node:
    """Multiply two vectors, or two matrices, component by component."""
    left, right = node.arguments
    if not (is_array(left) and is_array(right)):
        return node
    if is_vector(left) and is_vector(right):
        return vector(_products(entries(left), entries(right)))
    if _shape(left) != _shape(right):
        raise UndefinedError("a product by components of different sizes")
    return rebuilt(left, _products(children(left), children(right)))


def _products(left: tuple[Node, ...], right: tuple[Node, ...]) -> tuple[Node, ...]:
    if len(left) != len(right):
        raise UndefinedError("a product by components of different sizes")
    return tuple(Product(pair) for pair in zip(left, right, strict=True))


def _shape(node: Node) -> tuple[int, int] | None:
    return (len(node.rows), len(node.rows[0])) if isinstance(node, Matrix) else None


def _outer(node: Call) -> Node:
    """Multiply every component of one vector, a row each, by every component of another."""
    u, v = node.arguments
    if not (is_vector(u) and is_vector(v)):
        return node
    return Matrix(tuple(tuple(Product((x, y)) for y in entries(v)) for x in entries(u)))


def _diagonal(node: Call) -> Node:
    """Put a vector on the diagonal of a matrix; take the diagonal of a matrix as a vector."""
    (argument,) = node.arguments
    if is_vector(argument):
        items = entries(argument)
        places = range(len(items))
        return Matrix(tuple(tuple(items[i] if i == j else Integer(0) for j in places) for i in places))
    if not isinstance(argument, Matrix):
        return node
    return vector(tuple(row[at] for at, row in enumerate(argument.rows) if at < len(row)))


def _joined(node: Call) -> Node:
    """Write vectors, and numbers, one behind the other."""
    if not any(map(is_vector, node.arguments)):
        return node
    parts = [entries(each) if is_array(each) else (each,) for each in node.arguments]
    return vector(tuple(item for part in parts for item in part))


def _rows(node: Call) -> Node:
    """Make a matrix with vectors for its rows."""
    if not all(map(is_vector, node.arguments)):
        return node
    rows = tuple(map(entries, node.arguments))
    if len({len(row) for row in rows}) > 1:
        raise UndefinedError(phrase("{name} of vectors of different sizes", name=node.name))
    return Matrix(rows)


def _columns(node: Call) -> Node:
    """Make a matrix with vectors for its columns."""
    matrix = as_matrix(_rows(node))
    return node if matrix is None else Matrix(tuple(zip(*matrix.rows, strict=True)))


RULES: Mapping[str, Callable[[Call], Node]] = MappingProxyType(
    {
        "hadamard": _hadamard, "outer": _outer, "diagonal": _diagonal, "concat": _joined, "rows": _rows,
        "columns": _columns,
    }
)  # fmt: skip
"""How each function that puts vectors together is worked out, by name."""
