"""Balls: numbers enclosed with a proof, and their arithmetic with the roots, powers and logarithms of ours.

The arithmetic is Arb's (F. Johansson, "Arb: efficient arbitrary-precision midpoint-radius interval
arithmetic", IEEE Trans. Computers 66, 2017), by python-flint.  Rational numbers stay exact as long as
they stay rational; a ball is real as long as its number is proved real, and complex from then on.
"""

from __future__ import annotations

from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from flint import acb, arb, fmpq, fmpz

from graders.errors import UndefinedError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from graders.syntax.tree import Node, Power

Ball: TypeAlias = "fmpq | arb | acb"
"""An exact rational, or an enclosure of a real or complex number."""


Point: TypeAlias = "Mapping[str, Ball]"
"""Values of variables."""


LARGEST_EXPONENT = 100_000
"""A rational is raised exactly to powers that give numbers of at most so many bits."""


class ImpreciseError(ArithmeticError):
    """The ball of ``node`` holds a point at which the function above it jumps or ends: more precision may help."""

    def __init__(self, node: Node) -> None:
        """Keep the node whose value matters."""
        super().__init__(node)
        self.node = node


class UnevaluatedError(ArithmeticError):
    """A node that has no number: a vector where a number must stand, a free variable, a limit."""


def divided(top: Ball, below: Ball, node: Node) -> Ball:
    """Divide; ``node`` is the divisor's."""
    if below == 0 and isinstance(below, fmpq):
        raise UndefinedError("division by zero")
    if not isinstance(below, fmpq) and below.contains(0):
        raise ImpreciseError(node)
    return top / below


def real(value: Ball, node: Node) -> arb:
    """Give a value as a real ball; a proper complex one has no order."""
    if isinstance(value, arb):
        return value
    if isinstance(value, fmpq):
        return arb(value)
    if value.imag.is_zero():
        return value.real
    if value.imag.contains(0):
        raise ImpreciseError(node)
    raise UndefinedError("an order among numbers that are not real")


ORDERS: Mapping[str, Callable[[int], bool]] = MappingProxyType(
    {
        "=": lambda order: order == 0, "!=": lambda order: order != 0, "<": lambda order: order < 0,
        "<=": lambda order: order <= 0, ">": lambda order: order > 0, ">=": lambda order: order >= 0,
    }
)  # fmt: skip
"""What each comparison asks of the sign of the difference."""


def square_root(value: Ball, node: Node) -> Ball:
    """Take the principal square root; a ball around zero gives a ball around zero in both axes."""
    if isinstance(value, fmpq):
        exact = _exact_root(value, 2)
        if exact is not None:
            return exact
        value = arb(value)
    if isinstance(value, acb):
        if value.imag.is_zero():
            value = value.real
        elif value.contains(0) or not (value.imag.contains(0) and value.real < 0):
            return value.sqrt() if not value.contains(0) else _around_zero(value, 2)
        else:
            raise ImpreciseError(node)
    if value >= 0:
        return value.sqrt()
    if value < 0:
        return acb(0, (-value).sqrt())
    return _around_zero(acb(value), 2)


def _around_zero(value: acb, index: int) -> acb:
    """Enclose every root of the numbers of a ball around zero: a square as wide as the largest root."""
    size = arb(value.abs_upper()).root(index)
    return acb(arb(0, size), arb(0, size))


def _exact_root(value: fmpq, index: int) -> fmpq | None:
    """Give the rational root of a rational, where it has one that is principal."""
    if value < 0:
        return None
    top, below = _integer_root(int(value.p), index), _integer_root(int(value.q), index)
    return None if top is None or below is None else fmpq(top, below)


def _integer_root(number: int, index: int) -> int | None:
    if number < 2:
        return number
    root = round(number ** (1 / index)) if number < 2**52 else int(fmpz(number).root(index))
    return root if root**index == number else None


def nth_root(value: Ball, index: int, node: Node) -> Ball:
    """Take the principal root of any index from 1 on."""
    if index == 2:
        return square_root(value, node)
    if isinstance(value, fmpq):
        exact = _exact_root(value, index)
        if exact is not None:
            return exact
        value = arb(value)
    if isinstance(value, arb):
        if value >= 0:
            return value.root(index)
        value = acb(value)
    if value.contains(0):
        return _around_zero(value, index)
    if value.real < 0 and value.imag.contains(0) and not value.imag.is_zero():
        raise ImpreciseError(node)
    return value.root(index)


def real_cube_root(value: Ball, node: Node) -> Ball:
    """Take the cube root, real and negative for negative numbers."""
    if isinstance(value, acb) and not value.imag.is_zero():
        return nth_root(value, 3, node)
    number = real(value, node)
    if number < 0:
        return -nth_root(-value if isinstance(value, fmpq) else -number, 3, node)
    if number >= 0:
        return nth_root(value if isinstance(value, fmpq) else number, 3, node)
    size = arb(number.abs_upper()).root(3)
    return arb(0, size)


def raised(base: Ball, exponent: Ball, node: Power) -> Ball:
    """Raise to a power: exactly for rationals and whole exponents, else by the principal logarithm."""
    if isinstance(exponent, fmpq):
        if exponent.q == 1:
            return _whole_power(base, int(exponent.p), node)
        if exponent.q <= LARGEST_ROOT:
            return _whole_power(nth_root(base, int(exponent.q), node.base), int(exponent.p), node)
    if base == 0 and isinstance(base, fmpq):
        if real(exponent, node.exponent) > 0:
            return fmpq(0)
        raise UndefinedError("zero to a power that is not positive")
    if not isinstance(base, fmpq) and base.contains(0):
        raise ImpreciseError(node.base)
    if isinstance(base, acb) or (isinstance(base, arb) and not base > 0) or (isinstance(base, fmpq) and base < 0):
        return exponential(logarithm(base, node.base) * exponent)
    return exponential((arb(base) if isinstance(base, fmpq) else base).log() * exponent)


def exponential(value: Ball) -> Ball:
    """Raise e to a power."""
    return (arb(value) if isinstance(value, fmpq) else value).exp()


LARGEST_ROOT = 10_000
"""The largest index of a root taken of a power with a fraction for its exponent."""


def _whole_power(base: Ball, exponent: int, node: Power) -> Ball:
    if exponent < 0:
        return divided(fmpq(1), _whole_power(base, -exponent, node), node.base)
    if isinstance(base, fmpq):
        if base.height_bits() * exponent <= LARGEST_EXPONENT:
            return base**exponent
        if base in (0, 1):
            return base
        base = arb(base)
    if isinstance(base, arb) and base.contains(0):
        return (acb(base) ** exponent).real  # flint's real power goes by the logarithm there and gives nan
    return base**exponent


def logarithm(value: Ball, node: Node) -> Ball:
    """Take the principal logarithm."""
    if isinstance(value, fmpq):
        if value == 0:
            raise UndefinedError("the logarithm of zero")
        if value == 1:
            return fmpq(0)
        value = arb(value)
    if isinstance(value, arb):
        if value > 0:
            return value.log()
        if value < 0:
            return acb((-value).log(), arb.pi())
        raise ImpreciseError(node)
    if value.contains(0) or (value.real < 0 and value.imag.contains(0) and not value.imag.is_zero()):
        raise ImpreciseError(node)
    return value.log()


def exactly(value: Fraction | int) -> fmpq:
    """Give a rational as flint's."""
    return fmpq(value.numerator, value.denominator)


def fraction(value: fmpq) -> Fraction:
    """Give flint's rational as Python's."""
    return Fraction(int(value.p), int(value.q))


def middle(ball: arb) -> fmpq:
    """Give the middle of a ball, exactly; of its ``rad()``, how far it reaches."""
    mantissa, exponent = ball.mid().man_exp()
    return fmpq(mantissa) * fmpq(2) ** int(exponent)
