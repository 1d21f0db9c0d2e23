"""Pages from what is known: a student's report, a student's question sheet, and the summary of a class.

Pure functions from values to text.  HTML pages ask for nothing outside themselves, no network and no
script, and set mathematics as MathML; Markdown reads well on a forge, plain text in a letter; LaTeX is for paper;
JSON is for programs, with exact marks as text (``"3/2"``).
"""

from __future__ import annotations

import csv
import json
import re
from fractions import Fraction
from io import StringIO
from math import ceil
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from graders.equivalence.decision import evidence
from graders.gradebook import STANDINGS, decimal, harmless, standing
from graders.json_pieces import written
from graders.statistics.item import SHARES
from graders.statistics.variants import LEVEL
from graders.syntax import to_text
from graders.words import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from graders.assignment import Assignment, Student
    from graders.errors import Problem
    from graders.gradebook import Box, Row
    from graders.grading import GradedExercise, GradedPart, GradedSubmission
    from graders.press import Press
    from graders.question import Question
    from graders.solution import Line
    from graders.statistics import Summary
    from graders.statistics.item import Item
    from graders.statistics.mistakes import Mistake
    from graders.statistics.variants import Group, Oddity
    from graders.verdict import Message
    from graders.words import Words

Format: TypeAlias = Literal["html", "md", "txt", "tex", "json"]
"""What a report or a sheet is written in, by the ending of its file."""

FORMATS: tuple[Format, ...] = get_args(Format)

SUMMARIES = frozenset({"html", "md", "json"})
"""What the summary of a class is written in: it is a page of tables, for the screen and for programs."""

Json: TypeAlias = "dict[str, object]"

SCHEMA = 1
"""The version of the JSON pages; it grows when a field changes its meaning."""

WRITTEN = ("√20", "sqrt(20)", "2*sqrt(5)", "-3/sqrt(14)", "2^5", "(1, 0, -2)")
"""How answers may be typed, for the question sheet."""


def student_report(graded: GradedSubmission, format: Format, press: Press) -> str:
    """Print what a student gets back: every part as it was read, the verdict and its reasons, and the solution."""
    if format == "json":
        return _json(_report(graded, press.words))
    return press.page(f"report.{format}", graded=graded)


def sheet(
    assignment: Assignment,
    student: Student,
    questions: Sequence[Question],
    format: Format,
    press: Press,
) -> str:
    """Print what a student is asked, and how and where to answer."""
    if format == "json":
        return _json(_sheet(assignment, student, questions))
    return press.page(f"sheet.{format}", assignment=assignment, student=student, questions=questions, written=WRITTEN)


def class_summary(
    summary: Summary, format: Format, press: Press, *, links: Mapping[str, str] = MappingProxyType({})
) -> Iterator[str]:
    """Print one page about a class, piece by piece; ``links`` leads from students' ids to their reports, if any."""
    if format == "json":
        return written(_summary(summary, press.words), _dumped, indent=INDENT)
    return press.pieces(f"summary.{format}", summary=summary, links=links, standings=STANDINGS, shares=SHARES)


def items_csv(summary: Summary) -> str:
    """Write a line for each part: how students stand, difficulty, discrimination and its interval, and the marks."""
    table = StringIO()
    writer = csv.writer(table, lineterminator="\n")
    numbers = ("difficulty", "discrimination", "low", "high")
    writer.writerow(("exercise", "part", "students", *STANDINGS, *numbers, *SHARES))
    for item in summary.items:
        low, high = item.interval or (None, None)
        cells = (item.discrimination, low, high)
        difficulty = "" if item.difficulty is None else decimal(item.difficulty)
        written = ("" if each is None else f"{each:.6f}" for each in cells)
        names = harmless(item.exercise), harmless(item.part)
        writer.writerow((*names, item.students, *item.counts, difficulty, *written, *item.distribution))
    return table.getvalue()


INDENT = 2
SURROGATE = re.compile("[\ud800-\udfff]")


def _json(tree: Json) -> str:
    """Write JSON that every reader takes, even where a student typed half a character."""
    return _dumped(tree) + "\n"


def _dumped(tree: object) -> str:
    text = json.dumps(tree, ensure_ascii=False, indent=INDENT)
    return SURROGATE.sub(lambda half: f"\\u{ord(half[0]):04x}", text)


def _report(graded: GradedSubmission, words: Words) -> Json:
    return {
        "schema": SCHEMA,
        "assignment": graded.assignment,
        "student": {"id": graded.student.id, "name": graded.student.name},
        "mark": str(graded.mark),
        "points": str(graded.points),
        "exercises": [_exercise(exercise, words) for exercise in graded.exercises],
        "problems": [_problem(problem) for problem in graded.problems],
    }


def _exercise(graded: GradedExercise, words: Words) -> Json:
    return {
        "exercise": graded.exercise,
        "title": graded.title,
        "variant": {"number": graded.variant.number, "digest": graded.variant.digest},
        "question": graded.question.text,
        "mark": str(graded.mark),
        "points": str(graded.points),
        "parts": [_part(part, None if graded.is_open else to_text(part.key), words) for part in graded.parts],
        "solution": [_line(line, graded.left_at.get(line.name, ())) for line in graded.solution],
    }


def _part(graded: GradedPart, key: str | None, words: Words) -> Json:
    verdict = graded.verdict
    return {
        "part": graded.part,
        "ask": graded.ask,
        "response": graded.response,
        "read_as": None if verdict.read_as is None else to_text(verdict.read_as),
        "verdict": verdict.outcome.value,
        "standing": standing(graded),
        "score": str(verdict.score),
        "evidence": "none" if verdict.decision is None else evidence(verdict.decision),
        "mark": str(graded.mark),
        "points": str(graded.points),
        "key": key,
        "feedback": [_message(message, words) for message in graded.feedback],
        "attempts": [
            {"response": each.response, "verdict": each.verdict.outcome.value, "score": str(each.verdict.score)}
            for each in graded.attempts
            if each.response
        ],
        "marking": _marking(graded),
        "hints": list(graded.hints),
    }


def _marking(graded: GradedPart) -> Json:
    marking = graded.marking
    return {
        "spent": marking.spent,
        "wrong": marking.wrong,
        "left": marking.left,
        "taken": str(marking.taken),
        "hints": marking.hints,
        "open": marking.open,
    }


def _message(message: Message, words: Words) -> Json:
    fields = {name: field if isinstance(field, int) else shown(field, "text") for name, field in message.fields}
    return {"key": message.key, "fields": fields, "text": words.render(message)}


def _line(line: Line, left: Sequence[str]) -> Json:
    chain = [to_text(stage) for stage in line.stages]
    nearly = {} if line.nearly is None else {"rounded": to_text(line.nearly)}
    return {
        "name": line.name,
        "formula": to_text(line.formula),
        "chain": chain,
        **nearly,
        "left": bool(left),
        "left_by": list(left),
    }


def _problem(problem: Problem) -> Json:
    return {
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "path": problem.path,
        "message": problem.message,
        "remedy": problem.remedy,
    }


def _sheet(assignment: Assignment, student: Student, questions: Sequence[Question]) -> Json:
    return {
        "schema": SCHEMA,
        "assignment": assignment.title,
        "student": {"id": student.id, "name": student.name},
        "questions": [_question(question) for question in questions],
    }


def _question(question: Question) -> Json:
    return {
        "exercise": question.exercise,
        "title": question.title,
        "text": question.text,
        "parts": [
            {"part": ask.part, "ask": ask.text, "points": str(ask.points), "form": list(ask.form)}
            for ask in question.asks
        ],
    }


def _summary(summary: Summary, words: Words) -> Json:
    return {
        "schema": SCHEMA,
        "assignment": summary.title,
        "points": str(summary.marks.points),
        "mean": str(summary.marks.mean),
        "median": str(summary.marks.median),
        "histogram": list(summary.marks.histogram),
        "absent": summary.absent,
        "students": (_row(row, words) for row in summary.rows),
        "parts": [_item(item) for item in summary.items],
        "mistakes": [_mistake(mistake, words) for mistake in summary.mistakes],
        "variants": {
            "tried": summary.tried,
            "level": str(LEVEL),
            "odd": [_oddity(each) for each in summary.odd],
        },
        "problems": ({"student": student.id, **_problem(problem)} for student, problem in summary.problems),
    }


def _item(item: Item) -> Json:
    return {
        "exercise": item.exercise,
        "part": item.part,
        "students": item.students,
        "standings": dict(zip(STANDINGS, item.counts, strict=True)),
        "right": str(item.right),
        "judged": item.counted,
        "difficulty": None if item.difficulty is None else str(item.difficulty),
        "discrimination": item.discrimination,
        "interval": item.interval,
        "distribution": dict(zip(SHARES, item.distribution, strict=True)),
    }


def _mistake(mistake: Mistake, words: Words) -> Json:
    return {
        "exercise": mistake.exercise,
        "part": mistake.part,
        "step": mistake.step or None,
        "key": mistake.told.key,
        "text": words.render(mistake.told),
        "students": mistake.count,
        "guessed": mistake.guesses,
        "example": {"student": mistake.student.id, "response": mistake.response},
    }


def _oddity(each: Oddity) -> Json:
    return {
        "exercise": each.exercise,
        "part": each.part,
        "variant": each.variant,
        "own": _group(each.own),
        "others": _group(each.others),
        "chance": _chance(each.chance),
    }


LONG = 10**4000
"""A denominator that Python nearly refuses to write: of ten thousand students it may have more digits."""

PLACES = 10**50


def _chance(chance: Fraction) -> str:
    """Write a probability exactly, or rounded up where that would take thousands of digits."""
    return str(chance if chance.denominator < LONG else Fraction(ceil(chance * PLACES), PLACES))


def _group(group: Group) -> Json:
    return {"students": group.students, "right": group.right, "mean": str(group.mean)}


def _row(row: Row, words: Words) -> Json:
    return {
        "student": {"id": row.student.id, "name": row.student.name},
        "mark": str(row.mark),
        "points": str(row.points),
        "exercises": {entry.exercise: str(entry.mark) for entry in row.entries},
        "parts": [_box(box, words) for box in row.boxes],
    }


def _box(box: Box, words: Words) -> Json:
    return {
        "exercise": box.exercise,
        "part": box.part,
        "standing": box.standing,
        "mark": str(box.mark),
        "points": str(box.points),
        "reasons": [words.render(reason) for reason in box.reasons],
    }
