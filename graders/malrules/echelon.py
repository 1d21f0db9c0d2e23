"""Rows of numbers, reduced: what all that span one space, or say the same of unknowns, have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from graders.malrules.worth import Worth, of_value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graders.value.float_functions import Number

    Row: TypeAlias = tuple[Number, ...]

NEGLIGIBLE = 1e-9
"""Entries so much smaller than the largest count as zero."""


def spanned(name: str, rows: Sequence[Row], rest: Row = ()) -> Worth | None:
    """Reduce rows; where a row begins with its 1 says the shape, and the numbers are those that are left open."""
    pivots, reduced = _reduced(rows)
    for pivot, row in zip(pivots, reduced, strict=True):
        rest = tuple(number - rest[pivot] * other for number, other in zip(rest, row, strict=False))
    free = [at for at in range(len(rows[0])) if at not in pivots] if rows else list(range(len(rest)))
    size = len(rows[0]) if rows else len(rest)
    found = tuple(row[at] for row in (*reduced, *((rest,) if rest else ())) for at in free)
    return named(f"{name} {size} {pivots}", found)


def named(shape: str, found: tuple[Number, ...]) -> Worth | None:
    """Give numbers what they are found under, beside others of their shape; ``None`` where one is not finite."""
    value = of_value(found) if found else of_value(0.0)
    return None if value is None else Worth(shape, found, value.key, None)


def _reduced(rows: Sequence[Row]) -> tuple[tuple[int, ...], tuple[Row, ...]]:
    """Give the places where the rows of the reduced echelon form begin, and the rows."""
    done: list[Row] = []
    left, pivots = list(rows), list[int]()
    least = NEGLIGIBLE * max((abs(number) for row in rows for number in row), default=0)
    for column in range(len(rows[0]) if rows else 0):
        place = max(range(len(left)), key=lambda at: abs(left[at][column]), default=None)
        if place is None or abs(left[place][column]) <= least:
            continue
        pivot = left.pop(place)
        one = tuple(number / pivot[column] for number in pivot)
        left = [_minus(row, one, column) for row in left]
        done = [*(_minus(row, one, column) for row in done), one]
        pivots.append(column)
    return tuple(pivots), tuple(done)


def _minus(row: Row, one: Row, column: int) -> Row:
    return tuple(number - row[column] * other for number, other in zip(row, one, strict=True))
