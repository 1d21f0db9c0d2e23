"""Expressions as fractions of polynomials: the same values, and nothing too large is ever written out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.errors import UndefinedError
from graders.syntax import parse, to_text
from graders.value.polynomial import TooLargeError, common_factor, content, factors, ring_of

LEAVES = st.sampled_from(["x", "y", "2", "3/5", "√2", "1.5"])


def grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    pairs = st.builds(lambda u, sign, v: f"(({u}) {sign} ({v}))", inner, st.sampled_from("+-*"), inner)
    return pairs | st.builds(lambda u, n: f"({u})^{n}", inner, st.integers(min_value=0, max_value=3))


EXPRESSIONS = st.recursive(LEAVES, grown, max_leaves=6)


@given(EXPRESSIONS, EXPRESSIONS)
def test_reading_is_adding_and_multiplying(left: str, right: str) -> None:
    total, product = parse(f"({left}) + ({right})"), parse(f"({left})*({right})")
    ring = ring_of(total)
    a, b = ring.fraction(parse(left)), ring.fraction(parse(right))
    assert ring.fraction(total) == a.plus(b)
    assert ring.fraction(product) == a.times(b)


@given(EXPRESSIONS)
def test_the_factors_multiply_to_the_polynomial(text: str) -> None:
    node = parse(text)
    ring = ring_of(node)
    top = ring.fraction(node).top
    number, found = factors(top) if not top.is_zero() else (0, [])
    product = ring.context.constant(number)
    for factor, power in found:
        product *= factor**power
    assert product == top


def test_what_is_no_arithmetic_is_a_symbol() -> None:
    ring = ring_of(parse("x + √2*x^2 + sin(x)/y^-3 + 2^x"))
    assert [to_text(symbol) for symbol in ring.symbols] == ["x", "sqrt(2)", "sin(x)", "y", "2^x"]


def test_a_degree_counts_every_symbol_in_which_the_variable_occurs() -> None:
    node = parse("x*y^2 + sin(x)^3")
    ring = ring_of(node)
    top = ring.fraction(node).top
    assert (ring.degree(top, "x"), ring.degree(top, "y"), ring.degree(top, "z")) == (3, 2, 0)


def test_the_content_is_the_number_that_all_coefficients_have_in_common() -> None:
    node = parse("4x + 6y - 10")
    assert content(ring_of(node).fraction(node).top) == 2


def test_a_common_factor_is_found() -> None:
    node = parse("(x^2 - 1)/(x^2 - x)")
    value = ring_of(node).fraction(node)
    assert str(common_factor(value.top, value.below)) == "s0 - 1"


@pytest.mark.parametrize("text", ["(x - a)^6000", "(x+y+z+u+v+w)^30", "(2x)^100000", "((x+1)^200)^200", "9^999999999"])
def test_nothing_too_large_is_written_out(text: str) -> None:
    node = parse(text)
    ring = ring_of(node)
    with pytest.raises(TooLargeError):
        ring.fraction(node)


def test_a_division_by_zero_has_no_value() -> None:
    node = parse("x/(y - y)")
    with pytest.raises(UndefinedError):
        ring_of(node).fraction(node)
