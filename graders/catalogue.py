"""What exercises there are, by topic, each with one variant as students see it: an instructor chooses from it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from graders.bank import load_exercise
from graders.bank.exercises import exercise_id
from graders.errors import AuthorError
from graders.space import first_variant
from graders.survey import specimen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from graders.errors import Problem
    from graders.exercise import Exercise
    from graders.survey import Broken, Specimen


@dataclass(frozen=True, slots=True)
class Entry:
    """An exercise to choose."""

    exercise: Exercise

    def specimen(self) -> Specimen | Broken:
        """Lay it open on the variant that its author shows first, which takes a while."""
        first = next((pinned.name for pinned in self.exercise.pinned), "")
        return specimen(self.exercise, first_variant(self.exercise), first)


@dataclass(frozen=True, slots=True)
class Topic:
    """The exercises of one folder, in the order of their names."""

    name: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Topics with their exercises; ``problems`` tell of the files that are no exercises."""

    topics: tuple[Topic, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def entries(self) -> Iterator[Entry]:
        """All exercises, in their order."""
        for topic in self.topics:
            yield from topic.entries


def within(banks: Iterable[Path]) -> tuple[Path, ...]:
    """Find the files of all exercises, by their ids; of one that is in two banks the first counts, as for ``find``."""
    found: dict[str, Path] = {}
    for bank in banks:
        for path in bank.glob("*/*.yaml"):
            found.setdefault(exercise_id(path), path)
    return tuple(found[name] for name in sorted(found))


def catalogue(paths: Iterable[Path]) -> Catalogue:
    """Read exercises; a file that is none costs the others nothing."""
    entries: list[Entry] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            entries.append(Entry(load_exercise(path)))
        except AuthorError as error:
            problems.extend(error.problems)
    return Catalogue(tuple(_topics(entries)), tuple(problems))


def _topics(entries: Sequence[Entry]) -> Iterator[Topic]:
    for name, found in groupby(entries, key=lambda entry: entry.exercise.id.partition("/")[0]):
        yield Topic(name, tuple(found))
