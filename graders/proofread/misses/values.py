"""Slips in numbers, formulas, vectors, sets and inequalities: what every check of an exact value must notice."""

from __future__ import annotations

from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING

from graders.errors import UndefinedError
from graders.proofread.answers import decimal
from graders.proofread.leaves import is_expression
from graders.proofread.misses.slip import Slip, in_all, in_first, in_place
from graders.syntax.tree import (
    Call,
    Decimal,
    Integer,
    Listing,
    Negative,
    Node,
    Power,
    Product,
    Quotient,
    Relation,
    SetOf,
    Sum,
)
from graders.value.ball import ImpreciseError, UnevaluatedError
from graders.value.rationals import rational
from graders.value.rounding import rounded_to_places
from graders.value.surd import rational_tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from graders.proofread.misses.slip import Sought


def opposite(node: Node) -> Node | None:
    """Turn the sign, unless the number is 0."""
    if rational(node) == 0:
        return None
    return node.argument if isinstance(node, Negative) else Negative(node)


def last_digit(node: Node) -> Node | None:
    """Put the last digit of a number up by one, or down from a nine."""
    match node:
        case Integer(value=value):
            return Integer(value - 1 if value % 10 == 9 else value + 1)
        case Decimal(value=value, written=written) if "e" not in written:
            places = len(written.partition(".")[2])
            step = Fraction(1, 10**places)
            return decimal(value - step if written.endswith("9") else value + step, places)
        case _:
            return None


def swapped_digits(node: Node) -> Node | None:
    """Put the first two different digits of a whole number in each other's place."""
    if not isinstance(node, Integer):
        return None
    digits = str(node.value)
    for place in range(len(digits) - 1):
        if digits[place] != digits[place + 1]:
            return Integer(int(digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]))
    return None


def upside_down(node: Node) -> Node | None:
    """Divide one by it."""
    value = rational(node)
    if value == 0:
        return None
    return Quotient(Integer(1), node) if value is None else rational_tree(1 / value)


def twice(node: Node) -> Node:
    """Double it."""
    return Product((Integer(2), node))


def half(node: Node) -> Node:
    """Halve it."""
    value = rational(node)
    return Quotient(node, Integer(2)) if value is None else rational_tree(value / 2)


def tenfold(node: Node) -> Node:
    """Take ten times as much."""
    return Product((Integer(10), node))


def one_more(node: Node) -> Node:
    """Add one."""
    value = rational(node)
    return Sum((node, Integer(1))) if value is None else rational_tree(value + 1)


def sign_inside(node: Node) -> Node | None:
    """Turn the sign of the last term of a sum."""
    match node:
        case Sum(terms=(*terms, Negative(argument=last))):
            return Sum((*terms, last))
        case Sum(terms=(*terms, last)):
            return Sum((*terms, Negative(last)))
        case _:
            return None


def term_missing(node: Node) -> Node | None:
    """Leave the last term of a sum out."""
    match node:
        case Sum(terms=(*terms, _)):
            return Sum(tuple(terms)) if len(terms) > 1 else terms[0]
        case _:
            return None


def factor_missing(node: Node) -> Node | None:
    """Leave the first factor of a product out."""
    match node:
        case Product(factors=(_, *factors)):
            return Product(tuple(factors)) if len(factors) > 1 else factors[0]
        case _:
            return None


def _under_the_root(node: Node) -> Node | None:
    match node:
        case Call(name="sqrt", arguments=(Integer(value=value),)):
            return Call("sqrt", (Integer(value + 1),))
        case _:
            return None


def _root_forgotten(node: Node) -> Node | None:
    match node:
        case Call(name="sqrt", arguments=(inside,)):
            return inside
        case _:
            return None


def exponent_off(node: Node) -> Node | None:
    """Put a whole exponent up by one."""
    match node:
        case Power(base=base, exponent=Integer(value=value)):
            return Power(base, Integer(value + 1))
        case _:
            return None


def _rounded(node: Node) -> Node | None:
    """Round a number that no decimal is equal to."""
    value = rational(node)
    if value is not None and set(_prime_factors(value.denominator)) <= {2, 5}:
        return None
    try:
        return decimal(rounded_to_places(node, 3), 3)
    except (UndefinedError, UnevaluatedError, ImpreciseError):
        return None


def _prime_factors(number: int) -> Iterator[int]:
    """Give 2 and 5 as often as they divide a number, and what is left."""
    for prime in (2, 5):
        while number % prime == 0:
            yield prime
            number //= prime
    if number > 1:
        yield number


def _members(sought: Sought) -> Iterator[Node]:
    """Add a member to a set."""
    answer = sought.answer
    if isinstance(answer, SetOf) and answer.items and is_expression(answer.items[0]):
        yield SetOf((*answer.items, Sum((*answer.items, Integer(1)))))


def _one_missing(sought: Sought) -> Iterator[Node]:
    """Leave the last item out."""
    match sought.answer:
        case SetOf(items=items) if len(items) > 1:
            yield SetOf(items[:-1])
        case Listing(items=items, opening=opening, closing=closing) if len(items) > 2:
            yield Listing(items[:-1], opening, closing)
        case _:
            return


def _items_swapped(sought: Sought) -> Iterator[Node]:
    """Put two neighbouring components in each other's place."""
    answer = sought.answer
    if isinstance(answer, Listing) and (answer.opening, answer.closing) == ("(", ")"):
        items = answer.items
        for place in range(len(items) - 1):
            if items[place] != items[place + 1]:
                turned = (*items[:place], items[place + 1], items[place], *items[place + 2 :])
                yield Listing(turned, answer.opening, answer.closing)


TURNED: Mapping[str, str] = MappingProxyType({"<": ">", ">": "<", "<=": ">=", ">=": "<="})


def _other_way(sought: Sought) -> Iterator[Node]:
    """Turn the sign of an inequality."""
    answer = sought.answer
    if isinstance(answer, Relation) and len(answer.operators) == 1 and answer.operators[0] in TURNED:
        yield Relation((TURNED[answer.operators[0]],), answer.operands)


SIGN = Slip("the opposite sign", in_first(opposite))
TWICE = Slip("twice as much", in_all(twice))
TENFOLD = Slip("ten times as much", in_all(tenfold))
EXPONENT = Slip("an exponent off by one", in_place(exponent_off))
DIGIT = Slip("a digit off by one", in_place(last_digit))

ANY = (
    SIGN,
    DIGIT,
    Slip("two digits swapped", in_place(swapped_digits)),
    Slip("upside down", in_first(upside_down)),
    TWICE,
    Slip("another number under the root", in_place(_under_the_root)),
    Slip("the root forgotten", in_place(_root_forgotten)),
    EXPONENT,
    Slip("rounded", in_first(_rounded)),
    Slip("half as much", in_all(half)),
    Slip("one more", in_first(one_more)),
    Slip("a sign inside turned", in_place(sign_inside)),
    Slip("a term missing", in_place(term_missing)),
    Slip("a factor missing", in_place(factor_missing)),
    Slip("a member too many", _members),
    Slip("the last one missing", _one_missing),
    Slip("two components swapped", _items_swapped),
    Slip("the sign of an inequality turned", _other_way),
)
"""The slips that every check of an exact value must notice."""
