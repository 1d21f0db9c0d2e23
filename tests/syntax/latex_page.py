"""docs/latex.md, written from the tables of cases: ``python -m tests.syntax.latex_page`` writes it anew."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from textwrap import fill

import yaml

from graders.syntax import Vocabulary
from tests.syntax.tables import CASES, Reading, Refusal, Section

PAGE = Path(__file__).parents[2] / "docs" / "latex.md"

HEAD = """# LaTeX

Students whose editor writes LaTeX, and those who write it themselves, are read as those who type plain notation: the
same trees come of both, and every report shows how an answer was read. This page lists what is understood, each with
its reading in plain notation (docs/syntax.md). It is written from `tests/cases/syntax/latex.yaml`, which the tests run
row by row.

What the reports show in LaTeX is read back as the same tree. Where two trees look alike on paper, one of them is
written with braces that LaTeX sets as nothing: `{A}^{{-}1}` is the inverse and `A^{-1}` a power, `a{,}\\, b` between
angle brackets an inner product, `1{\\cdot}10^{3}` the number 1e3, and `\\sqrt[{3}]{x}` is `root(x, 3)` where
`\\sqrt[3]{x}` is `cbrt(x)`. Words in `\\textnormal` are words, whatever they say.
"""

REFUSED = """## What cannot be read

An unknown command is refused with the one that is most like it, and what is opened and not closed is marked from where
it opens to where its end was missed. Limits from one side, values between bars as in `\\left. x^2 \\right|_0^1`, sums
and integrals over sets, congruences and norms other than the Euclidean one have no reading yet. Here `x` is a variable.
"""


def sections() -> tuple[Section, ...]:
    """Read the table of readings."""
    return tuple(_section(table) for table in yaml.safe_load((CASES / "latex.yaml").read_text("utf-8")))


def refusals() -> tuple[Refusal, ...]:
    """Read the table of what is said about texts that cannot be read."""
    return tuple(Refusal(**row) for row in yaml.safe_load((CASES / "latex_errors.yaml").read_text("utf-8")))


def _section(table: dict[str, object]) -> Section:
    given = _Given(**table)  # type: ignore[arg-type]
    vocabulary = Vocabulary(frozenset(given.variables), decimal_comma=given.decimal_comma)
    rows = tuple(Reading(typed, reading, "".join(note), vocabulary) for typed, reading, *note in given.cases)
    return Section(given.title, given.words, rows)


@dataclass(frozen=True, slots=True)
class _Given:
    """A table as the file has it."""

    title: str
    words: str
    cases: list[list[str]]
    variables: tuple[str, ...] = ()
    decimal_comma: bool = False


def page() -> str:
    """Write the whole page."""
    tables = "\n".join(_table(section) for section in sections())
    refused = "\n".join(f"```\n{row.typed}\n{row.place}\n{row.says}\n```\n" for row in refusals())
    return f"{HEAD}\n{tables}\n{REFUSED}\n{refused}"


def _table(section: Section) -> str:
    words = fill(section.words, 120, break_long_words=False, break_on_hyphens=False)
    lines = [f"## {section.title}", "", words, "", "| LaTeX | read as | |", "|---|---|---|"]
    lines += [f"| {_code(row.typed)} | {_code(row.reading)} | {_cell(row.note)} |" for row in section.rows]
    return "\n".join(lines) + "\n"


def _code(text: str) -> str:
    return f"`{_cell(text)}`"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
