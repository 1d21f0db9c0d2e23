"""Congruences are equal just if the same whole numbers solve them."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from graders.equivalence import Different, Equal, decide
from graders.syntax import Vocabulary, parse

VOCABULARY = Vocabulary(frozenset("x"))

NUMBERS = st.integers(-12, 12)
CONGRUENCES = st.tuples(NUMBERS.filter(bool), NUMBERS, NUMBERS, st.integers(1, 12))
SYSTEMS = st.lists(CONGRUENCES, min_size=1, max_size=3)

System = list[tuple[int, int, int, int]]


def written(system: System) -> str:
    return " and ".join(f"({slope})*x + ({start}) ≡ {right} (mod {modulus})" for slope, start, right, modulus in system)


def solutions(system: System, most: int) -> list[int]:
    return [
        x
        for x in range(most)
        if all((slope * x + start - right) % modulus == 0 for slope, start, right, modulus in system)
    ]


def period(*systems: System) -> int:
    found = 1
    for system in systems:
        for *_, modulus in system:
            found *= modulus
    return min(found, 20_000)


@settings(max_examples=80)
@given(SYSTEMS, SYSTEMS)
def test_systems_of_congruences_are_equal_just_if_they_have_the_same_solutions(one: System, other: System) -> None:
    most = period(one[:2], other[:1])
    one, other = one[:2], other[:1]
    decision = decide(parse(written(one), VOCABULARY), parse(written(other), VOCABULARY))
    assert isinstance(decision, (Equal, Different))
    assert isinstance(decision, Equal) == (solutions(one, most) == solutions(other, most))


@given(CONGRUENCES, st.integers(-5, 5).filter(bool), NUMBERS)
def test_a_congruence_may_be_moved_and_multiplied(
    congruence: tuple[int, int, int, int], factor: int, shift: int
) -> None:
    slope, start, right, modulus = congruence
    moved = (slope * factor, (start + shift) * factor, (right + shift) * factor, modulus * abs(factor))
    left, other = (parse(written([each]), VOCABULARY) for each in (congruence, moved))
    assert isinstance(decide(left, other), Equal)
    assert isinstance(decide(other, left), Equal)
