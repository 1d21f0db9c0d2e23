"""Where a character of a scalar stands in the source: past quotes, escapes, indentation and folded lines."""

from __future__ import annotations

import re

ESCAPE = re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)", re.DOTALL)
BREAK = re.compile(r"\\\n\s*")


def offset_in_source(text: str, source: str, style: str, character: int) -> int:
    r"""Give the offset in a scalar's source of one character of its text; the end stands for itself.

    >>> source = '"4\\u221a3 + x"'
    >>> source[offset_in_source("4√3 + x", source, '"', 6)]
    'x'
    """
    if text == source:
        return character
    at = _start(source, style)
    for wanted in text[:character]:
        at = _next(source, _found(source, at, style, wanted=wanted), style)
    return min(_found(source, at, style, wanted=text[character : character + 1]), len(source))


def _start(source: str, style: str) -> int:
    """Give where the text begins: after the quote, or after the header of a block."""
    if style in ("'", '"'):
        return 1
    return source.find("\n") + 1 if style in ("|", ">") else 0


def _found(source: str, at: int, style: str, *, wanted: str) -> int:
    """Skip what is not part of the text: breaks that are escaped, and white space before something else."""
    if style == '"' and (found := BREAK.match(source, at)):
        at = found.end()
    if wanted.strip():
        while source[at : at + 1].isspace():
            at += 1
    return at


def _next(source: str, at: int, style: str) -> int:
    """Step over one character of the text."""
    if style == '"' and (found := ESCAPE.match(source, at)):
        return found.end()
    return at + (2 if style == "'" and source.startswith("''", at) else 1)
