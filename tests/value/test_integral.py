"""Integrals of polynomials: their derivatives are the polynomials, and what is no polynomial is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.equivalence import Equal, decide
from graders.syntax import Vocabulary, parse, to_text
from graders.syntax.tree import Integer, Node, Power, Product, Quotient, Sum, Variable
from graders.value.derivative import differentiate
from graders.value.exact import reduced
from graders.value.integral import antiderivative, integrated

X = Variable("x")
NAMES = Vocabulary(frozenset("xa"))

terms = st.tuples(st.integers(1, 9), st.integers(1, 6), st.integers(2, 5)).map(
    lambda drawn: Quotient(Product((Integer(drawn[0]), Power(X, Integer(drawn[1])))), Integer(drawn[2]))
)
polynomials = st.lists(terms, min_size=2, max_size=4).map(lambda found: Sum(tuple(found)))


@given(polynomials)
def test_the_derivative_of_an_antiderivative_is_the_function(function: Node) -> None:
    whole = antiderivative(function, "x", X)
    assert whole is not None
    assert isinstance(decide(differentiate(whole, "x"), function), Equal)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("integrate(x^2, x, 3, 12)", "567"),
        ("integrate(7, x, -1, 2)", "21"),
        ("integrate(-x + 1/2, x, 0, 3)", "-3"),
        ("integrate(a*x, x, 0, 2)", "2*a"),
    ],
)
def test_definite_integrals_of_polynomials_are_worked_out(text: str, value: str) -> None:
    assert isinstance(decide(reduced(parse(text, NAMES)), parse(value, NAMES)), Equal)


@pytest.mark.parametrize("text", ["integrate(sin(x), x, 0, 1)", "integrate(1/x, x, 1, 2)", "integrate(x^a, x, 1, 2)"])
def test_other_integrals_are_left_alone(text: str) -> None:
    tree = parse(text, NAMES)
    assert integrated(tree) is None
    assert to_text(reduced(tree)) == text
