"""Variants are fair, different, and the same for ever; a space that does not last says why."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from graders import candidates as candidates_file
from graders import census
from graders.candidates import candidates
from graders.census import count, idle, rejections
from graders.errors import AuthorError
from graders.exercise import Derived, Exercise, Parameter, Pinned
from graders.space import numbered_variant, pinned_variant, variant_for, variants
from graders.syntax import Vocabulary, parse, to_text
from graders.value.exact import substituted, truth
from graders.variant import written

if TYPE_CHECKING:
    from collections.abc import Callable

    from graders.errors import Problem
    from graders.variant import Variant

ROOT = Path(__file__).parents[1]
CASES = yaml.safe_load((ROOT / "tests/cases/variants.yaml").read_text("utf-8"))
REFUSED = yaml.safe_load((ROOT / "tests/cases/variants_refused.yaml").read_text("utf-8"))


def exercise(
    given: dict[str, str], *where: str, derive: dict[str, str] | None = None, name: str = "topic/name"
) -> Exercise:
    names = Vocabulary(frozenset((*given, *(derive or ()))), open=True)
    return Exercise(
        id=name,
        title="Title",
        question="{{ " + " }}, {{ ".join(given) + " }}" if given else "Question",
        parts=(),
        given=tuple(Parameter(own, parse(text)) for own, text in given.items()),
        where=tuple(parse(text, names) for text in where),
        derive=tuple(Derived(own, parse(text, names)) for own, text in (derive or {}).items()),
    )


def pinning(own: Exercise, **values: str) -> Exercise:
    pinned = Pinned("lecture", tuple((name, parse(text)) for name, text in values.items()))
    return Exercise(own.id, own.title, own.question, (), own.given, own.where, own.derive, (pinned,))


DISTANCE = exercise(
    {"a": "vector(3, -5..5)", "b": "vector(3, -5..5)"},
    "a != b",
    "not is_square(dot(a - b, a - b))",
    derive={"d": "a - b", "q": "dot(d, d)", "distance": "sqrt(q)"},
    name="embeddings/euclidean-distance",
)

GIVEN = ("-3..3", "{1, 2, 4}", "(1..4)/3", "vector(2, -1..1)", "one_hot(3, 1..3)", "0.5..1.0", "sqrt({2, 3})")
WHERE = (
    "a != b", "p < 1", "dot(b, b) > 1", "is_square(p + 2)", "p != 0 and 2/p > 0", "2/p > 0", "p != 0",
    "sqrt(p + 3) > 1", "t > 1", "mod(6*p, 5) < 3", "b = (0, 1)", "true", "p^2 = 2",
    "gcd(component(a, 1), component(a, 2)) = 1",
)  # fmt: skip

small_spaces = st.builds(
    lambda p, where: exercise({"p": p, "a": "vector(2, 0..1)", "b": "vector(2, -1..1)"}, *where, derive={"t": "p + 1"}),
    st.sampled_from([text for text in GIVEN if "vector" not in text and "one_hot" not in text]),
    st.lists(st.sampled_from(WHERE), max_size=3, unique=True),
)
seeds = st.text(max_size=5)


def taken(own: Exercise, seed: str) -> list[int] | str:
    """Give the numbers of all variants in the order of a seed, or the path of the condition without a value."""
    found: list[int] = []
    try:
        found.extend(candidates(own).walk(seed))
    except AuthorError as error:
        return error.problems[0].path
    return found


def holds(own: Exercise, number: int) -> bool:
    """Decide by the scalar evaluation alone whether a candidate satisfies all conditions."""
    environment = dict(candidates(own).values(number))
    for step in own.derive:
        environment[step.name] = substituted(step.formula, environment)
    return all(truth(substituted(statement, environment)) for statement in own.where)


# the laws


@settings(max_examples=60)
@given(small_spaces, seeds)
def test_the_variants_are_the_candidates_that_satisfy_every_condition_each_once(own: Exercise, seed: str) -> None:
    found = taken(own, seed)
    if isinstance(found, str):
        return
    assert len(set(found)) == len(found)
    rejected = set(range(candidates(own).size)) - set(found)
    assert all(holds(own, number) for number in found)
    assert all(candidates(own).rejecting(number) is not None for number in rejected)


@given(small_spaces, seeds)
def test_the_order_of_the_conditions_does_not_matter(own: Exercise, seed: str) -> None:
    turned = Exercise(own.id, own.title, own.question, (), own.given, own.where[::-1], own.derive)
    found, again = taken(own, seed), taken(turned, seed)
    assert found == again or (isinstance(found, str) and isinstance(again, str))


@given(small_spaces, seeds, st.integers(0, 20))
def test_the_variant_of_a_student_is_the_one_at_that_place_of_the_class(own: Exercise, seed: str, index: int) -> None:
    alone = outcome(lambda: variant_for(own, seed=seed, index=index))
    assert alone == outcome(lambda: next(islice(variants(own, seed=seed), index, None)))


def outcome(draw: Callable[[], Variant]) -> Variant | tuple[Problem, ...]:
    try:
        return draw()
    except AuthorError as error:
        return error.problems


@given(small_spaces, st.integers(0))
def test_values_have_the_number_that_they_come_from(own: Exercise, number: int) -> None:
    space = candidates(own)
    number %= space.size
    assert space.number(space.values(number)) == number


@settings(max_examples=10)
@given(seeds)
def test_no_two_students_of_a_large_class_share_a_variant(seed: str) -> None:
    found = list(islice(variants(DISTANCE, seed=seed), 2000))
    assert len({variant.number for variant in found}) == 2000
    assert len({variant.digest for variant in found}) == 2000


def test_another_seed_or_exercise_gives_another_order() -> None:
    other = exercise({"a": "vector(3, -5..5)", "b": "vector(3, -5..5)"}, name="embeddings/inner-product")
    orders = [taken_first(DISTANCE, "AI-2025"), taken_first(DISTANCE, "AI-2026"), taken_first(other, "AI-2025")]
    assert len({number for order in orders for number in order}) > 290


def taken_first(own: Exercise, seed: str) -> list[int]:
    return [variant.number for variant in islice(variants(own, seed=seed), 100)]


def test_a_condition_that_one_candidate_rejects_needs_no_value_in_the_others() -> None:
    for where in (("b != 3", "a/(b - 3) > 1"), ("a/(b - 3) > 1", "b != 3"), ("sqrt(b) != sqrt(3)", "a/(b - 3) > 1")):
        own = exercise({"a": "1..20", "b": "1..20"}, *where)
        assert len(taken(own, "seed")) == 187


def test_a_common_divisor_is_that_of_the_numbers_not_of_their_names() -> None:
    own = exercise({"a": "1..6", "b": "1..6"}, "gcd(a, b) = 2", "lcm(a, b) < 6")
    assert sorted(written(variant.values) for variant in islice(variants(own, seed="s"), 3)) == [
        "a = 2, b = 2",
        "a = 2, b = 4",
        "a = 4, b = 2",
    ]


def test_a_step_without_a_value_matters_only_where_the_condition_reaches_it() -> None:
    for first in ("q != 0", "sqrt(q) != 0"):
        own = exercise({"p": "1..3", "q": "0..3"}, f"{first} and t > 1/2", derive={"t": "p/q"})
        assert len(taken(own, "seed")) == 7


# what is given out never changes


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["exercise"]))
def test_a_variant_once_given_out_never_changes(case: dict[str, Any]) -> None:
    own = exercise(case["given"], *case["where"], derive=case["derive"], name=case["exercise"])
    found = list(islice(variants(own, seed=case["seed"]), case["count"]))
    shown = [
        {"number": variant.number, "digest": variant.digest} | {name: to_text(value) for name, value in variant.values}
        for variant in found[: len(case["variants"])]
    ]
    assert shown == case["variants"]
    assert hashlib.sha256("\n".join(variant.digest for variant in found).encode()).hexdigest() == case["all"]


PROGRAM = """
from graders.exercise import Exercise, Parameter
from graders.space import variant_for
from graders.syntax import parse
given = tuple(Parameter(name, parse("vector(3, {-5..-1, 1..5})")) for name in "ab")
where = (parse("a != b"), parse("norm(a) > 2"))
own = Exercise("embeddings/euclidean-distance", "", "{{ a }} and {{ b }}", (), given, where)
print(*(variant_for(own, seed="AI-2025", index=index).digest for index in (0, 1, 500)))
"""


def test_variants_are_the_same_in_another_interpreter_with_other_hashes() -> None:
    shown = set()
    for hash_seed in ("0", "1", "4242"):
        environment = os.environ | {"PYTHONHASHSEED": hash_seed}
        command = [sys.executable, "-c", PROGRAM]
        run = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT, env=environment)
        shown.add(run.stdout)
    assert len(shown) == 1


@pytest.mark.parametrize(
    "own", [DISTANCE, exercise({"p": "1..50"}, "sqrt(p) > 3", "p > 2")], ids=["columns", "one by one"]
)
def test_the_length_of_batches_does_not_matter(own: Exercise, monkeypatch: pytest.MonkeyPatch) -> None:
    before = [variant.number for variant in islice(variants(own, seed="seed"), 40)]
    monkeypatch.setattr("graders.permutation.FIRST_BATCH", 3)
    monkeypatch.setattr("graders.permuted.LARGEST_BATCH", 5)
    assert [variant.number for variant in islice(variants(own, seed="seed"), 40)] == before


# by name and by number


def test_a_pinned_variant_has_the_values_that_its_author_gave() -> None:
    found = pinned_variant(pinning(DISTANCE, b="[3, 0, -2]", a="[-1, 4, 2]"), "lecture")
    assert [(name, to_text(value)) for name, value in found.values] == [("a", "(-1, 4, 2)"), ("b", "(3, 0, -2)")]
    assert [to_text(value) for _, value in found.derived] == ["(-4, 4, 4)", "48", "4*sqrt(3)"]
    assert found == numbered_variant(DISTANCE, found.number)


def test_a_pinned_variant_may_lie_outside_the_domains() -> None:
    found = pinned_variant(pinning(DISTANCE, a="(100, 0, 1/2)", b="(3, 0, -2)"), "lecture")
    assert found.number == -1
    assert to_text(found.environment["d"]) == "(97, 0, 5/2)"


@pytest.mark.parametrize(
    ("values", "name", "message"),
    [
        ({}, "other", "t/x pinned: no variant is pinned as other, there are lecture"),
        ({"p": "1", "q": "2", "r": "3"}, "lecture", "t/x pinned.lecture: r is no parameter"),
        ({"q": "2"}, "lecture", "t/x pinned.lecture: p has no value"),
    ],
)
def test_a_pinned_variant_that_cannot_be_made_says_why(values: dict[str, str], name: str, message: str) -> None:
    own = pinning(exercise({"p": "1..3", "q": "1..3"}, name="t/x"), **values)
    with pytest.raises(AuthorError) as caught:
        pinned_variant(own, name)
    assert str(caught.value) == message


def test_a_variant_is_found_by_its_number() -> None:
    for variant in islice(variants(DISTANCE, seed="seed"), 20):
        assert numbered_variant(DISTANCE, variant.number) == variant


@pytest.mark.parametrize(
    ("number", "message"),
    [
        (1, "t/x where[0]: candidate 1 is no variant: p != 2 does not hold for p = 2"),
        (9, "t/x given: no candidate has the number 9, they are numbered from 0 to 2"),
        (-1, "t/x given: no candidate has the number -1, they are numbered from 0 to 2"),
    ],
)
def test_a_number_that_is_no_variants_says_why(number: int, message: str) -> None:
    with pytest.raises(AuthorError) as caught:
        numbered_variant(exercise({"p": "1..3"}, "p != 2", name="t/x"), number)
    assert str(caught.value) == message


# spaces that are small, rare, empty or wide


def test_an_exercise_in_which_nothing_varies_has_one_variant_for_everybody() -> None:
    own = exercise({}, derive={"x": "1 + 1"})
    assert len({variant.digest for variant in islice(variants(own, seed="seed"), 50)}) == 1
    assert variant_for(own, seed="seed", index=7).number == 0


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: str(case["message"].partition(":")[0]))
def test_a_space_that_does_not_give_a_class_its_variants_says_why(case: dict[str, Any]) -> None:
    own = exercise(case["given"], *case["where"], derive=case.get("derive"), name="t/x")
    with pytest.raises(AuthorError) as caught:
        list(islice(variants(own, seed="seed"), 13))
    assert str(caught.value) == case["message"].rstrip("\n")


def test_an_impossible_condition_is_given_up_within_a_bounded_effort(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(candidates_file, "PATIENCE", 100_000)
    own = exercise({"p": "1..10^9", "q": "1..10^9"}, "p = q + 10^9", "p != q", name="t/x")
    with pytest.raises(AuthorError) as caught:
        variant_for(own, seed="seed", index=0)
    first, second, third = str(caught.value).splitlines()
    assert first.startswith("t/x given: no variant found among 1")
    assert first.endswith("candidates of 1000000000000000000, widen the domains or loosen where")
    looked_at = "262144 candidates looked at, of 1000000000000000000"
    assert second == f"t/x where[0]: p = q + 10^9 rejects all {looked_at} (100.0 %)"
    assert third == f"t/x where[1]: p != q rejects 0 of {looked_at} (0.0 %)"


def test_an_impossible_condition_that_is_decided_one_by_one_is_given_up_sooner(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(candidates_file, "PATIENCE", 100_000)
    monkeypatch.setattr(census, "SAMPLED", 10_000)
    with pytest.raises(AuthorError, match="no variant found among"):
        variant_for(exercise({"p": "1..10^9"}, "sqrt(p) < 0"), seed="seed", index=0)


def test_a_condition_that_one_candidate_in_a_million_satisfies_is_met() -> None:
    own = exercise({"p": "1..10^9", "q": "1..10^9"}, "mod(p*q, 10^6) = 1")
    found = candidates(own).values(next(candidates(own).walk("seed")))
    assert truth(substituted(own.where[0], dict(found)))


@pytest.mark.parametrize("size", ["2^63 - 1", "2^63", "2^63 + 1", "10^40", "2^512"])
def test_spaces_that_no_machine_integer_counts_are_walked_all_the_same(size: str) -> None:
    own = exercise({"p": f"1..{size}"}, "mod(p, 10) = 3", "p > 2^20")
    found = list(islice(variants(own, seed="seed"), 20))
    assert len({variant.number for variant in found}) == 20
    assert all(to_text(variant.environment["p"]).endswith("3") for variant in found)


def test_a_space_beyond_all_measure_is_refused() -> None:
    with pytest.raises(AuthorError, match="more than 2\\^512 candidates"):
        candidates(exercise({"p": "vector(60, 1..1000)"}))


# how many


@given(small_spaces)
def test_a_small_space_is_counted_exactly(own: Exercise) -> None:
    found = taken(own, "seed")
    if isinstance(found, str):
        with pytest.raises(AuthorError):
            count(candidates(own))
        return
    counted = count(candidates(own))
    assert counted.is_exact
    assert (counted.least, counted.most) == (len(found), len(found))


@pytest.mark.parametrize(
    "where", ["a != b", "dot(a, b) = 0", "is_square(dot(a, a))", "a = (1, 1, 1)", "a = b", "norm(a) > 3", "true"]
)
def test_an_estimate_holds_the_exact_count(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    space = candidates(exercise({"a": "vector(3, -2..2)", "b": "vector(3, -1..1)"}, where))
    monkeypatch.setattr(census, "EFFORT", 10**9)
    exact = count(space)
    monkeypatch.setattr(census, "EFFORT", 500)
    estimate = count(space)
    assert exact.is_exact
    assert not estimate.is_exact
    assert estimate.least <= exact.least <= estimate.most


def test_a_count_says_whether_it_is_an_estimate(monkeypatch: pytest.MonkeyPatch) -> None:
    space = candidates(exercise({"p": "1..10^6"}, "p != 7"))
    assert str(count(space)) == "999999"
    monkeypatch.setattr(census, "EFFORT", 2000)
    assert str(count(space)) == "997867 to 1000000"


def test_what_a_condition_rejects_is_told_for_each_by_itself() -> None:
    found = rejections(candidates(exercise({"p": "1..1000"}, "p > 100", "p > 1", "p/(p - 5) > 0")))
    assert list(map(str, found)) == [
        "p > 100 rejects 100 of 1000 candidates (10.0 %)",
        "p > 1 rejects 1 of 1000 candidates (0.1 %)",
        "p/(p - 5) > 0 rejects 4 of 1000 candidates (0.4 %)",
    ]


def test_a_condition_is_idle_where_all_candidates_are_looked_at_and_none_is_rejected() -> None:
    space = candidates(exercise({"p": "1..1000"}, "p > 0", "p != 7", "p^2 >= p"))
    assert [one.constraint.path for one in idle(space, effort=10**6)] == ["where[0]", "where[2]"]
    assert idle(space, effort=500) == ()
