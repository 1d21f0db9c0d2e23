"""Choice: one or several of the choices that the question offers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graders.checks.check import Accepted, Check
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

BETWEEN = re.compile(r"[,;/&\n]|\band\b", re.IGNORECASE)
"""What stands between choices."""

BRACKETS = re.compile(r"^[(\[]?\s*(.*?)\s*[)\].:]*$", re.DOTALL)
"""What is written around a choice: ``(b)``, ``b)``, ``b.``."""


def _choice(key: Node, response: Node, asked: Asked) -> Verdict:
    """Accept just the choices of the key, in any order: ``b``, ``(B)``, ``a, c``.

    ``choices`` says which there are, with commas between them; a response that names another one cannot be
    read and costs no attempt.  Where several are right, all are asked.  Always decided.
    """
    typed = response.value if isinstance(response, Text) else ""
    chosen, wanted = chosen_in(typed), {choice for words in wordings(key) for choice in chosen_in(words)}
    offered = asked.words("choices")
    strange = sorted(chosen - chosen_in(offered)) if offered is not None else []
    if strange:
        return unreadable(
            ResponseError(
                typed,
                response.span,
                phrase("no choice named {name}", name=strange[0]),
                phrase("one of {offered}", offered=offered or ""),
            )
        )
    if chosen == wanted:
        return correct(response, Equal("the choices as written"), message("accepted.choice"))
    advice = (message("choice.count"),) if len(chosen) != len(wanted) and chosen & wanted else ()
    return incorrect(response, Different("the choices as written"), *advice)


CHOICE = Check(
    _choice, (Accepted("choices", "words", "the choices, with commas between them"),), labels=False, words=True
)


def chosen_in(text: str) -> frozenset[str]:
    """Give the choices that a text names."""
    parts = (BRACKETS.sub(r"\1", part.strip()) for part in BETWEEN.split(text))
    return frozenset(words for part in parts if (words := plain_words(part)))
