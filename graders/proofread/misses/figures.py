"""Slips in rounded numbers: figures off, swapped, cut off, too many or too few, and the point in another place.

A number is wrong where no rounding of it can be that of the key.  One that is written with too few or too many
figures has the right value, and may earn the credit of a form.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from graders.errors import UndefinedError
from graders.proofread.answers import decimal
from graders.proofread.misses.slip import Slip, surely
from graders.syntax.tree import Decimal, Integer, Negative, Node
from graders.value.ball import ImpreciseError, UnevaluatedError
from graders.value.rationals import rational
from graders.value.rounding import cut_to_places, leading_place
from graders.value.surd import rational_tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from graders.proofread.misses.slip import Make, Sought

    Change = Callable[[str, int], Iterator[tuple[str, int]]]


def is_misrounded(sought: Sought, missed: Node) -> bool:
    """Tell whether a number cannot be rounded to what the key is rounded to in so many figures."""
    right, value = rational(sought.answer), rational(missed)
    digits, figures = sought.option("digits"), sought.option("accurate_to")
    if right is None or value is None or right == value or digits is None or figures == 0:
        return False
    if not right or not value:
        return True
    unit, own = _unit(right, int(figures or digits)), _unit(value, int(figures or digits))
    if figures in (None, digits) and own <= unit and (value / unit).denominator == 1:
        return True
    return abs(value - right) > unit + own


def _unit(value: Fraction, figures: int) -> Fraction:
    """Give what the last of so many figures counts."""
    return Fraction(10) ** (leading_place(rational_tree(value)) - figures + 1)


def is_misplaced(sought: Sought, missed: Node) -> bool:
    """Tell whether a number cannot be rounded to what the key is rounded to in so many places."""
    right, value, digits = rational(sought.answer), rational(missed), sought.option("digits")
    if right is None or value is None or right == value or digits is None:
        return False
    unit = Fraction(1, 10 ** int(digits))
    return (value / unit).denominator == 1 or abs(value - right) > unit


def _opposite(sought: Sought) -> Iterator[Node]:
    answer = sought.answer
    yield answer.argument if isinstance(answer, Negative) else Negative(answer)


def _in_digits(change: Change) -> Make:
    """Make a slip in the digits of a number, which are given without the point, with the number of places."""

    def make(sought: Sought) -> Iterator[Node]:
        size = sought.answer.argument if isinstance(sought.answer, Negative) else sought.answer
        if isinstance(size, (Decimal, Integer)):
            digits, places = _digits(size)
            for written, at in change(digits, places):
                number = decimal(Fraction(int(written), 10**at), at)
                yield Negative(number) if isinstance(sought.answer, Negative) else number

    return make


def _digits(size: Decimal | Integer) -> tuple[str, int]:
    if isinstance(size, Integer):
        return str(size.value), 0
    whole, _, places = size.written.partition(".")
    return whole + places, len(places)


def _last_off(digits: str, places: int) -> Iterator[tuple[str, int]]:
    yield digits[:-1] + _next(digits[-1]), places


def _first_off(digits: str, places: int) -> Iterator[tuple[str, int]]:
    zeros = len(digits) - len(digits.lstrip("0"))
    if zeros < len(digits):
        yield digits[:zeros] + _next(digits[zeros]) + digits[zeros + 1 :], places


def _next(digit: str) -> str:
    return "8" if digit == "9" else str(int(digit) + 1)


def _swapped(digits: str, places: int) -> Iterator[tuple[str, int]]:
    for at in range(len(digits) - 1):
        if digits[at] != digits[at + 1]:
            yield digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :], places


def _to_the_right(digits: str, places: int) -> Iterator[tuple[str, int]]:
    yield (digits, places - 1) if places else (f"{digits}0", 0)


def _to_the_left(digits: str, places: int) -> Iterator[tuple[str, int]]:
    yield digits, places + 1


def _fewer(digits: str, places: int) -> Iterator[tuple[str, int]]:
    if places:
        yield digits[:-1], places - 1


def _more(digits: str, places: int) -> Iterator[tuple[str, int]]:
    yield f"{digits}0", places + 1


def _many_more(digits: str, places: int) -> Iterator[tuple[str, int]]:
    yield f"{digits}000", places + 3


def _cut(sought: Sought) -> Iterator[Node]:
    """Leave further figures out where they should be rounded."""
    size = sought.answer.argument if isinstance(sought.answer, Negative) else sought.answer
    if isinstance(size, (Decimal, Integer)):
        _, places = _digits(size)
        try:
            yield decimal(cut_to_places(sought.key, places), places)
        except (UndefinedError, UnevaluatedError, ImpreciseError):
            return


def _as_fraction(sought: Sought) -> Iterator[Node]:
    """Write the number as a fraction, which has no figures."""
    value = rational(sought.answer)
    if value is not None and value.denominator > 1:
        yield rational_tree(value)


IN_FIGURES = (
    ("the opposite sign", _opposite),
    ("the last figure off by one", _in_digits(_last_off)),
    ("the first figure off by one", _in_digits(_first_off)),
    ("two figures swapped", _in_digits(_swapped)),
    ("the point too far to the right", _in_digits(_to_the_right)),
    ("the point too far to the left", _in_digits(_to_the_left)),
    ("cut off instead of rounded", _cut),
)
LENGTHS = (
    ("a figure too few", _in_digits(_fewer)),
    ("a figure too many", _in_digits(_more)),
    ("three figures too many", _in_digits(_many_more)),
)
WRITTEN = tuple(Slip(name, make, surely, of_writing=True) for name, make in LENGTHS)
FRACTION = Slip("as a fraction", _as_fraction, surely, of_writing=True)

COUNTED = (*(Slip(name, make, is_misrounded) for name, make in IN_FIGURES), *WRITTEN)
"""The slips in figures, before a unit too, where a fraction of a power of ten counts as a decimal."""

FIGURES = (*COUNTED, FRACTION)
PLACES = (*(Slip(name, make, is_misplaced) for name, make in IN_FIGURES), *WRITTEN, FRACTION)
