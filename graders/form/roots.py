"""Roots as they are written: √48, ∛2, 5^(1/2); and integers out of which a square or a higher power can be taken."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from flint import fmpz

from graders.syntax.tree import Call, Integer, Power
from graders.value.rationals import rational

if TYPE_CHECKING:
    from graders.syntax.tree import Node

LARGEST_RADICAND = 1 << 160
"""Integers are factored up to here."""


def root_of(node: Node) -> tuple[Node, Fraction] | None:
    """Give what a root is taken of, and the exponent that the root stands for: a half for a square root."""
    match node:
        case Call(name="sqrt", arguments=(inner,)):
            return inner, Fraction(1, 2)
        case Call(name="cbrt", arguments=(inner,)):
            return inner, Fraction(1, 3)
        case Call(name="root", arguments=(inner, Integer(value=index))) if index > 0:
            return inner, Fraction(1, index)
        case Power(base=base, exponent=exponent):
            power = rational(exponent)
            return None if power is None or power.denominator == 1 else (base, power)
        case _:
            return None


def taken_out(number: int, index: int) -> tuple[int, int]:
    """Write a positive integer as a power times the rest: 48 is 4 squared times 3, 16 is 2 cubed times 2."""
    if number > LARGEST_RADICAND:
        return 1, number
    outside = inside = 1
    for prime, power in fmpz(number).factor():
        outside *= int(prime) ** (int(power) // index)
        inside *= int(prime) ** (int(power) % index)
    return outside, inside
