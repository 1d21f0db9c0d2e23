"""What counts as a vector or a matrix in a tree, and the components of either.

Vectors are ``Listing`` in any pair of equal brackets, or a ``Matrix`` of one column.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.errors import UndefinedError
from graders.syntax.tree import Integer, Listing, Matrix, Node, Power, Product, Sum

if TYPE_CHECKING:
    from collections.abc import Callable

_VECTOR_BRACKETS = frozenset((("(", ")"), ("[", "]"), ("<", ">"), ("", "")))


def is_vector(node: Node) -> bool:
    """Tell whether a node is a vector: bracketed components, or a matrix of one column."""
    if isinstance(node, Listing):
        return (node.opening, node.closing) in _VECTOR_BRACKETS and bool(node.items)
    return isinstance(node, Matrix) and len(node.rows[0]) == 1


def is_array(node: Node) -> bool:
    """Tell whether a node is a vector or a matrix."""
    return isinstance(node, Matrix) or is_vector(node)


def entries(node: Node) -> tuple[Node, ...]:
    """Give the components of a vector."""
    if isinstance(node, Listing):
        return node.items
    if isinstance(node, Matrix):
        return tuple(row[0] for row in node.rows)
    raise UndefinedError("a vector was needed here")


def vector(items: tuple[Node, ...]) -> Node:
    """Make a vector of components."""
    return Listing(items, "(", ")")


def as_matrix(node: Node) -> Matrix | None:
    """Take a vector for a matrix of one column; ``None`` for what is neither."""
    if isinstance(node, Matrix):
        return node
    return Matrix(tuple((entry,) for entry in entries(node))) if is_vector(node) else None


def mapped(node: Node, change: Callable[[Node], Node]) -> Node:
    """Change every entry of a vector or matrix."""
    if is_vector(node):
        return vector(tuple(change(item) for item in entries(node)))
    if isinstance(node, Matrix):
        return Matrix(tuple(tuple(change(entry) for entry in row) for row in node.rows))
    return change(node)


def inner(left: tuple[Node, ...], right: tuple[Node, ...]) -> Node:
    """Write the sum of products; a vector with itself gives squares."""
    if len(left) != len(right):
        raise UndefinedError("an inner product of vectors of different sizes")
    squares = left == right
    return total(tuple(Power(x, Integer(2)) if squares else Product((x, y)) for x, y in zip(left, right, strict=True)))


def total(terms: tuple[Node, ...]) -> Node:
    """Write the sum of one or more terms."""
    return terms[0] if len(terms) == 1 else Sum(terms)
