"""The blank: the submission file that comes with a sheet, every answer still empty, with notes on how to fill it in.

student: ada
answers:
  # 1. Inner product of two embeddings
  embeddings/inner-product:
    # (a) The inner product ⟨a, b⟩ [1 point]
    product:
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from graders.press import letter
from graders.words import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from fractions import Fraction

    from graders.assignment import Assignment, Student
    from graders.question import Question

FILE = "answers.yaml"
"""The name under which a submission is handed in."""

NOTES = """\
# Write each answer behind its name, on the same line, and hand this file in:
#
#     some-distance: 2√5           or  sqrt(20),  √20,  2*sqrt(5)
#     some-vector: (1, 0, -2)
#     some-fraction: -3/sqrt(14)
#
# Leave out what you cannot answer.  The lines that begin with # are notes and may stay.
"""

BARE = re.compile(r"[A-Za-z][A-Za-z0-9_@./-]*|[0-9]+")
"""What YAML takes for nothing but a text or a number without quotes."""


def blank(assignment: Assignment, student: Student, questions: Sequence[Question], plain: Callable[[str], str]) -> str:
    """Write a student's file to fill in; ``plain`` writes an author's Markdown for a terminal."""
    return "\n".join(_lines(assignment, student, questions, plain)) + "\n"


def _lines(
    assignment: Assignment, student: Student, questions: Sequence[Question], plain: Callable[[str], str]
) -> Iterator[str]:
    yield _note(f"{assignment.title}: the answers of {student.name}")
    yield NOTES
    yield f"student: {quoted(student.id)}"
    yield "answers:"
    for number, question in enumerate(questions, 1):
        yield ""
        yield f"  {_note(f'{number}. {question.title}')}"
        yield f"  {quoted(question.exercise)}:"
        for place, ask in enumerate(question.asks, 1):
            yield f"    {_note(f'({letter(place)}) {plain(ask.text)} [{_points(ask.points)}]')}"
            yield f"    {quoted(ask.part)}:"


def _note(text: str) -> str:
    """Write a text as one line of comment."""
    return f"# {visible(' '.join(text.split()))}"


def quoted(text: str) -> str:
    """Write a text as YAML, between quotes where it would mean something else without them.

    >>> quoted("ada"), quoted("007"), quoted("a: b")
    ('ada', '007', '"a: b"')
    """
    return text if BARE.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def _points(points: Fraction) -> str:
    return f"{points} {'point' if points == 1 else 'points'}"
