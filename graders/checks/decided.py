"""From a decision to the verdict that it stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.equivalence import Different, Equal, Undecided
from graders.verdict import Message, Verdict, correct, incorrect, message, needs_review

if TYPE_CHECKING:
    from graders.equivalence import Decision
    from graders.syntax.tree import Node


def decided(decision: Decision, response: Node, *advice: Message) -> Verdict:
    """Give the verdict of a decision; the advice is for a response that is wrong."""
    match decision:
        case Equal():
            return correct(response, decision)
        case Different():
            return incorrect(response, decision, *advice)
        case Undecided(reason=reason):
            return needs_review(response, decision, message("undecided", reason=reason))
