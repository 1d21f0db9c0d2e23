"""What only repeats the question is sent back: asked for a norm, ``norm((3, 4))`` is none."""

from __future__ import annotations

import pytest

from graders.checks import judge
from graders.checks.unfinished import OPERATIONS
from graders.syntax import Vocabulary, parse
from graders.syntax.names import FUNCTIONS
from graders.verdict import Outcome

NAMES = Vocabulary(frozenset("xkn"))

LEFT = [
    ("5", "norm((3, 4))", "norm", 0),
    ("5", "‖(3, 4)‖", "norm", 0),
    ("10", "2*norm((3, 4))", "norm", 2),
    ("11", "dot((1, 2), (3, 4))", "dot", 0),
    ("-2", "det([[1, 2], [3, 4]])", "det", 0),
    ("3x^2", "diff(x^3, x)", "diff", 0),
    ("1/3", r"\int_0^1 x^2 \, dx", "integrate", 0),
    ("n*(n + 1)/2", "sum(k, k, 1, n)", "sum", 0),
    ("2", "mean((1, 3))", "mean", 0),
    ("(0, 1, 0)", "one_hot(3, 2)", "one_hot", 0),
]


@pytest.mark.parametrize(("key", "response", "name", "start"), LEFT, ids=[row[1] for row in LEFT])
def test_an_operation_left_is_sent_back_with_its_place(key: str, response: str, name: str, start: int) -> None:
    verdict = judge(parse(key, NAMES), response, vocabulary=NAMES, worked_out=True)
    assert verdict.outcome is Outcome.UNREADABLE
    assert verdict.error is not None
    assert (verdict.error.found, verdict.error.span.start) == (f"{name}, left to be worked out", start)


@pytest.mark.parametrize(("key", "response"), [row[:2] for row in LEFT], ids=[row[1] for row in LEFT])
def test_elsewhere_it_is_worth_what_it_is_worth(key: str, response: str) -> None:
    assert judge(parse(key, NAMES), response, vocabulary=NAMES).outcome is Outcome.CORRECT


@pytest.mark.parametrize(
    ("key", "response"),
    [
        ("4*sqrt(3)", "√48"),
        ("(1, 2, 3)", "(1, 2, 3)^T"),
        ("(1, 2, 3)", "[1 2 3]^T"),
        ("[[1, 3], [2, 4]]", "[[1, 2], [3, 4]]^T"),
        ("-2", "det(x) = -2"),
        ("sum(1/k, k, 1, n)", "sum(1/m, m, 1, n)"),
        ("3", "|-3|"),
        ("10", "binomial(5, 2)"),
        ("ln(2)", "-ln(1/2)"),
        ("2", "floor(5/2)"),
    ],
)
def test_numbers_with_a_name_and_what_the_key_leaves_are_answers(key: str, response: str) -> None:
    names = Vocabulary(frozenset("kmnx"))
    assert judge(parse(key, names), response, vocabulary=names, worked_out=True).outcome is Outcome.CORRECT


def test_every_operation_is_a_function() -> None:
    assert set(FUNCTIONS) >= OPERATIONS
