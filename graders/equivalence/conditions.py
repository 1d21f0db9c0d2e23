"""Conditions on one real variable: comparisons joined by logic, read from statements and from sets of reals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from graders.equivalence.kinds import INFINITE
from graders.syntax.tree import (
    And,
    Call,
    Constant,
    Integer,
    Listing,
    Negative,
    Node,
    Not,
    Or,
    PlusMinus,
    Product,
    Quotient,
    Relation,
    SetOf,
    Sum,
    Variable,
    walk,
)
from graders.value.ball import ORDERS

if TYPE_CHECKING:
    from collections.abc import Callable


class UnreadableConditionError(ArithmeticError):
    """A statement or set that is no combination of comparisons in one variable."""


@dataclass(frozen=True, slots=True)
class Compared:
    """An expression's sign against zero; where the expression has no value the comparison fails."""

    expression: Node
    operator: str


@dataclass(frozen=True, slots=True)
class Joined:
    """Conditions joined by ``and`` (every) or ``or`` (any)."""

    parts: tuple[Condition, ...]
    every: bool


@dataclass(frozen=True, slots=True)
class Denied:
    """A condition that must not hold."""

    part: Condition


Condition: TypeAlias = Compared | Joined | Denied


def condition(node: Node, name: str) -> Condition:
    """Read a statement about a variable, or a set that the variable is a member of."""
    match node:
        case Constant(name="true" | "Reals"):
            return Joined((), every=True)
        case Constant(name="false" | "none" | "emptyset"):
            return Joined((), every=False)
        case And(arguments=parts):
            return Joined(tuple(condition(part, name) for part in parts), every=True)
        case Or(arguments=parts):
            return Joined(tuple(condition(part, name) for part in parts), every=False)
        case Not(argument=inner):
            return Denied(condition(inner, name))
        case Relation():
            pairs = zip(node.operands, node.operators, node.operands[1:], strict=False)
            return Joined(tuple(comparison(left, op, right, name) for left, op, right in pairs), every=True)
        case _:
            return membership(node, name)


def membership(node: Node, name: str) -> Condition:
    """Read a set as the condition to be its member."""
    match node:
        case SetOf(items=items):
            return Joined(tuple(comparison(Variable(name), "=", item, name) for item in items), every=False)
        case Call(name="union", arguments=parts):
            return Joined(tuple(membership(part, name) for part in parts), every=False)
        case Call(name="intersection", arguments=parts):
            return Joined(tuple(membership(part, name) for part in parts), every=True)
        case Call(name="set_difference", arguments=(left, right)):
            return Joined((membership(left, name), Denied(membership(right, name))), every=True)
        case Constant(name="Reals" | "true"):
            return Joined((), every=True)
        case Constant(name="emptyset" | "none"):
            return Joined((), every=False)
        case Listing(items=(low, high), opening=opening, closing=closing):
            below = comparison(low, "<=" if opening == "[" else "<", Variable(name), name)
            above = comparison(Variable(name), "<=" if closing == "]" else "<", high, name)
            return Joined((below, above), every=True)
        case _:
            raise UnreadableConditionError(node)


def comparison(left: Node, operator: str, right: Node, name: str) -> Condition:
    """Read one comparison; infinite bounds, absolute values and both signs are taken apart."""
    if operator == "in":
        return membership(right, name)
    if operator == "notin":
        return Denied(membership(right, name))
    if operator not in ORDERS:
        raise UnreadableConditionError(operator)
    if left in INFINITE or right in INFINITE:
        return _infinite(left, operator, right)
    absolute = _first_abs(Sum((left, right)))
    if absolute is not None:
        bars = {part for side in (left, right) for part in walk(side) if isinstance(part, Call) and part.name == "abs"}
        if len(bars) > MOST_BARS:
            raise UnreadableConditionError(operator)
        return _by_sign(left, operator, right, absolute, name)
    if isinstance(right, PlusMinus):
        both = (comparison(left, operator, side, name) for side in (right.argument, Negative(right.argument)))
        return Joined(tuple(both), every=False)
    return Compared(Sum((left, Negative(right))), operator)


MOST_BARS = 5
"""So many absolute values are taken apart: each doubles the cases."""


def _infinite(left: Node, operator: str, right: Node) -> Condition:
    order = (right == Constant("oo")) - (left == Constant("oo")) + (left == Negative(Constant("oo")))
    order -= right == Negative(Constant("oo"))
    if left in INFINITE and right in INFINITE:
        raise UnreadableConditionError(left)
    return Joined((), every=ORDERS[operator](-1 if order > 0 else 1))


def _first_abs(node: Node) -> Node | None:
    match node:
        case Call(name="abs", arguments=(inner,)):
            return inner
        case Sum(terms=parts) | Product(factors=parts):
            found = (_first_abs(part) for part in parts)
            return next((inner for inner in found if inner is not None), None)
        case Negative(argument=opposite):
            return _first_abs(opposite)
        case Quotient(numerator=top):
            return _first_abs(top)
        case _:
            return None


def _by_sign(left: Node, operator: str, right: Node, inner: Node, name: str) -> Condition:
    """Take |A| apart: A where A is not negative, its opposite where it is."""
    positive = comparison(_without_abs(left, inner, inner), operator, _without_abs(right, inner, inner), name)
    opposite = Negative(inner)
    negative = comparison(_without_abs(left, inner, opposite), operator, _without_abs(right, inner, opposite), name)
    sign = comparison(inner, ">=", Integer(0), name)
    return Joined((Joined((sign, positive), every=True), Joined((Denied(sign), negative), every=True)), every=False)


def _without_abs(node: Node, inner: Node, value: Node) -> Node:
    match node:
        case Call(name="abs", arguments=(argument,)) if argument == inner:
            return value
        case Sum(terms=terms):
            return Sum(tuple(_without_abs(term, inner, value) for term in terms))
        case Product(factors=factors):
            return Product(tuple(_without_abs(factor, inner, value) for factor in factors))
        case Negative(argument=argument):
            return Negative(_without_abs(argument, inner, value))
        case Quotient(numerator=top, denominator=below):
            return Quotient(_without_abs(top, inner, value), below)
        case _:
            return node


def compared(node: Condition) -> list[Node]:
    """Collect the expressions that a condition compares with zero."""
    match node:
        case Compared(expression=expression):
            return [expression]
        case Joined(parts=parts):
            return [expression for part in parts for expression in compared(part)]
        case Denied(part=part):
            return compared(part)


def holds(node: Condition, sign_of: Callable[[Node], int | None]) -> bool:
    """Evaluate a condition where the signs of its expressions are known; ``None`` is no value."""
    match node:
        case Compared(expression=expression, operator=operator):
            sign = sign_of(expression)
            return sign is not None and ORDERS[operator](sign)
        case Joined(parts=parts, every=every):
            values = (holds(part, sign_of) for part in parts)
            return all(values) if every else any(values)
        case Denied(part=part):
            return not holds(part, sign_of)
