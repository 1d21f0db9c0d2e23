"""Whether a constant is zero, proved: balls of rising precision, down to the separation bound."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from flint import acb, arb, fmpq

from graders.errors import UndefinedError
from graders.phrases import phrase
from graders.syntax.tree import Call, Integer, Negative, Node, Sum, children, rebuilt, walk
from graders.value.ball import Ball, ImpreciseError, UnevaluatedError
from graders.value.enclosure import enclosure
from graders.value.separation import NotAlgebraicError, Size, size

if TYPE_CHECKING:
    from collections.abc import Callable

START = 64
"""The precision to begin with, in bits."""

MOST_BITS = 1 << 16
"""The precision at which to give up."""


@dataclass(frozen=True, slots=True)
class Zero:
    """The number is zero: by ``bits`` bits of separation, or exactly (0 bits) where it stayed rational."""

    bits: int


@dataclass(frozen=True, slots=True)
class Nonzero:
    """The number is not zero: ``ball`` excludes it, at so many bits of precision."""

    bits: int
    ball: Ball


@dataclass(frozen=True, slots=True)
class Unsettled:
    """Nothing is proved, for the ``reason`` given: the number is 0 or smaller than 2^-bits."""

    bits: int
    reason: str


Settled: TypeAlias = Zero | Nonzero | Unsettled


def settle(node: Node, *, most_bits: int = MOST_BITS) -> Settled:
    """Decide whether a constant is zero.

    Proves ``Nonzero`` for any number that balls can evaluate, and ``Zero`` for the algebraic ones.
    Raises ``UndefinedError`` where the expression has no value, ``UnevaluatedError`` where it is no number.
    """
    bits, needed = START, None
    while True:
        try:
            ball = enclosure(node, bits)
        except ImpreciseError as error:
            sharper = _sharpened(node, error.node, bits, most_bits)
            if sharper is not None:
                node = sharper
                continue
            bits *= 2
            if bits > most_bits or (bits > agreeing_bits(node) and not _is_bounded(node, error.node)):
                return Unsettled(0, "a function jumps too close by")
            continue
        if not _holds_zero(ball):
            return Nonzero(bits, ball)
        if isinstance(ball, fmpq) or ball.is_zero():
            return Zero(0)
        if needed is None:
            try:
                needed = size(node, is_nonzero, is_real).bits
            except NotAlgebraicError:
                return _unsettled(node, ball, bits, most_bits)
        if _within(ball, needed):
            return Zero(needed)
        bits = max(2 * bits, min(needed + START, 16 * bits))
        if bits > most_bits:
            return Unsettled(_smallness(ball), phrase("zero is not told apart before {bits} bits", bits=needed))


def _is_bounded(node: Node, critical: Node) -> bool:
    """Tell whether more precision ends at the separation bound of what a function jumps at, and at no integration."""
    try:
        size(critical, is_nonzero, is_real)
    except NotAlgebraicError:
        return False
    return not _integrates(node)


def _unsettled(node: Node, ball: Ball, bits: int, most_bits: int) -> Settled:
    """Go on with balls alone: they can still prove a number that is not algebraic to be no zero."""
    most_bits = min(most_bits, agreeing_bits(node))
    smallness = _smallness(ball)
    while bits * 2 <= most_bits:
        bits *= 2
        try:
            ball = enclosure(node, bits)
        except ImpreciseError:
            return Unsettled(0, "a function jumps too close by")
        if not _holds_zero(ball):
            return Nonzero(bits, ball)
        smallness = max(smallness, _smallness(ball))
    return Unsettled(smallness, "the number is not algebraic")


def agreeing_bits(node: Node) -> int:
    """Give the precision at which a number that is not algebraic is left undecided."""
    return AGREEING_BITS_OF_INTEGRALS if _integrates(node) else AGREEING_BITS


def _integrates(node: Node) -> bool:
    return any(isinstance(part, Call) and part.name == "integrate" for part in walk(node))


AGREEING_BITS, AGREEING_BITS_OF_INTEGRALS = 4096, 256
"""A thousand decimal digits, and some sixty where each takes an integration that goes on for so many."""


def _smallness(ball: Ball) -> int:
    """Give b such that every number of a ball is smaller than 2^-b; 0 for balls that are no help."""
    if isinstance(ball, fmpq) or not ball.is_finite():
        return 0
    mantissa, exponent = ball.abs_upper().man_exp()
    return max(0, -int(exponent) - int(mantissa).bit_length())


def _holds_zero(ball: Ball) -> bool:
    return ball == 0 if isinstance(ball, fmpq) else bool(ball.contains(0))


def _within(ball: arb | acb, bits: int) -> bool:
    """Tell whether every number of the ball is smaller than 2^-bits."""
    return bool(arb(ball.abs_upper()) < arb(2) ** -bits)


def sign(node: Node) -> int:
    """Give the sign of a real constant, proved: -1, 0 or 1."""
    settled = settle(node)
    if isinstance(settled, Zero):
        return 0
    if isinstance(settled, Nonzero):
        ball = settled.ball if not isinstance(settled.ball, fmpq) else arb(settled.ball)
        if isinstance(ball, arb):
            return 1 if ball > 0 else -1
    raise UnevaluatedError(node)


def is_nonzero(node: Node) -> bool:
    """Tell whether a ball of the first precision proves a number not to be zero."""
    ball = first_ball(node)
    return ball is not None and not _holds_zero(ball)


def is_real(node: Node) -> bool:
    """Tell whether a ball of the first precision is proved to be of real numbers."""
    return isinstance(first_ball(node), fmpq | arb)


def first_ball(node: Node) -> Ball | None:
    """Give a ball of the first precision, ``None`` where there is none."""
    try:
        return enclosure(node, START)
    except (ImpreciseError, UnevaluatedError, UndefinedError):
        return None


def _sharpened(node: Node, critical: Node, bits: int, most_bits: int) -> Node | None:
    """Put a whole number in the place of a node at which a function jumps, where the node is proved to be it.

    At a jump or pole more precision never helps.  A critical node that is no part of the tree is the zero of
    a pole: then there is no value.
    """
    try:
        ball = enclosure(critical, bits)
    except ImpreciseError:
        return None
    nearest = _nearest_integer(ball)
    if nearest is None or not isinstance(settle(_minus(critical, nearest), most_bits=most_bits), Zero):
        return None
    sharper = _replaced(node, lambda part: Integer(nearest) if part == critical else None)
    if sharper == node:
        raise UndefinedError("division by zero" if nearest == 0 else "a value outside the domain")
    return sharper


def _nearest_integer(ball: Ball) -> int | None:
    number = ball.real if isinstance(ball, acb) else ball if isinstance(ball, arb) else arb(ball)
    middle = number.mid()
    if not middle.is_finite() or middle.abs_upper() > 1 << 60:
        return None
    whole = (middle + arb("0.5")).floor().unique_fmpz()
    return None if whole is None else int(whole)


def _minus(node: Node, number: int) -> Node:
    return Sum((node, Negative(Integer(number)) if number >= 0 else Integer(-number)))


def _replaced(node: Node, choose: Callable[[Node], Node | None]) -> Node:
    chosen = choose(node)
    if chosen is not None:
        return chosen
    below = children(node)
    return rebuilt(node, tuple(_replaced(part, choose) for part in below)) if below else node


__all__ = [
    "MOST_BITS", "START", "Nonzero", "Settled", "Size", "UnevaluatedError", "Unsettled", "Zero", "first_ball",
    "settle", "sign",
]  # fmt: skip
