"""Set: the same members, in any order and however often they are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.checks.check import Check
from graders.checks.decided import compared, decided
from graders.equivalence.kinds import kind_of
from graders.equivalence.statements import beside
from graders.syntax.tree import And, Constant, Listing, Or, PlusMinus, Relation, SetOf, Variable, variables, walk

if TYPE_CHECKING:
    from graders.checks.check import Asked
    from graders.syntax.tree import Node
    from graders.verdict import Verdict


def _set(key: Node, response: Node, asked: Asked) -> Verdict:
    """Accept a set whose members are those of the key, each pair decided as by ``equivalent``.

    A list without brackets, ``1, 2``, counts as a set of its items; other brackets say something else.  Of an
    interval and an inequality in one variable, either says the other.
    Feedback names the members that are missing and those that do not belong.  It gives up where it cannot be
    settled whether two members are equal.
    """
    if _is_interval(key) and _is_interval(response):
        return decided(compared(_inside(key), _inside(response), asked), response)
    members = as_set(key)
    of_statements = isinstance(members, SetOf) and any(isinstance(item, Relation) for item in members.items)
    given = as_set(response if of_statements else unlabelled(response))
    if isinstance(members, SetOf):
        return decided(compared(members, _alone(given), asked), response)
    return decided(compared(beside(members, given), beside(given, members), asked), response)


ENDS = 2

SET = Check(_set)


def _is_interval(node: Node) -> bool:
    """Tell whether ``(0, 2)`` or ``[0, 2]`` is meant, which elsewhere is a vector: neither is a set of two numbers."""
    return isinstance(node, Listing) and bool(node.opening) and len(node.items) == ENDS and not variables(node)


def _inside(interval: Node) -> Node:
    return Relation(("in",), (Variable("x"), interval), interval.span)


def as_set(node: Node) -> Node:
    """Read a bare list as the set of its items."""
    if isinstance(node, Listing) and not node.opening:
        return SetOf(node.items, node.span)
    return SetOf((), node.span) if isinstance(node, Constant) and node.name == "none" else node


def unlabelled(node: Node) -> Node:
    """Read ``x = 1 or x = 2``, ``1 and 2``, ``x_1 = 1, x_2 = 2`` and ``x in {1, 2}`` as the values of x."""
    match node:
        case Listing(opening=""):
            return SetOf(_without_labels(node.items), node.span)
        case And() | Or() if not any(isinstance(item, Relation) for item in _without_labels(node.arguments)):
            return SetOf(_without_labels(node.arguments), node.span)
        case Relation(operators=("in",), operands=(Variable(), SetOf() as members)):
            return members
        case _:
            return node


def _alone(node: Node) -> Node:
    """Read a single value as the set of it: where ``{1, 2}`` is asked, 1 is not wrong in kind, but 2 is missing."""
    is_one = kind_of(node) in ("number", "expression") and not any(isinstance(part, PlusMinus) for part in walk(node))
    return SetOf((node,), node.span) if is_one else node


def _is_label(node: Node) -> bool:
    return isinstance(node, Relation) and node.operators == ("=",) and isinstance(node.operands[0], Variable)


def _without_labels(items: tuple[Node, ...]) -> tuple[Node, ...]:
    """Take what the members are called off: ``x_1 = 2, x_2 = 3`` are 2 and 3; equations about several letters stay."""
    named = [item.operands[0] for item in items if isinstance(item, Relation) and _is_label(item)]
    same = all(_stem(name) == _stem(named[0]) for name in named)
    if len(named) < len(items) or not same:
        return items
    return tuple(item.operands[1] for item in items if isinstance(item, Relation))


def _stem(name: Node) -> str:
    return name.name.partition("_")[0] if isinstance(name, Variable) else ""
