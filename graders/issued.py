"""What every student was given: for every exercise the variant's number, its values and its digest.

A variant once issued never changes.  What was issued is graded, whatever became of the exercise since; whoever was
given something keeps it when the class is issued anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from graders.assignment import Student, folded
from graders.dealing import Dealer
from graders.errors import AuthorError, Problem, ResponseError
from graders.papers import check_pools, paper
from graders.parameters import parameters
from graders.sharing import sharing
from graders.syntax import Vocabulary, parse, to_text
from graders.variant import make_variant

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from graders.assignment import Assignment, Item
    from graders.classkey import ClassKey
    from graders.exercise import Exercise
    from graders.parameters import Parameters
    from graders.variant import Values, Variant

BY_SEED = 1
BY_KEY = 2
"""How variants were drawn: by the seed alone, or by the class key.  Another way would be another number."""


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
    """What was issued of one assignment; students stand in the order of the class list.

    The handouts of a large class may lie on the disk, and are read when they are asked for.
    ``scheme`` says how variants were drawn, ``key`` is the fingerprint of the class key, if there was one.
    """

    title: str
    seed: str
    digest: str
    handouts: Sequence[Handout]
    file: str = ""
    scheme: int = BY_SEED
    key: str = ""

    @property
    def students(self) -> Iterator[Student]:
        """Everybody who was given something."""
        return (handout.student for handout in self.handouts)


def issue(
    assignment: Assignment,
    exercises: Mapping[str, Exercise],
    students: Sequence[Student],
    before: Issued | None = None,
    key: ClassKey | None = None,
) -> Issued:
    """Give every student a paper, with a variant of every exercise on it that no other student has.

    Whoever has been given one before keeps it.  An ``AuthorError`` names every exercise that has too few
    variants for the class.
    """
    if before is not None:
        check_seed(before, assignment)
        key = _key_for(before, key)
    check_pools(assignment, exercises)
    dealer = Dealer(assignment.seed, key, assignment.same, assignment.even)
    dealing = _Dealing(assignment, exercises, dealer, students, before)
    problems: list[Problem] = []
    for unit in dealing.units():
        try:
            dealing.deal(unit)
        except AuthorError as error:
            problems.extend(error.problems)
    if problems:
        raise AuthorError(tuple(problems))
    scheme = BY_SEED if key is None else BY_KEY
    fingerprint = "" if key is None else key.fingerprint
    title, seed, digest = assignment.title, assignment.seed, assignment.digest
    return Issued(title, seed, digest, dealing.handouts(), scheme=scheme, key=fingerprint)


def check_seed(issued: Issued, assignment: Assignment) -> None:
    """Refuse the record of another assignment, or of one whose seed was changed."""
    if issued.seed != assignment.seed:
        message = f'"{issued.title}" was issued with the seed {issued.seed}, "{assignment.title}" has {assignment.seed}'
        remedy = "put the seed back, or use another folder"
        raise AuthorError((Problem(message, issued.file, remedy=remedy),))


def _key_for(before: Issued, key: ClassKey | None) -> ClassKey | None:
    """Go on as it was begun: by the seed where there was no key, else by the same key."""
    if before.scheme == BY_SEED:
        return None
    if key is None or key.fingerprint != before.key:
        missing = "the class key is missing" if key is None else "this is another class key"
        message = f'"{before.title}" was issued with the class key {before.key}, and {missing}'
        remedy = "restore class.key beside the assignment, or use another folder"
        raise AuthorError((Problem(message, before.file, remedy=remedy),))
    return key


class _Dealing:
    """One class being dealt to: what everybody has so far."""

    def __init__(
        self,
        assignment: Assignment,
        exercises: Mapping[str, Exercise],
        dealer: Dealer,
        students: Sequence[Student],
        before: Issued | None,
    ) -> None:
        self.assignment = assignment
        self.exercises = exercises
        self.dealer = dealer
        self.students = students
        self.kept = {folded(handout.student.id): handout for handout in before.handouts} if before else {}
        self.given: dict[str, dict[str, IssuedVariant]] = {
            student.id: {each.exercise: each for each in self.old(student)} for student in students
        }
        self.papers = {
            student.id: paper(assignment, dealer, student, tuple(self.given[student.id])) for student in students
        }

    def old(self, student: Student) -> tuple[IssuedVariant, ...]:
        """Give what a student was given before."""
        handout = self.kept.get(folded(student.id))
        return handout.variants if handout else ()

    def units(self) -> Iterator[tuple[Item, ...]]:
        """Give what is drawn together."""
        return iter(self.assignment.units)

    def deal(self, unit: tuple[Item, ...]) -> None:
        """Give one exercise, or the exercises of a group, to everybody whose paper has them."""
        names = tuple(item.exercise for item in unit)
        lacking = [student for student in self.students if self._lacks(student, names)]
        group = unit[0].group
        if group is not None:
            shared = sharing([self.exercises[name] for name in names], self.assignment.groups[group])
            taken = (shared.joined(variants) for variants in self._taken(names))
            for student, whole in self.dealer.deal(shared.whole, lacking, taken):
                self._give(student, names, shared.split(whole))
            return
        (name,) = names
        taken = (variant for (variant,) in self._taken(names))
        for student, variant in self.dealer.deal(self.exercises[name], lacking, taken):
            self._give(student, names, (variant,))

    def _lacks(self, student: Student, names: tuple[str, ...]) -> bool:
        """Tell whether a student's paper has exercises that the student was not given yet; all of them or none."""
        wanted = {item.exercise for item in self.papers[student.id]}
        missing = [name for name in names if name in wanted and name not in self.given[student.id]]
        if missing and len(missing) < len(names):
            message = f"{missing[0]} was added to exercises that share parameters, when {student.id} had them already"
            raise AuthorError((Problem(message, remedy="let it stand alone, or use another folder"),))
        return bool(missing)

    def _taken(self, names: tuple[str, ...]) -> Iterator[tuple[Variant, ...]]:
        """Give what was issued before of some exercises, to whomever; what no longer fits takes nothing away."""
        for handout in self.kept.values():
            old = {each.exercise: each for each in handout.variants}
            if all(name in old for name in names):
                try:
                    yield tuple(_restored(self.exercises[name], old[name]) for name in names)
                except AuthorError:
                    continue

    def _give(self, student: Student, names: tuple[str, ...], variants: tuple[Variant, ...]) -> None:
        for name, variant in zip(names, variants, strict=True):
            self.given[student.id][name] = _recorded(self.exercises[name], variant)

    def handouts(self) -> tuple[Handout, ...]:
        """Give what everybody has, in the order of their papers; who has left the class stays at the end."""
        present = {folded(student.id) for student in self.students}
        gone = tuple(handout for name, handout in self.kept.items() if name not in present)
        return (*map(self._handout, self.students), *gone)

    def _handout(self, student: Student) -> Handout:
        given = self.given[student.id]
        names = dict.fromkeys((*(item.exercise for item in self.papers[student.id]), *given))
        return Handout(student, tuple(given[name] for name in names))


def _restored(exercise: Exercise, issued: IssuedVariant) -> Variant:
    return make_variant(exercise, issued.number, _values(exercise, issued))


def _recorded(exercise: Exercise, variant: Variant) -> IssuedVariant:
    values = tuple((name, to_text(value)) for name, value in variant.values)
    return IssuedVariant(exercise.id, variant.number, values, variant.digest, exercise.digest)


class Archive:
    """Where issued variants are looked up again: a record beside the exercises as they are now."""

    def __init__(self, issued: Issued, assignment: Assignment, exercises: Mapping[str, Exercise]) -> None:
        """Read the exercises' parameters, once for the whole class."""
        check_seed(issued, assignment)
        self.issued = issued
        self.assignment = assignment
        self.exercises = exercises
        self.parameters: Mapping[str, Parameters] = {name: parameters(each) for name, each in exercises.items()}

    @cached_property
    def handouts(self) -> Mapping[str, Handout]:
        """What everybody was given, by student."""
        return {handout.student.id: handout for handout in self.issued.handouts}

    def variants(self, student: Student) -> Mapping[str, Variant]:
        """Give what a student was given, by exercise; an ``AuthorError`` says all that does not fit."""
        return self.variants_of(self.handouts[student.id])

    def variants_of(self, handout: Handout) -> Mapping[str, Variant]:
        """Make the variants again of what a student was given."""
        student = handout.student
        found: dict[str, Variant] = {}
        problems = list(self._missing(handout))
        for issued in handout.variants:
            name = issued.exercise
            try:
                if name in self.exercises:
                    found[name] = self.variant(self.exercises[name], issued)
            except AuthorError as error:
                problems.extend(self._problem(student, name, each.message, each.remedy) for each in error.problems)
        if problems:
            raise AuthorError(tuple(problems))
        return found

    def _missing(self, handout: Handout) -> Iterator[Problem]:
        """Report exercises that a student should have been given and was not."""
        given = {issued.exercise for issued in handout.variants}
        remedy = "run graders generate again"
        for item in self.assignment.items:
            if item.exercise in self.exercises and item.pool is None and item.exercise not in given:
                yield self._problem(handout.student, item.exercise, "was never issued", remedy)
        for pool, pick in enumerate(self.assignment.pools):
            members = [item.exercise for item in self.assignment.items if item.pool == pool]
            if len(given.intersection(members)) < pick:
                message = f"{pick} of these were to be issued: {', '.join(members)}"
                yield self._problem(handout.student, "pool", message, remedy)

    def variant(self, exercise: Exercise, issued: IssuedVariant) -> Variant:
        """Make an issued variant again, from its number, or from its values where the exercise has changed."""
        again = self._again(exercise, issued)
        if again is not None and again.digest == issued.digest:
            return again
        variant = make_variant(exercise, issued.number, _values(exercise, issued))
        if variant.digest != issued.digest or exercise.digest == issued.exercise_digest:
            raise _fault("the record was altered: values, number and digest do not belong together", "restore it")
        return variant

    def _again(self, exercise: Exercise, issued: IssuedVariant) -> Variant | None:
        """Make the variant that has this number now, if there is one."""
        drawn = self.parameters[exercise.id]
        if not 0 <= issued.number < drawn.size:
            return None
        try:
            return make_variant(exercise, issued.number, drawn.values(issued.number))
        except AuthorError:
            return None

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
