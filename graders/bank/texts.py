"""The texts in an exercise file: every dollar sign closed, every ``{{ name }}`` known, and no key shown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graders.bank.attempts import hint_ways
from graders.bank.document import Document, Scalar, Way
from graders.errors import AuthorError, UndefinedError
from graders.question import fill
from graders.stretches import VALUE
from graders.syntax.tree import Variable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from graders.bank.formulas import Names
    from graders.errors import Problem
    from graders.syntax.tree import Node


def text_problems(document: Document, names: Names, trees: Mapping[Way, Node]) -> Iterator[Problem]:
    """Report what cannot be filled in, wherever an author writes prose."""
    shown: list[Way] = [("question",)]
    told: list[Way] = []
    for part in document.below(("parts",)):
        shown.append((*part, "ask"))
        told.extend((*rule, "say") for rule in document.below((*part, "malrules")))
    for way in (*shown, *told, *hint_ways(document)):
        yield from _unfilled(document, way, names, steps=None)
    yield from _unfilled(document, ("solution",), names, steps="")
    for way in shown:
        yield from _leaks(document, way, names, trees)


def _unfilled(document: Document, way: Way, names: Names, *, steps: str | None) -> Iterator[Problem]:
    """Fill every name with itself, and report what that meets."""
    value = document.at(way)
    if not isinstance(value, Scalar):
        return
    try:
        fill(value.text, {name: Variable(name) for name in names.all}, steps)
    except AuthorError as error:
        for problem in error.problems:
            character = _offset(value.text, problem.line, problem.column)
            yield document.problem(way, problem.message, problem.remedy, character=character)
    except UndefinedError as error:
        yield document.problem(way, f"a value between {{{{ }}}} is undefined: {error}", "mend the formula")


def _offset(text: str, line: int, column: int) -> int:
    """Give the character at a line and column, both from 1."""
    return sum(len(before) + 1 for before in text.split("\n")[: line - 1]) + column - 1


def _leaks(document: Document, way: Way, names: Names, trees: Mapping[Way, Node]) -> Iterator[Problem]:
    """Report a step of the solution that the question shows although it is the answer to a part."""
    value = document.at(way)
    if not isinstance(value, Scalar):
        return
    keys = {trees.get((*part, "key")): part for part in document.below(("parts",))}
    for found in re.finditer(VALUE, value.text):
        part = keys.get(Variable(found["value"]))
        if part is not None and found["value"] in names.derived:
            message = f"{found[0]} shows the answer to parts[{part[-1]}]"
            yield document.problem(way, message, "take it out of the question", character=found.start())
