"""Unicode and keyboard habits made plain, one character for one, so that positions stay true."""

from __future__ import annotations

import re
import unicodedata
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_SAME = (
    ("-", "−–—‐‑‒―﹣－⁃➖"),
    ("+", "＋﹢➕"),
    ("*", "∗＊⁎"),
    ("·", "⋅∙•∘●\u0387"),
    ("×", "✕✖⨯"),
    ("/", "⁄∕／"),
    ("÷", "➗"),
    ("\\", "∖⧵＼"),
    ("(", "（❨﹙"),
    (")", "）❩﹚"),
    ("[", "［【"),
    ("]", "］】"),
    ("{", "｛"),
    ("}", "｝"),
    ("=", "＝﹦≔"),
    ("<", "＜"),
    (">", "＞"),
    (",", "，、"),
    (";", "；\u037e"),
    (".", "．。"),
    ("|", "｜∣❘│"),
    ("‖", "∥║"),
    ("^", "＾ˆ"),
    ("%", "％"),
    ("!", "！"),
    ("&", "＆"),
    (":", "：∶"),
    ("_", "＿"),
    ("~", "～"),
    ("⟨", "〈〈❬"),
    ("⟩", "〉〉❭"),
    ("°", "º˚"),
    ("'", "′’‘ʹ"),
    ('"', "“”„″＂"),
    ("√", "✓"),
    ("≤", "⩽≦"),
    ("≥", "⩾≧"),
    ("≈", "≃≅∼"),
    ("∪", "⋃"),
    ("∩", "⋂"),
    ("∅", "⌀Ø"),
    ("→", "⟶"),
    ("⇒", "⟹"),
    ("⇔", "⟺↔⟷"),
    ("Δ", "∆"),
    ("μ", "µ"),
    ("Ω", "Ω"),
    (
        " ",
        (
            "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\u200b\u200c\u200d"
            "\u2060\u2061\u2062\u2063\u2064\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\t\n\r\v\f"
            "\u20d0\u20d1\u20d6\u20d7\ufe0e\ufe0f"
        ),
    ),
)  # fmt: skip

PLAIN: Mapping[str, str] = MappingProxyType({other: plain for plain, others in _SAME for other in others})
"""Characters that mean the same as a plainer one; arrows above vectors are spaces."""

_OTHER = re.compile(f"[{re.escape(''.join(PLAIN))}\u2102-\u2149\uff00-\uffef\U0001d400-\U0001d7ff]|(?![0-9])\\d")
"""Characters that may have a plainer spelling: those above, letters in another style, digits of another script."""

_OF_THEIR_OWN = "ℂℕℚℝℤℯⅈ"
"""Styled letters that are names of their own."""


UNSHOWN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Characters that terminals and pages would heed, or that cannot be written at all."""


def showable(text: str) -> str:
    r"""Put ``�`` for what words cannot be shown with.

    >>> showable("5 \x1b]0;owned\x07 m")
    '5 �]0;owned� m'
    """
    return UNSHOWN.sub("\N{REPLACEMENT CHARACTER}", text)


def plain(text: str) -> str:
    """Give the text with each character in its plainest spelling; the length does not change.

    Full-width and mathematical letters, and the digits of every script, become ordinary ones.

    >>> plain("４−𝑥")
    '4-x'
    """
    if text.isascii() and text.isprintable():
        return text
    return _OTHER.sub(_plain_character, text)


def _plain_character(match: re.Match[str]) -> str:
    character = match.group()
    if character in PLAIN:
        return PLAIN[character]
    if character in _OF_THEIR_OWN:
        return character
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    folded = unicodedata.normalize("NFKC", character)
    return PLAIN.get(folded, folded) if len(folded) == 1 else character
