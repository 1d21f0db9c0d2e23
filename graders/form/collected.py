"""What can be collected: like terms, like factors, and powers of powers."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from graders.form.numbers import is_number
from graders.form.outline import outline
from graders.syntax.tree import Integer, Negative, Node, Power, Product, Quotient, Sum
from graders.value.polynomial import whole
from graders.value.rationals import rational
from graders.value.surd import rational_tree
from graders.verdict import message

if TYPE_CHECKING:
    from graders.verdict import Message


def like_terms(node: Node) -> Message | None:
    """Find two terms that differ by a number only: 2x + 3x, √3 - 4√3."""
    if not isinstance(node, Sum):
        return None
    seen: dict[str, tuple[Node, Fraction]] = {}
    for term in node.terms:
        number, rest = split(term)
        if rest is None:
            continue
        name = outline(rest)
        if name in seen:
            first, before = seen[name]
            return message("form.simplified.terms", part=Sum((first, term)), repair=_times(before + number, rest))
        seen[name] = term, number
    return None


def split(term: Node) -> tuple[Fraction, Node | None]:
    """Split a term into its number and the rest; ``None`` where there is no rest."""
    if is_number(term):
        return rational(term) or Fraction(0), None
    match term:
        case Negative(argument=inner):
            number, rest = split(inner)
            return -number, rest
        case Quotient(numerator=top, denominator=below) if is_number(below) and rational(below):
            number, rest = split(top)
            return number / (rational(below) or 1), rest
        case Product(factors=factors):
            numbers = [rational(factor) for factor in factors if is_number(factor)]
            others = tuple(factor for factor in factors if not is_number(factor))
            number = Fraction(1)
            for each in numbers:
                number *= each or 0
            return number, others[0] if len(others) == 1 else Product(others)
        case _:
            return Fraction(1), term


def _times(number: Fraction, rest: Node) -> Node:
    if number in (0, 1, -1):
        return Integer(0) if number == 0 else rest if number == 1 else Negative(rest)
    product = Product((rational_tree(abs(number)), rest))
    return product if number > 0 else Negative(product)


def like_factors(node: Node) -> Message | None:
    """Find two factors that are powers of one base: x x^2, (x + 1)(x + 1)."""
    if not isinstance(node, Product):
        return None
    seen: dict[str, tuple[Node, int]] = {}
    for factor in node.factors:
        base, exponent = _power(factor)
        if is_number(base):
            continue
        name = outline(base)
        if name in seen:
            first, before = seen[name]
            repair = Power(base, Integer(before + exponent)) if before + exponent > 1 else base
            return message("form.simplified.factors", part=Product((first, factor)), repair=repair)
        seen[name] = factor, exponent
    return None


def _power(factor: Node) -> tuple[Node, int]:
    if isinstance(factor, Power) and (exponent := whole(factor.exponent)) is not None and exponent > 0:
        return factor.base, exponent
    return factor, 1


def power_of_power(node: Node) -> Message | None:
    """Find a whole power of a whole power: (x^2)^3."""
    match node:
        case Power(base=Power(base=base, exponent=Integer(value=inner)), exponent=Integer(value=outer)):
            return message("form.simplified.factors", part=node, repair=Power(base, Integer(inner * outer)))
        case _:
            return None
