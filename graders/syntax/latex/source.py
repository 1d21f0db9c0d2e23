r"""The state of one reading of LaTeX: how far it is read, the tokens so far, and how a text is refused.

A *sign* is a character or a command; what only spaces is passed over.  Braces come in pairs, found before
anything is read, so that a group is a stretch of the text with a known end.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from graders.errors import ResponseError, Span
from graders.phrases import phrase
from graders.syntax import limits
from graders.syntax.brackets import pair
from graders.syntax.latex.commands import SPACING
from graders.syntax.tokens import Token

if TYPE_CHECKING:
    from collections.abc import Callable

    from graders.syntax.vocabulary import Vocabulary

COMMAND = re.compile(r"\\(?:[A-Za-z]+|.)?", re.DOTALL)

ENDS = frozenset(
    (
        "", "&", "\\\\", "\\cr", "\\right", "\\mright", "\\end", "\\}", "\\rbrace", "\\rangle", "\\rvert", "\\rVert",
        "\\rfloor", "\\rceil", "\\lrcorner", "\\urcorner", "}",
    )
)  # fmt: skip
"""Signs that end what stands before them: closing fences, cells and rows, and the end of a stretch."""


class Sign(NamedTuple):
    """A character or a command with its backslash; nothing at the end of the stretch that is read."""

    text: str
    start: int
    end: int


class Source(ABC):
    """What every part of the reader stands on."""

    def __init__(self, text: str, plain: str, vocabulary: Vocabulary) -> None:
        """Start at the beginning of a text; ``plain`` is it with each character in its plainest spelling."""
        self.text = text
        self.plain = plain
        self.vocabulary = vocabulary
        self.at = 0
        self.stop = len(plain)
        self.braces = paired_braces(text, plain)
        self.out: list[Token] = []
        self.written = 0
        self.depth = 0
        self.first = 0
        self.loose = 0
        self.open_bars = 0
        self.awaited: list[list[Token]] = []

    @abstractmethod
    def item(self) -> None:
        """Read one operand, operator or bracket, with what belongs to it."""

    @abstractmethod
    def function(self, name: str, sign: Sign) -> None:
        """Read a function with its index, its exponent and what it is taken of."""

    # signs

    def sign(self) -> Sign:
        """Look at the next sign."""
        place = self.at
        while place < self.stop:
            character = self.plain[place]
            if character == "\\":
                command = COMMAND.match(self.plain, place, self.stop)
                name = command.group() if command is not None else character
                if name not in SPACING:
                    return Sign(name, place, place + len(name))
                place += len(name)
            elif character in " ~$":
                place += 1
            else:
                return Sign(character, place, place + 1)
        return Sign("", self.stop, self.stop)

    def take(self) -> Sign:
        """Step over the next sign."""
        sign = self.sign()
        self.at = sign.end
        return sign

    def following(self, place: int) -> Sign:
        """Look at the sign at or after a place."""
        at, self.at = self.at, place
        sign = self.sign()
        self.at = at
        return sign

    def stretch(self, of: Sign, expected: str = "") -> tuple[int, int]:
        """Step over an argument: give where its inside begins and ends."""
        sign = self.sign()
        if sign.text == "{":
            close = self.braces[sign.start]
            self.at = close + 1
            return sign.start + 1, close
        if sign.text in ENDS:
            self.refuse_missing(of, sign, expected)
        self.at = sign.end
        return sign.start, sign.end

    def words(self, of: Sign) -> str:
        """Step over an argument that is no mathematics; give its text."""
        start, end = self.stretch(of)
        return self.plain[start:end].strip()

    # tokens

    def add(self, kind: str, text: str, start: int, end: int) -> None:
        """Write a token."""
        self.written += 1
        if self.written > limits.TOKENS:
            self.refuse(Span(0, len(self.text)), "a text of very many signs", "a shorter answer")
        self.out.append(Token(kind, text, start, end, spaced=False))

    def aside(self, read: Callable[[], None]) -> list[Token]:
        """Read without writing; give the tokens."""
        kept, self.out = self.out, []
        read()
        made, self.out = self.out, kept
        return made

    def inside(self, start: int, end: int) -> None:
        """Read a stretch of the text as a formula of its own, and nothing of it remains."""
        at, stop = self.at, self.stop
        self.at, self.stop = start, end
        self.formula()
        rest = self.sign()
        if rest.text:
            self.refuse_stray(rest)
        self.at, self.stop = at, stop

    def formula(self) -> None:
        """Read up to a sign that ends it."""
        first, bars, loose = self.first, self.open_bars, self.loose
        self.first, self.open_bars = len(self.out), 0
        while self.sign().text not in ENDS:
            self.item()
        if self.loose != loose:
            self.settle(self.first)
        self.first, self.open_bars = first, bars

    def settle(self, start: int) -> None:
        """Match the brackets that were typed since, so that none reaches out of the group that it stands in."""
        end = self.sign().start
        try:
            turned, _ = pair(self.text, [*self.out[start:], Token("end", "", end, end, spaced=False)])
        except ResponseError as error:
            raise self.closed_here(error, end) from None
        self.out[start:] = turned[:-1]

    def closed_here(self, error: ResponseError, end: int) -> ResponseError:
        """Mend the repair of a bracket that is never closed: it closes at the end of its group, not of the text."""
        whole = self.text.rstrip()
        repair = error.repair
        if repair.startswith(whole) and len(repair) > len(whole):
            repair = self.text[:end] + repair[len(whole) :] + self.text[end:]
        return ResponseError(self.text, error.span, error.found, error.expected, repair)

    # refusals

    def refuse(self, span: Span, found: str, expected: str, repair: str = "") -> NoReturn:
        """Refuse a stretch of the text."""
        raise ResponseError(self.text, span, found, expected, repair)

    def refuse_missing(self, of: Sign, sign: Sign, expected: str) -> NoReturn:
        """Refuse what has nothing after it."""
        found = "the end" if not sign.text else sign.text
        self.refuse(
            Span(sign.start, sign.end),
            found,
            expected or phrase("something in braces after {command}", command=of.text),
        )

    def refuse_stray(self, sign: Sign) -> NoReturn:
        """Refuse a sign that ends what did not begin."""
        span = Span(sign.start, sign.end)
        if sign.text in ("&", "\\\\", "\\cr"):
            self.refuse(
                span, phrase("{sign} outside of a matrix", sign=sign.text), "an operator or the end of the answer"
            )
        self.refuse(
            span,
            phrase("a closing {token} that nothing opened", token=sign.text),
            "an opening one before it, or none here",
        )

    def refuse_unclosed(self, opening: Span, wanted: str) -> NoReturn:
        """Refuse what is opened and not closed, from where it opens to where the end is missed."""
        here = self.sign()
        shown = self.plain[opening.start : opening.end]
        text = self.text
        repair = text[: here.start].rstrip() + wanted + text[here.start :]
        expected = (
            phrase("{wanted} before {sign}", wanted=wanted, sign=here.text)
            if here.text
            else phrase("{wanted} before the end", wanted=wanted)
        )
        self.refuse(
            Span(opening.start, here.end), phrase("a {start} that is never closed", start=shown), expected, repair
        )


def paired_braces(text: str, plain: str) -> dict[int, int]:
    """Find the brace that closes each one; those after a backslash are signs and do not count."""
    pairs: dict[int, int] = {}
    waiting: list[int] = []
    place = 0
    while place < len(plain):
        character = plain[place]
        if character == "\\":
            place += 1
        elif character == "{":
            waiting.append(place)
        elif character == "}":
            if not waiting:
                raise ResponseError(
                    text,
                    Span(place, place + 1),
                    "a closing } that nothing opened",
                    "an opening { before it, or none here",
                )
            pairs[waiting.pop()] = place
        place += 1
    if waiting:
        span = Span(waiting[-1], len(text))
        repair = text + "}" * len(waiting)
        raise ResponseError(text, span, "a { that is never closed", "} before the end", repair)
    return pairs
