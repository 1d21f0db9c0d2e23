"""Factored: a product of factors none of which can be factored further over the rationals."""

from __future__ import annotations

from math import gcd
from typing import TYPE_CHECKING

from graders.errors import UndefinedError
from graders.form.form import OpenError, expressions, first_statement
from graders.syntax.tree import Negative, Power, Product, Quotient, Sum, variables
from graders.value.polynomial import TooLargeError, content, factors, ring_of, whole
from graders.verdict import message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graders.syntax.tree import Node
    from graders.verdict import Message


def factored(node: Node, variable: str | None = None) -> Message | None:
    """Find a factor that can be factored further, has a fraction in it, or lets a number be taken out.

    The factors are taken as they are written, so that (x - a)^6000 is judged by x - a.  With a variable, only
    factors in which it occurs count.  Irreducible means over the rationals, with roots, i and functions taken
    for symbols: x^2 - 2 and x^2 + 1 may stay, and (x - √2)(x + √2) is a factored form as well.  The number
    in front need not be factored, and (2 - x)(3 - x) is as good as (x - 2)(x - 3).
    """
    statement = first_statement(node)
    if statement is not None:
        return message("form.expression", part=statement)
    for expression in expressions(node):
        for factor in _factors(expression):
            fault = _fault(factor) if _counts(factor, variable) else None
            if fault is not None:
                return fault
    return None


def _factors(node: Node) -> Iterator[Node]:
    """Give the factors above and below the line."""
    match node:
        case Negative(argument=inner):
            yield from _factors(inner)
        case Product(factors=parts):
            for part in parts:
                yield from _factors(part)
        case Quotient(numerator=top, denominator=below):
            yield from _factors(top)
            yield from _factors(below)
        case Power(base=base, exponent=exponent) if whole(exponent):
            yield from _factors(base)
        case _:
            yield node


def _counts(factor: Node, variable: str | None) -> bool:
    """Tell whether it matters how a factor is written: sums do, those that vary with the variable."""
    names = variables(factor)
    return isinstance(factor, Sum) and (variable in names if variable is not None else bool(names))


def _fault(factor: Node) -> Message | None:
    """Say why a sum is no irreducible factor."""
    ring = ring_of(factor)
    try:
        value = ring.fraction(factor)
        _, found = factors(value.top)
    except TooLargeError as error:
        raise OpenError("a factor has very many terms") from error
    except UndefinedError as error:
        raise OpenError(str(error)) from error
    if not value.below.is_constant():
        return message("form.factored.fraction", part=factor)
    number = content(value.top)
    outside = number // gcd(number, content(value.below))
    splits = outside > 1 or sum(power for _, power in found) > 1
    return message("form.factored", part=factor) if splits else None
