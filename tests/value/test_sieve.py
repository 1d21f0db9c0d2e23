"""What floating point settles is what the exact evaluation says; what it cannot settle stays open."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from graders.errors import UndefinedError
from graders.syntax import parse
from graders.value.arrays import truths
from graders.value.ball import UnevaluatedError
from graders.value.columns import column
from graders.value.exact import substituted, truth
from graders.value.sieve import sieve
from graders.value.surd import rational_tree

LEFT = (
    "sqrt(x)",
    "sqrt(x^2 + y^2)",
    "x/sqrt(y)",
    "sqrt(x)*sqrt(y)",
    "sqrt(x + y)/3",
    "abs(x) - sqrt(abs(y))",
    "sqrt(x)^3",
)
RIGHT = ("y", "sqrt(y)", "x*sqrt(y)", "sqrt(x*y)", "x + y", "2*sqrt(x)", "1/sqrt(2)", "sqrt(x)^2")

numbers = st.one_of(st.integers(-9, 30).map(Fraction), st.fractions(-5, 5, max_denominator=12))
rows = st.lists(st.tuples(numbers, numbers), min_size=1, max_size=8)


@given(st.sampled_from(LEFT), st.sampled_from(("=", "!=", "<", "<=", ">", ">=")), st.sampled_from(RIGHT), rows)
def test_what_is_settled_is_true(left: str, operator: str, right: str, pairs: list[tuple[Fraction, Fraction]]) -> None:
    statement = parse(f"{left} {operator} {right}")
    table = {name: column([pair[at] for pair in pairs]) for at, name in enumerate("xy")}
    found = truths(statement, table).spread(len(pairs))
    for row, (x, y) in enumerate(pairs):
        if found.undefined is not None and found.undefined[row]:
            continue
        closed = substituted(statement, {"x": rational_tree(x), "y": rational_tree(y)})
        assert bool(found.holds[row]) == truth(closed)


@given(st.integers(1, 10**6), st.integers(1, 50))
def test_equal_numbers_are_never_settled_as_different(value: int, factor: int) -> None:
    table = {"x": column([Fraction(value)])}
    _, settled = sieve(parse(f"sqrt({factor}^2*x)"), parse(f"{factor}*sqrt(x)"), table)
    assert not settled.any()


def test_where_something_has_no_value_nothing_is_settled() -> None:
    table = {"x": column([Fraction(value) for value in (-1, 0, 1, 4)])}
    _, settled = sieve(parse("1/sqrt(x)"), parse("3"), table)
    assert settled.tolist() == [False, False, True, True]


def test_a_root_that_is_surely_apart_is_settled() -> None:
    table = {"x": column([Fraction(value) for value in (2, 3, 5)])}
    order, settled = sieve(parse("sqrt(x)"), parse("17/10"), table)
    assert settled.all()
    assert order.tolist() == [-1, 1, 1]


def test_a_condition_of_roots_without_a_value_is_reported_by_the_exact_evaluation() -> None:
    try:
        truth(parse("sqrt(-1) > 0"))
    except (UndefinedError, UnevaluatedError):
        return
    raise AssertionError
