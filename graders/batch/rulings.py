"""What a person has ruled about answers that could not be decided; kept beside the journal, a ruling a line.

    {"exercise": "t/one", "part": "a", "variant": "...", "key": "4*sqrt(3)", "response": "√48", "read_as": "√48",
     "score": "1", "note": "The same by the addition theorem."}

A ruling applies to every equal answer: the same part of the same exercise, the same variant, and a text that is the
same but for white space, or is read as the same expression up to the order and grouping of its terms and factors.
Those that are equal by further laws may be in another form, about which a person may rule otherwise.  It holds until
it is replaced, also where answers are graded again, by another key too; the last ruling on an answer counts, and a
line with ``"withdrawn": true`` takes those before it back.
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

from graders.batch.journal import FAULTS
from graders.errors import AuthorError, Problem, ResponseError
from graders.files import plain_path
from graders.form.outline import outline
from graders.grading import marked_again
from graders.syntax import parse, to_text
from graders.syntax.vocabulary import OPEN
from graders.verdict import Outcome, message

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from graders.attempts import Attempt
    from graders.grading import GradedExercise, GradedPart, GradedSubmission
    from graders.kept import KeptExercise, KeptPart
    from graders.verdict import Message

FILE = "rulings.jsonl"
"""The name of the rulings among the reports."""

Answer: TypeAlias = "tuple[str, str, str, str]"
"""What makes answers equal: exercise, part, the variant's digest, and how the answer reads."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a person has decided about one answer and all equal ones: the share of the points, and why.

    ``key`` is the one that stood beside the answer then.
    """

    exercise: str
    part: str
    variant: str
    response: str
    read_as: str | None
    score: Fraction
    note: str = ""
    key: str = ""

    def is_about_another(self, key: str) -> bool:
        """Tell whether the key was another one when the person ruled."""
        return self.key not in ("", key)

    @property
    def answers(self) -> tuple[Answer, ...]:
        """The answers that it is about: as typed, and as read."""
        place = self.exercise, self.part, self.variant
        typed = (*place, f"typed {_squeezed(self.response)}")
        return (typed,) if self.read_as is None else (typed, (*place, f"read {alike(self.read_as)}"))


def ruling(exercise: KeptExercise, part: KeptPart, score: Fraction, note: str) -> Ruling:
    """Rule about an answer that was kept."""
    place = exercise.exercise, part.part, exercise.given.digest
    return Ruling(*place, part.response, part.read_as, score, note, part.key)


def alike(read_as: str) -> str:
    """Write what expressions have in common that differ in order and grouping alone.

    >>> alike("2*x + y") == alike("y + (x*2)")
    True
    """
    try:
        node = parse(read_as, OPEN, "plain")
    except ResponseError:
        return read_as  # too large a text, as we write it, to be read again
    return repr(outline(node))


class Rulings:
    """All rulings of a folder, to be looked up by answer."""

    def __init__(self, rulings: Iterable[Ruling] = ()) -> None:
        """Let later rulings replace earlier ones."""
        self.all = tuple(rulings)
        self.places = frozenset((each.exercise, each.part, each.variant) for each in self.all)
        self.known: Mapping[Answer, Ruling] = {answer: each for each in self.all for answer in each.answers}

    def find(self, exercise: str, part: str, variant: str, response: str, read_as: str | None) -> Ruling | None:
        """Find the ruling on an answer."""
        place = exercise, part, variant
        if place not in self.places:
            return None
        found = self.known.get((*place, f"typed {_squeezed(response)}"))
        if found is None and read_as is not None:
            found = self.known.get((*place, f"read {alike(read_as)}"))
        return found

    def on(self, exercise: KeptExercise, part: KeptPart) -> Ruling | None:
        """Find the ruling on an answer that was kept."""
        return self.find(exercise.exercise, part.part, exercise.given.digest, part.response, part.read_as)

    def applied(self, graded: GradedSubmission) -> GradedSubmission:
        """Let the rulings decide what they are about."""
        if not self.known:
            return graded
        return replace(graded, exercises=tuple(self._exercise(each) for each in graded.exercises))

    def _exercise(self, graded: GradedExercise) -> GradedExercise:
        return replace(graded, parts=tuple(self._part(graded, part) for part in graded.parts))

    def _part(self, graded: GradedExercise, part: GradedPart) -> GradedPart:
        """Mark a box anew where a person has ruled about one of its attempts."""
        found = [self._about(graded, part, attempt) for attempt in part.attempts]
        if not any(found):
            return part
        pairs = zip(part.attempts, found, strict=True)
        again = marked_again(part, tuple(attempt if each is None else _ruled(attempt, each) for attempt, each in pairs))
        about = found[again.marking.shown]
        return again if about is None else replace(again, feedback=_told(about))

    def _about(self, graded: GradedExercise, part: GradedPart, attempt: Attempt) -> Ruling | None:
        if not attempt.response.strip():
            return None
        read_as = None if attempt.verdict.read_as is None else to_text(attempt.verdict.read_as)
        return self.find(graded.exercise, part.part, graded.variant.digest, attempt.response, read_as)


def _ruled(attempt: Attempt, found: Ruling) -> Attempt:
    """Put a person's verdict in the place of ours."""
    verdict = replace(attempt.verdict, outcome=outcome(found.score), score=found.score, error=None)
    return replace(attempt, verdict=verdict)


def _told(found: Ruling) -> tuple[Message, ...]:
    """Say to the student what the person says."""
    return (message("ruled"), message("author", text=found.note)) if found.note else (message("ruled"),)


def outcome(score: Fraction) -> Outcome:
    """Give the verdict that a share of the points stands for."""
    if score == 1:
        return Outcome.CORRECT
    return Outcome.PARTLY_CORRECT if score else Outcome.INCORRECT


def _squeezed(text: str) -> str:
    return "".join(text.split())


def load_rulings(folder: Path) -> Rulings:
    """Read the rulings in a folder; there may be none."""
    path = folder / FILE
    if not path.exists():
        return Rulings()
    rulings: list[Ruling] = []
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        try:
            each, is_withdrawn = _read(line)
        except FAULTS as error:
            problem = Problem("is no ruling", plain_path(path), number, remedy="take the line away, and rule again")
            raise AuthorError((problem,)) from error
        rulings = _without(rulings, each) if is_withdrawn else [*rulings, each]
    return Rulings(rulings)


def _read(line: bytes) -> tuple[Ruling, bool]:
    """Read a ruling and whether it is withdrawn, whatever somebody has made of the line."""
    fields = json.loads(line)
    is_withdrawn = bool(fields.pop("withdrawn", False))
    score = str(fields.pop("score"))
    texts = [text for name, text in fields.items() if name != "read_as" or text is not None]
    if not SCORE.fullmatch(score) or not all(isinstance(text, str) for text in texts):
        raise TypeError("score or texts")
    "".join(texts).encode()  # half a character cannot be written again
    each = Ruling(**fields, score=Fraction(score))
    if each.score > 1:
        raise ValueError("score")
    return each, is_withdrawn


SCORE = re.compile(r"[0-9]{1,99}([/.][0-9]{1,99})?")
"""A share of the points; no exponent, which would stand for more digits than there is room."""


def _without(rulings: list[Ruling], withdrawn: Ruling) -> list[Ruling]:
    about = frozenset(withdrawn.answers)
    return [each for each in rulings if about.isdisjoint(each.answers)]


def add_ruling(folder: Path, each: Ruling, *, withdrawn: bool = False) -> None:
    """Write a ruling behind the others, or that it is withdrawn."""
    fields = {
        "exercise": each.exercise,
        "part": each.part,
        "variant": each.variant,
        "response": each.response,
        "read_as": each.read_as,
        "score": str(each.score),
        "note": each.note,
        "key": each.key,
        **({"withdrawn": True} if withdrawn else {}),
    }
    with (folder / FILE).open("ab+", buffering=0) as file:
        end = file.seek(0, os.SEEK_END)
        file.seek(max(0, end - 1))
        begins = file.read(1) in (b"", b"\n")  # an editor may have left the last line without its end
        file.write((b"" if begins else b"\n") + json.dumps(fields).encode() + b"\n")
