"""An author's mal-rule explains what its part's check would take for the answer that the mistake leads to."""

from __future__ import annotations

from fractions import Fraction

import pytest

from graders.exercise import MalRule, Option, Part
from graders.malrules import authors, recognised
from graders.syntax import Vocabulary, parse
from graders.value.effort import Effort, limited
from graders.variant import Variant

VARIANT = Variant("topic/name", 0, (), (), "")


def rule_found(
    check: str, key: str, when: str, response: str, options: tuple[tuple[str, Option], ...] = ()
) -> MalRule | None:
    vocabulary = Vocabulary(frozenset("tx"))
    rule = MalRule(parse(when, vocabulary), "This is the other one.")
    part = Part("part", "Find it.", parse(key, vocabulary), check=check, options=options, malrules=(rule,))
    return recognised(part, VARIANT, parse(response, vocabulary), part.key)


@pytest.mark.parametrize(
    ("check", "key", "when", "response", "is_found"),
    [
        ("equivalent", "√48", "48", "6*8", True),
        ("equivalent", "√48", "48", "47", False),
        ("multiple", "(1, 2)", "(2, -1)", "(-6, 3)", True),
        ("multiple", "(1, 2)", "(2, -1)", "(6, 3)", False),
        ("multiple", "(1, 2)", "(2, 4)", "(2, 4)", False),
        ("parametric", "t*(1, 2)", "(1, 1) + t*(1, 2)", "(2, 3) + t*(2, 4)", True),
        ("basis", "{(1, 0, 0), (0, 1, 0)}", "{(0, 1, 0), (0, 0, 1)}", "{(0, 1, 1), (0, 1, 0)}", True),
        ("basis", "{(1, 0), (0, 1)}", "{(1, 0), (0, 1), (1, 1)}", "{(2, 0), (0, 1), (3, 1)}", True),
        ("basis", "{(1, 0), (0, 1)}", "{(1, 0), (0, 1), (1, 1)}", "{(2, 0), (0, 1)}", False),
        ("basis", "{(1, 0, 0), (0, 1, 0)}", "{(1, 0, 0), (2, 0, 0)}", "{(1, 0, 0), (3, 0, 0)}", True),
        ("basis", "{(1, 0, 0), (0, 1, 0)}", "{(1, 0, 0), (2, 0, 0)}", "{(1, 0, 0)}", False),
        ("set", "{1, 2}", "{-1, -2}", "{-2, -1}", True),
        ("set", "{2, -2}", "{2}", "2", True),
        ("antiderivative", "x^3", "x^2", "x^2 + 5", True),
        ("greater", "3", "4", "2", False),
    ],
)
def test_a_mistake_explains_every_answer_that_its_check_takes_for_it(
    check: str, key: str, when: str, response: str, *, is_found: bool
) -> None:
    assert (rule_found(check, key, when, response) is not None) == is_found


def test_a_mistake_explains_its_own_value_rounded_as_asked() -> None:
    digits = (("digits", Fraction(3)),)
    assert rule_found("significant_figures", "√48", "√47", "6.86", digits) is not None


def test_a_mistake_that_is_written_like_the_response_takes_no_effort(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(authors, "SHARE", 0)
    assert rule_found("equivalent", "4", "x + abs(x)", "x + abs(x)") is not None


@pytest.mark.parametrize("most", [0, 5, 100, 20_000])
def test_what_is_found_with_little_effort_is_found_with_more(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(authors, "SHARE", most)
    found = rule_found("antiderivative", "sin(x)", "x^2", "x^2 + 7")
    assert found is None if most < 100 else found is not None


def test_all_mistakes_of_a_part_share_one_effort() -> None:
    """Where many are tried, they take what they may and no more: the last of them is not found behind a long text."""
    vocabulary = Vocabulary(frozenset("x"))
    long = "+".join(f"sin({number} x^2)" for number in range(1, 120))
    rules = tuple(MalRule(parse(f"{long} + sin(x + {number})", vocabulary), "Another.") for number in range(20))
    part = Part("part", "Find it.", parse("x", vocabulary), malrules=rules)
    left = Effort(authors.SHARE)
    with limited(left):
        assert recognised(part, VARIANT, parse(f"sin(19 + x) + {long}", vocabulary), part.key) is None
    assert left.left < 0
