"""Follow-through: parts form a graph through the solution, and a mistake counts once but never makes the rest easy."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graders.bank import load_bank, shipped
from graders.exercise import Derived, Exercise, Part
from graders.followthrough import asks_for, rests_on, standing_on
from graders.grading import grade_exercise
from graders.space import pinned_variant, variant_for
from graders.syntax import Vocabulary, parse, to_text
from graders.variant import make_variant

if TYPE_CHECKING:
    from graders.followthrough import Own

BANK = load_bank(shipped("exercises"))
DISTANCE = BANK["embeddings/euclidean-distance"]
COSINE = BANK["embeddings/cosine-similarity"]

NAMES = Vocabulary(frozenset(("a", "b", "p", "q", "r")))
STEPS = Exercise(
    id="cases/graph",
    title="",
    question="",
    derive=tuple(Derived(name, parse(text, NAMES)) for name, text in (("p", "a + b"), ("q", "2*p"), ("r", "q^2"))),
    parts=tuple(
        Part(name, "", parse(text, NAMES))
        for name, text in (("first", "a + b"), ("second", "q"), ("third", "r + p"), ("apart", "a"))
    ),
)


ROOTS = Exercise(
    id="cases/roots",
    title="",
    question="",
    derive=(Derived("m", parse("a*b", NAMES)), Derived("f", parse("sqrt(x^2 + m)", Vocabulary(frozenset("xm"))))),
    parts=(
        Part("p", "", parse("m", Vocabulary(frozenset("m")))),
        Part("q", "", parse("f", Vocabulary(frozenset("f")))),
    ),
    follow_through=Fraction(1),
)


@pytest.mark.parametrize(
    "text",
    ["sqrt(x^2 + 636)", "(x^2 + 636)/sqrt(x^2 + 636)", "abs(x)*sqrt(1 + 636/x^2)", "exp(ln(x^2 + 636)/2)"],
)
def test_whatever_is_right_on_an_own_answer_is_credited_however_hard_to_see(text: str) -> None:
    variant = make_variant(ROOTS, 0, (("a", parse("17")), ("b", parse("37"))))
    graded = grade_exercise(ROOTS, variant, {"p": "636", "q": text})
    assert [part.verdict.score for part in graded.parts] == [0, 1]


@pytest.mark.parametrize(
    ("part", "step", "earlier"),
    [
        ("first", "p", set()),
        ("second", "q", {"p"}),
        ("third", None, {"p", "q", "r"}),
        ("apart", None, set()),
    ],
)
def test_parts_form_a_graph_through_the_solution(part: str, step: str | None, earlier: set[str]) -> None:
    assert asks_for(STEPS, STEPS.part(part)) == step
    assert rests_on(STEPS, STEPS.part(part)) == earlier


def standing(part: str, **answers: str) -> Own | None:
    variant = pinned_variant(DISTANCE, "lecture")
    return standing_on(DISTANCE, variant, DISTANCE.part(part), {name: parse(text) for name, text in answers.items()})


def test_a_later_key_is_worked_out_from_the_own_answer() -> None:
    own = standing("distance", difference="(2, 4, 0)")
    assert own is not None
    assert (to_text(own.key), own.parts, own.trivial) == ("2*sqrt(5)", ("difference",), False)


def test_an_earlier_part_rests_on_no_later_one() -> None:
    assert standing("difference", distance="5") is None
    assert standing("distance", distance="5") is None


@pytest.mark.parametrize("answer", ["(0, 0, 0)", "(0, 0, 1)", "(3, 4, 0)", "7", "(1, 1)", "(0, 6, 8)"])
def test_an_own_answer_that_leaves_too_little_to_do_is_guarded_against(answer: str) -> None:
    own = standing("distance", difference=answer)
    assert own is not None
    assert own.trivial


def test_an_own_answer_without_a_later_value_is_not_followed() -> None:
    variant = pinned_variant(COSINE, "lecture")
    assert standing_on(COSINE, variant, COSINE.part("cosine"), {"norm-a": parse("0")}) is None


def test_all_own_answers_count_together() -> None:
    variant = pinned_variant(COSINE, "lecture")
    answers = {"product": parse("7"), "norm-b": parse("√26")}
    own = standing_on(COSINE, variant, COSINE.part("cosine"), answers)
    assert own is not None
    assert (to_text(own.key), own.steps) == ("7/sqrt(546)", frozenset(("p", "n_b")))


@settings(max_examples=40)
@given(st.integers(0, 60), st.tuples(*[st.integers(-9, 9)] * 3))
def test_the_right_answer_to_an_earlier_part_leads_to_the_right_key(index: int, other: tuple[int, int, int]) -> None:
    variant = variant_for(DISTANCE, seed="laws", index=index)
    right = variant.environment["d"]
    own = standing_on(DISTANCE, variant, DISTANCE.part("distance"), {"difference": right})
    assert own is not None
    assert own.key == variant.environment["distance"]
    assert not own.trivial
    wrong = standing_on(DISTANCE, variant, DISTANCE.part("distance"), {"difference": parse(str(other))})
    assert wrong is not None
    assert wrong.trivial or to_text(wrong.key) not in ("0", "1")
