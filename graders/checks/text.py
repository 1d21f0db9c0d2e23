"""Text: the same words."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from graders.checks.check import Accepted, Check
from graders.checks.wording import plain_words, wordings
from graders.equivalence import Different, Equal
from graders.syntax.tree import Text
from graders.verdict import correct, incorrect, message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graders.checks.check import Asked
    from graders.syntax.tree import Node
    from graders.verdict import Message, Verdict

NEARLY = 0.8
"""The share of letters in common from which two texts are alike but for their spelling."""


def _text(key: Node, response: Node, asked: Asked) -> Verdict:
    """Accept the words of the key, or one of several wordings that the key gives as a set.

    White space, quotation marks and full stops around, the encoding of letters and, unless ``case`` is true,
    upper and lower case do not count.  Always decided: words are compared, not what they mean.
    """
    exact_case = asked.flag("case")
    said = plain_words(response.value if isinstance(response, Text) else "", exact_case=exact_case)
    wanted = [plain_words(words, exact_case=exact_case) for words in wordings(key)]
    if said in wanted:
        return correct(response, Equal("the words as written"), message("accepted.words"))
    return incorrect(response, Different("the words as written"), *_near(said, wanted))


TEXT = Check(_text, (Accepted("case", "flag", "whether upper and lower case count"),), labels=False, words=True)


def _near(said: str, wanted: list[str]) -> Iterator[Message]:
    """Say where words are right but for their case or their spelling."""
    if said.casefold() in map(str.casefold, wanted):
        yield message("text.case")
    elif any(SequenceMatcher(None, said.casefold(), words.casefold()).ratio() >= NEARLY for words in wanted):
        yield message("text.spelling")
