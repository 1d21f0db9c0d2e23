"""What stands before the value that an answer states: a label, a step that leads to it, or something that denies it.

``d = √48``, ``a - b = (-4, 4, 4)`` and ``√48 = 4√3`` state a value.  ``-d = √48`` says that d is something else; it is
sent back like what cannot be read, since nobody knows which side is meant.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graders.equivalence import Different, decide
from graders.equivalence.kinds import is_statement
from graders.errors import ResponseError
from graders.phrases import phrase
from graders.syntax import to_text
from graders.syntax.tree import Decimal, Integer, Negative, Power, Product, Quotient, Relation, Sum, Variable, variables
from graders.value.effort import SpentError, limited
from graders.value.exact import substituted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from graders.equivalence.domain import Domain
    from graders.syntax.tree import Node

HEEDED = frozenset(("equivalent", "set", "at_least", "numeric", "significant_figures", "decimal_places", "greater"))
"""Checks of values that are the same on both sides of an equals sign: no units, and nothing that is left open."""

EXACT = frozenset(("equivalent", "set", "at_least"))
"""Those of them for which a side is not rounded."""


@dataclass(frozen=True, slots=True)
class Known:
    """What sides are looked at by: the key, the check, its domain, and what the names of the exercise stand for."""

    key: Node
    check: str
    domain: Domain
    given: Mapping[str, Node]


def denied(response: Relation, stated: Node, text: str, known: Known) -> ResponseError | None:
    """Find what stands beside the stated value and denies it."""
    if known.check not in HEEDED or is_statement(known.key) or not set(response.operators) <= {"=", "~"}:
        return None
    try:
        with limited():
            return next(_denied(response, stated, text, known), None)
    except SpentError:
        return None


def _denied(response: Relation, stated: Node, text: str, known: Known) -> Iterator[ResponseError]:
    for side in _equated(response):
        if side != stated and _denies(side, stated, known):
            found = phrase("{side}, which is not {value}", side=to_text(side), value=to_text(stated))
            yield ResponseError(text, side.span, found, "the value alone")


def _equated(response: Relation) -> Iterator[Node]:
    """Give the sides before the one that states the value and those that are only about equal."""
    exact = response.operators.index("~") if "~" in response.operators else len(response.operators)
    yield from response.operands[:exact]


def _denies(side: Node, stated: Node, known: Known) -> bool:
    """Tell whether a side is another value, or one of an unknown that is something else then."""
    if isinstance(side, Variable):
        return side.name in variables(stated)
    if not variables(side) <= known.given.keys() | variables(known.key):
        return _is_reckoned(side)
    if known.check not in EXACT or _is_rounded(side) or _is_rounded(stated) or _may_be_applied(side, known.given):
        return False
    return isinstance(decide(stated, substituted(side, known.given), domain=known.domain), Different)


def _is_reckoned(side: Node) -> bool:
    """Tell whether an unknown is reckoned with: ``-d``, ``2d``, ``d + 1``, ``1/d`` and ``d^2`` are no names of values.

    ``a + b``, ``a*b``, ``a/b`` and ``f(2)`` may be.
    """
    match side:
        case Negative() | Power(base=Variable()):
            return True
        case Sum(terms=terms):
            return any(_is_counted(term.argument if isinstance(term, Negative) else term) for term in terms)
        case Product(factors=(first, *_)):
            return _is_counted(first)
        case Quotient(numerator=above, denominator=below):
            return _is_counted(above) or _is_counted(below)
        case _:
            return False


def _is_counted(part: Node) -> bool:
    return isinstance(part, (Integer, Decimal)) or _is_reckoned(part)


def _may_be_applied(side: Node, given: Mapping[str, Node]) -> bool:
    """Tell whether a side has the name of a function: ``f(-1)`` is read as a product of two numbers."""
    return any(variables(given[name]) for name in variables(side) & given.keys())


def _is_rounded(side: Node) -> bool:
    return isinstance(side.argument if isinstance(side, Negative) else side, Decimal)
