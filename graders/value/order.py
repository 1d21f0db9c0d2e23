"""What depends on the order of numbers: extremes, the median, and the place of the largest.

Numbers without variables are put in order by proofs; what has variables in it stays a function of numbers,
which ``ball_functions.py`` and ``arrays.py`` evaluate.
"""

from __future__ import annotations

from functools import cmp_to_key
from types import MappingProxyType
from typing import TYPE_CHECKING

from flint import acb, arb

from graders.syntax.tree import Call, Integer, Negative, Node, Quotient, Sum, variables
from graders.value.ball import UnevaluatedError
from graders.value.rationals import rational
from graders.value.statistics import sample
from graders.value.zero import first_ball, sign

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def _extreme(node: Call) -> Node:
    """Write the extreme of a vector as that of its components."""
    items = sample(node)
    return node if items is None else Call(node.name, items)


def _median(node: Call) -> Node:
    """Give the number in the middle; half the sum of the two there, where there is an even number of them."""
    items = sample(node)
    if items is None:
        return node
    places = ranking(items)
    if places is None:
        return Call(node.name, items)
    middle = len(items) // 2
    upper = items[places[middle]]
    return upper if len(items) % 2 else Quotient(Sum((items[places[middle - 1]], upper)), Integer(2))


def _place(node: Call) -> Node:
    """Give the place, counted from 1, of the first of the largest or smallest numbers."""
    items = sample(node)
    if items is None:
        return node
    signed = items if node.name == "argmin" else tuple(Negative(item) for item in items)
    places = ranking(signed)
    return Call(node.name, items) if places is None else Integer(places[0] + 1)


def ranking(items: tuple[Node, ...]) -> list[int] | None:
    """Give the places of numbers in rising order, equal ones as they stand; ``None`` where no proof decides that."""
    exact = [value for value in map(rational, items) if value is not None]
    if len(exact) == len(items):
        return sorted(range(len(items)), key=lambda place: exact[place])
    if any(map(variables, items)):
        return None

    balls = [_real_ball(item) for item in items]

    def order(left: int, right: int) -> int:
        return _apart(balls[left], balls[right]) or _order(items[left], items[right])

    try:
        return sorted(range(len(items)), key=cmp_to_key(order))
    except UnevaluatedError:
        return None


def _real_ball(item: Node) -> arb | None:
    """Give a ball that tells most numbers from most others, ``None`` where there is none of real numbers."""
    ball = first_ball(item)
    return None if ball is None or isinstance(ball, acb) else arb(ball)


def _apart(left: arb | None, right: arb | None) -> int:
    """Order two numbers by their balls; 0 where these overlap, or where there are none."""
    return 0 if left is None or right is None else (left > right) - (left < right)


def _order(left: Node, right: Node) -> int:
    return 0 if left == right else sign(Sum((left, Negative(right))))


RULES: Mapping[str, Callable[[Call], Node]] = MappingProxyType(
    {"min": _extreme, "max": _extreme, "median": _median, "argmax": _place, "argmin": _place}
)
"""How each function of the order of numbers is worked out, by name."""
