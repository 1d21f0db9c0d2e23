"""CSV with the columns that ``nbgrader export`` writes, so that what reads the one reads the other.

Numbers are decimals, as nbgrader's are.  There is one line for each student and the whole assignment.
"""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

from graders.gradebook import harmless

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graders.export.export import GradedClass
    from graders.kept import Kept
    from graders.words import Words

COLUMNS = (
    "assignment",
    "duedate",
    "timestamp",
    "student_id",
    "last_name",
    "first_name",
    "email",
    "raw_score",
    "late_submission_penalty",
    "score",
    "max_score",
)
"""The columns of nbgrader's CSV exporter, in its order."""


def written(graded: GradedClass, words: Words) -> Iterator[str]:
    """Write a line for every student; there are no dates, since a submission has none."""
    del words
    yield _line(COLUMNS)
    for kept in graded.everybody():
        yield _line(harmless(cell) for cell in _cells(graded.title, kept))


def _line(cells: Iterable[str]) -> str:
    line = StringIO()
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.getvalue()


def _cells(title: str, kept: Kept) -> tuple[str, ...]:
    first, last = first_and_last(kept.student.name)
    mark, points = str(float(kept.mark)), str(float(kept.points))
    return (title, "", "", kept.student.id, last, first, "", mark, "0.0", mark, points)


def first_and_last(name: str) -> tuple[str, str]:
    """Take a name apart as registries write it; the last word is the last name unless a comma says otherwise.

    >>> first_and_last("Ada King Lovelace"), first_and_last("Müller, Jürgen"), first_and_last("Plato")
    (('Ada King', 'Lovelace'), ('Jürgen', 'Müller'), ('', 'Plato'))
    """
    last, comma, first = name.partition(",")
    if comma:
        return first.strip(), last.strip()
    first, _, last = name.rpartition(" ")
    return first, last
