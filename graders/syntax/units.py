"""Units of measurement: the SI with its prefixes, and what is used beside it, each exactly by its definition.

A unit is a number times powers of the base units m, kg, s, A, K, mol and cd.  Degrees Celsius and Fahrenheit
are none of these, since 0 °C is not 0 K; angles are numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

BASE = ("m", "kg", "s", "A", "K", "mol", "cd")
"""The base units, in the order of a dimension's exponents."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A factor, and the exponents of the base units: N is 1 kg m s^-2."""

    factor: Fraction
    dimension: tuple[int, int, int, int, int, int, int]


PREFIXES = (
    ("q", -30), ("r", -27), ("y", -24), ("z", -21), ("a", -18), ("f", -15), ("p", -12), ("n", -9), ("u", -6),
    ("μ", -6), ("m", -3), ("c", -2), ("d", -1), ("da", 1), ("h", 2), ("k", 3), ("M", 6), ("G", 9), ("T", 12),
    ("P", 15), ("E", 18), ("Z", 21), ("Y", 24), ("R", 27), ("Q", 30),
)  # fmt: skip
"""Powers of ten before a unit."""

PREFIXED = (
    ("m", "1", (1, 0, 0, 0, 0, 0, 0)), ("g", "1e-3", (0, 1, 0, 0, 0, 0, 0)), ("s", "1", (0, 0, 1, 0, 0, 0, 0)),
    ("A", "1", (0, 0, 0, 1, 0, 0, 0)), ("K", "1", (0, 0, 0, 0, 1, 0, 0)), ("mol", "1", (0, 0, 0, 0, 0, 1, 0)),
    ("cd", "1", (0, 0, 0, 0, 0, 0, 1)), ("Hz", "1", (0, 0, -1, 0, 0, 0, 0)), ("N", "1", (1, 1, -2, 0, 0, 0, 0)),
    ("Pa", "1", (-1, 1, -2, 0, 0, 0, 0)), ("J", "1", (2, 1, -2, 0, 0, 0, 0)), ("W", "1", (2, 1, -3, 0, 0, 0, 0)),
    ("VA", "1", (2, 1, -3, 0, 0, 0, 0)), ("C", "1", (0, 0, 1, 1, 0, 0, 0)), ("V", "1", (2, 1, -3, -1, 0, 0, 0)),
    ("F", "1", (-2, -1, 4, 2, 0, 0, 0)), ("ohm", "1", (2, 1, -3, -2, 0, 0, 0)), ("Ω", "1", (2, 1, -3, -2, 0, 0, 0)),
    ("S", "1", (-2, -1, 3, 2, 0, 0, 0)), ("Wb", "1", (2, 1, -2, -1, 0, 0, 0)), ("T", "1", (0, 1, -2, -1, 0, 0, 0)),
    ("H", "1", (2, 1, -2, -2, 0, 0, 0)), ("lm", "1", (0, 0, 0, 0, 0, 0, 1)), ("lx", "1", (-2, 0, 0, 0, 0, 0, 1)),
    ("Bq", "1", (0, 0, -1, 0, 0, 0, 0)), ("Gy", "1", (2, 0, -2, 0, 0, 0, 0)), ("Sv", "1", (2, 0, -2, 0, 0, 0, 0)),
    ("kat", "1", (0, 0, -1, 0, 0, 1, 0)), ("l", "1e-3", (3, 0, 0, 0, 0, 0, 0)), ("L", "1e-3", (3, 0, 0, 0, 0, 0, 0)),
    ("t", "1e3", (0, 1, 0, 0, 0, 0, 0)), ("bar", "1e5", (-1, 1, -2, 0, 0, 0, 0)),
    ("Wh", "3600", (2, 1, -2, 0, 0, 0, 0)), ("eV", "1.602176634e-19", (2, 1, -2, 0, 0, 0, 0)),
    ("cal", "4.184", (2, 1, -2, 0, 0, 0, 0)), ("M", "1e3", (-3, 0, 0, 0, 0, 1, 0)),
)  # fmt: skip
"""Units that take prefixes: name, factor, exponents of the base units."""

PLAIN = (
    ("min", "60", (0, 0, 1, 0, 0, 0, 0)), ("h", "3600", (0, 0, 1, 0, 0, 0, 0)), ("d", "86400", (0, 0, 1, 0, 0, 0, 0)),
    ("day", "86400", (0, 0, 1, 0, 0, 0, 0)), ("yr", "31557600", (0, 0, 1, 0, 0, 0, 0)),
    ("ha", "1e4", (2, 0, 0, 0, 0, 0, 0)), ("cc", "1e-6", (3, 0, 0, 0, 0, 0, 0)),
    ("u", "1.66053906892e-27", (0, 1, 0, 0, 0, 0, 0)), ("amu", "1.66053906892e-27", (0, 1, 0, 0, 0, 0, 0)),
    ("Da", "1.66053906892e-27", (0, 1, 0, 0, 0, 0, 0)), ("atm", "101325", (-1, 1, -2, 0, 0, 0, 0)),
    ("mmHg", "133.322387415", (-1, 1, -2, 0, 0, 0, 0)), ("torr", "101325/760", (-1, 1, -2, 0, 0, 0, 0)),
    ("psi", "8896443230521/1290320000", (-1, 1, -2, 0, 0, 0, 0)), ("Btu", "1055.05585262", (2, 1, -2, 0, 0, 0, 0)),
    ("hp", "745.69987158227022", (2, 1, -3, 0, 0, 0, 0)), ("in", "0.0254", (1, 0, 0, 0, 0, 0, 0)),
    ("ft", "0.3048", (1, 0, 0, 0, 0, 0, 0)), ("yd", "0.9144", (1, 0, 0, 0, 0, 0, 0)),
    ("mi", "1609.344", (1, 0, 0, 0, 0, 0, 0)), ("lb", "0.45359237", (0, 1, 0, 0, 0, 0, 0)),
    ("oz", "0.028349523125", (0, 1, 0, 0, 0, 0, 0)), ("gal", "0.003785411784", (3, 0, 0, 0, 0, 0, 0)),
    ("Cal", "4184", (2, 1, -2, 0, 0, 0, 0)), ("rad", "1", (0, 0, 0, 0, 0, 0, 0)), ("sr", "1", (0, 0, 0, 0, 0, 0, 0)),
)  # fmt: skip
"""Units that take none."""


def _units() -> Iterator[tuple[str, Unit]]:
    for name, factor, dimension in PREFIXED:
        for prefix, power in PREFIXES:
            yield prefix + name, Unit(Fraction(factor) * Fraction(10) ** power, dimension)
    for name, factor, dimension in (*PREFIXED, *PLAIN):
        yield name, Unit(Fraction(factor), dimension)


UNITS: Mapping[str, Unit] = MappingProxyType(dict(_units()))
"""Every unit by its name.  A unit of its own comes before another with a prefix: min is no milli-inch."""

UNIT_NAMES = frozenset(UNITS)
"""The names, for vocabularies."""
