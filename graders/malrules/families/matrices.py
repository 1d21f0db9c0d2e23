"""Matrices: rows and columns exchanged, products entry by entry, determinants and inverses half done.

Drawn from A. Sierpinska, "On some aspects of students' thinking in linear algebra" (2000), and S. Stewart and
M. O. J. Thomas, "A framework for mathematical thinking: the case of linear algebra", Int. J. Mathematical
Education in Science and Technology 40 (2009) 951-961, for matrices worked with by number habits; M. Matz
(1982) for operations that are carried over to every entry.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.malrules.families.parts import ONE, minus, multiplied
from graders.syntax.tree import Call, Matrix, Negative, Node, Product, Quotient, Sum

if TYPE_CHECKING:
    from collections.abc import Iterator


def row_for_column(node: Node) -> Iterator[Node]:
    """Take the row for the column, and the column for the row."""
    match node:
        case Call(name="column", arguments=arguments):
            yield Call("row", arguments)
        case Call(name="row", arguments=arguments):
            yield Call("column", arguments)


def indices_exchanged(node: Node) -> Iterator[Node]:
    """Count the column first and then the row."""
    match node:
        case Call(name="component", arguments=(matrix, row, column)) if row != column:
            yield Call("component", (matrix, column, row))


def transposed_in_product(node: Node) -> Iterator[Node]:
    """Multiply columns where rows are multiplied."""
    match node:
        case Product(factors=(Matrix() as matrix, other)):
            yield Product((Call("transpose", (matrix,)), other))


def order_of_product(node: Node) -> Iterator[Node]:
    """Multiply matrices in the other order."""
    match node:
        case Product(factors=(Matrix() as left, Matrix() as right)) if left != right:
            yield Product((right, left))


def entries_multiplied(node: Node) -> Iterator[Node]:
    """Multiply matrices entry by entry."""
    match node:
        case Product(factors=(Matrix(rows=left), Matrix(rows=right))) if _size(left) == _size(right):
            yield Matrix(
                tuple(
                    tuple(Product(pair) for pair in zip(*rows, strict=True)) for rows in zip(left, right, strict=True)
                )
            )


def _size(rows: tuple[tuple[Node, ...], ...]) -> tuple[int, int]:
    return len(rows), len(rows[0])


def transpose_forgotten(node: Node) -> Iterator[Node]:
    """Leave a matrix as it is where it is to be transposed."""
    match node:
        case Call(name="transpose", arguments=(inside,)):
            yield inside


def determinant_added(node: Node) -> Iterator[Node]:
    """Add the two products of a determinant."""
    match node:
        case Call(name="det", arguments=(Matrix(rows=((a, b), (c, d))),)):
            yield Sum((Product((a, d)), Product((b, c))))


def determinant_reversed(node: Node) -> Iterator[Node]:
    """Take the products of a determinant the wrong way round."""
    match node:
        case Call(name="det", arguments=(Matrix(rows=((a, b), (c, d))),)):
            yield minus(Product((b, c)), Product((a, d)))


def determinant_of_diagonal(node: Node) -> Iterator[Node]:
    """Multiply the diagonal alone."""
    match node:
        case Call(name="det", arguments=(Matrix(rows=rows),)) if len(rows) == len(rows[0]) > 1:
            yield multiplied(tuple(row[at] for at, row in enumerate(rows)))


def inverse_not_divided(node: Node) -> Iterator[Node]:
    """Forget to divide by the determinant."""
    match node:
        case Call(name="inverse", arguments=(Matrix(rows=((a, b), (c, d))),)):
            yield Matrix(((d, Negative(b)), (Negative(c), a)))


def inverse_multiplied(node: Node) -> Iterator[Node]:
    """Multiply by the determinant where it divides."""
    match node:
        case Call(name="inverse", arguments=(Matrix() as matrix,)):
            below = Call("det", (matrix,))
            yield Product((below, below, node))


def inverse_not_exchanged(node: Node) -> Iterator[Node]:
    """Change the signs but leave the diagonal of an inverse as it is."""
    match node:
        case Call(name="inverse", arguments=(Matrix(rows=((a, b), (c, d))) as matrix,)):
            yield Quotient(Matrix(((a, Negative(b)), (Negative(c), d))), Call("det", (matrix,)))


def inverse_by_entries(node: Node) -> Iterator[Node]:
    """Invert every entry."""
    match node:
        case Call(name="inverse", arguments=(Matrix(rows=rows),)):
            yield Matrix(tuple(tuple(Quotient(ONE, entry) for entry in row) for row in rows))


def trace_multiplied(node: Node) -> Iterator[Node]:
    """Multiply the diagonal where it is added up."""
    match node:
        case Call(name="trace", arguments=(Matrix(rows=rows),)) if len(rows) == len(rows[0]) > 1:
            yield Product(tuple(row[at] for at, row in enumerate(rows)))


def other_diagonal(node: Node) -> Iterator[Node]:
    """Add up the diagonal that rises."""
    match node:
        case Call(name="trace", arguments=(Matrix(rows=rows),)) if len(rows) == len(rows[0]) > 1:
            yield Sum(tuple(row[-1 - at] for at, row in enumerate(rows)))
