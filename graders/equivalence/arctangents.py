"""Sums of arctangents and multiples of pi, as in Machin's formula: zero, proved by Gaussian integers.

N times the sum is the argument of a product of powers of 1 + iq, up to a multiple of 2 pi.  Where that
product is a positive real, the sum is a multiple of 2 pi/N; a ball that excludes all of them but 0 does
the rest.  (D. H. Lehmer, "On arccotangent relations for pi", Amer. Math. Monthly 45, 1938.)
"""

from __future__ import annotations

from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING

from flint import arb, fmpq

from graders.syntax.tree import Call, Negative, Product, Quotient, Sum
from graders.value.ball import ImpreciseError, UnevaluatedError
from graders.value.enclosure import enclosure
from graders.value.rationals import rational, turns

if TYPE_CHECKING:
    from graders.syntax.tree import Node

LARGEST_POWER = 2_000
"""The largest power of a Gaussian number."""

Gaussian = tuple[Fraction, Fraction]


def vanishes(node: Node) -> bool:
    """Tell whether a sum of rational multiples of arctangents and of pi is proved to be zero."""
    terms = _terms(node, Fraction(1))
    if terms is None:
        return False
    scale = lcm(*(factor.denominator for factor, _ in terms))
    product: Gaussian = (Fraction(1), Fraction(0))
    for factor, slope in terms:
        power = int(factor * scale)
        if abs(power) > LARGEST_POWER:
            return False
        product = _times(
            product, _power((Fraction(1), slope) if slope is not None else (Fraction(-1), Fraction(0)), power)
        )
    return product[1] == 0 and product[0] > 0 and _is_near_zero(node, scale)


def _terms(node: Node, factor: Fraction) -> list[tuple[Fraction, Fraction | None]] | None:
    """Give coefficients with the arctangents' arguments, ``None`` for pi; ``None`` for another expression."""
    turn = turns(node)
    if turn is not None:
        return [(factor * turn, None)]
    match node:
        case Negative(argument=inner):
            return _terms(inner, -factor)
        case Sum(terms=parts):
            found = [_terms(part, factor) for part in parts]
            return None if None in found else [term for terms in found if terms is not None for term in terms]
        case Product(factors=parts):
            numbers = [rational(part) for part in parts]
            others = [part for part, number in zip(parts, numbers, strict=True) if number is None]
            if len(others) != 1:
                return None
            for number in numbers:
                factor *= number if number is not None else 1
            return _terms(others[0], factor)
        case Quotient(numerator=top, denominator=below):
            divisor = rational(below)
            return _terms(top, factor / divisor) if divisor else None
        case Call(name="arctan", arguments=(argument,)):
            slope = rational(argument)
            return None if slope is None else [(factor, slope)]
        case Call(name="arccot", arguments=(argument,)):
            slope = rational(argument)
            return [(factor, 1 / slope)] if slope else None
        case _:
            return None


def _times(a: Gaussian, b: Gaussian) -> Gaussian:
    return a[0] * b[0] - a[1] * b[1], a[0] * b[1] + a[1] * b[0]


def _power(base: Gaussian, exponent: int) -> Gaussian:
    """Raise; for a negative power the conjugate has the same argument as the inverse."""
    if exponent < 0:
        base, exponent = (base[0], -base[1]), -exponent
    product: Gaussian = (Fraction(1), Fraction(0))
    while exponent:
        if exponent & 1:
            product = _times(product, base)
        base, exponent = _times(base, base), exponent >> 1
    return product


def _is_near_zero(node: Node, scale: int) -> bool:
    """Tell whether a number is surely smaller than 2 pi/scale."""
    try:
        ball = enclosure(node, 128)
    except (ImpreciseError, UnevaluatedError):
        return False
    size = arb(ball) if isinstance(ball, fmpq) else arb(ball.abs_upper())
    return bool(abs(size) < arb(6) / scale)
