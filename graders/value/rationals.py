"""Numbers that are rational on the face of it, and angles that are rational multiples of pi."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from graders.syntax.tree import Call, Constant, Decimal, Integer, Negative, Power, Product, Quotient, Sum

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graders.syntax.tree import Node


def rational(node: Node) -> Fraction | None:
    """Give the value of a tree that is made of rational numbers and the four operations; ``None`` for others."""
    value = exact(node)
    return Fraction(value) if isinstance(value, int) else value


def exact(node: Node) -> int | Fraction | None:
    """Give the same; a whole number may be an integer, with which one reckons ten times as fast."""
    match node:
        case Integer() | Decimal():
            return node.value
        case Negative():
            value = exact(node.argument)
            return None if value is None else -value
        case Quotient():
            top, below = exact(node.numerator), exact(node.denominator)
            return None if top is None or not below else Fraction(top, below)
        case Sum():
            return _folded(node.terms, product=False)
        case Product():
            return _folded(node.factors, product=True)
        case Call(name="percent", arguments=(inner,)):
            value = exact(inner)
            return None if value is None else Fraction(value, 100)
        case Power(exponent=Integer(value=exponent)) if exponent <= 64:
            value = exact(node.base)
            return None if value is None else value**exponent
        case _:
            return None


def _folded(nodes: tuple[Node, ...], *, product: bool) -> int | Fraction | None:
    total: int | Fraction = 1 if product else 0
    for node in nodes:
        value = exact(node)
        if value is None:
            return None
        total = total * value if product else total + value
    return total


def added(numbers: Iterable[Fraction]) -> Fraction:
    """Add fractions up; whole ones, as marks mostly are, are added as integers, ten times as fast.

    >>> added((Fraction(1), Fraction(1, 2), Fraction(2)))
    Fraction(7, 2)
    """
    whole, rest = 0, list[Fraction]()
    for number in numbers:
        if number.denominator == 1:
            whole += number.numerator
        else:
            rest.append(number)
    return sum(rest, Fraction(whole))


def turns(node: Node) -> Fraction | None:
    """Give the rational r of an angle r times pi; ``None`` where there is none."""
    match node:
        case Constant(name="pi"):
            return Fraction(1)
        case Constant(name="tau"):
            return Fraction(2)
        case Negative():
            angle = turns(node.argument)
            return None if angle is None else -angle
        case Sum():
            angles = [turns(term) for term in node.terms]
            return None if None in angles else sum((angle for angle in angles if angle is not None), Fraction(0))
        case Quotient():
            angle, below = turns(node.numerator), rational(node.denominator)
            return None if angle is None or not below else angle / below
        case Product():
            return _product_turns(node)
        case Call(name="degree", arguments=(inner,)):
            degrees = rational(inner)
            return None if degrees is None else degrees / 180
        case _:
            return Fraction(0) if rational(node) == 0 else None


def _product_turns(node: Product) -> Fraction | None:
    angle: Fraction | None = None
    factor = Fraction(1)
    for part in node.factors:
        number = rational(part)
        if number is not None:
            factor *= number
        elif angle is None and (angle := turns(part)) is not None:
            continue
        else:
            return None
    return None if angle is None else angle * factor
