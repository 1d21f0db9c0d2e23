"""Class lists to students: CSV with a header, a student a line, as spreadsheets write it.

    id,name
    ada,Ada Lovelace

Between the columns stands a comma, a semicolon or a tab; further columns are passed over.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from graders.assignment import Student, folded
from graders.bank.source import read_text
from graders.errors import AuthorError, Problem
from graders.files import plain_path

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

COLUMNS = ("id", "name")

LONGEST = 120
"""Characters of an id or a name."""

JOINERS = MappingProxyType({0x200C: None, 0x200D: None})
"""What joins letters or emoji, or keeps them apart, in a name; it cannot be seen itself."""


def load_roster(path: Path) -> tuple[Student, ...]:
    """Read a class list; every problem of the file is in the ``AuthorError``.

    Ids are the same when they differ in case, width or spaces only, and then stand there once.  A student
    without a name is called by the id.
    """
    text, file = read_text(path), plain_path(path)
    header, *rows = list(_rows(text, file)) or [Row(1, "", ())]
    if not header.cells:
        raise AuthorError((Problem("the file is empty", file, 1, remedy='begin it with the line "id,name"'),))
    columns = tuple(cell.strip().casefold() for cell in header.cells)
    problems = list(_header_problems(file, header, columns))
    if not problems and not rows:
        problems.append(Problem("there are no students", file, header.line, remedy="write one a line below the header"))
    if not problems:
        problems.extend(_row_problems(file, rows, columns))
    if problems:
        raise AuthorError(tuple(problems))
    return tuple(_student(row, columns) for row in rows)


@dataclass(frozen=True, slots=True)
class Row:
    """A student's cells, and the line where they stand."""

    line: int
    source: str
    cells: tuple[str, ...]

    def cell(self, columns: tuple[str, ...], name: str) -> str:
        """Give the text in a column; the empty text where the row is too short."""
        place = columns.index(name)
        return " ".join(self.cells[place].split()) if place < len(self.cells) else ""

    def column(self, columns: tuple[str, ...], name: str) -> int:
        """Give the column where a cell begins, from 1; 0 where quotes make that hard to say."""
        before = sum(len(cell) + 1 for cell in self.cells[: columns.index(name)])
        return 0 if '"' in self.source else min(before, len(self.source)) + 1


def _rows(text: str, file: str) -> Iterator[Row]:
    """Cut a text into rows; empty lines are passed over."""
    lines = text.split("\n")
    first = next((line for line in lines if line.strip()), "")
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(iter(f"{line}\n" for line in lines), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield Row(line, lines[line - 1], tuple(cells))
            line = reader.line_num + 1
    except csv.Error as error:
        remedy = "close every quote, and write a quote inside a text twice"
        raise AuthorError((Problem(f"no CSV: {error}", file, line, remedy=remedy),)) from error


def _header_problems(file: str, header: Row, columns: tuple[str, ...]) -> Iterator[Problem]:
    """Report columns that are missing or stand there twice."""
    for name in COLUMNS:
        found = ", ".join(columns)
        if name not in columns:
            remedy = f'begin the file with the line "id,name"; found: {found}'
            yield Problem(f'there is no column "{name}"', file, header.line, 1, remedy=remedy)
        elif columns.count(name) > 1:
            yield Problem(f'there are two columns "{name}"', file, header.line, 1, remedy="keep one of them")


def _row_problems(file: str, rows: list[Row], columns: tuple[str, ...]) -> Iterator[Problem]:
    """Report rows of the wrong length, ids that are empty or stand there twice, and what nobody can type."""
    seen: dict[str, tuple[int, str]] = {}
    for row in rows:
        if len(row.cells) > len(columns) and any(cell.strip() for cell in row.cells[len(columns) :]):
            message = f"{len(row.cells)} cells, the header has {len(columns)}"
            yield Problem(message, file, row.line, remedy="put a name with a comma in it between quotes")
            continue
        for name in COLUMNS:
            if fault := _fault(row.cell(columns, name), name):
                yield Problem(fault[0], file, row.line, row.column(columns, name), name, fault[1])
        student = row.cell(columns, "id")
        first, typed = seen.setdefault(folded(student), (row.line, student))
        if student and first != row.line:
            message = f'"{student}" stands on line {first} already'
            remedy = "give every student an id of their own"
            if typed != student:
                remedy += f', which differs from "{typed}" in more than case, width and spaces'
            yield Problem(message, file, row.line, row.column(columns, "id"), "id", remedy)


def _fault(text: str, name: str) -> tuple[str, str] | None:
    """Say what is wrong with an id or a name, and the remedy."""
    if not text and name == "id":
        return "the id is empty", "write one, or delete the line"
    if len(text) > LONGEST:
        return f"the {name} has more than {LONGEST} characters", "shorten it"
    if not (text if name == "id" else text.translate(JOINERS)).isprintable():
        return f"the {name} has characters that cannot be seen", "type it anew"
    return None


def _student(row: Row, columns: tuple[str, ...]) -> Student:
    student = row.cell(columns, "id")
    return Student(student, row.cell(columns, "name") or student)
