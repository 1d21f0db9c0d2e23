"""What is kept of a graded submission: enough to report, export, review and grade it again, on one line of JSON.

    {"file": "sheets/ada/answers.yaml", "sha256": "...", "place": 0, "student": {"id": "ada", "name": "Ada Lovelace"},
     "exercises": [{"exercise": "embeddings/inner-product", "title": "...", "sha256": "...",
                    "variant": {"number": 5, "values": {...}, "digest": "..."},
                    "parts": [{"part": "product", "response": "-7", "read_as": "-7", "verdict": "correct",
                               "score": "1", "evidence": "proved", "by": "exact rational arithmetic",
                               "points": "1", "key": "-7", "feedback": [...]}]}],
     "problems": [...]}

Of a part with several attempts, ``"attempts": [["48", "incorrect", "0"], ...]`` has all of them and ``taken`` what
penalties cost; ``earlier`` of the exercise is what was typed in which.  Marks are exact, as fractions.  What was typed,
what was given and the digests of both stand here, so that a submission can be graded again without its file.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from fractions import Fraction
from functools import lru_cache
from sys import intern
from typing import TYPE_CHECKING, Any, TypeAlias

from graders.assignment import Student
from graders.equivalence.decision import Undecided, evidence
from graders.errors import Problem, ResponseError
from graders.gradebook import ALIKE, BLANK, LOOKED_AT, Box, Entry, Row
from graders.issued import Handout, IssuedVariant
from graders.phrases import Phrase
from graders.statistics.mistakes import may_be_mistake, told_mistakes
from graders.submission import Submission
from graders.syntax import parse, to_text
from graders.value.rationals import added
from graders.verdict import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from graders.equivalence.decision import Decision
    from graders.exercise import Exercise
    from graders.grading import GradedExercise, GradedPart, GradedSubmission
    from graders.syntax.tree import Node
    from graders.verdict import Field

Json: TypeAlias = "dict[str, Any]"

KeptAttempt: TypeAlias = tuple[str, str, Fraction]
"""One of several attempts: what was typed, the verdict, and the score."""


@dataclass(frozen=True, slots=True)
class KeptPart:
    """One box: what was typed, how it was read, the verdict and its evidence, and what the student is told.

    ``attempts`` are all of them where there are several; ``taken`` is the share of the points that they and the
    ``hints`` cost, and the box is ``open`` while the student may still try.
    """

    part: str
    response: str
    read_as: str | None
    verdict: str
    score: Fraction
    evidence: str
    by: str
    mark: Fraction
    points: Fraction
    key: str
    feedback: tuple[Message, ...] = ()
    attempts: tuple[KeptAttempt, ...] = ()
    taken: Fraction = Fraction(0)
    hints: int = 0
    open: bool = False

    @property
    def ruled(self) -> bool:
        """Tell whether a person has decided it."""
        return any(each.key == "ruled" for each in self.feedback)

    @property
    def last(self) -> str:
        """What was typed last."""
        return self.attempts[-1][0] if self.attempts else self.response

    @property
    def standing(self) -> str:
        """The verdict, or ``blank``."""
        return _standing(self.verdict, self.response)


def _standing(verdict: str, response: str) -> str:
    return verdict if response.strip() else BLANK


@dataclass(frozen=True, slots=True)
class KeptExercise:
    """One exercise: the variant that was given, and the exercise's digest when it was graded.

    ``earlier`` holds what was typed in the attempts before the last one, by part.
    """

    exercise: str
    title: str
    digest: str
    given: IssuedVariant
    parts: tuple[KeptPart, ...]
    earlier: tuple[tuple[tuple[str, str], ...], ...] = ()

    @property
    def mark(self) -> Fraction:
        """What was earned."""
        return added(part.mark for part in self.parts)

    @property
    def points(self) -> Fraction:
        """What the exercise counts."""
        return added(part.points for part in self.parts)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a submission comes from: its file, the digest of its bytes, and the student's place in the class list.

    A file of no name was never handed in.
    """

    file: str = ""
    digest: str = ""
    place: int = 0


@dataclass(frozen=True, slots=True)
class Kept:
    """One graded submission."""

    student: Student
    source: Source
    exercises: tuple[KeptExercise, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def file(self) -> str:
        """The name of its file."""
        return self.source.file

    @property
    def mark(self) -> Fraction:
        """What was earned."""
        return added(exercise.mark for exercise in self.exercises)

    @property
    def points(self) -> Fraction:
        """What the assignment counts."""
        return added(exercise.points for exercise in self.exercises)

    @property
    def boxes(self) -> Iterator[tuple[KeptExercise, KeptPart]]:
        """Every box with its exercise."""
        return ((exercise, part) for exercise in self.exercises for part in exercise.parts)

    @property
    def handout(self) -> Handout:
        """What the student was given."""
        return Handout(self.student, tuple(exercise.given for exercise in self.exercises))

    @property
    def submission(self) -> Submission:
        """What the student handed in."""
        responses = tuple(
            (exercise.exercise, tuple((part.part, part.last) for part in exercise.parts)) for exercise in self.exercises
        )
        rounds = max((len(exercise.earlier) for exercise in self.exercises), default=0)
        earlier = tuple(
            tuple((each.exercise, each.earlier[place]) for each in self.exercises if place < len(each.earlier))
            for place in range(rounds)
        )
        return Submission(self.student.id, responses, self.file, self.problems, earlier=earlier)


def kept(graded: GradedSubmission, handout: Handout, exercises: Mapping[str, Exercise], source: Source) -> Kept:
    """Keep a graded submission."""
    given = {each.exercise: each for each in handout.variants}
    kept_exercises = tuple(_exercise(each, exercises[each.exercise], given[each.exercise]) for each in graded.exercises)
    return Kept(graded.student, source, kept_exercises, graded.problems)


def _exercise(graded: GradedExercise, exercise: Exercise, given: IssuedVariant) -> KeptExercise:
    parts = tuple(_part(part) for part in graded.parts)
    return KeptExercise(graded.exercise, graded.title, exercise.digest, given, parts, graded.earlier)


def _part(graded: GradedPart) -> KeptPart:
    verdict = graded.verdict
    return KeptPart(
        graded.part,
        graded.response,
        None if verdict.read_as is None else to_text(verdict.read_as),
        verdict.outcome.value,
        verdict.score,
        "none" if verdict.decision is None else evidence(verdict.decision),
        method(verdict.decision),
        graded.mark,
        graded.points,
        to_text(graded.key),
        graded.feedback,
        _attempts(graded),
        graded.marking.taken,
        graded.marking.hints,
        graded.marking.open,
    )


def _attempts(graded: GradedPart) -> tuple[KeptAttempt, ...]:
    """Give the attempts at a box, where there are several."""
    if len(graded.attempts) == 1:
        return ()
    return tuple((each.response, each.verdict.outcome.value, each.verdict.score) for each in graded.attempts)


def method(decision: Decision | None) -> str:
    """Name the method of a decision; for one that is open, the reason."""
    if decision is None:
        return ""
    return decision.reason if isinstance(decision, Undecided) else decision.by


# to JSON and back


def to_line(each: Kept) -> str:
    """Write a kept submission on one line; half a character that somebody typed is written as its escape."""
    fields = {
        "file": each.file,
        "sha256": each.source.digest,
        "place": each.source.place,
        "student": {"id": each.student.id, "name": each.student.name},
        "mark": str(each.mark),
        "points": str(each.points),
        "exercises": [_exercise_fields(exercise) for exercise in each.exercises],
        "problems": [_problem_fields(problem) for problem in each.problems],
    }
    return json.dumps(fields, separators=(",", ":"))


def whole_line(each: Kept) -> bytes:
    """Write the line of a kept submission as it stands in a file, with its end."""
    return to_line(each).encode() + b"\n"


def _exercise_fields(each: KeptExercise) -> Json:
    given = {"number": each.given.number, "values": dict(each.given.values), "digest": each.given.digest}
    return {
        "exercise": each.exercise,
        "title": each.title,
        "sha256": each.digest,
        "issued": each.given.exercise_digest,
        "variant": given,
        "parts": [_part_fields(part) for part in each.parts],
        **({"earlier": [dict(responses) for responses in each.earlier]} if each.earlier else {}),
    }


def _part_fields(part: KeptPart) -> Json:
    return {
        "part": part.part,
        "response": part.response,
        "read_as": part.read_as,
        "verdict": part.verdict,
        "score": str(part.score),
        "evidence": part.evidence,
        "by": part.by,
        "mark": str(part.mark),
        "points": str(part.points),
        "key": part.key,
        "feedback": [{"key": each.key, "fields": _written(each)} for each in part.feedback],
        **_marking_fields(part),
    }


def _marking_fields(part: KeptPart) -> Json:
    """Write how several attempts were marked; nothing where there is one, and nothing more to come."""
    attempts = [[response, verdict, str(score)] for response, verdict, score in part.attempts]
    taken = str(part.taken) if part.taken else None
    fields: Json = {"attempts": attempts, "taken": taken, "hints": part.hints, "open": part.open}
    return {name: field for name, field in fields.items() if field}


def _written(message: Message) -> Json:
    return {name: _field(field) for name, field in message.fields}


def _field(field: Field) -> object:
    """Write a field: words and whole numbers as they are, the others with what they are."""
    if isinstance(field, Phrase):
        return {"phrase": field.template, "fields": {name: _field(inner) for name, inner in field.fields.items()}}
    if isinstance(field, (str, int)):
        return field
    return {"number": str(field)} if isinstance(field, Fraction) else {"mathematics": to_text(field)}


def from_line(line: str | bytes) -> Kept:
    """Read a kept submission; a line that is none raises ``KeyError``, ``TypeError`` or ``ValueError``."""
    return from_fields(json.loads(line))


def from_fields(fields: Json) -> Kept:
    """Read a kept submission from the fields of its line."""
    return Kept(
        Student(fields["student"]["id"], fields["student"]["name"]),
        Source(fields["file"], fields["sha256"], fields["place"]),
        tuple(_exercise_from(each) for each in fields["exercises"]),
        tuple(_problem_from(each) for each in fields["problems"]),
    )


def _exercise_from(fields: Json) -> KeptExercise:
    variant = fields["variant"]
    _check_texts(fields["exercise"], fields["title"], fields["sha256"], variant["digest"], *variant["values"].values())
    given = IssuedVariant(
        fields["exercise"], variant["number"], tuple(variant["values"].items()), variant["digest"], fields["issued"]
    )
    parts = tuple(_part_from(each) for each in fields["parts"])
    earlier = tuple(tuple(responses.items()) for responses in fields.get("earlier", ()))
    return KeptExercise(fields["exercise"], fields["title"], fields["sha256"], given, parts, earlier)


def _said(field: Any) -> str | int:  # noqa: ANN401 - it comes from JSON
    """Read what a phrase was filled with."""
    inner = _read(field)
    return inner if isinstance(inner, (str, int)) else str(inner)


def _words(field: Any) -> str:  # noqa: ANN401 - it comes from JSON
    inner = _read(field)
    return inner if isinstance(inner, str) else str(inner)


def _problem_fields(problem: Problem) -> Json:
    return {**asdict(problem), "message": _field(problem.message), "remedy": _field(problem.remedy)}


def _problem_from(fields: Json) -> Problem:
    return Problem(**{**fields, "message": _words(fields["message"]), "remedy": _words(fields["remedy"])})


TEXTS = ("part", "response", "verdict", "evidence", "by", "key")
"""The fields of a part that are texts."""


def _check_texts(*fields: object) -> None:
    """Refuse fields that are no texts, whoever wrote the line."""
    if not all(isinstance(each, str) for each in fields):
        raise TypeError("texts")


def _part_from(fields: Json) -> KeptPart:
    _check_texts(*map(fields.__getitem__, TEXTS), *(each["key"] for each in fields["feedback"]))
    feedback = _messages(fields["feedback"])
    exact: Json = {name: _exact(fields[name]) for name in ("score", "mark", "points", "taken") if name in fields}
    several = fields.get("attempts", ())
    attempts = tuple((response, verdict, _exact(score)) for response, verdict, score in several)
    return KeptPart(**(fields | exact | {"feedback": feedback, "attempts": attempts}))


def _messages(told: Iterable[Json]) -> tuple[Message, ...]:
    return tuple(
        Message(each["key"], tuple((name, _read(field)) for name, field in each["fields"].items())) for each in told
    )


@lru_cache(ALIKE)
def _exact(written: str) -> Fraction:
    return Fraction(written)


@lru_cache(ALIKE)
def _tree(written: str) -> Node:
    return parse(written)


def _read(field: Any) -> Field:  # noqa: ANN401 - it comes from JSON
    """Read a field of a message; mathematics that cannot be read again stays text."""
    if not isinstance(field, dict):
        return str(field) if not isinstance(field, int) else field
    if "number" in field:
        return Fraction(field["number"])
    if "phrase" in field:
        return Phrase(str(field["phrase"]), {name: _said(inner) for name, inner in field["fields"].items()})
    try:
        return _tree(field["mathematics"])
    except ResponseError:
        return str(field["mathematics"])


# the line of the gradebook


def row(line: str | bytes) -> Row:
    """Read the line of the gradebook, which needs little of what is kept: a class has a line for each student.

    What many students have alike is kept once for all of them.
    """
    fields = json.loads(line)
    student = Student(fields["student"]["id"], fields["student"]["name"])
    entries = tuple(map(_entry_from, fields["exercises"]))
    boxes = tuple(box for exercise in fields["exercises"] for box in _boxes(exercise))
    problems = tuple(map(_problem_from, fields["problems"]))
    mark, points = added(entry.mark for entry in entries), added(entry.points for entry in entries)
    return Row(student, entries, boxes, problems, mark, points, absent=not fields["file"])


def _entry_from(fields: Json) -> Entry:
    marks, points = (tuple([part[name] for part in fields["parts"]]) for name in ("mark", "points"))
    return _entry(fields["exercise"], fields["title"], marks, points)


@lru_cache(ALIKE)
def _entry(exercise: str, title: str, marks: tuple[str, ...], points: tuple[str, ...]) -> Entry:
    """Add the parts' marks up, as they are written: texts are told from one another sooner than fractions."""
    return Entry(exercise, title, added(map(_exact, marks)), added(map(_exact, points)))


def _boxes(fields: Json) -> Iterator[Box]:
    """Give the boxes of an exercise, which have one variant."""
    exercise, variant = intern(fields["exercise"]), (fields["variant"]["number"], intern(fields["variant"]["digest"]))
    for part in fields["parts"]:
        stands = _standing(part["verdict"], part["response"])
        looked_at = stands in LOOKED_AT
        told = _messages(each for each in part["feedback"] if looked_at or may_be_mistake(each["key"]))
        mistakes = told_mistakes(told)
        yield Box(
            exercise,
            intern(part["part"]),
            intern(stands),
            _exact(part["mark"]),
            _exact(part["points"]),
            part["response"] if mistakes or (looked_at and told) else "",
            told if looked_at else (),
            mistakes,
            variant,
        )
