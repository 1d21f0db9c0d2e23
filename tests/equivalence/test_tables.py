"""What is decided about pairs of every kind, and how surely: tables that are documentation as well."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from graders.equivalence import Equal, Undecided, decide
from graders.equivalence.budget import STANDARD
from graders.equivalence.domain import domain_of
from graders.syntax import Vocabulary, parse
from graders.syntax.tree import variables

if TYPE_CHECKING:
    from graders.equivalence import Decision

CASES = Path(__file__).parents[1] / "cases" / "equivalence"
ROWS = [
    pytest.param(*(map(str, row)), id=f"{table.stem}: {row[0]} | {row[1]}")
    for table in sorted(CASES.glob("*.yaml"))
    for row in yaml.safe_load(table.read_text("utf-8"))
]


def named(decision: Decision) -> str:
    if isinstance(decision, Equal):
        return decision.evidence
    return "undecided" if isinstance(decision, Undecided) else "different"


@pytest.mark.parametrize("row", [row.values for row in ROWS], ids=[row.id for row in ROWS])
def test_each_pair_is_decided_as_the_table_says(row: tuple[str, ...]) -> None:
    key_text, response_text, expected, *condition = row
    key = parse(key_text, Vocabulary(open=True))
    response = parse(response_text, Vocabulary(variables(key), open=True))
    domain = domain_of(parse(condition[0]) if condition else None)
    assert named(decide(key, response, STANDARD, domain)) == expected


@pytest.mark.parametrize("row", [row.values for row in ROWS], ids=[row.id for row in ROWS])
def test_neither_side_is_privileged(row: tuple[str, ...]) -> None:
    key_text, response_text, expected, *condition = row
    key = parse(key_text, Vocabulary(open=True))
    response = parse(response_text, Vocabulary(variables(key), open=True))
    domain = domain_of(parse(condition[0]) if condition else None)
    assert named(decide(response, key, STANDARD, domain)) == expected


@pytest.mark.parametrize("text", ["1/0", "1/(√2*√2 - 2)", "tan(pi/2)", "ln(0)", "0^(-1)", "(-1)!"])
def test_a_response_without_a_value_differs_and_a_key_without_one_goes_to_review(text: str) -> None:
    assert named(decide(parse("1"), parse(text))) == "different"
    assert named(decide(parse(text), parse("1"))) == "undecided"


@pytest.mark.parametrize("text", ["9^9^9^9", "-9^9^9^9", "exp(exp(exp(100)))", "sin(9^9^9)", "1/9^9^9^9"])
@pytest.mark.parametrize("key", ["-7", "sqrt(2)", "x^2", "(1, 2)"])
def test_a_number_out_of_all_bounds_is_never_accepted(key: str, text: str) -> None:
    assert named(decide(parse(key), parse(text))) in ("different", "undecided")
