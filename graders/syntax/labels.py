"""Labels before an answer: ``distance =``, ``f(x) =``, ``f'(x) =``, ``y' =``, ``dy/dx =``, ``d/dx f(x) =``.

A limit before an equals sign is a label too, from one side or in plain letters: ``lim x->0+ 1/x =``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graders.syntax import limits

if TYPE_CHECKING:
    from graders.errors import Span

_BEFORE = r"(?P<before>(?:\s|\$|\\[\[(]|\\boxed\s*\{)*)"
_NAME = r"[^\W\d_]\w*(?:['′’]|\^\{?\\prime\}?)*\s*(?:\([^()=<>]*\)\s*)?"
_OF = r"(?:[^\W\d_]\s*(?:\([^\W\d_]\)\s*)?)?"
_DERIVATIVE = rf"d[²2^]{{0,2}}\s*{_OF}/\s*d\s*[^\W\d_][²2^]{{0,2}}\s*{_OF}"
_LIMIT = r"\\?lim(?:it)?(?![^\W\d_])[^=]*"
_EQUALS = r"=(?![=>])"
_LABEL = re.compile(rf"{_BEFORE}(?:(?:{_NAME}|{_DERIVATIVE}){_EQUALS}|(?:{_LIMIT}(?<![<>!]){_EQUALS}\s*)+)")


def without_label(text: str, span: Span) -> str:
    """Blank out a label that what cannot be read is part of; nothing where there is none.

    What is blank keeps its length, so that places stay true.
    """
    label = _LABEL.match(text, 0, limits.LENGTH)
    if label is None or span.start >= label.end():
        return ""
    start = label.end("before")
    return text[:start] + " " * (label.end() - start) + text[label.end() :]
