"""Integrals lie in the balls that are given for them: beside known values and another library's quadrature."""

from __future__ import annotations

import mpmath
import pytest
from flint import acb, arb, fmpq
from hypothesis import given, settings
from hypothesis import strategies as st

from graders.equivalence import Equal, decide
from graders.syntax import Vocabulary, parse
from graders.value.ball import UnevaluatedError
from graders.value.enclosure import enclosure

NAMES = Vocabulary(frozenset("xyt"))

VALUES = [
    ("integrate(x^2, x, 0, 1)", "1/3"),
    ("integrate(x^2, x, 1, 0)", "-1/3"),
    ("integrate(x*y, x, 0, 2) - 2*y", "0*y"),
    ("integrate(1/x, x, 1, 3)", "ln(3)"),
    ("integrate(e^x, x, 0, ln(2))", "1"),
    ("integrate(2^x, x, 0, 1)", "1/ln(2)"),
    ("integrate(sin(x)^2, x, 0, pi)", "pi/2"),
    ("integrate(1/(1 + x^2), x, -1, 1)", "pi/2"),
    ("integrate(1/sqrt(1 - x^2), x, 0, 1/2)", "pi/6"),
    ("integrate(arctan(x), x, 0, 1)", "pi/4 - ln(2)/2"),
    ("integrate(arcsin(x), x, 0, 1/2)", "pi/12 + sqrt(3)/2 - 1"),
    ("integrate(x*log(x, 2), x, 1, 2)", "2 - 3/(4*ln(2))"),
    ("integrate(cosh(x), x, 0, 1)", "sinh(1)"),
    ("integrate(x^(3/2), x, 1, 4)", "62/5"),
    ("integrate(x^2, x, 0, t)", "t^3/3"),
]


@pytest.mark.parametrize(("integral", "value"), VALUES, ids=[row[0] for row in VALUES])
def test_an_integral_is_equal_to_its_value(integral: str, value: str) -> None:
    assert isinstance(decide(parse(value, NAMES), parse(integral, NAMES)), Equal)


KINKED = [
    ("integrate(abs(x - 1/3), x, 0, 1)", "5/18"),
    ("integrate(sign(x), x, -1, 2)", "1"),
    ("integrate(floor(x), x, 0, 3)", "3"),
    ("integrate(max(x, 1 - x), x, 0, 1)", "3/4"),
    ("integrate(cbrt(x), x, -1, 8)", "45/4"),
    ("integrate(sqrt(x), x, 0, 1)", "2/3"),
]


@pytest.mark.parametrize(("integral", "value"), KINKED, ids=[row[0] for row in KINKED])
def test_where_it_is_not_smooth_an_integral_is_enclosed_all_the_same(integral: str, value: str) -> None:
    apart = acb(enclosure(parse(f"{integral} - {value}", NAMES), 64))
    assert apart.contains(0)
    assert abs(apart) < arb(10) ** -5


@pytest.mark.parametrize(
    "integral",
    ["integrate(1/x, x, -1, 1)", "integrate(ln(x), x, 0, 1)", "integrate(x, x, 0, oo)", "integrate(x!, x, 1, 2)"],
)
def test_what_is_not_enclosed_has_no_value(integral: str) -> None:
    with pytest.raises(UnevaluatedError):
        enclosure(parse(integral, NAMES), 64)


PIECES = ("exp({a}*x)", "sin({a}*x + 1)", "1/(x^2 + {b})", "sqrt(x^2 + {b})", "ln(x^2 + {b})", "x^2 - {a}", "arctan(x)")


@st.composite
def integrands(draw: st.DrawFn) -> str:
    picked = draw(st.lists(st.sampled_from(PIECES), min_size=1, max_size=3))
    numbers = {"a": draw(st.integers(-3, 3)), "b": draw(st.integers(1, 5))}
    return draw(st.sampled_from(("*", "+"))).join(f"({piece.format(**numbers)})" for piece in picked)


@settings(max_examples=20, deadline=None)
@given(integrands(), st.integers(-3, 3), st.integers(-3, 3))
def test_the_ball_holds_what_another_library_finds(integrand: str, first: int, last: int) -> None:
    ball = enclosure(parse(f"integrate({integrand}, x, {first}, {last})", NAMES), 64)
    assert isinstance(ball, (arb, fmpq))  # the integrands are real, and so is what they come to
    body = parse(integrand, NAMES)

    def value(place: mpmath.mpf) -> mpmath.mpf:
        found = enclosure(body, 64, {"x": arb(float(place))})
        return mpmath.mpf(float(found if isinstance(found, arb) else acb(found).real))

    with mpmath.workdps(15):
        found = mpmath.quad(value, mpmath.linspace(first, last, 5), maxdegree=4)
    assert (arb(ball) - arb(str(found))).overlaps(arb(0, abs(arb(ball)).upper() * 1e-10 + arb("1e-10")))
