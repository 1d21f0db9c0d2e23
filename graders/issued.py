"""The record of what was issued: for every student and exercise the variant's number, values and digest.

    {"graders": "issued", "schema": 1,
     "assignment": {"title": "Problem set 7", "seed": "spring", "digest": "..."},
     "students": [{"id": "ada", "name": "Ada Lovelace", "variants": {
         "embeddings/inner-product": {"number": 5, "values": {"a": "(-1, 4, 2)", "b": "(3, 0, -2)"},
                                      "digest": "...", "exercise": "..."}}}]}

A variant once issued never changes.  What stands in the record is graded, whatever became of the exercise
since; whoever is in the record keeps what is there when the class is issued anew.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from graders.assignment import Student, folded
from graders.candidates import candidates
from graders.errors import AuthorError, Problem, ResponseError
from graders.space import variants
from graders.syntax import Vocabulary, parse, to_text
from graders.variant import make_variant

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from graders.assignment import Assignment
    from graders.candidates import Candidates
    from graders.exercise import Exercise
    from graders.variant import Values, Variant

Kind = TypeVar("Kind")

FILE = "issued.json"
"""The name of the record among the sheets."""

SCHEMA = 1
"""The version of the record; it grows when a field changes its meaning."""


@dataclass(frozen=True, slots=True)
class IssuedVariant:
    """One variant as it was issued: values as text, its digest, and the digest of the exercise's file then."""

    exercise: str
    number: int
    values: tuple[tuple[str, str], ...]
    digest: str
    exercise_digest: str


@dataclass(frozen=True, slots=True)
class Handout:
    """What one student was given."""

    student: Student
    variants: tuple[IssuedVariant, ...]


@dataclass(frozen=True, slots=True)
class Issued:
    """The record of one assignment; students stand in the order of the class list."""

    title: str
    seed: str
    digest: str
    handouts: tuple[Handout, ...]
    file: str = ""

    @property
    def students(self) -> tuple[Student, ...]:
        """Everybody who was given something."""
        return tuple(handout.student for handout in self.handouts)


def issue(
    assignment: Assignment,
    exercises: Mapping[str, Exercise],
    students: Sequence[Student],
    before: Issued | None = None,
) -> Issued:
    """Give every student a variant of every exercise, each student of a class another one.

    Whoever has been given one before keeps it.  An ``AuthorError`` names every exercise that has too few
    variants for the class.
    """
    if before is not None:
        check_seed(before, assignment)
    kept = {folded(handout.student.id): handout for handout in before.handouts} if before else {}
    given: dict[str, list[IssuedVariant]] = {student.id: [] for student in students}
    problems: list[Problem] = []
    for item in assignment.items:
        old = {name: _of(handout, item.exercise) for name, handout in kept.items()}
        try:
            for student, issued in _dealt(exercises[item.exercise], assignment.seed, students, old):
                given[student.id].append(issued)
        except AuthorError as error:
            problems.extend(error.problems)
    if problems:
        raise AuthorError(tuple(problems))
    present = {folded(student.id) for student in students}
    gone = tuple(handout for name, handout in kept.items() if name not in present)
    handouts = tuple(Handout(student, tuple(given[student.id])) for student in students)
    return Issued(assignment.title, assignment.seed, assignment.digest, (*handouts, *gone))


def check_seed(issued: Issued, assignment: Assignment) -> None:
    """Refuse the record of another assignment, or of one whose seed was changed."""
    if issued.seed != assignment.seed:
        message = f'"{issued.title}" was issued with the seed {issued.seed}, "{assignment.title}" has {assignment.seed}'
        remedy = "put the seed back, or use another folder"
        raise AuthorError((Problem(message, issued.file, remedy=remedy),))


def _dealt(
    exercise: Exercise, seed: str, students: Sequence[Student], old: Mapping[str, IssuedVariant | None]
) -> Iterator[tuple[Student, IssuedVariant]]:
    """Give out one exercise: the old variants to those who have one, to the others the next that nobody has."""
    taken = {issued.digest for issued in old.values() if issued is not None} if exercise.given else frozenset()
    fresh = (variant for variant in variants(exercise, seed=seed) if variant.digest not in taken)
    for student in students:
        yield student, old.get(folded(student.id)) or _recorded(exercise, next(fresh))


def _of(handout: Handout, exercise: str) -> IssuedVariant | None:
    return next((issued for issued in handout.variants if issued.exercise == exercise), None)


def _recorded(exercise: Exercise, variant: Variant) -> IssuedVariant:
    values = tuple((name, to_text(value)) for name, value in variant.values)
    return IssuedVariant(exercise.id, variant.number, values, variant.digest, exercise.digest)


class Archive:
    """Where issued variants are looked up again: a record beside the exercises as they are now."""

    def __init__(self, issued: Issued, assignment: Assignment, exercises: Mapping[str, Exercise]) -> None:
        """Read the exercises' candidates, once for the whole class."""
        check_seed(issued, assignment)
        self.issued = issued
        self.exercises = exercises
        self.candidates: Mapping[str, Candidates] = {name: candidates(each) for name, each in exercises.items()}
        self.handouts = {handout.student.id: handout for handout in issued.handouts}

    def variants(self, student: Student) -> Mapping[str, Variant]:
        """Give what a student was given, by exercise; an ``AuthorError`` says all that does not fit."""
        return self.variants_of(self.handouts[student.id])

    def variants_of(self, handout: Handout) -> Mapping[str, Variant]:
        """Make the variants again of what a student was given."""
        student = handout.student
        found: dict[str, Variant] = {}
        problems: list[Problem] = []
        for name, exercise in self.exercises.items():
            issued = _of(handout, name)
            if issued is None:
                problems.append(self._problem(student, name, "was never issued", "run graders generate again"))
                continue
            try:
                found[name] = self.variant(exercise, issued)
            except AuthorError as error:
                problems.extend(self._problem(student, name, each.message, each.remedy) for each in error.problems)
        if problems:
            raise AuthorError(tuple(problems))
        return found

    def variant(self, exercise: Exercise, issued: IssuedVariant) -> Variant:
        """Make an issued variant again, from its number, or from its values where the exercise has changed."""
        drawn = self.candidates[exercise.id]
        if 0 <= issued.number < drawn.size:
            again = make_variant(exercise, issued.number, drawn.values(issued.number))
            if again.digest == issued.digest:
                return again
        variant = make_variant(exercise, issued.number, _values(exercise, issued))
        if variant.digest != issued.digest or exercise.digest == issued.exercise_digest:
            raise _fault("the record was altered: values, number and digest do not belong together", "restore it")
        return variant

    def changes(self) -> tuple[Problem, ...]:
        """Say which exercises have changed since they were issued; what was issued counts all the same."""
        then = {(issued.exercise, issued.exercise_digest) for each in self.issued.handouts for issued in each.variants}
        return tuple(
            Problem(
                f"{name} has changed since it was issued",
                self.issued.file,
                remedy="the values that were issued are graded, with the exercise's present key",
            )
            for name, exercise in self.exercises.items()
            if any(known == name and digest != exercise.digest for known, digest in then)
        )

    def _problem(self, student: Student, exercise: str, message: str, remedy: str) -> Problem:
        return Problem(message, self.issued.file, path=f"{student.id}.{exercise}", remedy=remedy)


def _fault(message: str, remedy: str) -> AuthorError:
    return AuthorError((Problem(message, remedy=remedy),))


def _values(exercise: Exercise, issued: IssuedVariant) -> Values:
    """Read recorded values, in the order in which the exercise gives its parameters now."""
    recorded = dict(issued.values)
    names = tuple(parameter.name for parameter in exercise.given)
    if set(names) != set(recorded):
        was, now = (", ".join(each) or "nothing" for each in (recorded, names))
        raise _fault(f"was issued with {was}, and now has {now}", "put the parameters back")
    try:
        return tuple((name, parse(recorded[name], Vocabulary())) for name in names)
    except ResponseError as error:
        raise _fault(f"a value cannot be read: {error}", "restore the record") from error


def to_json(issued: Issued) -> str:
    """Write a record, one student after the other."""
    assignment = {"title": issued.title, "seed": issued.seed, "digest": issued.digest}
    students = [_handout_json(handout) for handout in issued.handouts]
    record = {"graders": "issued", "schema": SCHEMA, "assignment": assignment, "students": students}
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def _handout_json(handout: Handout) -> dict[str, object]:
    issued = {
        each.exercise: {
            "number": each.number,
            "values": dict(each.values),
            "digest": each.digest,
            "exercise": each.exercise_digest,
        }
        for each in handout.variants
    }
    return {"id": handout.student.id, "name": handout.student.name, "variants": issued}


def from_json(text: str, file: str = "") -> Issued:
    """Read a record; an ``AuthorError`` says where it is none."""
    try:
        record = json.loads(text)
    except json.JSONDecodeError as error:
        problem = Problem(f"no JSON: {error.msg}", file, error.lineno, error.colno, remedy=RESTORE)
        raise AuthorError((problem,)) from error
    except (ValueError, RecursionError) as error:
        raise AuthorError((Problem("no JSON that can be read", file, remedy=RESTORE),)) from error
    reading = _Reading(file)
    if reading.field(record, "graders", str) != "issued" or reading.field(record, "schema", int) != SCHEMA:
        raise AuthorError(
            (Problem("is no record of what was issued, or one of another version", file, remedy=RESTORE),)
        )
    return reading.issued(record)


RESTORE = "restore the file as graders generate wrote it"


class _Reading:
    """One reading of one record."""

    def __init__(self, file: str) -> None:
        """Begin with a file's name."""
        self.file = file

    def issued(self, record: object) -> Issued:
        """Read the whole."""
        assignment = self.field(record, "assignment", dict)
        students = self.field(record, "students", list)
        title, seed, digest = (self.field(assignment, name, str) for name in ("title", "seed", "digest"))
        return Issued(title, seed, digest, tuple(self.handout(each) for each in students), self.file)

    def handout(self, found: object) -> Handout:
        """Read what one student was given."""
        student = Student(self.field(found, "id", str), self.field(found, "name", str))
        issued = self.field(found, "variants", dict)
        return Handout(student, tuple(self.variant(name, each) for name, each in issued.items()))

    def variant(self, exercise: str, found: object) -> IssuedVariant:
        """Read one variant."""
        values = self.field(found, "values", dict)
        return IssuedVariant(
            exercise,
            self.field(found, "number", int),
            tuple((name, self.field(values, name, str)) for name in values),
            self.field(found, "digest", str),
            self.field(found, "exercise", str),
        )

    def field(self, found: object, name: str, kind: type[Kind]) -> Kind:
        """Give a field of an object, if it is of its kind."""
        value = found.get(name) if isinstance(found, dict) else None
        if not isinstance(value, kind):
            raise AuthorError(
                (Problem(f'the field "{name}" is missing or of another kind', self.file, remedy=RESTORE),)
            )
        return value
