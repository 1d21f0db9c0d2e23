"""Words around an answer: ``about 3``, ``5 cm``, ``the answer is 5``, ``$5``; they are no part of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graders.errors import ResponseError, Span
from graders.phrases import phrase
from graders.syntax import limits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graders.syntax.vocabulary import Vocabulary

_WORD = r"[^\W\d_]{2,}"
_BEFORE = re.compile(rf"\s*(?:[$€£](?=\s*[\d.])|(?:{_WORD}[\s:,]+)+|{_WORD}:)")
_BEHIND = re.compile(rf"(?<=[\d)\]}}½%°])\s*(?:[€$£]|{_WORD})")
_REST = re.compile(r"[^()\[\]{}=<>,;]*")

_MULTIPLIED = re.compile(r"[^\W\d_](?<![mckd]m)\d")
"""A letter and a digit behind it that are no square or cubic metres."""

LONGEST = 60
"""Characters that words around an answer may have."""


MEANINGFUL = frozenset(
    (
        "minus", "plus", "negative", "positive", "times", "over", "divided", "by", "squared", "cubed", "root", "square",
        "cube", "half", "third", "quarter", "hundred", "thousand", "million", "billion", "dozen", "to", "through",
        "and", "or", "not", "no", "less", "more", "than", "least", "most", "greater", "between", "point", "without",
        "except", "percent", "per",
    )
)  # fmt: skip
"""Words that change what is said: nobody leaves them out for a student."""


def without_words(error: ResponseError, vocabulary: Vocabulary) -> Iterator[ResponseError]:
    """Give what to say about a text that could not be read, if words before or behind it are to blame.

    Each error offers what is left as its repair; whether that can be read is for others to find out.
    """
    text = error.text
    if len(text) > limits.REPAIR:
        return
    before = _BEFORE.match(text)
    if before is not None and error.span.start < before.end() <= LONGEST and _says_nothing(before.group(), vocabulary):
        yield _refused(text, Span(before.end() - len(before.group().lstrip()), before.end()), text[before.end() :])
    for behind in (list(_BEHIND.finditer(text))[-1:]) if text else ():
        rest = _REST.fullmatch(text, behind.end())
        words = text[behind.start() :]
        if (
            rest is not None
            and len(words) <= LONGEST
            and error.span.end > behind.start()
            and _says_nothing(words, vocabulary)
            and _MULTIPLIED.search(words) is None
        ):
            start = behind.end() - len(behind.group().lstrip())
            yield _refused(text, Span(start, len(text.rstrip())), text[: behind.start()])


def _says_nothing(words: str, vocabulary: Vocabulary) -> bool:
    """Tell whether no word is a name or changes what is said."""
    found = [word.lower() for word in re.findall(_WORD, words)]
    return not any(word in MEANINGFUL or vocabulary.whole(word) for word in found)


def _refused(text: str, span: Span, answer: str) -> ResponseError:
    words = text[span.start : span.end].strip(" :,")
    found = phrase("{words} beside the answer", words=words)
    return ResponseError(text, span, found, "the answer alone, without words or a unit", answer.strip())
