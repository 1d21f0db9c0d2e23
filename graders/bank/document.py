"""A text as a tree that knows where each of its values stands, whatever notation it is written in.

YAML (``yaml_text.py``) and JSON (``json_text.py``) are read into this tree.  Scalars keep their text:
``0.50``, ``yes`` and ``1e3`` are four, three and three characters and nothing more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from graders.bank.scalars import offset_in_source
from graders.bank.source import UNPRINTABLE, place
from graders.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

Way: TypeAlias = tuple[str | int, ...]
"""How to reach a value from the top: names of fields and places in lists, from 0."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text; ``style`` is its quote, ``|`` or ``>``, or empty.  ``flow`` tells that it stands inside brackets."""

    text: str
    start: int
    end: int
    style: str = ""
    flow: bool = False


@dataclass(frozen=True, slots=True)
class Entries:
    """A list."""

    items: tuple[Value, ...]
    start: int
    end: int
    flow: bool = False


@dataclass(frozen=True, slots=True)
class Fields:
    """Names with their values, in the order of the text; a name may stand there twice."""

    pairs: tuple[tuple[Scalar, Value], ...]
    start: int
    end: int
    flow: bool = False


Value: TypeAlias = Scalar | Entries | Fields
Plain: TypeAlias = "str | list[Plain] | dict[str, Plain]"


@dataclass(frozen=True, slots=True)
class Document:
    """A file's text, its tree (``None`` for an empty file), and what its notation has against it."""

    file: str
    text: str
    root: Value | None
    problems: tuple[Problem, ...] = ()

    def at(self, way: Way) -> Value | None:
        """Find the value at the end of a way; of a name that stands twice, the last counts."""
        value = self.root
        for step in way:
            match value, step:
                case Fields(), str():
                    value = next((found for key, found in reversed(value.pairs) if key.text == step), None)
                case Entries(), int():
                    value = value.items[step] if step < len(value.items) else None
                case _:
                    return None
        return value

    def key(self, way: Way) -> Scalar | None:
        """Find the name of the field at the end of a way."""
        parent = self.at(way[:-1])
        pairs = parent.pairs if isinstance(parent, Fields) else ()
        return next((key for key, _ in reversed(pairs) if way and key.text == way[-1]), None)

    def names(self, way: Way) -> tuple[str, ...]:
        """Give the names of the fields at the end of a way, each once; none where there are no fields."""
        value = self.at(way)
        return tuple(dict.fromkeys(key.text for key, _ in value.pairs)) if isinstance(value, Fields) else ()

    def below(self, way: Way) -> tuple[Way, ...]:
        """Give the ways to the entries of the list at the end of a way; none where there is no list."""
        value = self.at(way)
        return tuple((*way, place) for place in range(len(value.items))) if isinstance(value, Entries) else ()

    def written(self, value: Value) -> str:
        """Give a value's text: of a scalar what it says, of a list or of fields their source."""
        return value.text if isinstance(value, Scalar) else self.text[value.start : value.end].rstrip()

    def problem(self, way: Way, message: str, remedy: str = "", *, character: int | None = None) -> Problem:
        """Report a problem with the value at the end of a way, or at one character of its text."""
        value = self.at(way)
        if value is not None:
            return self.problem_at(value.start + self._offset(value, character), way, message, remedy)
        parent = self.at(way[:-1]) if way else None
        return self.problem_at(parent.start if parent else 0, way, message, remedy)

    def _offset(self, value: Value, character: int | None) -> int:
        """Give the offset in a value's source of a character of its text."""
        if character is None or not isinstance(value, Scalar):
            return character or 0
        return offset_in_source(value.text, self.text[value.start : value.end], value.style, character)

    def problem_with_name(self, way: Way, message: str, remedy: str = "") -> Problem:
        """Report a problem with the name of a field."""
        key = self.key(way)
        return self.problem_at(key.start if key else 0, way, message, remedy)

    def problem_at(self, offset: int, way: Way, message: str, remedy: str = "") -> Problem:
        """Report a problem at a character of the file's text."""
        return Problem(message, self.file, *place(self.text, offset), path=written_way(way), remedy=remedy)


def written_way(way: Way) -> str:
    """Write a way as messages show it.

    >>> written_way(("parts", 0, "malrules", 1, "when"))
    'parts[0].malrules[1].when'
    """
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in way).removeprefix(".")


def plain(value: Value) -> Plain:
    """Give a tree as nested lists and dictionaries of texts, without its places."""
    match value:
        case Scalar():
            return value.text
        case Entries():
            return [plain(item) for item in value.items]
        case Fields():
            return {key.text: plain(found) for key, found in value.pairs}


def walk(value: Value, way: Way = ()) -> Iterator[tuple[Way, Value]]:
    """Yield every value below one and itself, with their ways, in the order of the text."""
    yield way, value
    match value:
        case Scalar():
            return
        case Entries():
            for index, item in enumerate(value.items):
                yield from walk(item, (*way, index))
        case Fields():
            for key, found in value.pairs:
                yield from walk(found, (*way, key.text))


def unprintable(document: Document) -> Iterator[Problem]:
    r"""Report texts with signs that an escape between double quotes has put there, as in "\frac" and "\alpha"."""
    for way, value in walk(document.root) if document.root else ():
        if isinstance(value, Scalar) and (found := UNPRINTABLE.search(value.text)):
            message = f"the escape gives the control character U+{ord(found[0]):04X}"
            remedy = "put single quotes around the text, or write it under |"
            yield document.problem(way, message, remedy, character=found.start())


def repeated(document: Document) -> Iterator[Problem]:
    """Report every name that stands twice among the fields of one value."""
    for way, value in walk(document.root) if document.root else ():
        seen: dict[str, Scalar] = {}
        for key, _ in value.pairs if isinstance(value, Fields) else ():
            if key.text in seen:
                line, _ = place(document.text, seen[key.text].start)
                message = f"the field stands here again, first on line {line}"
                yield document.problem_at(key.start, (*way, key.text), message, "keep one of them")
            seen.setdefault(key.text, key)
