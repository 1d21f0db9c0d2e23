"""Rounding on the way: a root or a fraction made a short decimal before the last step.

Drawn from H. Radatz, "Error analysis in mathematics education", J. Research in Mathematics Education 10 (1979)
163-172, for calculator habits and rules applied out of their place; the decimals themselves are exact, by
``value/rounding.py``.
"""

from __future__ import annotations

from fractions import Fraction
from math import isqrt
from typing import TYPE_CHECKING

from graders.errors import UndefinedError
from graders.syntax.tree import Call, Decimal, Integer, Negative, Node, Quotient
from graders.value.ball import UnevaluatedError
from graders.value.rounding import cut_to_places, rounded_to_places

if TYPE_CHECKING:
    from collections.abc import Iterator

PLACES = (2, 1, 3)
"""To how many decimal places one rounds on the way, the likeliest first."""


def rounded_early(node: Node) -> Iterator[Node]:
    """Round a root or fraction before the last step."""
    if _is_rounded(node):
        for places in PLACES:
            yield from _decimal(node, places, cut=False)


def cut_early(node: Node) -> Iterator[Node]:
    """Cut digits off on the way instead of rounding."""
    if _is_rounded(node):
        yield from set(_decimal(node, 2, cut=True)) - set(_decimal(node, 2, cut=False))


def _is_rounded(node: Node) -> bool:
    """Take what has digits without end: roots of whole numbers, fractions and logarithms of such."""
    match node:
        case Call(name="sqrt" | "ln" | "exp" | "sin" | "cos" | "tan", arguments=(Integer() | Quotient(),)):
            return True
        case Quotient(numerator=Integer(), denominator=Integer(value=below)):
            return below > 1
        case _:
            return False


def _decimal(node: Node, places: int, *, cut: bool) -> Iterator[Node]:
    value = _shortened(node, places, cut=cut)
    if value is not None:
        yield _written(value, places)


def _shortened(node: Node, places: int, *, cut: bool) -> Fraction | None:
    """Round or cut a positive number exactly; roots and fractions of whole numbers need no enclosures.

    >>> from graders.syntax import parse
    >>> [str(_shortened(parse(text), 2, cut=False)) for text in ("sqrt(48)", "2/3", "ln(2)")]
    ['693/100', '67/100', '69/100']
    """
    scale = 10**places
    match node:
        case Call(name="sqrt", arguments=(Integer(value=value),)):
            return Fraction(isqrt(value * scale**2) if cut else (isqrt(4 * value * scale**2) + 1) // 2, scale)
        case Quotient(numerator=Integer(value=top), denominator=Integer(value=below)):
            return Fraction(top * scale // below if cut else (2 * top * scale + below) // (2 * below), scale)
        case _:
            try:
                return (cut_to_places if cut else rounded_to_places)(node, places)
            except (UnevaluatedError, UndefinedError):
                return None


def _written(value: Fraction, places: int) -> Node:
    """Write a decimal with so many places.

    >>> from fractions import Fraction
    >>> _written(Fraction("-4.5"), 2)
    Negative(argument=Decimal(value=Fraction(9, 2), written='4.50'))
    """
    digits = str(abs(value) * 10**places).rjust(places + 1, "0")
    text = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    number: Node = Decimal(abs(value), text) if places else Integer(int(digits))
    return Negative(number) if value < 0 else number
