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
    signed: set[int] = set()
    for part in walk(node):
        if isinstance(part, Negative):
            signed.add(id(part.argument))
        if isinstance(part, Quotient):
            fault = _fault(part, negative=id(part) in signed)
            if fault is not None:
                return fault
    return None


def _fault(node: Quotient, *, negative: bool) -> Message | None:
    """Say why a fraction is not in lowest terms."""
    signs = negative + isinstance(node.numerator, Negative) + isinstance(node.denominator, Negative)
    if signs > 1:
        return message("form.lowest_terms.signs", part=node)
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
    numbers = gcd(content(top.top)[0], content(below.top)[0])
    return numbers > 1 or not shared.is_constant()
