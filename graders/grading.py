"""The whole path on one page: a variant and a submission to a graded submission.

response -> tree -> decision -> verdict -> explanation -> feedback -> mark
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from graders.attempts import attempted
from graders.exercise import ONCE
from graders.feedback import feedback, withheld
from graders.marking import marked, scaled
from graders.question import STEPS, Ask, fill, pose, values_in
from graders.solution import shown_key, worked
from graders.submission import strays
from graders.value.rationals import added

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from graders.assignment import Assignment, Student
    from graders.attempts import Attempt
    from graders.errors import Problem
    from graders.exercise import Exercise, Hint, Policy
    from graders.marking import Marking
    from graders.question import Question
    from graders.solution import Line
    from graders.submission import Submission
    from graders.syntax.tree import Node
    from graders.variant import Variant
    from graders.verdict import Message, Verdict


@dataclass(frozen=True, slots=True)
class Rules:
    """What the attempts at a box are marked by: its points, the policy, and its hints with their words filled in."""

    points: Fraction
    policy: Policy = ONCE
    hints: tuple[Hint, ...] = ()


@dataclass(frozen=True, slots=True)
class GradedPart:
    """One box: what was asked and answered, the verdict, what the student is told, and how it was marked.

    ``response`` and ``verdict`` are those of the attempt that the student is told about; of a blank box there is one
    attempt, an empty one.
    """

    part: str
    ask: str
    key: Node
    attempts: tuple[Attempt, ...]
    rules: Rules
    marking: Marking
    feedback: tuple[Message, ...]

    @property
    def response(self) -> str:
        """What was typed."""
        return self.attempts[self.marking.shown].response

    @property
    def verdict(self) -> Verdict:
        """What was decided of it."""
        return self.attempts[self.marking.shown].verdict

    @property
    def points(self) -> Fraction:
        """What the box counts."""
        return self.rules.points

    @property
    def mark(self) -> Fraction:
        """What was earned."""
        return self.marking.mark

    @property
    def hints(self) -> tuple[str, ...]:
        """The hints that are given, while they help."""
        return tuple(hint.say for hint in self.rules.hints[: self.marking.hints]) if self.marking.open else ()


@dataclass(frozen=True, slots=True)
class GradedExercise:
    """One exercise of a submission, with its worked solution; ``left_at`` the parts that left its path, by step.

    While the student may still try, there is no solution here, and no ``answers``.  ``earlier`` holds the responses of
    the attempts before, by part.
    """

    exercise: str
    title: str
    question: Question
    variant: Variant
    parts: tuple[GradedPart, ...]
    solution: tuple[Line, ...]
    solution_text: str
    left_at: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    earlier: tuple[tuple[tuple[str, str], ...], ...] = ()

    @property
    def is_open(self) -> bool:
        """Tell whether the student may still try."""
        return any(part.marking.open for part in self.parts)

    @property
    def answers(self) -> tuple[Node, ...]:
        """The keys of all parts; none of them before the last part is closed."""
        return () if self.is_open else tuple(part.key for part in self.parts)

    @property
    def points(self) -> Fraction:
        """What the exercise counts."""
        return added(part.points for part in self.parts)

    @property
    def mark(self) -> Fraction:
        """What was earned."""
        return added(part.mark for part in self.parts)


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
        return added(exercise.points for exercise in self.exercises)

    @property
    def mark(self) -> Fraction:
        """What was earned."""
        return added(exercise.mark for exercise in self.exercises)


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
            as_assigned(exercises[item.exercise], assignment),
            issued[item.exercise],
            submission.of(item.exercise),
            item.points,
            earlier=submission.before(item.exercise),
        )
        for item in assignment.given(issued)
    )
    parts = {name: [part.id for part in exercises[name].parts] for name in issued}
    return GradedSubmission(student, assignment.title, graded, (*submission.problems, *strays(submission, parts)))


def as_assigned(exercise: Exercise, assignment: Assignment) -> Exercise:
    """Let an exercise read decimal commas where its assignment does, and mark attempts as its assignment does."""
    comma = exercise.decimal_comma or assignment.decimal_comma
    policy = assignment.attempts or exercise.attempts
    if policy is not None and assignment.final:
        policy = replace(policy, open=False)
    if (comma, policy) == (exercise.decimal_comma, exercise.attempts):
        return exercise
    return replace(exercise, decimal_comma=comma, attempts=policy)


def grade_exercise(
    exercise: Exercise,
    variant: Variant,
    responses: Mapping[str, str],
    points: Fraction | None = None,
    *,
    earlier: Sequence[Mapping[str, str]] = (),
) -> GradedExercise:
    """Grade the responses to one variant; ``points``, where given, is what the whole exercise counts.

    ``earlier`` are the responses of the attempts before, from the first on; what stays the same is no new attempt.
    """
    question = pose(exercise, variant)
    tried = attempted(exercise, variant, (*earlier, responses))
    shares = scaled((part.points for part in exercise.parts), points)
    graded = tuple(
        grade_part(
            ask,
            shown_key(exercise.part(ask.part), variant.environment),
            tried.attempts[ask.part],
            rules(exercise, variant, ask.part, share),
        )
        for ask, share in zip(question.asks, shares, strict=True)
    )
    left_at = tried.left_at
    rounds = tuple(tuple(each.items()) for each in earlier)
    if any(part.marking.open for part in graded):
        return GradedExercise(exercise.id, exercise.title, question, variant, graded, (), "", left_at, rounds)
    solution = fill(exercise.solution, values_in(exercise, variant), STEPS, file=exercise.id, path="solution")
    lines = worked(exercise, variant)
    return GradedExercise(exercise.id, exercise.title, question, variant, graded, lines, solution, left_at, rounds)


def rules(exercise: Exercise, variant: Variant, part: str, points: Fraction) -> Rules:
    """Give what the attempts at a part are marked by, with the values of the variant in its hints."""
    policy = exercise.attempts or ONCE
    hints = exercise.part(part).hints if policy.hints else ()
    filled = (replace(hint, say=fill(hint.say, values_in(exercise, variant), file=exercise.id)) for hint in hints)
    return Rules(points, policy, tuple(filled))


def grade_part(ask: Ask, key: Node, attempts: tuple[Attempt, ...], rules: Rules) -> GradedPart:
    """Put together what is known of one box, and mark it."""
    marking = marked([attempt.verdict for attempt in attempts], rules.points, rules.policy, rules.hints)
    shown = attempts[marking.shown]
    told = feedback(shown.verdict, shown.response)
    return GradedPart(ask.part, ask.text, key, attempts, rules, marking, withheld(told) if marking.open else told)


def marked_again(part: GradedPart, attempts: tuple[Attempt, ...]) -> GradedPart:
    """Mark a box with other verdicts on its attempts."""
    return grade_part(Ask(part.part, part.ask, part.points), part.key, attempts, part.rules)
