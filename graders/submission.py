"""What came back from a student: the text of every box, exactly as typed, and what was odd about the file."""

from __future__ import annotations

from dataclasses import dataclass, replace
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
    """The responses of one attempt, and those of the attempts before it.

    ``earlier`` are from the first attempt on; a box that an attempt leaves out stands as it stood.  ``problems`` says
    what had to be guessed while the file was read; nothing of it is the end of a submission.  ``lines`` holds the line
    of the file where each exercise (its part is then the empty text) and each response stands.
    """

    student: str
    responses: Responses
    file: str = ""
    problems: tuple[Problem, ...] = ()
    lines: tuple[tuple[str, str, int], ...] = ()
    earlier: tuple[Responses, ...] = ()

    def of(self, exercise: str) -> dict[str, str]:
        """Give the responses to one exercise, by part."""
        return dict(dict(self.responses).get(exercise, ()))

    def before(self, exercise: str) -> tuple[dict[str, str], ...]:
        """Give the responses to one exercise of every attempt before, by part."""
        return tuple(dict(dict(responses).get(exercise, ())) for responses in self.earlier)

    @property
    def rounds(self) -> tuple[Responses, ...]:
        """All attempts, from the first to the last."""
        return (*self.earlier, self.responses)

    def following(self, rounds: tuple[Responses, ...]) -> Submission:
        """Give what was handed in after earlier attempts; what it leaves out stands as it stood."""
        if not rounds:
            return self
        standing: dict[str, dict[str, str]] = {}
        for responses in (*rounds, *self.rounds):
            for exercise, parts in responses:
                boxes = standing.setdefault(exercise, {})
                boxes.update((part, text) for part, text in parts if text or part not in boxes)
        merged = tuple((exercise, tuple(parts.items())) for exercise, parts in standing.items())
        return replace(self, responses=merged, earlier=(*rounds, *self.earlier))

    def response(self, exercise: str, part: str) -> str:
        """Give the text of one box; the empty text where there is none."""
        return self.of(exercise).get(part, "")

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
    named = dict.fromkeys(
        (exercise, part) for responses in submission.rounds for exercise, found in responses for part in _names(found)
    )
    for exercise, part in named:
        if not part and exercise not in parts:
            yield _stray(submission, "exercise", (exercise, ""), parts)
        elif part and part not in parts.get(exercise, (part,)):
            yield _stray(submission, "part", (exercise, part), parts[exercise])


def _names(found: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """Name the parts that were answered; the empty text stands for the exercise itself."""
    return ("", *(part for part, _ in found))


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
