"""JUnit XML: a suite a student, a test a part, what the student is told as the failure's text.

What is blank or waits for a person is skipped, and says why; everything but full marks is a failure.  What is wrong
with a file is an error of a test called ``file``; a file that could not be graded is a suite with nothing else.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, tostring
from xml.sax.saxutils import quoteattr

from graders.export.export import problem_told, told
from graders.gradebook import BLANK
from graders.verdict import Outcome
from graders.words import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graders.batch.papers import Rejected
    from graders.errors import Problem
    from graders.export.export import GradedClass
    from graders.kept import Kept, KeptExercise, KeptPart
    from graders.words import Words

SKIPPED = (BLANK, Outcome.NEEDS_REVIEW.value)
"""How a box stands that was not judged."""

FILE = "file"
"""The name of the test that a file with problems fails; no exercise is called so, since their names have a topic."""

NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What cannot stand in XML, not even as a reference."""


def written(graded: GradedClass, words: Words) -> Iterator[str]:
    """Write the suites of a class, one after the other; whoever reads them adds them up."""
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name={quoteattr(_clean(graded.title))}>\n'
    for suite in _suites(graded, words):
        yield tostring(suite, encoding="unicode") + "\n"
    yield "</testsuites>\n"


def _suites(graded: GradedClass, words: Words) -> Iterator[Element]:
    for rejected in graded.rejected:
        yield _refused(rejected, words)
    for kept in graded.present:
        yield _suite(kept, words)


def _suite(kept: Kept, words: Words) -> Element:
    boxes = list(kept.boxes)
    failed = sum(_fails(part) for _, part in boxes)
    skipped = sum(part.standing in SKIPPED for _, part in boxes)
    odd = bool(kept.problems)
    suite = _counted(kept.student.id, tests=len(boxes) + odd, failures=failed, errors=int(odd), skipped=skipped)
    marks = SubElement(suite, "properties")
    for name, mark in (("mark", kept.mark), ("points", kept.points)):
        SubElement(marks, "property", {"name": name, "value": str(mark)})
    if odd:
        _error(suite, kept.student.id, kept.problems, words)
    for exercise, part in boxes:
        _case(suite, kept, exercise, part, words)
    return suite


def _refused(rejected: Rejected, words: Words) -> Element:
    """Make the suite of a file that could not be graded."""
    suite = _counted(rejected.file, tests=1, failures=0, errors=1, skipped=0)
    _error(suite, rejected.file if rejected.student is None else rejected.student.id, rejected.problems, words)
    return suite


def _counted(name: str, **counts: int) -> Element:
    return Element(
        "testsuite", {"name": _clean(name), **{each: str(count) for each, count in counts.items()}, "time": "0"}
    )


def _error(suite: Element, whose: str, problems: Sequence[Problem], words: Words) -> None:
    case = SubElement(suite, "testcase", {"classname": _clean(whose), "name": FILE, "time": "0"})
    lines = [_clean(problem_told(problem, words)) for problem in problems]
    SubElement(case, "error", {"type": FILE, "message": lines[0]}).text = "\n".join(lines)


def _case(suite: Element, kept: Kept, exercise: KeptExercise, part: KeptPart, words: Words) -> None:
    names = {"classname": f"{kept.student.id}.{exercise.exercise}", "name": part.part, "time": "0"}
    case = SubElement(suite, "testcase", {name: _clean(text) for name, text in names.items()})
    text = _clean(told(part, words))
    if part.standing in SKIPPED:
        SubElement(case, "skipped", {"message": f"{part.standing}: {text}".strip(": ")})
    elif _fails(part):
        earned = f"{part.mark} of {part.points}"
        failure = SubElement(case, "failure", {"type": part.verdict, "message": f"{part.verdict}, {earned}"})
        failure.text = f"{visible(part.response)}\n\n{text}"


def _fails(part: KeptPart) -> bool:
    return part.standing not in (*SKIPPED, Outcome.CORRECT)


def _clean(text: str) -> str:
    """Put ``�`` for what XML does not allow."""
    return NO_XML.sub("\N{REPLACEMENT CHARACTER}", text)
