"""Fractions that can be simplified: reduced, or freed of fractions inside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.form.form import OpenError
from graders.form.lowest_terms import is_reducible
from graders.form.single_fraction import fraction_in
from graders.syntax.tree import Quotient
from graders.value.rationals import rational
from graders.value.surd import rational_tree
from graders.verdict import message

if TYPE_CHECKING:
    from graders.syntax.tree import Node
    from graders.verdict import Message


def nested(node: Node) -> Message | None:
    """Find a fraction above or below a fraction bar."""
    if not isinstance(node, Quotient):
        return None
    inner = fraction_in(node.numerator) or fraction_in(node.denominator)
    return None if inner is None else message("form.simplified.nested", part=node)


def reducible(node: Node) -> Message | None:
    """Find a fraction that can be reduced; one that is too large to tell passes."""
    try:
        if not isinstance(node, Quotient) or not is_reducible(node):
            return None
    except OpenError:
        return None
    value = rational(node)
    if value is None:
        return message("form.lowest_terms", part=node)
    return message("form.simplified.number", part=node, repair=rational_tree(value))
