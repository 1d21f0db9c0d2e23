"""A class in the terminal: what everybody earned, and what a person should look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from graders.gradebook import BLANK, decimal
from graders.verdict import Outcome
from graders.words import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graders.cli.reports import Written
    from graders.gradebook import Row

MOST = 40
"""Longer classes are told in a line; their table is the summary."""

OPEN = ((Outcome.NEEDS_REVIEW.value, "review"), (Outcome.UNREADABLE.value, "unreadable"), (BLANK, "blank"))
"""What the last column counts."""


def show_class(written: Written) -> None:
    """Print the class's table, the problems of files, and where everything is."""
    console = Console(highlight=False, soft_wrap=False)
    if len(written.rows) <= MOST:
        console.print(table(written))
    errors = Console(stderr=True, highlight=False, soft_wrap=True)
    for rejected in written.rejected:
        for problem in rejected.problems:
            errors.print(Text(str(problem)))


def table(written: Written) -> Table:
    """Lay out the class: a row for each student, a column for each exercise."""
    exercises = tuple(dict.fromkeys(entry.exercise for row in written.rows for entry in row.entries))
    shown = Table(title=Text(written.title), title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    shown.add_column("student")
    for exercise in exercises:
        shown.add_column(Text(exercise.rpartition("/")[2]), justify="right")
    shown.add_column("mark", justify="right")
    shown.add_column("to look at")
    for row in written.rows:
        marks = (row.entry(exercise) for exercise in exercises)
        cells = (decimal(entry.mark, 2) if entry else "" for entry in marks)
        total = f"{decimal(row.mark, 2)} / {decimal(row.points, 2)}"
        shown.add_row(Text(visible(row.student.name)), *cells, total, Text(", ".join(_open(row))))
    return shown


def _open(row: Row) -> Iterator[str]:
    """Say what a person should look at."""
    for standing, name in OPEN:
        if count := row.count(standing):
            yield f"{count} {name}"
    if row.problems:
        yield row.problems[0].message
