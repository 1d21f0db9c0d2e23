"""Many graded submissions as tables: a row for each student, statistics for each box, and the gradebook's CSV.

A graded submission is large and a row is small, so that whoever grades thousands keeps rows only.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from fractions import Fraction
from io import StringIO
from typing import TYPE_CHECKING

from graders.verdict import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from graders.assignment import Student
    from graders.errors import Problem
    from graders.grading import GradedPart, GradedSubmission
    from graders.verdict import Message

BLANK = "blank"
"""The standing of a box that was left empty."""

STANDINGS = (
    Outcome.CORRECT.value,
    Outcome.PARTLY_CORRECT.value,
    Outcome.INCORRECT.value,
    BLANK,
    Outcome.UNREADABLE.value,
    Outcome.NEEDS_REVIEW.value,
)
"""How a box can stand, from the best to what is still open: the verdicts, and empty."""


@dataclass(frozen=True, slots=True)
class Box:
    """How one box of one student stands; ``response`` and ``reasons`` are kept where a person has to look."""

    exercise: str
    part: str
    standing: str
    mark: Fraction
    points: Fraction
    response: str = ""
    reasons: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """The mark of one student for one exercise."""

    exercise: str
    title: str
    mark: Fraction
    points: Fraction


@dataclass(frozen=True, slots=True)
class Row:
    """One student's line in the gradebook."""

    student: Student
    entries: tuple[Entry, ...]
    boxes: tuple[Box, ...]
    problems: tuple[Problem, ...]
    mark: Fraction
    points: Fraction

    def count(self, standing: str) -> int:
        """Count the boxes that stand in one way."""
        return sum(box.standing == standing for box in self.boxes)

    def entry(self, exercise: str) -> Entry | None:
        """Find the mark for an exercise."""
        return next((entry for entry in self.entries if entry.exercise == exercise), None)


def row(graded: GradedSubmission) -> Row:
    """Keep of a graded submission what the gradebook and the class summary tell."""
    entries = tuple(Entry(each.exercise, each.title, each.mark, each.points) for each in graded.exercises)
    boxes = tuple(_box(each.exercise, part) for each in graded.exercises for part in each.parts)
    return Row(graded.student, entries, boxes, graded.problems, graded.mark, graded.points)


def standing(part: GradedPart) -> str:
    """Say how a box stands: its verdict, or ``blank``."""
    return part.verdict.outcome.value if part.response.strip() else BLANK


def _box(exercise: str, part: GradedPart) -> Box:
    stands = standing(part)
    if stands not in (Outcome.UNREADABLE, Outcome.NEEDS_REVIEW):
        return Box(exercise, part.part, stands, part.mark, part.points)
    return Box(exercise, part.part, stands, part.mark, part.points, part.response, part.feedback)


@dataclass(frozen=True, slots=True)
class Statistics:
    """How a class did on one box: how many stand in each way, in the order of ``STANDINGS``."""

    exercise: str
    part: str
    counts: tuple[int, ...]
    points: Fraction
    mark: Fraction

    @property
    def students(self) -> int:
        """How many students had this box."""
        return sum(self.counts)

    @property
    def right(self) -> Fraction:
        """The share of students whose answer is correct."""
        return Fraction(self.counts[0], self.students)

    @property
    def easiness(self) -> Fraction:
        """The share of the points that the class earned."""
        return self.mark / self.points if self.points else Fraction(0)


def statistics(rows: Iterable[Row]) -> tuple[Statistics, ...]:
    """Count for each box how the class did, in the order of the assignment."""
    boxes: dict[tuple[str, str], list[Box]] = {}
    for each in rows:
        for box in each.boxes:
            boxes.setdefault((box.exercise, box.part), []).append(box)
    return tuple(_counted(each) for each in boxes.values())


def _counted(boxes: Sequence[Box]) -> Statistics:
    counts = tuple(sum(box.standing == stands for box in boxes) for stands in STANDINGS)
    points = sum((box.points for box in boxes), Fraction(0))
    mark = sum((box.mark for box in boxes), Fraction(0))
    return Statistics(boxes[0].exercise, boxes[0].part, counts, points, mark)


def histogram(rows: Iterable[Row], bins: int = 10) -> tuple[int, ...]:
    """Count students by their share of the points, in bins of equal width; full marks are in the last one."""
    counts = [0] * bins
    for each in rows:
        share = each.mark / each.points if each.points else Fraction(0)
        counts[min(bins - 1, max(0, int(share * bins)))] += 1
    return tuple(counts)


def mean(marks: Sequence[Fraction]) -> Fraction:
    """Give the mean, exact; there is at least one mark."""
    return sum(marks, Fraction(0)) / len(marks)


def median(marks: Sequence[Fraction]) -> Fraction:
    """Give the mark in the middle, or half-way between the two there; there is at least one mark."""
    ordered, middle = sorted(marks), len(marks) // 2
    return ordered[middle] if len(marks) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


@dataclass(frozen=True, slots=True)
class Summary:
    """What the page about a class tells; ``exercises`` are ids with titles, in the order of the assignment."""

    title: str
    rows: tuple[Row, ...]
    exercises: tuple[tuple[str, str], ...]
    statistics: tuple[Statistics, ...]
    histogram: tuple[int, ...]
    mean: Fraction
    median: Fraction
    points: Fraction

    @property
    def problems(self) -> tuple[tuple[Student, Problem], ...]:
        """Every problem in the files that came back, with whose file it is."""
        return tuple((each.student, problem) for each in self.rows for problem in each.problems)

    def boxes(self, standing: str) -> tuple[tuple[Student, Box], ...]:
        """Every box that stands in one way, with its student."""
        return tuple((each.student, box) for each in self.rows for box in each.boxes if box.standing == standing)

    def place(self, exercise: str, part: str) -> tuple[int, int]:
        """Give the number of an exercise and of a part in it, as their pages count them, from 1."""
        number = [name for name, _ in self.exercises].index(exercise) + 1
        parts = [each.part for each in self.statistics if each.exercise == exercise]
        return number, parts.index(part) + 1


def summarised(title: str, rows: tuple[Row, ...]) -> Summary:
    """Gather what the page about a class tells; a class may be empty."""
    marks = [each.mark for each in rows] or [Fraction(0)]
    return Summary(
        title,
        rows,
        tuple(dict.fromkeys((entry.exercise, entry.title) for each in rows for entry in each.entries)),
        statistics(rows),
        histogram(rows),
        mean(marks),
        median(marks),
        max((each.points for each in rows), default=Fraction(0)),
    )


def gradebook_csv(rows: Iterable[Row]) -> str:
    """Write the gradebook: a line for each student, a column for each exercise, and no cell that a spreadsheet runs.

    Marks are decimals, rounded to six places where they do not end; ``exact`` has the total as a fraction.
    ``review`` and ``unreadable`` count the boxes that a person should look at.
    """
    rows = tuple(rows)
    exercises = tuple(dict.fromkeys(entry.exercise for each in rows for entry in each.entries))
    table = StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(
        harmless(cell) for cell in ("student", "name", *exercises, "mark", "points", "exact", "review", "unreadable")
    )
    writer.writerows([harmless(cell) for cell in _cells(each, exercises)] for each in rows)
    return table.getvalue()


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

    >>> decimal(Fraction(5, 2)), decimal(Fraction(1, 3)), decimal(Fraction(12))
    ('2.5', '0.333333', '12')
    """
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
