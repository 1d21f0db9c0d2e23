"""An exact number rounded, decided: to decimal places or significant figures, halves away from zero as school does.

A candidate is read off a ball and then proved by exact signs: n is x rounded where n - 1/2 <= x < n + 1/2.
That x lies exactly on such an edge is proved too, by the separation bound (``zero.py``), so that no
precision is ever too small to tell.  Raises ``UnevaluatedError`` for what is no real number or cannot be
settled, ``UndefinedError`` for what has no value.
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor, log10
from typing import TYPE_CHECKING

from flint import acb, arb, fmpq

from graders.syntax.tree import Negative, Sum
from graders.value.ball import ImpreciseError, UnevaluatedError, fraction, middle
from graders.value.components import componentwise
from graders.value.enclosure import enclosure
from graders.value.surd import rational_tree
from graders.value.zero import sign

if TYPE_CHECKING:
    from graders.syntax.tree import Node

DIGITS_OF_A_BALL = 20
"""A candidate is looked for with so many digits more than are asked."""


def rounded_to_places(number: Node, places: int) -> Fraction:
    """Round to decimal places; a negative count rounds to tens, hundreds and so on."""
    unit = Fraction(10) ** -places
    number = componentwise(number)
    value = approximate(number, max(0, places + DIGITS_OF_A_BALL))
    below_zero = value < 0
    nearest = _half_up(abs(value) / unit)
    steps = next(
        (steps for steps in (nearest, nearest - 1, nearest + 1) if _rounds_to(number, steps * unit, unit, below_zero)),
        None,
    )
    if steps is None:
        raise UnevaluatedError(number)
    return -steps * unit if below_zero else steps * unit


def rounded_to_figures(number: Node, figures: int) -> Fraction:
    """Round to significant figures, at least one; 0 stays 0."""
    number = componentwise(number)
    if sign(number) == 0:
        return Fraction(0)
    return rounded_to_places(number, figures - 1 - leading_place(number))


def cut_to_places(number: Node, places: int) -> Fraction:
    """Leave the further digits out: what a student has who forgot to round."""
    number = componentwise(number)
    rounded, direction = rounded_to_places(number, places), sign(number)
    over = sign(_minus(number, rounded)) not in (0, direction)
    return rounded - direction * Fraction(10) ** -places if over else rounded


def leading_place(number: Node) -> int:
    """Give the power of ten of the first digit of a number other than 0: 3 for 1234, -2 for 0.05."""
    direction = sign(number)
    if direction == 0:
        raise UnevaluatedError(number)
    positive = number if direction > 0 else Negative(number)
    guess = _near_logarithm(positive)
    for place in (guess, guess + 1, guess - 1):
        if sign(_minus(positive, Fraction(10) ** place)) >= 0 > sign(_minus(positive, Fraction(10) ** (place + 1))):
            return place
    raise UnevaluatedError(number)


def _near_logarithm(number: Node) -> int:
    """Give the decimal logarithm of a positive number, rounded down and off by one at most."""
    digits = DIGITS_OF_A_BALL
    while (value := approximate(number, digits)) < Fraction(10) ** (1 - digits):
        digits *= 4
    return floor((value.numerator.bit_length() - value.denominator.bit_length()) * log10(2))


def _rounds_to(number: Node, size: Fraction, unit: Fraction, below_zero: bool) -> bool:  # noqa: FBT001 - see there
    """Prove size - unit/2 <= |x| < size + unit/2; around 0 the sign decides which of the two edges counts."""
    if size < 0:
        return False
    positive = Negative(number) if below_zero else number
    return sign(_minus(positive, size - unit / 2)) >= 0 > sign(_minus(positive, size + unit / 2))


def approximate(number: Node, digits: int) -> Fraction:
    """Give a rational near a real number, to about so many digits after the point; no more is promised."""
    bits = 64 + ceil(digits * 3.33)
    for _ in range(12):
        try:
            ball = enclosure(number, bits)
        except ImpreciseError:
            bits *= 2
            continue
        if isinstance(ball, fmpq):
            return fraction(ball)
        real = ball.real if isinstance(ball, acb) else ball
        if not real.is_finite():
            raise UnevaluatedError(number)
        if real.rad() < arb(10) ** -digits or bits > 1 << 14:
            return fraction(middle(real))
        bits *= 2
    raise UnevaluatedError(number)


def _half_up(value: Fraction) -> int:
    return floor(value + Fraction(1, 2))


def _minus(number: Node, value: Fraction) -> Node:
    return Sum((number, Negative(rational_tree(value))))
