"""Laws of effort: what a response may take changes what is known about it, never what is true of it."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graders.api import check
from graders.equivalence import decide
from graders.equivalence.budget import STANDARD
from graders.equivalence.domain import REALS
from graders.syntax import Vocabulary, parse
from graders.syntax.tree import variables
from graders.value.effort import MOST, SpentError, effort, limited
from graders.verdict import Outcome
from tests.cost import calls
from tests.equivalence.test_tables import ROWS, named
from tests.hostile.texts import ASKED, GROWING

PLAIN = [row for row in ROWS if len(row.values) == 3]
LITTLE = (1, 100, 1_000, 5_000)


def outcome(key: str, response: str, most: float) -> str:
    """Decide with so much effort."""
    left = parse(key, Vocabulary(open=True))
    right = parse(response, Vocabulary(variables(left), open=True))
    try:
        with limited(most):
            return named(decide(left, right, STANDARD, REALS))
    except SpentError:
        return "undecided"


@pytest.mark.parametrize("row", [row.values for row in PLAIN], ids=[row.id for row in PLAIN])
def test_what_is_decided_with_little_effort_is_what_is_decided_with_all(row: tuple[str, ...]) -> None:
    key, response, expected = row
    assert {outcome(key, response, most) for most in LITTLE} <= {expected, "undecided"}


@pytest.mark.parametrize("row", [row.values for row in PLAIN], ids=[row.id for row in PLAIN])
def test_no_pair_of_the_tables_needs_more_than_a_response_may_take(row: tuple[str, ...]) -> None:
    key, response, expected = row
    assert outcome(key, response, MOST) == expected


@pytest.mark.parametrize(
    ("key", "response"),
    [
        ("integrate(sqrt(1 + sin(x)^2), x, 0, 2)", "2*integrate(sqrt(1 + sin(2t)^2), t, 0, 1)"),
        ("integrate(ln(1+x)/(1+x^2), x, 0, 1)", "pi/8*ln(2)"),
        ("x^2 + y^2 = 1", "(y - sqrt(1 - x^2))*(y + sqrt(1 - x^2)) = 0"),
        ("(|x|, |y|, |z|)", "(sqrt(x^2), sqrt(y^2), sqrt(z^2))"),
        ("sqrt((x-1)^2) + sqrt((x+2)^2) + |y|", "|x-1| + |x+2| + |-y|"),
    ],
)
def test_what_only_agrees_is_found_to_agree(key: str, response: str) -> None:
    assert outcome(key, response, MOST) in ("agreement", "proved")


@pytest.mark.parametrize("edge", [1010, 5003, 77777, 10**9])
@pytest.mark.parametrize(
    ("rest", "other"),
    [
        ("sqrt(|x+0|)+sqrt(|x+1|)+sqrt(|x+2|)", "sqrt(|0+x|)+sqrt(|1+x|)+sqrt(|2+x|)"),
        ("|sin(x)|+|cos(x)|", "sqrt(1+|sin(2x)|)"),
        *((f"{many}", f"{many}") for many in ("+".join(f"sqrt(|x+{k}|)" for k in range(most)) for most in (6, 9, 14))),
    ],
)
def test_a_difference_that_is_far_away_is_found_or_the_answer_waits(edge: int, rest: str, other: str) -> None:
    assert outcome(f"|x-{edge}|+{rest}", f"{edge}-x+{other}", MOST) in ("different", "undecided")


@pytest.mark.parametrize(
    ("key", "response"),
    [
        ("|sin(x)|+|cos(x)|+|sin(y)|+|cos(y)|", "sqrt(1+|sin(2x)|)+sqrt(1+|sin(2y)|)"),
        ("sqrt(1+sin(x))+sqrt(1+sin(y))", "|sin(x/2)+cos(x/2)|+|sin(y/2)+cos(y/2)|"),
    ],
)
def test_what_an_identity_takes_is_not_taken_for_what_points_take(key: str, response: str) -> None:
    assert outcome(key, response, MOST) == "agreement"


@pytest.mark.parametrize("fold", ["sum(sin(k)/(k-900), k, 1, 900)", "sum(ln(900-k), k, 1, 900)"])
def test_a_fold_without_a_value_is_gone_through_once_and_paid_each_time(fold: str) -> None:
    listed = "{" + ",".join([f"x+{fold}"] * 12) + "}"
    assert calls(partial(check, "{x,y}", listed)) < 300_000
    with limited(1e9):
        decide(parse("x"), parse(f"x+{fold}"))
        assert effort().left < 1e9


def spent(key: str, response: str) -> float:
    """Give what a decision takes."""
    with limited(1e9):
        decide(parse(key), parse(response))
        return 1e9 - effort().left


@settings(max_examples=60)
@given(st.integers(1, 40), st.integers(1, 9))
def test_what_was_worked_out_before_changes_no_effort(terms: int, times: int) -> None:
    text = "+".join([f"sum(sqrt(k), k, 1, {terms})"] * times)
    assert spent("3", text) == spent("3", text)


@pytest.mark.parametrize("text", GROWING, ids=lambda text: ascii(text[:24]))
def test_what_takes_too_much_waits_for_a_person_and_is_not_called_right(text: str) -> None:
    for name, key in ASKED:
        assert check(key, text, check=name).outcome is not Outcome.CORRECT


def test_a_proved_difference_stands_where_its_reason_takes_too_much() -> None:
    wrong = "permutation(norm((" + ",".join(f"sin({number})" for number in range(150)) + ")))"
    assert check("x*exp(x)", wrong, check="antiderivative").outcome is Outcome.INCORRECT


def test_why_nothing_was_decided_is_said() -> None:
    checked = check("4*sqrt(3)", "lg(" * 35 + "x" + ")" * 35, check="set")
    assert checked.outcome is Outcome.NEEDS_REVIEW
    assert "too long" in checked.message


def test_effort_is_of_one_response() -> None:
    before = effort().left
    check("4*sqrt(3)", "√48")
    assert effort().left == before
