"""A number as it was written: its value, how many of its figures count, and how many decimal places it has.

Textbooks count significant figures so:

    1.0000, 0.00123   from the first digit that is not 0 to the last one written: 5, 3
    1000              zeros at the end without a point may or may not count: 1 to 4
    100.              with a point they count: 3
    1.20e3, 12*10^5   the digits before the power of ten: 3, 2
    0.00              of zero, the decimals that are written, and at least one: 2
    26.9 %            the digits before the sign: 3; as 0.269 it has three decimal places
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from graders.syntax.tree import Call, Decimal, Integer, Negative, Power, Product

if TYPE_CHECKING:
    from graders.syntax.tree import Node

LARGEST_EXPONENT = 9_999


@dataclass(frozen=True, slots=True)
class Written:
    """A number in digits: exact value, least and most significant figures, and decimal places."""

    value: Fraction
    least: int
    most: int
    places: int


def written(node: Node) -> Written | None:
    """Read the digits of a number; ``None`` for what is worked out first, such as 1/3 or pi."""
    match node:
        case Negative(argument=inner):
            positive = written(inner)
            return None if positive is None else _scaled(positive, -1, 0)
        case Integer(value=value):
            return _counted(str(value), Fraction(value))
        case Decimal(value=value, written=text):
            return _counted(text, value)
        case Call(name="percent", arguments=(number,)):
            hundredfold = written(number)
            return None if hundredfold is None else _scaled(hundredfold, Fraction(1, 100), -2)
        case Product(factors=(number, Power(base=Integer(value=10), exponent=exponent))):
            mantissa, shift = written(number), _whole(exponent)
            return None if mantissa is None or shift is None else _scaled(mantissa, Fraction(10) ** shift, shift)
        case _:
            return None


def _scaled(number: Written, factor: Fraction | int, shift: int) -> Written:
    return Written(number.value * factor, number.least, number.most, max(0, number.places - shift))


def _whole(node: Node) -> int | None:
    match node:
        case Integer(value=value) if value <= LARGEST_EXPONENT:
            return value
        case Negative(argument=Integer(value=value)) if value <= LARGEST_EXPONENT:
            return -value
        case _:
            return None


def _counted(text: str, value: Fraction) -> Written:
    mantissa, _, exponent = text.replace(",", ".").lower().partition("e")
    whole, point, decimals = mantissa.partition(".")
    places = max(0, len(decimals) - int(exponent or 0))
    if not value:
        figures = max(1, len(decimals))
        return Written(value, figures, figures, places)
    digits = (whole + decimals).lstrip("0")
    least = len(digits) if point else len(digits.rstrip("0"))
    return Written(value, least, len(digits), places)
