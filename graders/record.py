"""The record of what was issued, as it lies among the sheets.

    {"graders": "issued", "schema": 1,
     "assignment": {"title": "Problem set 7", "seed": "spring", "digest": "...", "scheme": 2, "key": "..."},
     "students": [{"id": "ada", "name": "Ada Lovelace", "variants": {
         "embeddings/inner-product": {"number": 5, "values": {"a": "(-1, 4, 2)", "b": "(3, 0, -2)"},
                                      "digest": "...", "exercise": "..."}}}]}

It is written and read student by student.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from sys import intern
from typing import TYPE_CHECKING, TypeVar

from graders.assignment import Student
from graders.errors import AuthorError, Problem
from graders.files import plain_path
from graders.handouts import Handouts
from graders.issued import BY_KEY, BY_SEED, Handout, Issued, IssuedVariant
from graders.json_pieces import Reader, written

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

Kind = TypeVar("Kind")

FILE = "issued.json"
"""The name of the record among the sheets."""

SCHEMA = 1
"""The version of the record; it grows when a field changes its meaning."""

INDENT = 1


def to_json(issued: Issued) -> str:
    """Write a record."""
    return "".join(pieces(issued))


def pieces(issued: Issued) -> Iterator[str]:
    """Write a record piece by piece, one student after the other."""
    assignment: dict[str, object] = {"title": issued.title, "seed": issued.seed, "digest": issued.digest}
    assignment |= {"scheme": issued.scheme, "key": issued.key}
    students = map(_handout_json, issued.handouts)
    record = {"graders": "issued", "schema": SCHEMA, "assignment": assignment, "students": students}
    return written(record, _dumped, indent=INDENT)


def _dumped(tree: object) -> str:
    return json.dumps(tree, ensure_ascii=False, indent=INDENT)


def _handout_json(handout: Handout) -> dict[str, object]:
    issued = {
        each.exercise: {
            "number": each.number,
            "values": dict(each.values),
            "digest": each.digest,
            "exercise": each.exercise_digest,
        }
        for each in handout.variants
    }
    return {"id": handout.student.id, "name": handout.student.name, "variants": issued}


def read_record(path: Path) -> Issued:
    """Read the record at a path; an ``AuthorError`` says where it is none.

    What everybody was given comes to lie on the disk.  A record with a fault in it is read again as a whole, which
    finds the fault and where it stands.
    """
    file = plain_path(path)
    try:
        return _by_piece(path, file) or from_json(path.read_text(encoding="utf-8"), file)
    except UnicodeDecodeError as error:
        raise AuthorError((Problem("is not UTF-8", file, remedy="restore the file"),)) from error


def _by_piece(path: Path, file: str) -> Issued | None:
    try:
        with path.open(encoding="utf-8") as stream:
            return _Reading(file).by_piece(Reader(stream))
    except (ValueError, RecursionError, AuthorError):
        return None


def from_json(text: str, file: str = "") -> Issued:
    """Read a record; an ``AuthorError`` says where it is none."""
    try:
        record = json.loads(text)
    except json.JSONDecodeError as error:
        problem = Problem(f"no JSON: {error.msg}", file, error.lineno, error.colno, remedy=RESTORE)
        raise AuthorError((problem,)) from error
    except (ValueError, RecursionError) as error:
        raise AuthorError((Problem("no JSON that can be read", file, remedy=RESTORE),)) from error
    return _Reading(file).whole(record)


RESTORE = "restore the file as graders generate wrote it"


HALVES = re.compile("[\ud800-\udfff]")
"""Half characters, which JSON can spell and no file can be written with."""


class _Reading:
    """One reading of one record."""

    def __init__(self, file: str) -> None:
        """Begin with a file's name."""
        self.file = file

    def whole(self, record: object) -> Issued:
        """Read a whole record."""
        self.check_kind(record)
        assignment = self.field(record, "assignment", dict)
        students = self.field(record, "students", list)
        return self.issued(assignment, tuple(self.handout(each) for each in students))

    def by_piece(self, reader: Reader) -> Issued:
        """Read a record student by student; ``ValueError`` says that it has to be read as a whole."""
        record: dict[str, object] = {}
        handouts: Handouts | None = None
        for name, found in reader.members("students"):
            if isinstance(found, Iterator):
                if handouts is not None:
                    raise ValueError(name)
                handouts = Handouts(map(self.handout, found))
            else:
                record[name] = found
        if handouts is None or "students" in record:
            raise ValueError("students")
        self.check_kind(record)
        return self.issued(self.field(record, "assignment", dict), handouts)

    def check_kind(self, record: object) -> None:
        """Refuse what is no record, or one of another version."""
        if self.field(record, "graders", str) != "issued" or self.field(record, "schema", int) != SCHEMA:
            message = "is no record of what was issued, or one of another version"
            raise AuthorError((Problem(message, self.file, remedy=RESTORE),))

    def issued(self, assignment: dict[str, object], handouts: Sequence[Handout]) -> Issued:
        """Put together what belongs to all and what everybody was given."""
        title, seed, digest = (self.field(assignment, name, str) for name in ("title", "seed", "digest"))
        scheme = self.field({"scheme": BY_SEED} | assignment, "scheme", int)
        key = self.field({"key": ""} | assignment, "key", str)
        if scheme not in (BY_SEED, BY_KEY):
            remedy = "take a newer graders to issue more, or this one in another folder"
            raise AuthorError(
                (Problem(f"was drawn by scheme {scheme}, which is unknown here", self.file, remedy=remedy),)
            )
        return Issued(title, seed, digest, handouts, self.file, scheme, key)

    def handout(self, found: object) -> Handout:
        """Read what one student was given."""
        student = Student(self.field(found, "id", str), self.field(found, "name", str))
        issued = self.field(found, "variants", dict)
        return Handout(student, tuple(self.variant(name, each) for name, each in issued.items()))

    def variant(self, exercise: str, found: object) -> IssuedVariant:
        """Read one variant."""
        values = self.field(found, "values", dict)
        return IssuedVariant(
            exercise,
            self.field(found, "number", int),
            tuple((name, self.field(values, name, str)) for name in values),
            intern(self.field(found, "digest", str)),
            intern(self.field(found, "exercise", str)),
        )

    def field(self, found: object, name: str, kind: type[Kind]) -> Kind:
        """Give a field of an object, if it is of its kind."""
        value = found.get(name) if isinstance(found, dict) else None
        if not isinstance(value, kind) or (isinstance(value, str) and HALVES.search(value)):
            raise AuthorError(
                (Problem(f'the field "{name}" is missing or of another kind', self.file, remedy=RESTORE),)
            )
        return value
