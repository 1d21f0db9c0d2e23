"""Units: what is the same by definition is the same here."""

from __future__ import annotations

from fractions import Fraction
from math import prod

import pytest

from graders.checks.measured import quantity
from graders.syntax import OPEN, parse, to_text
from graders.syntax.tree import Variable
from graders.syntax.units import BASE, PREFIXES, UNIT_NAMES, UNITS
from graders.syntax.vocabulary import Vocabulary

NAMES = Vocabulary(UNIT_NAMES, open=True)


def test_every_unit_is_read_as_one_name_and_written_so_that_it_reads_back() -> None:
    for name in UNIT_NAMES:
        assert parse(name, NAMES) == Variable(name)
        assert parse(to_text(Variable(name)), NAMES) == Variable(name)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("N", "kg*m/s^2"), ("J", "N*m"), ("W", "J/s"), ("Pa", "N/m^2"), ("V", "W/A"), ("ohm", "V/A"), ("Ω", "ohm"),
        ("F", "C/V"), ("Wb", "V*s"), ("T", "Wb/m^2"), ("H", "Wb/A"), ("S", "1/ohm"), ("C", "A*s"), ("Hz", "1/s"),
        ("lx", "lm/m^2"), ("Gy", "J/kg"), ("kat", "mol/s"), ("L", "dm^3"), ("ml", "cm^3"), ("cc", "ml"), ("t", "Mg"),
        ("M", "mol/l"), ("kWh", "3.6 MJ"), ("bar", "100 kPa"), ("atm", "760 torr"), ("min", "60 s"), ("h", "60 min"),
        ("d", "24 h"), ("ft", "12 in"), ("yd", "3 ft"), ("mi", "1760 yd"), ("lb", "16 oz"), ("gal", "231 in^3"),
        ("ha", "10^4 m^2"), ("Cal", "kcal"), ("um", "μm"), ("VA", "W"),
    ],
)  # fmt: skip
def test_units_agree_with_their_definitions(left: str, right: str) -> None:
    one, other = quantity(parse(left, NAMES)), quantity(parse(right, NAMES))
    assert one is not None
    assert other is not None
    number = Fraction(1) if other.number is None else parse_number(to_text(other.number))
    assert (one.factor, one.dimension) == (number * other.factor, other.dimension)


def parse_number(text: str) -> Fraction:
    factors = (Fraction(10) ** int(part[3:]) if part.startswith("10^") else Fraction(part) for part in text.split("*"))
    return prod(factors, start=Fraction(1))


def test_every_prefix_is_a_power_of_ten_before_the_metre() -> None:
    for prefix, power in PREFIXES:
        if prefix + "m" != "min":
            assert UNITS[prefix + "m"].factor == Fraction(10) ** power


def test_base_units_are_one_of_themselves() -> None:
    for place, name in enumerate(BASE):
        assert UNITS[name].factor == 1
        assert UNITS[name].dimension == tuple(int(at == place) for at in range(len(BASE)))


@pytest.mark.parametrize("text", ["1 m + 2 m", "x^n*m", "sin(m)", "(1, m)"])
def test_what_is_no_product_is_no_quantity(text: str) -> None:
    assert quantity(parse(text, NAMES)) is None


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("12.3*m/s", "12.3", (("m", 1), ("s", -1))),
        ("-9.81 m/s^2", "-9.81", (("m", 1), ("s", -2))),
        ("(-9.81)*m*s^-2", "-9.81", (("m", 1), ("s", -2))),
        ("1*Mg/10^6", "1*10^-6", (("Mg", 1),)),
        ("5 kg/1000", "5*10^-3", (("kg", 1),)),
        ("(15*kN)/(pi*mm^2)", "15/pi", (("kN", 1), ("mm", -2))),
        ("m/4", "1/4", (("m", 1),)),
        ("km", None, (("km", 1),)),
        ("m/m", None, ()),
    ],
)
def test_a_quantity_keeps_its_digits_apart_from_its_unit(
    text: str, number: str | None, unit: tuple[tuple[str, int], ...]
) -> None:
    found = quantity(parse(text, NAMES))
    assert found is not None
    assert (None if found.number is None else to_text(found.number), found.unit) == (number, unit)


def test_an_open_vocabulary_alone_knows_no_units() -> None:
    assert parse("kN", OPEN) != Variable("kN")
