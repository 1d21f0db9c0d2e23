"""Derivatives: a rule for every elementary function, each beside the slope of tiny secants and beside sympy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import sympy
from flint import acb, arb, fmpq
from hypothesis import given
from hypothesis import strategies as st

from graders.equivalence import Different, decide
from graders.syntax import parse, to_text
from graders.syntax.names import ELEMENTARY
from graders.syntax.tree import Call, Integer, Negative, Node, Quotient, Sum, Variable
from graders.value.ball import UnevaluatedError
from graders.value.derivative import RULES, differentiate
from graders.value.enclosure import enclosure
from graders.value.exact import substituted

if TYPE_CHECKING:
    from collections.abc import Callable

BY_SHAPE = frozenset(("root", "atan2"))
"""Functions of two arguments, which have a case of their own."""

WITHOUT = frozenset(("gamma_function",))
"""Functions whose derivative has no name here."""

X = Variable("x")
BITS = 400
STEP = Quotient(Integer(1), Integer(2**100))
INSIDE = (fmpq(1, 3), fmpq(7, 3), fmpq(-7, 3))
"""Every function is real and smooth at one of these."""


def off(function: Node, slope: Node, place: fmpq) -> arb | None:
    """Give how far a slope is from that of a tiny secant, where both are real."""
    ahead = substituted(function, {"x": Sum((X, STEP))})
    secant = Quotient(Sum((ahead, Negative(function))), STEP)
    apart = enclosure(Sum((secant, Negative(slope))), BITS, {"x": place})
    if isinstance(apart, fmpq):
        return arb(apart)
    return None if isinstance(apart, acb) else apart


def test_every_elementary_function_has_a_rule() -> None:
    assert {row.name for row in ELEMENTARY} - BY_SHAPE - WITHOUT <= set(RULES)


@pytest.mark.parametrize("name", sorted(RULES))
def test_a_rule_gives_the_slope_of_its_function(name: str) -> None:
    function = Call(name, (X,))
    slope = differentiate(function, "x")
    compared = [apart for place in INSIDE if (apart := off(function, slope, place)) is not None]
    assert compared
    assert all(abs(apart) < arb(2) ** -80 for apart in compared)


@pytest.mark.parametrize(
    ("text", "derivative"),
    [
        ("7", "0"),
        ("a*x", "a"),
        ("x^3/3", "3*x^2/3"),
        ("x^n", "n*x^(n - 1)"),
        ("x^-2", "(-2)*x^-3"),
        ("2^x", "2^x*ln(2)"),
        ("e^(2x)", "e^(2*x)*2"),
        ("x^x", "x*x^(x - 1) + x^x*ln(x)"),
        ("ln(abs(x))", "1/abs(x)*(abs(x)/x)"),
        ("(x - a)^6000", "6000*(x - a)^5999"),
        ("1/x", "(-1)/x^2"),
        ("log(x, 10)", "1/x/ln(10)"),
        ("root(x, 3)", "root(x, 3)/(3*x)"),
        ("atan2(x, 2)", "2/(2^2 + x^2)"),
        ("(x, x^2)", "(1, 2*x)"),
        ("x ± x^2", "1 ± 2*x"),
    ],
)
def test_a_derivative_is_written_by_the_rules(text: str, derivative: str) -> None:
    found = differentiate(parse(text), "x")
    assert to_text(found) == derivative


@pytest.mark.parametrize("text", ["floor(x)", "x!", "x > 2", "sum(x^k, k, 1, n)"])
def test_what_has_no_rule_is_not_differentiated(text: str) -> None:
    with pytest.raises(UnevaluatedError):
        differentiate(parse(text), "x")


LEAVES = st.sampled_from(["x", "2", "a", "(-3)", "pi"])
UNARY: tuple[Callable[[str], str], ...] = (
    lambda u: f"sin({u})",
    lambda u: f"exp({u})",
    lambda u: f"arctan({u})",
    lambda u: f"sqrt(({u})^2 + 1)",
    lambda u: f"-({u})",
)
BINARY: tuple[Callable[[str, str], str], ...] = (
    lambda u, v: f"({u} + {v})",
    lambda u, v: f"({u})*({v})",
    lambda u, v: f"({u})/(({v})^2 + 1)",
    lambda u, v: f"({u} - {v})^3",
)


def grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    unary = st.builds(lambda make, u: make(u), st.sampled_from(UNARY), inner)
    return unary | st.builds(lambda make, u, v: make(u, v), st.sampled_from(BINARY), inner, inner)


@given(st.recursive(LEAVES, grown, max_leaves=4))
def test_a_derivative_is_never_different_from_sympys(text: str) -> None:
    theirs = sympy.diff(sympy.parse_expr(text.replace("^", "**").replace("arctan", "atan")), sympy.Symbol("x"))
    ours = differentiate(parse(text), "x")
    assert not isinstance(decide(parse(str(theirs).replace("**", "^")), ours), Different)
