r"""A submission read line by line, for files that are no YAML: one oddly typed answer costs no other.

    student: ID
    answers:
      TOPIC/NAME:                    a name with a slash is an exercise
        PART: what was typed         any other name is a part of the exercise above it

Indentation does not count, the space after a colon neither.  A line without a name goes on with the answer
above it, as do the deeper lines after ``PART: |``.  What stands in braces after an exercise's name are its
parts: ``TOPIC/NAME: {PART: (1, 2), PART: √2}``.  Below ``attempts:``, a dash before an exercise begins another attempt.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graders.bank.typed import NAMED, Reading, Typed, typed_alone, typed_in_braces
from graders.errors import Problem
from graders.phrases import phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

PASSED_OVER = re.compile(r"\s*(#.*|---.*|\.\.\.|[{}\],]*)\s*")
ATTEMPTS = re.compile(r"^\s*[\"']?attempts[\"']?\s*[:：]", re.MULTILINE | re.IGNORECASE)
DASHED = re.compile(r"""(?P<indent>\s*)-(?P<room>\s+)(?=["']?\w[\w-]*/[\w-]+["']?\s*[:：])""")
BLOCK = re.compile(r"\s*[|>][+-]?\s*(#.*)?")
LONGEST = 60
"""Characters of an answer that a message repeats."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A name, the lines from its colon up to the next name, and where it stands."""

    name: str
    lines: list[str]
    line: int
    indent: int
    quoted: bool
    dashed: bool = False

    def takes(self, line: str) -> bool:
        """Tell whether a line belongs here whatever it looks like: the text is a block, and the line deeper."""
        return BLOCK.fullmatch(self.lines[0]) is not None and (not line.strip() or indent(line) > self.indent)

    @property
    def text(self) -> str:
        """The text as it stands; as in JSON, a comma may follow a field whose name is quoted."""
        whole = "\n".join(self.lines).rstrip()
        return whole.removesuffix(",") if self.quoted else whole


def indent(line: str) -> int:
    """Count the white space before a line, tabs as usual."""
    wide = line.expandtabs()
    return len(wide) - len(wide.lstrip())


def read_lines(text: str, file: str) -> Reading:
    """Read a submission line by line; what belongs to no answer is a problem."""
    student = exercise = ""
    exercises: list[tuple[str, int]] = []
    answers: list[Typed] = []
    lost: list[int] = []
    begun = several = False
    attempt = 0
    opened = text.replace("{", " ", 1) if text.lstrip().startswith("{") else text
    for entry in _entries(opened, lost):
        whole = entry.text.strip()
        heading = entry.name.casefold()  # keyboards of phones begin a line with a capital
        several = several or heading == "attempts"
        if several and (entry.dashed or heading == "answers"):
            attempt += bool(answers)
        if heading == "student" and (not entry.indent or not exercise):
            student = typed_alone(whole)[0]
        elif "/" in entry.name:
            exercise = entry.name
            exercises.append((exercise, entry.line))
            if whole.startswith("{") and whole.endswith("}"):
                answers.extend(_braced(exercise, entry, whole, attempt))
            elif whole not in ("", "{"):
                lost.append(entry.line)
        elif heading in ("answers", "attempts") and (not entry.indent or not exercise):
            begun = True
            lost.extend([entry.line] if whole not in ("", "{") else [])
        elif not exercise:
            lost.extend([entry.line] if begun else [])
        else:
            answer, plain = typed_alone(entry.text)
            answers.append(Typed(exercise, entry.name, answer, entry.line, plain, attempt))
    return Reading(student, tuple(exercises), tuple(answers), tuple(_problems(file, answers, lost)))


def _entries(text: str, lost: list[int]) -> Iterator[Entry]:
    """Cut a text into names with their lines; lines before the first name are lost."""
    entry: Entry | None = None
    dashes = ATTEMPTS.search(text) is not None
    for number, written in enumerate(text.split("\n"), start=1):
        dashed = DASHED.match(written) if dashes else None
        line = DASHED.sub(r"\g<indent> \g<room>", written) if dashed else written
        if entry and entry.takes(written):
            entry.lines.append(written)
        elif found := NAMED.fullmatch(line):
            if entry:
                yield entry
            quoted = bool(found["quote"])
            entry = Entry(found["name"], [found["text"]], number, indent(line), quoted, dashed is not None)
        elif PASSED_OVER.fullmatch(line):
            continue
        elif entry:
            entry.lines.append(f" {line.strip()}")
        else:
            lost.append(number)
    if entry:
        yield entry


def _braced(exercise: str, entry: Entry, inside: str, attempt: int) -> Iterator[Typed]:
    for part, answer, line in typed_in_braces(inside):
        yield Typed(exercise, part, answer, entry.line + line, attempt=attempt)


def _problems(file: str, answers: list[Typed], lost: list[int]) -> Iterator[Problem]:
    for answer in answers:
        if not answer.plain:
            shown = answer.text if len(answer.text) <= LONGEST else f"{answer.text[:LONGEST]}…"
            message = phrase("YAML cannot read this answer, it is taken as typed: {shown}", shown=shown)
            path = f"answers.{answer.exercise}.{answer.part}"
            yield Problem(message, file, answer.line, path=path, remedy="better put it between quotes")
    for line in lost:
        remedy = 'write "part: answer" below the name of its exercise'
        yield Problem("this line belongs to no answer", file, line, remedy=remedy)
