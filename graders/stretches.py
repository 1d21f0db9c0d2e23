"""An author's text, cut at the places where values go: words, and between them what stands in double braces.

Whether a place stands in prose, in code or in mathematics depends on the text alone, and so does what is wrong with
its signs; a text is cut once and filled for every variant.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

VALUE = r"\{\{\s*(?P<value>[^{}]*?)\s*\}\}"
FOREIGN = r"(?P<foreign>\{\{(?!\{)|\{%)"
IN_PROSE = re.compile(
    rf"\\. | (?P<code>(?<!`)(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`)) | (?P<dollars>\$\$?) | {VALUE} | {FOREIGN}",
    re.VERBOSE | re.DOTALL,
)
IN_MATHEMATICS = re.compile(
    rf"\\. | (?P<dollars>\$\$?) | (?P<gap>\n[ \t]*\n) | {VALUE} | {FOREIGN}", re.VERBOSE | re.DOTALL
)
IN_CODE = re.compile(VALUE)
OPERATORS = ("+", "-", "*", "/", "^", "·", "−", r"\cdot", r"\times", r"\pm")


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a text where a value goes: what stands between the braces, where, and in what.

    ``follows`` says that an operator stands right before it, ``raised`` that it is raised to a power, ``carries`` that
    it carries an exponent or an index.
    """

    inside: str
    place: int
    medium: Literal["prose", "code", "mathematics"]
    follows: bool = False
    raised: bool = False
    carries: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that stand as they are, what is wrong with them (place, message and remedy), and the value behind them."""

    words: str
    faults: tuple[tuple[int, str, str], ...]
    slot: Slot | None


MOST_TEXTS = 256
"""So many texts are remembered as they were cut: a class has the same with other values."""


@lru_cache(MOST_TEXTS)
def stretches(text: str) -> tuple[Stretch, ...]:
    """Cut a text at its values; the last stretch has none."""
    return tuple(Cutting(text).stretches())


class Cutting:
    """One pass over a text, which knows at each place whether it stands in prose or in mathematics."""

    def __init__(self, text: str) -> None:
        """Start in prose."""
        self.text = text
        self.words: list[str] = []
        self.faults: list[tuple[int, str, str]] = []
        self.opened = ""
        self.opened_at = 0

    def stretches(self) -> Iterator[Stretch]:
        """Yield the text stretch by stretch."""
        done = 0
        while found := (IN_MATHEMATICS if self.opened else IN_PROSE).search(self.text, done):
            self.between(done, found.start())
            groups = found.groupdict()
            if groups["value"] is not None:
                yield self.up_to(self.slot(found))
            elif groups.get("code"):
                yield from self.code(found[0], found.start())
            else:
                self.sign(found[0], groups, found.start())
            done = found.end()
        self.between(done, len(self.text))
        self.close()
        yield self.up_to(None)

    def between(self, start: int, end: int) -> None:
        """Copy words; mathematics is put on one line, where Markdown takes no ``- b`` for an item of a list."""
        words = self.text[start:end]
        self.words.append(words.replace("\n", " ") if self.opened else words)

    def up_to(self, slot: Slot | None) -> Stretch:
        """End a stretch."""
        stretch = Stretch("".join(self.words), tuple(self.faults), slot)
        self.words.clear()
        self.faults.clear()
        return stretch

    def slot(self, found: re.Match[str]) -> Slot:
        """Take note of what stands beside a value."""
        if not self.opened:
            return Slot(found["value"], found.start(), "prose")
        before, after = self.text[: found.start()].rstrip(), self.text[found.end() :].lstrip()
        return Slot(
            found["value"],
            found.start(),
            "mathematics",
            follows=before.endswith(OPERATORS),
            raised=after.startswith("^"),
            carries=after.startswith(("^", "_")),
        )

    def code(self, text: str, start: int) -> Iterator[Stretch]:
        """Cut what stands between ticks, where values are typed."""
        done = 0
        for found in IN_CODE.finditer(text):
            self.words.append(text[done : found.start()])
            yield self.up_to(Slot(found["value"], start + found.start(), "code"))
            done = found.end()
        self.words.append(text[done:])

    def sign(self, sign: str, groups: Mapping[str, str | None], place: int) -> None:
        """Enter mathematics or leave it at a sign, and find fault with braces that have no meaning."""
        if groups["dollars"]:
            self.toggle(groups["dollars"], place)
        if groups.get("gap"):
            self.close()
        if groups["foreign"] == "{{":
            self.fault(place, "{{ without its }}", "close it, or put a space between two braces of LaTeX")
        elif groups["foreign"]:
            self.fault(place, f"{groups['foreign']} has no meaning here", "only {{ name }} is filled in")
        self.words.append(sign)

    def toggle(self, dollars: str, place: int) -> None:
        """Enter mathematics or leave it."""
        if self.opened and dollars != self.opened:
            self.fault(place, f"{dollars} where {self.opened} is open", f"close it with {self.opened}")
        if self.opened and not self.text[self.opened_at : place].strip("$ \n"):
            self.fault(self.opened_at, "no mathematics between dollar signs", r"write \$ for a dollar sign")
        self.opened, self.opened_at = ("", 0) if self.opened else (dollars, place)

    def close(self) -> None:
        """Leave mathematics at the end of a paragraph or text, where it ought to be closed."""
        if self.opened:
            self.fault(self.opened_at, f"{self.opened} is never closed", r"write \$ for a dollar sign")
        self.opened = ""

    def fault(self, place: int, message: str, remedy: str) -> None:
        """Take note of something to mend."""
        self.faults.append((place, message, remedy))
