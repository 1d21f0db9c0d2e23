"""Statements by their facts: what and, or and not make of comparisons, however those are decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.syntax.tree import And, Call, Constant, Node, Not, Or

if TYPE_CHECKING:
    from collections.abc import Callable


def decided(node: Node, fact: Callable[[Node], bool]) -> bool:
    """Decide a statement from left to right by its facts: comparisons and predicates.

    Raises ``UndefinedError`` where a side has no value, ``UnevaluatedError`` where it cannot be decided.
    """
    match node:
        case Constant(name="true" | "false"):
            return node.name == "true"
        case Not():
            return not decided(node.argument, fact)
        case And():
            return all(decided(argument, fact) for argument in node.arguments)
        case Or():
            return any(decided(argument, fact) for argument in node.arguments)
        case Call(name="implies", arguments=(left, right)):
            return not decided(left, fact) or decided(right, fact)
        case Call(name="iff", arguments=(left, right)):
            return decided(left, fact) == decided(right, fact)
        case Call(name="xor", arguments=(left, right)):
            return decided(left, fact) != decided(right, fact)
        case _:
            return fact(node)
