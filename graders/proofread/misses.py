"""Near misses: what is almost a right answer, and must not be accepted.

Each is made of the answer by one slip.  That it is another value is seen by enclosures, which know nothing of
how the check decides; what they leave open is no miss.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from flint import fmpq

from graders.equivalence import Different, decide
from graders.equivalence.points import points
from graders.errors import UndefinedError
from graders.malrules.mistakes import margin
from graders.malrules.worth import worth
from graders.proofread.answers import decimal
from graders.proofread.leaves import each, is_expression, one, somewhere
from graders.syntax.tree import (
    Call,
    Decimal,
    Integer,
    Listing,
    Negative,
    Node,
    Not,
    Power,
    Product,
    Quotient,
    Relation,
    SetOf,
    Sum,
    Text,
    free_variables,
    walk,
)
from graders.value.ball import ImpreciseError, UnevaluatedError
from graders.value.rationals import rational
from graders.value.rounding import rounded_to_places
from graders.value.surd import rational_tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from graders.exercise import Part

Make: TypeAlias = "Callable[[Node, Part], Iterator[Node]]"

POINTS = 12
"""Functions are compared at so many points until one of them tells them apart."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip: its name, and what it makes of an answer.

    One that ``is_sure`` makes another answer by what it does, whatever the values are.
    """

    name: str
    make: Make
    is_sure: bool = False


def misses(answer: Node, part: Part, first: int = 0) -> Iterator[tuple[Slip, Node]]:
    """Make every near miss of a right answer that a check must tell from it, beginning with some slip."""
    slips = SLIPS.get(part.check, ANY)
    start = first % max(1, len(slips))
    for slip in slips[start:] + slips[:start]:
        for missed in islice(slip.make(answer, part), 1):
            if slip.is_sure or are_apart(answer, missed):
                yield slip, missed


def are_apart(answer: Node, missed: Node) -> bool:
    """Tell whether two answers are seen to differ at some point; sets and statements have more ways to be the same."""
    if any(isinstance(node, (SetOf, Relation)) for node in walk(answer)):
        return isinstance(decide(answer, missed), Different)
    names = sorted(free_variables(answer) | free_variables(missed))
    if not names:
        return _differ(answer, missed, {})
    return any(_differ(answer, missed, place) for place in islice(points(names, b"near misses"), POINTS))


def _differ(answer: Node, missed: Node, place: Mapping[str, Fraction]) -> bool:
    point = {name: fmpq(value.numerator, value.denominator) for name, value in place.items()}
    ours, theirs = worth(answer, point), worth(missed, point)
    if ours is None or theirs is None:
        return False
    return ours.shape != theirs.shape or abs(ours.key - theirs.key) > 8 * margin(ours.key)


def _of_first(rewrite: Callable[[Node], Node | None]) -> Make:
    """Make a slip in the first expression that allows it."""

    def make(answer: Node, part: Part) -> Iterator[Node]:
        del part
        changed = one(answer, rewrite)
        if changed is not None:
            yield changed

    return make


def _of_all(rewrite: Callable[[Node], Node | None]) -> Make:
    """Make a slip in every expression."""

    def make(answer: Node, part: Part) -> Iterator[Node]:
        del part
        changed = each(answer, rewrite)
        if changed is not None:
            yield changed

    return make


def _in_place(rewrite: Callable[[Node], Node | None]) -> Make:
    """Make a slip in the first place in which it changes the value."""

    def make(answer: Node, part: Part) -> Iterator[Node]:
        del part
        yield from somewhere(answer, rewrite)

    return make


def _opposite(node: Node) -> Node | None:
    if rational(node) == 0:
        return None
    return node.argument if isinstance(node, Negative) else Negative(node)


def _last_digit(node: Node) -> Node | None:
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


def _swapped_digits(node: Node) -> Node | None:
    if not isinstance(node, Integer):
        return None
    digits = str(node.value)
    for place in range(len(digits) - 1):
        if digits[place] != digits[place + 1]:
            return Integer(int(digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]))
    return None


def _upside_down(node: Node) -> Node | None:
    value = rational(node)
    if value == 0:
        return None
    return Quotient(Integer(1), node) if value is None else rational_tree(1 / value)


def _twice(node: Node) -> Node:
    return Product((Integer(2), node))


def _tenfold(node: Node) -> Node:
    return Product((Integer(10), node))


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


def _exponent(node: Node) -> Node | None:
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


def _members(answer: Node, part: Part) -> Iterator[Node]:
    """Add a member to a set."""
    del part
    if isinstance(answer, SetOf) and answer.items and is_expression(answer.items[0]):
        yield SetOf((*answer.items, Sum((*answer.items, Integer(1)))))


def _one_missing(answer: Node, part: Part) -> Iterator[Node]:
    """Leave the last item out."""
    del part
    match answer:
        case SetOf(items=items) if len(items) > 1:
            yield SetOf(items[:-1])
        case Listing(items=items, opening=opening, closing=closing) if len(items) > 2:
            yield Listing(items[:-1], opening, closing)
        case _:
            return


def _items_swapped(answer: Node, part: Part) -> Iterator[Node]:
    """Put the first two different components in each other's place."""
    del part
    if isinstance(answer, Listing) and (answer.opening, answer.closing) == ("(", ")"):
        items = answer.items
        for place in range(len(items) - 1):
            if items[place] != items[place + 1]:
                turned = (*items[:place], items[place + 1], items[place], *items[place + 2 :])
                yield Listing(turned, answer.opening, answer.closing)


TURNED: Mapping[str, str] = MappingProxyType({"<": ">", ">": "<", "<=": ">=", ">=": "<="})


def _other_way(answer: Node, part: Part) -> Iterator[Node]:
    """Turn the sign of an inequality."""
    del part
    if isinstance(answer, Relation) and len(answer.operators) == 1 and answer.operators[0] in TURNED:
        yield Relation((TURNED[answer.operators[0]],), answer.operands)


def _outside(answer: Node, part: Part) -> Iterator[Node]:
    """Go just beyond the tolerance."""
    options = {name: value for name, value in part.options if isinstance(value, (int, Fraction))}
    relative, absolute = Fraction(options.get("rtol", 0)), Fraction(options.get("atol", 0))
    beyond = one(answer, lambda node: _beyond(node, relative, absolute))
    if beyond is not None:
        yield beyond


def _beyond(node: Node, relative: Fraction, absolute: Fraction) -> Node | None:
    """Move a number away from zero by more than both tolerances together."""
    value = rational(node)
    if value == 0 and not absolute:
        return None
    grown = Product((rational_tree(1 + relative * Fraction(11, 10)), node))
    apart = rational_tree(absolute * Fraction(11, 10))
    return Sum((grown, Negative(apart) if value is not None and value < 0 else apart))


def _below(answer: Node, part: Part) -> Iterator[Node]:
    """Fall short of a bound; the answer to ``greater`` is one more than it."""
    yield Sum((answer, Negative(Integer(2 if part.check == "greater" else 1))))


def _denied(answer: Node, part: Part) -> Iterator[Node]:
    del part
    yield Not(answer)


def _other_type(answer: Node, part: Part) -> Iterator[Node]:
    del part
    yield SetOf((answer, SetOf((answer,))))


def _standing_still(answer: Node, part: Part) -> Iterator[Node]:
    """Leave the directions of a line or plane out."""
    del part
    names = free_variables(answer)
    still = each(answer, lambda node: _without(node, names))
    if still is not None:
        yield still


def _without(node: Node, names: frozenset[str]) -> Node:
    from graders.value.exact import reduced, substituted

    return reduced(substituted(node, dict.fromkeys(names, Integer(0))))


def _fewer_figures(answer: Node, part: Part) -> Iterator[Node]:
    del part
    size = answer.argument if isinstance(answer, Negative) else answer
    if isinstance(size, Decimal):
        whole, _, places = size.written.partition(".")
        written = f"{whole}.{places[:-1]}" if places[:-1] else whole
        shorter: Node = Decimal(Fraction(written), written) if "." in written else Integer(int(written))
        yield Negative(shorter) if isinstance(answer, Negative) else shorter


def _is_figure_right(part: Part) -> bool:
    """Tell whether all figures of an answer must be right."""
    options = dict(part.options)
    return options.get("accurate_to", options.get("digits")) == options.get("digits")


def _last_figure(answer: Node, part: Part) -> Iterator[Node]:
    if _is_figure_right(part):
        yield from _of_first(_last_digit_of_signed)(answer, part)


def _last_digit_of_signed(node: Node) -> Node | None:
    if isinstance(node, Negative):
        changed = _last_digit(node.argument)
        return None if changed is None else Negative(changed)
    return _last_digit(node)


def _signed_figure(answer: Node, part: Part) -> Iterator[Node]:
    if dict(part.options).get("accurate_to") != 0:
        yield from _of_first(_opposite)(answer, part)


def _other_side(answer: Node, part: Part) -> Iterator[Node]:
    """Turn the sign of a number with a unit behind it."""
    if isinstance(answer, Text) and dict(part.options).get("accurate_to") != 0 and re.search("[1-9]", answer.value):
        yield Text(answer.value[1:] if answer.value.startswith("-") else f"-{answer.value}")


def _first_digit(answer: Node, part: Part) -> Iterator[Node]:
    """Put the first digit of a number with a unit behind it up by one, or down from a nine."""
    if isinstance(answer, Text) and dict(part.options).get("accurate_to") != 0:
        found = re.search("[1-9]", answer.value)
        if found is not None:
            digit = 8 if found[0] == "9" else int(found[0]) + 1
            yield Text(f"{answer.value[: found.start()]}{digit}{answer.value[found.end() :]}")


def _other_choice(answer: Node, part: Part) -> Iterator[Node]:
    """Choose what is not to be chosen."""
    from graders.checks.choice import chosen_in

    chosen = chosen_in(answer.value) if isinstance(answer, Text) else frozenset()
    others = sorted(chosen_in(str(dict(part.options).get("choices", ""))) - chosen)
    yield from (Text(other) for other in others)


def _too_many(answer: Node, part: Part) -> Iterator[Node]:
    """Choose one more than is to be chosen."""
    if isinstance(answer, Text):
        for other in _other_choice(answer, part):
            yield Text(f"{answer.value}, {other.value}" if isinstance(other, Text) else "")


def _misspelt(answer: Node, part: Part) -> Iterator[Node]:
    """Leave the first letter of a word out."""
    del part
    if isinstance(answer, Text) and len(answer.value) > 1:
        yield Text(answer.value[1:])


SIGN = Slip("the opposite sign", _of_first(_opposite))
TWICE = Slip("twice as much", _of_all(_twice))
EXPONENT = Slip("an exponent off by one", _in_place(_exponent))
DIGIT = Slip("a digit off by one", _in_place(_last_digit))

ANY = (
    SIGN,
    DIGIT,
    Slip("two digits swapped", _in_place(_swapped_digits)),
    Slip("upside down", _of_first(_upside_down)),
    TWICE,
    Slip("another number under the root", _in_place(_under_the_root)),
    Slip("the root forgotten", _in_place(_root_forgotten)),
    EXPONENT,
    Slip("rounded", _of_first(_rounded)),
    Slip("a member too many", _members),
    Slip("the last one missing", _one_missing),
    Slip("two components swapped", _items_swapped),
    Slip("the sign of an inequality turned", _other_way),
)
"""The slips that every check of an exact value must notice."""

COARSE = (SIGN, TWICE, Slip("ten times as much", _of_all(_tenfold)))
MEASURED = (Slip("the opposite sign", _signed_figure), Slip("the last figure off by one", _last_figure, is_sure=True))

SLIPS: Mapping[str, tuple[Slip, ...]] = MappingProxyType(
    {
        "numeric": (*COARSE, Slip("just outside the tolerance", _outside)),
        "significant_figures": (*MEASURED, Slip("a figure too few", _fewer_figures, is_sure=True)),
        "decimal_places": (*MEASURED, Slip("a place too few", _fewer_figures, is_sure=True)),
        "antiderivative": (SIGN, TWICE, EXPONENT),
        "quantity": (
            Slip("the opposite sign", _other_side, is_sure=True),
            Slip("the first digit off by one", _first_digit, is_sure=True),
        ),
        "multiple": (),
        "span": (),
        "basis": (),
        "parametric": (Slip("no direction", _standing_still, is_sure=True),),
        "system": (),
        "same_type": (Slip("of another type", _other_type, is_sure=True),),
        "logic": (Slip("denied", _denied, is_sure=True),),
        "greater": (Slip("below the bound", _below, is_sure=True),),
        "at_least": (Slip("below the bound", _below, is_sure=True),),
        "text": (Slip("a letter missing", _misspelt, is_sure=True),),
        "choice": (
            Slip("another choice", _other_choice, is_sure=True),
            Slip("a choice too many", _too_many, is_sure=True),
        ),
    }
)
"""The slips that a check must notice, where they are not all."""
