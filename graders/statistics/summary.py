"""A class on one page: what is counted of its rows in one pass, and the rows for those who look somebody up."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from graders.gradebook import ALIKE
from graders.statistics.item import OPEN, Item
from graders.statistics.marks import Marks
from graders.statistics.mistakes import Mistakes
from graders.statistics.rows import Rows
from graders.statistics.variants import Variants, odd
from graders.value.rationals import added

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from graders.assignment import Student
    from graders.errors import Problem
    from graders.gradebook import Box, Row
    from graders.statistics.mistakes import Mistake
    from graders.statistics.rows import Number
    from graders.statistics.variants import Oddity


class Tally:
    """What is counted of a class, row by row."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self.marks = Marks()
        self.absent = 0
        self.problems = 0
        self.titles: dict[str, str] = {}
        self.items: dict[tuple[str, str], Item] = {}
        self.mistakes = Mistakes()
        self.variants = Variants()

    def add(self, row: Row) -> None:
        """Add a student's row; of whoever handed in nothing, only the mark is counted."""
        self.marks.add(row.mark, row.points)
        self.absent += row.absent
        self.problems += len(row.problems)
        self.titles.update((entry.exercise, entry.title) for entry in row.entries)
        for box in row.boxes:
            if (box.exercise, box.part) not in self.items:
                self.items[box.exercise, box.part] = Item(box.exercise, box.part)
        if not row.absent:
            self._add_boxes(row)

    def _add_boxes(self, row: Row) -> None:
        judged = [box for box in row.boxes if box.standing not in OPEN]
        mark, points = added(box.mark for box in judged), added(box.points for box in judged)
        all_judged = mark.as_integer_ratio(), points.as_integer_ratio()
        shares: list[tuple[Box, Fraction]] = []
        for box in row.boxes:
            own = box.mark.as_integer_ratio(), box.points.as_integer_ratio()
            share = None if box.standing in OPEN else _share(*own)
            self.items[box.exercise, box.part].add(box, share, _rest(*all_judged, *own))
            self.mistakes.add(row.student, box)
            if share is not None:
                shares.append((box, share))
        self.variants.add(shares)


@lru_cache(ALIKE)
def _share(mark: Number, points: Number) -> Fraction | None:
    """Divide a mark by the points, if there are any; a class has few marks, and fractions take their time."""
    return Fraction(*mark) / Fraction(*points) if points[0] else None


@lru_cache(ALIKE)
def _rest(mark: Number, points: Number, own: Number, of: Number) -> Fraction | None:
    """Give the share of the points of all other boxes, if there are any."""
    others = Fraction(*points) - Fraction(*of)
    return (Fraction(*mark) - Fraction(*own)) / others if others > 0 else None


@dataclass(frozen=True, slots=True)
class Summary:
    """What the page about a class tells; ``exercises`` are ids with titles, in the order of the assignment.

    ``tried`` counts the variants that enough students have had, ``odd`` are those of them that were found odd.
    ``problems_found`` counts the problems in the files that came back.
    """

    title: str
    rows: Rows
    exercises: tuple[tuple[str, str], ...]
    items: tuple[Item, ...]
    marks: Marks
    absent: int
    mistakes: tuple[Mistake, ...]
    tried: int
    odd: tuple[Oddity, ...]
    problems_found: int

    @property
    def problems(self) -> Iterator[tuple[Student, Problem]]:
        """Every problem in the files that came back, with whose file it is."""
        return ((each.student, problem) for each in self.rows.looked_at() for problem in each.problems)

    @property
    def mistakes_by_part(self) -> tuple[tuple[tuple[str, str], tuple[Mistake, ...]], ...]:
        """The mistakes of each part of which there are any."""
        parts = groupby(self.mistakes, key=lambda each: (each.exercise, each.part))
        return tuple((part, tuple(mistakes)) for part, mistakes in parts)

    def boxes(self, standing: str) -> Iterator[tuple[Student, Box]]:
        """Every box that stands in one of the ways at which a person has to look, with its student."""
        rows = self.rows.looked_at()
        return ((each.student, box) for each in rows for box in each.boxes if box.standing == standing)

    def count(self, standing: str) -> int:
        """Count the boxes that stand in one way."""
        return sum(item.standings[standing] for item in self.items)

    def place(self, exercise: str, part: str) -> tuple[int, int]:
        """Give the number of an exercise and of a part in it, as their pages count them, from 1."""
        number = [name for name, _ in self.exercises].index(exercise) + 1
        parts = [each.part for each in self.items if each.exercise == exercise]
        return number, parts.index(part) + 1

    @property
    def orders_of_rows(self) -> tuple[tuple[str, Iterable[Row]], ...]:
        """The rows in every order that a page offers: as in the class list, by name, and the lowest marks first."""
        return ("list", self.rows), ("name", self.rows.by_name()), ("mark", self.rows.by_mark())

    @property
    def orders_of_items(self) -> tuple[tuple[str, tuple[Item, ...]], ...]:
        """The parts in every order: as they stand, the hardest first, those that tell least apart first."""
        return (
            ("paper", self.items),
            ("difficulty", _sorted(self.items, lambda item: item.difficulty)),
            ("discrimination", _sorted(self.items, lambda item: item.discrimination)),
        )


def _sorted(items: tuple[Item, ...], number: Callable[[Item], Fraction | float | None]) -> tuple[Item, ...]:
    """Sort by a number, from the least; what has none stands last."""

    def key(item: Item) -> tuple[bool, Fraction | float]:
        found = number(item)
        return found is None, 0 if found is None else found

    return tuple(sorted(items, key=key))


def summarised(title: str, rows: Iterable[Row], *, whole: bool = True) -> Summary:
    """Gather what the page about a class tells; a class may be empty.

    Unless rows are to be kept ``whole``, for a page that lists every box, little is kept of each.
    """
    tally, kept = Tally(), Rows()
    for row in rows:
        tally.add(row)
        kept.add(row if whole else row.brief())
    tried, unlikely = tally.variants.tried()
    return Summary(
        title,
        kept,
        tuple(tally.titles.items()),
        tuple(tally.items.values()),
        tally.marks,
        tally.absent,
        tally.mistakes.ranked(tuple(tally.items)),
        tried,
        odd(unlikely, tried),
        tally.problems,
    )
