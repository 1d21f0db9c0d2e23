"""A quantity taken apart: its number as written, and its unit as powers of names."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from graders.syntax.tree import Integer, Negative, Power, Product, Quotient, Variable, variables
from graders.syntax.units import BASE, UNITS
from graders.value.polynomial import whole

if TYPE_CHECKING:
    from graders.syntax.tree import Node

ONE = Integer(1)

LARGEST_POWER, LARGEST_EXPONENT = 99, 9_999
"""The largest powers of a unit and of ten."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number and a unit: powers of the names as they were written, such as km to 1 and h to -1.

    ``number`` is ``None`` where nothing but a unit was written.
    """

    number: Node | None
    unit: tuple[tuple[str, int], ...]

    @property
    def factor(self) -> Fraction:
        """What the unit is in base units; names that are no units count as they are."""
        factor = Fraction(1)
        for name, power in self.unit:
            if name in UNITS:
                factor *= UNITS[name].factor ** power
        return factor

    @property
    def dimension(self) -> tuple[tuple[str, int], ...]:
        """The powers of base units, and of names that are no units, in alphabetic order."""
        powers: dict[str, int] = {}
        for name, power in self.unit:
            parts = zip(BASE, UNITS[name].dimension, strict=True) if name in UNITS else ((name, 1),)
            for base, exponent in parts:
                powers[base] = powers.get(base, 0) + exponent * power
        return tuple(sorted((base, power) for base, power in powers.items() if power))


def quantity(node: Node) -> Quantity | None:
    """Take a product apart; ``None`` for a sum, or anything else in which a name is no factor."""
    parts = _Parts()
    if not parts.take(node, 1):
        return None
    unit = tuple(sorted((name, power) for name, power in _micro(parts.unit).items() if power))
    return Quantity(parts.number(), unit)


def _micro(unit: dict[str, int]) -> dict[str, int]:
    r"""Take ``\mu m`` of LaTeX for one unit; the prefix may be that of any of several."""
    name = next((name for name, power in unit.items() if power == 1 and f"μ{name}" in UNITS), None)
    if unit.get("mu") != 1 or name is None:
        return unit
    return {f"μ{name}": 1, **{other: power for other, power in unit.items() if other not in ("mu", name)}}


class _Parts:
    """The factors of a quantity, as they are met: numbers above and below the line, signs, and powers of names."""

    def __init__(self) -> None:
        self.above: list[Node] = []
        self.below: list[Node] = []
        self.negative = False
        self.tens = 0
        self.unit: dict[str, int] = {}

    def take(self, node: Node, power: int) -> bool:
        """Take in a factor to a power; tell whether it was one."""
        match node:
            case Variable(name=name):
                self.unit[name] = self.unit.get(name, 0) + power
            case Negative(argument=inner):
                self.negative ^= power % 2 == 1
                return self.take(inner, power)
            case Product(factors=factors):
                return all(self.take(factor, power) for factor in factors)
            case Quotient(numerator=top, denominator=below):
                return self.take(top, power) and self.take(below, -power)
            case Power(base=base, exponent=exponent) if variables(base):
                times = whole(exponent)
                return times is not None and abs(times) <= LARGEST_POWER and self.take(base, power * times)
            case _ if variables(node):
                return False
            case _:
                self.take_number(node, power)
        return True

    def take_number(self, node: Node, power: int) -> None:
        """Take in a number to a power; a power of ten is only counted."""
        tens = _tens(node, divisor=power < 0)
        if tens is not None:
            self.tens += tens * power
        elif power in (1, -1):
            (self.above if power > 0 else self.below).append(node)
        else:
            self.above.append(Power(node, Integer(power) if power > 0 else Negative(Integer(-power))))

    def number(self) -> Node | None:
        """Put the number together, so that its digits and its power of ten stand as they were written."""
        below = [part for part in self.below if part != ONE]
        if not (self.above or below or self.tens):
            return Negative(ONE) if self.negative else None
        number = _product(self.above)
        if self.tens:
            exponent = Integer(self.tens) if self.tens > 0 else Negative(Integer(-self.tens))
            number = Product((number, Power(Integer(10), exponent)))
        if below:
            number = Quotient(number, _product(below))
        return Negative(number) if self.negative else number


def _tens(node: Node, *, divisor: bool) -> int | None:
    """Give the exponent of a power of ten; below the line 10, 100 and so on are powers of ten as well."""
    match node:
        case Power(base=Integer(value=10), exponent=exponent):
            tens = whole(exponent)
            return tens if tens is not None and abs(tens) <= LARGEST_EXPONENT else None
        case Integer(value=value) if divisor and value > 1 and str(value).rstrip("0") == "1":
            return len(str(value)) - 1
        case _:
            return None


def _product(factors: list[Node]) -> Node:
    return Product(tuple(factors)) if len(factors) > 1 else factors[0] if factors else ONE
