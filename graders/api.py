"""What notebooks and other graders call: ``from graders import load, generate, check, grade``.

    load       an exercise, by its name or the path of its file
    generate   a variant of it for one student, and the question
    check      one response beside one key
    grade      a student's responses to a variant

Values in, values out: nothing is printed, written or remembered.  What comes out shows itself in a notebook.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING

from graders.comparison import Comparison, answer, compare, option_value, unknown
from graders.comparison import read_key as _read_key
from graders.errors import AuthorError, Problem
from graders.verdict import Outcome
from graders.words import code, escaped, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from decimal import Decimal
    from pathlib import Path

    from graders.exercise import Exercise, Option
    from graders.grading import GradedExercise, GradedPart
    from graders.question import Question
    from graders.report import Format
    from graders.variant import Variant
    from graders.verdict import Verdict

NOTHING: Mapping[str, Option] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Generated:
    """What one student is given: the variant, which a grader keeps, and the question, which has no key in it."""

    variant: Variant
    question: Question

    def _repr_markdown_(self) -> str:
        """Show the question in a notebook."""
        asks = (f"- `{ask.part}`: {ask.text}\n" for ask in self.question.asks)
        return f"**{self.question.title}**\n\n{self.question.text.strip()}\n\n{''.join(asks)}"


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

    def _repr_markdown_(self) -> str:
        """Show the verdict in a notebook."""
        read = "" if self.read_as is None else f" ({code(self.read_as, 'markdown')})"
        return f"**{words().say(f'outcome.{self.outcome}', 'markdown')}**{read} {escaped(self.message, 'markdown')}"


@dataclass(frozen=True, slots=True)
class CheckedPart(Checked):
    """What came of one part: beside that, what was typed, the key, and the mark of so many points."""

    part: str
    response: str
    key: str
    mark: Fraction
    points: Fraction


@dataclass(frozen=True, slots=True)
class Graded:
    """What came of a student's responses to one exercise, part by part; ``exercise`` has everything that is known."""

    exercise: GradedExercise
    parts: tuple[CheckedPart, ...]

    @property
    def mark(self) -> Fraction:
        """What was earned."""
        return self.exercise.mark

    @property
    def points(self) -> Fraction:
        """What the exercise counts."""
        return self.exercise.points

    def report(self, format: Format = "html", *, student: str = "", lang: str = "en") -> str:
        """Print the page that ``graders grade`` writes, with the worked solution; ``student`` is the name on it.

        Raises ``ValueError`` for a format that there is not.
        """
        from graders.assignment import Student
        from graders.grading import GradedSubmission
        from graders.press import press
        from graders.report import FORMATS, student_report

        if format not in FORMATS:
            message = f"{format!r} is no format, there are: {', '.join(FORMATS)}"
            raise ValueError(message)
        submission = GradedSubmission(Student(student, student), self.exercise.title, (self.exercise,))
        return student_report(submission, format, press(lang))

    def _repr_markdown_(self) -> str:
        """Show the marks in a notebook, and what the student is told."""
        lines = (f"- `{part.part}`, {part.mark} of {part.points}: {part._repr_markdown_()}\n" for part in self.parts)
        return f"**{escaped(self.exercise.title, 'markdown')}: {self.mark} of {self.points}**\n\n{''.join(lines)}"


def load(name: str | Path) -> Exercise:
    """Read an exercise, by its name or the path of its file; an ``AuthorError`` has every problem of it.

    >>> load("embeddings/euclidean-distance").title
    'Euclidean distance between two embeddings'
    """
    from graders.bank import find, load_exercise

    return load_exercise(find(str(name)))


def generate(exercise: Exercise, *, seed: str = "", student: int = 0, pinned: str | None = None) -> Generated:
    """Give the variant of one student of a class, counted from 0, or a pinned one, and pose its question.

    The same exercise, seed and student give the same variant on every machine and in every version.  Where there are
    not so many variants, an ``AuthorError`` says what to widen.

    >>> given = generate(load("embeddings/euclidean-distance"), pinned="lecture")
    >>> [ask.part for ask in given.question.asks]
    ['difference', 'distance']
    """
    from graders.question import pose
    from graders.space import pinned_variant, variant_for

    if student < 0:
        message = f"students are counted from 0, not from {student}"
        raise ValueError(message)
    variant = pinned_variant(exercise, pinned) if pinned else variant_for(exercise, seed=seed, index=student)
    return Generated(variant, pose(exercise, variant))


def check(  # noqa: PLR0913 - what a check may be told
    key: str,
    response: str,
    *,
    check: str = "equivalent",
    form: str | Iterable[str] = (),
    options: Mapping[str, Option | float | Decimal] = NOTHING,
    variables: str | Iterable[str] = (),
    key_notation: str = "auto",
) -> Checked:
    """Compare a response with a key, as ``graders check`` does.

    Several forms or variables are names in a list, or in one text with commas.  A number among the options may be a
    text, as after ``--option``; a float is taken for the decimal that it shows.

    A key that cannot be read raises ``ResponseError``, a check, form or option that nobody knows ``AuthorError``;
    whatever text stands in the response is a verdict and never an exception.

    >>> check("4*sqrt(3)", "√48").correct
    True
    >>> check("4*sqrt(3)", "48").message.split(":")[0]
    'Proved different from the answer'
    >>> check("4*sqrt(3)", "√(").outcome
    <Outcome.UNREADABLE: 'unreadable'>
    >>> check("pi", "3.14", check="numeric", options={"atol": 0.005}).correct
    True
    """
    chosen = tuple((name, _option(value)) for name, value in options.items())
    texts = _text("key", key), _text("response", response)
    comparison = Comparison(*texts, check, _names(form), chosen, _names(variables), key_notation)
    if faults := tuple(comparison.faults()):
        raise AuthorError(tuple(Problem(fault) for fault in faults))
    verdict = compare(comparison, _read_key(comparison))
    return Checked(verdict.outcome, verdict.score, *_said(verdict, response), verdict)


def grade(
    exercise: Exercise,
    variant: Variant | Generated,
    responses: Mapping[str, str],
    points: Fraction | int | None = None,
) -> Graded:
    """Grade a student's responses, by part; what is missing is blank, and a part that nobody knows an ``AuthorError``.

    ``points`` is what the exercise counts, in the place of what its parts say.

    >>> exercise = load("embeddings/euclidean-distance")
    >>> given = generate(exercise, pinned="lecture")
    >>> graded = grade(exercise, given, {"difference": "(-4, 4, 4)", "distance": "48"})
    >>> [str(part.outcome) for part in graded.parts], str(graded.mark), str(graded.points)
    (['correct', 'partly_correct'], '2', '3')
    >>> graded.parts[1].message.partition(":")[0]
    'Proved different from the answer'
    """
    from graders.grading import grade_exercise

    known = {part.id: None for part in exercise.parts}
    if faults := [fault for name in responses for fault in unknown("part", name, known)]:
        raise AuthorError(tuple(Problem(fault, exercise.id) for fault in faults))
    texts = {name: _text(f"response to {name}", text) for name, text in responses.items()}
    given = variant.variant if isinstance(variant, Generated) else variant
    graded = grade_exercise(exercise, given, texts, None if points is None else Fraction(points))
    return Graded(graded, tuple(_parts(graded.parts)))


def _parts(parts: Iterable[GradedPart]) -> Iterator[CheckedPart]:
    """Say what came of every part, in the order in which they are asked."""
    from graders.syntax import to_text

    sentences = words()
    for part in parts:
        _, evidence, read_as = _said(part.verdict, part.response)
        message = " ".join(sentences.render(each) for each in part.feedback)
        verdict = part.verdict
        yield CheckedPart(
            verdict.outcome,
            verdict.score,
            message,
            evidence,
            read_as,
            verdict,
            part.part,
            part.response,
            to_text(part.key),
            part.mark,
            part.points,
        )


def _said(verdict: Verdict, response: str) -> tuple[str, str, str | None]:
    """Say what a student is told, by which evidence, and how the response was read."""
    told = answer(verdict, response, words())
    return str(told["message"]), str(told["evidence"]), None if told["read_as"] is None else str(told["read_as"])


def _text(what: str, given: object) -> str:
    """Take what was typed, which is a text also where it is a number."""
    if isinstance(given, str):
        return given
    message = f"the {what} is a text, as it was typed: {str(given)!r}, not {given!r}"
    raise TypeError(message)


def _names(given: str | Iterable[str]) -> tuple[str, ...]:
    """Take names in a list, or in one text with commas."""
    return tuple(name.strip() for name in given.split(",")) if isinstance(given, str) else tuple(given)


def _option(given: Option | float | Decimal) -> Option:
    """Take an option's value exactly: a float is the decimal that it shows, a text what it is after ``--option``."""
    if isinstance(given, str):
        return option_value(given)
    return given if isinstance(given, (int, Fraction)) else Fraction(str(given))
