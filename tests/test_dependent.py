"""Parameters that depend on earlier ones, implied conditions, and mal-rules that must not lead to the key."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.candidates import candidates
from graders.census import rejections
from graders.errors import AuthorError
from graders.exercise import Derived, Exercise, MalRule, Parameter, Part
from graders.space import numbered_variant
from graders.syntax import Vocabulary, parse, to_text

if TYPE_CHECKING:
    from collections.abc import Mapping


def exercise(given: Mapping[str, str], *where: str, **derive: str) -> Exercise:
    names = Vocabulary(frozenset((*given, *derive)), open=True)
    return Exercise(
        id="t/x",
        title="Title",
        question="{{ " + " }} {{ ".join(given) + " }}",
        parts=(),
        given=tuple(Parameter(own, parse(text, names)) for own, text in given.items()),
        where=tuple(parse(text, names) for text in where),
        derive=tuple(Derived(own, parse(text, names)) for own, text in derive.items()),
    )


def asking(own: Exercise, key: str, *malrules: str, check: str = "equivalent") -> Exercise:
    known = {one.name for one in own.given} | {one.name for one in own.derive}
    names = Vocabulary(frozenset(known), open=True)
    rules = tuple(MalRule(parse(text, names), "No.") for text in malrules)
    return replace(own, parts=(Part("p", "Ask", parse(key, names), check=check, malrules=rules),))


def all_values(own: Exercise) -> list[dict[str, str]]:
    """Give the values of every variant, in order of their numbers."""
    found = sorted(candidates(own).walk("seed"))
    return [{name: to_text(value) for name, value in candidates(own).values(number)} for number in found]


def pairs(own: Exercise, *names: str) -> set[tuple[str, ...]]:
    return {tuple(values[name] for name in names) for values in all_values(own)}


def test_a_range_may_end_at_an_earlier_parameter() -> None:
    own = exercise({"n": "1..4", "i": "1..n"})
    expected = {(str(n), str(i)) for n in range(1, 5) for i in range(1, n + 1)}
    assert pairs(own, "n", "i") == expected
    assert len(all_values(own)) == len(expected)


def test_a_domain_may_leave_an_earlier_value_out() -> None:
    own = exercise({"n": "2..4", "i": "1..n", "j": "(1..n) \\ {i}"})
    found = [(int(one["n"]), int(one["i"]), int(one["j"])) for one in all_values(own)]
    assert sorted(found) == [(n, i, j) for n in (2, 3, 4) for i in range(1, n + 1) for j in range(1, n + 1) if i != j]


def test_a_size_may_depend_on_an_earlier_parameter() -> None:
    own = exercise({"n": "1..3", "v": "vector(n, 0..1)"})
    assert len(all_values(own)) == 2 + 4 + 8


def test_a_parameter_may_be_worked_out_of_earlier_ones() -> None:
    own = exercise({"a": "1..3", "b": "1..3", "c": "a + b", "f": "with_roots(x, a, b)"}, "c = 4")
    assert pairs(own, "a", "b", "c", "f") == {
        ("1", "3", "4", "x^2 - 4*x + 3"), ("2", "2", "4", "x^2 - 4*x + 4"), ("3", "1", "4", "x^2 - 4*x + 3"),
    }  # fmt: skip


def test_a_parameter_that_cannot_be_worked_out_is_the_authors_mistake() -> None:
    with pytest.raises(AuthorError) as caught:
        all_values(exercise({"a": "0..1", "c": "1/a"}))
    message = "1/a has no value for a = 0: division by zero, exclude such values by the domains above it"
    assert str(caught.value) == f"t/x given.c: {message}"


def test_a_domain_that_depends_on_too_much_says_what_to_do() -> None:
    with pytest.raises(AuthorError) as caught:
        candidates(exercise({"a": "1..10^5", "b": "1..a"}))
    message = "1 .. a has another domain in more than 4096 cases; put a condition under where, or a step under derive"
    assert str(caught.value) == f"t/x given.b: {message}"


def test_a_number_of_no_candidate_says_why() -> None:
    with pytest.raises(AuthorError) as caught:
        numbered_variant(exercise({"n": "1..2", "i": "1..n"}), 1)
    assert str(caught.value) == "t/x given.i: no such value of i for n = 1"


dependent = st.sampled_from(
    (
        {"n": "1..4", "i": "1..n", "j": "1..i"},
        {"n": "2..3", "v": "vector(n, 0..2)"},
        {"n": "1..3", "m": "matrix(2, 0..n)", "k": "n + 1", "i": "k..5"},
        {"s": "{2, 3, 5}", "r": "selection(2, 1..s)"},
        {"s": "3..4", "o": "permutation(s)", "first": "component(o, 1)"},
    )
)
conditions = st.lists(
    st.sampled_from(("n > 1", "i != 2", "i + n > 3", "dot(v, v) > 2", "det(m) != 0", "first < 3", "s != 2", "true")),
    max_size=2,
)


@given(dependent, conditions)
def test_columns_and_single_candidates_agree_on_what_is_a_variant(given: dict[str, str], where: list[str]) -> None:
    known = [text for text in where if set("nijvmsk").intersection(text) <= set("".join(given)) or text == "true"]
    own = exercise(given, *[text for text in known if all(word in given for word in names_in(text))])
    space = candidates(own)
    found = set(space.walk("seed"))
    for number in range(space.size):
        try:
            admitted = space.rejecting(number) is None
        except AuthorError:
            admitted = False
        assert admitted == (number in found)
        assert not admitted or space.number(space.values(number)) == number


def names_in(text: str) -> set[str]:
    return {word for word in ("first", "n", "i", "v", "m", "s") if word in text.replace("dot", "").replace("det", "")}


def test_an_invertible_matrix_has_an_inverse_and_the_condition_is_named() -> None:
    own = exercise({"A": "invertible(2, 0..1)"})
    assert len(all_values(own)) == 6
    (rejection,) = rejections(candidates(own))
    assert str(rejection) == "det(A) != 0 rejects 10 of 16 candidates (62.5 %)"
    assert rejection.constraint.path == "given.A"


def test_words_sets_and_matrices_are_compared_under_where() -> None:
    given = {"w": 'choice("cat", "dog", "eel")', "A": "matrix(1, 2, 0..1)", "n": "1..9"}
    own = exercise(given, 'w != "dog"', 'w in {"dog", "eel"}', "A != [[0, 0]]", "n in {2, 5..7}", "n notin {6}")
    assert pairs(own, "w", "n") == {('"eel"', n) for n in "257"}
    assert pairs(own, "A") == {("[[0, 1]]",), ("[[1, 0]]",), ("[[1, 1]]",)}


# discrimination


def test_a_variant_on_which_a_malrule_leads_to_the_key_is_left_out() -> None:
    own = exercise({"a": "0..3", "b": "0..3"}, p="a*b")
    assert pairs(asking(own, "p", "a + b"), "a", "b") == pairs(own, "a", "b") - {("0", "0"), ("2", "2")}


def test_it_is_given_out_where_the_author_asks_for_it() -> None:
    own = asking(exercise({"a": "0..3", "b": "0..3"}, p="a*b"), "p", "a + b")
    assert len(all_values(replace(own, discriminating=False))) == 16


def test_the_share_that_a_malrule_costs_is_told_with_its_place() -> None:
    own = asking(exercise({"a": "0..3", "b": "0..3"}, p="a*b"), "p", "a - b", "a + b")
    found = {one.constraint.path: str(one) for one in rejections(candidates(own))}
    assert found == {
        "parts[0].malrules[0]": "a - b != p rejects 1 of 16 candidates (6.2 %)",
        "parts[0].malrules[1]": "a + b != p rejects 2 of 16 candidates (12.5 %)",
    }


def test_roots_are_sieved_on_columns_and_settled_one_by_one() -> None:
    own = asking(exercise({"v": "vector(2, -2..2)"}, q="dot(v, v)", r="norm(v)"), "r", "q")
    assert all(one.plan is not None for one in candidates(own).traps)
    left_out = pairs(replace(own, parts=()), "v") - pairs(own, "v")
    assert left_out == {("(0, 0)",), ("(1, 0)",), ("(-1, 0)",), ("(0, 1)",), ("(0, -1)",)}


def test_a_malrule_of_another_shape_costs_nothing() -> None:
    own = asking(exercise({"v": "vector(2, 1..2)"}, q="dot(v, v)"), "q", "v")
    assert candidates(own).traps == ()


def test_a_malrule_without_a_value_leads_nowhere() -> None:
    own = asking(exercise({"a": "0..2"}), "a", "1/a")
    assert pairs(own, "a") == {("0",), ("2",)}


def test_a_malrule_is_tried_with_the_check_of_its_part() -> None:
    own = asking(exercise({"a": "1..5"}, p="a + 1/1000"), "p", "a", check="numeric")
    assert all(trap.plan is None for trap in candidates(own).traps)


def test_the_order_of_variants_is_that_of_the_seed_with_some_left_out() -> None:
    own = exercise({"a": "0..30", "b": "0..30"}, p="a*b")
    whole = list(candidates(own).walk("s"))
    kept = list(candidates(asking(own, "p", "a + b")).walk("s"))
    assert kept == [number for number in whole if number in set(kept)]
    assert len(whole) - len(kept) == 2
