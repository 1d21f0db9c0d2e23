"""Decimal places: the key rounded to so many places, and written with just as many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.checks.check import Accepted, Check
from graders.checks.rounded import Rounding, is_cut, judged, unsettled
from graders.checks.written import written
from graders.errors import UndefinedError
from graders.value.ball import ImpreciseError, UnevaluatedError
from graders.value.rounding import rounded_to_places
from graders.value.surd import rational_tree
from graders.verdict import message

if TYPE_CHECKING:
    from graders.checks.check import Asked
    from graders.checks.written import Written
    from graders.syntax.tree import Node
    from graders.verdict import Verdict


def _decimal_places(key: Node, response: Node, asked: Asked) -> Verdict:
    """Accept the key rounded to ``digits`` decimal places, written with all of them: 7.00 for 7 and two places.

    Decided as for significant figures: the places are counted as written, the rounding is proved by exact
    signs, halves away from zero.  It gives up where the key is no real number or cannot be rounded within
    the budget of bits.
    """
    digits = asked.count("digits") or 0
    number = written(response)
    try:
        accurate, cut = _compared(key, number, digits)
    except (UnevaluatedError, UndefinedError, ImpreciseError):
        return unsettled(key, response, asked)
    right_length = number is not None and number.places == digits
    accepted, length = message("accepted.places", digits=digits), message("places.count", digits=digits)
    return judged(key, response, asked, Rounding(accurate, right_length, cut, accepted, length))


def _compared(key: Node, number: Written | None, places: int) -> tuple[bool, bool]:
    """Tell whether a number is the key in so many places, and whether it is the key cut off instead."""
    rounded = rounded_to_places(key, places)
    if number is None:
        return False, False
    if rounded_to_places(rational_tree(number.value), places) == rounded:
        return True, False
    return False, is_cut(key, number)


DECIMAL_PLACES = Check(
    _decimal_places, (Accepted("digits", "count", "how many decimal places are asked", needed=True),)
)
