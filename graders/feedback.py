"""From a verdict to what a student is told: message keys with their fields, in the order of reading, no prose.

What a check has said already comes first; this adds why two values differ, what stopped the reading, and
that a box was left empty.  The sentences are in ``templates/messages``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from graders.equivalence.decision import Different, Equal, Gap, Members, Place, Point, Shape, Undecided
from graders.errors import ResponseError, Span
from graders.syntax import parse
from graders.syntax.tree import Integer, Listing
from graders.verdict import Verdict, message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graders.equivalence.decision import Decision, Witness
    from graders.grading import GradedPart
    from graders.verdict import Field, Message

PROOFS = frozenset({"equal", "equal.agreement", "different", "decided"})
"""The keys that say how an answer was decided, which pages show in small print."""

TELLING = frozenset(
    (
        "antiderivative.point",
        "order.above",
        "order.least",
        "witness.far",
        "witness.gap",
        "witness.members.missing",
        "witness.point",
    )
)
"""The keys of what tells an answer, in whole or in part, and waits until nobody tries any more."""

TELLING_FORMS = ("form.simplified.",)
"""What the keys of advice on a form begin with that writes the repair out."""

CELL = 2
"""How many indices name a component of a matrix."""


def feedback(verdict: Verdict, response: str) -> tuple[Message, ...]:
    """Say everything about a response, each thing once: how it was decided, the check's own reasons, and why.

    >>> from graders.syntax import parse
    >>> from graders.verdict import correct
    >>> feedback(correct(parse("4"), Equal("exact rational arithmetic")), "4")
    (Message(key='equal', fields=(('by', 'exact rational arithmetic'),)),)
    """
    if not response.strip():
        return (message("blank"),)
    return tuple(dict.fromkeys((*_proof(verdict), *verdict.messages, *_explained(verdict), *_comma(verdict, response))))


def attempts_told(part: GradedPart) -> Iterator[Message]:
    """Say how many attempts there are, what they cost, which one counts, and whether there may be more."""
    marking, most = part.marking, part.rules.policy.most
    yield (
        message("attempts.spent", spent=marking.spent)
        if most is None
        else message("attempts.of", spent=marking.spent, most=most)
    )
    if marking.taken:
        yield message("attempts.taken", percent=round(marking.taken * 100))
    if marking.shown < len(part.attempts) - 1 - marking.beyond:
        yield message("attempts.best")
    if marking.beyond:
        yield message("attempts.beyond", beyond=marking.beyond)
    if marking.open:
        yield message("attempts.again")


def withheld(told: tuple[Message, ...]) -> tuple[Message, ...]:
    """Leave out what tells the answer, for a student who may try again.

    >>> withheld((message("witness.place", place="3"), message("witness.far", key="6.93", response="48")))
    (Message(key='witness.place', fields=(('place', '3'),)),)
    """
    kept = (each for each in told if each.key not in TELLING)
    return tuple(message("attempts.form") if each.key.startswith(TELLING_FORMS) else each for each in kept)


ONE_COMMA = re.compile(r"[^,;]*\d,\d[^,;]*")
"""What may be one number with a decimal comma."""

POINTS = re.compile(r"\s*[+−-]?[0-9]{1,3}(\.[0-9]{3})+,[0-9]+\s*")
"""What may be one number with a decimal comma and points between its thousands."""

THOUSANDS = re.compile(r"\s*[+−-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?\s*")
"""What may be one number with commas between its thousands."""


def _comma(verdict: Verdict, response: str) -> Iterator[Message]:
    """Where a number is asked and ``3,5`` or ``1,234`` was read as two of them, say how one is written."""
    match verdict:
        case Verdict(
            decision=Different(witness=Shape(key="number")),
            read_as=Listing(items=(_, Integer()), opening="", closing=""),
        ) if ONE_COMMA.fullmatch(response) and not THOUSANDS.fullmatch(response):
            digits = response.strip().replace(".", "") if POINTS.fullmatch(response) else response.strip()
            yield message("witness.comma", repair=digits.replace(",", "."))
        case Verdict(decision=Different(witness=Shape(key="number"))) if THOUSANDS.fullmatch(response):
            yield message("witness.thousands", repair=response.strip().replace(",", ""))


SAY_WHY = ("author", "rounded", "undefined", "malrule.", "follow.right", "follow.easier")
"""What the keys of reasons begin with beside which the difference of two values says nothing new."""

OTHER_THAN_EQUALITY = ("accepted.", "numeric.", "figures.", "places.", "order.")
"""What the keys of checks begin with that decide something else than whether two values are equal."""


def _proof(verdict: Verdict) -> Iterator[Message]:
    if isinstance(verdict.decision, Equal | Different) and any(
        reason.key.startswith(OTHER_THAN_EQUALITY) for reason in verdict.messages
    ):
        yield message("decided", by=verdict.decision.by)
    else:
        yield from decided(verdict.decision)


SAID_OTHERWISE = ("no value", "one side has no value", "the kind of answer")
"""What the reasons of differences begin with that other sentences tell better."""


def decided(decision: Decision | None) -> Iterator[Message]:
    """Say how a decision was reached; where two answers are of different kinds, the kinds say it better."""
    match decision:
        case Equal(by=by, evidence="proved"):
            yield message("equal", by=by)
        case Equal(by=by):
            yield message("equal.agreement", by=by)
        case Different(by=by, witness=Gap() | Point() | Place() | Members()):
            yield message("different", by=by)
        case Different(by=by, witness=None) if not by.startswith(SAID_OTHERWISE):
            yield message("different", by=by)
        case Different() | Undecided() | None:
            return


def _explained(verdict: Verdict) -> Iterator[Message]:
    if verdict.error is not None:
        yield from unread(verdict.error)
    keys = [reason.key for reason in verdict.messages]
    said = any(key.startswith(SAY_WHY) for key in keys) and "diagnosis.perhaps" not in keys
    if isinstance(verdict.decision, Different) and verdict.decision.witness is not None and not said:
        yield from witnessed(verdict.decision.witness)


def unread(error: ResponseError) -> Iterator[Message]:
    """Say where reading stopped, what was expected there, and what may be meant."""
    yield message("unreadable", found=error.found, expected=error.expected, position=error.span.start + 1)
    if error.repair:
        yield message("unreadable.repair", repair=error.repair)


def witnessed(witness: Witness) -> Iterator[Message]:
    """Say where two values differ; for a component, which one and then how."""
    match witness:
        case Gap(digits=0):
            yield _far(witness.key, witness.response)
        case Gap():
            key, response = _number(witness.key), _number(witness.response)
            yield message("witness.gap", digits=witness.digits, key=key, response=response)
        case Point(response="holds" | "fails"):
            at = ", ".join(f"{name} = {_short(value)}" for name, value in witness.at)
            yield message("witness.holds", at=at) if witness.response == "holds" else message("witness.fails", at=at)
        case Point():
            at = ", ".join(f"{name} = {value}" for name, value in witness.at)
            yield message("witness.point", at=at, key=witness.key, response=witness.response)
        case Place():
            yield _placed(witness.indices)
            if witness.inner is not None:
                yield from witnessed(witness.inner)
        case Shape():
            yield message("witness.shape", key=witness.key, response=witness.response)
        case Members():
            if witness.missing:
                yield message("witness.members.missing", members=Listing(witness.missing, "", ""))
            if witness.extra:
                yield message("witness.members.extra", members=Listing(witness.extra, "", ""))


KEPT = 256
"""So many numbers are remembered as they are shown."""


def _far(key: str, response: str) -> Message:
    """Say that two numbers are far apart, or that they look alike up to their signs."""
    if key.lstrip("-") == response.lstrip("-"):
        return message("witness.sign")
    return message("witness.far", key=_number(_short(key)), response=_number(_short(response)))


def _short(digits: str) -> str:
    return digits.rstrip("0").rstrip(".") if "." in digits and "e" not in digits else digits


@lru_cache(KEPT)
def _number(digits: str) -> Field:
    """Read digits as mathematics, so that every medium writes them in its own way."""
    try:
        return parse(digits)
    except ResponseError:
        return digits


def _placed(indices: tuple[int, ...]) -> Message:
    if len(indices) == CELL:
        return message("witness.cell", row=indices[0], column=indices[1])
    return message("witness.place", place=".".join(map(str, indices)))


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A text around the place where its reading stopped: what stands before, there, and after."""

    before: str
    marked: str
    after: str


AROUND = 36
"""How many characters of a text are shown on either side of the place."""


def excerpt(text: str, span: Span) -> Excerpt:
    """Cut what is shown of a text that could not be read; an ellipsis says that something was cut off.

    >>> excerpt("4√", Span(2, 2))
    Excerpt(before='4√', marked='', after='')
    """
    start, end = span.start, min(max(span), span.start + AROUND)
    first, last = max(0, start - AROUND), min(len(text), end + AROUND)
    before = ("…" if first else "") + text[first:start]
    after = text[end:last] + ("…" if last < len(text) else "")
    return Excerpt(before, text[start:end], after)
