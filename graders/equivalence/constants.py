"""Two constants: equal by the separation bound, different by a ball that excludes zero.

Proves both answers for algebraic numbers, and ``Different`` for every number that balls evaluate.  Gives
up on equal numbers that are not algebraic.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

from flint import acb, arb, fmpq

from graders.equivalence.arctangents import vanishes
from graders.equivalence.decision import Decision, Different, Equal, Gap, Undecided
from graders.equivalence.faint import is_faint
from graders.equivalence.formal import is_identity
from graders.errors import UndefinedError
from graders.phrases import phrase, said
from graders.syntax.show import to_text
from graders.syntax.tree import Call, Integer, Negative, Node, Product, Sum
from graders.value.ball import Ball, ImpreciseError, UnevaluatedError
from graders.value.enclosure import enclosure
from graders.value.zero import Nonzero, Unsettled, Zero, agreeing_bits, first_ball, settle

if TYPE_CHECKING:
    from graders.equivalence.budget import Budget

SHOWN_DIGITS = 6
"""How many digits of a number are shown where they suffice to see a difference."""


def decide_constants(key: Node, response: Node, budget: Budget) -> Decision | None:
    """Decide two numbers; ``None`` where one of them is no number."""
    if key == response and _is_seen_to_be_a_number(key):
        return Equal("the same expression")
    try:
        settled = settle(Sum((key, Negative(response))), most_bits=budget.bits)
    except UnevaluatedError:
        return None
    except UndefinedError as error:
        return _undefined(key, response, str(error))
    match settled:
        case Zero(bits=0):
            return Equal("exact rational arithmetic")
        case Zero(bits=bits):
            return Equal(phrase("separation bound, {bits} bits", bits=bits))
        case Nonzero(bits=bits, ball=ball):
            by = (
                "exact rational arithmetic"
                if isinstance(ball, fmpq)
                else phrase("ball arithmetic, {bits} bits", bits=bits)
            )
            return Different(by, _gap(key, response, ball))
        case Unsettled(bits=bits, reason=reason):
            return _transcendental(key, response, bits, reason)


def _is_seen_to_be_a_number(node: Node) -> bool:
    """Tell whether a ball shows that an expression has a value, which is no rational on the face of it."""
    ball = first_ball(node)
    return ball is not None and not isinstance(ball, fmpq) and bool(ball.is_finite())


def _transcendental(key: Node, response: Node, bits: int, reason: str) -> Decision:
    """Decide numbers that no separation bound reaches: by an identity of symbols, else by their digits.

    In an identity pi, e and the logarithms of primes are symbols like variables.  Whatever is zero as a
    function of those symbols is zero for their values too; that they are transcendental is not needed.
    """
    difference = Sum((key, Negative(response)))
    if vanishes(difference):
        return Equal("the argument of a product of Gaussian integers")
    seed = blake2b(f"{to_text(key)}\n{to_text(response)}".encode(), digest_size=32).digest()
    identity = is_identity(difference, seed)
    if identity is not None and not identity.positive:
        return Equal("an identity of logarithms, exponentials and pi, error below 2^-150")
    if bits >= ENOUGH * agreeing_bits(difference) and not (is_faint(key, bits) or is_faint(response, bits)):
        return Equal(phrase("agreement to {bits} bits", bits=bits), "agreement")
    return Undecided(phrase("{reason}; the two sides agree to {bits} bits", reason=said(reason), bits=bits))


ENOUGH = 0.8125
"""In this share of all digits that were looked at numbers must agree to be taken for equal: rounding takes some."""


def _undefined(key: Node, response: Node, why: str) -> Decision:
    """Settle what has no value: a response without one is no answer to a key that has one."""
    if not _has_value(key):
        return Undecided(phrase("the key has no value: {why}", why=said(why)))
    return Undecided(why) if _has_value(response) else Different(phrase("no value: {why}", why=said(why)))


def _has_value(node: Node) -> bool:
    try:
        return not isinstance(settle(node), Unsettled)
    except (UndefinedError, UnevaluatedError):
        return False


def _gap(key: Node, response: Node, ball: Ball) -> Gap | None:
    """Show two different numbers to the first digit that tells them apart."""
    if isinstance(ball, acb) and not ball.imag.is_zero():
        return None
    difference = arb(ball) if isinstance(ball, fmpq) else ball.real if isinstance(ball, acb) else ball
    left = _value(key)
    right = _value(response)
    if left is None or right is None:
        return None
    agreeing = _agreeing_digits(left, difference)
    bits = 64 + 4 * agreeing
    if bits > 64:
        left, right = _value(key, bits) or left, _value(response, bits) or right
    digits = max(SHOWN_DIGITS, agreeing + 2)
    return Gap(agreeing, _shown(left, digits), _shown(right, digits))


def _value(node: Node, bits: int = 64) -> arb | None:
    """Evaluate to a real ball at a precision; the product with 1.0 makes a ball of a rational too."""
    try:
        ball = enclosure(Product((node, Call("exp", (Integer(0),)))), bits)
    except (ImpreciseError, UnevaluatedError):
        return None
    if isinstance(ball, acb):
        return ball.real if ball.imag.is_zero() else None
    return arb(ball) if isinstance(ball, fmpq) else ball


def _agreeing_digits(number: arb, difference: arb) -> int:
    """Count the leading decimal digits in which a number and one at such a distance surely look alike."""
    size, apart = _exponent(number), _exponent(difference)
    return max(0, size - apart - 1)


def _exponent(number: arb) -> int:
    """Give the decimal exponent of a number's size, roughly; very small for 0."""
    mantissa, _, exponent = number.mid_rad_10exp(1)
    return int(exponent) + len(str(abs(int(mantissa)))) - 1 if int(mantissa) else -(10**9)


def _shown(number: arb, digits: int) -> str:
    return number.str(digits, radius=False).replace("[", "").replace("]", "")
