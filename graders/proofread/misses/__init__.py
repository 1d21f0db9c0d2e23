"""Near misses: what is almost a right answer, and must not be accepted.

    slip        what a slip is, and the usual proof that it makes another value
    values      slips in numbers, formulas, vectors, sets: what every check of an exact value must notice
    numbers     just beyond a tolerance, just below a bound
    figures     figures and places off, too many or too few
    quantities  other units, and other numbers before the unit
    spaces      other multiples, spans, bases, lines and planes
    systems     equations with other solutions
    functions   other families of antiderivatives
    statements  statements with another truth table
    writing     another way to write it, or another type, where a check asks for one
    words       other words and choices

Each miss is made of the answer by one slip, and proved to be wrong by what the check promises before it is posed;
the proofs know nothing of how the check decides.  A slip that may be right as well on some variant is left out there.
"""

from __future__ import annotations

from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING

from graders.proofread.misses.figures import FIGURES, PLACES
from graders.proofread.misses.functions import ANTIDERIVATIVE
from graders.proofread.misses.numbers import AT_LEAST, GREATER, NUMERIC
from graders.proofread.misses.quantities import quantity_slips
from graders.proofread.misses.slip import Slip, Sought, are_apart, is_plain_set
from graders.proofread.misses.spaces import BASIS, MULTIPLE, PARAMETRIC, SPAN
from graders.proofread.misses.statements import LOGIC
from graders.proofread.misses.systems import SYSTEM
from graders.proofread.misses.values import ANY
from graders.proofread.misses.words import CHOICE, TEXT
from graders.proofread.misses.writing import IDENTICAL, SAME_FORM, SAME_TYPE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from graders.exercise import Part
    from graders.syntax.tree import Node

__all__ = ["SLIPS", "Slip", "Sought", "are_apart", "is_plain_set", "misses"]

TRIES = 3
"""Of what one slip can make of an answer so many are tried, until one is proved to be wrong."""


def misses(sought: Sought, first: int = 0) -> Iterator[tuple[Slip, Node]]:
    """Make every near miss of a right answer that a check must tell from it, beginning with some slip."""
    slips = slips_of(sought.part)
    start = first % max(1, len(slips))
    for slip in slips[start:] + slips[:start]:
        made = islice(slip.make(sought), TRIES)
        missed = next((one for one in made if one != sought.answer and slip.is_wrong(sought, one)), None)
        if missed is not None:
            yield slip, missed


def slips_of(part: Part) -> tuple[Slip, ...]:
    """Give the slips that a part's check must notice."""
    return quantity_slips(part) if part.check == "quantity" else SLIPS.get(part.check, ANY)


SLIPS: Mapping[str, tuple[Slip, ...]] = MappingProxyType(
    {
        "numeric": NUMERIC,
        "significant_figures": FIGURES,
        "decimal_places": PLACES,
        "antiderivative": ANTIDERIVATIVE,
        "multiple": MULTIPLE,
        "span": SPAN,
        "basis": BASIS,
        "parametric": PARAMETRIC,
        "system": SYSTEM,
        "same_form": SAME_FORM,
        "identical": IDENTICAL,
        "same_type": SAME_TYPE,
        "logic": LOGIC,
        "greater": GREATER,
        "at_least": AT_LEAST,
        "text": TEXT,
        "choice": CHOICE,
    }
)
"""The slips that a check must notice, where they are not those of every exact value."""
