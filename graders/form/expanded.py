"""Expanded: every product of sums multiplied out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.form.form import first_statement
from graders.syntax.tree import Integer, Negative, Power, Product, Quotient, Sum, walk
from graders.verdict import message

if TYPE_CHECKING:
    from graders.syntax.tree import Node
    from graders.verdict import Message


def expanded(node: Node, _: str | None = None) -> Message | None:
    """Find a bracket that can be multiplied out, wherever it stands, also inside functions and denominators.

    That is a product with a sum in it, a power of a sum, product or fraction with a whole exponent, a minus
    before a sum, and a sum over a single term: (x + 1)/2 is x/2 + 1/2.  A fraction of two sums may stay, and
    like terms need not be collected.  Nothing is computed, so that (x - a)^6000 is seen at once.
    """
    statement = first_statement(node)
    if statement is not None:
        return message("form.expression", part=statement)
    part = next((part for part in walk(node) if _is_unexpanded(part)), None)
    return None if part is None else message("form.expanded", part=part)


def _is_unexpanded(node: Node) -> bool:
    match node:
        case Product(factors=factors):
            return any(isinstance(_unsigned(factor), Sum) for factor in factors)
        case Negative(argument=Sum()):
            return True
        case Power(base=base, exponent=Integer(value=exponent)) if exponent > 1:
            return isinstance(_unsigned(base), (Sum, Product, Quotient))
        case Quotient(numerator=top, denominator=below):
            return isinstance(_unsigned(top), Sum) and not _has_sum(below)
        case _:
            return False


def _has_sum(node: Node) -> bool:
    """Tell whether a divisor is, or has among its factors, a sum."""
    match node:
        case Negative(argument=inner):
            return _has_sum(inner)
        case Product(factors=factors):
            return any(_has_sum(factor) for factor in factors)
        case Power(base=base):
            return _has_sum(base)
        case _:
            return isinstance(node, Sum)


def _unsigned(node: Node) -> Node:
    return node.argument if isinstance(node, Negative) else node
