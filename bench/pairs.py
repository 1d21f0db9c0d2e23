"""The lecture's numbers as students type them, right and wrong, and the same pairs as sympy's parser takes them."""

from __future__ import annotations

from typing import NamedTuple


class Pair(NamedTuple):
    """A key, a response as typed, and both in sympy's spelling."""

    key: str
    response: str
    sympy_key: str
    sympy_response: str


def _pair(key: str, response: str) -> Pair:
    return Pair(key, response, _spelled(key), _spelled(response))


def _spelled(text: str) -> str:
    """Write a text as sympy reads it."""
    return SPELLINGS.get(text, text)


SPELLINGS = {
    "√48": "sqrt(48)",
    "4√3": "4*sqrt(3)",
    "2√12": "2*sqrt(12)",
    "√26": "sqrt(26)",
    "√(1 + 9 + 16)": "sqrt(1 + 9 + 16)",
    "√((-4)^2 + 4^2 + 4^2)": "sqrt((-4)**2 + 4**2 + 4**2)",
    "6.93": "Rational('6.93')",
    "5.1": "Rational('5.1')",
    "-0.42": "Rational('-0.42')",
    "48^(1/2)": "48**Rational(1, 2)",
    "−7": "-7",
    "−7/√273": "-7/sqrt(273)",
    "-7/(√21·√13)": "-7/(sqrt(21)*sqrt(13))",
    "-√273/39": "-sqrt(273)/39",
    "-3/(2√21)": "-3/(2*sqrt(21))",
    "-3/√84": "-3/sqrt(84)",
    "-3√21/42": "-3*sqrt(21)/42",
    "-√21/14": "-sqrt(21)/14",
    "-3/(√14 √6)": "-3/(sqrt(14)*sqrt(6))",
    "√2": "sqrt(2)",
    "2^(1/2)": "2**Rational(1, 2)",
    "1.414": "Rational('1.414')",
}

PAIRS = (
    _pair("4*sqrt(3)", "√48"),
    _pair("4*sqrt(3)", "4√3"),
    _pair("4*sqrt(3)", "2√12"),
    _pair("4*sqrt(3)", "4*sqrt(3)"),
    _pair("4*sqrt(3)", "√((-4)^2 + 4^2 + 4^2)"),
    _pair("4*sqrt(3)", "48^(1/2)"),
    _pair("4*sqrt(3)", "6.93"),
    _pair("4*sqrt(3)", "48"),
    _pair("sqrt(26)", "√26"),
    _pair("sqrt(26)", "√(1 + 9 + 16)"),
    _pair("sqrt(26)", "5.1"),
    _pair("sqrt(26)", "26"),
    _pair("-7", "−7"),
    _pair("-7", "-3 + 0 - 4"),
    _pair("-7", "7"),
    _pair("-7/sqrt(273)", "−7/√273"),
    _pair("-7/sqrt(273)", "-7/(√21·√13)"),
    _pair("-7/sqrt(273)", "-√273/39"),
    _pair("-7/sqrt(273)", "-0.42"),
    _pair("-7/sqrt(273)", "-7/273"),
    _pair("-3/(2*sqrt(21))", "-3/(2√21)"),
    _pair("-3/(2*sqrt(21))", "-3/√84"),
    _pair("-3/(2*sqrt(21))", "-3√21/42"),
    _pair("-3/(2*sqrt(21))", "-√21/14"),
    _pair("-3/(2*sqrt(21))", "-3/(√14 √6)"),
    _pair("sqrt(2)", "√2"),
    _pair("sqrt(2)", "2^(1/2)"),
    _pair("sqrt(2)", "1.414"),
)
"""The answers of the lecture's examples and exercises: distances, inner products, cosines."""
