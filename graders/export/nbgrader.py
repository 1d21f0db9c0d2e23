"""CSV with the columns that ``nbgrader export`` writes, so that what reads the one reads the other.

Numbers are decimals, as nbgrader's are.  There is one line for each student and the whole assignment.
"""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

from graders.gradebook import harmless

if TYPE_CHECKING:
    from collections.abc import Iterable

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


def written(title: str, class_: Iterable[Kept], words: Words) -> str:
    """Write a line for every student; there are no dates, since a submission has none."""
    del words
    table = StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([harmless(cell) for cell in _cells(title, kept)] for kept in class_)
    return table.getvalue()


def _cells(title: str, kept: Kept) -> tuple[str, ...]:
    first, _, last = kept.student.name.rpartition(" ")
    mark, points = str(float(kept.mark)), str(float(kept.points))
    return (title, "", "", kept.student.id, last, first, "", mark, "0.0", mark, points)
