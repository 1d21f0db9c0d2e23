"""docs/syntax.md, written from the tables of cases: ``python -m tests.syntax.page`` writes it anew."""

from __future__ import annotations

from pathlib import Path
from textwrap import fill

import yaml

from graders.syntax import limits
from graders.syntax.names import CONSTANTS, GREEK_LETTERS, GROUPS, MANY, Function
from tests.syntax.tables import REFUSALS, SECTIONS, Reading

PAGE = Path(__file__).parents[2] / "docs" / "syntax.md"
VALUES = Path(__file__).parents[1] / "cases" / "values.yaml"

HEAD = r"""# What can be typed

Students type answers as they would write them on paper, and every report shows how an answer was read. This page lists
the spellings with their readings, in the notation in which one may type them again; LaTeX is read as well. It is
written from the tables in `tests/cases/syntax`, which the tests run row by row.

Which names there are depends on the question: a parser is told its variables. What a name, an operator or a bracket can
be read as is fixed; where two readings are reasonable, one is chosen by a rule that stands below, and the reading is
shown, so that nobody has to guess.

## In short

| to say | type | or |
|---|---|---|
| four times the root of three | `4√3` | `4*sqrt(3)`, `4 sqrt 3` |
| seven halves, negative | `-7/2` | `−7÷2` |
| one over two x | `1/(2x)` | brackets, since `1/2x` is half of x |
| x squared; e to the 2x | `x²`, `e^(2x)` | `x^2`, `exp(2x)` |
| a vector | `(-4, 4, 4)` | `[-4, 4, 4]`, `-4, 4, 4` |
| a matrix | `[1 2; 3 4]` | `[[1, 2], [3, 4]]` |
| its length; an inner product | `‖v‖`, `dot(u, v)` | `norm(v)`, `\|\|v\|\|` |
| two solutions | `x = 2 or x = -2` | `±2` |
| an interval, a set | `[0, 1)`, `{1, 2}` | `0 <= x < 1` |
| a decimal | `0.25` | `0,25` where the exercise says so |

Type the answer alone: no unit unless one is asked, no "about", no commas between thousands.
"""

NAMES = """## Which names there are

Functions may be written in capital or small letters and by their other spellings. What is taken of no brackets, as in
`sin 2x`, is marked. Others that have one argument take the one operand beside them: `det A`, `norm v`.

Functions of numbers are taken of vectors and matrices entry by entry: `exp(v)`, `ln(v)`, `sqrt(v)`, `sigmoid(v)`,
`round(v, 2)`. Bars are the exception: `|v|` is the length of v. A vector has no powers and no product with another one
but those that say which: `dot`, `cross`, `hadamard`, `outer`, and a dot or a cross between two that are written out.
"""

WORTH = """## What functions are worth

What each function of vectors gives, as the tests prove it; places are counted from 1. Conditions under `where`, steps
under `derive`, keys and answers all mean the same by it.

| typed | worth |
|---|---|
"""

GREEK = ", ".join(f"{sign} {name}" for name, sign in GREEK_LETTERS)
LETTERS = f"""{fill(f"Greek letters are variables, by sign and by name: {GREEK}.", 120)}

A text has at most {limits.LENGTH} characters and {limits.TOKENS} numbers, names and signs, a number at most
{limits.DIGITS} digits, a name at most {limits.WORD} letters, and expressions stand inside one another at most
{limits.HEIGHT} deep. Nobody types that much, and nobody can make the program wait.
"""

TRIED = """## What is tried

Every row above is read by the tests, and read again from what is shown of it. Beside that, texts that nobody would type
are read by the million: `python -m tests.syntax.fuzz 500000 1001` cuts half a million of them, by the seed 1001, out of
the tables, out of signs and out of all of Unicode, and changes them where it likes. Each ends as a tree that is read as
the same when it is shown, in plain notation always and in LaTeX every third time, or as an error with its place; within
two seconds, or the run says which it was. 10,350,000 of them were read so on 21 November 2026, in 82 parts with a seed
each; the dozen faults that they found are mended. Some thousands of fixed seeds are part of the tests.
"""

REFUSED = """## What cannot be read

Reading costs nothing: an answer that cannot be read uses up no attempt. The place is marked, and it is said what was
expected there; where a small change makes the text readable, that is offered. Here `x` is a variable.
"""


def page() -> str:
    """Write the whole page."""
    sections = "\n".join(_section(section.title, section.words, section.rows) for section in SECTIONS)
    refused = "\n".join(f"```\n{row.typed}\n{row.place}\n{row.says}\n```\n" for row in REFUSALS if row.typed.strip())
    return f"{HEAD}\n{sections}\n{_names()}\n{_worth()}\n{LETTERS}\n{TRIED}\n{REFUSED}\n{refused}"


def _section(title: str, words: str, rows: tuple[Reading, ...]) -> str:
    lines = [f"## {title}", "", fill(words, 120), "", "| typed | read as | |", "|---|---|---|"]
    cells = ((_code(row.typed), _code(row.reading), _cell(row.note)) for row in rows)
    lines += [f"| {typed} | {reading} | {note} |" for typed, reading, note in cells]
    return "\n".join(lines) + "\n"


def _names() -> str:
    functions = "\n".join(_functions(title, rows) for title, rows in GROUPS.items())
    constants = ["### Constants", "", "| name | also | |", "|---|---|---|"]
    constants += [f"| {_code(row.name)} | {_codes(row.spellings)} | {row.meaning} |" for row in CONSTANTS]
    return "\n".join((NAMES, functions, *constants, ""))


def _worth() -> str:
    rows: list[list[str]] = yaml.safe_load(VALUES.read_text("utf-8"))
    return WORTH + "".join(f"| {_code(typed)} | {_code(worth)} |\n" for typed, worth in rows)


def _functions(title: str, rows: tuple[Function, ...]) -> str:
    lines = [f"### {title}", "", "| name | also | how many | taken of |", "|---|---|---|---|"]
    for row in rows:
        bare = "; also without brackets" if row.prefix else ""
        lines.append(f"| {_code(row.name)} | {_codes(row.spellings)} | {_counts(row)} | {row.domain}{bare} |")
    return "\n".join(lines) + "\n"


def _counts(row: Function) -> str:
    if row.most == MANY:
        return f"{row.least} or more"
    return ", ".join(str(count) for count in range(row.least, row.most + 1) if count not in row.never)


def _codes(texts: tuple[str, ...]) -> str:
    return ", ".join(map(_code, texts))


def _code(text: str) -> str:
    shown = _cell(text.replace("\t", " ").replace("\u00a0", " "))
    ticks = "``" if "`" in shown else "`"
    return f"{ticks}{shown}{ticks}"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
