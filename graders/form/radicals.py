"""Roots that can be simplified: a square in the radicand, a fraction under the root, roots to multiply."""

from __future__ import annotations

from fractions import Fraction
from math import gcd
from typing import TYPE_CHECKING

from graders.form.roots import root_of, taken_out
from graders.syntax.tree import Call, Integer, Negative, Node, Power, Product, Quotient
from graders.value.exact import reduced
from graders.value.rationals import rational
from graders.value.surd import square_root
from graders.verdict import message

if TYPE_CHECKING:
    from graders.verdict import Message

LARGEST_POWER = 8
"""Powers under a root, as in 2^(3/2), are multiplied out up to here."""


def reducible_root(node: Node) -> Message | None:
    """Find a root out of which a number can be taken: √48 is 4√3 because 48 = 16 * 3; √(3/4) is √3/2."""
    found = root_of(node)
    if found is None:
        return None
    inner, power = found
    value = rational(inner)
    if value is None or value < 0 or not 0 < power.numerator <= LARGEST_POWER:
        return None
    if value.denominator != 1:
        root = square_root(value) if power == Fraction(1, 2) else None
        return None if root is None else message("form.simplified.number", part=node, repair=root.tree())
    return _whole_root(node, value.numerator**power.numerator, power.denominator)


def _whole_root(node: Node, number: int, index: int) -> Message | None:
    """Take the largest power out of a whole number under a root."""
    if number < 2:
        return message("form.simplified.number", part=node, repair=Integer(number))
    outside, inside = taken_out(number, index)
    if outside == 1:
        return None
    if inside == 1:
        return message("form.simplified.number", part=node, repair=Integer(outside))
    repair = Product((Integer(outside), _root(inside, index)))
    taken = Product((Integer(outside**index), Integer(inside)))
    return message("form.simplified.root", part=node, repair=repair, number=number, factors=taken)


def _root(number: int, index: int) -> Node:
    radicand = Integer(number)
    name = {2: "sqrt", 3: "cbrt"}.get(index)
    return Call("root", (radicand, Integer(index))) if name is None else Call(name, (radicand,))


def product_of_roots(node: Node) -> Message | None:
    """Find square roots of numbers that can be multiplied or divided: √2 √3, (√3)^2, √6/√2."""
    match node:
        case Product(factors=factors):
            roots = tuple(factor for factor in factors if _radicand(factor) is not None)
            return _worked(Product(roots)) if len(roots) > 1 else None
        case Power(base=base, exponent=Integer(value=exponent)) if exponent > 1:
            return _worked(node) if _radicand(base) is not None else None
        case Quotient(numerator=top, denominator=below):
            divisors = [radicand for factor in _factors(below) if (radicand := _radicand(factor)) is not None]
            shared = any(gcd(_radicand(factor) or 1, divisor) > 1 for factor in _factors(top) for divisor in divisors)
            return message("form.simplified.roots", part=node) if shared else None
        case _:
            return None


def _worked(part: Node) -> Message:
    return message("form.simplified.number", part=part, repair=reduced(part))


def _factors(node: Node) -> tuple[Node, ...]:
    if isinstance(node, Negative):
        return _factors(node.argument)
    return node.factors if isinstance(node, Product) else (node,)


def _radicand(node: Node) -> int | None:
    """Give the whole number under a square root."""
    found = root_of(node)
    if found is None or found[1] != Fraction(1, 2) or not isinstance(found[0], Integer):
        return None
    return found[0].value
