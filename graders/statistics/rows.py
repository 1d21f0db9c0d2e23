"""The rows of a class, which lie on the disk once they are many: read one by one, in the order that is asked."""

from __future__ import annotations

import pickle
from collections.abc import Collection
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeAlias

from graders.assignment import Student
from graders.gradebook import ALIKE, LOOKED_AT, Box, Entry, Row
from graders.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Iterator

Number: TypeAlias = tuple[int, int]
"""A fraction as its numerator and denominator, by which one looks it up in a fifth of the time."""

EntryFields: TypeAlias = tuple[str, str, Number, Number]
BoxFields: TypeAlias = tuple[str, str, str, Number, Number, str, bytes, tuple[int, str]]
RowFields: TypeAlias = tuple[
    str, str, tuple[EntryFields, ...], tuple[BoxFields, ...], bytes, Number, Number, bool, tuple[tuple[str, int], ...]
]

NAME: Final = 1
MARK: Final = 5
"""Where in a row's fields the name of the student and the mark stand."""


class Rows(Collection[Row]):
    """The rows of a class in the order of its list; whoever reads them again gets new ones that are equal.

    What students were told of mistakes is counted before, and not kept.
    """

    def __init__(self) -> None:
        """Begin with nobody."""
        self._rows: Shelf[int, RowFields] = Shelf()
        self._looked_at: Shelf[int, None] = Shelf()
        self._count = 0

    def add(self, row: Row) -> None:
        """Add a row behind the others."""
        self._rows[self._count] = _written(row)
        if row.problems or any(box.standing in LOOKED_AT for box in row.boxes):
            self._looked_at[self._count] = None
        self._count += 1

    def __len__(self) -> int:
        """Count them."""
        return self._count

    def __contains__(self, row: object) -> bool:
        """Look for a row among all of them."""
        return any(each == row for each in self)

    def __iter__(self) -> Iterator[Row]:
        """Read them in the order of the class list."""
        return map(_read, self._rows.values())

    def looked_at(self) -> Iterator[Row]:
        """Read those at which a person has to look: at their boxes, or at the problems of their files."""
        return (_read(self._rows[place]) for place in self._looked_at)

    def by_name(self) -> Iterator[Row]:
        """Read them in the order of the students' names."""
        order: Shelf[str, int] = Shelf()
        for place, fields in self._rows.items():
            order[f"{fields[NAME].casefold()}\0{place:012}"] = place
        yield from (_read(self._rows[place]) for place in order.values())

    def by_mark(self) -> Iterator[Row]:
        """Read them in the order of their marks, the lowest first."""
        marks = sorted({_fraction(fields[MARK]) for fields in self._rows.values()})
        ranks = {mark: rank for rank, mark in enumerate(marks)}
        order: Shelf[int, int] = Shelf()
        for place, fields in self._rows.items():
            order[ranks[_fraction(fields[MARK])] * self._count + place] = place
        yield from (_read(self._rows[place]) for place in order.values())


# to plain values and back


def _written(row: Row) -> RowFields:
    return (
        row.student.id,
        row.student.name,
        tuple(
            (each.exercise, each.title, each.mark.as_integer_ratio(), each.points.as_integer_ratio())
            for each in row.entries
        ),
        tuple(map(_box_fields, row.boxes)),
        pickle.dumps(row.problems) if row.problems else b"",
        row.mark.as_integer_ratio(),
        row.points.as_integer_ratio(),
        row.absent,
        row.counts,
    )


def _entry_fields(entry: Entry) -> EntryFields:
    return entry.exercise, entry.title, entry.mark.as_integer_ratio(), entry.points.as_integer_ratio()


def _box_fields(box: Box) -> BoxFields:
    reasons = pickle.dumps(box.reasons) if box.reasons else b""
    marks = box.mark.as_integer_ratio(), box.points.as_integer_ratio()
    return (box.exercise, box.part, box.standing, *marks, box.response, reasons, box.variant)


def _read(fields: RowFields) -> Row:
    name, called, entries, boxes, problems, mark, points, absent, counts = fields
    return Row(
        Student(name, called),
        tuple(map(_entry, entries)),
        tuple(map(_box, boxes)),
        pickle.loads(problems) if problems else (),  # noqa: S301 - these bytes never come from outside
        _fraction(mark),
        _fraction(points),
        absent,
        counts,
    )


@lru_cache(ALIKE)
def _entry(fields: EntryFields) -> Entry:
    exercise, title, mark, points = fields
    return Entry(exercise, title, _fraction(mark), _fraction(points))


def _box(fields: BoxFields) -> Box:
    exercise, part, standing, mark, points, response, reasons, variant = fields
    told = pickle.loads(reasons) if reasons else ()  # noqa: S301 - these bytes never come from outside
    return Box(exercise, part, standing, _fraction(mark), _fraction(points), response, told, (), variant)


@lru_cache(ALIKE)
def _fraction(number: Number) -> Fraction:
    return Fraction(*number)
