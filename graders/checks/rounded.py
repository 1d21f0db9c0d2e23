"""What the rounding checks have in common: the verdict on a number that should be the key, rounded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graders.checks.decided import compared
from graders.equivalence import Different, Equal, Undecided
from graders.equivalence.decision import Shape
from graders.value.rounding import cut_to_places, rounded_to_places
from graders.verdict import correct, incorrect, message, needs_review, partly_correct

if TYPE_CHECKING:
    from graders.checks.check import Asked
    from graders.checks.written import Written
    from graders.syntax.tree import Node
    from graders.verdict import Message, Verdict

BY = "the digits as written, and exact rounding"


@dataclass(frozen=True, slots=True)
class Rounding:
    """What was found: is the value right, are there as many digits as asked, were digits cut off instead of rounded.

    ``accepted`` is said where all is right, ``length`` where the digits are too many or too few.
    """

    accurate: bool
    right_length: bool
    cut: bool
    accepted: Message
    length: Message


def judged(key: Node, response: Node, asked: Asked, found: Rounding) -> Verdict:
    """Give full credit for a right rounding, and the credit of a form for a right value in other digits."""
    if found.accurate and found.right_length:
        return correct(response, Equal(BY), found.accepted)
    if found.accurate:
        return partly_correct(response, asked.form_credit, Equal(BY), found.length)
    decision = compared(key, response, asked)
    if isinstance(decision, Equal):
        return partly_correct(response, asked.form_credit, decision, found.length)
    if isinstance(decision, Undecided):
        decision = Different(BY)
    advice = (message("figures.cut"),) if found.cut else () if found.right_length else (found.length,)
    return incorrect(response, decision, *advice)


def is_cut(key: Node, number: Written) -> bool:
    """Tell whether a number is the key with further digits left out, where rounding gives another one."""
    return number.value == cut_to_places(key, number.places) != rounded_to_places(key, number.places)


def unsettled(key: Node, response: Node, asked: Asked) -> Verdict:
    """Ask for a review where the key cannot be rounded, unless the response has no value or is of another kind.

    That a response differs from such a key says nothing: the entries of a vector may be rightly rounded.
    """
    decision = compared(key, response, asked)
    if isinstance(decision, Different) and (isinstance(decision.witness, Shape) or decision.by.startswith("no value")):
        return incorrect(response, decision)
    reason = "the answer is no number that can be rounded"
    return needs_review(response, Undecided(reason), message("undecided", reason=reason))
