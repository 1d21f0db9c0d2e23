"""Unicode and keyboard habits made plain, one character for one, so that positions stay true."""

from __future__ import annotations

import unicodedata
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_SAME = (
    ("-", "−–—‐‑‒―﹣－⁃➖"),
    ("+", "＋﹢➕"),
    ("*", "×⋅·∙•∗✕✖⨯∘●＊⁎"),
    ("/", "÷⁄∕／➗"),
    ("(", "（❨﹙"),
    (")", "）❩﹚"),
    ("[", "［【"),
    ("]", "］】"),
    ("{", "｛"),
    ("}", "｝"),
    ("=", "＝﹦"),
    ("<", "＜"),
    (">", "＞"),
    (",", "，、"),
    (";", "；"),
    (".", "．。"),
    ("|", "｜∣❘"),
    ("‖", "∥"),
    ("^", "＾ˆ"),
    ("%", "％"),
    ("!", "！"),
    (":", "：∶"),
    ("_", "＿"),
    ("⟨", "〈〈❬"),
    ("⟩", "〉〉❭"),
    ("°", "º˚"),
    ("'", "′’‘ʹ"),
    ('"', "“”„″"),
    ("√", "✓"),
    ("≤", "⩽≦"),
    ("≥", "⩾≧"),
    ("≈", "≃≅∼"),
    ("∪", "⋃"),
    ("∩", "⋂"),
    ("∅", "⌀Ø"),
    ("→", "⟶⇒"),
    ("μ", "µ"),
    ("Ω", "Ω"),
    (
        " ",
        (
            "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\u200b\u200c\u200d"
            "\u2060\u2061\u2062\u2063\u2064\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\t\n\r\v\f"
        ),
    ),
)  # fmt: skip

PLAIN: Mapping[int, str] = MappingProxyType({ord(other): plain for plain, others in _SAME for other in others})
"""Characters that mean the same as a plainer one, by code point."""


def plain(text: str) -> str:
    """Give the text with each character in its plainest spelling; the length does not change.

    Full-width and mathematical letters and digits become ordinary ones.

    >>> plain("４−𝑥")
    '4-x'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_plain_letter, text.translate(PLAIN)))


def _plain_letter(character: str) -> str:
    if character < "\uff00" and character not in "ℎℊℒℓℬℰℱℋℐℳℛ":
        return character
    folded = unicodedata.normalize("NFKC", character)
    return folded if len(folded) == 1 else character
