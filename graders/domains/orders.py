"""Things in some order, and things chosen from others.

Arrangements are numbered by their digits in falling radix (Lehmer's code): each digit says which of the
things that are left comes next.  Selections are numbered in the order of their places (combinadics).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import comb, perm
from typing import TYPE_CHECKING

from graders.domains.members import Shape, cells_of, identity, integer_tree, names, rational, shape_of
from graders.syntax.tree import Node, SetOf
from graders.value.components import vector

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graders.value.columns import Cells, Column


@dataclass(frozen=True, slots=True)
class Arrangements:
    """So many of some different things, in some order: vectors."""

    things: tuple[Node, ...]
    many: int

    @property
    def size(self) -> int:
        """How many there are."""
        return perm(len(self.things), self.many)

    @property
    def shape(self) -> Shape:
        """The shape of every member."""
        return (self.many,)

    @property
    def radix(self) -> tuple[int, ...]:
        """How many things are left at each place."""
        return tuple(len(self.things) - place for place in range(self.many))

    def member(self, number: int) -> Node:
        """Give the member of a number."""
        digits = []
        for base in reversed(self.radix):
            number, digit = divmod(number, base)
            digits.append(digit)
        left = list(self.things)
        return vector(tuple(left.pop(digit) for digit in reversed(digits)))

    def number(self, member: Node) -> int | None:
        """Give the number of a member, ``None`` for what is no member."""
        if shape_of(member) != self.shape:
            return None
        left, number = list(map(identity, self.things)), 0
        for base, cell in zip(self.radix, cells_of(member, self.shape), strict=True):
            wanted = identity(cell)
            if wanted not in left:
                return None
            number = number * base + left.index(wanted)
            left.remove(wanted)
        return number

    def columns(self, name: str, rows: Cells) -> Mapping[str, Column]:
        """Give the columns, by name, of members given by their numbers; none for what is not rational."""
        from graders.value.columns import column, digit

        values = [value for thing in self.things if (value := rational(thing)) is not None]
        if len(values) < len(self.things):
            return {}
        import numpy as np

        left = np.tile(np.arange(len(values)), (len(rows), 1))
        below, at = self.size, np.arange(len(rows))
        found: dict[str, Column] = {}
        for own, base in zip(names(name, self.shape), self.radix, strict=True):
            below //= base
            digits = digit(rows, below, base)
            found[own] = column(values, left[at, digits])
            kept = np.ones(left.shape, dtype=np.bool_)
            kept[at, digits] = False
            left = left[kept].reshape(len(rows), -1)
        return found


@dataclass(frozen=True, slots=True)
class Selections:
    """So many of some different things, in no order: sets."""

    things: tuple[Node, ...]
    many: int

    @property
    def size(self) -> int:
        """How many there are."""
        return comb(len(self.things), self.many)

    @property
    def shape(self) -> Shape:
        """A set has none."""
        return ()

    def member(self, number: int) -> Node:
        """Give the member of a number."""
        chosen: list[Node] = []
        for place, thing in enumerate(self.things):
            with_it = comb(len(self.things) - place - 1, self.many - len(chosen) - 1) if len(chosen) < self.many else 0
            if number < with_it:
                chosen.append(thing)
            else:
                number -= with_it
        return SetOf(tuple(chosen))

    def number(self, member: Node) -> int | None:
        """Give the number of a member, in whatever order it is written; ``None`` for what is no member."""
        if not isinstance(member, SetOf):
            return None
        places = _places(member.items, self.things)
        if len(places) != self.many or len(member.items) != self.many:
            return None
        number, left = 0, self.many
        for place in range(len(self.things)):
            if not left:
                break
            if place in places:
                left -= 1
            else:
                number += comb(len(self.things) - place - 1, left - 1)
        return number

    def columns(self, name: str, rows: Cells) -> Mapping[str, Column]:
        """Give no columns: a set is no number."""
        del name, rows
        return {}


def _places(items: Sequence[Node], things: Sequence[Node]) -> frozenset[int]:
    known = {identity(thing): place for place, thing in enumerate(things)}
    return frozenset(known[wanted] for item in items if (wanted := identity(item)) in known)


def whole_numbers(last: int) -> tuple[Node, ...]:
    """Give the numbers from 1 on."""
    return tuple(integer_tree(number) for number in range(1, last + 1))
