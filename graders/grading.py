"""The whole path on one page: a variant and a submission to a graded submission.

response -> tree -> decision -> verdict -> mal-rule -> feedback -> mark
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from graders.checks import judge
from graders.checks.stated import stated
from graders.feedback import feedback
from graders.malrules import recognised
from graders.marking import mark, scaled
from graders.question import STEPS, fill, pose
from graders.solution import worked
from graders.submission import strays
from graders.syntax import Vocabulary
from graders.syntax.tree import variables
from graders.value.exact import substituted
from graders.verdict import Outcome, message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graders.assignment import Assignment, Student
    from graders.errors import Problem
    from graders.exercise import Exercise, MalRule, Part
    from graders.question import Question
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
    """One exercise of a submission, with its worked solution."""

    exercise: str
    title: str
    question: Question
    variant: Variant
    parts: tuple[GradedPart, ...]
    solution: tuple[Line, ...]
    solution_text: str

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
            exercises[item.exercise],
            issued[item.exercise],
            dict(dict(submission.responses).get(item.exercise, ())),
            item.points,
        )
        for item in assignment.given(issued)
    )
    parts = {name: [part.id for part in exercises[name].parts] for name in issued}
    return GradedSubmission(student, assignment.title, graded, (*submission.problems, *strays(submission, parts)))


def grade_exercise(
    exercise: Exercise, variant: Variant, responses: Mapping[str, str], points: Fraction | None = None
) -> GradedExercise:
    """Grade the responses to one variant; ``points``, where given, is what the whole exercise counts."""
    question = pose(exercise, variant)
    shares = scaled((part.points for part in exercise.parts), points)
    boxes = zip(exercise.parts, question.asks, shares, strict=True)
    graded = tuple(
        grade_part(exercise, variant, part, responses.get(part.id, ""), points=share, ask=ask.text)
        for part, ask, share in boxes
    )
    solution = fill(exercise.solution, variant.environment, STEPS, file=exercise.id, path="solution")
    return GradedExercise(exercise.id, exercise.title, question, variant, graded, worked(exercise, variant), solution)


def grade_part(  # noqa: PLR0913 - one box is told by all of these
    exercise: Exercise, variant: Variant, part: Part, response: str, *, points: Fraction, ask: str
) -> GradedPart:
    """Grade one box."""
    key = substituted(part.key, variant.environment)
    verdict = judge(
        key,
        response,
        vocabulary=response_vocabulary(exercise, part),
        check=part.check,
        form=part.form,
        form_credit=part.form_credit,
        options=part.options,
    )
    rule = known_mistake(part, variant, verdict, key)
    if rule is not None:
        verdict = forgiven(verdict, rule, fill(rule.say, variant.environment, file=exercise.id))
    return GradedPart(part.id, ask, response, verdict, feedback(verdict, response), points, mark(verdict, points), key)


def response_vocabulary(exercise: Exercise, part: Part) -> Vocabulary:
    """Give the names that a response may use: the variables that stay in the key when the numbers are put in."""
    valued = {parameter.name for parameter in exercise.given} | {step.name for step in exercise.derive}
    formulas = (part.key, *(one.domain for one in exercise.given), *(step.formula for step in exercise.derive))
    free = frozenset[str]().union(*map(variables, formulas))
    return Vocabulary(free - valued)


def known_mistake(part: Part, variant: Variant, verdict: Verdict, key: Node) -> MalRule | None:
    """Find the author's mal-rule that explains a wrong response."""
    if verdict.outcome is not Outcome.INCORRECT or verdict.read_as is None:
        return None
    return recognised(part, variant, stated(verdict.read_as, key), key)


def forgiven(verdict: Verdict, rule: MalRule, say: str) -> Verdict:
    """Give a wrong response the credit and the words of the mal-rule that explains it; its words come first."""
    outcome = Outcome.PARTLY_CORRECT if rule.credit else Outcome.INCORRECT
    return replace(
        verdict, outcome=outcome, score=rule.credit, messages=(message("author", text=say), *verdict.messages)
    )
