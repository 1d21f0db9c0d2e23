"""Statements without variables, decided exactly; their sides are worked out already.

``exact.truth`` works the sides out first, ``components.py`` chooses by these rules among the pieces of a
function defined by cases.
"""

from __future__ import annotations

from math import isqrt
from types import MappingProxyType
from typing import TYPE_CHECKING

from flint import fmpq, fmpz

from graders.errors import UndefinedError
from graders.syntax.tree import (
    Call,
    Constant,
    Matrix,
    Negative,
    Node,
    Range,
    Relation,
    SetOf,
    Sum,
    Text,
    children,
)
from graders.value.ball import ORDERS, ImpreciseError, UnevaluatedError, fraction
from graders.value.enclosure import enclosure
from graders.value.surd import split_square
from graders.value.vectors import entries, is_vector
from graders.value.zero import sign

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from fractions import Fraction


def is_fact(node: Node) -> bool:
    """Decide a comparison, or a predicate of rational numbers, whose sides are worked out."""
    return fact(node, holds, _rational)


def fact(node: Node, compared: Callable[[Node, str, Node], bool], number: Callable[[Node], Fraction]) -> bool:
    """Decide a comparison two by two, or a predicate of rational numbers, by what decides one of them."""
    match node:
        case Relation():
            pairs = zip(node.operands, node.operators, node.operands[1:], strict=False)
            return all(compared(left, operator, right) for left, operator, right in pairs)
        case Call() if node.name in PREDICATES:
            return PREDICATES[node.name](*map(number, node.arguments))
    raise UnevaluatedError(node)


def holds(left: Node, operator: str, right: Node) -> bool:
    """Decide one comparison."""
    if operator in ("in", "notin"):
        return belongs(left, right) == (operator == "in")
    if operator == "subset" and isinstance(left, SetOf):
        return all(belongs(item, right) for item in left.items)
    if operator in ("=", "!="):
        same = _same(left, right)
        if same is not None:
            return same == (operator == "=")
    if operator not in ORDERS:
        raise UnevaluatedError(left)
    return ORDERS[operator](sign(Sum((left, Negative(right)))))


def _same(left: Node, right: Node) -> bool | None:
    """Tell whether words, vectors, matrices or sets are the same; ``None`` where the difference's sign decides."""
    if isinstance(left, Text) or isinstance(right, Text):
        return isinstance(left, Text) and isinstance(right, Text) and left.value == right.value
    if isinstance(left, SetOf) and isinstance(right, SetOf):
        return all(belongs(x, right) for x in left.items) and all(belongs(x, left) for x in right.items)
    if is_vector(left) and is_vector(right):
        return _all_same(entries(left), entries(right))
    if isinstance(left, Matrix) and isinstance(right, Matrix):
        return len(left.rows[0]) == len(right.rows[0]) and _all_same(children(left), children(right))
    return None


def _all_same(left: tuple[Node, ...], right: tuple[Node, ...]) -> bool:
    return len(left) == len(right) and all(holds(x, "=", y) for x, y in zip(left, right, strict=True))


def belongs(item: Node, collection: Node) -> bool:
    """Tell whether something is a member of a set, of a range of whole numbers, or of the whole numbers."""
    match collection:
        case SetOf():
            return any(
                belongs(item, each) if isinstance(each, Range) else holds(item, "=", each) for each in collection.items
            )
        case Range():
            inside = holds(collection.first, "<=", item) and holds(item, "<=", collection.last)
            return inside and _rational(item).denominator == 1
        case Constant(name="emptyset"):
            return False
        case Constant(name="Integers" | "Naturals"):
            value = _rational(item)
            return value.denominator == 1 and (collection.name == "Integers" or value >= 1)
        case Call(name="union"):
            return any(belongs(item, each) for each in collection.arguments)
        case Call(name="intersection"):
            return all(belongs(item, each) for each in collection.arguments)
        case Call(name="set_difference", arguments=(kept, removed)):
            return belongs(item, kept) and not belongs(item, removed)
        case _:
            raise UnevaluatedError(collection)


def _rational(node: Node) -> Fraction:
    try:
        value = enclosure(node, 64)
    except ImpreciseError as error:
        raise UnevaluatedError(node) from error
    if not isinstance(value, fmpq):
        raise UnevaluatedError(node)
    return fraction(value)


def _is_square(value: Fraction) -> bool:
    return value >= 0 and all(isqrt(part) ** 2 == part for part in value.as_integer_ratio())


def _is_prime(value: Fraction) -> bool:
    return value.denominator == 1 and value > 1 and bool(fmpz(value.numerator).is_prime())


def _is_squarefree(value: Fraction) -> bool:
    return value.denominator == 1 and value != 0 and split_square(abs(value.numerator))[0] == 1


def _divides(divisor: Fraction, value: Fraction) -> bool:
    if divisor == 0:
        raise UndefinedError("division by zero")
    return (value / divisor).denominator == 1


PREDICATES: Mapping[str, Callable[..., bool]] = MappingProxyType(
    {
        "is_square": _is_square, "is_integer": lambda value: value.denominator == 1, "is_prime": _is_prime,
        "is_squarefree": _is_squarefree, "divides": _divides,
    }
)  # fmt: skip
"""Statements about rationals, by the name of the function."""
