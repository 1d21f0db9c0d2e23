"""Derivative: the key is the derivative, and feedback knows what goes wrong on the way to it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from graders.checks.calculus import VARIABLE, differentiated, only_variable
from graders.checks.check import Check
from graders.checks.decided import advised, compared, decided
from graders.equivalence import Different, Equal, decide
from graders.equivalence.decision import Shape
from graders.equivalence.kinds import kind_of
from graders.syntax.tree import Call, Product, Quotient, Relation, Variable, is_larger, variables
from graders.verdict import incorrect, message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graders.checks.check import Asked
    from graders.syntax.tree import Node
    from graders.verdict import Message, Verdict


def _derivative(key: Node, response: Node, asked: Asked) -> Verdict:
    """Accept what is equal to the key, which is a derivative with respect to ``variable``.

    Decided as by ``equivalent``; what is proved and when it gives up is said there.  A wrong response is
    differentiated by rule to see whether it is the function itself, was integrated instead, or has a
    constant too many.  A name before it must be that of a derivative: ``y' = 3x^2`` and ``dy/dx = 3x^2``
    are read as 3x^2, but ``y = 3x^2`` says something else.
    """
    named, answer = unlabelled(response)
    if not named and isinstance(response, Relation) and response.operators == ("=",):
        return incorrect(
            response, Different("the kind of answer", Shape(kind_of(key), "equation")), message("derivative.label")
        )
    decision = compared(key, answer, asked)
    variable = asked.words("variable") or only_variable(key) or only_variable(answer)
    if variable is None:
        return decided(decision, answer)
    return decided(decision, answer, *advised(decision, asked, partial(_mistakes, key, answer, variable)))


NAMES = frozenset(("y'", "f'", "g'", "h'", "y''", "f''", "g''", "h''", "dy", "df", "dx", "dt"))
"""What derivatives are called: ``y' =``, ``f'(x) =``, ``f''(x) =``, ``dy/dx =``."""

DERIVATIVE = Check(_derivative, (VARIABLE,), labels=False, names=NAMES)


def unlabelled(response: Node) -> tuple[bool, Node]:
    """Take the value after the name of a derivative; the name is told from others by its prime or its d's."""
    match response:
        case Relation(operators=("=",), operands=(label, value)) if _names_a_derivative(label):
            return True, value
        case _:
            return False, response


def _names_a_derivative(label: Node) -> bool:
    match label:
        case Call(name="diff"):
            return True
        case Product(factors=(Quotient(denominator=Variable(name="d")), Variable())):
            return True
        case Quotient(numerator=Variable(name=top), denominator=Variable(name=below)):
            return top.startswith("d") and below.startswith("d")
        case _:
            return any("'" in name for name in variables(label))


MOST_EXPLAINED = 600
"""Nodes of a derivative that is compared with the key to see what was done instead."""


def _mistakes(key: Node, response: Node, variable: str) -> Iterator[Message]:
    """Explain a wrong response by what was done to the function instead."""
    once = differentiated(response, variable)
    if once is None or is_larger(once, MOST_EXPLAINED):
        return
    if isinstance(decide(key, once), Equal):
        yield message("derivative.function")
        return
    slope = differentiated(key, variable)
    if variables(response) - variables(key) and slope is not None and isinstance(decide(slope, once), Equal):
        yield message("derivative.constant")
        return
    twice = differentiated(once, variable)
    if twice is not None and isinstance(decide(key, twice), Equal):
        yield message("derivative.integrated")
