"""Significant figures: the key rounded to so many figures, and written with just as many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.checks.check import Accepted, Check
from graders.checks.rounded import BY, Rounding, is_cut, judged, unsettled
from graders.checks.written import written
from graders.equivalence import Different, Equal
from graders.errors import UndefinedError
from graders.value.ball import ImpreciseError, UnevaluatedError
from graders.value.rounding import rounded_to_figures
from graders.value.surd import rational_tree
from graders.verdict import correct, incorrect, message

if TYPE_CHECKING:
    from graders.checks.check import Asked
    from graders.checks.written import Written
    from graders.syntax.tree import Node
    from graders.verdict import Verdict


def _significant_figures(key: Node, response: Node, asked: Asked) -> Verdict:
    """Accept a number in ``digits`` figures that agrees with the key when both are rounded to ``accurate_to``.

    Both halves are decided: the figures by counting the digits as written (``written.py`` says how), the
    rounding by exact signs (``rounding.py``), halves away from zero.  ``accurate_to`` is ``digits`` unless
    given; 0 leaves the value open and asks for the figures alone.  It gives up where the key is no real
    number or cannot be rounded within the budget of bits.
    """
    digits = asked.count("digits") or 1
    figures = asked.count("accurate_to")
    number = written(response)
    right_length = number is not None and number.least <= digits <= number.most
    if figures == 0:
        return _by_length(response, digits, right_length=right_length)
    try:
        accurate, cut = _compared(key, number, figures or digits)
    except (UnevaluatedError, UndefinedError, ImpreciseError):
        return unsettled(key, response, asked)
    accepted, length = message("accepted.figures", digits=figures or digits), message("figures.count", digits=digits)
    return judged(key, response, asked, Rounding(accurate, right_length, cut, accepted, length))


def _by_length(response: Node, digits: int, *, right_length: bool) -> Verdict:
    """Judge the figures alone."""
    if right_length:
        return correct(response, Equal(BY), message("accepted.length", digits=digits))
    return incorrect(response, Different(BY), message("figures.count", digits=digits))


def _compared(key: Node, number: Written | None, figures: int) -> tuple[bool, bool]:
    """Tell whether a number is the key in so many figures, and whether it is the key cut off instead."""
    rounded = rounded_to_figures(key, figures)
    if number is None:
        return False, False
    if rounded_to_figures(rational_tree(number.value), figures) == rounded:
        return True, False
    return False, is_cut(key, number)


SIGNIFICANT_FIGURES = Check(
    _significant_figures,
    (
        Accepted("digits", "count", "how many significant figures are asked", needed=True),
        Accepted("accurate_to", "count", "how many of them must be right, 0 for none"),
    ),
)
