"""Slips in a number with its unit: another unit, and another number before it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from graders.checks.measured import Quantity, quantity
from graders.errors import ResponseError
from graders.proofread.misses.figures import COUNTED, is_misrounded
from graders.proofread.misses.numbers import NUMERIC, is_outside
from graders.proofread.misses.slip import Slip, Sought, is_another_value
from graders.proofread.misses.values import ANY
from graders.syntax import Vocabulary, parse, to_text
from graders.syntax.tree import Node, Product, Text
from graders.syntax.units import PREFIXES, UNIT_NAMES
from graders.value.surd import rational_tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from graders.exercise import Part
    from graders.proofread.misses.slip import Wrong

    Change: TypeAlias = Callable[[Quantity], Iterator[Quantity]]


def quantity_slips(part: Part) -> tuple[Slip, ...]:
    """Give the slips in a part's unit, and those in its number that its options must notice."""
    options = dict(part.options)
    numbers = COUNTED if "digits" in options else NUMERIC if options.keys() & {"rtol", "atol"} else ANY
    return (*UNITS_OFF, *(_before_unit(slip) for slip in numbers))


def _before_unit(slip: Slip) -> Slip:
    """Make a slip in the number before the unit."""

    def make(sought: Sought) -> Iterator[Node]:
        whole, alone = _read(sought.answer), _alone(sought)
        if whole is not None and alone is not None:
            yield from (_written(replace(whole, number=number)) for number in slip.make(alone))

    def is_wrong(sought: Sought, missed: Node) -> bool:
        other, alone = _read(missed), _alone(sought)
        return (
            other is not None and other.number is not None and alone is not None and slip.is_wrong(alone, other.number)
        )

    return replace(slip, make=make, is_wrong=is_wrong)


def _alone(sought: Sought) -> Sought | None:
    """Give the number that is sought, without its unit."""
    number, key = _number(sought.answer), quantity(sought.key)
    return None if number is None or key is None or key.number is None else Sought(number, key.number, sought.part)


def _number(answer: Node) -> Node | None:
    found = _read(answer)
    return None if found is None else found.number


def _read(answer: Node) -> Quantity | None:
    with suppress(ResponseError):
        return quantity(parse(answer.value, WITH_UNITS)) if isinstance(answer, Text) else None
    return None


WITH_UNITS = Vocabulary(UNIT_NAMES, open=True)


def _written(found: Quantity) -> Node:
    unit = "*".join(name if power == 1 else f"{name}^({power})" for name, power in found.unit)
    number = "" if found.number is None else to_text(found.number)
    return Text(f"({number}) {unit}" if "/" in number else f"{number} {unit}".strip())


def _in_unit(change: Change) -> Callable[[Sought], Iterator[Node]]:
    def make(sought: Sought) -> Iterator[Node]:
        found = _read(sought.answer)
        if found is not None:
            yield from map(_written, change(found))

    return make


def _is_of_another_kind(sought: Sought, missed: Node) -> bool:
    """Tell whether the unit measures something else, or no number stands before it."""
    ours, theirs = _read(sought.answer), _read(missed)
    if ours is None or theirs is None:
        return False
    return ours.dimension != theirs.dimension or (ours.number is not None and theirs.number is None)


def _is_of_another_size(sought: Sought, missed: Node) -> bool:
    """Tell whether the number, in the unit of the answer, is another one."""
    ours, theirs, alone = _read(sought.answer), _read(missed), _alone(sought)
    if ours is None or theirs is None or alone is None or theirs.number is None:
        return False
    ratio = theirs.factor / ours.factor
    return ratio != 1 and _proof(sought.part)(alone, Product((rational_tree(ratio), theirs.number)))


def _proof(part: Part) -> Wrong:
    options = dict(part.options)
    if "digits" in options:
        return is_misrounded
    return is_outside if options.keys() & {"rtol", "atol"} else is_another_value


def _missing(found: Quantity) -> Iterator[Quantity]:
    yield replace(found, unit=())


def _squared(found: Quantity) -> Iterator[Quantity]:
    yield replace(found, unit=tuple((name, 2 * power) for name, power in found.unit))


def _turned(found: Quantity) -> Iterator[Quantity]:
    yield replace(found, unit=tuple((name, -power) for name, power in found.unit))


def _one_more(found: Quantity) -> Iterator[Quantity]:
    for name in ("s", "m"):
        yield replace(found, unit=(*found.unit, (name, 1)))


def _one_less(found: Quantity) -> Iterator[Quantity]:
    if len(found.unit) > 1:
        yield replace(found, unit=found.unit[:-1])


def _number_missing(found: Quantity) -> Iterator[Quantity]:
    if found.unit:
        yield replace(found, number=None)


def _other_prefix(found: Quantity) -> Iterator[Quantity]:
    """Take the first unit with another prefix, or one with a prefix without it."""
    for at, (name, power) in enumerate(found.unit):
        others = [f"{prefix}{name}" for prefix in ("k", "m")]
        others += [name.removeprefix(prefix) for prefix, _ in PREFIXES if name.startswith(prefix)]
        for other in others:
            if other in UNIT_NAMES:
                yield replace(found, unit=(*found.unit[:at], (other, power), *found.unit[at + 1 :]))


UNITS_OFF = (
    Slip("without the unit", _in_unit(_missing), _is_of_another_kind),
    Slip("the unit squared", _in_unit(_squared), _is_of_another_kind),
    Slip("the unit upside down", _in_unit(_turned), _is_of_another_kind),
    Slip("a unit too many", _in_unit(_one_more), _is_of_another_kind),
    Slip("a unit too few", _in_unit(_one_less), _is_of_another_kind),
    Slip("another prefix", _in_unit(_other_prefix), _is_of_another_size),
    Slip("the unit alone", _in_unit(_number_missing), _is_of_another_kind),
)
"""The slips in a unit."""
