"""What every function of the table is worth, for one variant and on columns of candidates."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from graders.equivalence.decide import decide
from graders.equivalence.decision import Equal
from graders.errors import UndefinedError
from graders.syntax import parse
from graders.syntax.names import GEOMETRY, LINEAR_ALGEBRA, NETWORKS, STATISTICS
from graders.syntax.tree import Call, Node, walk
from graders.value.arrays import truths
from graders.value.columns import column
from graders.value.components import componentwise
from graders.value.exact import reduced, substituted, truth
from graders.value.surd import rational_tree

CASES = Path(__file__).parents[1] / "cases" / "values.yaml"
VALUES: list[tuple[str, str]] = [tuple(row) for row in yaml.safe_load(CASES.read_text("utf-8"))]
PARAMETERS_ONLY = frozenset(("vector", "matrix"))

ON_COLUMNS = (
    "mean(u) > x",
    "median(u) >= median(v)",
    "median(x, y) > mean(x, y)",
    "variance(u) > 2",
    "sample_variance(u) = 1",
    "covariance(u, v) > 0",
    "argmax(u) = argmax(v)",
    "argmin((x, y, z)) != 2",
    "max(u) < min(v)",
    "relu(x) + relu(-x) = abs(x)",
    "hadamard(u, v) = v",
    "is_integer(component(project(u, v), 1))",
    "component(diagonal(outer(u, v)), 2) > 0",
    "det(rows(u, v, (1, 2, 3))) != 0",
    "concat(u, x) != concat(v, y)",
    "columns(u, v) != columns(v, u)",
    "std(u) > 1",
    "norm(normalize(u) - v) > 1",
    "cosine_similarity(u, v) > 1/2",
    "correlation(u, v) > 0",
    "piecewise((1/x, x > 1), (y, z = y), (2, y < 3)) > 1/2",
    "piecewise((u, x > y), (v, true)) = u",
    "is_integer(piecewise((x/2, is_integer(x/2)), (1, true)))",
)
"""Conditions that are decided for all candidates at once."""

numbers = st.integers(-4, 4).map(Fraction) | st.fractions(-3, 3, max_denominator=3)
rows = st.lists(st.tuples(numbers, numbers, numbers), min_size=4, max_size=4)


@pytest.mark.parametrize(("text", "worth"), VALUES)
def test_a_function_is_worth_what_the_table_says(text: str, worth: str) -> None:
    assert isinstance(decide(parse(worth), parse(text)), Equal)
    assert isinstance(decide(parse(worth), reduced(parse(text))), Equal)


def test_every_function_of_vectors_is_in_the_table() -> None:
    called = {part.name for text, _ in VALUES for part in walk(parse(text)) if isinstance(part, Call)}
    table = {row.name for row in (*LINEAR_ALGEBRA, *GEOMETRY, *NETWORKS, *STATISTICS)}
    assert table - called == PARAMETERS_ONLY


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("normalize((0, 0))", "division by zero"),
        ("project((1, 2), (0, 0))", "division by zero"),
        ("angle((0, 0), (1, 2))", "division by zero"),
        ("correlation((1, 1), (1, 2))", "division by zero"),
        ("dot((1, 2), (1, 2, 3))", "an inner product of vectors of different sizes"),
        ("hadamard((1, 2), (1, 2, 3))", "a product by components of different sizes"),
        ("hadamard([[1, 2], [3, 4]], [[1, 2, 3], [4, 5, 6]])", "a product by components of different sizes"),
        ("rows((1, 2), (1, 2, 3))", "rows of vectors of different sizes"),
        ("columns((1, 2), (1, 2, 3))", "columns of vectors of different sizes"),
        ("mean((1, 2), (3, 4))", "mean of several vectors, or of a matrix"),
        ("sample_variance([[3]])", "sample_variance of a single number"),
    ],
)
def test_what_has_no_value_says_why(text: str, why: str) -> None:
    with pytest.raises(UndefinedError) as caught:
        reduced(parse(text))
    assert str(caught.value) == why


@given(st.sampled_from(ON_COLUMNS), rows)
def test_a_condition_holds_on_columns_where_it_holds_for_one_candidate(
    text: str, given_rows: list[tuple[Fraction, ...]]
) -> None:
    vectors = {"u": parse("(x, y, z)"), "v": parse("(y, 1, x)")}
    statement = substituted(parse(text), vectors)
    table = {name: column(values) for name, values in zip("xyz", zip(*given_rows, strict=True), strict=True)}
    decided = truths(componentwise(statement), table).spread(len(given_rows))
    for at, row in enumerate(given_rows):
        if decided.undefined is None or not decided.undefined[at]:
            assert bool(decided.holds[at]) == _holds(statement, row)


def _holds(statement: Node, row: tuple[Fraction, ...]) -> bool:
    return truth(substituted(statement, {name: rational_tree(value) for name, value in zip("xyz", row, strict=True)}))


@given(st.sampled_from(ON_COLUMNS), rows)
def test_a_condition_without_roots_is_decided_on_columns_wherever_it_has_a_value(
    text: str, given_rows: list[tuple[Fraction, ...]]
) -> None:
    assume(not any(name in text for name in ("std", "norm(", "cosine", "correlation")))
    vectors = {"u": parse("(x, y, z)"), "v": parse("(y, 1, x)")}
    statement = substituted(parse(text), vectors)
    table = {name: column(values) for name, values in zip("xyz", zip(*given_rows, strict=True), strict=True)}
    decided = truths(componentwise(statement), table).spread(len(given_rows))
    for at, row in enumerate(given_rows):
        if decided.undefined is not None and decided.undefined[at]:
            with pytest.raises(UndefinedError):
                _holds(statement, row)
