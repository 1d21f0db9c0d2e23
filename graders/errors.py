"""The errors of the house, by whose fault they are.

    GradersError
    ├── AuthorError       the exercise's author or the instructor can mend it: problems, all at once
    ├── ResponseError     the student's text cannot be read: a span, what was found and what was expected
    ├── UndefinedError    an expression that has no value: a division by zero, sizes that do not fit
    │   └── OversizeError     one that may have a value, but takes too much room to be worked out
    └── OurError          a bug of ours: a crash in tests, "needs review" in service

A wrong answer is no error: it is a verdict.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from graders.phrases import said

if TYPE_CHECKING:
    from graders.phrases import Phrase


class Span(NamedTuple):
    """A stretch of a text: characters ``start`` to ``end``, the last one excluded, counted from 0."""

    start: int
    end: int


class GradersError(Exception):
    """Anything that graders raises on purpose."""


class UndefinedError(GradersError):
    """An expression without a value; the text says why: ``division by zero``."""

    @property
    def why(self) -> Phrase:
        """Say why, as the phrase that was given."""
        return next((said(reason) for reason in self.args if isinstance(reason, str)), said(""))


class OversizeError(UndefinedError):
    """An expression that is too large to be worked out, which says nothing about whether it has a value."""


class OurError(GradersError):
    """A state that cannot be reached unless graders itself is wrong."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend in a file: where it stands, what is wrong, and the remedy where one is known.

    ``line`` and ``column`` count from 1; 0 means that the place is not known.  ``path`` is the way to
    the value inside the file, as in ``parts[0].check``.  ``code`` is the kind of problem, where kinds are told apart.
    """

    message: str
    file: str = ""
    line: int = 0
    column: int = 0
    path: str = ""
    remedy: str = ""
    code: str = ""

    def __str__(self) -> str:
        """Write the problem on one line, as compilers do: ``file:line:column path: message, remedy``."""
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part)
        where = " ".join(part for part in (place, self.path) if part)
        what = f"{self.message}, {self.remedy}" if self.remedy else self.message
        return f"{where}: {what}" if where else what


class AuthorError(GradersError):
    """Problems in files that an author or instructor wrote: all of them at once, in order of place."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Keep the problems; there is at least one."""
        super().__init__(problems)
        self.problems = tuple(sorted(problems, key=lambda problem: (problem.file, problem.line, problem.column)))

    def __str__(self) -> str:
        """Write one problem a line."""
        return "\n".join(str(problem) for problem in self.problems)


class ResponseError(GradersError):
    """A text that cannot be read as mathematics: where, what was found there, and what was expected.

    ``repair``, where there is one, is a text that can be read and is probably meant.
    """

    def __init__(self, text: str, span: Span, found: str, expected: str, repair: str = "") -> None:
        """Keep the fields; the sentence is written by ``str`` and the picture by ``pointed``."""
        super().__init__(text, span, found, expected, repair)
        self.text = text
        self.span = span
        self.found = found
        self.expected = expected
        self.repair = repair

    def __eq__(self, other: object) -> bool:
        """Compare by the fields, since verdicts that hold one are values."""
        return self.args == other.args if isinstance(other, ResponseError) else NotImplemented

    def __hash__(self) -> int:
        """Agree with equality."""
        return hash(self.args)

    def __str__(self) -> str:
        """Say it in one sentence; positions count characters from 1."""
        sentence = f"{self.found} at character {self.span.start + 1}: {self.expected}"
        return f"{sentence}; did you mean {self.repair}?" if self.repair else sentence

    def pointed(self) -> str:
        """Draw the text with a caret under the span, and the sentence below it."""
        line, column, width = self._visible()
        return f"{line}\n{' ' * column}{'~' * (width - 1)}^\n{self}"

    def _visible(self, *, room: int = 72) -> tuple[str, int, int]:
        """Cut the window of one line that shows the span: its text, and the span's column and width in it."""
        first = max(0, self.span.start - room // 2)
        last = min(len(self.text), first + room)
        seen = self.text[first:last]
        plain = "".join(character if character.isprintable() else " " for character in seen)
        head, tail = ("…" if first else ""), ("…" if last < len(self.text) else "")
        column = self.span.start - first + len(head)
        width = max(1, min(self.span.end, last) - self.span.start)
        return head + plain + tail, column, width
