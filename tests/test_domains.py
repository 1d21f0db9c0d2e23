"""Domains are finite, and numbers, trees and columns speak of the same members."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from graders.domains import DomainError, cells_of, domain, identity, names, pattern, rational
from graders.syntax import parse, to_text
from graders.syntax.tree import walk
from graders.value.columns import stretch

CASES = yaml.safe_load(Path(__file__).with_name("cases").joinpath("variants_domains.yaml").read_text("utf-8"))
DOMAINS = [case["domain"] for case in CASES if "size" in case]


def case_name(case: dict[str, Any]) -> str:
    return str(case["domain"])


@pytest.mark.parametrize("case", [case for case in CASES if "size" in case], ids=case_name)
def test_a_domain_has_these_members(case: dict[str, Any]) -> None:
    found = domain(parse(case["domain"]))
    assert found.size == case["size"]
    assert [to_text(found.member(number)) for number in range(min(found.size, 12))] == case["members"]


@pytest.mark.parametrize("case", [case for case in CASES if "refused" in case], ids=case_name)
def test_what_is_no_domain_is_refused_with_a_reason(case: dict[str, Any]) -> None:
    with pytest.raises(DomainError) as caught:
        domain(parse(case["domain"]))
    assert str(caught.value) == case["refused"]


@given(st.sampled_from(DOMAINS), st.integers(0))
def test_a_member_has_the_number_that_it_was_drawn_by(text: str, number: int) -> None:
    found = domain(parse(text))
    number %= found.size
    assert found.number(found.member(number)) == number


@given(st.sampled_from(DOMAINS), st.integers(0))
def test_a_member_written_down_is_read_as_itself(text: str, number: int) -> None:
    found = domain(parse(text))
    member = found.member(number % found.size)
    assert parse(to_text(member)) == member


@pytest.mark.parametrize("text", DOMAINS)
def test_no_two_members_are_equal(text: str) -> None:
    found = domain(parse(text))
    members = [found.member(number) for number in range(min(found.size, 2000))]
    assert len(set(map(identity, members))) == len(members)


@pytest.mark.parametrize("text", DOMAINS)
def test_columns_hold_the_entries_of_the_members(text: str) -> None:
    found = domain(parse(text))
    count = min(found.size, 500)
    columns = found.columns("x", stretch(0, count))
    cells = zip(*(cells_of(found.member(number), found.shape) for number in range(count)), strict=True)
    for name, entries in zip(names("x", found.shape), cells, strict=True):
        values = [rational(entry) for entry in entries]
        if None in values:
            assert name not in columns
            continue
        tops, overs = columns[name].numerators.tolist(), columns[name].over.tolist() * count
        assert [Fraction(top, over) for top, over in zip(tops, overs, strict=False)] == values


@pytest.mark.parametrize("text", DOMAINS)
def test_a_pattern_mentions_the_columns_in_order(text: str) -> None:
    shape = domain(parse(text)).shape
    found = [part.name for part in walk(pattern("x", shape)) if hasattr(part, "name")]
    assert tuple(found) == names("x", shape)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("-5..5", "6"), ("-5..5", "1/2"), ("-5..5", "(1, 2)"), ("-5..5", "sqrt(4)"), ("{1, 2}", "3"),
        ("0.5..2.5", "0.55"), ("vector(2, 0..1)", "(0, 1, 0)"), ("vector(2, 0..1)", "(0, 2)"), ("vector(2, 0..1)", "0"),
    ],
)  # fmt: skip
def test_what_is_no_member_has_no_number(text: str, value: str) -> None:
    assert domain(parse(text)).number(parse(value)) is None


@pytest.mark.parametrize(
    ("text", "value", "number"),
    [
        ("0..4", "6/2", 3), ("0.5..2.5", "1/2", 0), ("(1..5)/4", "0.5", 1), ("vector(2, 0..1)", "[1, 0]", 2),
        ("one_hot(3, 1..3)", "<0, 1, 0>", 1),
    ],
)  # fmt: skip
def test_a_member_is_known_however_it_is_written(text: str, value: str, number: int) -> None:
    assert domain(parse(text)).number(parse(value)) == number
