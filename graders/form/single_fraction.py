"""Single fraction: at most one fraction bar, with everything above or below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.form.form import expressions, first_statement
from graders.syntax.tree import Constant, Negative, Power, Product, Quotient, Sum, children, variables
from graders.verdict import message

if TYPE_CHECKING:
    from graders.syntax.tree import Node
    from graders.verdict import Message


def single_fraction(node: Node, _: str | None = None) -> Message | None:
    """Find a fraction that stands beside, above or below something else than a minus sign.

    a + 1/2, 2 (1/n) and (1/2)/(3/4) are not single; nor is a negative power, which is a fraction in disguise.
    Exponents and what functions are taken of do not count: 5^(3/2)/15 is single.  What has no fraction at all
    is in this form too.
    """
    statement = first_statement(node)
    if statement is not None:
        return message("form.expression", part=statement)
    for expression in expressions(node):
        part = _second_fraction(expression)
        if part is not None:
            return message("form.single_fraction", part=part)
    return None


def _second_fraction(node: Node) -> Node | None:
    match node:
        case Negative(argument=inner):
            return _second_fraction(inner)
        case Quotient(numerator=top, denominator=below):
            return fraction_in(top) or fraction_in(below)
        case _:
            return fraction_in(node)


def fraction_in(node: Node) -> Node | None:
    """Find a fraction among terms and factors."""
    match node:
        case Quotient():
            return node
        case Power(base=base, exponent=Negative(argument=inner)) if base != Constant("e") and not variables(inner):
            return node
        case Power(base=base):
            return fraction_in(base)
        case Negative() | Sum() | Product():
            found = (fraction_in(part) for part in children(node))
            return next((part for part in found if part is not None), None)
        case _:
            return None
