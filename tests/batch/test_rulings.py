"""A ruling on an answer holds for the equal ones, and for no others."""

from __future__ import annotations

from fractions import Fraction

import pytest

from graders.batch.rulings import Ruling, Rulings

RULED = Ruling("t/one", "a", "digest", "2x·sin(y) + 1", "2*x*sin(y) + 1", Fraction(1, 2), "Nearly.")
PLACE = ("t/one", "a", "digest")


@pytest.mark.parametrize(
    ("response", "read_as"),
    [
        ("2x·sin(y) + 1", "2*x*sin(y) + 1"),
        (" 2x · sin(y)+1 ", None),
        ("1 + sin(y)*x*2", "1 + sin(y)*x*2"),
        ("1 + 2(x sin y)", "1 + 2*(x*sin(y))"),
    ],
)
def test_a_ruling_applies_to_what_is_typed_alike_and_to_what_differs_in_order_and_grouping(
    response: str, read_as: str | None
) -> None:
    assert Rulings((RULED,)).find(*PLACE, response, read_as) is RULED


@pytest.mark.parametrize(
    ("response", "read_as"),
    [
        ("2x·sin(y) - 1", "2*x*sin(y) - 1"),
        ("x·sin(y) + x·sin(y) + 1", "x*sin(y) + x*sin(y) + 1"),
        ("4x·sin(y)/2 + 1", "4*x*sin(y)/2 + 1"),
        ("2x·sin(y) + 1 (", None),
    ],
)
def test_a_ruling_applies_to_no_other_answer(response: str, read_as: str | None) -> None:
    assert Rulings((RULED,)).find(*PLACE, response, read_as) is None


@pytest.mark.parametrize("place", [("t/two", "a", "digest"), ("t/one", "b", "digest"), ("t/one", "a", "other")])
def test_a_ruling_applies_to_no_other_part_and_no_other_variant(place: tuple[str, str, str]) -> None:
    assert Rulings((RULED,)).find(*place, RULED.response, RULED.read_as) is None
