"""Statements in letters that are true or false: the same value in every row of the truth table."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from graders.equivalence.decision import Decision, Different, Equal, Point
from graders.phrases import phrase
from graders.syntax.tree import And, Call, Constant, Not, Or, Variable, variables

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graders.syntax.tree import Node

MOST_LETTERS = 12
"""The truth table has at most 2^12 rows."""


def decide_logic(key: Node, response: Node) -> Decision | None:
    """Decide two statements of propositional logic; ``None`` where one of them is none, or has many letters."""
    letters = sorted(variables(key) | variables(response))
    if not (is_propositional(key) and is_propositional(response)) or len(letters) > MOST_LETTERS:
        return None
    for row in product((False, True), repeat=len(letters)):
        values = dict(zip(letters, row, strict=True))
        left, right = value(key, values), value(response, values)
        if left != right:
            at = tuple((letter, _shown(values[letter])) for letter in letters)
            return Different("a truth table", Point(at, _shown(left), _shown(right)))
    return Equal(phrase("a truth table of {rows} rows", rows=2 ** len(letters)))


def is_propositional(node: Node) -> bool:
    """Tell whether a tree is made of letters, truth values and logical operators."""
    match node:
        case Variable():
            return True
        case Constant():
            return node.name in ("true", "false", "none")
        case Not(argument=inner):
            return is_propositional(inner)
        case And(arguments=parts) | Or(arguments=parts):
            return all(is_propositional(part) for part in parts)
        case Call(name="implies" | "iff" | "xor", arguments=parts):
            return all(is_propositional(part) for part in parts)
        case _:
            return False


def value(node: Node, values: Mapping[str, bool]) -> bool:
    """Evaluate a statement in one row."""
    match node:
        case Variable(name=name):
            return values[name]
        case Not(argument=inner):
            return not value(inner, values)
        case And(arguments=parts):
            return all(value(part, values) for part in parts)
        case Or(arguments=parts):
            return any(value(part, values) for part in parts)
        case Call(name="implies", arguments=(left, right)):
            return not value(left, values) or value(right, values)
        case Call(name="iff", arguments=(left, right)):
            return value(left, values) == value(right, values)
        case Call(name="xor", arguments=(left, right)):
            return value(left, values) != value(right, values)
        case _:
            return node == Constant("true")


def _shown(truth: bool) -> str:  # noqa: FBT001 - the truth value is what is shown
    return "true" if truth else "false"
