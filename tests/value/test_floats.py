"""Floats are what enclosures are, for every tree that floats take."""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING

import pytest
from flint import fmpq
from hypothesis import given, settings
from hypothesis import strategies as st

from graders.errors import UndefinedError
from graders.malrules.worth import of_value, slowly
from graders.syntax import Vocabulary, parse
from graders.syntax.tree import Call, Integer, Listing, Matrix, Negative, Node, Power, Product, Quotient, Sum, Variable
from graders.value.ball import UnevaluatedError
from graders.value.float_functions import MANY, NUMBERS
from graders.value.floats import ARRAYS, evaluated, function_of
from tests.strategies import nodes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from graders.value.float_functions import Value

X = fmpq(7, 3)

small = st.integers(-6, 6).map(lambda number: Integer(number) if number >= 0 else Negative(Integer(-number)))
leaf = st.one_of(small, st.just(Variable("x")))
vector = st.lists(leaf, min_size=2, max_size=3).map(lambda items: Listing(tuple(items)))
square = st.integers(2, 3).flatmap(
    lambda size: st.lists(st.lists(leaf, min_size=size, max_size=size).map(tuple), min_size=size, max_size=size).map(
        lambda lines: Matrix(tuple(lines))
    )
)


def joined(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(inner, min_size=2, max_size=3).map(tuple)
    arrays = st.sampled_from(sorted(ARRAYS)).flatmap(
        lambda name: st.lists(inner, min_size=ARRAYS[name].least, max_size=min(3, ARRAYS[name].most)).map(
            lambda arguments: Call(name, tuple(arguments))
        )
    )
    return st.one_of(
        st.builds(Sum, several),
        st.builds(Product, several),
        st.builds(Quotient, inner, inner),
        st.builds(Power, inner, st.integers(0, 3).map(Integer)),
        st.builds(Negative, inner),
        st.builds(lambda name, argument: Call(name, (argument,)), st.sampled_from(sorted(NUMBERS)), inner),
        arrays,
    )


trees = st.recursive(st.one_of(leaf, vector, square), joined, max_leaves=6)


@settings(max_examples=300)
@given(trees)
def test_floats_are_what_enclosures_are(tree: Node) -> None:
    try:
        found = of_value(evaluated(tree, {"x": 7 / 3}))
    except (UnevaluatedError, UndefinedError):
        return
    right = slowly(tree, {"x": X})
    if found is None or right is None:
        return
    assert found.shape == right.shape
    for one, other in zip(found.numbers, right.numbers, strict=True):
        assert abs(one - other) <= 1e-9 * (1 + max(map(abs, right.numbers)))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("norm((3, 4))", 5.0),
        ("softmax((0, 0))", (0.5, 0.5)),
        ("outer((1, 2), [[3]])", (3.0, 6.0)),
        ("rows([[3]], [[4]])", (3.0, 4.0)),
        ("variance((1, 2, 3))*3", 2.0),
        ("variance((1000000.1, 1000000.2, 1000000.3))", None),
        ("std((1/10, 1/10, 1/10))", None),
        ("normalize((3, 4))*5", (3.0, 4.0)),
        ("relu((-1, 2))", (0.0, 2.0)),
        ("[1, 2; 3, 4]*(1, 1)", (3.0, 7.0)),
        ("[1, 2]*(3, 4)", None),
        ("det([1, 2; 3, 4])", -2.0),
        ("inverse([1, 2; 3, 4])", ((-2.0, 1.0), (1.5, -0.5))),
        ("column([1, 2; 3, 4], 2)", (2.0, 4.0)),
        ("transpose((1, 2))*(3, 4)", 11.0),
        ("one_hot(3, 2)", (0.0, 1.0, 0.0)),
        ("max(2, 7, 3) - min(2, 7)", 5.0),
        ("binomial(5, 2)", 10.0),
        ("sqrt(-4)", 2j),
        ("cbrt(-8)", -2.0),
        ("log(8, 2)", 3.0),
        ("cross((1, 0, 0), (0, 1, 0))", (0.0, 0.0, 1.0)),
    ],
)
def test_functions_of_arrays_and_numbers(text: str, value: object) -> None:
    try:
        found: object = evaluated(parse(text), {})
    except (UnevaluatedError, UndefinedError):
        found = None
    assert found == value or (isinstance(found, float) and isinstance(value, float) and math.isclose(found, value))


@pytest.mark.parametrize(
    "text", ["1/0", "1/(2 - 2)", "0^(-1)", "ln(0)", "(1, 2) + (1, 2, 3)", "10^400", "one_hot(2, 3)"]
)
def test_what_has_no_value_has_none(text: str) -> None:
    with pytest.raises(UndefinedError):
        evaluated(parse(text), {})


@pytest.mark.parametrize("text", ["diff(x^2, x)", "sum(k^2, k, 1, 3)", "integrate(x, x, 0, 1)", "{1, 2}", "1 < 2", "y"])
def test_what_floats_do_not_take_is_left_to_others(text: str) -> None:
    with pytest.raises(UnevaluatedError):
        evaluated(parse(text, Vocabulary(frozenset("xyk"))), {"x": 2.0})


@given(st.one_of(trees, nodes()))
def test_a_function_of_a_tree_gives_what_the_tree_is_evaluated_to(tree: Node) -> None:
    assert outcome(function_of(tree)) == outcome(partial(evaluated, tree))


def outcome(evaluate: Callable[[Mapping[str, Value]], Value]) -> object:
    """Give a value, or the kind of error, written down, since not a number is no other."""
    try:
        return repr(evaluate({"x": 2.5}))
    except (UndefinedError, UnevaluatedError) as error:
        return type(error)


def test_functions_are_named_once() -> None:
    assert not ARRAYS.keys() & (NUMBERS.keys() - {"log"})
    assert all(1 <= rule.least <= rule.most <= MANY for rule in ARRAYS.values())
