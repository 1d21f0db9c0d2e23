"""JSON that is too long to be held as a whole, as a list of a million students is: read and written piece by piece.

Only objects at the top are looked into, and lists in them; what stands there is read by Python's own json.  ijson reads
by pieces too, but its fast backend (3.6) ends the program where a number has five thousand digits.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, NoReturn, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import TextIO

    Dumped: TypeAlias = Callable[[object], str]

PIECE = 1 << 16
"""So many characters are read at a time."""

SPACE = " \t\n\r"


def written(tree: Mapping[str, object], dumped: Dumped, *, indent: int) -> Iterator[str]:
    """Write an object as ``dumped`` would with this indent; of an iterator among its values an entry at a time."""
    before = "{"
    for name, found in tree.items():
        yield f"{before}\n{' ' * indent}{dumped(name)}: "
        if isinstance(found, Iterator):
            yield from _entries(found, dumped, indent)
        else:
            yield _moved(dumped(found), indent)
        before = ","
    yield "\n}\n"


def _entries(found: Iterator[object], dumped: Dumped, indent: int) -> Iterator[str]:
    before = "["
    for each in found:
        yield f"{before}\n{' ' * 2 * indent}{_moved(dumped(each), 2 * indent)}"
        before = ","
    yield "[]" if before == "[" else f"\n{' ' * indent}]"


def _moved(text: str, indent: int) -> str:
    """Move JSON to where it stands; texts in it have no line's end of their own."""
    return text.replace("\n", "\n" + " " * indent)


class Reader:
    """One reading of one text.

    What is no JSON raises ``ValueError``; whoever wants to know where it stands reads the whole again.
    """

    def __init__(self, stream: TextIO) -> None:
        """Begin with nothing read."""
        self.stream = stream
        self.text = ""
        self.at = 0
        self.decoder = json.JSONDecoder()

    def members(self, long: str) -> Iterator[tuple[str, object]]:
        """Give the names and values of an object; the list of one name comes as an iterator, to be used up at once."""
        self.take("{")
        is_first = True
        while not self.closes("}", is_first=is_first):
            is_first = False
            name = self.value()
            self.take(":")
            if not isinstance(name, str):
                self.refuse()
            yield name, self.entries() if name == long and self.sign() == "[" else self.value()
        if self.sign():
            self.refuse()

    def entries(self) -> Iterator[object]:
        """Give the entries of a list."""
        self.take("[")
        is_first = True
        while not self.closes("]", is_first=is_first):
            is_first = False
            yield self.value()

    def value(self) -> object:
        """Read one value whole, and as much of the text as that takes."""
        self.sign()
        while True:
            try:
                value, end = self.decoder.raw_decode(self.text, self.at)
            except ValueError:
                if not self.more():
                    raise
            else:
                if end < len(self.text) or not self.more():  # else a number might go on
                    self.at = end
                    return value

    def closes(self, bracket: str, *, is_first: bool) -> bool:
        """Step over the bracket that closes, or over the comma before another entry."""
        if self.sign() == bracket:
            self.at += 1
            return True
        if not is_first:
            self.take(",")
        return False

    def take(self, sign: str) -> None:
        """Step over a sign that must stand here."""
        if self.sign() != sign:
            self.refuse()
        self.at += 1

    def sign(self) -> str:
        """Look at the next sign that is no space; at the end there is none."""
        while True:
            while self.at < len(self.text) and self.text[self.at] in SPACE:
                self.at += 1
            if self.at < len(self.text) or not self.more():
                return self.text[self.at : self.at + 1]

    def more(self) -> bool:
        """Read on, twice as much where one value is long; what was used before is let go."""
        piece = self.stream.read(max(PIECE, len(self.text) - self.at))
        self.text, self.at = self.text[self.at :] + piece, 0
        return bool(piece)

    def refuse(self) -> NoReturn:
        """Refuse what stands here."""
        raise json.JSONDecodeError("no JSON", self.text, self.at)
