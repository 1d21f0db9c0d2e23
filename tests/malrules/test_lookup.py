"""What a check takes for one another is looked up alike, and what it tells apart is not."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from graders.bank import load_bank, shipped
from graders.equivalence.kinds import is_statement
from graders.exercise import Part
from graders.malrules.lookup import lookup
from graders.malrules.mistakes import Mistakes, close
from graders.malrules.route import route
from graders.malrules.steps import course
from graders.space import variant_for
from graders.syntax import Vocabulary, parse
from graders.syntax.units import UNIT_NAMES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graders.exercise import Option
    from graders.malrules.slips import Slip
    from graders.malrules.worth import Worth
    from graders.syntax.tree import Node

NUMBERS = st.integers(-9, 9)
VECTORS = st.tuples(NUMBERS, NUMBERS, NUMBERS).filter(any)
FACTORS = st.fractions(-9, 9, max_denominator=9).filter(bool)


def seen(check: str, key: str, answer: str, options: tuple[tuple[str, Option], ...] = ()) -> Worth | None:
    """Give what an answer is looked up by."""
    names = Vocabulary(UNIT_NAMES if check == "quantity" else frozenset("Cstxy"))
    part = Part("p", "", parse(key, names), check=check, options=options)
    return lookup(part, course(route((), part.key), {})).of_tree(parse(answer, names))


def alike(one: Worth | None, other: Worth | None) -> bool:
    return one is not None and other is not None and one.shape == other.shape and close(one.key, other.key)


def times(factor: Fraction, vector: tuple[int, ...]) -> str:
    return f"({', '.join(str(factor * number) for number in vector)})"


@given(VECTORS, FACTORS)
def test_multiples_of_a_vector_are_looked_up_alike(vector: tuple[int, ...], factor: Fraction) -> None:
    assert alike(seen("multiple", "(1, 2, 3)", str(vector)), seen("multiple", "(1, 2, 3)", times(factor, vector)))


@given(VECTORS, VECTORS)
def test_vectors_that_are_no_multiples_are_told_apart(one: tuple[int, ...], other: tuple[int, ...]) -> None:
    assume(any(one[at] * other[at - 1] != one[at - 1] * other[at] for at in range(3)))
    assert not alike(seen("multiple", "(1, 2, 3)", str(one)), seen("multiple", "(1, 2, 3)", str(other)))


@given(VECTORS, VECTORS, FACTORS, FACTORS)
def test_bases_of_one_space_are_looked_up_alike(
    one: tuple[int, ...], other: tuple[int, ...], factor: Fraction, share: Fraction
) -> None:
    moved = tuple(share * left + right for left, right in zip(one, other, strict=True))
    first, second = f"{{{one}, {other}}}", f"{{{times(factor, one)}, {times(Fraction(1), moved)}}}"  # type: ignore[arg-type]
    assert alike(seen("basis", "{(1, 0, 0), (0, 1, 0)}", first), seen("basis", "{(1, 0, 0), (0, 1, 0)}", second))


@given(VECTORS, VECTORS, FACTORS, FACTORS)
def test_a_line_is_looked_up_alike_from_any_of_its_points(
    point: tuple[int, ...], way: tuple[int, ...], factor: Fraction, share: Fraction
) -> None:
    other = tuple(start + share * step for start, step in zip(point, way, strict=True))
    first = seen("parametric", "(1, 2, 3) + t*(1, 0, 0)", f"{point} + t*{way}")
    second = seen("parametric", "(1, 2, 3) + t*(1, 0, 0)", f"({', '.join(map(str, other))}) + s*{times(factor, way)}")
    assert alike(first, second)


@given(NUMBERS.filter(bool), NUMBERS, st.integers(-50, 50))
def test_antiderivatives_are_looked_up_alike_whatever_their_constant(slope: int, power: int, constant: int) -> None:
    options = (("variable", "x"),)
    written = f"({slope})*x^3 + ({power})*sin(x)"
    plain = seen("antiderivative", "x^2", written, options)
    assert alike(plain, seen("antiderivative", "x^2", f"{written} + ({constant}) + 2*C", options))


@given(st.integers(1, 10_000), st.sampled_from([("m", "1000"), ("cm", "100000"), ("mm", "1000000")]))
def test_a_quantity_is_looked_up_alike_in_any_unit(number: int, unit: tuple[str, str]) -> None:
    name, factor = unit
    options = (("unit", "km"),)
    assert alike(
        seen("quantity", "5", f"{number} km", options), seen("quantity", "5", f"{number}*{factor} {name}", options)
    )


@given(FACTORS, NUMBERS, NUMBERS, NUMBERS)
def test_an_equation_is_looked_up_alike_with_any_factor(factor: Fraction, a: int, b: int, c: int) -> None:
    assume(a or b)
    first = seen("equivalent", "x + y = 1", f"({a})*x + ({b})*y = {c}")
    second = seen("equivalent", "x + y = 1", f"({factor})*(({a})*x) - ({factor})*({c}) = -({factor})*({b})*y")
    assert alike(first, second)


@pytest.mark.parametrize(
    ("one", "other", "are_alike"),
    [
        ("x > 3", "3 < x", True),
        ("x > 3", "2x > 6", True),
        ("x > 3", "-x < -3", True),
        ("x > 3", "x >= 3", False),
        ("x > 3", "x < 3", False),
        ("1 < x < 2", "x < 2 and x > 1", True),
        ("x = 1 or x = 2", "x = 2 or 2x = 2", True),
        ("x = 1 or x = 2", "x = 1 and x = 2", False),
        ("x + y = 3 and x - y = 1", "x = 2 and y = 1", True),
        ("x + y = 3 and x - y = 1", "x = 2 and y = 2", False),
    ],
)
def test_statements_are_looked_up_by_what_they_say(one: str, other: str, *, are_alike: bool) -> None:
    assert alike(seen("equivalent", "x > 5", one), seen("equivalent", "x > 5", other)) == are_alike


BANK = load_bank(shipped("exercises"))


def drawn(name: str) -> Mistakes:
    return Mistakes(BANK[name], variant_for(BANK[name], seed="sides", index=0))


STATED = [
    (name, part.id)
    for name, exercise in BANK.items()
    for part in exercise.parts
    if part.check in ("system", "equivalent") and is_statement(drawn(name).course(part).key)
]


@pytest.mark.parametrize(("name", "box"), STATED)
def test_a_mistake_in_a_statement_is_found_in_floats_where_its_tree_is(name: str, box: str) -> None:
    part, mistakes = BANK[name].part(box), drawn(name)
    way, found_by = mistakes.course(part), mistakes.lookup(part)
    for step in way.steps:
        for slip, after in mistakes.slips(part, step.name)[:12]:
            found = found_by.of_mistake({step.name: after}, partial(_trees, slip))
            if found is not None:
                assert alike(found, found_by.of_tree(way.exact({step.name: slip.tree})))


def _trees(slip: Slip) -> Mapping[str, Node]:
    return {slip.step: slip.tree}
