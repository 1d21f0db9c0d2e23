"""Where polynomials vanish together, beside solutions that are known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.syntax import parse
from graders.value.ideals import vanishes_where
from graders.value.polynomial import TooLargeError, ring_of


def vanishes(zero: list[str], polynomial: str) -> bool:
    nodes = [parse(text) for text in (*zero, polynomial)]
    ring = ring_of(*nodes)
    *others, wanted = (ring.fraction(node).top for node in nodes)
    return vanishes_where(others, wanted)


@pytest.mark.parametrize(
    ("zero", "polynomial", "expected"),
    [
        (["x - 1"], "x^2 - 1", True),
        (["x^2 - 1"], "x - 1", False),
        (["(x - 1)^3"], "x - 1", True),
        (["x + y - 3", "x - y - 1"], "x - 2", True),
        (["x^2 + y^2 - 2", "x - y"], "x^2 - 1", True),
        (["x y - 1", "x"], "1", True),
        (["x^2 + 1"], "1", False),
        (["x/3 - y/7"], "7x - 3y", True),
        (["x"], "0", True),
    ],
)
def test_a_polynomial_vanishes_where_others_do_or_not(zero: list[str], polynomial: str, expected: bool) -> None:  # noqa: FBT001
    assert vanishes(zero, polynomial) is expected


ROOTS = st.lists(st.integers(min_value=-4, max_value=4), min_size=1, max_size=3)


@given(ROOTS, ROOTS)
def test_products_of_linear_factors_vanish_by_their_roots(left: list[int], right: list[int]) -> None:
    first, second = ("*".join(f"(x - ({root}))" for root in roots) for roots in (left, right))
    assert vanishes([first], second) is (set(left) <= set(right))


def test_what_would_take_too_long_is_not_tried() -> None:
    with pytest.raises(TooLargeError):
        vanishes(["x^40 + y^40 - 1"], "x - y")
