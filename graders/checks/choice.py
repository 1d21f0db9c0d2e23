"""Choice: one or several of the choices that the question offers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graders.checks.check import Accepted, Check
from graders.checks.offers import meant, offers
from graders.checks.wording import plain_words, wordings
from graders.equivalence import Different, Equal
from graders.errors import ResponseError
from graders.phrases import phrase
from graders.syntax.tree import Text
from graders.verdict import correct, incorrect, message, unreadable

if TYPE_CHECKING:
    from graders.checks.check import Asked
    from graders.syntax.tree import Node
    from graders.verdict import Verdict

BETWEEN = re.compile(r"[,;/&\n]|\b(?:and|und)\b", re.IGNORECASE)
"""What stands between choices."""

BRACKETS = re.compile(r"^[(\[]?\s*(.*?)\s*[)\].:]*$", re.DOTALL)
"""What is written around a choice: ``(b)``, ``b)``, ``b.``."""

MOST_PARTS = 40
"""A response of more different parts is no list of choices in words."""


def _choice(key: Node, response: Node, asked: Asked) -> Verdict:
    """Accept just the choices of the key, in any order: ``b``, ``(B)``, ``a, c``.

    ``choices`` says which there are, with commas between them or each with its words, ``(a) rises (b) falls``; a
    response that says none of them cannot be read and costs no attempt, nor does one that may mean two.  Where
    several are right, all are asked.  Always decided.
    """
    typed = response.value if isinstance(response, Text) else ""
    offered = asked.words("choices")
    names = () if offered is None else offered_in(offered)
    chosen, wanted = _chosen(typed, offered), {choice for words in wordings(key) for choice in chosen_in(words)}
    strange = sorted(chosen.difference(names)) if names else []
    if strange:
        return unreadable(
            ResponseError(
                typed,
                response.span,
                phrase("no choice named {name}", name=strange[0]),
                phrase("one of {offered}", offered=", ".join(names)),
            )
        )
    if chosen != chosen_in(typed):
        response = Text(", ".join(sorted(chosen)), response.span)
    if chosen == wanted:
        return correct(response, Equal("the choices as written"), message("accepted.choice"))
    advice = (message("choice.count"),) if len(chosen) != len(wanted) and chosen & wanted else ()
    return incorrect(response, Different("the choices as written"), *advice)


CHOICE = Check(
    _choice,
    (Accepted("choices", "words", "the choices, with commas between them, or each with its words"),),
    labels=False,
    words=True,
)


def offered_in(offered: str) -> tuple[str, ...]:
    """Give what is offered, in order: ``a, b, c``, or letters with their words."""
    parts = (BRACKETS.sub(r"\1", part.strip()) for part in BETWEEN.split(offered))
    return tuple(offers(offered)) or tuple(dict.fromkeys(words for part in parts if (words := plain_words(part))))


def _chosen(typed: str, offered: str | None) -> frozenset[str]:
    """Give the choices that a response names, by their letters or in words."""
    named = chosen_in(typed)
    worded = {} if offered is None else offers(offered)
    if not worded or named <= worded.keys():
        return named
    parts = (typed,) if meant(typed, worded) else tuple(dict.fromkeys(BETWEEN.split(typed)))
    if len(parts) > MOST_PARTS:
        return named
    found = [meant(part, worded) or next(iter(chosen_in(part)), "") for part in parts]
    return frozenset(found) - {""}


def chosen_in(text: str) -> frozenset[str]:
    """Give the choices that a text names."""
    parts = (BRACKETS.sub(r"\1", part.strip()) for part in BETWEEN.split(text))
    return frozenset(words for part in parts if (words := plain_words(part)))
