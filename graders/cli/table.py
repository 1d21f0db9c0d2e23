"""A class in the terminal: what everybody earned, and what a person should look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
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
"""Longer classes have their table in the summary only."""

LONGEST = 32
"""Characters of a name that are shown."""

OPEN = ((Outcome.NEEDS_REVIEW.value, "for review"), (Outcome.UNREADABLE.value, "unreadable"), (BLANK, "blank"))
"""What the last column counts."""


def show_class(written: Written) -> None:
    """Print the class's table, and the problems of files."""
    if len(written.rows) <= MOST:
        Console(highlight=False).print(table(written))
    errors = Console(stderr=True, highlight=False, soft_wrap=True)
    for rejected in written.rejected:
        for problem in rejected.problems:
            errors.print(Text(visible(str(problem))))


def table(written: Written) -> Table:
    """Lay out the class: a row for each student, a numbered column for each exercise, and their names below."""
    exercises = tuple(dict.fromkeys(entry.exercise for row in written.rows for entry in row.entries))
    shown = Table(title=Text(written.title, "bold"), title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
    shown.add_column("student", no_wrap=True)
    for number in range(1, len(exercises) + 1):
        shown.add_column(str(number), justify="right", no_wrap=True)
    shown.add_column("mark", justify="right", no_wrap=True)
    shown.add_column("to look at")
    for row in written.rows:
        marks = (row.entry(exercise) for exercise in exercises)
        cells = (decimal(entry.mark, 2) if entry else "" for entry in marks)
        total = f"{decimal(row.mark, 2)} of {decimal(row.points, 2)}"
        shown.add_row(Text(_short(visible(row.student.name))), *cells, total, Text(", ".join(_open(row))))
    shown.caption = Text("\n".join(f"{number}  {name}" for number, name in enumerate(exercises, 1)), "dim")
    shown.caption_justify = "left"
    return shown


def _short(name: str) -> str:
    """Cut a name so long that the marks beside it had no room."""
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1].rstrip()}…"


def _open(row: Row) -> Iterator[str]:
    """Say what a person should look at."""
    for standing, name in OPEN:
        if count := row.count(standing):
            yield f"{count} {name}"
    if row.problems:
        yield visible(row.problems[0].message)
