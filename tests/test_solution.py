"""Worked solutions: decimals stay decimals, and what they cannot say is rounded, as the part asks."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from graders.checks import judge
from graders.exercise import Derived, Exercise, Part
from graders.solution import shown_key, worked
from graders.syntax import Vocabulary, parse, to_latex, to_mathml, to_text
from graders.syntax.tree import Text
from graders.variant import Variant, make_variant
from graders.verdict import Outcome


def exercise(formula: str, check: str = "equivalent", **options: int | Fraction | str) -> Exercise:
    part = Part("p", "", parse("y"), check=check, options=tuple(options.items()))
    return Exercise("topic/name", "", "", (part,), derive=(Derived("y", parse(formula)),))


def made(of: Exercise) -> Variant:
    return make_variant(of, 0, (("a", parse("(0.2, 0.9)")), ("x", parse("0.3"))))


@pytest.mark.parametrize(
    ("formula", "line"),
    [
        ("dot(a, a)", "0.2^2 + 0.9^2 = 0.04 + 0.81 = 0.85"),
        ("norm(a)", "sqrt(0.2^2 + 0.9^2) = sqrt(0.04 + 0.81) = sqrt(0.85) ≈ 0.9220"),
        ("x/0.9", "0.3/0.9 ≈ 0.3333"),
        ("x + 2", "0.3 + 2 = 2.3"),
        ("sqrt(48)", "sqrt(48) = 4*sqrt(3)"),
        ("2/3 + 1/2", "2/3 + 1/2 = 7/6"),
        ("2*ln(3)", "2*ln(3) ≈ 2.197"),
        ("(exp(1), 1)/2", "(exp(1)/2, 1/2) ≈ (1.3591, 0.5000)"),
        ("a - (x, 1)", "(0.2 - 0.3, 0.9 - 1) = (-0.1, -0.1)"),
    ],
)
def test_a_line_ends_as_its_numbers_are_written(formula: str, line: str) -> None:
    assert _line(exercise(formula)) == line


@pytest.mark.parametrize(
    ("check", "digits", "line", "key"),
    [
        ("decimal_places", 2, "sqrt(0.2^2 + 0.9^2) = sqrt(0.04 + 0.81) = sqrt(0.85) ≈ 0.92", "0.92"),
        ("significant_figures", 3, "sqrt(0.2^2 + 0.9^2) = sqrt(0.04 + 0.81) = sqrt(0.85) ≈ 0.922", "0.922"),
    ],
)
def test_a_line_and_its_key_are_rounded_as_the_part_asks(check: str, digits: int, line: str, key: str) -> None:
    family = exercise("norm(a)", check, digits=digits)
    assert _line(family) == line
    assert to_text(shown_key(family.parts[0], made(family).environment)) == key


@pytest.mark.parametrize(
    ("taken", "shown"), [((), "x^2 + C"), (("C",), "x^2 + c"), (("C", "c", "K", "k"), "x^2 + C_1")]
)
def test_a_constant_of_integration_is_shown_where_it_is_asked(taken: tuple[str, ...], shown: str) -> None:
    part = Part("p", "", parse("x^2"), check="antiderivative", options=(("constant", "required"),))
    assert to_text(shown_key(part, dict.fromkeys(taken, parse("1")))) == shown


UNITS = ("ms", "km/h", "m/s^2", "N m", "1/s", "ohm", "kg m^2/s^2", "μm", "m^2")


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("number", ["42", "-7/2", "sqrt(17)", "1 + sqrt(2)", "0.25"])
def test_a_key_with_its_unit_is_read_back_as_right_in_plain_text_and_in_latex(unit: str, number: str) -> None:
    part = Part("p", "", parse(number), check="quantity", options=(("unit", unit),))
    key = shown_key(part, {})
    for typed in (to_text(key), to_latex(key)):
        verdict = judge(part.key, typed, vocabulary=Vocabulary(), check="quantity", options=part.options)
        assert verdict.outcome is Outcome.CORRECT, typed


def test_a_unit_is_upright_and_apart_from_its_number() -> None:
    key = shown_key(Part("p", "", parse("5"), check="quantity", options=(("unit", "km/h"),)), {})
    assert to_text(key) == "5 km/h"
    assert to_latex(key) == r"5\,\frac{\mathrm{km}}{\mathrm{h}}"
    assert '<mspace width="0.25em"/><mfrac><mi mathvariant="normal">km</mi>' in to_mathml(key)


def test_the_units_of_a_key_are_upright_where_they_stand_in_its_formula_too() -> None:
    formula = parse("9*m/s", Vocabulary(frozenset("ms")))
    assert to_latex(shown_key(Part("p", "", formula, check="quantity"), {})) == r"\frac{9\,\mathrm{m}}{\mathrm{s}}"


def test_the_value_of_a_step_has_its_unit_where_a_quantity_is_asked() -> None:
    (line,) = worked((family := exercise("norm(a)", "quantity", unit="ms", digits=3)), made(family))
    assert [to_text(stage) for stage in line.stages][-1] == "sqrt(0.85) ms"
    assert line.nearly is not None
    assert to_text(line.nearly) == "0.922 ms"


@pytest.mark.parametrize(
    ("formula", "key"),
    [("exp(1)", "2.7183"), ("(sqrt(2), 1)", "(1.4142, 1.0000)"), ("2/3", "2/3"), ("(2/3, 1)", "(2/3, 1)")],
)
def test_an_irrational_key_is_shown_to_more_places_than_what_is_tolerated(formula: str, key: str) -> None:
    family = exercise(formula, "numeric", atol=Fraction(1, 2000))
    assert to_text(shown_key(family.parts[0], made(family).environment)) == key


def test_a_key_that_is_not_to_be_rounded_is_shown_exactly() -> None:
    family = exercise("norm(a)/x")
    assert to_text(shown_key(family.parts[0], made(family).environment)) == to_text(made(family).environment["y"])


def test_a_key_that_chooses_among_words_is_shown_as_the_word() -> None:
    part = replace(exercise("norm(a)").parts[0], check="choice", key=parse('component(("a", "b"), argmax(2, 3))'))
    assert to_text(shown_key(part, {})) == to_text(Text("b"))


def _line(family: Exercise) -> str:
    (line,) = worked(family, made(family))
    return " = ".join(map(to_text, line.chain)) + ("" if line.rounded is None else f" ≈ {to_text(line.rounded)}")
