"""Two mistakes are one in two wordings where they agree with other numbers too, and two where they only happen to."""

from __future__ import annotations

import pytest

from graders.exercise import Derived, Exercise, Parameter, Part
from graders.malrules.elsewhere import Elsewhere, counted
from graders.malrules.mistakes import Mistake, Mistakes
from graders.syntax import Vocabulary, parse
from graders.syntax.tree import Integer, Variable
from graders.variant import make_variant


def mistakes_of(given: dict[str, str], derive: dict[str, str]) -> Mistakes:
    values = tuple((name, parse(text)) for name, text in given.items())
    names = Vocabulary(frozenset((*given, *derive)))
    steps = tuple(Derived(name, parse(text, names)) for name, text in derive.items())
    exercise = Exercise(
        id="cases/one",
        title="",
        question="",
        parts=(Part("last", "", Variable(steps[-1].name)),),
        given=tuple(Parameter(name, Integer(0)) for name, _ in values),
        derive=steps,
    )
    return Mistakes(exercise, make_variant(exercise, 0, values))


def first(mistakes: Mistakes, rule: str) -> Mistake:
    """Find the likeliest mistake that a rule makes."""
    found = [one for one in mistakes.table(mistakes.exercise.parts[0]).mistakes if one.name == rule]
    return min(found, key=lambda one: one.rank)


@pytest.mark.parametrize(
    ("given", "derive", "one", "other"),
    [
        ({"a": "(3, -4)"}, {"m": "norm(a)"}, "norm_squared", "root_forgotten"),
        ({"a": "(0.48, 0.53)"}, {"m": "norm(a)"}, "norm_squared", "root_forgotten"),
        ({"a": "(1/4, 2/3)"}, {"m": "norm(a)"}, "taxicab", "root_of_sum"),
        (
            {"k": "(1, 2)"},
            {"p": "(2^(-component(k, 1)), 1/3)", "e": "dot(p, k)"},
            "components_added",
            "sum_for_product",
        ),
        ({"n": "4"}, {"x": "one_hot(n, 2)", "m": "norm(3*x)"}, "norm_squared", "root_forgotten"),
    ],
)
def test_two_wordings_of_one_mistake_agree_with_other_numbers(
    given: dict[str, str], derive: dict[str, str], one: str, other: str
) -> None:
    mistakes = mistakes_of(given, derive)
    part = mistakes.exercise.parts[0]
    assert Elsewhere(mistakes).is_one(part, first(mistakes, one), first(mistakes, other))


@pytest.mark.parametrize(
    ("given", "derive", "one", "other"),
    [
        ({"a": "4", "b": "2"}, {"c": "a - b"}, "one_side_only", "factor_of_two"),
        ({"a": "5", "b": "3"}, {"z": "a + b", "p": "1/(1 + exp(-z))"}, "product_for_sum", "difference_for_sum"),
        ({"n": "3"}, {"x": "one_hot(n, 2)", "m": "norm(x - one_hot(n, 1))"}, "norm_squared", "taxicab"),
    ],
)
def test_mistakes_that_happen_to_meet_or_to_be_lost_in_rounding_are_two(
    given: dict[str, str], derive: dict[str, str], one: str, other: str
) -> None:
    mistakes = mistakes_of(given, derive)
    part = mistakes.exercise.parts[0]
    assert not Elsewhere(mistakes).is_one(part, first(mistakes, one), first(mistakes, other))


def test_what_counts_is_kept_with_what_it_rests_on() -> None:
    mistakes = mistakes_of({"n": "3", "m": "2", "a": "7"}, {"k": "m + 1", "x": "one_hot(n, k)", "y": "a*x"})
    assert counted(mistakes.exercise) == {"n", "m", "k"}


def test_where_nothing_can_be_changed_nothing_is_said_to_be_one() -> None:
    mistakes = mistakes_of({}, {"c": "1 + 2 + 3"})
    part = mistakes.exercise.parts[0]
    assert not Elsewhere(mistakes).is_one(part, first(mistakes, "term_twice"), first(mistakes, "term_dropped"))
