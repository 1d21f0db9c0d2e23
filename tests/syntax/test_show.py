"""Trees to plain text and back."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings

from graders.syntax import OPEN, parse, to_text
from graders.syntax.tree import (
    Call,
    Decimal,
    Integer,
    Listing,
    Negative,
    Node,
    Power,
    Product,
    Quotient,
    Sum,
    Variable,
    walk,
)
from tests.strategies import nodes

X, ONE, TWO = Variable("x"), Integer(1), Integer(2)


@settings(max_examples=300, derandomize=True, deadline=None)
@given(nodes())
def test_what_is_written_is_read_as_the_same_tree(node: Node) -> None:
    assert parse(to_text(node), OPEN, "plain") == node


@settings(max_examples=150, derandomize=True, deadline=None)
@given(nodes())
def test_the_text_of_every_part_is_read_as_that_part(node: Node) -> None:
    text = to_text(node)
    for part in walk(parse(text, OPEN, "plain")):
        assert parse(text[part.span.start : part.span.end], OPEN, "plain") == part


@pytest.mark.parametrize(
    ("node", "text"),
    [
        (Sum((X, Negative(Sum((ONE, TWO))))), "x - (1 + 2)"),
        (Sum((Sum((X, ONE)), TWO)), "(x + 1) + 2"),
        (Product((Sum((X, ONE)), TWO)), "(x + 1)*2"),
        (Product((Negative(X), Negative(ONE))), "(-x)*(-1)"),
        (Quotient(ONE, Product((TWO, X))), "1/(2*x)"),
        (Product((Quotient(ONE, TWO), X)), "1/2*x"),
        (Product((X, Quotient(ONE, TWO))), "x*(1/2)"),
        (Quotient(ONE, Quotient(ONE, X)), "1/(1/x)"),
        (Negative(Power(TWO, TWO)), "-2^2"),
        (Power(Negative(TWO), TWO), "(-2)^2"),
        (Power(Power(X, TWO), TWO), "(x^2)^2"),
        (Power(X, Power(TWO, TWO)), "x^2^2"),
        (Power(X, Variable("T")), "x^(T)"),
        (Negative(Negative(X)), "-(-x)"),
        (Call("factorial", (Call("factorial", (X,)),)), "(x!)!"),
        (Call("double_factorial", (X,)), "x!!"),
        (Listing((Listing((ONE, TWO), "", ""),), "[", "]"), "[(1, 2)]"),
        (Decimal(Fraction(100), "100."), "100."),
        (Product((Decimal(Fraction(100), "100."), X)), "(100.)*x"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_no_bracket_is_written_too_many_or_too_few(node: Node, text: str) -> None:
    assert to_text(node) == text
