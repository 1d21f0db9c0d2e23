"""Submissions as one table, as forms and spreadsheets write it: CSV or TSV in UTF-8, with a header.

A column for every box, named by its exercise and part with a dot or a colon between them:

    student,embeddings/euclidean-distance.difference,embeddings/euclidean-distance.distance
    ada,"(-4, 4, 4)",√48

or a row for every answer, those of a student one below the other:

    student,exercise,part,response
    ada,embeddings/euclidean-distance,distance,√48

Rows of a student that stand one below the other and answer the same box are attempts, in their order or in that of
the numbers in a column ``attempt``.  Further columns, such as the time, are passed over.
"""

from __future__ import annotations

import csv
import json
import re
from collections import Counter, deque
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from graders.bank.source import LIMIT
from graders.batch.incoming.handed_in import HandedIn
from graders.errors import AuthorError, Problem
from graders.files import plain_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

BOX = re.compile(r"(?P<exercise>[^\s.:]+/[^\s.:]+)[.:](?P<part>\S+)")
SEVERAL = 2
LARGEST_CELL = 64 << 20
"""So many characters further the end of a cell in quotes is looked for."""

LONG = frozenset(("student", "exercise", "part", "response"))


def table(path: Path) -> Iterator[HandedIn]:
    """Give the submissions of a table row by row; an ``AuthorError`` says where it is none.

    A row that cannot be read is rejected by itself.
    """
    file = plain_path(path)
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
        rows = _Rows(stream, file)
        _, header = next(rows.read(), (1, []))
        if broken := rows.broken():
            raise AuthorError(broken[0].problems)
        names = [cell.strip() for cell in header]
        folded = [name.casefold() for name in names]
        _check_header(folded, file)
        fitting = rows.of_width(len(header))
        read = _long(fitting, folded) if frozenset(folded) >= LONG else _wide(fitting, names, folded)
        for each in _handed_in(read, file):
            yield each
            yield from rows.broken()
        yield from rows.broken()


def _check_header(folded: Sequence[str], file: str) -> None:
    """Refuse a table that does not say whose the answers are, has none, or has two columns for one box."""
    if "student" not in folded:
        remedy = 'begin it with a line such as "student,exercise,part,response"'
        raise AuthorError((Problem('there is no column "student"', file, 1, remedy=remedy),))
    boxes = [".".join(found.group("exercise", "part")) for name in folded if (found := BOX.fullmatch(name))]
    is_long = frozenset(folded) >= LONG
    if not boxes and not is_long:
        remedy = 'call one "exercise.part" for every box, or three "exercise", "part" and "response"'
        raise AuthorError((Problem("there is no column with answers", file, 1, remedy=remedy),))
    known = [name for name in folded if name in ((LONG if is_long else {"student"}) | {"attempt"})]
    twice = [name for name, count in Counter([*boxes, *known]).items() if count > 1]
    if twice:
        remedy = "keep one of them; a further attempt stands in a row of its own"
        raise AuthorError((Problem(f'there are two columns "{twice[0]}"', file, 1, remedy=remedy),))


def rows_in(path: Path) -> int:
    """Count the rows below the header; for a row an answer that is an upper bound of the submissions."""
    with path.open("rb") as stream:
        return max(0, sum(1 for line in stream if line.strip()) - 1)


class _Rows:
    """The rows of a table; behind one that cannot be read, reading goes on with the next line."""

    def __init__(self, stream: Iterator[str], file: str) -> None:
        """Begin before the first line, which tells what stands between the cells."""
        csv.field_size_limit(max(csv.field_size_limit(), LIMIT))
        blank, first = next(((place, line) for place, line in enumerate(stream) if line.strip()), (0, ""))
        self.delimiter = max(",;\t", key=first.count)
        self.stream = stream
        self.file = file
        self.line = blank
        self.again = deque((first,))
        self.of_row: list[str] = []
        self.unread: list[HandedIn] = []

    def read(self) -> Iterator[tuple[int, list[str]]]:
        """Read the rows that are not empty, with their last lines."""
        reader = csv.reader(self._noted(), delimiter=self.delimiter, strict=True)
        while True:
            self.of_row.clear()
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                self._pass_over(str(error))
                reader = csv.reader(self._noted(), delimiter=self.delimiter, strict=True)
                continue
            if any(cell.strip() for cell in cells):
                yield self.line, cells

    def _noted(self) -> Iterator[str]:
        while line := self.again.popleft() if self.again else next(self.stream, ""):
            self.line += 1
            self.of_row.append(line)
            yield line

    def of_width(self, width: int) -> Iterator[tuple[int, list[str]]]:
        """Read the rows; those with more cells than columns are rejected, since nobody knows which is whose."""
        for line, cells in self.read():
            if any(cell.strip() for cell in cells[width:]):
                why = f"there are {len(cells)} cells for {width} columns"
                self._reject(line, why, "put quotes around every answer with a comma in it")
            else:
                yield line, cells

    def _pass_over(self, why: str) -> None:
        """Reject a row that cannot be read: as a whole where a cell is too large, else its first line.

        A quote that is not closed takes in all the lines that follow, which are read again.
        """
        if len("".join(self.of_row)) > csv.field_size_limit():
            why = f"a cell of more than {csv.field_size_limit():,} characters"
            first = self.line - len(self.of_row) + 1
            if self._is_closed():
                self._reject(first, f"no CSV: {why}, to line {self.line}", "shorten it")
                return
        _, *rest = self.of_row
        self.again.extendleft(reversed(rest))
        self.line -= len(rest)
        self._reject(self.line, f"no CSV: {why}", "close every quote, and write a quote inside a text twice")

    def _is_closed(self) -> bool:
        """Read on to the end of a row; tell whether it has one: what stands in a cell in quotes are no rows."""
        text = "".join(self.of_row)
        at = self._opening(text)
        size = 0
        while at is not None:
            end = _closing(text, at)
            if end is not None:
                return not text[end:].rstrip("\r\n") or text[end] == self.delimiter
            text, at = next(self._noted(), ""), 0
            size += len(text)
            if not text or size > LARGEST_CELL:
                return False
        return False

    def _opening(self, text: str) -> int | None:
        """Find where the cell that is too large begins, behind its quote; ``None`` where it has none."""
        at = 0
        while at <= len(text):
            is_quoted = text.startswith('"', at)
            end = _closing(text, at + 1) if is_quoted else text.find(self.delimiter, at)
            if end is None or end < 0 or end - at > csv.field_size_limit():
                return at + 1 if is_quoted else None
            at = end + 1
        return None

    def _reject(self, line: int, why: str, remedy: str) -> None:
        problem = Problem(why, self.file, line, remedy=remedy)
        self.unread.append(HandedIn(f"{self.file}:{line}", (), b"", (problem,)))

    def broken(self) -> list[HandedIn]:
        """Give the rows that could not be read since this was asked last."""
        found, self.unread = self.unread, []
        return found


def _closing(text: str, at: int) -> int | None:
    """Find the end of a cell in quotes, behind its quote, from some place in it; a quote that is doubled is a sign."""
    while (at := text.find('"', at)) >= 0:
        if not text.startswith('"', at + 1):
            return at + 1
        at += 2
    return None


@dataclass(frozen=True, slots=True)
class _Row:
    """One row: its line, whose it is, the number of the attempt where there is one, and its answers."""

    line: int
    student: str
    attempt: int | None
    answers: tuple[tuple[str, str, str], ...]


def _wide(rows: Iterator[tuple[int, list[str]]], names: Sequence[str], folded: Sequence[str]) -> Iterator[_Row]:
    boxes = {place: found for place, name in enumerate(names) if (found := BOX.fullmatch(name))}
    student = folded.index("student")
    for line, cells in rows:
        answers = ((box["exercise"], box["part"], _cell(cells, place)) for place, box in boxes.items())
        yield _Row(line, _cell(cells, student), _attempt(cells, folded), tuple(answers))


def _long(rows: Iterator[tuple[int, list[str]]], folded: Sequence[str]) -> Iterator[_Row]:
    student, exercise, part, response = (folded.index(name) for name in ("student", "exercise", "part", "response"))
    for line, cells in rows:
        answer = _cell(cells, exercise), _cell(cells, part), _cell(cells, response)
        yield _Row(line, _cell(cells, student), _attempt(cells, folded), (answer,))


def _attempt(cells: Sequence[str], folded: Sequence[str]) -> int | None:
    text = _cell(cells, folded.index("attempt")) if "attempt" in folded else ""
    return int(text) if re.fullmatch("[0-9]{1,9}", text) else None


def _rounds(rows: Sequence[_Row]) -> list[dict[str, dict[str, str]]]:
    """Put a student's rows together: a box that is answered again is answered in the next attempt."""
    rounds: dict[int, dict[str, dict[str, str]]] = {}
    times: Counter[tuple[str, str]] = Counter()
    for row in rows:
        for exercise, part, response in row.answers:
            attempt = times[exercise, part] if row.attempt is None else row.attempt
            times[exercise, part] += 1
            rounds.setdefault(attempt, {}).setdefault(exercise, {})[part] = response
    return [rounds[attempt] for attempt in sorted(rounds)]


def _cell(cells: Sequence[str], place: int) -> str:
    """Give a cell; an apostrophe that a spreadsheet needs before what it would take for a formula is none of it."""
    text = cells[place].strip() if place < len(cells) else ""
    return text[1:] if text[:2] in ("'=", "'+", "'-", "'@") else text


def _handed_in(rows: Iterator[_Row], file: str) -> Iterator[HandedIn]:
    """Write down what each student has handed in, as a file of theirs would have it."""
    for student, of_student in groupby(rows, key=lambda row: row.student):
        found = tuple(of_student)
        name, rounds = f"{file}:{found[0].line}", _rounds(found)
        answers = {"answers": rounds[0] if rounds else {}} if len(rounds) < SEVERAL else {"attempts": rounds}
        raw = json.dumps({"student": student, **answers}).encode()
        if not student:
            problem = Problem("no student is named", name, remedy='write an id into the column "student"')
            yield HandedIn(name, (), b"", (problem,))
        elif len(raw) > LIMIT:
            problem = Problem(f"is longer than {LIMIT // 1024} KiB", name, remedy="split it, or check what it is")
            yield HandedIn(name, (), b"", (problem,))
        else:
            yield HandedIn(name, (), raw)
