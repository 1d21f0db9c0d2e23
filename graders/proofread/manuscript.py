"""What is proofread: an exercise, the text that it was read from, and a sample of its variants."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from graders.bank.source import read_text
from graders.bank.yaml_text import read_yaml
from graders.errors import AuthorError
from graders.evenness import sample
from graders.files import plain_path
from graders.proofread.finding import Finding
from graders.space import pinned_variant
from graders.value.exact import substituted
from graders.variant import written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from graders.bank.document import Document, Way
    from graders.errors import Problem
    from graders.exercise import Exercise, Part
    from graders.syntax.tree import Node
    from graders.variant import Variant

STEP = re.compile(r"\[(?P<place>\d+)\]|(?P<name>[^.\[\]]+)")


@dataclass(frozen=True, slots=True)
class Specimen:
    """A variant with all its values; ``name`` is that of a pinned one."""

    variant: Variant
    environment: Mapping[str, Node]
    name: str = ""

    def __str__(self) -> str:
        """Say which one it is, for a message."""
        values = written(self.variant.values) or "the only variant"
        return f"{self.name}, {values}" if self.name else values

    def key(self, part: Part) -> Node:
        """Give a part's key as students are shown it."""
        return substituted(part.key, self.environment)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Something that is found on a variant; those of one code, path and ``kind`` are one finding."""

    code: str
    path: str
    message: str
    remedy: str
    specimen: Specimen
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Manuscript:
    """An exercise with its text and its sample; ``broken`` are the variants of it that lack a value."""

    exercise: Exercise
    document: Document
    specimens: tuple[Specimen, ...] = ()
    broken: tuple[Occurrence, ...] = ()

    @property
    def drawn(self) -> tuple[Specimen, ...]:
        """The variants that students may be given."""
        return tuple(one for one in self.specimens if not one.name)

    def finding(self, code: str, path: str, message: str, remedy: str = "") -> Finding:
        """Report something at the place of a path such as ``parts[0].key``, or at what is nearest to it."""
        found = self.document.problem(self._there(way_of(path)), message, remedy)
        return Finding(code, replace(found, path=path))

    def _there(self, way: Way) -> Way:
        """Give a way as far as it leads: a field with a default need not stand in the file."""
        while way and self.document.at(way) is None:
            way = way[:-1]
        return way

    def gathered(self, occurrences: Iterable[Occurrence]) -> Iterator[Finding]:
        """Make one finding of what occurs on many variants, with the first of them."""
        together: dict[tuple[str, str, str], list[Occurrence]] = {}
        for one in occurrences:
            together.setdefault((one.code, one.path, one.kind), []).append(one)
        for found in together.values():
            first, times = found[0], len({id(one.specimen) for one in found})
            others = f" and {times - 1} more of {len(self.specimens) + len(self.broken)}" if times > 1 else ""
            yield self.finding(first.code, first.path, f"{first.message} (for {first.specimen}{others})", first.remedy)


def manuscript(exercise: Exercise, path: Path, many: int) -> Manuscript:
    """Take the pinned variants of an exercise and so many others."""
    document = read_yaml(read_text(path), plain_path(path))
    found: list[Specimen] = []
    broken: list[Occurrence] = []
    for name, variant in _variants(exercise, many):
        try:
            found.append(Specimen(variant, variant.environment, name))
        except AuthorError as error:
            broken.extend(_lacking(Specimen(variant, {}, name), error))
    return Manuscript(exercise, document, tuple(found), tuple(broken))


def _variants(exercise: Exercise, many: int) -> Iterator[tuple[str, Variant]]:
    yield from ((one.name, pinned_variant(exercise, one.name)) for one in exercise.pinned)
    yield from (("", variant) for variant in sample(exercise, many))


def _lacking(specimen: Specimen, error: AuthorError) -> Iterator[Occurrence]:
    for one in error.problems:
        yield Occurrence("no-value", one.path, _plainly(one), one.remedy, specimen)


def _plainly(problem: Problem) -> str:
    """Say a problem without the values of its variant, which are told once for all."""
    return re.sub(r" has no value for .*?: ", " has no value: ", problem.message)


def way_of(path: str) -> Way:
    """Read a path as messages write it.

    >>> way_of("parts[0].malrules[1].when")
    ('parts', 0, 'malrules', 1, 'when')
    """
    return tuple(found["name"] or int(found["place"]) for found in STEP.finditer(path))
