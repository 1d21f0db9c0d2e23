"""Slips with units: another unit beside the same number, converted the wrong way, or without the unit's power.

Drawn from A. B. Arons, Teaching Introductory Physics (1997), chapter 1, on reasoning with ratios; and from
J. Clement, J. Lochhead and G. Monk, American Mathematical Monthly 88 (1981) 286-290, for quotients turned around.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

from graders.checks.measured import Quantity, quantity
from graders.syntax.tree import Integer, Power, Product, Quotient, Variable
from graders.syntax.units import BASE, PREFIXED, UNITS
from graders.value.surd import rational_tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graders.syntax.tree import Node

    Powers: TypeAlias = tuple[tuple[str, int], ...]

PREFIXES = ("", "n", "μ", "m", "c", "k", "M", "G")
"""Prefixes that one may forget or mix up."""

TIMES = ("s", "min", "h", "d")
"""Times that are no powers of ten of one another."""


def unit_exchanged(node: Node) -> Iterator[Node]:
    """Give the same number with another unit of the kind."""
    for given, unit in _others(node):
        yield _quantity(given.number, Fraction(1), unit)


def converted_wrong_way(node: Node) -> Iterator[Node]:
    """Multiply where one divides to convert, or the reverse."""
    for given, unit in _others(node):
        yield _quantity(given.number, _factor(unit) / given.factor, unit)


def converted_without_power(node: Node) -> Iterator[Node]:
    """Convert a squared unit as if it were none."""
    for given, unit in _others(node):
        pairs = zip(given.unit, unit, strict=True)
        changed = [(old, new, power) for (old, power), (new, _) in pairs if old != new and abs(power) > 1]
        if len(changed) == 1:
            old, new, power = changed[0]
            ratio = UNITS[old].factor / UNITS[new].factor
            yield _quantity(given.number, ratio if power > 0 else 1 / ratio, unit)


def power_of_unit(node: Node) -> Iterator[Node]:
    """Give the number with its unit not squared, or squared where it is not."""
    given = quantity(node)
    if given is not None and given.number is not None and len(given.unit) == 1:
        ((name, power),) = given.unit
        if name in UNITS:
            yield from (_quantity(given.number, Fraction(1), ((name, other),)) for other in (1, 2, 3) if other != power)


def unit_upside_down(node: Node) -> Iterator[Node]:
    """Give the number with the unit turned upside down: h/km for km/h."""
    given = quantity(node)
    if given is not None and given.number is not None and len(given.unit) > 1:
        yield _quantity(given.number, Fraction(1), tuple((name, -power) for name, power in given.unit))


def _others(node: Node) -> Iterator[tuple[Quantity, Powers]]:
    """Yield a quantity with every other unit that one may write: one name exchanged, or all for base units."""
    given = quantity(node)
    if given is None or given.number is None or any(name not in UNITS for name, _ in given.unit):
        return
    for place, (name, power) in enumerate(given.unit):
        for other in _alike(name):
            yield given, (*given.unit[:place], (other, power), *given.unit[place + 1 :])
    base = tuple((_base(name), power) for name, power in given.unit)
    if sum(new != old for new, old in zip(base, given.unit, strict=True)) > 1:
        yield given, base


def _alike(name: str) -> Iterator[str]:
    """Yield the other names of a unit's kind: with other prefixes, and those of times."""
    stem = _stem(name)
    others = [prefix + stem for prefix in PREFIXES] if stem else []
    if name in TIMES or stem == "s":
        others += TIMES
    yield from (other for other in dict.fromkeys(others) if UNITS[other].factor != UNITS[name].factor)


def _stem(name: str) -> str:
    """Give a unit without its prefix; nothing for one that takes none."""
    stems = {stem for stem, _, _ in PREFIXED}
    if name in stems:
        return name
    found = (stem for stem in stems if name.endswith(stem) and name.removesuffix(stem) in PREFIXES)
    return max(found, key=len, default="") if name not in TIMES else ""


def _base(name: str) -> str:
    dimension = UNITS[name].dimension
    return next((base for base in BASE if UNITS[base].dimension == dimension), name)


def _factor(unit: Powers) -> Fraction:
    return Quantity(None, unit).factor


def _quantity(number: Node | None, factor: Fraction, unit: Powers) -> Node:
    """Write a number, times a factor, with a unit."""
    above = [_power(name, power) for name, power in unit if power > 0]
    below = [_power(name, -power) for name, power in unit if power < 0]
    numbers = [] if number is None else [number]
    factors = (*numbers, *([] if factor == 1 else [rational_tree(factor)]), *above) or (Integer(1),)
    top = Product(factors) if len(factors) > 1 else factors[0]
    if not below:
        return top
    return Quotient(top, Product(tuple(below)) if len(below) > 1 else below[0])


def _power(name: str, power: int) -> Node:
    return Variable(name) if power == 1 else Power(Variable(name), Integer(power))
