r"""Brackets and bars: braces that group, ``\left( \right)``, ``\lvert \rvert``, ``\langle \rangle``.

Brackets that face one way are read as a group with a known end; ``( [ |`` without ``\left`` are tokens as in
plain notation.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from graders.errors import Span
from graders.phrases import phrase
from graders.syntax.brackets import CLOSERS
from graders.syntax.latex.commands import FENCES, PAIRS
from graders.syntax.latex.scripts import Scripts, matching

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graders.syntax.latex.source import Sign

BARS: Mapping[str, str] = MappingProxyType({"|": "abs", "‖": "norm"})
"""What bars on both sides mean."""

OPPOSITE: Mapping[str, str] = MappingProxyType(
    {"(": ")", "[": "]", "{": "\\}", "<": "\\rangle", "⌊": "\\rfloor", "⌈": "\\rceil", "‖": "\\|"}
)
"""What closes a fence; the same sign where it is not listed."""


class Fences(Scripts):
    """Reading what stands between brackets."""

    brace_ends = -1
    """Where the last opening brace ends that grows with what follows: right before a matrix it makes a system."""

    table = (-1, -1)
    """The first and the last token of the last matrix, to see whether brackets stand around it alone."""

    def braces_group(self) -> None:
        """Read ``{..}``: a group; a set where commas stand in it, as in plain notation."""
        sign = self.sign()
        start, end = self.stretch(sign)
        if self.plain[start:end].strip() == ",":
            self.add(",", "{,}", sign.start, self.at)
            return
        self.add("open", "(", sign.start, sign.end)
        mark = len(self.out)
        self.inside(start, end)
        if len(self.out) == mark:
            self.out.pop()
            return
        applied = mark > 1 and self.out[mark - 2].kind == "function"
        if self.separated(mark) and not applied:
            self.out[mark - 1] = self.out[mark - 1]._replace(text="{")
            self.add("close", "}", end, end + 1)
        else:
            self.add("close", ")", end, end + 1)

    def separated(self, mark: int) -> list[int]:
        """Give the places of the commas since a token that stand in no further brackets."""
        level, found = 0, []
        for at in range(mark, len(self.out)):
            kind = self.out[at].kind
            level += (kind == "open") - (kind == "close")
            if kind == "," and level == 0:
                found.append(at)
        return found

    def left(self) -> None:
        r"""Read ``\left( .. \right)``, with any two fences."""
        sign = self.take()
        opening = self.fence(sign)
        span = Span(sign.start, self.at)
        mark = self.opened(span)
        if opening == "{":
            self.brace_ends = self.at
        self.formula()
        ending = self.sign()
        if ending.text not in ("\\right", "\\mright"):
            self.refuse_unclosed(span, f"\\right{OPPOSITE.get(opening, opening)}")
        self.at = ending.end
        closing = self.fence(ending)
        self.closed(mark, opening, closing, Span(ending.start, self.at))

    def fence(self, of: Sign) -> str:
        r"""Step over the fence after ``\left`` or ``\right``."""
        sign = self.sign()
        if sign.text not in FENCES:
            found = sign.text or "the end"
            self.refuse(
                Span(of.start, sign.end),
                phrase("{bracket} before {found}", bracket=of.text, found=found),
                phrase("a bracket or a bar after {bracket}", bracket=of.text),
            )
        self.at = sign.end
        return FENCES[sign.text]

    def directed(self) -> None:
        r"""Read ``\langle .. \rangle`` and other brackets that are commands."""
        sign = self.take()
        mark = self.opened(Span(sign.start, sign.end))
        self.formula()
        ending = self.sign()
        if ending.text not in PAIRS[sign.text]:
            self.refuse_unclosed(Span(sign.start, sign.end), PAIRS[sign.text][0])
        self.at = ending.end
        self.closed(mark, FENCES[sign.text], FENCES[ending.text], Span(ending.start, ending.end))

    def opened(self, span: Span) -> int:
        """Write the token of an opening bracket; give its place."""
        self.add("open", "(", span.start, span.end)
        return len(self.out) - 1

    def closed(self, mark: int, opening: str, closing: str, span: Span) -> None:
        """Write what closes a group, and make of the opening token what both together are."""
        if len(self.out) == mark + 1 and opening not in "{[]":
            self.refuse(Span(self.out[mark].start, span.end), "empty brackets", "something between them")
        alone = self.table == (mark + 1, len(self.out) - 1)
        if opening in BARS and closing == opening:
            self.bars(mark, "det" if alone and opening == "|" else BARS[opening], span)
        elif opening == "{" and closing == ".":
            self.add("close", ")", span.start, span.end)
        elif opening == "<" and closing == ">":
            self.angled(mark, span)
        elif opening in "([" and closing in ")]" and alone:
            self.add("close", ")", span.start, span.end)
            self.table = (mark, len(self.out) - 1)
        elif closing in CLOSERS.get(opening, ""):
            self.out[mark] = self.out[mark]._replace(text=opening)
            self.add("close", closing, span.start, span.end)
        else:
            self.refuse_fences(mark, opening, closing, span)

    def refuse_fences(self, mark: int, opening: str, closing: str, span: Span) -> None:
        """Refuse fences that do not belong together."""
        whole = Span(self.out[mark].start, span.end)
        if "." in (opening, closing):
            self.refuse(
                whole,
                phrase("a bracket or bar {bracket} on one side only", bracket=closing if opening == "." else opening),
                "both sides of it",
            )
        self.refuse(
            whole,
            phrase("a {start} that ends with {token}", start=opening, token=closing),
            phrase("{wanted} to close it", wanted=OPPOSITE.get(opening, opening)),
        )

    def bars(self, mark: int, name: str, span: Span) -> None:
        """Make a call of what stands between bars; bars right inside bars are a norm."""
        inner = self.out[mark + 1 :]
        doubled = name == "abs" and inner[0].text == "abs" and inner[0].kind == "function"
        if doubled and inner[-1].kind == "close" and matching(self.out, len(self.out) - 1) == mark + 2:
            del self.out[mark + 1 : mark + 3]
            self.out.pop()
            name = "norm"
        self.add("close", ")", span.start, span.end)
        self.call_from(mark, name)
        if name == "norm":
            self.normed = span.end

    def call_from(self, mark: int, name: str) -> None:
        """Write a function before the bracket at a place."""
        opening = self.out[mark]
        self.out[mark] = opening._replace(text="(")
        self.out.insert(mark, opening._replace(kind="function", text=name))

    def angled(self, mark: int, span: Span) -> None:
        r"""Make a vector of ``\langle 1, 2 \rangle``, and an inner product of two that are marked as vectors.

        ``show`` writes the comma of an inner product as ``{,}``.
        """
        commas = self.separated(mark + 1)
        inner = len(commas) == 1 and (self.out[commas[0]].text == "{,}" or self.is_of_vectors(mark, commas[0]))
        if inner:
            self.add("close", ")", span.start, span.end)
            self.call_from(mark, "dot")
        else:
            self.out[mark] = self.out[mark]._replace(text="⟨")
            self.add("close", "⟩", span.start, span.end)

    def is_of_vectors(self, mark: int, comma: int) -> bool:
        """Tell whether a letter marked as a vector stands on both sides of a comma."""
        left, right = self.out[mark:comma], self.out[comma:]
        return all(any(token.start in self.vectors for token in side) for side in (left, right))

    def loose_bracket(self, text: str, sign: Sign) -> None:
        """Write a round or square bracket as it is typed; around a lone matrix it is part of the matrix."""
        self.at = sign.end
        self.loose += 1
        first, last = self.table
        around = last == len(self.out) - 1 and first > 0 and self.out[first - 1].kind == "open"
        if text in ")]" and around and self.out[first - 1].text in "([":
            self.out[first - 1] = self.out[first - 1]._replace(text="(")
            self.add("close", ")", sign.start, sign.end)
        else:
            self.add("open" if text in "([" else "close", text, sign.start, sign.end)

    def loose_bar(self, text: str, sign: Sign) -> None:
        """Write a bar as it is typed; around a lone matrix bars are its determinant."""
        self.at = sign.end
        first, last = self.table
        if text == "|" and first > 0 and last == len(self.out) - 1 and self.out[first - 1].kind == "|":
            self.add("close", ")", sign.start, sign.end)
            self.out[first - 1] = self.out[first - 1]._replace(kind="open")
            self.call_from(first - 1, "det")
            return
        self.add(text, text, sign.start, sign.end)
        self.open_bars += 1
