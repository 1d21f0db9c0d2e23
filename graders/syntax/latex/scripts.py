r"""What is raised or lowered: exponents, degrees, transposes, and the index that is part of a name.

An argument without braces is one sign, as LaTeX sets it: ``x^23`` is x²·3, ``\log_28`` is log₂ 8.  After a
number, where 10²·3 makes no sense, all digits are raised: ``10^23``.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from graders.errors import Span
from graders.phrases import phrase
from graders.syntax.latex.names import Names
from graders.syntax.latex.source import ENDS, Sign
from graders.syntax.names import GREEK, GREEK_SIGNS
from graders.syntax.tokens import LETTER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graders.syntax.tokens import Token

RAISED: Mapping[str, str] = MappingProxyType(
    {
        "\\circ": "°", "\\degree": "°", "\\top": "⊤", "\\intercal": "⊤", "\\mathsf{T}": "⊤", "\\mathrm{T}": "⊤",
        "\\text{T}": "⊤", "\\mathsf T": "⊤", "\\mathrm T": "⊤", "\\intercal ": "⊤", "\\mathbf{T}": "⊤", "\\prime": "'",
        "\\prime\\prime": "''", "\\tran": "⊤",
    }
)  # fmt: skip
"""What is written raised and is no exponent."""

MARKS = frozenset(("*", "+", "-", "\\ast", "\\star", "\\dagger", "\\pm", "\\mp", "\\#", "\\perp"))
"""Raised marks that the language has no word for."""

INDEX = re.compile(r"\\_|\\[A-Za-z]+|\\.|[A-Za-z0-9,+_-]|[^\x00-\x7f]|[{}\s]")

WRITTEN_INDEX = re.compile(rf"[{LETTER}0-9+-][{LETTER}0-9,+-]{{0,40}}|[{LETTER}0-9]+(_[{LETTER}0-9]+)+")
"""An index that can be typed without LaTeX too."""


class Scripts(Names):
    """Reading exponents and indices."""

    def superscript(self) -> None:
        r"""Read ``^..``, with the index that may follow it: ``x^2_1`` is ``x_1^2``."""
        caret = self.take()
        before = len(self.out)
        if self.stands_for_inverse():
            return
        after_number = bool(self.out) and self.out[-1].kind == "number"
        exponent = self.aside(lambda: self.exponent(caret, after_number=after_number))
        if self.sign().text == "_" and before:
            self.subscript()
        self.out += exponent

    def exponent(self, caret: Sign, *, after_number: bool) -> None:
        """Write what is raised: a degree, a transpose, or an exponent in braces."""
        sign = self.sign()
        written = self.argument_text(sign)
        if written in RAISED:
            self.at = self.after_argument(sign)
            if RAISED[written] == "⊤":
                self.add("^", "^", caret.start, caret.end)
            for mark in RAISED[written]:
                self.add(mark, mark, caret.start, self.at)
            return
        if written in MARKS and (sign.text == "{" or sign.text not in "+-" or self.following(sign.end).text in ENDS):
            self.refuse(
                Span(caret.start, sign.end),
                phrase("a raised {written}", written=written),
                "a number or a name as exponent",
            )
        self.add("^", "^", caret.start, caret.end)
        if written == "T" and not self.vocabulary.declares("T"):
            self.at = self.after_argument(sign)
            self.add("variable", "T", sign.start, self.at)
        elif sign.text != "(":
            self.raised(caret, sign, after_number=after_number)

    def raised(self, caret: Sign, sign: Sign, *, after_number: bool) -> None:
        """Write an exponent in braces; ``x^-1`` has its minus too, and ``10^23`` all its digits."""
        self.add("open", "{", sign.start, sign.end)
        mark = len(self.out)
        signed = sign.text in ("-", "+")
        if signed:
            self.other(sign)
        following = self.sign()
        if following.text.isdecimal() and (signed or after_number):
            self.at = following.start
            self.number()
        else:
            self.one(caret)
        if len(self.out) == mark:
            self.refuse(Span(caret.start, self.at), "an empty exponent", "a number or a name in it")
        self.add("close", "}", self.at - 1, self.at)

    def stands_for_inverse(self) -> bool:
        r"""Read ``{A}^{{-}1}``, by which ``show`` tells an inverse from a power."""
        sign = self.sign()
        if not self.plain.startswith("{{-}1}", sign.start) or not self.out or self.out[-1].kind != "close":
            return False
        self.at = sign.start + len("{{-}1}")
        start = matching(self.out, len(self.out) - 1)
        opening = self.out[start]
        self.out.insert(start, opening._replace(kind="function", text="inverse"))
        return True

    def argument_text(self, sign: Sign) -> str:
        """Give the source of the argument at a sign, without its braces and the spaces around."""
        if sign.text == "{":
            return self.plain[sign.start + 1 : self.braces[sign.start]].strip()
        if sign.text in ("\\mathsf", "\\mathrm", "\\text", "\\mathbf"):
            return self.plain[sign.start : self.after_argument(sign)].strip()
        return sign.text

    def after_argument(self, sign: Sign) -> int:
        """Find where the argument at a sign ends; a font has an argument of its own."""
        if sign.text == "{":
            return self.braces[sign.start] + 1
        if sign.text not in ("\\mathsf", "\\mathrm", "\\text", "\\mathbf"):
            return sign.end
        following = self.following(sign.end)
        return self.braces[following.start] + 1 if following.text == "{" else following.end

    def subscript(self) -> None:
        r"""Read ``_..``: the base of a logarithm, the 2 of a Euclidean norm, or a part of the name before it."""
        sign = self.take()
        base = self.out[-1] if self.out else None
        if base is None:
            self.refuse(Span(sign.start, sign.end), "_", "a name before its index")
        if base.kind == "function" and base.text == "log":
            self.base_of_logarithm(sign)
        elif base.kind == "‖" or self.normed == base.end or [token.kind for token in self.out[-2:]] == ["|", "|"]:
            self.index_of_norm(sign)
        else:
            self.index_of_name(sign)

    normed = -1
    """Where the last norm ended."""

    def base_of_logarithm(self, sign: Sign) -> None:
        r"""Read ``\log_2``."""
        self.add("_", "_", sign.start, sign.end)
        self.operand(sign)

    def index_of_norm(self, sign: Sign) -> None:
        r"""Read ``\|v\|_2``, which is the norm."""
        written = self.words(sign)
        if written != "2":
            self.refuse(
                Span(sign.start, self.at),
                phrase("the norm of index {written}", written=written),
                "the Euclidean norm: index 2 or none",
            )

    def index_of_name(self, sign: Sign) -> None:
        """Join an index to the name before it."""
        if self.out[-1].kind == "close" and len(self.out) > 2 and self.out[-3].text == "(":
            self.out[-3:] = self.out[-2:-1]
        base = self.out[-1]
        source = self.plain[base.start : base.end]
        letters = GREEK.get(source, source) if len(source) == 1 else base.text
        is_set = base.kind == "constant" and base.text not in CARRY_AN_INDEX
        if base.kind not in ("variable", "constant") or is_set or "_" in letters:
            self.refuse_index(sign, base)
        start, end = self.stretch(sign)
        name = f"{letters.rstrip(chr(39))}_{self.index(start, end)}{chr(39) * letters.count(chr(39))}"
        kind, known = self.vocabulary.whole(name) or ("variable", name)
        self.out[-1] = base._replace(kind=kind, text=known, end=self.at)

    def refuse_index(self, sign: Sign, base: Token) -> None:
        """Refuse an index where there is no name to carry it."""
        shown = self.plain[base.start : base.end]
        start, _ = self.stretch(sign)
        found = phrase("an index of {shown}", shown=shown) if shown else "an index"
        self.refuse(Span(sign.start, max(start + 1, self.at)), found, "an index of a name, as in x_{1}")

    def index(self, start: int, end: int) -> str:
        """Give the plain text of an index: letters, digits, Greek letters by name, signs of a sum."""
        parts = []
        place = start
        while place < end:
            found = INDEX.match(self.plain, place, end)
            if found is None:
                self.refuse(
                    Span(place, place + 1), phrase("{sign} in an index", sign=self.plain[place]), "letters and digits"
                )
            parts.append(self.part_of_index(found.group(), Span(place, found.end())))
            place = found.end()
        text = "".join(parts)
        if not text:
            self.refuse(Span(start - 1, end + 1), "an empty index", "a letter or a number in it")
        if WRITTEN_INDEX.fullmatch(text) is None:
            written = phrase("{sign} in an index", sign=self.plain[start:end])
            self.refuse(Span(start, end), written, "letters and digits")
        return text

    def part_of_index(self, part: str, span: Span) -> str:
        """Give the plain text of one sign of an index."""
        if part == "\\_":
            return "_"
        name = part[1:]
        if part.startswith("\\"):
            if name in GREEK_SIGNS or name == "pi":
                return name
            if name in INDEX_FONTS:
                return ""
            self.refuse(span, phrase("{sign} in an index", sign=part), "letters and digits")
        return "" if part in "{}" or part.isspace() else part

    def primes(self) -> None:
        """Read primes: part of a name that is declared with them, or where any name is a variable."""
        start = self.at
        end = start
        while self.plain[end : end + 1] == "'":
            end += 1
        base = self.out[-1] if self.out else None
        self.at = end
        if base is not None and base.kind == "variable" and base.end == start:
            name = base.text + self.plain[start:end]
            if self.vocabulary.open or self.vocabulary.declares(name):
                self.out[-1] = base._replace(text=name, end=end)
                return
        for place in range(start, end):
            self.add("'", "'", place, place + 1)

    def operand(self, of: Sign) -> None:
        """Read an argument and write it in round brackets."""
        sign = self.sign()
        self.add("open", "(", sign.start, sign.end)
        mark = len(self.out)
        self.one(of)
        if len(self.out) == mark:
            self.refuse(
                Span(sign.start, self.at), phrase("an empty place in {command}", command=of.text), "something in it"
            )
        self.add("close", ")", self.at - 1, self.at)


CARRY_AN_INDEX = frozenset(("pi", "tau", "e", "i"))
"""Constants whose letters are names with an index."""

INDEX_FONTS = frozenset(
    ("text", "mathrm", "mathit", "mathsf", "mathbf", "textrm", "textit", "operatorname", "rm", "mathtt", ",", ";", " ",
     "!")
)  # fmt: skip
"""Commands that only set the letters of an index."""


def matching(tokens: list[Token], close: int) -> int:
    """Find the opening bracket of a closing one."""
    level = 0
    for at in range(close, -1, -1):
        if tokens[at].kind == "close":
            level += 1
        elif tokens[at].kind == "open":
            level -= 1
            if level == 0:
                return at
    return 0
