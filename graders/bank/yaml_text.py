"""YAML to a tree with places.

Of YAML only what people write is read: fields, lists and scalars.  Anchors, aliases (with which a few
lines can stand for gigabytes), tags and merge keys are refused, as is nesting beyond any need.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from graders.bank.document import Document, Entries, Fields, Scalar, Value
from graders.bank.source import place
from graders.errors import Problem
from graders.phrases import phrase, said

if TYPE_CHECKING:
    from collections.abc import Iterator

DEPTH = 24
"""Values inside one another."""

FAST = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The reader written in C, where PyYAML comes with it; both give the same events."""

QUOTES = "put the text between quotes"

UNREADABLE = (
    (
        "unknown escape",
        r"a \ that means nothing between double quotes",
        "put single quotes around the text, or write it under |",
    ),
    (
        "mapping values are not allowed",
        "a second colon on a line, or a line indented too far",
        f"{QUOTES}, or indent it like its neighbours",
    ),
    (
        "sequence entries are not allowed",
        '"- " where no list can begin',
        f"{QUOTES}, or write each entry on a line of its own",
    ),
    ("mapping keys are not allowed", '"?" where no field can begin', QUOTES),
    ("tab character", "a tab", "indent with spaces"),
    ("unexpected ':'", "a colon inside brackets", QUOTES),
    ("node content", "a bracket or comma where a value should stand", QUOTES),
    ("document start", "a line further left than the first one", "let all fields begin in the first column"),
    ("a block scalar", "| or > begins a text of several lines, on the next line", QUOTES),
    ("a quoted scalar", "a quote that is never closed", "close it, or put the other kind of quotes around the text"),
    ("an anchor", "& names a value, which is not read here", QUOTES),
    ("an alias", "* repeats a value, which is not read here", QUOTES),
    ("a tag", "! gives a type, which is not read here", QUOTES),
    ("a directive", "% gives a directive, which is not read here", QUOTES),
    (
        "a simple key",
        "a line that is neither a field nor a list's entry",
        'write "name: text", with a space after the colon',
    ),
    ("a flow sequence", "a [ without its ]", f"close it, or {QUOTES}"),
    ("a flow mapping", "a { without its }", f"close it, or {QUOTES}"),
    ("a block collection", "a line that does not fit the list above it", 'indent it like the other entries, with "- "'),
    ("a block mapping", "a line that does not fit the fields above it", f"indent it like them, or {QUOTES}"),
)
"""What the reader was doing or says, what is wrong in plainer words, and the remedy."""


FROM_THE_START = frozenset(("a quoted scalar", "a simple key", "a flow sequence", "a flow mapping"))
"""What is shown where it begins; everything else, where reading stopped."""


def read_yaml(text: str, file: str, loader: type = FAST) -> Document:
    """Read a text as YAML; a text that is no YAML has one problem and no tree."""
    composer = _Composer(text, file)
    try:
        root = composer.document(yaml.parse(text, Loader=loader))
    except yaml.MarkedYAMLError as error:
        return Document(file, text, None, (_unreadable(text, file, error),))
    except _TooDeepError as error:
        return Document(
            file, text, None, (composer.problem(error.offset, "too many values inside one another", QUOTES),)
        )
    return Document(file, text, root, tuple(composer.problems))


class _TooDeepError(Exception):
    """The nesting passes the limit here."""

    def __init__(self, offset: int) -> None:
        super().__init__(offset)
        self.offset = offset


class _Composer:
    """One reading of one text: the problems met so far."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.problems: list[Problem] = []

    def document(self, events: Iterator[yaml.Event]) -> Value | None:
        """Read the first document of a stream; there should be no second one."""
        root = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    self.refuse(event, "--- begins a second document", "keep one document in a file")
                    break
                root = self.value(next(events), events, 0, flow=False)
        return root

    def value(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int, *, flow: bool) -> Value:
        """Read the value that an event begins."""
        at = start(event)
        if depth > DEPTH:
            raise _TooDeepError(at)
        self.refuse_extras(event)
        if isinstance(event, yaml.ScalarEvent):
            return Scalar(event.value, at, end(event), event.style or "", flow)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.entries(event, events, depth)
        if isinstance(event, yaml.MappingStartEvent):
            return self.fields(event, events, depth)
        self.refuse(
            event,
            "* repeats a value, which is not read here",
            phrase("write the value out, or {quotes}", quotes=said(QUOTES)),
        )
        return Scalar("", at, end(event), "", flow)

    def entries(self, first: yaml.SequenceStartEvent, events: Iterator[yaml.Event], depth: int) -> Entries:
        """Read a list up to its end."""
        flow, items = bool(first.flow_style), []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self.value(event, events, depth + 1, flow=flow))
        return Entries(tuple(items), start(first), end(event), flow)

    def fields(self, first: yaml.MappingStartEvent, events: Iterator[yaml.Event], depth: int) -> Fields:
        """Read fields up to their end."""
        flow, pairs = bool(first.flow_style), []
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self.value(event, events, depth + 1, flow=flow)
            found = self.value(next(events), events, depth + 1, flow=flow)
            if not isinstance(key, Scalar):
                self.refuse(event, "a field's name must be a text", 'write "name: value"')
                continue
            if key.text == "<<" and not key.style:
                self.refuse(event, "<< merges fields, which is not read here", "write the fields out")
                continue
            pairs.append((key, found))
        return Fields(tuple(pairs), start(first), end(event), flow)

    def refuse_extras(self, event: yaml.Event) -> None:
        """Refuse a name or a type that a value is given."""
        if isinstance(event, yaml.AliasEvent):
            return
        if getattr(event, "anchor", None):
            self.refuse(
                event,
                "& names a value, which is not read here",
                phrase("remove the name, or {quotes}", quotes=said(QUOTES)),
            )
        if getattr(event, "tag", None):
            self.refuse(
                event,
                "! gives a type, which is not read here",
                phrase("remove the type, or {quotes}", quotes=said(QUOTES)),
            )

    def refuse(self, event: yaml.Event, message: str, remedy: str) -> None:
        """Note a problem and read on."""
        self.problems.append(self.problem(start(event), message, remedy))

    def problem(self, offset: int, message: str, remedy: str) -> Problem:
        """Report a problem at a character of the text."""
        return Problem(message, self.file, *place(self.text, offset), remedy=remedy)


def start(event: yaml.Event) -> int:
    """Give the offset where an event begins."""
    return event.start_mark.index if event.start_mark else 0


def end(event: yaml.Event) -> int:
    """Give the offset where an event ends."""
    return event.end_mark.index if event.end_mark else 0


def _unreadable(text: str, file: str, error: yaml.MarkedYAMLError) -> Problem:
    """Say in an author's words why a text is no YAML."""
    said = f"{error.problem} {error.context}"
    found = next((row for row in UNREADABLE if row[0] in said), ("", f"no YAML: {error.problem}", QUOTES))
    mark = error.context_mark if found[0] in FROM_THE_START else error.problem_mark
    offset = mark.index if mark else 0
    message, remedy = found[1:]
    if found[0] == "unknown escape":
        offset = text.rfind("\\", 0, offset + 1)
    if "cannot start any token" in said:
        message, remedy = _stranger(text[offset : offset + 1])
    line, column = place(text, offset)
    return Problem(message, file, line, column, remedy=remedy)


def _stranger(character: str) -> tuple[str, str]:
    if character == "\t":
        return "a tab", "indent with spaces"
    return f"YAML has no text that begins with {character}", QUOTES
