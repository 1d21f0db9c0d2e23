"""What is shown to be apart at one point is different; what is equal is never shown to be apart."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.apart import apart
from graders.domains import drawn_from
from graders.exercise import Derived
from graders.syntax import Vocabulary, parse
from graders.syntax.tree import Integer
from graders.trap import leeway_of

if TYPE_CHECKING:
    from graders.exercise import Option

GIVEN = {"a": "1..9", "b": "-9..9", "v": "vector(2, -3..3)"}
DERIVE = {
    "f": "a*x^2*exp(b*x)",
    "slope": "diff(f, x)",
    "bend": "diff(f, x, 2)",
    "n": "a + b",
    "w": "n*v",
}
NAMES = Vocabulary(frozenset((*GIVEN, *DERIVE, "x", "y")))
DOMAINS = tuple((name, drawn_from(parse(text), {})) for name, text in GIVEN.items())
STEPS = tuple(Derived(name, parse(text, NAMES)) for name, text in DERIVE.items())


def is_shown(left: str, right: str, a: int = 2, b: int = 3) -> bool:
    prepared = apart(parse(left, NAMES), parse(right, NAMES), DOMAINS, STEPS)
    values = (("a", Integer(a)), ("b", Integer(b)), ("v", parse("(1, -2)")))
    return prepared is not None and prepared.shown(values)


EQUAL = [
    ("slope", "a*x*exp(b*x)*(2 + b*x)"),
    ("bend", "diff(slope, x)"),
    ("w", "(n*component(v, 1), n*component(v, 2))"),
    ("dot(w, w)", "n^2*dot(v, v)"),
    ("sqrt(a)*sqrt(a*x^2)", "a*x"),
    ("y = slope", "y = diff(f, x)"),
    ("sin(x)^2 + cos(x)^2", "1"),
]


@pytest.mark.parametrize(("left", "right"), EQUAL)
@given(a=st.integers(1, 9), b=st.integers(-9, 9))
def test_what_is_equal_is_never_apart(left: str, right: str, a: int, b: int) -> None:
    assert not is_shown(left, right, a, b)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("slope", "f"),
        ("bend", "slope"),
        ("w", "v"),
        ("y = slope", "y = f"),
        ("x", "x + 10^(-15)"),
        ("ln(x)", "x"),
        ("n", "a - b"),
    ],
)
def test_what_differs_at_the_point_is_apart(left: str, right: str) -> None:
    assert is_shown(left, right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("sqrt(x - 5)", "sqrt(x - 6)"),
        ("1/(n - n)", "1"),
        ("v", "n"),
        ("y = slope", "2*y = slope"),
        ("integrate(f, x)", "f"),
        ("diff(floor(x), x)", "1"),
    ],
    ids=["not real", "no value", "other shapes", "no right sides alone", "no ball", "no rule"],
)
def test_what_has_no_value_to_compare_is_left_to_others(left: str, right: str) -> None:
    assert not is_shown(left, right)


@pytest.mark.parametrize(
    ("check", "options", "mistaken", "expected"),
    [
        ("numeric", {"atol": Fraction(1, 10)}, "a + 0.1", False),
        ("numeric", {"atol": Fraction(1, 10)}, "a + 0.11", True),
        ("numeric", {"rtol": Fraction(1, 10)}, "a*1.1", False),
        ("numeric", {"rtol": Fraction(1, 10)}, "a*1.11", True),
        ("decimal_places", {"digits": 2}, "a + 0.01", False),
        ("decimal_places", {"digits": 2}, "a + 0.011", True),
        ("significant_figures", {"digits": 3}, "a*1.01", False),
        ("significant_figures", {"digits": 3}, "a*1.011", True),
        ("significant_figures", {"digits": 3, "accurate_to": 2}, "a*1.011", False),
        ("significant_figures", {"digits": 3, "accurate_to": 0}, "a*2", None),
        ("quantity", {"unit": "ms"}, "a + 0.01", True),
        ("quantity", {"digits": 3}, "a*1.01", False),
        ("multiple", {}, "2*a", None),
    ],
)
def test_a_check_with_a_tolerance_needs_a_larger_difference(
    check: str, options: dict[str, Option], mistaken: str, *, expected: bool | None
) -> None:
    leeway = leeway_of(check, options)
    if leeway is None:
        assert expected is None
        return
    prepared = apart(parse(mistaken, NAMES), parse("a", NAMES), DOMAINS, STEPS, leeway)
    assert prepared is not None
    assert prepared.shown((("a", Integer(2)),)) is expected


def test_the_place_that_is_tried_lies_in_the_domain_or_says_that_it_does_not() -> None:
    prepared = apart(parse("x", NAMES), parse("2*x", NAMES), DOMAINS, STEPS)
    assert prepared is not None
    assert prepared.lies_in("0 < x and x < 1")
    assert not prepared.lies_in("x > 1")
    assert not prepared.lies_in("n in Integers")
