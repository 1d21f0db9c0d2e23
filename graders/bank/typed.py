"""What a student typed, told apart from what YAML makes of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graders.bank.document import Document, Fields, Scalar
from graders.bank.yaml_text import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graders.bank.document import Value
    from graders.errors import Problem

NAMED = re.compile(
    r"""(?P<indent>\s*)(?P<quote>["']?)(?P<name>[^\W\d][\w.-]*|\w[\w-]*/[\w-]+)(?P=quote)\s*[:：](?P<text>.*)"""
)
"""A line with a part or an exercise, a colon (of either width) and perhaps a text."""

BEFORE_A_NAME = re.compile(r""",(?=\s*["']?[^\W\d][\w-]*["']?\s*[:：])""")
HARMLESS = re.compile(r"\s*([\w(√−.+^$\\][^#:\n]*)?")
"""What YAML reads as it stands, so that there is no need to ask it."""

QUOTED = re.compile(r'"([^"\\]|\\.)*"')
ESCAPE = re.compile(r"""\\(?:(?P<code>x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})|(?P<sign>["\\/]))""")
COMMENT = re.compile(r"(^|\s)#.*")


@dataclass(frozen=True, slots=True)
class Typed:
    """An answer: whose it is, its text, the line where it begins, whether YAML could read it, and in which attempt."""

    exercise: str
    part: str
    text: str
    line: int
    plain: bool = True
    attempt: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """A submission's file as one of the readers found it."""

    student: str
    exercises: tuple[tuple[str, int], ...]
    answers: tuple[Typed, ...]
    problems: tuple[Problem, ...] = ()


def typed(document: Document, value: Value) -> tuple[str, bool]:
    """Give a value exactly as typed, and whether YAML reads it so.

    ``[1, 2]`` and ``{1, 2}`` are their source; ``>3`` and ``|`` are no headers of empty blocks; a backslash
    between double quotes is LaTeX, unless it escapes a quote, a backslash or a character by its number.
    """
    if not isinstance(value, Scalar):
        return document.written(value), True
    source = document.text[value.start : value.end]
    if value.style in ("|", ">"):
        header = source.split("\n", 1)[0].strip()
        return (value.text.strip("\n"), True) if value.text.strip() else (header, False)
    return (unquoted(source) if value.style == '"' and "\\" in source else value.text.strip()), True


def unquoted(source: str) -> str:
    r"""Read a text between double quotes.

    >>> unquoted(r'"\frac{1}{2}"'), unquoted(r'"\u221A48"'), unquoted(r'"\"x\" \\ y"')
    ('\\frac{1}{2}', '√48', '"x" \\ y')
    """
    lines = source.strip()[1:-1].split("\n")
    return ESCAPE.sub(_unescaped, " ".join(line.strip() for line in lines)).strip()


def _unescaped(found: re.Match[str]) -> str:
    code = found["code"]
    if code is None:
        return found["sign"]
    return chr(int(code[1:], 16)) if _is_character(int(code[1:], 16)) else found[0]


def _is_character(number: int) -> bool:
    """Tell whether a number is that of a character that may stand in a text."""
    return 0x20 <= number < 0x110000 and not 0xD800 <= number < 0xE000 and number not in (0xFFFE, 0xFFFF)


def typed_alone(text: str) -> tuple[str, bool]:
    r"""Read what follows a colon as YAML, or else as it stands; and say whether YAML could read it.

    >>> typed_alone(' "√48"  # exact'), typed_alone("|x|"), typed_alone("[1, 2)")
    (('√48', True), ('|x|', False), ('[1, 2)', False))
    """
    if HARMLESS.fullmatch(text):
        return text.strip(), True
    document = read_yaml(f"x: {text}", "")
    if isinstance(document.root, Fields) and not document.problems and document.names(()) == ("x",):
        return typed(document, document.root.pairs[0][1])
    raw = " ".join(COMMENT.sub("", line).strip() for line in text.split("\n")).strip()
    return (unquoted(raw), True) if QUOTED.fullmatch(raw) else (raw, False)


def typed_in_braces(text: str) -> Iterator[tuple[str, str, int]]:
    """Cut ``{a: (1, 2), b: √2}`` at the commas that a name follows: names, texts, and lines from 0.

    >>> list(typed_in_braces("{a: (1, 2), b: √2}"))
    [('a', '(1, 2)', 0), ('b', '√2', 0)]
    """
    line = 0
    for piece in BEFORE_A_NAME.split(text.strip().removeprefix("{").removesuffix("}")):
        if found := NAMED.match(piece):
            start = line + piece.count("\n", 0, found.start("name"))
            yield found["name"], typed_alone(" ".join(piece[found.start("text") :].split()))[0], start
        line += piece.count("\n")
