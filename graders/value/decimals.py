"""Numbers written with a decimal point: exactly where they end, else rounded."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from graders.errors import UndefinedError
from graders.syntax.tree import Decimal, Integer, Listing, Matrix, Negative, Quotient, children, occurs, rebuilt
from graders.value.ball import ImpreciseError, UnevaluatedError
from graders.value.exact import reduced
from graders.value.rationals import rational
from graders.value.rounding import rounded_to_figures, rounded_to_places

if TYPE_CHECKING:
    from graders.syntax.tree import Node

MOST_PLACES = 12
"""Decimals that are longer say less than the fraction."""


def decimal_tree(value: Fraction, places: int) -> Node:
    """Write a number with so many decimal places, which it does not exceed.

    >>> decimal_tree(Fraction("-4.5"), 2)
    Negative(argument=Decimal(value=Fraction(9, 2), written='4.50'))
    """
    whole, digits = divmod(int(abs(value) * 10**places), 10**places)
    number = Decimal(abs(value), f"{whole}.{digits:0{places}}") if places else Integer(whole)
    return Negative(number) if value < 0 else number


def places_of(value: Fraction, most: int = MOST_PLACES) -> int | None:
    """Count the decimal places that a number needs; ``None`` where it needs more, or never ends.

    >>> [places_of(Fraction(text)) for text in ("7", "1/8", "1/3")]
    [0, 3, None]
    """
    return next((places for places in range(most + 1) if 10**places % value.denominator == 0), None)


def has_decimals(node: Node) -> bool:
    """Tell whether a number in a tree is written with a decimal point."""
    return occurs(Decimal, node)


def in_decimals(node: Node) -> Node:
    """Write every fraction of whole numbers that ends as a decimal as one.

    >>> from graders.syntax import parse, to_text
    >>> to_text(in_decimals(parse("(101/100, 99/101, 3/(2*sqrt(5)))")))
    '(1.01, 99/101, 3/(2*sqrt(5)))'
    """
    match node:
        case Quotient(numerator=Integer(), denominator=Integer()):
            value = rational(node)
            places = None if value is None else places_of(value)
            return node if value is None or places is None else decimal_tree(value, places)
        case _:
            below = children(node)
            return rebuilt(node, tuple(map(in_decimals, below))) if below else node


KEPT = 512
"""So many trees are remembered with what they come to: a step is worked out, shown, and may be a student's own."""


@lru_cache(KEPT)
def settled(node: Node) -> Node:
    """Work a tree out, and stay with decimals where it has any: 0.2 + 0.3 is 0.5, and 1/5 + 3/10 is 1/2.

    Spans of what comes out say nothing: they may be those of an equal tree.
    """
    value = reduced(node)
    return in_decimals(value) if has_decimals(node) else value


def rounded_decimals(node: Node, *, places: int | None = None, figures: int = 4) -> Node | None:
    """Round a number to decimal places or, without those, significant figures, or each entry of a vector or matrix.

    ``None`` where it is no number, or nothing is lost by writing it as it is.

    >>> from graders.syntax import parse, to_text
    >>> [to_text(rounded_decimals(parse(text))) for text in ("sqrt(2)", "(1/3, 1)", "-200/3")]
    ['1.414', '(0.3333, 1.0000)', '-66.67']
    """
    if isinstance(node, Listing | Matrix):
        return _entries_rounded(node, 4 if places is None else places)
    try:
        value = rounded_to_figures(node, figures) if places is None else rounded_to_places(node, places)
    except (UnevaluatedError, UndefinedError, ImpreciseError):
        return None
    return decimal_tree(value, _places_for(value, figures) if places is None else places)


def _entries_rounded(array: Node, places: int) -> Node | None:
    entries = [rounded_decimals(entry, places=places) for entry in children(array)]
    known = tuple(entry for entry in entries if entry is not None)
    return rebuilt(array, known) if len(known) == len(entries) else None


def _places_for(value: Fraction, figures: int) -> int:
    """Count the places behind the point that so many significant figures reach, for a number rounded to them."""
    leading = next((place for place in range(30, -31, -1) if abs(value) >= Fraction(10) ** place), 0)
    return max(0, figures - 1 - leading)
