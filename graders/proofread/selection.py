"""Which files are proofread: exercises by path or id, folders of them, and assignments with the exercises they name."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from graders.bank import find, load_assignment, shipped
from graders.bank.assignments import banks_beside
from graders.bank.exercises import HERE
from graders.bank.source import read_text
from graders.bank.yaml_text import read_yaml
from graders.errors import AuthorError
from graders.files import plain_path
from graders.proofread.finding import Finding, Proof

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MARKS = frozenset(("title", "question", "parts", "given", "derive"))
"""Fields by which an exercise is told from other files, also where some are misspelt."""

OF_ASSIGNMENTS = frozenset(("exercises", "seed"))


@dataclass(frozen=True, slots=True)
class Selection:
    """Exercises to proofread, and assignments that cannot be used."""

    exercises: tuple[Path, ...]
    refused: tuple[Proof, ...] = ()


def selected(names: Iterable[str]) -> Selection:
    """Find what is asked for: without names the exercises below ``exercises``, or else those that are shipped."""
    asked = tuple(names) or (str(HERE if HERE.is_dir() else shipped("exercises")),)
    exercises: dict[Path, None] = {}
    refused: list[Proof] = []
    for found in (_selected(Path(name)) for name in asked):
        exercises.update(dict.fromkeys(found.exercises))
        refused.extend(found.refused)
    return Selection(tuple(exercises), tuple(refused))


def _selected(path: Path) -> Selection:
    if path.is_dir():
        return Selection(tuple(_within(path)))
    if not path.is_file():
        return Selection((find(path),))
    return _of_assignment(path) if _fields(path) & OF_ASSIGNMENTS else Selection((path,))


def _within(folder: Path) -> Iterator[Path]:
    """Give the exercises of a folder and those below it; other files are none of ours."""
    for path in sorted(folder.rglob("*.yaml")):
        fields, inside = _fields(path), path.relative_to(folder).parts
        if fields & MARKS and not fields & OF_ASSIGNMENTS and not any(part.startswith(".") for part in inside):
            yield path


def _fields(path: Path) -> frozenset[str]:
    """Name the fields of a file; what cannot be read is taken for an exercise, so that it is told why."""
    try:
        document = read_yaml(read_text(path), plain_path(path))
    except AuthorError:
        return MARKS
    return frozenset(document.names(())) if document.root is not None or not document.problems else MARKS


def _of_assignment(path: Path) -> Selection:
    try:
        assignment = load_assignment(path)
    except AuthorError as error:
        return Selection((), (Proof(plain_path(path), "", tuple(Finding("file", one) for one in error.problems)),))
    return Selection(tuple(find(item.exercise, banks_beside(path)) for item in assignment.items))
