"""A member of a domain: a number, words, a vector or a matrix, as a tree."""

from __future__ import annotations

from fractions import Fraction
from math import prod
from typing import TYPE_CHECKING, TypeAlias

from graders.syntax import to_text
from graders.syntax.tree import Decimal, Integer, Matrix, Negative, Node, Quotient, Variable, children
from graders.value.components import entries, is_vector, vector
from graders.value.decimals import decimal_tree, places_of

if TYPE_CHECKING:
    from collections.abc import Hashable

Shape: TypeAlias = tuple[int, ...]
"""Nothing for a number or words, the size of a vector, or the rows and columns of a matrix."""


def rational(node: Node) -> Fraction | None:
    """Give the value of a number as it is drawn, ``5``, ``-7/2`` or ``0.25``; ``None`` for anything else."""
    match node:
        case Integer() | Decimal():
            return Fraction(node.value)
        case Negative():
            value = rational(node.argument)
            return None if value is None else -value
        case Quotient(numerator=Integer(value=top), denominator=Integer(value=below)) if below:
            return Fraction(top, below)
        case _:
            return None


def integer_tree(value: int) -> Node:
    """Write a whole number."""
    return Integer(value) if value >= 0 else Negative(Integer(-value))


def as_decimal(member: Node) -> Node:
    """Write a number as a decimal where it is one."""
    value = rational(member)
    if value is None:
        return member
    places = places_of(value, most=29)
    return member if places is None else decimal_tree(value, places)


def identity(member: Node) -> Hashable:
    """Give what makes two members the same: the value, however it is written."""
    shape = shape_of(member)
    if shape:
        return shape, tuple(map(identity, cells_of(member, shape)))
    value = rational(member)
    return to_text(member) if value is None else value


def shape_of(node: Node) -> Shape:
    """Tell a vector's or matrix's shape; anything else has none."""
    if is_vector(node):
        return (len(entries(node)),)
    return (len(node.rows), len(node.rows[0])) if isinstance(node, Matrix) else ()


def cells_of(node: Node, shape: Shape) -> tuple[Node, ...]:
    """Give the entries row after row; what has no shape is its own only entry."""
    return children(node) if shape else (node,)


def array(cells: tuple[Node, ...], shape: Shape) -> Node:
    """Make a vector or matrix of entries; a single one without a shape stays itself."""
    if not shape:
        return cells[0]
    if len(shape) == 1:
        return vector(cells)
    return Matrix(tuple(cells[start : start + shape[1]] for start in range(0, len(cells), shape[1])))


def names(name: str, shape: Shape) -> tuple[str, ...]:
    """Name the columns of a parameter: ``a[1]``, ``a[2]``, row after row, which nobody can type as a name."""
    return tuple(f"{name}[{at}]" for at in range(1, prod(shape) + 1)) if shape else (name,)


def pattern(name: str, shape: Shape) -> Node:
    """Give a parameter as a tree of its columns' names."""
    return array(tuple(Variable(part) for part in names(name, shape)), shape)
