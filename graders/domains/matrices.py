"""Matrices that are what they are by the way they are built, so that none has to be thrown away.

symmetric        entries on and above the diagonal, mirrored
of a rank        L U, with L a unit lower trapezoid and U an upper one without zeros on its diagonal
unimodular       the same with a diagonal of ones: its inverse has whole entries too

The factors L and U of a matrix are unique (its leading minors are not zero), so different factors give
different matrices, and a member is known by its factors again.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from itertools import product
from math import prod
from operator import add
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from graders.domains.kinds import Members, Progression
from graders.domains.members import Shape, array, cells_of, names, rational, shape_of
from graders.value.surd import rational_tree

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graders.syntax.tree import Node
    from graders.value.columns import Cells, Column

Scalars: TypeAlias = Progression | Members
"""A domain of numbers."""

Place: TypeAlias = tuple[int, int]
"""Row and column, from 0."""

Number = TypeVar("Number", "Fraction", "Column")


@dataclass(frozen=True, slots=True)
class Symmetric:
    """Square matrices that equal their transposes."""

    side: int
    entry: Scalars

    @property
    def shape(self) -> Shape:
        """The shape of every member."""
        return (self.side, self.side)

    @property
    def places(self) -> tuple[Place, ...]:
        """The places that are drawn."""
        return tuple(place for place in _places(self.shape) if place[0] <= place[1])

    @property
    def scalars(self) -> tuple[Scalars, ...]:
        """The domains of those places."""
        return (self.entry,) * len(self.places)

    @property
    def size(self) -> int:
        """How many there are."""
        return prod(one.size for one in self.scalars)

    def member(self, number: int) -> Node:
        """Give the member of a number."""
        drawn = dict(zip(self.places, _digits(number, self.scalars), strict=True))
        return array(tuple(self.entry.member(drawn[_upper(place)]) for place in _places(self.shape)), self.shape)

    def number(self, member: Node) -> int | None:
        """Give the number of a member, ``None`` for what is no member."""
        if shape_of(member) != self.shape:
            return None
        cells = dict(zip(_places(self.shape), map(self.entry.number, cells_of(member, self.shape)), strict=True))
        if any(cells[place] != cells[_upper(place)] for place in cells):
            return None
        return _numbered([cells[place] for place in self.places], self.scalars)

    def columns(self, name: str, rows: Cells) -> Mapping[str, Column]:
        """Give the columns, by name, of members given by their numbers."""
        drawn = _drawn(rows, self.places, self.scalars)
        cells = ((own, _upper(place)) for own, place in zip(names(name, self.shape), _places(self.shape), strict=True))
        return {own: drawn[place] for own, place in cells if place in drawn}


@dataclass(frozen=True, slots=True)
class Factored:
    """Matrices of a rank, as products of two trapezoids whose entries are drawn each by itself."""

    rank: int
    shape: Shape
    diagonal: Scalars
    entry: Scalars

    @property
    def places(self) -> tuple[Place, ...]:
        """The places that are drawn: below the diagonal those of L, from it on those of U."""
        return tuple(place for place in _places(self.shape) if min(place) < self.rank)

    @property
    def scalars(self) -> tuple[Scalars, ...]:
        """The domains of those places."""
        return tuple(self.diagonal if row == column else self.entry for row, column in self.places)

    @property
    def size(self) -> int:
        """How many there are."""
        return prod(one.size for one in self.scalars)

    def member(self, number: int) -> Node:
        """Give the member of a number."""
        digits = zip(self.scalars, _digits(number, self.scalars), strict=True)
        drawn = dict(zip(self.places, (_fraction(one.member(digit)) for one, digit in digits), strict=True))
        return array(tuple(map(rational_tree, self._multiplied(drawn))), self.shape)

    def number(self, member: Node) -> int | None:
        """Give the number of a member, ``None`` for what is no member."""
        if shape_of(member) != self.shape:
            return None
        values = [value for cell in cells_of(member, self.shape) if (value := rational(cell)) is not None]
        left = dict(zip(_places(self.shape), values, strict=False))
        if len(left) < prod(self.shape) or not self._factor(left):
            return None
        found = zip(self.places, self.scalars, strict=True)
        return _numbered([one.number(rational_tree(left[place])) for place, one in found], self.scalars)

    def columns(self, name: str, rows: Cells) -> Mapping[str, Column]:
        """Give the columns, by name, of members given by their numbers."""
        cells = self._multiplied(_drawn(rows, self.places, self.scalars))
        return dict(zip(names(name, self.shape), cells, strict=True))

    def _multiplied(self, drawn: Mapping[Place, Number]) -> list[Number]:
        """Multiply L and U, entry by entry; the ones on the diagonal of L are not multiplied by."""
        return [self._entry(drawn, row, column) for row, column in _places(self.shape)]

    def _entry(self, drawn: Mapping[Place, Number], row: int, column: int) -> Number:
        inner = min(row, column + 1, self.rank)
        terms = [drawn[row, at] * drawn[at, column] for at in range(inner)]
        if row <= column and row < self.rank:
            terms.append(drawn[row, column])
        return reduce(add, terms)

    def _factor(self, left: dict[Place, Fraction]) -> bool:
        """Turn a matrix into its factors, in place; tell whether it has the rank and has them."""
        for pivot in range(self.rank):
            if not left[pivot, pivot]:
                return False
            for row in range(pivot + 1, self.shape[0]):
                left[row, pivot] /= left[pivot, pivot]
                for column in range(pivot + 1, self.shape[1]):
                    left[row, column] -= left[row, pivot] * left[pivot, column]
        return not any(left[place] for place in left if min(place) >= self.rank)


def _places(shape: Shape) -> tuple[Place, ...]:
    rows, columns = shape
    return tuple(product(range(rows), range(columns)))


def _upper(place: Place) -> Place:
    """Give the place on or above the diagonal that mirrors one."""
    return min(place), max(place)


def _fraction(member: Node) -> Fraction:
    return rational(member) or Fraction(0)


def _digits(number: int, scalars: Sequence[Scalars]) -> list[int]:
    """Write a number in the mixed radix of the domains' sizes, the first digit first."""
    digits = []
    for one in reversed(scalars):
        number, digit = divmod(number, one.size)
        digits.append(digit)
    return digits[::-1]


def _numbered(digits: Sequence[int | None], scalars: Sequence[Scalars]) -> int | None:
    number = 0
    for one, digit in zip(scalars, digits, strict=True):
        if digit is None:
            return None
        number = number * one.size + digit
    return number


def _drawn(rows: Cells, places: Sequence[Place], scalars: Sequence[Scalars]) -> dict[Place, Column]:
    """Give the column of every place that is drawn; none where entries are not rational."""
    from graders.value.columns import digit

    below = prod(one.size for one in scalars)
    found: dict[Place, Column] = {}
    for place, one in zip(places, scalars, strict=True):
        below //= one.size
        for own in one.columns("", digit(rows, below, one.size)).values():
            found[place] = own
    return found
