"""Many graded submissions as tables: a row for each student, and the gradebook's CSV.

A graded submission is large and a row is small, so that whoever grades thousands keeps rows only.
"""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache
from io import StringIO
from typing import TYPE_CHECKING

from graders.verdict import Outcome

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from fractions import Fraction

    from graders.assignment import Student
    from graders.errors import Problem
    from graders.grading import GradedPart
    from graders.verdict import Message

BLANK = "blank"
"""The standing of a box that was left empty."""

LOOKED_AT = (Outcome.UNREADABLE.value, Outcome.NEEDS_REVIEW.value)
"""The standings at which a person has to look."""

STANDINGS = (
    Outcome.CORRECT.value,
    Outcome.PARTLY_CORRECT.value,
    Outcome.INCORRECT.value,
    BLANK,
    Outcome.UNREADABLE.value,
    Outcome.NEEDS_REVIEW.value,
)
"""How a box can stand, from the best to what is still open: the verdicts, and empty."""


ALIKE = 4_096
"""So many marks for exercises, marks, names and counts are shared among the rows of a class."""


@dataclass(frozen=True, slots=True)
class Box:
    """How one box of one student stands; ``variant`` is the number of the exercise's variant, and its digest.

    ``reasons`` are kept where a person has to look, ``mistakes`` of what the student was told, and ``response`` with
    either.
    """

    exercise: str
    part: str
    standing: str
    mark: Fraction
    points: Fraction
    response: str = ""
    reasons: tuple[Message, ...] = ()
    mistakes: tuple[Message, ...] = ()
    variant: tuple[int, str] = (0, "")


@dataclass(frozen=True, slots=True)
class Entry:
    """The mark of one student for one exercise."""

    exercise: str
    title: str
    mark: Fraction
    points: Fraction


@dataclass(frozen=True, slots=True)
class Row:
    """One student's line in the gradebook; ``absent`` is who handed in nothing.

    ``counts`` has how many boxes stand in each way, where not all ``boxes`` are kept.
    """

    student: Student
    entries: tuple[Entry, ...]
    boxes: tuple[Box, ...]
    problems: tuple[Problem, ...]
    mark: Fraction
    points: Fraction
    absent: bool = False
    counts: tuple[tuple[str, int], ...] = ()

    def count(self, standing: str) -> int:
        """Count the boxes that stand in one way."""
        if self.counts:
            return dict(self.counts).get(standing, 0)
        return sum(box.standing == standing for box in self.boxes)

    def brief(self) -> Row:
        """Keep the boxes at which a person has to look; of the others is known how many they are."""
        counts = _counted(tuple(Counter(box.standing for box in self.boxes).items()))
        return replace(self, boxes=tuple(box for box in self.boxes if box.standing in LOOKED_AT), counts=counts)

    def entry(self, exercise: str) -> Entry | None:
        """Find the mark for an exercise."""
        return next((entry for entry in self.entries if entry.exercise == exercise), None)


@lru_cache(ALIKE)
def _counted(counts: tuple[tuple[str, int], ...]) -> tuple[tuple[str, int], ...]:
    """Give counts that many students have alike, once for all of them."""
    return counts


def standing(part: GradedPart) -> str:
    """Say how a box stands: its verdict, or ``blank``."""
    return part.verdict.outcome.value if part.response.strip() else BLANK


def gradebook_csv(rows: Collection[Row]) -> Iterator[str]:
    """Write the gradebook: a line for each student, a column for each exercise, and no cell that a spreadsheet runs.

    Marks are decimals, rounded to six places where they do not end; ``exact`` has the total as a fraction.
    ``review`` and ``unreadable`` count the boxes that a person should look at.
    """
    exercises = tuple(dict.fromkeys(entry.exercise for each in rows for entry in each.entries))
    yield csv_line("student", "name", *exercises, "mark", "points", "exact", "review", "unreadable")
    for each in rows:
        yield csv_line(*_cells(each, exercises))


def csv_line(*cells: str) -> str:
    """Write one line of a table, with no cell that a spreadsheet runs."""
    line = StringIO()
    csv.writer(line, lineterminator="\n").writerow([harmless(cell) for cell in cells])
    return line.getvalue()


def _cells(each: Row, exercises: Iterable[str]) -> Iterable[str]:
    entries = {entry.exercise: entry for entry in each.entries}
    yield each.student.id
    yield each.student.name
    for exercise in exercises:
        yield decimal(entries[exercise].mark) if exercise in entries else ""
    yield decimal(each.mark)
    yield decimal(each.points)
    yield str(each.mark)
    yield str(each.count(Outcome.NEEDS_REVIEW))
    yield str(each.count(Outcome.UNREADABLE))


def decimal(number: Fraction, places: int = 6) -> str:
    """Write a fraction as a decimal: all its digits if they end within the places, else rounded to them.

    >>> from fractions import Fraction
    >>> decimal(Fraction(5, 2)), decimal(Fraction(1, 3)), decimal(Fraction(12))
    ('2.5', '0.333333', '12')
    """
    if number.denominator == 1:
        return str(number.numerator)
    scaled = round(number * 10**places)
    whole, rest = divmod(abs(scaled), 10**places)
    return ("-" if scaled < 0 else "") + f"{whole}.{rest:0{places}d}".rstrip("0").rstrip(".")


RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(cell: str) -> str:
    """Put an apostrophe before a cell that a spreadsheet would take for a formula; numbers stay numbers.

    >>> harmless("=1+1"), harmless("-2.5"), harmless("Ada")
    ("'=1+1", '-2.5', 'Ada')
    """
    cell = cell.replace("\r", "\n")
    return f"'{cell}" if cell.lstrip(" ").startswith(RISKY) and not _is_number(cell) else cell


def _is_number(cell: str) -> bool:
    return cell.removeprefix("-").replace(".", "", 1).isdecimal() and cell.isascii()
