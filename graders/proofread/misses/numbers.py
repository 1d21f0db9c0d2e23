"""Slips in numbers that may be a little off: just beyond the tolerance, just below the bound, or of another size."""

from __future__ import annotations

from fractions import Fraction
from math import floor, log10
from typing import TYPE_CHECKING

from graders.malrules.mistakes import margin
from graders.malrules.worth import worth
from graders.proofread.answers import decimal
from graders.proofread.leaves import one
from graders.proofread.misses.slip import Slip, in_all, in_first, in_place, surely
from graders.proofread.misses.values import (
    SIGN,
    TENFOLD,
    TWICE,
    half,
    last_digit,
    one_more,
    swapped_digits,
    upside_down,
)
from graders.syntax.tree import Constant, Integer, Listing, Negative, Node, Product, Sum
from graders.value.rationals import rational
from graders.value.surd import rational_tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from graders.malrules.worth import Worth
    from graders.proofread.misses.slip import Make, Sought
    from graders.value.float_functions import Number

LITTLE = 0.05
"""So much of the tolerance lies between it and what is just outside."""


def is_outside(sought: Sought, missed: Node) -> bool:
    """Tell whether some number is seen to lie beyond both tolerances of the one in its place.

    Members of sets have no place: one must lie beyond the tolerances of all.
    """
    ours, theirs = worth(sought.answer), worth(missed)
    if ours is None or theirs is None or ours.shape != theirs.shape:
        return False
    return _has_far(sought, ours, theirs)


def _has_far(sought: Sought, ours: Worth, theirs: Worth) -> bool:
    if "set" in ours.shape:
        return any(all(_is_far(sought, number, other) for number in ours.numbers) for other in theirs.numbers)
    return any(_is_far(sought, *pair) for pair in zip(ours.numbers, theirs.numbers, strict=True))


def _is_far(sought: Sought, number: Number, other: Number) -> bool:
    return abs(number - other) > _reach(sought, number) * (1 + LITTLE / 10) + margin(abs(number))


def _reach(sought: Sought, number: Number) -> float:
    """Give the distance that both tolerances allow."""
    absolute, relative = sought.option("atol") or 0, sought.option("rtol") or 0
    return max(float(absolute), float(relative) * abs(number))


def _beyond(side: int) -> Make:
    """Go just beyond the tolerance of the first number, above it or below."""

    def make(sought: Sought) -> Iterator[Node]:
        changed = one(sought.answer, lambda node: _moved(sought, node, side))
        if changed is not None:
            yield changed

    return make


def _moved(sought: Sought, node: Node, side: int) -> Node | None:
    found = worth(node)
    if found is None or not isinstance(found.value, float):
        return None
    reach = _reach(sought, found.value)
    if not reach:
        return None
    places = max(0, 3 - floor(log10(reach)))
    return decimal(Fraction(f"{found.value + side * (1 + LITTLE) * reach:.{places}f}"), places)


def _hundredfold(node: Node) -> Node:
    return Product((Integer(100), node))


def _tenth(node: Node) -> Node:
    value = rational(node)
    return Product((rational_tree(Fraction(1, 10)), node)) if value is None else rational_tree(value / 10)


NUMERIC = (
    SIGN,
    TWICE,
    TENFOLD,
    Slip("just above the tolerance", _beyond(1), is_outside),
    Slip("just below the tolerance", _beyond(-1), is_outside),
    Slip("a tenth", in_all(_tenth), is_outside),
    Slip("the percentage for the share", in_all(_hundredfold), is_outside),
    Slip("half as much", in_all(half), is_outside),
    Slip("upside down", in_first(upside_down), is_outside),
    Slip("one more", in_first(one_more), is_outside),
    Slip("a digit off by one", in_place(last_digit), is_outside),
    Slip("two digits swapped", in_place(swapped_digits), is_outside),
)
"""The slips that a tolerance must not cover; of the first three none may, however wide it is."""


def _made(make: Callable[[Node], Node]) -> Make:
    """Make another number, or what is none, of the key."""

    def made(sought: Sought) -> Iterator[Node]:
        yield make(sought.key)

    return made


def _less(amount: Fraction | int) -> Make:
    return _made(lambda key: Sum((key, Negative(rational_tree(Fraction(amount))))))


BELOW = (
    Slip("a little below the bound", _less(Fraction(1, 1000)), surely),
    Slip("one below the bound", _less(1), surely),
    Slip("far below the bound", _less(100), surely),
    Slip("a number that is not real", _made(lambda key: Sum((key, Product((Integer(2), Constant("i")))))), surely),
    Slip("infinity", _made(lambda _: Constant("inf")), surely),
    Slip("minus infinity", _made(lambda _: Negative(Constant("inf"))), surely),
    Slip("a vector", _made(lambda key: Listing((Sum((key, Integer(1))), key), "(", ")")), surely),
)
AT_LEAST = BELOW
GREATER = (Slip("the bound itself", _made(lambda key: key), surely), *BELOW)
