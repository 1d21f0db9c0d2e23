"""The answer inside what was typed: ``d = 4√3`` and ``√48 = 4√3`` state a value with a label or steps before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.equivalence.kinds import is_statement
from graders.syntax.operands import grouped
from graders.syntax.tree import Listing, Matrix, Relation, Variable

if TYPE_CHECKING:
    from graders.syntax.tree import Node


def stated(response: Node, key: Node) -> Node:
    """Take the last value of a chain of equalities where the key is a value; a rounding after it is dropped.

    Square brackets around a single value only group where the key is no list.
    """
    if isinstance(response, Listing) and not isinstance(key, (Listing, Matrix)):
        response = grouped(response)
    if is_statement(key) or not isinstance(response, Relation):
        return response
    if not set(response.operators) <= {"=", "~"}:
        return response
    exact = response.operators.index("~") if "~" in response.operators else len(response.operators)
    last = response.operands[exact]
    return response.operands[exact + 1] if isinstance(last, Variable) and exact < len(response.operators) else last
