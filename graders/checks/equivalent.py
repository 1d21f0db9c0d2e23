"""Equivalent: the same value as the key, in whatever form."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from graders.checks.check import Check
from graders.checks.decided import advised, compared, decided
from graders.equivalence import Different
from graders.errors import UndefinedError
from graders.phrases import Phrase
from graders.syntax.tree import Call, Decimal, Integer, Negative, Node, Quotient, Sum, occurs
from graders.value.ball import UnevaluatedError
from graders.value.components import componentwise, entries, is_vector
from graders.value.zero import sign
from graders.verdict import Message, Verdict, message

if TYPE_CHECKING:
    from graders.checks.check import Asked
    from graders.equivalence import Decision
    from graders.verdict import Field


def _equivalent(key: Node, response: Node, asked: Asked) -> Verdict:
    """Accept every expression that is proved, or agrees in all digits tried, to have the key's value.

    What is proved and when it gives up is said in ``equivalence/``, procedure by procedure.
    """
    decision = compared(key, response, asked)
    return decided(decision, response, *advised(decision, asked, partial(_explained, key, response, decision)))


EQUIVALENT = Check(_equivalent)


def _explained(key: Node, response: Node, decision: Decision) -> tuple[Message, ...]:
    """Say what is special about a wrong response: the key rounded, or something without a value."""
    digits = rounded_digits(key, response)
    if digits is not None:
        return (message("rounded", digits=digits),)
    match decision:
        case Different(witness=None, by=by) if by.startswith(("no value", "one side has no value")):
            return (message("undefined", why=without_value(by)),)
        case _:
            return ()


def without_value(by: str) -> Field:
    """Take the reason out of ``no value: division by zero``."""
    return by.fields["why"] if isinstance(by, Phrase) else by.partition(": ")[2]


def rounded_digits(key: Node, response: Node) -> int | None:
    """Tell to how many decimal places a response is the key rounded; ``None`` where it is not.

    For vectors every component that differs must be rounded; the fewest places count.
    """
    if not occurs(Decimal, response):
        return None
    try:
        worked_key, worked_response = componentwise(key), componentwise(response)
    except UndefinedError:
        return None
    if is_vector(worked_key) and is_vector(worked_response):
        pairs = list(zip(entries(worked_key), entries(worked_response), strict=False))
        places = [_rounded_places(left, right) for left, right in pairs]
        wrong = [place for place in places if place != 0]
        if len(entries(worked_key)) != len(entries(worked_response)) or None in wrong:
            return None
        return min((place for place in wrong if place is not None), default=None)
    return _rounded_places(worked_key, worked_response) or None


def _rounded_places(key: Node, response: Node) -> int | None:
    """Give the decimal places of a rounded number, 0 for an equal one, ``None`` for any other."""
    number = response.argument if isinstance(response, Negative) else response
    places = len(number.written.partition(".")[2]) if isinstance(number, Decimal) and "e" not in number.written else 0
    try:
        gap = Call("abs", (Sum((key, Negative(response))),))
        if sign(gap) == 0:
            return 0
        half = Quotient(Integer(1), Integer(2 * 10**places))
        return places if places and sign(Sum((half, Negative(gap)))) >= 0 else None
    except (UnevaluatedError, UndefinedError):
        return None
