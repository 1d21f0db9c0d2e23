"""Every phrase that the package says in English: what the program text holds where such phrases stand."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

from graders.bank.yaml_text import UNREADABLE
from graders.submission import UNKNOWN
from graders.syntax.names import FUNCTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(__file__).parents[1] / "graders"

ARGUMENTS = {
    "phrase": (0,), "ResponseError": (2, 3), "refuse": (0, 1, 2), "refuse_at": (1, 2), "refuse_missing": (2,),
    "refuse_operand": (1,), "UndefinedError": (0,), "OversizeError": (0,),
    "UnevaluatedError": (0,), "UnsettledError": (0,),
    "Undecided": (0,), "Unsettled": (1,), "Equal": (0,), "Different": (0,), "OpenError": (0,), "_undefined": (0,),
    "refuse_unclosed": (2,),
}  # fmt: skip
"""Which arguments of which calls are phrases."""

KEYWORDS = frozenset({"found", "expected", "by", "why", "reason"})
NAMES = KEYWORDS | {"BY", "RANKS", "ALL", "NONE"}
"""What phrases are called before they are said."""

ROOMS = frozenset({"syntax", "latex", "value", "equivalence", "form", "checks"})
"""What speaks of a student's answer; the other rooms speak to authors."""

STUDENTS_FILES = frozenset({"submission.py", "submissions.py", "lines.py", "typed.py", "json_text.py", "yaml_text.py"})
"""Where the problems of a student's own file are found."""


def is_students_file(file: Path) -> bool:
    """Tell whether the problems of a student's own file are found there."""
    return file.name in STUDENTS_FILES and file.parent.name in ("bank", "graders")


def spoken() -> frozenset[str]:
    """Give every phrase, and every template of one."""
    tables = {part for row in UNREADABLE for part in row[1:]} | {row.domain for row in FUNCTIONS.values()}
    return frozenset({*tables, *UNKNOWN.values(), *_literals()})


def forgotten() -> Iterator[str]:
    """Find f-strings with words where phrases stand."""
    for file, place in _all_places():
        for node in (place, *ast.iter_child_nodes(place)):
            if isinstance(node, ast.JoinedStr) and any(map(WORDS.search, _constants(node))):
                yield f"{file.name}:{node.lineno}"


def _constants(node: ast.JoinedStr) -> Iterator[str]:
    return (part.value for part in node.values if isinstance(part, ast.Constant) and isinstance(part.value, str))


WORDS = re.compile("[a-z]{2}")


def _literals() -> Iterator[str]:
    return (text for _, place in _all_places() for text in _texts(place) if WORDS.search(text))


def _all_places() -> Iterator[tuple[Path, ast.expr]]:
    for file in sorted(PACKAGE.rglob("*.py")):
        if not is_students_file(file) and file.parent.name not in ROOMS:
            continue
        for node in ast.walk(ast.parse(file.read_bytes())):
            yield from ((file, place) for place in _places(node, file))


def _places(node: ast.AST, file: Path) -> Iterator[ast.expr]:
    match node:
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name in ARGUMENTS:
            yield from (node.args[place] for place in ARGUMENTS[name] if place < len(node.args))
            yield from (each.value for each in node.keywords if each.arg in KEYWORDS)
        case ast.Call(func=ast.Name(id="Problem")) if is_students_file(file):
            yield node.args[0]
            yield from (each.value for each in node.keywords if each.arg == "remedy")
        case ast.Call(func=ast.Name(id="message")):
            yield from (each.value for each in node.keywords if each.arg in KEYWORDS)
        case ast.Assign(targets=[ast.Name(id="remedy")], value=value) if is_students_file(file):
            yield value
        case ast.Assign(targets=[ast.Name(id=name)], value=value) if name in NAMES:
            yield value
        case ast.Assign(targets=[ast.Tuple(elts=[ast.Name(id=name), *_])], value=value) if name in NAMES:
            yield value
        case _:
            pass


def _texts(node: ast.AST) -> Iterator[str]:
    """Give the texts that an expression may stand for; those inside calls stand for themselves."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp(body=body, orelse=orelse):
            yield from (*_texts(body), *_texts(orelse))
        case ast.BoolOp(values=values) | ast.Tuple(elts=values):
            for value in values:
                yield from _texts(value)
        case _:
            pass
