"""The answer inside what was typed: ``d = 4√3`` and ``√48 = 4√3`` state a value with a label or steps before it.

Where the answer is an equation ``y = 2x``, what stands on its right says the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.equivalence.kinds import is_statement
from graders.syntax.operands import grouped
from graders.syntax.tree import (
    Call,
    Constant,
    Decimal,
    Integer,
    Listing,
    Matrix,
    Negative,
    Power,
    Product,
    Quotient,
    Relation,
    Sum,
    Variable,
    variables,
)

if TYPE_CHECKING:
    from graders.syntax.tree import Node


def stated(response: Node, key: Node) -> Node:
    """Take the last value of a chain of equalities where the key is a value; a rounding after it is dropped.

    Square brackets around a single value only group where the key is no list.
    """
    if isinstance(response, Listing) and not isinstance(key, (Listing, Matrix)):
        response = grouped(response)
    if is_statement(key):
        return _named(response, key)
    if not isinstance(response, Relation):
        return response
    if not set(response.operators) <= {"=", "~"}:
        return response
    exact = response.operators.index("~") if "~" in response.operators else len(response.operators)
    last = response.operands[exact]
    return response.operands[exact + 1] if isinstance(last, Variable) and exact < len(response.operators) else last


def _named(response: Node, key: Node) -> Node:
    """Put ``y =`` before an expression where the key says what y is."""
    match key:
        case Relation(operators=("=",), operands=(Variable(name=name) as label, value)):
            means_y = isinstance(response, VALUES) and not is_statement(response)
            known = variables(response) | variables(value)
            return Relation(("=",), (label, response)) if means_y and name not in known else response
        case _:
            return response


VALUES = (Integer, Decimal, Variable, Constant, Negative, Sum, Product, Quotient, Power, Call)
"""Nodes that stand for the right side of an equation where a student leaves out the left one."""
