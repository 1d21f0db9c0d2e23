"""The kinds of domains.

Members are numbered from 0, and no two of them are equal.  Every kind knows them one by one as trees, and
thousands at once as columns.  Their order is part of what a seed means: it never changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import prod
from typing import TYPE_CHECKING

from graders.domains.members import (
    Shape,
    array,
    cells_of,
    identity,
    integer_tree,
    names,
    rational,
    shape_of,
)
from graders.value.decimals import decimal_tree
from graders.value.surd import rational_tree

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graders.syntax.tree import Node
    from graders.value.columns import Cells, Column


@dataclass(frozen=True, slots=True)
class Progression:
    """Numbers in even steps: ``first``, ``first + step`` and so on, all of them over ``below``.

    With ``places``, they are decimals of so many places.
    """

    first: int
    step: int
    size: int
    below: int = 1
    places: int | None = None

    def member(self, number: int) -> Node:
        """Give the member of a number."""
        top = self.first + self.step * number
        if self.places is not None:
            return decimal_tree(Fraction(top, self.below), self.places)
        return integer_tree(top) if self.below == 1 else rational_tree(Fraction(top, self.below))

    def number(self, member: Node) -> int | None:
        """Give the number of a member, ``None`` for what is no member."""
        value = rational(member)
        place = Fraction(-1) if value is None else (value * self.below - self.first) / self.step
        return int(place) if place.denominator == 1 and 0 <= place < self.size else None

    @property
    def shape(self) -> Shape:
        """The shape of every member."""
        return ()

    def columns(self, name: str, rows: Cells) -> Mapping[str, Column]:
        """Give the columns, by name, of members given by their numbers."""
        from graders.value.columns import progression

        return {name: progression(self.first, self.step, self.size, self.below, rows)}


@dataclass(frozen=True, slots=True)
class Members:
    """Members one by one, of any kind, all different."""

    members: tuple[Node, ...]

    @property
    def size(self) -> int:
        """How many there are."""
        return len(self.members)

    def member(self, number: int) -> Node:
        """Give the member of a number."""
        return self.members[number]

    def number(self, member: Node) -> int | None:
        """Give the number of a member, ``None`` for what is no member."""
        wanted = identity(member)
        return next((number for number, own in enumerate(self.members) if identity(own) == wanted), None)

    @property
    def shape(self) -> Shape:
        """The shape of every member; members of several shapes are taken whole."""
        shapes = {shape_of(member) for member in self.members}
        return shapes.pop() if len(shapes) == 1 else ()

    def columns(self, name: str, rows: Cells) -> Mapping[str, Column]:
        """Give the columns, by name, of members given by their numbers; none for what is not rational."""
        from graders.value.columns import column

        shape = self.shape
        columns = zip(*(cells_of(member, shape) for member in self.members), strict=True)
        found: dict[str, Column] = {}
        for part, cells in zip(names(name, shape), columns, strict=True):
            values = [value for cell in cells if (value := rational(cell)) is not None]
            if len(values) == len(cells):
                found[part] = column(values, rows)
        return found


@dataclass(frozen=True, slots=True)
class Entries:
    """Vectors or matrices whose entries are drawn each from its own domain; row after row."""

    shape: Shape
    entries: tuple[Progression | Members, ...]

    @property
    def size(self) -> int:
        """How many there are."""
        return prod(entry.size for entry in self.entries)

    def member(self, number: int) -> Node:
        """Give the member of a number."""
        cells: list[Node] = []
        for entry in reversed(self.entries):
            number, digit = divmod(number, entry.size)
            cells.append(entry.member(digit))
        return array(tuple(reversed(cells)), self.shape)

    def number(self, member: Node) -> int | None:
        """Give the number of a member, ``None`` for what is no member."""
        if shape_of(member) != self.shape:
            return None
        number = 0
        for entry, cell in zip(self.entries, cells_of(member, self.shape), strict=True):
            digit = entry.number(cell)
            if digit is None:
                return None
            number = number * entry.size + digit
        return number

    def columns(self, name: str, rows: Cells) -> Mapping[str, Column]:
        """Give the columns, by name, of members given by their numbers."""
        from graders.value.columns import digit

        found: dict[str, Column] = {}
        place = self.size
        for part, entry in zip(names(name, self.shape), self.entries, strict=True):
            place //= entry.size
            found.update(entry.columns(part, digit(rows, place, entry.size)))
        return found
