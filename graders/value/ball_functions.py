"""Functions of balls: what every function that may be typed gives for enclosed numbers.

A rule gets the call, for what is said where it has no value, and the enclosures of its arguments.
"""

from __future__ import annotations

import math
from types import MappingProxyType
from typing import TYPE_CHECKING

from flint import acb, arb, fmpq, fmpz

from graders.errors import UndefinedError
from graders.syntax.tree import Call, Integer, Negative, Quotient, Sum
from graders.value.ball import (
    LARGEST_ROOT,
    ImpreciseError,
    UnevaluatedError,
    divided,
    exponential,
    logarithm,
    nth_root,
    real,
    real_cube_root,
    square_root,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from graders.value.ball import Ball


def _smooth(method: str) -> Callable[[Call, list[Ball]], Ball]:
    """Make the rule of a function that Arb has and that is smooth on all numbers."""

    def rule(node: Call, values: list[Ball]) -> Ball:
        value = values[0]
        del node
        return getattr(arb(value) if isinstance(value, fmpq) else value, method)()  # type: ignore[no-any-return]

    return rule


def _with_poles(method: str, below: str) -> Callable[[Call, list[Ball]], Ball]:
    """Make the rule of a function with poles at the zeros of another, ``below``."""

    def rule(node: Call, values: list[Ball]) -> Ball:
        value = arb(values[0]) if isinstance(values[0], fmpq) else values[0]
        if getattr(value, below)().contains(0):
            raise ImpreciseError(Call(POLES[below], node.arguments))
        return getattr(value, method)()  # type: ignore[no-any-return]

    return rule


POLES: Mapping[str, str] = MappingProxyType({"sin": "sin", "cos": "cos", "sinh": "sinh", "cosh": "cosh"})


def _inverse(method: str, least: int | None, most: int | None) -> Callable[[Call, list[Ball]], Ball]:
    """Make the rule of an inverse function that is real between two bounds and complex beyond."""

    def rule(node: Call, values: list[Ball]) -> Ball:
        value = arb(values[0]) if isinstance(values[0], fmpq) else values[0]
        if isinstance(value, acb):
            if not value.imag.is_zero():
                if value.imag.contains(0):
                    raise ImpreciseError(node.arguments[0])
                return getattr(value, method)()  # type: ignore[no-any-return]
            value = value.real
        if (least is None or value >= least) and (most is None or value <= most):
            return getattr(value, method)()  # type: ignore[no-any-return]
        if (least is not None and value < least) or (most is not None and value > most):
            return getattr(acb(value), method)()  # type: ignore[no-any-return]
        raise ImpreciseError(node.arguments[0])

    return rule


def _area_tangent(node: Call, values: list[Ball]) -> Ball:
    if isinstance(values[0], fmpq) and values[0] in (1, -1):
        raise UndefinedError("the inverse of tanh at 1 or -1")
    return _inverse("atanh", -1, 1)(node, values)


def _reciprocal(rule: Callable[[Call, list[Ball]], Ball]) -> Callable[[Call, list[Ball]], Ball]:
    """Make the rule of a function of the reciprocal: arccot, arcsec and their kin."""

    def inverted(node: Call, values: list[Ball]) -> Ball:
        return rule(node, [divided(fmpq(1), values[0], node.arguments[0])])

    return inverted


def _sqrt(node: Call, values: list[Ball]) -> Ball:
    return square_root(values[0], node.arguments[0])


def _root(node: Call, values: list[Ball]) -> Ball:
    index = values[1]
    if not isinstance(index, fmpq) or index.q != 1 or not 0 < index <= LARGEST_ROOT:
        raise UndefinedError("a root whose index is no whole number")
    number = real(values[0], node.arguments[0]) if not isinstance(values[0], acb) else None
    if int(index.p) % 2 and number is not None and number < 0:
        return -nth_root(-values[0], int(index.p), node.arguments[0])
    return nth_root(values[0], int(index.p), node.arguments[0])


def _log(node: Call, values: list[Ball]) -> Ball:
    if len(values) == 1:
        return logarithm(values[0], node.arguments[0])
    top, below = logarithm(values[0], node.arguments[0]), logarithm(values[1], node.arguments[1])
    return divided(top, below, Call("ln", (node.arguments[1],)))


def _abs(node: Call, values: list[Ball]) -> Ball:
    del node
    value = values[0]
    return value if isinstance(value, fmpq) and value >= 0 else -value if isinstance(value, fmpq) else abs(value)


def _sign(node: Call, values: list[Ball]) -> Ball:
    value = real(values[0], node.arguments[0])
    if value > 0 or value < 0 or value.is_zero():
        return fmpq(1 if value > 0 else -1 if value < 0 else 0)
    raise ImpreciseError(node.arguments[0])


def _rounded(direction: str) -> Callable[[Call, list[Ball]], Ball]:
    def rule(node: Call, values: list[Ball]) -> Ball:
        value = values[0]
        if isinstance(value, fmpq):
            return value.floor() + fmpq(0) if direction == "floor" else value.ceil() + fmpq(0)
        number = getattr(real(value, node.arguments[0]), direction)().unique_fmpz()
        if number is None:
            raise ImpreciseError(node.arguments[0])
        return fmpq(number)

    return rule


def _round(node: Call, values: list[Ball]) -> Ball:
    """Round half away from zero, as school does."""
    shift = fmpq(10) ** _places(node, values[1]) if len(values) > 1 else fmpq(1)
    scaled = values[0] * shift
    number = real(scaled, node.arguments[0])
    half = fmpq(1, 2) if not number < 0 else fmpq(-1, 2)
    direction = "floor" if half > 0 else "ceil"
    return _rounded(direction)(node, [scaled + half]) / shift


MOST_PLACES = 1_000
"""Decimal places, on either side of the point, to which is rounded."""


def _places(node: Call, value: Ball) -> int:
    if not isinstance(value, fmpq) or value.q != 1 or abs(value) > MOST_PLACES:
        raise UnevaluatedError(node)
    return int(value.p)


def _extreme(sign: int) -> Callable[[Call, list[Ball]], Ball]:
    def rule(node: Call, values: list[Ball]) -> Ball:
        rationals = [value for value in values if isinstance(value, fmpq)]
        if len(rationals) == len(values):
            return sorted(rationals)[-1 if sign > 0 else 0]
        numbers = [real(value, argument) for value, argument in zip(values, node.arguments, strict=True)]
        best = numbers[0]
        for number in numbers[1:]:
            best = best.max(number) if sign > 0 else best.min(number)
        return best

    return rule


def _median(node: Call, values: list[Ball]) -> Ball:
    """Enclose the number in the middle: it lies between that of the lower ends and that of the upper ends."""
    exact = [value for value in values if isinstance(value, fmpq)]
    if len(exact) == len(values):
        ranked = sorted(exact)
        return (ranked[(len(ranked) - 1) // 2] + ranked[len(ranked) // 2]) / 2
    numbers = [real(value, argument) for value, argument in zip(values, node.arguments, strict=True)]
    lower, upper = (_middle([end(number) for number in numbers]) for end in (arb.lower, arb.upper))
    return lower.union(upper)


def _middle(points: list[arb]) -> arb:
    points.sort()
    return (points[(len(points) - 1) // 2] + points[len(points) // 2]) / 2


def _place(sign: int) -> Callable[[Call, list[Ball]], Ball]:
    """Make the rule of the place of the first largest number; the first smallest with a negative sign."""

    def rule(node: Call, values: list[Ball]) -> Ball:
        numbers = [real(value, argument) * sign for value, argument in zip(values, node.arguments, strict=True)]
        exact = all(isinstance(value, fmpq) for value in values)
        for at, number in enumerate(numbers):
            before = all(number > other for other in numbers[:at])
            if before and all(number > other or (exact and number >= other) for other in numbers[at + 1 :]):
                return fmpq(at + 1)
        raise UnevaluatedError(node)

    return rule


def _factorial(node: Call, values: list[Ball]) -> Ball:
    number = values[0]
    if isinstance(number, fmpq) and number.q == 1 and number < 0:
        raise UndefinedError("the factorial of a negative whole number")
    if isinstance(number, fmpq) and number.q == 1 and number <= EXACT_FACTORIAL:
        return fmpq(fmpz.fac_ui(number.p))
    return _gamma_at(number + 1, node)


def _gamma(node: Call, values: list[Ball]) -> Ball:
    return _gamma_at(values[0], node)


def _gamma_at(value: Ball, node: Call) -> Ball:
    """Take the gamma function, which has poles at 0, -1, -2 and so on."""
    if isinstance(value, fmpq):
        if value.q == 1 and value <= 0:
            raise UndefinedError("the gamma function at 0 or a negative whole number")
        value = arb(value)
    elif value.imag.contains(0) and not value.real > 0 and value.real.contains_integer():
        raise ImpreciseError(node.arguments[0])
    return value.gamma()


EXACT_FACTORIAL = 2_000
"""Factorials are exact up to here."""


def _double_factorial(node: Call, values: list[Ball]) -> Ball:
    number = values[0]
    if not isinstance(number, fmpq) or number.q != 1 or not -1 <= number <= EXACT_FACTORIAL:
        raise UnevaluatedError(node)
    product = 1
    for factor in range(int(number.p), 1, -2):
        product *= factor
    return fmpq(product)


def _binomial(node: Call, values: list[Ball]) -> Ball:
    top, below = values
    if isinstance(top, fmpq) and top.q == 1 and top < 0 and isinstance(below, fmpq) and below < 0:
        raise UndefinedError("a binomial coefficient of negative whole numbers")
    if not isinstance(below, fmpq) or below.q != 1 or below > EXACT_FACTORIAL:
        return _gamma_binomial(node, top, below)
    value: Ball = fmpq(1) if below >= 0 else fmpq(0)
    for step in range(int(below.p)):
        value = value * (top - step) / fmpq(step + 1)
    return value


def _gamma_binomial(node: Call, top: Ball, below: Ball) -> Ball:
    """Extend to all numbers by the gamma function."""
    rest = top - below
    parts = [
        _factorial(Call("factorial", (argument,)), [value])
        for argument, value in zip(
            (*node.arguments, Sum((node.arguments[0], Negative(node.arguments[1])))), (top, below, rest), strict=True
        )
    ]
    return divided(parts[0], parts[1] * parts[2], node)


def _rationals(node: Call, values: list[Ball]) -> list[fmpq]:
    found = [value for value in values if isinstance(value, fmpq)]
    if len(found) < len(values):
        raise UnevaluatedError(node)
    return found


def _gcd(node: Call, values: list[Ball]) -> Ball:
    """Give the largest rational of which all are whole multiples."""
    rationals = _rationals(node, values)
    below = math.lcm(*(int(value.q) for value in rationals))
    return fmpq(math.gcd(*(int((value * below).p) for value in rationals)), below)


def _lcm(node: Call, values: list[Ball]) -> Ball:
    """Give the smallest positive rational that is a whole multiple of all."""
    rationals = _rationals(node, values)
    below = math.lcm(*(int(value.q) for value in rationals))
    return fmpq(math.lcm(*(int((value * below).p) for value in rationals)), below)


def _mod(node: Call, values: list[Ball]) -> Ball:
    """Take the remainder with the divisor's sign."""
    quotient = divided(values[0], values[1], node.arguments[1])
    whole = _rounded("floor")(Call("floor", (Quotient(node.arguments[0], node.arguments[1]),)), [quotient])
    return values[0] - values[1] * whole


def _percent(node: Call, values: list[Ball]) -> Ball:
    del node
    return values[0] / fmpq(100)


def _degree(node: Call, values: list[Ball]) -> Ball:
    del node
    return values[0] * arb.pi() / 180


def _real_part(node: Call, values: list[Ball]) -> Ball:
    del node
    return values[0].real if isinstance(values[0], acb) else values[0]


def _imaginary_part(node: Call, values: list[Ball]) -> Ball:
    del node
    return values[0].imag if isinstance(values[0], acb) else fmpq(0)


def _conjugate(node: Call, values: list[Ball]) -> Ball:
    del node
    return acb(values[0].real, -values[0].imag) if isinstance(values[0], acb) else values[0]


def _argument(node: Call, values: list[Ball]) -> Ball:
    value = values[0]
    if isinstance(value, fmpq) and value > 0:
        return fmpq(0)
    logged = logarithm(value, node.arguments[0])
    return logged.imag if isinstance(logged, acb) else fmpq(0)


def _atan2(node: Call, values: list[Ball]) -> Ball:
    y, x = (real(value, argument) for value, argument in zip(values, node.arguments, strict=True))
    if y.is_zero() and x.is_zero():
        raise UndefinedError("the angle of the point (0, 0)")
    if y.contains(0) and not y.is_zero() and not x > 0:
        raise ImpreciseError(node.arguments[0])
    return arb.atan2(y, x)


def _sinc(node: Call, values: list[Ball]) -> Ball:
    del node
    value = values[0]
    return (
        fmpq(1) if isinstance(value, fmpq) and value == 0 else (arb(value) if isinstance(value, fmpq) else value).sinc()
    )


def _sigmoid(node: Call, values: list[Ball]) -> Ball:
    power = exponential(-values[0])
    return divided(fmpq(1), 1 + power, Sum((Integer(1), Call("exp", (Negative(node.arguments[0]),)))))


def _relu(node: Call, values: list[Ball]) -> Ball:
    return _extreme(1)(Call("max", (*node.arguments, Integer(0))), [values[0], fmpq(0)])


def _decimal_logarithm(node: Call, values: list[Ball]) -> Ball:
    return logarithm(values[0], node.arguments[0]) / arb(10).log()


RULES: Mapping[str, Callable[[Call, list[Ball]], Ball]] = MappingProxyType(
    {
        "sqrt": _sqrt, "root": _root, "log": _log, "lg": _decimal_logarithm, "abs": _abs, "sign": _sign,
        "cbrt": lambda node, values: real_cube_root(values[0], node.arguments[0]),
        "ln": lambda node, values: logarithm(values[0], node.arguments[0]),
        "exp": _smooth("exp"), "sin": _smooth("sin"), "cos": _smooth("cos"), "sinh": _smooth("sinh"),
        "cosh": _smooth("cosh"), "sinc": _sinc,
        "tan": _with_poles("tan", "cos"), "cot": _with_poles("cot", "sin"), "sec": _with_poles("sec", "cos"),
        "csc": _with_poles("csc", "sin"), "tanh": _with_poles("tanh", "cosh"), "coth": _with_poles("coth", "sinh"),
        "sech": _with_poles("sech", "cosh"), "csch": _with_poles("csch", "sinh"),
        "arcsin": _inverse("asin", -1, 1), "arccos": _inverse("acos", -1, 1), "arctan": _inverse("atan", None, None),
        "arsinh": _inverse("asinh", None, None), "arcosh": _inverse("acosh", 1, None),
        "artanh": _area_tangent, "arccot": _reciprocal(_inverse("atan", None, None)),
        "arcsec": _reciprocal(_inverse("acos", -1, 1)), "arccsc": _reciprocal(_inverse("asin", -1, 1)),
        "arcoth": _reciprocal(_area_tangent), "arsech": _reciprocal(_inverse("acosh", 1, None)),
        "arcsch": _reciprocal(_inverse("asinh", None, None)), "atan2": _atan2,
        "gamma_function": _gamma, "floor": _rounded("floor"), "ceil": _rounded("ceil"), "round": _round,
        "min": _extreme(-1), "max": _extreme(1), "factorial": _factorial, "double_factorial": _double_factorial,
        "binomial": _binomial, "gcd": _gcd, "lcm": _lcm, "mod": _mod, "percent": _percent, "degree": _degree,
        "median": _median, "argmax": _place(1), "argmin": _place(-1), "sigmoid": _sigmoid, "relu": _relu,
        "re": _real_part, "im": _imaginary_part, "conj": _conjugate, "arg": _argument,
    }
)  # fmt: skip
"""How each function of numbers is evaluated, by name; a test finds those that are missing."""
