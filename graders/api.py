"""What notebooks and other graders call: ``from graders import load, generate, check, grade``.

    load       an exercise, by its name or the path of its file
    generate   a variant of it for one student, and the question
    check      one response beside one key
    grade      a student's responses to a variant

Values in, values out: nothing is printed, written or remembered.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from graders.comparison import Comparison, answer, compare
from graders.comparison import read_key as _read_key
from graders.errors import AuthorError, Problem
from graders.verdict import Outcome
from graders.words import words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction
    from pathlib import Path

    from graders.exercise import Exercise, Option
    from graders.grading import GradedExercise
    from graders.question import Question
    from graders.variant import Variant
    from graders.verdict import Verdict

NOTHING: Mapping[str, Option] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Generated:
    """What one student is given: the variant, which a grader keeps, and the question, which has no key in it."""

    variant: Variant
    question: Question


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of one response: the verdict, the share of the points, what the student is told, and the evidence."""

    outcome: Outcome
    score: Fraction
    message: str
    evidence: str
    read_as: str | None
    verdict: Verdict

    @property
    def correct(self) -> bool:
        """Tell whether it earns everything."""
        return self.outcome is Outcome.CORRECT


def load(name: str | Path) -> Exercise:
    """Read an exercise, by its name or the path of its file; an ``AuthorError`` has every problem of it.

    >>> load("embeddings/euclidean-distance").title
    'Euclidean distance between two embeddings'
    """
    from graders.bank import find, load_exercise

    return load_exercise(find(str(name)))


def generate(exercise: Exercise, *, seed: str = "", student: int = 0, pinned: str | None = None) -> Generated:
    """Give the variant of one student of a class, counted from 0, or a pinned one, and pose its question.

    The same exercise, seed and student give the same variant on every machine and in every version.

    >>> given = generate(load("embeddings/euclidean-distance"), pinned="lecture")
    >>> [ask.part for ask in given.question.asks]
    ['difference', 'distance']
    """
    from graders.question import pose
    from graders.space import pinned_variant, variant_for

    variant = pinned_variant(exercise, pinned) if pinned else variant_for(exercise, seed=seed, index=student)
    return Generated(variant, pose(exercise, variant))


def check(  # noqa: PLR0913 - what a check may be told
    key: str,
    response: str,
    *,
    check: str = "equivalent",
    form: tuple[str, ...] = (),
    options: Mapping[str, Option] = NOTHING,
    variables: tuple[str, ...] = (),
    key_notation: str = "plain",
) -> Checked:
    """Compare a response with a key.

    A key that cannot be read raises ``ResponseError``, a check or form that nobody knows ``AuthorError``; whatever
    stands in the response is a verdict and never an exception.

    >>> check("4*sqrt(3)", "√48").correct
    True
    >>> check("4*sqrt(3)", "48").message.split(":")[0]
    'Proved different from the answer'
    >>> check("4*sqrt(3)", "√(").outcome
    <Outcome.UNREADABLE: 'unreadable'>
    """
    comparison = Comparison(key, response, check, tuple(form), tuple(options.items()), tuple(variables), key_notation)
    if faults := tuple(comparison.faults()):
        raise AuthorError(tuple(Problem(fault) for fault in faults))
    verdict = compare(comparison, _read_key(comparison))
    told = answer(verdict, response, words())
    read_as = told["read_as"]
    return Checked(
        verdict.outcome,
        verdict.score,
        str(told["message"]),
        str(told["evidence"]),
        None if read_as is None else str(read_as),
        verdict,
    )


def grade(
    exercise: Exercise, variant: Variant, responses: Mapping[str, str], points: Fraction | None = None
) -> GradedExercise:
    """Grade a student's responses, by part; what is missing is blank.

    >>> exercise = load("embeddings/euclidean-distance")
    >>> given = generate(exercise, pinned="lecture")
    >>> graded = grade(exercise, given.variant, {"difference": "(-4, 4, 4)", "distance": "48"})
    >>> [str(part.verdict.outcome) for part in graded.parts], str(graded.mark), str(graded.points)
    (['correct', 'partly_correct'], '2', '3')
    """
    from graders.grading import grade_exercise

    return grade_exercise(exercise, variant, responses, points)
