"""The verdict on one response: outcome, score, and the reasons as message keys with their fields, no prose."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from graders.equivalence.decision import Decision
    from graders.errors import ResponseError
    from graders.syntax.tree import Node

Field: TypeAlias = "Node | Fraction | int | str"
"""What a message may mention: mathematics, an exact number, or words."""


class Outcome(StrEnum):
    """The five verdicts; only the first three are judgements of the mathematics."""

    CORRECT = "correct"
    PARTLY_CORRECT = "partly_correct"
    INCORRECT = "incorrect"
    UNREADABLE = "unreadable"
    NEEDS_REVIEW = "needs_review"


@dataclass(frozen=True, slots=True)
class Message:
    """One reason or piece of advice: the key of a template and the fields that it mentions."""

    key: str
    fields: tuple[tuple[str, Field], ...] = ()


def message(key: str, /, **fields: Field) -> Message:
    """Make a message from keyword arguments.

    >>> message("equal.proved", by="exact arithmetic")
    Message(key='equal.proved', fields=(('by', 'exact arithmetic'),))
    """
    return Message(key, tuple(fields.items()))


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was decided of one response.

    ``score`` is the share of the part's points, 0 to 1, exact.  ``read_as`` is the response as we read
    it, ``None`` where it could not be read; ``error`` then says why.
    """

    outcome: Outcome
    score: Fraction
    messages: tuple[Message, ...] = ()
    decision: Decision | None = None
    read_as: Node | None = None
    error: ResponseError | None = None


def correct(read_as: Node, decision: Decision | None, *messages: Message) -> Verdict:
    """Give full credit."""
    return Verdict(Outcome.CORRECT, Fraction(1), messages, decision, read_as)


def partly_correct(read_as: Node, credit: Fraction, decision: Decision | None, *messages: Message) -> Verdict:
    """Give some credit: a right value in the wrong form, or a known half-way mistake."""
    return Verdict(Outcome.PARTLY_CORRECT, credit, messages, decision, read_as)


def incorrect(read_as: Node, decision: Decision | None, *messages: Message) -> Verdict:
    """Give no credit, proved."""
    return Verdict(Outcome.INCORRECT, Fraction(0), messages, decision, read_as)


def unreadable(error: ResponseError) -> Verdict:
    """Judge nothing; no attempt is spent."""
    return Verdict(Outcome.UNREADABLE, Fraction(0), (), None, None, error)


def needs_review(read_as: Node | None, decision: Decision | None, *messages: Message) -> Verdict:
    """Ask for a person to look; this is never a zero."""
    return Verdict(Outcome.NEEDS_REVIEW, Fraction(0), messages, decision, read_as)
