"""Matrices of rationals, reckoned as such where writing the arithmetic out in entries would take too much room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flint import fmpq, fmpq_mat

from graders.errors import OversizeError
from graders.syntax.tree import Matrix, Node
from graders.value.ball import fraction
from graders.value.rationals import rational
from graders.value.surd import rational_tree

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_BITS = 10_000
"""Bits of the largest entry that is worked out."""


def exactly(rows: Sequence[Sequence[Node]]) -> fmpq_mat | None:
    """Give the matrix of rationals that rows are; ``None`` where an entry is no rational on the face of it."""
    cells = [[rational(entry) for entry in row] for row in rows]
    if any(cell is None for row in cells for cell in row):
        return None
    return fmpq_mat([[fmpq(cell.numerator, cell.denominator) for cell in row if cell is not None] for row in cells])


def multiplied(left: Matrix, right: Matrix) -> Matrix | None:
    """Multiply two matrices whose sizes fit; ``None`` where an entry is no rational."""
    first, second = exactly(left.rows), exactly(right.rows)
    return None if first is None or second is None else _tree(first * second)


def raised(matrix: Matrix, exponent: int) -> Matrix | None:
    """Raise a square matrix to a positive power; ``None`` where an entry is no rational."""
    base = exactly(matrix.rows)
    if base is None:
        return None
    size = max(int(cell.height_bits()) for row in base.tolist() for cell in row)
    if size * exponent > MOST_BITS:
        raise OversizeError("a matrix that takes too much room when it is worked out")
    return _tree(base**exponent)


def determinant_of(rows: tuple[tuple[Node, ...], ...]) -> Node:
    """Give the determinant of a square matrix."""
    return rational_tree(fraction(_known(rows).det()))


def inverted(matrix: Matrix) -> Matrix | None:
    """Give the inverse of a square matrix; ``None`` where there is none."""
    known = _known(matrix.rows)
    return _tree(known.inv()) if known.det() != 0 else None


def _known(rows: Sequence[Sequence[Node]]) -> fmpq_mat:
    known = exactly(rows)
    if known is None:
        raise OversizeError("a matrix that takes too much room when it is worked out")
    return known


def _tree(matrix: fmpq_mat) -> Matrix:
    rows = [[fraction(cell) for cell in row] for row in matrix.tolist()]
    if any(max(cell.numerator.bit_length(), cell.denominator.bit_length()) > MOST_BITS for row in rows for cell in row):
        raise OversizeError("a matrix that takes too much room when it is worked out")
    return Matrix(tuple(tuple(rational_tree(cell) for cell in row) for row in rows))
