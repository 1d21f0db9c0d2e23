"""What stands before a value is a label or a step; where a set is asked, an equation is none."""

from __future__ import annotations

import pytest

from graders.checks import judge
from graders.syntax import Vocabulary, parse

OPEN = Vocabulary(frozenset("x"), open=True)


@pytest.mark.parametrize("response", ["x^2 = 1", "-x = 1", "2x = 2", "|x| = 1"])
@pytest.mark.parametrize("key", ["{1}", "{1, -1}"])
def test_an_equation_is_no_set(key: str, response: str) -> None:
    verdict = judge(parse(key, OPEN), response, vocabulary=OPEN, check="set")
    assert verdict.error is not None
    assert (verdict.error.found, verdict.error.expected) == ("an equation", "the set of its solutions")


@pytest.mark.parametrize(
    ("key", "response"),
    [("{1}", "x = 1"), ("{1, -1}", "x = ±1"), ("{1, -1}", "M = {1, -1}"), ("{2}", "1 + 1 = 2"), ("{4}", "A ∩ B = {4}")],
)
def test_a_name_before_a_set_says_nothing(key: str, response: str) -> None:
    assert judge(parse(key, OPEN), response, vocabulary=OPEN, check="set").outcome == "correct"


@pytest.mark.parametrize("key", ["emptyset", "{}"])
@pytest.mark.parametrize("response", ["no solution", "∅", "{}", "x = 3", "{3}"])
def test_that_nothing_is_in_a_set_is_said_in_any_words(key: str, response: str) -> None:
    outcome = judge(parse(key, OPEN), response, vocabulary=OPEN).outcome
    assert (outcome == "correct") == ("3" not in response)
