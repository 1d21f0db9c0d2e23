"""Laws of deciding functions, with sympy as the oracle."""

from __future__ import annotations

import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from graders.equivalence import Different, Equal, decide
from graders.equivalence.decision import Point
from graders.equivalence.functions import is_entire
from graders.syntax import Vocabulary, parse, to_text
from graders.syntax.tree import Integer, Negative, Node, Power, Product, Sum, Variable
from graders.value.ball import exactly, fraction
from graders.value.enclosure import enclosure
from graders.value.rationals import rational

NAMES = Vocabulary(frozenset("xy"))
X, Y = sympy.symbols("x y")

LEAVES = st.sampled_from([X, Y, sympy.Integer(1), sympy.Integer(2), sympy.Integer(-3), sympy.Rational(1, 2)])


def grown(inner: st.SearchStrategy[sympy.Expr]) -> st.SearchStrategy[sympy.Expr]:
    return st.one_of(
        st.builds(lambda a, b: a + b, inner, inner),
        st.builds(lambda a, b: a * b, inner, inner),
        st.builds(lambda a, b: a - b, inner, inner),
        st.builds(lambda a, n: a**n, inner, st.integers(2, 3)),
        st.builds(sympy.sin, inner),
        st.builds(sympy.exp, inner),
    )


EXPRESSIONS = st.recursive(LEAVES, grown, max_leaves=6)


def read(expression: sympy.Expr) -> Node:
    return parse(str(expression).replace("**", "^"), NAMES)


@settings(max_examples=80, deadline=None, derandomize=True)
@given(EXPRESSIONS)
def test_an_expanded_expression_is_equal_and_proved(expression: sympy.Expr) -> None:
    decision = decide(read(expression), read(sympy.expand(expression, trig=True)))
    assert isinstance(decision, Equal)
    assert decision.evidence == "proved"


@settings(max_examples=80, deadline=None, derandomize=True)
@given(EXPRESSIONS, st.sampled_from(["x/10^30", "1/10^40", "x*y", "sin(x)/1000"]))
def test_an_expression_with_something_added_is_different(expression: sympy.Expr, extra: str) -> None:
    key = read(expression)
    assert isinstance(decide(key, Sum((key, parse(extra, NAMES)))), Different)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(EXPRESSIONS, EXPRESSIONS)
def test_a_witness_is_a_point_at_which_the_two_differ(left: sympy.Expr, right: sympy.Expr) -> None:
    key, response = read(left), read(right)
    decision = decide(key, response)
    if isinstance(decision, Equal):
        assert sympy.simplify(left - right) == 0
    elif isinstance(decision, Different) and isinstance(decision.witness, Point):
        values = {name: rational(parse(text)) for name, text in decision.witness.at}
        point = {name: exactly(value) for name, value in values.items() if value is not None}
        assert len(point) == len(values)
        apart = enclosure(Sum((key, Negative(response))), 256, point)
        assert apart != 0
        assert not (apart.contains(0) if hasattr(apart, "contains") else fraction(apart) == 0)


@given(st.integers(2, 6000), st.integers(-9, 9))
@settings(max_examples=20, deadline=None, derandomize=True)
def test_no_power_is_ever_expanded(exponent: int, shift: int) -> None:
    base = Sum((Variable("x"), Integer(abs(shift))))
    twice = Sum((Product((Integer(2), Variable("x"))), Integer(2 * abs(shift))))
    key = Power(base, Integer(exponent))
    response = Product((Power(twice, Integer(exponent)), Power(Integer(2), Negative(Integer(exponent)))))
    assert isinstance(decide(key, response), Equal), to_text(response)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(EXPRESSIONS)
def test_functions_without_poles_and_roots_are_seen_to_have_values_everywhere(expression: sympy.Expr) -> None:
    assert is_entire(read(expression))


@pytest.mark.parametrize(
    "text", ["1/x", "x/0", "sqrt(x)", "ln(x)", "x^(1/2)", "x^(-1)", "tan(x)", "x^y", "1/(x^2 + 1)"]
)
def test_where_a_value_may_be_missing_it_is_not_said_to_be_there(text: str) -> None:
    assert not is_entire(parse(text, NAMES))
