"""Answers in words: how they are read, and which differences between two do not count."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING
from unicodedata import normalize

from graders.errors import ResponseError, Span, UndefinedError
from graders.phrases import phrase
from graders.syntax.show import to_text
from graders.syntax.spelling import showable
from graders.syntax.tree import Constant, Listing, SetOf, Text, Variable
from graders.value.exact import reduced

if TYPE_CHECKING:
    from graders.syntax.tree import Node

LENGTH = 2_000
"""Characters of an answer in words."""

AROUND = re.compile(r"^[\s\"'“”„‘’«».,;:!?]+|[\s\"'“”„‘’«».,;:!?]+$")
"""Quotation marks and full stops before and after words."""


def read_words(response: str) -> Text:
    """Take a response as words; raises ``ResponseError`` where there are none, or very many."""
    whole = Span(0, len(response))
    if not AROUND.sub("", response):
        raise ResponseError(response, whole, "nothing", "an answer in words")
    if len(response) > LENGTH:
        raise ResponseError(
            response, whole, phrase("a text of {count} characters", count=len(response)), "a shorter answer"
        )
    return Text(showable(response), whole)


def wordings(key: Node) -> tuple[str, ...]:
    """Give the words of a key; the items of a set or a bare list are words each, and a key may choose among words.

    A key without a value is taken as it is written.
    """
    with suppress(UndefinedError):
        key = reduced(key)
    if isinstance(key, SetOf) or (isinstance(key, Listing) and not key.opening):
        return tuple(wording for item in key.items for wording in wordings(item))
    match key:
        case Text(value=words) | Variable(name=words) | Constant(name=words):
            return (words,)
        case _:
            return (to_text(key),)


def plain_words(words: str, *, exact_case: bool = False) -> str:
    """Leave out what does not count: white space, marks around, how letters are encoded, and their case."""
    spaced = " ".join(AROUND.sub("", normalize("NFKC", words)).split())
    return spaced if exact_case else spaced.casefold()
