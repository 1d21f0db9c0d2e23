"""The journal of a run: a line for every submission as soon as it is graded, so that a run that was killed goes on.

    {"graders": "results", "schema": 1, "title": "Problem set 7", "assignment": "...", "exercises": {...}, ...}
    {"file": "sheets/ada/answers.yaml", "sha256": "...", "student": {...}, "exercises": [...], "problems": []}
    {"file": "sheets/emmy/answers.yaml", "sha256": "...", "student": null, "rejected": [...]}

The first line says what was graded, by digests.  A line is written whole or, where the program dies, cut off;
what is cut off was never graded.  A line whose ``file`` is empty is of a student who handed in nothing.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Self, TypeAlias, TypeVar

from graders.assignment import Student
from graders.batch.papers import Rejected
from graders.errors import AuthorError, Problem
from graders.files import plain_path
from graders.kept import Kept, from_fields, from_line, row, whole_line
from graders.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path
    from types import TracebackType

    from graders.batch.work import Order
    from graders.gradebook import Row

FILE = "results.jsonl"
"""The name of the journal among the reports."""

SCHEMA = 1
"""The version of the journal; it grows when a field changes its meaning."""

RESTORE = "restore the file, or grade anew without --resume"

Json: TypeAlias = "dict[str, Any]"
Written: TypeAlias = "Kept | Rejected"

Line = TypeVar("Line")
"""What is read from a line."""


@dataclass(frozen=True, slots=True)
class Header:
    """What was graded: the assignment and its exercises by their digests, and the pages that were printed.

    ``final`` says that no more attempts may come, ``lang`` is the language of the pages.
    """

    title: str
    assignment: str
    exercises: tuple[tuple[str, str], ...]
    reports: tuple[str, ...]
    final: bool = False
    lang: str = "en"

    def line(self) -> str:
        """Write the first line."""
        fields = {
            "graders": "results",
            "schema": SCHEMA,
            "title": self.title,
            "assignment": self.assignment,
            "exercises": dict(self.exercises),
            "reports": list(self.reports),
            **({"final": True} if self.final else {}),
            "lang": self.lang,
        }
        return json.dumps(fields, separators=(",", ":"))


def header(order: Order, reports: tuple[str, ...]) -> Header:
    """Give the first line of a run's journal."""
    exercises = tuple((name, exercise.digest) for name, exercise in order.exercises)
    assignment = order.assignment
    return Header(assignment.title, assignment.digest, exercises, reports, assignment.final, assignment.lang)


class Journal:
    """A journal that is being written; its ``register`` says where it has which line."""

    def __init__(self, path: Path, first: Header) -> None:
        """Begin a new one."""
        self.register = Register(path)
        self.stream = path.open("xb", buffering=0)
        self.end = 0
        self._write(first.line().encode() + b"\n")

    def write(self, entry: Written, digest: str = "") -> None:
        """Write one line, at once and whole; ``digest`` is that of a rejected file's bytes."""
        line = whole_line(entry) if isinstance(entry, Kept) else _rejected_line(entry, digest).encode() + b"\n"
        self.copy(line, entry)

    def copy(self, line: bytes, entry: Written) -> None:
        """Write a line of an earlier journal as it stands; ``entry`` is what it says."""
        if isinstance(entry, Kept):
            self.add(line, entry.student.id, entry.source.place)
        else:
            self.register.rejected[self.end] = None
            self._write(line)

    def add(self, line: bytes, student: str, place: int) -> None:
        """Write the line about a student who stands at a place in the class list."""
        self.register.note(student, place, self.end)
        self._write(line)

    def _write(self, line: bytes) -> None:
        self.stream.write(line)
        self.end += len(line)

    def __enter__(self) -> Self:
        """Be closed at the end."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let the system write everything to the disk."""
        if error is None:
            os.fsync(self.stream.fileno())
        self.stream.close()


def _rejected_line(rejected: Rejected, digest: str) -> str:
    student = rejected.student
    fields = {
        "file": rejected.file,
        "sha256": digest,
        "student": None if student is None else {"id": student.id, "name": student.name},
        "rejected": [asdict(problem) for problem in rejected.problems],
    }
    return json.dumps(fields, separators=(",", ":"))


def read_header(path: Path) -> Header:
    """Read the first line of a journal; an ``AuthorError`` says that it is none."""
    with path.open("rb") as stream:
        try:
            fields = json.loads(stream.readline())
            if fields["graders"] != "results" or fields["schema"] != SCHEMA:
                raise KeyError("graders")  # noqa: TRY301 - told as every other fault of the line
            reports = tuple(map(str, fields["reports"]))
            exercises = tuple((str(name), str(digest)) for name, digest in fields["exercises"].items())
            final, lang = fields.get("final") is True, str(fields.get("lang", "en"))
            return Header(str(fields["title"]), str(fields["assignment"]), exercises, reports, final, lang)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            problem = Problem("is no journal of results, or one of another version", plain_path(path), 1)
            raise AuthorError((problem,)) from error


def entries(path: Path) -> Iterator[Written]:
    """Read the lines of a journal one by one; what is cut off at its end is passed over."""
    return (entry for _, _, entry in _written(path))


def mentioning(path: Path, word: str) -> Iterator[Kept]:
    """Read the lines about graded submissions in which a word stands; the others are not looked into."""
    wanted = f'"{word}"'.encode() if word else b""
    return (entry for _, _, entry in _written(path, wanted) if isinstance(entry, Kept))


def handed_in(path: Path) -> Iterator[tuple[bytes, str, Written]]:
    """Read the lines of what was handed in: as they stand, the seal of each, and what it says."""
    for line, fields, entry in _written(path):
        if fields["file"]:
            yield line, seal(fields["file"], fields["sha256"]), entry


def places(path: Path) -> Iterator[tuple[str, int]]:
    """Give the students of whom something was graded, each with the byte at which the line about it begins."""
    with path.open("rb") as stream:
        at = len(stream.readline())
    for _, line, fields in _fields(path):
        if fields["file"] and "rejected" not in fields:
            yield str(fields["student"]["id"]), at
        at += len(line)


@dataclass(frozen=True, slots=True)
class Register:
    """Where in a journal the last line about each student begins, and what was rejected; the lines stay on the disk.

    ``lines`` has the byte by the student's id, ``order`` the ids by the place in the class list, and ``rejected`` the
    bytes at which lines about rejected files begin.
    """

    path: Path
    lines: Shelf[str, tuple[int, str]] = field(default_factory=Shelf)
    order: Shelf[str, str] = field(default_factory=Shelf)
    rejected: Shelf[int, None] = field(default_factory=Shelf)

    @property
    def students(self) -> Iterator[str]:
        """The ids, in the order of the class list."""
        return iter(self.order.values())

    def kept(self, students: Iterable[str]) -> Iterator[Kept]:
        """Read what is kept of some students, one at a time; of whom there is none is passed over."""
        return (_read(self.path, line, from_line) for line in self._lines(students))

    def rows(self, students: Iterable[str]) -> Iterator[Row]:
        """Read some students' lines of the gradebook, one at a time."""
        return (_read(self.path, line, row) for line in self._lines(students))

    def _lines(self, students: Iterable[str]) -> Iterator[bytes]:
        with self.path.open("rb") as stream:
            for student in students:
                if found := self.lines.get(student):
                    stream.seek(found[0])
                    yield stream.readline()

    @property
    def rejections(self) -> Iterator[Rejected]:
        """Read the lines about rejected files, one at a time."""
        with self.path.open("rb") as stream:
            for at in self.rejected:
                stream.seek(at)
                entry = _entry(_loaded(stream.readline()))
                if isinstance(entry, Rejected):
                    yield entry

    def note(self, student: str, place: int, at: int) -> None:
        """Note a line about a student; one before it no longer counts."""
        order = f"{place:012} {at:015}"
        mine = (at, order)
        before = self.lines.setdefault(student, mine)
        if before is not mine:
            del self.order[before[1]]
            order = f"{place:012} {before[1].rpartition(' ')[2]}"
            self.lines[student] = (at, order)
        self.order[order] = student


def registered(path: Path) -> Register:
    """Find the lines of a journal."""
    register = Register(path)
    with path.open("rb") as stream:
        at = len(stream.readline())
    for _, line, fields in _fields(path):
        if "rejected" in fields:
            register.rejected[at] = None
        else:
            register.note(fields["student"]["id"], fields["place"], at)
        at += len(line)
    return register


def seal(file: str, digest: str) -> str:
    """Give a short text that is the same for the same bytes under the same name."""
    return blake2b(f"{digest} {file}".encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def read_kept(path: Path, line: bytes) -> Kept:
    """Read a line about a graded submission, which somebody may have altered since it was written."""
    return _read(path, line, from_line)


def _read(path: Path, line: bytes, read: Callable[[bytes], Line]) -> Line:
    try:
        return read(line)
    except FAULTS as error:
        raise _damaged(path, 0) from error


def _written(path: Path, wanted: bytes = b"") -> Iterator[tuple[bytes, Json, Written]]:
    """Read lines: as they stand, their fields, and what they say."""
    for number, line, fields in _fields(path, wanted):
        try:
            entry = _entry(fields)
        except FAULTS as error:
            raise _damaged(path, number) from error
        yield line, fields, entry


def _fields(path: Path, wanted: bytes = b"") -> Iterator[tuple[int, bytes, Json]]:
    with path.open("rb") as stream:
        stream.readline()
        for number, line in enumerate(stream, 2):
            if not line.endswith(b"\n"):
                return
            if wanted not in line:
                continue
            try:
                fields = _loaded(line)
            except FAULTS as error:
                raise _damaged(path, number) from error
            yield number, line, fields


FAULTS = (ValueError, TypeError, KeyError, AttributeError, ArithmeticError, RecursionError)
"""What reading a line may raise that graders did not write so."""


def _loaded(line: bytes) -> Json:
    """Read the fields of a line, of which those that every line has are in order."""
    fields: Json = json.loads(line)
    if SURROGATE in line:
        json.dumps(fields, ensure_ascii=False).encode()
    student = fields["student"]
    texts = [fields["file"], fields["sha256"], *([] if student is None else [student["id"], student["name"]])]
    if not all(isinstance(text, str) for text in texts):
        raise TypeError("texts")
    if "rejected" not in fields and (student is None or type(fields["place"]) is not int or "exercises" not in fields):
        raise TypeError("place")
    return fields


SURROGATE = b"\\ud"
"""How half a character begins, which no file can be written with, and an emoji, which is two of them."""


def _damaged(path: Path, number: int) -> AuthorError:
    return AuthorError((Problem("is no line of a journal", plain_path(path), number, remedy=RESTORE),))


def _entry(fields: Json) -> Written:
    if "rejected" not in fields:
        return from_fields(fields)
    student = fields["student"]
    owner = None if student is None else Student(student["id"], student["name"])
    return Rejected(fields["file"], owner, tuple(Problem(**each) for each in fields["rejected"]))
