"""Quantity: a number with its unit."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from graders.checks.check import Accepted, Check
from graders.checks.decided import decided
from graders.checks.equivalent import EQUIVALENT
from graders.checks.measured import Quantity, quantity
from graders.checks.numeric import NUMERIC
from graders.checks.significant_figures import SIGNIFICANT_FIGURES
from graders.equivalence import Different, Undecided
from graders.equivalence.decision import Shape
from graders.equivalence.kinds import kind_of
from graders.errors import AuthorError, Problem, ResponseError
from graders.syntax import Vocabulary, parse
from graders.syntax.tree import Product, Relation
from graders.syntax.units import UNIT_NAMES
from graders.value.surd import rational_tree
from graders.verdict import Outcome, message, partly_correct

if TYPE_CHECKING:
    from graders.checks.check import Asked
    from graders.syntax.tree import Node
    from graders.verdict import Verdict


def _quantity(key: Node, response: Node, asked: Asked) -> Verdict:
    """Accept the key's quantity in any unit of its kind, or in its very unit where ``same_unit`` is true.

    Units are compared by their dimension and converted by their definitions, exactly; a name that is no unit
    is a unit of its own.  Then the numbers are compared as the options say: in ``digits`` significant
    figures, in the unit of the response; within ``rtol`` or ``atol``, in the unit of the key; else exactly.
    What is proved and when it gives up is what those checks say.
    """
    wanted, given = quantity(with_unit(key, asked.words("unit"))), quantity(response)
    if wanted is None:
        return decided(Undecided("the answer is no number with a unit"), response)
    if given is None or isinstance(response, Relation):
        return decided(Different("the kind of answer", Shape("quantity", kind_of(response))), response)
    if wanted.dimension != given.dimension:
        advice = message("quantity.unit.kind") if given.unit else message("quantity.unit.missing")
        return decided(Different("the dimension of the unit"), response, advice)
    if given.number is None:
        return decided(Different("a unit without a number"), response, message("quantity.number"))
    verdict = replace(_compared(wanted, given, given.number, asked), read_as=response)
    if asked.flag("same_unit") and wanted.unit != given.unit and verdict.outcome is Outcome.CORRECT:
        return partly_correct(response, asked.form_credit, verdict.decision, message("quantity.unit.other"))
    return verdict


QUANTITY = Check(
    _quantity,
    (
        Accepted("digits", "count", "how many significant figures are asked"),
        Accepted("accurate_to", "count", "how many of them must be right, 0 for none"),
        Accepted("rtol", "number", "the tolerance as a share of the answer, such as 0.05"),
        Accepted("atol", "number", "the tolerance as a distance, in the answer's unit"),
        Accepted("unit", "words", "the unit of an answer that is a number without one, such as km/h"),
        Accepted("same_unit", "flag", "whether the unit must be that of the answer"),
    ),
    names=UNIT_NAMES,
)


WITH_UNITS = Vocabulary(UNIT_NAMES, open=True)


def with_unit(key: Node, unit: str | None) -> Node:
    """Give the key its unit, where an option names it."""
    return key if unit is None else Product((key, unit_named(unit)))


def unit_named(unit: str) -> Node:
    """Read the unit that an option names."""
    try:
        return parse(unit, WITH_UNITS)
    except ResponseError as error:
        problem = Problem(f"the unit cannot be read: {error}", path="options.unit")
        raise AuthorError((problem,)) from error


def _compared(wanted: Quantity, given: Quantity, number: Node, asked: Asked) -> Verdict:
    """Compare the two numbers in one unit."""
    ratio = wanted.factor / given.factor
    if asked.count("digits") is not None:
        return SIGNIFICANT_FIGURES.judge(_times(wanted.number, ratio), number, asked)
    tolerant = asked.number("rtol") is not None or asked.number("atol") is not None
    return (NUMERIC if tolerant else EQUIVALENT).judge(_times(wanted.number, 1), _times(number, 1 / ratio), asked)


def _times(number: Node | None, factor: Fraction | int) -> Node:
    """Convert a number; a unit that stands alone is one of it."""
    if number is None:
        return rational_tree(Fraction(factor))
    return number if factor == 1 else Product((number, rational_tree(Fraction(factor))))
