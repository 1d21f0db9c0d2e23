r"""Where the formula stands in a text: in ``$..$``, ``\(..\)``, ``\[..\]``, or in the last ``\boxed{..}``.

An answer may come with words around it.  A boxed formula is the answer, the last one if there are several,
with those that are joined to it by a comma, "and" or "or".  One formula between dollar signs is the answer,
whatever stands around it; several are one answer only when nothing but such joints stands between them.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from graders.errors import ResponseError, Span
from graders.phrases import phrase

BOXED = re.compile(r"\\(?:boxed|fbox)\s*(?=[{0-9A-Za-z])")
MATHS = re.compile(r"\$\$(.+?)\$\$|(?<!\\)\$(.+?)(?<!\\)\$|\\\((.+?)\\\)|\\\[(.+?)\\\]", re.DOTALL)
JOINT = re.compile(r"(?:\s|\\[,;:! ]|\\q?quad(?![a-z])|[$,;.~]|\\[\[\]()]|\\text\s*\{|\}|and|or|und|oder)*")
ALTERNATIVE = re.compile(r"\b(?:or|oder)\b")
PROSE = re.compile(r"[^\\^_{}0-9=<>+*/|]*")
COMMAND = re.compile(r"\\(?:[A-Za-z]{2}|[,;:!%$#&|_]|(?<![\w)\]}].)[RNZQC](?![A-Za-z]))")
DELIMITED = re.compile(r"\\\(.*\\\)|\\\[.*\\\]|\\\{.*\\\}", re.DOTALL)
DOLLARS = re.compile(r"\$[^$]+\$")


class Piece(NamedTuple):
    """A formula in a text, and the operator that joins it to the one before: a comma, "and" or "or"."""

    start: int
    end: int
    joint: str


def is_latex(text: str) -> bool:
    r"""Tell whether a text is LaTeX rather than plain notation.

    A command is a sign of it, and so are dollars around something; ``^{2}`` and ``_{1}`` are plain too, and
    so is a backslash as the difference of sets.

    >>> [is_latex(text) for text in (r"\frac12", "$x^2$", "x^{2}", r"A \ B", r"ℝ\{0}", "5 $")]
    [True, True, False, False, False, False]
    """
    if "\\" in text:
        return COMMAND.search(text) is not None or DELIMITED.search(text) is not None
    return "$" in text and DOLLARS.search(text) is not None


def pieces(text: str, braces: dict[int, int]) -> list[Piece]:
    """Find the formulas that are the answer; the whole text where none is set apart."""
    boxes = [_box(match, braces) for match in BOXED.finditer(text)]
    if boxes:
        return _joined_to_last(text, boxes)
    found = [match.span(match.lastindex or 0) for match in MATHS.finditer(text)]
    outside = MATHS.sub(" ", text)
    if not found or PROSE.fullmatch(outside) is None:
        return [Piece(0, len(text), "")]
    if JOINT.fullmatch(outside) is not None:
        return [Piece(*span, _joint(text, found, number)) for number, span in enumerate(found)]
    if len(found) > 1:
        raise ResponseError(
            text,
            Span(found[0][0], found[-1][1]),
            phrase("{count} formulas among words", count=len(found)),
            "one of them in \\boxed{}",
        )
    return [Piece(*found[0], "")]


def _box(match: re.Match[str], braces: dict[int, int]) -> tuple[int, int]:
    start = match.end()
    return (start + 1, braces[start]) if start in braces else (start, start + 1)


def _joined_to_last(text: str, boxes: list[tuple[int, int]]) -> list[Piece]:
    first = len(boxes) - 1
    while first and _between(text, boxes, first) is not None:
        first -= 1
    kept = boxes[first:]
    return [Piece(*span, _joint(text, kept, number)) for number, span in enumerate(kept)]


def _between(text: str, spans: list[tuple[int, int]], number: int) -> re.Match[str] | None:
    between = text[spans[number - 1][1] : spans[number][0]]
    return JOINT.fullmatch(BOXED.sub("", between + "{").rstrip("{"))


def _joint(text: str, spans: list[tuple[int, int]], number: int) -> str:
    if not number:
        return ""
    between = text[spans[number - 1][1] : spans[number][0]]
    return "or" if ALTERNATIVE.search(between) is not None else ","
