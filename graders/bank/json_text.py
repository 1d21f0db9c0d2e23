"""JSON to a tree with places, its numbers and lists with the text that stands there."""

from __future__ import annotations

import re
from json import JSONDecodeError, JSONDecoder
from types import MappingProxyType
from typing import TYPE_CHECKING, NoReturn

from graders.bank.document import Document, Entries, Fields, Scalar, Value
from graders.bank.source import UNPRINTABLE, place, plain_lines
from graders.bank.yaml_text import DEPTH
from graders.errors import Problem
from graders.phrases import phrase

if TYPE_CHECKING:
    from collections.abc import Mapping

SPACE = re.compile(r"[ \t\n\r]*")
AROUND: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {sign: re.compile(f"{SPACE.pattern}{sign}{SPACE.pattern}") for sign in ",:"}
)
"""A sign between two values, with the white space on both sides of it."""

BEFORE: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {bracket: re.compile(rf"{SPACE.pattern}\{bracket}") for bracket in "]}"}
)
"""A bracket that closes, with the white space before it."""

PLAIN = re.compile(r'"([ !#-\[\]-~]*)"')
"""A text in which every character stands for itself, as in most."""

BARE = re.compile(r"-?[0-9][0-9.eE+-]*|true|false|null")


def read_json(text: str, file: str) -> Document:
    """Read a text as JSON; a text that is no JSON has one problem and no tree."""
    reader = _Reader(text)
    try:
        reader.space()
        root = reader.value(0)
        reader.end()
    except JSONDecodeError as error:
        remedy = "compare the brackets, commas and quotes there"
        problem = Problem(phrase("no JSON: {msg}", msg=error.msg), file, *place(text, error.pos), remedy=remedy)
        return Document(file, text, None, (problem,))
    return Document(file, text, root)


class _Reader:
    """One reading of one text: how far it is read."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.decoder = JSONDecoder(strict=False)

    def value(self, depth: int) -> Value:
        """``fields | list | string | number | true | false | null``; ``null`` is a blank text."""
        start, opening = self.at, self.text[self.at : self.at + 1]
        if depth > DEPTH:
            self.refuse("too many values inside one another")
        if opening == "{":
            return self.fields(start, depth)
        if opening == "[":
            return self.entries(start, depth)
        if opening == '"':
            return self.string()
        found = BARE.match(self.text, start) or self.refuse("a value is missing")
        self.at = found.end()
        return Scalar(found[0].replace("null", ""), start, self.at, "", flow=True)

    def string(self) -> Scalar:
        """Read a text between quotes; escapes that stand for no character that can be shown become ``�``."""
        start = self.at
        if found := PLAIN.match(self.text, start):
            self.at = found.end()
            return Scalar(found[1], start, self.at, "", flow=True)
        if not self.text.startswith('"', start):
            self.refuse('a name between " is missing')
        text, self.at = self.decoder.raw_decode(self.text, start)
        whole = str(text).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        clean = UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", plain_lines(whole))
        return Scalar(clean, start, self.at, "", flow=True)

    def fields(self, start: int, depth: int) -> Fields:
        """``"{" [ string ":" value { "," string ":" value } ] "}"``."""
        pairs: list[tuple[Scalar, Value]] = []
        self.at += 1
        while not self.closes("}", first=not pairs):
            key = self.string()
            self.take(":")
            pairs.append((key, self.value(depth + 1)))
        return Fields(tuple(pairs), start, self.at, flow=True)

    def entries(self, start: int, depth: int) -> Entries:
        """``"[" [ value { "," value } ] "]"``."""
        items: list[Value] = []
        self.at += 1
        while not self.closes("]", first=not items):
            items.append(self.value(depth + 1))
        return Entries(tuple(items), start, self.at, flow=True)

    def closes(self, bracket: str, *, first: bool) -> bool:
        """Step over the bracket that closes, or to the next entry, over the comma that stands before all but one."""
        if found := BEFORE[bracket].match(self.text, self.at):
            self.at = found.end()
        elif first:
            self.space()
        else:
            self.take(",")
        return found is not None

    def take(self, sign: str) -> None:
        """Step over a sign that must stand here, and white space on both sides of it."""
        found = AROUND[sign].match(self.text, self.at)
        if found is None:
            self.space()
            self.refuse(phrase("a {sign} is missing", sign=sign))
        self.at = found.end()

    def space(self) -> None:
        """Step over white space."""
        found = SPACE.match(self.text, self.at)
        self.at = found.end() if found else self.at

    def end(self) -> None:
        """Refuse what follows the value."""
        self.space()
        if self.at < len(self.text):
            self.refuse("the end is expected")

    def refuse(self, message: str) -> NoReturn:
        """Refuse what stands here."""
        raise JSONDecodeError(message, self.text, self.at)
