"""The tables of typed texts in ``tests/cases/syntax``: what each is read as, and what is said of the others."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

from graders.syntax import Vocabulary

CASES = Path(__file__).parents[1] / "cases" / "syntax"


@dataclass(frozen=True, slots=True)
class Reading:
    """A typed text and how it is shown to have been read."""

    typed: str
    reading: str
    note: str
    vocabulary: Vocabulary

    def __str__(self) -> str:
        return self.typed


@dataclass(frozen=True, slots=True)
class Section:
    """A table of readings with its heading and its rules in words."""

    title: str
    words: str
    rows: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A typed text that cannot be read: where that is drawn, and the sentence."""

    typed: str
    place: str
    says: str

    def __str__(self) -> str:
        return self.typed or "nothing"


def _section(path: Path) -> Section:
    table = yaml.safe_load(path.read_text("utf-8"))
    vocabulary = Vocabulary(frozenset(table.get("variables", ())), decimal_comma=table.get("decimal_comma", False))
    rows = tuple(Reading(typed, reading, "".join(note), vocabulary) for typed, reading, *note in table["cases"])
    return Section(table["title"], table["words"], rows)


SECTIONS = tuple(_section(path) for path in sorted(CASES.glob("[0-9]_*.yaml")))
READINGS = tuple(row for section in SECTIONS for row in section.rows)
REFUSALS = tuple(Refusal(**row) for row in yaml.safe_load((CASES / "errors.yaml").read_text("utf-8")))
