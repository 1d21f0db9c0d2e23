"""What came back from a student: the text of every box, exactly as typed, and what was odd about the file."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from graders.errors import Problem
from graders.phrases import phrase

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

Responses: TypeAlias = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
"""For each exercise's id, for each part's id, the text; a blank box is the empty text."""

UNKNOWN: Mapping[str, str] = MappingProxyType(
    {
        "exercise": "unknown exercise {name}, its answers are not graded",
        "part": "unknown part {name}, its answers are not graded",
    }
)
"""What is said of a name that the assignment does not have."""

MOST = 40
"""Unknown names in one file that are told one by one."""


@dataclass(frozen=True, slots=True)
class Submission:
    """The responses of one attempt.

    ``problems`` says what had to be guessed while the file was read; nothing of it is the end of a
    submission.  ``lines`` holds the line of the file where each exercise (its part is then the empty
    text) and each response stands.
    """

    student: str
    responses: Responses
    file: str = ""
    problems: tuple[Problem, ...] = ()
    lines: tuple[tuple[str, str, int], ...] = ()

    def response(self, exercise: str, part: str) -> str:
        """Give the text of one box; the empty text where there is none."""
        return dict(dict(self.responses).get(exercise, ())).get(part, "")

    def line(self, exercise: str, part: str = "") -> int:
        """Give the line where an exercise or a response stands; 0 where that is not known."""
        return next((line for *names, line in self.lines if names == [exercise, part]), 0)


def strays(submission: Submission, parts: Mapping[str, Collection[str]]) -> tuple[Problem, ...]:
    """Report the exercises and parts that a submission names and the assignment does not have.

    ``parts`` holds the ids of the parts of each exercise.
    """
    found = tuple(islice(_strays(submission, parts), MOST + 1))
    if len(found) <= MOST:
        return found
    return (*found[:MOST], Problem("further exercises and parts are unknown and not graded", submission.file))


def _strays(submission: Submission, parts: Mapping[str, Collection[str]]) -> Iterator[Problem]:
    for exercise, responses in submission.responses:
        if exercise not in parts:
            yield _stray(submission, "exercise", (exercise, ""), parts)
            continue
        for part, _ in responses:
            if part not in parts[exercise]:
                yield _stray(submission, "part", (exercise, part), parts[exercise])


def _stray(submission: Submission, kind: str, names: tuple[str, str], known: Collection[str]) -> Problem:
    name = names[1] or names[0]
    near = get_close_matches(name, known, n=1)
    return Problem(
        phrase(UNKNOWN[kind], name=name),
        submission.file,
        submission.line(*names),
        path=".".join(("answers", *filter(None, names))),
        remedy=phrase('did you mean "{name}"?', name=near[0])
        if near
        else phrase("there are: {names}", names=", ".join(known)),
    )
