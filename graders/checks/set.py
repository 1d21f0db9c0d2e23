"""Set: the same members, in any order and however often they are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.checks.check import Check
from graders.checks.decided import compared, decided
from graders.syntax.tree import Listing, SetOf

if TYPE_CHECKING:
    from graders.checks.check import Asked
    from graders.syntax.tree import Node
    from graders.verdict import Verdict


def _set(key: Node, response: Node, asked: Asked) -> Verdict:
    """Accept a set whose members are those of the key, each pair decided as by ``equivalent``.

    A list without brackets, ``1, 2``, counts as a set of its items; other brackets say something else.
    Feedback names the members that are missing and those that do not belong.  It gives up where it cannot be
    settled whether two members are equal.
    """
    return decided(compared(as_set(key), as_set(response), asked), response)


SET = Check(_set)


def as_set(node: Node) -> Node:
    """Read a bare list as the set of its items."""
    if isinstance(node, Listing) and not node.opening:
        return SetOf(node.items, node.span)
    return node
