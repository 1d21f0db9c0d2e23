"""Infinity and what is not defined: no numbers, but answers that limits and domains have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.equivalence.decision import Decision, Different, Equal, Shape
from graders.equivalence.kinds import kind_of
from graders.errors import UndefinedError
from graders.syntax.tree import Call, Constant, Negative, Text
from graders.value.ball import ImpreciseError, UnevaluatedError
from graders.value.enclosure import enclosure

if TYPE_CHECKING:
    from graders.syntax.tree import Node

SPECIAL = frozenset((Constant("oo"), Negative(Constant("oo")), Constant("undefined")))


def decide_infinite(key: Node, response: Node) -> Decision | None:
    """Decide where a side is infinity, its opposite, "undefined" or words; ``None`` elsewhere."""
    key, response = _without_percent(key), _without_percent(response)
    if not (_is_special(key) or _is_special(response)):
        return None
    if key == response:
        return Equal("the same expression")
    if (_is_special(key) and _is_special(response)) or _is_finite(key) or _is_finite(response):
        kinds = kind_of(key), kind_of(response)
        return Different("the kind of answer", Shape(*kinds) if kinds[0] != kinds[1] else None)
    return None


def _without_percent(node: Node) -> Node:
    """Give infinity for its hundredth."""
    match node:
        case Call(name="percent", arguments=(Constant(name="oo") as infinity,)):
            return infinity
        case Negative(argument=inner):
            return Negative(_without_percent(inner), node.span)
        case _:
            return node


def _is_special(node: Node) -> bool:
    return node in SPECIAL or isinstance(node, Text)


def _is_finite(node: Node) -> bool:
    try:
        enclosure(node, 64)
    except (UndefinedError, ImpreciseError, UnevaluatedError):
        return False
    return True
