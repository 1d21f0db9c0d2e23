"""Enclosures hold the value: every function of numbers beside mpmath, at points of every kind."""

from __future__ import annotations

import math
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias

import mpmath
import pytest
from flint import acb, arb, fmpq
from hypothesis import given, settings
from hypothesis import strategies as st

from graders.errors import UndefinedError
from graders.syntax import parse
from graders.syntax.tree import Call, Constant, Integer, Node, Product, Sum
from graders.value.ball import Ball, ImpreciseError, UnevaluatedError
from graders.value.ball_functions import RULES
from graders.value.enclosure import CONSTANTS, enclosure
from graders.value.surd import rational_tree
from graders.value.zero import Nonzero, settle
from tests.value.numbers import algebraic

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Real: TypeAlias = Any  # mpmath has no types

DIGITS = 60
BITS = 128

REALS = [
    Fraction(*pair) for pair in ((-7, 2), (-1, 1), (-1, 3), (0, 1), (1, 5), (1, 2), (1, 1), (4, 3), (3, 1), (21, 2))
]
COMPLEX = [(Fraction(1), Fraction(2)), (Fraction(-3, 2), Fraction(1, 4)), (Fraction(-1), Fraction(-1))]
PAIRS = [(7, 3), (-7, 3), (7, -3), (12, 18), (8, 2), (27, 3), (5, 0), (0, 5), (3, 5)]


def _rounded(number: Real, places: Real = 0) -> Real:
    scaled = abs(number) * mpmath.mpf(10) ** places
    return mpmath.sign(number) * mpmath.floor(scaled + mpmath.mpf(1) / 2) / mpmath.mpf(10) ** places


def _real_root(number: Real, index: Real = 3) -> Real:
    index = int(index)
    negative = not isinstance(number, mpmath.mpc) and number < 0 and index % 2 == 1
    return -mpmath.root(-number, index) if negative else mpmath.root(number, index)


def _gcd(one: Real, two: Real) -> Real:
    return mpmath.mpf(math.gcd(int(one), int(two)))


ONE_NUMBER: Mapping[str, Callable[..., Real]] = MappingProxyType(
    {
        "sqrt": mpmath.sqrt, "cbrt": _real_root, "exp": mpmath.exp, "ln": mpmath.log, "log": mpmath.log,
        "lg": mpmath.log10, "sin": mpmath.sin, "cos": mpmath.cos, "tan": mpmath.tan, "cot": mpmath.cot,
        "sec": mpmath.sec, "csc": mpmath.csc, "arcsin": mpmath.asin, "arccos": mpmath.acos, "arctan": mpmath.atan,
        "arccot": mpmath.acot, "arcsec": mpmath.asec, "arccsc": mpmath.acsc, "sinh": mpmath.sinh,
        "cosh": mpmath.cosh, "tanh": mpmath.tanh, "coth": mpmath.coth, "sech": mpmath.sech, "csch": mpmath.csch,
        "arsinh": mpmath.asinh, "arcosh": mpmath.acosh, "artanh": mpmath.atanh, "arcoth": mpmath.acoth,
        "arsech": mpmath.asech, "arcsch": mpmath.acsch, "sinc": mpmath.sinc, "gamma_function": mpmath.gamma,
        "abs": abs, "sign": mpmath.sign, "re": mpmath.re, "im": mpmath.im, "arg": mpmath.arg, "conj": mpmath.conj,
        "floor": mpmath.floor, "ceil": mpmath.ceil, "round": _rounded, "factorial": mpmath.factorial,
        "percent": lambda number: number / 100, "degree": lambda number: number * mpmath.pi / 180,
        "sigmoid": lambda number: 1 / (1 + mpmath.exp(-number)), "relu": lambda number: max(mpmath.mpf(0), number),
    }
)  # fmt: skip
"""What each function of one number is for mpmath."""

TWO_NUMBERS: Mapping[str, Callable[..., Real]] = MappingProxyType(
    {
        "root": _real_root, "log": mpmath.log, "atan2": mpmath.atan2, "round": _rounded, "min": min, "max": max,
        "mod": lambda one, two: one - two * mpmath.floor(one / two), "gcd": _gcd,
        "lcm": lambda one, two: abs(one * two) / _gcd(one, two), "binomial": mpmath.binomial,
        "median": lambda one, two: (one + two) / 2, "argmax": lambda one, two: mpmath.mpf(1 if one >= two else 2),
        "argmin": lambda one, two: mpmath.mpf(1 if one <= two else 2),
    }
)  # fmt: skip
"""What each function of two numbers is for mpmath."""

WHOLE_NUMBERS: Mapping[str, Callable[..., Real]] = MappingProxyType({"double_factorial": mpmath.fac2})
"""What each function of a whole number from 0 on is for mpmath."""

REAL_ONLY = frozenset(("sign", "floor", "ceil", "round", "cbrt", "relu"))
"""Functions that other people extend to complex numbers in other ways."""


def number(value: Fraction, imaginary: Fraction = Fraction(0)) -> Node:
    """Write a number."""
    if not imaginary:
        return rational_tree(value)
    return Sum((rational_tree(value), Product((rational_tree(imaginary), Constant("i")))))


def floating(value: Fraction, imaginary: Fraction = Fraction(0)) -> Real:
    """Give the number to mpmath."""
    real = mpmath.mpf(value.numerator) / value.denominator
    return mpmath.mpc(real, mpmath.mpf(imaginary.numerator) / imaginary.denominator) if imaginary else real


def evaluated(node: Node) -> Ball | None:
    """Enclose a number; ``None`` where it has no value."""
    try:
        return enclosure(node, BITS)
    except (UndefinedError, ImpreciseError, UnevaluatedError):
        return None


def holds(ball: Ball, value: Real) -> bool:
    """Tell whether a ball holds what mpmath found, to its digits."""
    slack = "+/- 1e-50"
    real, imaginary = (mpmath.nstr(part, DIGITS) for part in (mpmath.re(value), mpmath.im(value)))
    size = max(1, int(mpmath.ceil(abs(value))))
    found = acb(arb(f"{real} {slack}") * 1, arb(f"{imaginary} {slack}")) + acb(arb(0, arb(size) * arb("1e-50")))
    return bool(acb(ball).overlaps(found))


def compared(name: str, reference: Callable[..., Real], *numbers: tuple[Fraction, Fraction]) -> bool:
    """Compare one value; tell whether there was one to compare."""
    ball = evaluated(Call(name, tuple(number(*each) for each in numbers)))
    if ball is None:
        return False
    with mpmath.workdps(DIGITS):
        value = reference(*(floating(*each) for each in numbers))
        assert holds(ball, value), f"{name}{numbers}: {ball} {value}"
    return True


@pytest.mark.parametrize("name", sorted(ONE_NUMBER))
def test_a_function_of_one_number_has_the_value_that_others_find(name: str) -> None:
    points = [(value, Fraction(0)) for value in REALS] + ([] if name in REAL_ONLY else COMPLEX)
    assert sum(compared(name, ONE_NUMBER[name], point) for point in points) >= 6


@pytest.mark.parametrize("name", sorted(TWO_NUMBERS))
def test_a_function_of_two_numbers_has_the_value_that_others_find(name: str) -> None:
    points = [tuple((Fraction(value), Fraction(0)) for value in pair) for pair in PAIRS]
    assert sum(compared(name, TWO_NUMBERS[name], *point) for point in points) >= 4


@pytest.mark.parametrize("name", sorted(WHOLE_NUMBERS))
def test_a_function_of_a_whole_number_has_the_value_that_others_find(name: str) -> None:
    assert all(compared(name, WHOLE_NUMBERS[name], (Fraction(value), Fraction(0))) for value in range(12))


def test_every_function_of_numbers_is_compared() -> None:
    assert set(RULES) == {*ONE_NUMBER, *TWO_NUMBERS, *WHOLE_NUMBERS}


@pytest.mark.parametrize("name", sorted(CONSTANTS))
def test_constants_are_those_of_others(name: str) -> None:
    with mpmath.workdps(DIGITS):
        others = {"pi": +mpmath.pi, "tau": 2 * mpmath.pi, "e": +mpmath.e, "i": mpmath.mpc(0, 1)}
        assert holds(enclosure(Constant(name), BITS), others[name])


@settings(max_examples=150, derandomize=True, deadline=None)
@given(algebraic(3), st.integers(6, 9))
def test_more_precision_finds_the_same_number(node: Node, power: int) -> None:
    coarse, fine = evaluated(node), None
    try:
        fine = enclosure(node, 1 << power)
    except (UndefinedError, ImpreciseError):
        return
    assert coarse is None or acb(coarse).overlaps(acb(fine))


@settings(max_examples=150, derandomize=True, deadline=None)
@given(algebraic(2))
def test_rational_numbers_stay_exact(node: Node) -> None:
    ball = evaluated(node)
    if isinstance(ball, fmpq):
        difference = Sum((node, Product((Integer(-1), number(Fraction(int(ball.p), int(ball.q)))))))
        assert not isinstance(settle(difference), Nonzero)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("round(2.5)", 3),
        ("round(-2.5)", -3),
        ("round(1.005, 2)", Fraction(101, 100)),
        ("-7 mod 3", 2),
        ("7 mod -3", -2),
        ("cbrt(-8)", -2),
        ("root(-32, 5)", -2),
        ("0!", 1),
        ("(-1)!!", 1),
        ("binomial(5, 7)", 0),
        ("binomial(-2, 3)", -4),
        ("sinc(0)", 1),
        ("gcd(1/2, 3/4)", Fraction(1, 4)),
        ("0^0", 1),
        ("sum(k, k, 1, 0)", 0),
        ("floor(-1/2)", -1),
        ("log(8, 2)", 3),
        ("|-3/4|", Fraction(3, 4)),
    ],
)
def test_conventions_are_those_of_textbooks(text: str, value: Fraction) -> None:
    assert acb(enclosure(parse(text), BITS)).contains(fmpq(value.numerator, value.denominator))
