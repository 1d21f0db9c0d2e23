"""Values that elementary functions are known to have: ``exp(ln(3))``, ``cos(pi/6)``, ``arccos(1/2)``."""

from __future__ import annotations

from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING

from graders.syntax.tree import Call, Constant, Integer, Negative, Node, Power, Product, Quotient
from graders.value.rationals import rational, turns
from graders.value.surd import rational_tree, square_root, surd

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from graders.value.surd import Surd

LARGEST_POWER = 64
"""``exp(k*ln(r))`` is worked out for whole k up to here."""


def known_value(name: str, argument: Node) -> Surd | Node | None:
    """Give the value of a function at a reduced number; ``None`` where there is none that is simpler."""
    rule = RULES.get(name)
    return None if rule is None else rule(argument)


def _exp(argument: Node) -> Surd | None:
    """``exp(0)`` is 1, ``exp(ln(r))`` is r, ``exp(-2*ln(3))`` is 1/9."""
    if argument == Integer(0):
        return surd(1)
    match argument:
        case Negative(argument=inner):
            power = _power_of_logarithm(inner)
            return None if power is None else surd(1 / power)
        case _:
            power = _power_of_logarithm(argument)
            return None if power is None else surd(power)


def _power_of_logarithm(node: Node) -> Fraction | None:
    match node:
        case Call(name="ln" | "log", arguments=(inner,)):
            value = rational(inner)
            return value if value is not None and value > 0 else None
        case Product(factors=(Integer(value=times), Call() as logarithm)) if times <= LARGEST_POWER:
            value = _power_of_logarithm(logarithm)
            return None if value is None else value**times
        case _:
            return None


def _ln(argument: Node) -> Surd | Node | None:
    """``ln(1)`` is 0, ``ln(e)`` is 1, and of ``e^x`` and ``exp(x)`` it is x, where x is rational."""
    match argument:
        case Integer(value=1):
            return surd(0)
        case Constant(name="e"):
            return surd(1)
        case Power(base=Constant(name="e"), exponent=exponent) | Call(name="exp", arguments=(exponent,)):
            value = rational(exponent)
            return None if value is None else surd(value)
        case _:
            return None


def _cosine_of(angle: Fraction) -> Surd | None:
    """Give the cosine of so many half turns, where it is half a root of a whole number."""
    angle %= 2
    folded = min(angle, 2 - angle)
    found = COSINES.get(folded)
    if found is not None:
        return square_root(found)
    found = COSINES.get(1 - folded)
    root = None if found is None else square_root(found)
    return None if root is None else -root


COSINES: Mapping[Fraction, Fraction] = MappingProxyType(
    {
        Fraction(0): Fraction(1), Fraction(1, 6): Fraction(3, 4), Fraction(1, 4): Fraction(1, 2),
        Fraction(1, 3): Fraction(1, 4), Fraction(1, 2): Fraction(0),
    }
)  # fmt: skip
"""Angles up to a quarter turn, in half turns, to the squares of their cosines."""


def _cos(argument: Node) -> Surd | None:
    angle = turns(argument)
    return None if angle is None else _cosine_of(angle)


def _sin(argument: Node) -> Surd | None:
    angle = turns(argument)
    return None if angle is None else _cosine_of(Fraction(1, 2) - angle)


def _tan(argument: Node) -> Surd | None:
    above, below = _sin(argument), _cos(argument)
    return None if above is None or below is None or not below.top else above / below


def _arccos(argument: Node) -> Node | None:
    angle = _angle_of_cosine(argument)
    return None if angle is None else _half_turns(angle)


def _arcsin(argument: Node) -> Node | None:
    angle = _angle_of_cosine(argument)
    return None if angle is None else _half_turns(Fraction(1, 2) - angle)


def _angle_of_cosine(argument: Node) -> Fraction | None:
    sign, size = (-1, argument.argument) if isinstance(argument, Negative) else (1, argument)
    square = _square(size)
    angle = next((angle for angle, found in COSINES.items() if found == square), None)
    return angle if angle is None or sign > 0 else 1 - angle


def _square(node: Node) -> Fraction | None:
    """Give the square of a rational, a root, or a quotient of them."""
    match node:
        case Call(name="sqrt", arguments=(inner,)):
            return rational(inner)
        case Quotient(numerator=top, denominator=below):
            above, under = _square(top), _square(below)
            return None if above is None or not under else above / under
        case Product(factors=factors):
            squares = [_square(factor) for factor in factors]
            product = Fraction(1)
            for square in squares:
                if square is None:
                    return None
                product *= square
            return product
        case _:
            value = rational(node)
            return None if value is None else value * value


def _arctan(argument: Node) -> Node | None:
    sign, size = (-1, argument.argument) if isinstance(argument, Negative) else (1, argument)
    square = _square(size)
    angle = None if square is None else TANGENTS.get(square)
    return None if angle is None else _half_turns(sign * angle)


TANGENTS: Mapping[Fraction, Fraction] = MappingProxyType(
    {
        Fraction(0): Fraction(0), Fraction(1, 3): Fraction(1, 6), Fraction(1): Fraction(1, 4),
        Fraction(3): Fraction(1, 3),
    }
)  # fmt: skip
"""Squares of tangents to their angles, in half turns."""


def _half_turns(angle: Fraction) -> Node:
    """Write so many half turns: ``3*pi/4``."""
    if not angle:
        return Integer(0)
    size = abs(angle)
    pi: Node = Constant("pi")
    above = pi if size.numerator == 1 else Product((rational_tree(Fraction(size.numerator)), pi))
    written = above if size.denominator == 1 else Quotient(above, Integer(size.denominator))
    return Negative(written) if angle < 0 else written


RULES: Mapping[str, Callable[[Node], Surd | Node | None]] = MappingProxyType(
    {
        "exp": _exp, "ln": _ln, "log": _ln, "cos": _cos, "sin": _sin, "tan": _tan, "arccos": _arccos,
        "arcsin": _arcsin, "arctan": _arctan,
    }
)  # fmt: skip
"""How known values are found, by the name of the function."""
