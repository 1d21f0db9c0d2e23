"""Columns mean what the scalar evaluation means, and never wrap."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from graders.errors import UndefinedError
from graders.syntax import parse
from graders.syntax.tree import (
    And,
    Call,
    Integer,
    Listing,
    Negative,
    Node,
    Not,
    Or,
    Power,
    Product,
    Quotient,
    Relation,
    Sum,
    Variable,
)
from graders.value.arrays import FUNCTIONS, truths, worked
from graders.value.columns import LARGEST, Column, NotInColumnsError, column, digit, progression, stretch
from graders.value.exact import substituted, truth
from graders.value.surd import rational_tree

NAMES = ("x", "y", "z")
ROWS = 6

small = st.fractions(min_value=-6, max_value=6, max_denominator=4)
whole = st.integers(-9, 9).map(Fraction)
large = st.integers(-(2**62), 2**62).map(Fraction)
tables = st.one_of(
    *(st.lists(st.lists(kind, min_size=ROWS, max_size=ROWS), min_size=3, max_size=3) for kind in (small, whole, large))
)


def grown(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    pairs = st.lists(inner, min_size=2, max_size=3).map(tuple)
    one = st.tuples(inner)
    return st.one_of(
        inner.map(Negative),
        pairs.map(Sum),
        pairs.map(Product),
        st.builds(Quotient, inner, inner),
        st.builds(Power, inner, st.sampled_from((Integer(0), Integer(2), Integer(3), Negative(Integer(1))))),
        st.builds(Call, st.sampled_from(("abs", "sign", "floor", "ceil", "percent")), one),
        st.builds(Call, st.sampled_from(("min", "max", "gcd", "lcm", "median", "argmax", "argmin")), pairs),
        st.builds(Call, st.just("mod"), st.tuples(inner, inner)),
    )


leaves = st.one_of(st.sampled_from(NAMES).map(Variable), st.integers(0, 5).map(Integer))
numbers: st.SearchStrategy[Node] = st.recursive(leaves, grown, max_leaves=5)
vectors = st.lists(numbers, min_size=1, max_size=2).map(lambda items: Listing(tuple(items)))


def relations(operands: st.SearchStrategy[Node], *operators: str) -> st.SearchStrategy[Node]:
    signs = st.lists(st.sampled_from(operators), min_size=1, max_size=2).map(tuple)
    return signs.flatmap(lambda own: st.builds(Relation, st.just(own), st.tuples(*[operands] * (len(own) + 1))))


def joined(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    pairs = st.lists(inner, min_size=2, max_size=3).map(tuple)
    connectives = st.sampled_from(("implies", "iff", "xor"))
    return st.one_of(
        inner.map(Not),
        pairs.map(And),
        pairs.map(Or),
        st.builds(Call, connectives, st.tuples(inner, inner)),
    )


predicates = st.sampled_from(("is_square", "is_integer", "is_prime", "is_squarefree"))
facts = st.one_of(
    relations(numbers, "=", "!=", "<", "<=", ">", ">="),
    relations(vectors, "=", "!="),
    st.builds(Call, predicates, st.tuples(numbers)),
    st.builds(Call, st.just("divides"), st.tuples(numbers, numbers)),
)
statements: st.SearchStrategy[Node] = st.recursive(facts, joined, max_leaves=3)


def one_by_one(statement: Node, rows: list[list[Fraction]]) -> list[bool | None]:
    found: list[bool | None] = []
    for row in zip(*rows, strict=True):
        values = {name: rational_tree(value) for name, value in zip(NAMES, row, strict=True)}
        try:
            found.append(truth(substituted(statement, values)))
        except UndefinedError:
            found.append(None)
    return found


def all_at_once(statement: Node, rows: list[list[Fraction]]) -> list[bool | None]:
    table = {name: column(values) for name, values in zip(NAMES, rows, strict=True)}
    decided = truths(statement, table).spread(ROWS)
    undefined = [False] * ROWS if decided.undefined is None else decided.undefined.tolist()
    return [None if gap else held for held, gap in zip(decided.holds.tolist(), undefined, strict=True)]


@given(statements, tables)
def test_a_statement_means_the_same_for_columns_and_for_one_candidate(
    statement: Node, rows: list[list[Fraction]]
) -> None:
    try:
        decided = all_at_once(statement, rows)
    except NotInColumnsError:
        assume(condition=False)
    assert decided == one_by_one(statement, rows)


@pytest.mark.parametrize("text", ["(x, y) = (x, y, median(x, x/x))", "[x y; y x] != [x y z; z y x]"])
def test_vectors_and_matrices_of_different_sizes_are_left_to_one_candidate(text: str) -> None:
    with pytest.raises(NotInColumnsError):
        truths(parse(text), {name: column([Fraction(0)] * ROWS) for name in NAMES})


@given(numbers, tables)
def test_no_value_exceeds_the_bound_that_was_computed_before(node: Node, rows: list[list[Fraction]]) -> None:
    table = {name: column(values) for name, values in zip(NAMES, rows, strict=True)}
    try:
        found = worked(node, table)
    except NotInColumnsError:
        assume(condition=False)
    assert max(map(abs, found.numerators.tolist())) <= found.top
    assert min(found.over.tolist()) >= 1
    assert max(found.over.tolist()) <= found.below


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("x*y = 4611686018427387904^2", True),
        ("x*y*x*y > 0", True),
        ("x + y - 1 = 9223372036854775807", True),
        ("x + y < 0", False),
        ("is_square(x*y)", True),
        ("is_square(x*y + 1)", False),
        ("x^3/y^3 = 1", True),
        ("mod(x*y, 7) = 2", True),
        ("lcm(x, y - 1) = x*(y - 1)", True),
        ("lcm(0*x, 0*y) = 0", True),
        ("gcd(x*y, 6) = 2", True),
        ("1/x + 1/y = 2/x", True),
        ("max(x*y, -x*y) > 0", True),
        ("floor(-x*y/3) < 0", True),
    ],
)
def test_what_no_machine_integer_holds_is_computed_all_the_same(text: str, *, holds: bool) -> None:
    table = {"x": column([Fraction(2**62)] * 2), "y": column([Fraction(2**62)] * 2)}
    assert truths(parse(text), table).holds.tolist() == [holds] * 2


def test_numbers_that_fit_stay_machine_integers() -> None:
    table = {"x": progression(-5, 1, 11, 1, stretch(0, 11))}
    assert worked(parse("(x - 1)^2*x"), table).numerators.dtype == np.int64


def test_a_bound_one_above_the_largest_machine_integer_makes_python_integers() -> None:
    table = {"x": column([Fraction(LARGEST)])}
    assert worked(parse("x + 0"), table).numerators.dtype == np.int64
    assert worked(parse("x + 1"), table).numerators.tolist() == [2**63]


@pytest.mark.parametrize(
    "text",
    [
        "ln(x) > 1",
        "sqrt(ln(x)) > 1",
        "x in Rationals",
        "w = 1",
        "x^y = 1",
        "gcd(x/2, 3) = 1",
        "is_prime(x/2)",
        "x",
        '"a" = "a"',
        "x^100 > 1",
    ],
)
def test_what_columns_cannot_work_out_is_refused_before_any_row_is_looked_at(text: str) -> None:
    table = {"x": column([Fraction(1)]), "y": column([Fraction(1)])}
    with pytest.raises(NotInColumnsError):
        truths(parse(text), table)


def test_numbers_that_grow_beyond_all_measure_are_refused() -> None:
    with pytest.raises(NotInColumnsError):
        truths(parse("((x^64)^64)^64 > 1"), {"x": column([Fraction(3)])})


@pytest.mark.parametrize(
    ("text", "holds", "undefined"),
    [
        ("x != 0 and 1/x > 0", [False, True], [False, False]),
        ("1/x > 0 and x != 0", [False, True], [True, False]),
        ("x = 0 or 1/x > 0", [True, True], [False, False]),
        ("1/x > 0 or x = 0", [False, True], [True, False]),
        ("not 1/x > 0", [False, False], [True, False]),
        ("0 < x <= 1/x", [False, True], [False, False]),
        ("(x, 1/x) = (1, 1)", [False, True], [False, False]),
        ("(x, 1/x) = (0, 1)", [False, False], [True, False]),
        ("divides(x, 4)", [False, True], [True, False]),
        ("mod(4, x) = 0", [False, True], [True, False]),
    ],
)
def test_a_missing_value_matters_only_where_the_logic_reaches_it(
    text: str, holds: list[bool], undefined: list[bool]
) -> None:
    decided = truths(parse(text), {"x": column([Fraction(0), Fraction(1)])})
    assert decided.holds.tolist() == holds
    assert undefined == [False, False] if decided.undefined is None else decided.undefined.tolist() == undefined


@given(st.integers(1, 50), st.integers(-100, 100), st.integers(1, 9), st.integers(1, 9))
def test_a_progression_holds_its_members(size: int, first: int, step: int, below: int) -> None:
    found = progression(first, step, size, below, stretch(0, size))
    values = [Fraction(top, below) for top in range(first, first + step * size, step)]
    tops = found.numerators.tolist()
    assert [Fraction(top, over) for top, over in zip(tops, found.over.tolist() * size, strict=False)] == values


@pytest.mark.parametrize("largest", [2**63 - 1, 2**200], ids=["machine", "python"])
def test_digits_of_a_mixed_radix_number_are_those_of_division(largest: int) -> None:
    numbers = np.array([0, 1, 5, 12345, largest - 1], dtype=np.int64 if largest < 2**63 else object)
    found = digit(numbers, 7, 11)
    assert found.dtype == np.int64
    assert found.tolist() == [number // 7 % 11 for number in numbers.tolist()]


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_every_function_of_columns_keeps_the_gaps_of_its_arguments(name: str) -> None:
    gap = Column(np.array([3]), 3, undefined=np.array([True]))
    arguments = tuple(Variable(part) for part in NAMES[: 2 if name == "mod" else 1])
    found = worked(Call(name, arguments), dict.fromkeys(NAMES, gap))
    assert found.undefined is not None
    assert found.undefined.all()
