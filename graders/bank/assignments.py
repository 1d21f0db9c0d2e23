"""Assignment files to assignments, and the exercises that they name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.assignment import Assignment, Item
from graders.bank.document import Document, Scalar, Way, repeated
from graders.bank.exercises import find, load_exercises
from graders.bank.model import AssignmentFields
from graders.bank.shape import shaped
from graders.bank.source import digest, read_text
from graders.bank.yaml_text import read_yaml
from graders.errors import AuthorError
from graders.files import plain_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from graders.errors import Problem
    from graders.exercise import Exercise


def load_assignment(path: Path) -> Assignment:
    """Read an assignment; every problem of the file is in the ``AuthorError``, also exercises that do not exist."""
    text = read_text(path)
    document = read_yaml(text, plain_path(path))
    if document.problems and document.root is None:
        raise AuthorError(document.problems)
    fields, misshapen = shaped(document, AssignmentFields)
    problems = (*document.problems, *repeated(document), *misshapen, *_item_problems(document, path))
    if problems or fields is None:
        raise AuthorError(tuple(dict.fromkeys(problems)))
    items = tuple(Item(item.exercise.strip(), item.points) for item in fields.exercises)
    return Assignment(fields.title.strip(), fields.seed.strip(), items, fields.lang, digest(text))


def load_exercises_of(assignment: Assignment, path: Path) -> Mapping[str, Exercise]:
    """Read the exercises of an assignment that stands at a path; the problems of all of them come together."""
    return load_exercises(find(item.exercise, banks_beside(path)) for item in assignment.items)


def banks_beside(path: Path) -> tuple[Path, ...]:
    """Give the folders where an assignment's exercises are looked for before the shipped ones."""
    return (path.parent / "exercises", path.parent)


def _item_problems(document: Document, path: Path) -> Iterator[Problem]:
    """Report exercises that do not exist, and those that stand twice."""
    seen: dict[str, int] = {}
    for way in document.below(("exercises",)):
        place = way if document.at((*way, "exercise")) is None else (*way, "exercise")
        name = _name(document, place)
        if name in seen:
            message = f"{name} is exercises[{seen[name]}] already"
            yield document.problem(place, message, "take it out, or give a copy of its file another name")
        elif name:
            seen[name] = int(way[-1])
            yield from _missing(document, place, name, path)


def _name(document: Document, way: Way) -> str:
    value = document.at(way)
    return value.text.strip() if isinstance(value, Scalar) else ""


def _missing(document: Document, way: Way, name: str, path: Path) -> Iterator[Problem]:
    try:
        find(name, banks_beside(path))
    except AuthorError as error:
        for problem in error.problems:
            yield document.problem(way, problem.message, problem.remedy)
