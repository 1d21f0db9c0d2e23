"""What commands read before they do anything: a problem set, a class list, the record of what was issued."""

from __future__ import annotations

import os
import secrets
from typing import TYPE_CHECKING, TypeAlias, TypeVar

import click

from graders.bank import load_assignment, load_exercises_of
from graders.bank.source import read_bytes
from graders.classkey import BYTES, ClassKey, read_key
from graders.classkey import FILE as KEY
from graders.errors import AuthorError, Problem
from graders.files import plain_path
from graders.record import FILE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from graders.assignment import Assignment
    from graders.exercise import Exercise

First = TypeVar("First")
Second = TypeVar("Second")
ProblemSet: TypeAlias = "tuple[Assignment, Mapping[str, Exercise]]"


def together(first: Callable[[], First], second: Callable[[], Second]) -> tuple[First, Second]:
    """Read two things; the problems of both come in one ``AuthorError``."""
    try:
        found = first()
    except AuthorError as error:
        try:
            second()
        except AuthorError as other:
            raise AuthorError(error.problems + other.problems) from error
        raise
    return found, second()


def problem_set(path: Path) -> ProblemSet:
    """Read an assignment and its exercises."""
    assignment = load_assignment(path)
    return assignment, load_exercises_of(assignment, path)


def class_key(assignment: Path) -> ClassKey | None:
    """Read the class key beside an assignment, if there is one; what else has its name, such as a folder, is none."""
    path = assignment.parent / KEY
    if not os.path.lexists(path):
        return None
    raw = read_bytes(path) if path.is_file() else b""
    if raw and os.name == "posix" and path.stat().st_mode & 0o077:
        click.echo(f"{plain_path(path)}: others can read this secret; chmod 600 {plain_path(path)}", err=True)
    return read_key(raw.decode("utf-8-sig", "replace"), plain_path(path))


def new_key() -> ClassKey:
    """Make a class key."""
    return ClassKey(secrets.token_bytes(BYTES))


def keep_key(key: ClassKey, assignment: Path) -> None:
    """Write a new class key beside an assignment, for its owner's eyes only; one that is there already stays."""
    path = assignment.parent / KEY
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(key.text())


def find_record(assignment: Path, submissions: Sequence[Path], *, remedy: str = "name it with --issued") -> Path:
    """Find the record in the folders of the submissions, in those above them, or beside the assignment."""
    places = tuple(dict.fromkeys(_places(assignment, submissions)))
    for place in places:
        if (place / FILE).is_file():
            return place / FILE
    looked = ", ".join(plain_path(place) or "." for place in places)
    remedy = f"{remedy}; graders generate writes it among the sheets; looked in {looked}"
    raise AuthorError((Problem(f"there is no {FILE}, so nobody knows who was asked what", remedy=remedy),))


def _places(assignment: Path, submissions: Sequence[Path]) -> Iterator[Path]:
    for path in submissions:
        home = path if path.is_dir() else path.parent
        yield home
        yield home.absolute().parent
    yield assignment.parent
