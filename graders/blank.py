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

    from graders.assignment import Assignment, Student
    from graders.question import Question
    from graders.words import Words

FILE = "answers.yaml"
"""The name under which a submission is handed in."""

EXAMPLES = (
    ("answers.distance", "2√5", ("sqrt(20)", "√20", "2*sqrt(5)")),
    ("answers.vector", "(1, 0, -2)", ()),
    ("answers.fraction", "-3/sqrt(14)", ()),
)
"""How answers are written behind their names: the key of a name, an answer, and other ways to write it."""

BARE = re.compile(r"[A-Za-z][A-Za-z0-9_@./-]*|[0-9]+")
"""What YAML takes for nothing but a text or a number without quotes."""


def blank(
    assignment: Assignment, student: Student, questions: Sequence[Question], plain: Callable[[str], str], words: Words
) -> str:
    """Write a student's file to fill in; ``plain`` writes an author's Markdown for a terminal."""
    return "\n".join(_lines(assignment, student, questions, plain, words)) + "\n"


def _lines(
    assignment: Assignment, student: Student, questions: Sequence[Question], plain: Callable[[str], str], words: Words
) -> Iterator[str]:
    yield _note(words.say("answers.whose", assignment=assignment.title, student=student.name))
    yield from _notes(words)
    yield ""
    yield f"student: {quoted(student.id)}"
    yield "answers:"
    for number, question in enumerate(questions, 1):
        yield ""
        yield f"  {_note(f'{number}. {question.title}')}"
        yield f"  {quoted(question.exercise)}:"
        for place, ask in enumerate(question.asks, 1):
            points = words.say("points", points=ask.points)
            yield f"    {_note(f'({letter(place)}) {plain(ask.text)} [{points}]')}"
            yield f"    {quoted(ask.part)}:"


def _notes(words: Words) -> Iterator[str]:
    """Say how the file is filled in."""
    yield _note(words.say("answers.behind"))
    yield "#"
    for key, answer, others in EXAMPLES:
        line = f"{words.say(key)}: {answer}"
        yield f"#     {line:<28} {words.say('answers.or')}  {',  '.join(others)}" if others else f"#     {line}"
    yield "#"
    yield _note(words.say("answers.leave"))


def _note(text: str) -> str:
    """Write a text as one line of comment."""
    return f"# {visible(' '.join(text.split()))}"


def quoted(text: str) -> str:
    """Write a text as YAML, between quotes where it would mean something else without them.

    >>> quoted("ada"), quoted("007"), quoted("a: b")
    ('ada', '007', '"a: b"')
    """
    return text if BARE.fullmatch(text) else json.dumps(text, ensure_ascii=False)
