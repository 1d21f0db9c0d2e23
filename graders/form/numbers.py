"""Arithmetic left undone: sums, products and powers of numbers, and values that everybody knows."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from flint import acb, arb, fmpq

from graders.equivalence import Equal, decide
from graders.errors import UndefinedError
from graders.form.roots import root_of
from graders.syntax.names import ELEMENTARY
from graders.syntax.tree import (
    Call,
    Constant,
    Decimal,
    Integer,
    Negative,
    Node,
    Power,
    Product,
    Quotient,
    Sum,
    variables,
)
from graders.value.ball import ImpreciseError, UnevaluatedError
from graders.value.enclosure import enclosure
from graders.value.exact import RATIONAL_CALLS, reduced
from graders.value.polynomial import whole
from graders.value.rationals import rational, turns
from graders.value.surd import rational_tree
from graders.verdict import message

if TYPE_CHECKING:
    from graders.verdict import Message

LARGEST = 10**6
"""Powers are worked out up to here."""

FUNCTIONS = frozenset(row.name for row in ELEMENTARY)

ONE = Integer(1)

NEAR = arb(2) ** -40
"""How near a value must be to a whole number for a proof that it is one to be tried."""


def arithmetic(node: Node) -> Message | None:
    """Find numbers that can be added, multiplied or raised."""
    match node:
        case Sum(terms=terms) if not _is_mixed_number(terms):
            return _folded(tuple(term for term in terms if is_number(term)), Sum)
        case Product(factors=factors):
            return _folded(tuple(factor for factor in factors if is_number(factor)), Product)
        case Power(base=Constant(name="i"), exponent=Integer(value=exponent)) if exponent > 1:
            return message("form.simplified.number", part=node, repair=_power_of_i(exponent))
        case Power() if node.base != Integer(10):
            return _power(node)
        case Call(name=name) if name in RATIONAL_CALLS and name != "percent" and root_of(node) is None:
            return _call(node)
        case _:
            return None


def is_number(node: Node) -> bool:
    """Tell whether a node is a whole number, a decimal or a fraction of whole numbers, with or without a sign."""
    match node:
        case Integer() | Decimal():
            return True
        case Negative(argument=inner):
            return is_number(inner)
        case Quotient(numerator=Integer(), denominator=Integer()):
            return True
        case _:
            return False


def _is_mixed_number(terms: tuple[Node, ...]) -> bool:
    """Tell whether a sum may be a mixed number: a whole one and a proper fraction, 4 1/2."""
    match terms:
        case Integer(), Quotient(numerator=Integer(value=top), denominator=Integer(value=below)):
            return 0 < top < below
        case _:
            return False


def _folded(numbers: tuple[Node, ...], kind: type[Sum | Product]) -> Message | None:
    if len(numbers) < 2:
        return None
    part = kind(numbers)
    value = rational(part)
    return None if value is None else message("form.simplified.number", part=part, repair=rational_tree(value))


def _power(node: Power) -> Message | None:
    base, exponent = rational(node.base), whole(node.exponent)
    if base is None or exponent is None or not base or not is_number(node.base):
        return None
    size = max(abs(base.numerator), base.denominator).bit_length() * abs(exponent)
    if size > LARGEST.bit_length():
        return None
    return message("form.simplified.number", part=node, repair=rational_tree(base**exponent))


def _power_of_i(exponent: int) -> Node:
    unit = Constant("i")
    return (Integer(1), unit, Negative(Integer(1)), Negative(unit))[exponent % 4]


def _call(node: Call) -> Message | None:
    """Find a function of numbers whose value is a number: 5!, abs(-3), binomial(5, 2)."""
    if not all(is_number(argument) for argument in node.arguments):
        return None
    try:
        value = reduced(node)
    except UndefinedError:
        return None
    return message("form.simplified.number", part=node, repair=value) if is_number(value) else None


def known_value(node: Node) -> Message | None:
    """Find a function of a constant whose value is known: half a whole number, or a usual angle and its sine."""
    if not isinstance(node, Call) or node.name not in FUNCTIONS or variables(node) or root_of(node) is not None:
        return None
    repair = _halves(node) or (_halves(node, Constant("pi"), 12) if node.name in INVERSES else None)
    if repair is not None:
        return message("form.simplified.number", part=node, repair=repair)
    angle = turns(node.arguments[0])
    usual = node.name in ANGULAR and angle is not None and 12 % angle.denominator == 0
    return message("form.simplified.value", part=node) if usual else None


ANGULAR = frozenset(("sin", "cos", "tan", "cot", "sec", "csc"))
INVERSES = frozenset(f"arc{name}" for name in ANGULAR)


def _halves(node: Node, unit: Node = ONE, parts: int = 2) -> Node | None:
    """Give a value as a multiple of a part of a unit, where it is proved to be one: halves, twelfths of pi."""
    number = _whole_near(Quotient(Product((Integer(parts), node)), unit))
    if number is None:
        return None
    candidate = _multiple(Fraction(number, parts), unit)
    return candidate if isinstance(decide(node, candidate), Equal) else None


def _multiple(share: Fraction, unit: Node) -> Node:
    """Write a multiple of a unit: ``-5*pi/6``."""
    if unit == ONE or not share:
        return rational_tree(share)
    top, below = abs(share.numerator), share.denominator
    multiple = unit if top == 1 else Product((Integer(top), unit))
    if below != 1:
        multiple = Quotient(multiple, Integer(below))
    return Negative(multiple) if share < 0 else multiple


def _whole_near(node: Node) -> int | None:
    """Give the whole number that a value is very near to."""
    try:
        ball = enclosure(node, 64)
    except (UndefinedError, ImpreciseError, UnevaluatedError):
        return None
    if isinstance(ball, acb):
        return None
    value = arb(ball) if isinstance(ball, fmpq) else ball
    nearest = (value + arb("0.5")).floor().unique_fmpz()
    return None if nearest is None or not abs(value - nearest) < NEAR else int(nearest)
