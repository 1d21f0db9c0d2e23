"""Rounding: the same as exact decimal arithmetic where that can tell, and decided where it cannot."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.errors import UndefinedError
from graders.syntax import parse
from graders.value.ball import UnevaluatedError
from graders.value.rounding import cut_to_places, leading_place, rounded_to_figures, rounded_to_places
from graders.value.surd import rational_tree

DECIMALS = st.decimals(min_value=-(10**9), max_value=10**9, allow_nan=False, allow_infinity=False, places=9)
PLACES = st.integers(min_value=-3, max_value=8)


def quantized(number: Decimal, places: int, rounding: str) -> Fraction:
    with localcontext(prec=50):
        return Fraction(number.quantize(Decimal(1).scaleb(-places), rounding=rounding))


@given(DECIMALS, PLACES)
def test_halves_are_rounded_away_from_zero(number: Decimal, places: int) -> None:
    assert rounded_to_places(rational_tree(Fraction(number)), places) == quantized(number, places, ROUND_HALF_UP)


@given(DECIMALS, PLACES)
def test_cutting_leaves_further_digits_out(number: Decimal, places: int) -> None:
    assert cut_to_places(rational_tree(Fraction(number)), places) == quantized(number, places, ROUND_DOWN)


@given(DECIMALS.filter(bool))
def test_the_leading_place_is_that_of_the_first_digit(number: Decimal) -> None:
    assert leading_place(rational_tree(Fraction(number))) == number.adjusted()


@given(DECIMALS, st.integers(min_value=1, max_value=15))
def test_rounding_twice_to_as_many_figures_is_rounding_once(number: Decimal, figures: int) -> None:
    once = rounded_to_figures(rational_tree(Fraction(number)), figures)
    assert rounded_to_figures(rational_tree(once), figures) == once


@pytest.mark.parametrize(
    ("number", "figures", "rounded"),
    [
        ("sqrt(48)", 3, "6.93"),
        ("pi", 1, "3"),
        ("-pi", 5, "-3.1416"),
        ("10^30*pi", 3, "3.14e30"),
        ("10^-300*pi", 2, "3.1e-300"),
        ("e^(pi*sqrt(163))", 18, "262537412640768744"),
        ("e^(pi*sqrt(163))", 30, "262537412640768743.999999999999"),
        ("(sqrt(2) + sqrt(3))^2/4 - sqrt(6)/2", 2, "1.3"),
        ("sqrt(2) - sqrt(2)", 4, "0"),
        ("9.996", 3, "10.0"),
        ("norm((0.9, 0.99))", 3, "1.34"),
        ("dot((0.9, 0.99), (0.9, 0.99))", 3, "1.79"),
    ],
)
def test_rounding_is_decided_on_the_exact_value(number: str, figures: int, rounded: str) -> None:
    assert rounded_to_figures(parse(number), figures) == Fraction(rounded)


@pytest.mark.parametrize(("number", "error"), [("1/0", UndefinedError), ("x", UnevaluatedError)])
def test_what_is_no_number_is_not_rounded(number: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        rounded_to_places(parse(number), 2)


def test_zero_has_no_first_digit() -> None:
    with pytest.raises(UnevaluatedError):
        leading_place(parse("sqrt(2) - sqrt(2)"))
