"""Lowest terms: every fraction reduced, with at most one minus sign, and whole numbers below."""

from __future__ import annotations

from math import gcd
from typing import TYPE_CHECKING

from graders.errors import UndefinedError
from graders.form.form import OpenError
from graders.form.rationalized import is_irrational
from graders.syntax.tree import Decimal, Negative, Quotient, variables, walk
from graders.value.polynomial import TooLargeError, common_factor, content, ring_of
from graders.verdict import message

if TYPE_CHECKING:
    from graders.syntax.tree import Node
    from graders.verdict import Message


def lowest_terms(node: Node, _: str | None = None) -> Message | None:
    """Find a fraction that can be reduced, wherever it stands: in exponents and inside functions too.

    Numerator and denominator have no common factor: no whole number above 1 (2/4, (2x + 4)/6) and no
    polynomial ((x^2 - 1)/(x - 1)); nor is there a minus sign twice, as in -2/-3.  A denominator that is a
    number has no root and no i: 2/√3 can be reduced by √3.  Decimals are no fractions and pass.
    """
    for part in walk(node):
        fault = two_signs(part)
        if fault is None and isinstance(part, Quotient):
            fault = _fault(part)
        if fault is not None:
            return fault
    return None


def two_signs(node: Node) -> Message | None:
    """Find a fraction with two minus signs, one of them perhaps in front: -1/-3."""
    match node:
        case Quotient(numerator=Negative(), denominator=Negative()):
            return message("form.lowest_terms.signs", part=node)
        case Negative(argument=Quotient(numerator=Negative()) | Quotient(denominator=Negative())):
            return message("form.lowest_terms.signs", part=node)
        case _:
            return None


def _fault(node: Quotient) -> Message | None:
    """Say why a fraction is not in lowest terms."""
    if is_reducible(node):
        return message("form.lowest_terms", part=node)
    if not variables(node.denominator) and is_irrational(node.denominator):
        return message("form.rationalized", part=node)
    return None


def is_reducible(node: Quotient) -> bool:
    """Tell whether numerator and denominator have a common factor, a number or a polynomial."""
    if any(isinstance(part, Decimal) for part in walk(node)):
        return False
    ring = ring_of(node)
    try:
        top, below = ring.fraction(node.numerator), ring.fraction(node.denominator)
        shared = common_factor(top.top, below.top)
    except TooLargeError as error:
        raise OpenError("a fraction has very many terms") from error
    except UndefinedError as error:
        raise OpenError(str(error)) from error
    numbers = gcd(content(top.top), content(below.top))
    return numbers > 1 or not shared.is_constant()
