"""Before a stated value stand labels and steps; what denies the value there is sent back with the answer."""

from __future__ import annotations

import pytest

from graders import generate, grade, load
from graders.checks import judge
from graders.syntax import Vocabulary, parse

OPEN = Vocabulary(frozenset("x"), open=True)

HELD = [
    ("3", "x = 3"),
    ("4", "2 + 2 = 4"),
    ("5", "f(2) = 5"),
    ("5", "E(X^2) = 5"),
    ("0.3", "P(A) = 0.3"),
    ("(4, 6)", "a + b = (4, 6)"),
    ("4*sqrt(3)", "‖a - b‖ = √48 = 4√3 ≈ 6.9"),
    ("4*sqrt(3)", "4√3 ≈ 7"),
    ("1/7", "0.1428 = 1/7"),
    ("1234", "1234 ≈ 1200"),
    ("x^2", "y = x^2"),
    ("x^2 + 2x + 1", "(x + 1)^2 = x^2 + 2x + 1"),
]

DENIED = [
    ("3", "-x = 3", "-x, which is not 3"),
    ("1", "x^2 = 1", "x^2, which is not 1"),
    ("1", "2x = 1", "2*x, which is not 1"),
    ("1", "x + 1 = 1", "x + 1, which is not 1"),
    ("1", "1/x = 1", "1/x, which is not 1"),
    ("1", "0 = 1", "0, which is not 1"),
    ("4", "x = 5 = 4", "5, which is not 4"),
    ("x^2", "x = x^2", "x, which is not x^2"),
    ("x^2", "2y = x^2", "2*y, which is not x^2"),
]


@pytest.mark.parametrize(("key", "response"), HELD)
def test_labels_steps_and_roundings_are_understood(key: str, response: str) -> None:
    assert judge(parse(key, OPEN), response, vocabulary=OPEN).outcome == "correct"


def test_steps_are_looked_at_where_the_answer_is_asked() -> None:
    asked = {"vocabulary": OPEN, "check": "equivalent"}
    outcomes = [
        judge(parse("x", OPEN), "√(x^2) = x", **asked, options=options).outcome  # type: ignore[arg-type]
        for options in ((("domain", "x > 0"),), ())
    ]
    assert outcomes == ["correct", "unreadable"]


@pytest.mark.parametrize(("key", "response", "found"), DENIED)
def test_what_denies_the_value_is_sent_back(key: str, response: str, found: str) -> None:
    verdict = judge(parse(key, OPEN), response, vocabulary=OPEN)
    assert verdict.error is not None
    assert verdict.error.found == found


@pytest.mark.parametrize("response", ["x^2 = 1", "-x = 1"])
@pytest.mark.parametrize("key", ["{1}", "{1, -1}"])
def test_an_equation_is_no_set(key: str, response: str) -> None:
    assert judge(parse(key, OPEN), response, vocabulary=OPEN, check="set").outcome == "unreadable"


@pytest.mark.parametrize(
    ("response", "outcome"),
    [
        ("d = √48", "correct"),
        ("‖a - b‖ = √48", "correct"),
        ("‖d‖ = √48", "correct"),
        ("√16·√3 = 4√3", "correct"),
        ("‖d‖^2 = √48", "unreadable"),
        ("48 = √48", "unreadable"),
        ("‖d‖ = √47", "incorrect"),
    ],
)
def test_names_of_an_exercise_are_known_where_they_are_reckoned_with(response: str, outcome: str) -> None:
    exercise = load("embeddings/euclidean-distance")
    paper = grade(exercise, generate(exercise, pinned="lecture"), {"distance": response})
    assert {part.part: part.verdict.outcome for part in paper.parts}["distance"] == outcome


def test_a_function_of_an_exercise_is_applied_and_no_factor() -> None:
    given = {"f": parse("x^2 - 3", OPEN), "a": parse("2", OPEN)}
    for response, outcome in {"f(-1) = -2": "correct", "3a - 8 = -2": "correct", "3a = -2": "unreadable"}.items():
        verdict = judge(parse("-2"), response, vocabulary=Vocabulary(frozenset()), given=given)
        assert verdict.outcome == outcome


@pytest.mark.parametrize("key", ["emptyset", "{}"])
@pytest.mark.parametrize("response", ["no solution", "∅", "{}", "x = 3", "{3}"])
def test_that_nothing_is_in_a_set_is_said_in_any_words(key: str, response: str) -> None:
    outcome = judge(parse(key, OPEN), response, vocabulary=OPEN).outcome
    assert (outcome == "correct") == ("3" not in response)
