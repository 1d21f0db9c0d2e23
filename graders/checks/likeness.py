"""What the checks of how an answer is written have in common: credit for the right value written otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.checks.decided import compared, decided
from graders.equivalence import Equal
from graders.verdict import correct, message, partly_correct

if TYPE_CHECKING:
    from graders.checks.check import Asked
    from graders.syntax.tree import Node
    from graders.verdict import Message, Verdict


def judged_by_likeness(key: Node, response: Node, asked: Asked, *, alike: bool, otherwise: Message) -> Verdict:
    """Accept a response that is written alike; else give the verdict of its value, without full credit."""
    if alike:
        return correct(response, Equal("the expression as written"), message("accepted.written"))
    decision = compared(key, response, asked)
    if isinstance(decision, Equal):
        return partly_correct(response, asked.form_credit, decision, otherwise)
    return decided(decision, response)
