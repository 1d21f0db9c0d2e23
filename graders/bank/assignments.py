"""Assignment files to assignments, and the exercises that they name."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from graders.assignment import Assignment, Item
from graders.bank.attempts import policy
from graders.bank.document import Document, Scalar, Way, repeated, unprintable, written_way
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
    problems = (
        *document.problems,
        *repeated(document),
        *unprintable(document),
        *misshapen,
        *_item_problems(document, path),
    )
    if problems or fields is None:
        raise AuthorError(tuple(dict.fromkeys(problems)))
    return _assignment(fields, digest(text))


def _assignment(fields: AssignmentFields, digest: str) -> Assignment:
    items: list[Item] = []
    pools: list[int] = []
    groups: list[tuple[str, ...]] = []
    for entry in fields.exercises:
        if entry.pick is not None:
            items += (Item(one.exercise.strip(), one.points or entry.points, pool=len(pools)) for one in entry.of)
            pools.append(entry.pick)
        elif entry.share:
            items += (Item(one.exercise.strip(), one.points, group=len(groups)) for one in entry.exercises)
            groups.append(tuple(name.strip() for name in entry.share))
        else:
            items.append(Item((entry.exercise or "").strip(), entry.points))
    return Assignment(
        fields.title.strip(),
        fields.seed.strip(),
        tuple(items),
        fields.lang,
        digest,
        tuple(pools),
        tuple(groups),
        shuffled=fields.order == "shuffled",
        same=fields.variants == "same",
        even=fields.even,
        decimal_comma=fields.decimal_comma,
        attempts=policy(fields.attempts),
    )


def load_exercises_of(assignment: Assignment, path: Path) -> Mapping[str, Exercise]:
    """Read the exercises of an assignment that stands at a path; the problems of all of them come together."""
    return load_exercises(find(item.exercise, banks_beside(path)) for item in assignment.items)


def banks_beside(path: Path) -> tuple[Path, ...]:
    """Give the folders where an assignment's exercises are looked for before the shipped ones."""
    return (path.parent / "exercises", path.parent)


def _item_problems(document: Document, path: Path) -> Iterator[Problem]:
    """Report entries that are nothing whole, exercises that do not exist, and those that stand twice."""
    seen: dict[str, Way] = {}
    for way in document.below(("exercises",)):
        yield from _entry_problems(document, way)
        inside = (*document.below((*way, "of")), *document.below((*way, "exercises")))
        for own in inside or (way,):
            place = own if document.at((*own, "exercise")) is None else (*own, "exercise")
            name = _name(document, place)
            if name in seen:
                message = f"{name} is {written_way(seen[name])} already"
                yield document.problem(place, message, "take it out, or give a copy of its file another name")
            elif name:
                seen[name] = own
                yield from _missing(document, place, name, path)


KINDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "exercise": frozenset(("exercise", "points")),
        "of": frozenset(("of", "pick", "points")),
        "exercises": frozenset(("exercises", "share")),
    }
)
"""What an entry is recognised by, and the fields that it has: one exercise, a pool, or some that share."""


def _entry_problems(document: Document, way: Way) -> Iterator[Problem]:
    """Report an entry that is no exercise, no pool and no group, or several of them at once."""
    names = document.names(way)
    if not names or not frozenset(names) & frozenset[str]().union(*KINDS.values()):
        return
    kind = next((kind for kind in ("of", "exercises", "exercise") if kind in names), None)
    kind = kind or ("of" if "pick" in names else "exercises" if "share" in names else "exercise")
    for missing in sorted(KINDS[kind] - {"points"} - frozenset(names)):
        yield document.problem((*way, missing), "is missing", f'add "{missing}: ..."')
    for odd in (name for name in names if name not in KINDS[kind] and any(name in own for own in KINDS.values())):
        remedy = f"beside {kind} there may be {', '.join(sorted(KINDS[kind] - {kind}))}"
        yield document.problem_with_name((*way, odd), "does not belong here", remedy)
    pick, choices = document.at((*way, "pick")), document.below((*way, "of"))
    if isinstance(pick, Scalar) and pick.text.isdecimal() and len(choices) < int(pick.text):
        yield document.problem((*way, "pick"), f"there are only {len(choices)} to pick from", "pick fewer")


def _name(document: Document, way: Way) -> str:
    value = document.at(way)
    return value.text.strip() if isinstance(value, Scalar) else ""


def _missing(document: Document, way: Way, name: str, path: Path) -> Iterator[Problem]:
    try:
        find(name, banks_beside(path))
    except AuthorError as error:
        for problem in error.problems:
            yield document.problem(way, problem.message, problem.remedy)
