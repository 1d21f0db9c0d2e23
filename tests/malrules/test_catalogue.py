"""The catalogue: every rule does what its row says, and says it in words of its own."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graders.equivalence import Equal, decide
from graders.malrules.catalogue import CATALOGUE, FORMULA, NUMBERS
from graders.malrules.rule import ANY, Rule, kind
from graders.syntax import parse, to_text
from graders.syntax.names import FUNCTIONS
from graders.words import words

if TYPE_CHECKING:
    from graders.syntax.tree import Node

FEEDBACK = Path(__file__).parents[2] / "docs" / "feedback.md"

each_rule = pytest.mark.parametrize("rule", CATALOGUE, ids=lambda rule: rule.name)


def mistaken(rule: Rule, tree: Node) -> list[str]:
    return [to_text(new) for new in rule.rewrite(tree)]


@each_rule
def test_a_rule_rewrites_its_pattern_to_the_wrong_one(rule: Rule) -> None:
    wrong = parse(rule.wrong)
    assert any(new == wrong or isinstance(decide(wrong, new), Equal) for new in rule.rewrite(parse(rule.pattern)))


@each_rule
def test_a_rule_is_tried_on_the_node_of_its_pattern(rule: Rule) -> None:
    assert rule.on == ANY or kind(parse(rule.pattern)) in rule.on.split()


@each_rule
def test_a_rule_never_leaves_a_tree_as_it_is(rule: Rule) -> None:
    tree = parse(rule.pattern)
    assert tree not in list(rule.rewrite(tree))


@each_rule
@pytest.mark.parametrize("other", ["0", "x", "(1, 2)", "[1, 2; 3, 4]", "sin(x)", "{1, 2}", "1 < 2", '"no"'])
def test_a_rule_takes_any_tree_without_complaint(rule: Rule, other: str) -> None:
    assert all(isinstance(text, str) for text in mistaken(rule, parse(other)))


@each_rule
def test_a_rule_has_its_row_in_the_documents(rule: Rule) -> None:
    row = f"| `{rule.name}` | `{rule.pattern}` | `{rule.wrong}` | {rule.frequency} |"
    assert row in FEEDBACK.read_text(encoding="utf-8")


@each_rule
def test_a_sentence_says_at_which_step_and_where_unless_it_is_about_the_whole_answer(rule: Rule) -> None:
    sentence = words("en").sentences[f"malrule.{rule.name}"]
    assert ("{step}" in sentence, "{here}" in sentence) == (rule.stage not in ("answer", "unit"),) * 2


def test_names_are_given_once() -> None:
    assert [name for name, count in Counter(rule.name for rule in CATALOGUE).items() if count > 1] == []


def test_rules_act_on_nodes_that_exist() -> None:
    classes = {"Sum", "Product", "Quotient", "Power", "Negative", "Listing", ANY}
    named = {name for rule in CATALOGUE for name in rule.on.split()}
    assert named - classes <= set(FUNCTIONS)
    assert {name for index in (FORMULA, NUMBERS) for name in index.rules} <= named


def test_there_are_more_rules_than_were_asked_for() -> None:
    assert len(CATALOGUE) >= 40
