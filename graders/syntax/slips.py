"""Slips and habits that cannot be read, and what to offer instead: ``x > = 2``, ``5 choose 2``, ``4 times root of 3``.

Each is a pattern in the text and what it is replaced by.  Whether what comes of it can be read is for others to find
out; it is offered and never read in the student's place.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_OPERAND = r"(?:\w+|\([^()]*\)|\[[^\[\]]*\]|<[^<>]*>)"
_NUMBER = r"[-+−]?[\d./√½]+"
_REMARK = r"\s*\(\s*(?:[≈~≃≅=]|approx\w*|about|ca\b|rounded|exact\w*|gerundet|exakt)[^()]*\)\s*$"
_ROW = rf"(?<![\w.)\]]){_NUMBER}(?:\s+{_NUMBER}){{2,}}(?!\s*[\w(])"

_REALS = r"(?:ℝ|(?<![\w)])R(?!\w*\())"
_POSITIVE = r"\s*(?:\^?\{?\+\}?|⁺)(?=\s*(?:$|[,;\\∖}]))"

SLIPS = (
    ("||", re.compile(r"\s*\|\|\s*"), " or "),
    ("=", re.compile(r"([<>])\s+="), r"\1="),
    ("10", re.compile(r"(\d)\s*x\s*(?=10\s*[\^⁰¹²³⁴⁵⁶⁷⁸⁹⁻])"), r"\1*"),
    (" ", re.compile(r"(\d)\s+[eE]\s*(?=[+-]?\d)"), r"\1e"),
    (".", re.compile(r"(?<=[\w)\]])\s*\.\s*(?=[^\W\d_]|\(|√)|(?<=[^\W\d_])\s*\.\s*(?=\d)|(?<=\d)\s+\.\s+(?=\d)"), "*"),
    (".", re.compile(r"(?<![\d.,])(\d{1,3}(?:\.\d{3}){2,})(?![\d.,])"), lambda found: found[1].replace(".", "")),
    ("choose", re.compile(rf"({_OPERAND})\s*\bchoose\b\s*({_OPERAND})"), r"binomial(\1, \2)"),
    ("nPr", re.compile(r"\bnPr\(\s*(\w+)\s*,\s*(\w+)\s*\)"), r"\1!/(\1-\2)!"),
    ("P", re.compile(r"(?<![\w.])(\d+)P(\d+)"), r"\1!/(\1-\2)!"),
    ("C", re.compile(r"(?:\{\})?[_^]\{?(\w+)\}?\s*C_\{?(\w+)\}?"), r"binomial(\1, \2)"),
    ("", re.compile(rf"{_REALS}(?:_?0|₀){_POSITIVE}"), "[0, oo)"),
    ("", re.compile(rf"{_REALS}{_POSITIVE}"), "(0, oo)"),
    ("o", re.compile(rf"({_OPERAND})\s+(dot|cross)\s+({_OPERAND})"), r"\2(\1, \3)"),
    ("o", re.compile(rf"\b(dot|cross)\s+({_OPERAND})\s+({_OPERAND})"), r"\1(\2, \3)"),
    ("(", re.compile(_REMARK, re.IGNORECASE), ""),
    (" ", re.compile(_ROW), lambda row: ", ".join(row[0].split())),
)  # fmt: skip
"""What stands in the text, the pattern, and what stands there instead."""

SPOKEN = (
    (r"(?:the )?square root of", "√"), (r"(?:the )?(?:cube|cubic) root of", "∛"), (r"(?:the )?root of", "√"),
    (r"(?:raised )?to the power(?: of)?", "^"), (r"squared", "²"), (r"cubed", "³"), (r"divided by", "/"),
    (r"over", "/"), (r"times", "*"), (r"multiplied by", "*"), (r"plus or minus", "±"), (r"plus", "+"),
    (r"(?:minus|negative)", "-"),
    (r"(?:is )?equal(?:s| to)?", "="), (r"(?:is )?less than", "<"), (r"(?:is )?(?:greater|more) than", ">"),
    (r"one half", "½"),
)  # fmt: skip
"""Words for signs, the longer ones first."""

_SPOKEN = re.compile("|".join(rf"(?P<w{at}>\s*\b{words}\b\s*)" for at, (words, _) in enumerate(SPOKEN)), re.IGNORECASE)

_WORD = re.compile(r"[A-Za-z]{4}|[Oo]ne")


def meant(text: str) -> Iterator[str]:
    """Yield what a text may have been meant to be."""
    for sign, pattern, instead in SLIPS:
        changed = pattern.sub(instead, text) if sign in text else text
        if changed != text:
            yield changed
    if _WORD.search(text):
        written = _SPOKEN.sub(_sign, text)
        if written != text:
            yield written


def _sign(found: re.Match[str]) -> str:
    return SPOKEN[int((found.lastgroup or "w0")[1:])][1]
