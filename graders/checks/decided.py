"""The decision on a key and a response, and the verdict that it stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.equivalence import Different, Equal, Undecided, decide
from graders.value.effort import SpentError
from graders.verdict import Message, Verdict, correct, incorrect, message, needs_review

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from graders.checks.check import Asked
    from graders.equivalence import Decision
    from graders.syntax.tree import Node


def compared(key: Node, response: Node, asked: Asked) -> Decision:
    """Decide in the question's domain; a key that has no value itself proves nothing about a response."""
    decision = decide(key, response, domain=asked.domain)
    no_value = isinstance(decision, Different) and "no value" in decision.by
    if no_value and not isinstance(decide(key, key, domain=asked.domain), Equal):
        return Undecided("the answer itself has no value")
    return decision


def advised(decision: Decision, asked: Asked, look: Callable[[], Iterable[Message]]) -> tuple[Message, ...]:
    """Look for what is wrong with a response: where somebody reads it, and as far as the effort goes that is left."""
    if not isinstance(decision, Different) or asked.outcome_only:
        return ()
    try:
        return tuple(look())
    except SpentError:
        return ()


def decided(decision: Decision, response: Node, *advice: Message) -> Verdict:
    """Give the verdict of a decision; the advice is for a response that is wrong."""
    match decision:
        case Equal():
            return correct(response, decision)
        case Different():
            return incorrect(response, decision, *advice)
        case Undecided(reason=reason):
            return needs_review(response, decision, message("undecided", reason=reason))
