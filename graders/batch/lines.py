"""JSON lines in, JSON lines out, in the same order: the service that other tools build on.

    {"id": 7, "key": "4*sqrt(3)", "response": "√48"}
    {"id": 7, "verdict": "correct", "score": "1", "evidence": "proved", "by": "separation bound, 12 bits", ...}

A line that cannot be used is answered as unreadable, a line that crashes as needing review, and the batch
goes on.  Lines of white space alone are passed over.
"""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache, partial
from math import isfinite
from typing import TYPE_CHECKING, BinaryIO

from graders.batch.edge import guarded
from graders.comparison import Comparison, answer, compare, read_key, told, unanswered
from graders.errors import AuthorError, GradersError, ResponseError
from graders.verdict import Outcome
from graders.words import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graders.comparison import Json, Key
    from graders.exercise import Option
    from graders.words import Words

LONGEST = 1 << 20
"""Bytes of a line; what is longer is not even kept."""

KEPT = 4096
"""Keys that are remembered as they were read: a batch asks the same ones again and again."""


def answers(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Answer line by line, each as soon as it came in."""
    desk = Desk()
    return (desk.answered(line) for line in lines if line.strip())


def lines_of(stream: BinaryIO) -> Iterator[bytes]:
    """Cut a stream into lines; of one that is too long only the beginning is kept, one byte more than allowed."""
    while line := stream.readline(LONGEST + 1):
        yield line
        while len(line) > LONGEST and not line.endswith(b"\n"):
            line = stream.readline(LONGEST + 1)


class UnusableError(GradersError):
    """A line that cannot be used; the text says why."""


class Desk:
    """Where the lines of one batch are answered."""

    def __init__(self) -> None:
        """Read the words of the answers; no key is remembered yet."""
        self.words: Words = words()
        self.read_key = lru_cache(KEPT)(read_key)

    def answered(self, line: bytes) -> bytes:
        """Answer one line, whatever it holds."""
        try:
            fields = fields_of(line)
        except UnusableError as error:
            return written({}, unanswered(Outcome.UNREADABLE, str(error)))
        return guarded(partial(self._answered, fields), partial(self._crashed, fields))

    def _answered(self, fields: Json) -> bytes:
        try:
            comparison = comparison_of(fields)
            verdict = compare(comparison, self._key(comparison))
        except UnusableError as error:
            return written(fields, unanswered(Outcome.UNREADABLE, str(error)))
        except AuthorError as error:
            return written(fields, unanswered(Outcome.UNREADABLE, "; ".join(told(error.problems))))
        return written(fields, answer(verdict, comparison.response, self.words))

    def _key(self, comparison: Comparison) -> Key:
        try:
            return self.read_key(replace(comparison, response="", form=(), options=()))
        except ResponseError as error:
            reason = f"the key cannot be read: {error}"
            raise UnusableError(reason) from error

    def _crashed(self, fields: Json, why: str) -> bytes:
        reason = self.words.say("undecided", reason=why)
        return written(fields, unanswered(Outcome.NEEDS_REVIEW, reason))


def written(asked: Json, answered: Json) -> bytes:
    """Write an answer on one line, in UTF-8; where half a character was typed, in ASCII with escapes.

    The id is given back as it came; one that is no text, number or truth value is not.
    """
    known = asked.get("id")
    line = {"id": known if isinstance(known, (str, int)) or is_number(known) else None, **answered}
    try:
        return json.dumps(line, ensure_ascii=False).encode() + b"\n"
    except UnicodeEncodeError:
        return json.dumps(line).encode() + b"\n"


def fields_of(line: bytes) -> Json:
    """Read a line as a JSON object."""
    if len(line) > LONGEST:
        too_long = f"the line has more than {LONGEST} bytes"
        raise UnusableError(too_long)
    try:
        fields = json.loads(line.strip().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        not_text = f"the line is no UTF-8: {error.reason} at byte {error.start + 1}"
        raise UnusableError(not_text) from error
    except json.JSONDecodeError as error:
        not_json = f"the line is no JSON: {error.msg} at character {error.pos + 1}"
        raise UnusableError(not_json) from error
    except (ValueError, RecursionError) as error:
        too_large = "the line is no JSON that can be read: a number is too long or the nesting too deep"
        raise UnusableError(too_large) from error
    if not isinstance(fields, dict):
        no_object = 'the line is no JSON object, write {"key": "...", "response": "..."}'
        raise UnusableError(no_object)
    return fields


def is_number(found: object) -> bool:
    """Tell whether a value that came from JSON is a number with a decimal point, other than NaN or infinity."""
    return isinstance(found, float) and isfinite(found)


def comparison_of(fields: Json) -> Comparison:
    """Read what a line asks; every fault of the line is told at once."""
    reading = _Reading(fields)
    comparison = Comparison(
        key=reading.text("key"),
        response=reading.text("response"),
        check=reading.text("check", "equivalent"),
        form=reading.names("form"),
        options=reading.options(),
        variables=reading.names("variables"),
        key_notation=reading.text("key_notation", "plain"),
    )
    faults = reading.faults or tuple(comparison.faults())
    if faults:
        raise UnusableError("; ".join(faults))
    return comparison


class _Reading:
    """One reading of one line's fields: the faults met so far."""

    def __init__(self, fields: Json) -> None:
        self.fields = fields
        self.faults: list[str] = []

    def text(self, name: str, absent: str | None = None) -> str:
        """Give a text."""
        found = self.fields.get(name)
        if found is None and absent is not None:
            return absent
        if isinstance(found, str):
            return found
        self.faults.append(f"{name} is missing" if found is None else f"{name} must be a text between quotes")
        return ""

    def names(self, name: str) -> tuple[str, ...]:
        """Give a list of texts."""
        found = self.fields.get(name) or []
        if isinstance(found, list) and all(isinstance(each, str) for each in found):
            return tuple(found)
        self.faults.append(f'{name} must be a list of texts, such as ["x", "y"]')
        return ()

    def options(self) -> tuple[tuple[str, Option], ...]:
        """Give the options; decimals are exact from here on."""
        found = self.fields.get("options") or {}
        if not isinstance(found, dict):
            self.faults.append('options must be an object, such as {"notation": "plain"}')
            return ()
        return tuple((name, self.option(name, each)) for name, each in found.items())

    def option(self, name: str, found: object) -> Option:
        """Give the value of one option."""
        if isinstance(found, (str, int)):
            return found
        if is_number(found):
            return Fraction(str(found))
        self.faults.append(f"options.{name} must be a text, a number, true or false")
        return ""
