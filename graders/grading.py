"""The whole path on one page: a variant and a submission to a graded submission.

response -> tree -> decision -> verdict -> explanation -> feedback -> mark
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from graders.checks import judge
from graders.explanation import explained
from graders.feedback import feedback
from graders.marking import mark, scaled
from graders.question import STEPS, fill, pose
from graders.solution import shown_key, worked
from graders.submission import strays
from graders.syntax import Vocabulary
from graders.syntax.tree import variables
from graders.value.exact import substituted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graders.assignment import Assignment, Student
    from graders.errors import Problem
    from graders.exercise import Exercise, Part
    from graders.question import Ask, Question
    from graders.solution import Line
    from graders.submission import Submission
    from graders.syntax.tree import Node
    from graders.variant import Variant
    from graders.verdict import Message, Verdict


@dataclass(frozen=True, slots=True)
class GradedPart:
    """One box: what was asked and answered, the verdict, what the student is told, and the mark."""

    part: str
    ask: str
    response: str
    verdict: Verdict
    feedback: tuple[Message, ...]
    points: Fraction
    mark: Fraction
    key: Node


@dataclass(frozen=True, slots=True)
class GradedExercise:
    """One exercise of a submission, with its worked solution; ``left_at`` names the steps where the path was left."""

    exercise: str
    title: str
    question: Question
    variant: Variant
    parts: tuple[GradedPart, ...]
    solution: tuple[Line, ...]
    solution_text: str
    left_at: frozenset[str] = frozenset()

    @property
    def points(self) -> Fraction:
        """What the exercise counts."""
        return sum((part.points for part in self.parts), Fraction(0))

    @property
    def mark(self) -> Fraction:
        """What was earned."""
        return sum((part.mark for part in self.parts), Fraction(0))


@dataclass(frozen=True, slots=True)
class GradedSubmission:
    """Everything about one student's submission; ``problems`` are those of its file."""

    student: Student
    assignment: str
    exercises: tuple[GradedExercise, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def points(self) -> Fraction:
        """What the assignment counts."""
        return sum((exercise.points for exercise in self.exercises), Fraction(0))

    @property
    def mark(self) -> Fraction:
        """What was earned."""
        return sum((exercise.mark for exercise in self.exercises), Fraction(0))


def grade_submission(
    assignment: Assignment,
    exercises: Mapping[str, Exercise],
    student: Student,
    issued: Mapping[str, Variant],
    submission: Submission,
) -> GradedSubmission:
    """Grade every exercise that was issued, in the order of the paper; what a submission does not mention is blank."""
    graded = tuple(
        grade_exercise(
            with_commas(exercises[item.exercise], assignment),
            issued[item.exercise],
            dict(dict(submission.responses).get(item.exercise, ())),
            item.points,
        )
        for item in assignment.given(issued)
    )
    parts = {name: [part.id for part in exercises[name].parts] for name in issued}
    return GradedSubmission(student, assignment.title, graded, (*submission.problems, *strays(submission, parts)))


def with_commas(exercise: Exercise, assignment: Assignment) -> Exercise:
    """Give an exercise that reads decimal commas where its assignment does."""
    return replace(exercise, decimal_comma=True) if assignment.decimal_comma else exercise


def grade_exercise(
    exercise: Exercise, variant: Variant, responses: Mapping[str, str], points: Fraction | None = None
) -> GradedExercise:
    """Grade the responses to one variant; ``points``, where given, is what the whole exercise counts."""
    question = pose(exercise, variant)
    typed = {part.id: responses.get(part.id, "") for part in exercise.parts}
    keys = {part.id: substituted(part.key, variant.environment) for part in exercise.parts}

    def judged_by(part: Part, key: Node) -> Verdict:
        return judged(exercise, part, key, typed[part.id])

    verdicts = {part.id: judged_by(part, keys[part.id]) for part in exercise.parts}
    reasons = explained(exercise, variant, verdicts, judged_by)
    shares = scaled((part.points for part in exercise.parts), points)
    graded = tuple(
        grade_part(
            ask,
            typed[ask.part],
            shown_key(exercise.part(ask.part), variant.environment),
            reasons[ask.part].verdict,
            share,
        )
        for ask, share in zip(question.asks, shares, strict=True)
    )
    solution = fill(exercise.solution, variant.environment, STEPS, file=exercise.id, path="solution")
    lines, left_at = worked(exercise, variant), frozenset(filter(None, (one.left_at for one in reasons.values())))
    return GradedExercise(exercise.id, exercise.title, question, variant, graded, lines, solution, left_at)


def judged(exercise: Exercise, part: Part, key: Node, response: str) -> Verdict:
    """Judge what was typed into one box by a key, with all that its part asks."""
    return judge(
        key,
        response,
        vocabulary=response_vocabulary(exercise, part),
        check=part.check,
        form=part.form,
        form_credit=part.form_credit,
        options=part.options,
    )


def response_vocabulary(exercise: Exercise, part: Part) -> Vocabulary:
    """Give the names that a response may use: the variables that stay in the key when the numbers are put in."""
    valued = {parameter.name for parameter in exercise.given} | {step.name for step in exercise.derive}
    formulas = (part.key, *(one.domain for one in exercise.given), *(step.formula for step in exercise.derive))
    free = frozenset[str]().union(*map(variables, formulas))
    return Vocabulary((free - valued) | frozenset(exercise.variables), decimal_comma=exercise.decimal_comma)


def grade_part(ask: Ask, response: str, key: Node, verdict: Verdict, points: Fraction) -> GradedPart:
    """Put together what is known of one box."""
    told = feedback(verdict, response)
    return GradedPart(ask.part, ask.text, response, verdict, told, points, mark(verdict, points), key)
