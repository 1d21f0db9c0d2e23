r"""Signs that LaTeX would not print as they are: its own, and those beyond Latin that its usual fonts lack.

``pdflatex`` stops at a character that it was not told of, and a student may type any.  So signs of mathematics are
written as commands, Latin letters stay, and every other sign is written with its number beside it: engines that
read Unicode print the sign, the others the number.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from graders.syntax.names import GREEK_SIGNS

if TYPE_CHECKING:
    from collections.abc import Mapping

OWN: Mapping[str, str] = MappingProxyType(
    {
        "\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}",
        "`": "\\textasciigrave{}", '"': "\\textquotedbl{}",
        **{sign: f"\\{sign}" for sign in "{}$&#%_"},
    }
)  # fmt: skip
"""Signs that mean something to LaTeX."""

LIGATURES = re.compile("(?<=-)(?=-)|(?<=,)(?=,)|(?<=<)(?=<)|(?<=>)(?=>)|(?<=')(?=')")
"""Between which signs LaTeX would make one of two: a dash of ``--``, a quotation mark of ``<<``."""

MATHEMATICS: Mapping[str, str] = MappingProxyType(
    {
        "√": "\\surd", "∛": "\\sqrt[3]{\\ }", "∜": "\\sqrt[4]{\\ }", "−": "-", "×": "\\times", "·": "\\cdot",
        "⋅": "\\cdot", "∙": "\\cdot", "÷": "\\div", "±": "\\pm", "∓": "\\mp", "≤": "\\leq", "≥": "\\geq", "≠": "\\neq",
        "≈": "\\approx", "≡": "\\equiv", "∈": "\\in", "∉": "\\notin", "⊂": "\\subset", "⊆": "\\subseteq",
        "∪": "\\cup", "∩": "\\cap", "∅": "\\emptyset", "∧": "\\wedge", "∨": "\\vee", "¬": "\\neg", "⇒": "\\Rightarrow",
        "⇔": "\\Leftrightarrow", "→": "\\to", "↦": "\\mapsto", "∞": "\\infty", "∑": "\\sum", "∏": "\\prod",
        "∫": "\\int", "∂": "\\partial", "∇": "\\nabla", "⟨": "\\langle", "⟩": "\\rangle", "‖": "\\|", "°": "^{\\circ}",
        "⊤": "\\top", "⊥": "\\bot", "…": "\\ldots", "′": "'", "″": "''", "□": "\\square", "⏎": "\\hookleftarrow",
        **dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ", (f"^{{{sign}}}" for sign in "0123456789+-n"), strict=True)),
        **dict(zip("₀₁₂₃₄₅₆₇₈₉", (f"_{{{sign}}}" for sign in "0123456789"), strict=True)),
        **{sign: f"\\{name}" for name, sign in GREEK_SIGNS.items() if name != "omicron"},
        "½": "\\frac12", "⅓": "\\frac13", "⅔": "\\frac23", "¼": "\\frac14", "¾": "\\frac34", "⅕": "\\frac15",
        "⅖": "\\frac25", "⅗": "\\frac35", "⅘": "\\frac45", "⅙": "\\frac16", "⅚": "\\frac56", "⅛": "\\frac18",
        "⅜": "\\frac38", "⅝": "\\frac58", "⅞": "\\frac78",
    }
)  # fmt: skip
"""Signs of mathematics, and what LaTeX calls them."""

LETTERS = frozenset("–—„“”‚‘’«»§")
"""Signs of text that every LaTeX knows as they are."""

LATIN = range(0xC0, 0x180)
"""Latin letters with accents."""

NOT_LETTERS = frozenset("×÷ŉſ")


def for_latex(text: str) -> str:
    r"""Write any printable text so that every LaTeX prints it and nothing of it is a command.

    >>> print(for_latex("4√3 & {x}"))
    4\ensuremath{\surd}3 \& \{x\}
    """
    return "{}".join("".join(map(_sign, piece)) for piece in LIGATURES.split(text))


def _sign(sign: str) -> str:
    if sign in OWN:
        return OWN[sign]
    if sign in MATHEMATICS:
        return f"\\ensuremath{{{MATHEMATICS[sign]}}}"
    known = sign.isascii() or sign in LETTERS or (ord(sign) in LATIN and sign not in NOT_LETTERS)
    return sign if known else f"\\unicodesign{{{sign}}}{{{ord(sign):04X}}}"
