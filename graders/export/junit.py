"""JUnit XML: a suite a student, a test a part, what the student is told as the failure's text.

What is blank or waits for a person is skipped, and says why; everything but full marks is a failure.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, tostring

from graders.export.export import told
from graders.gradebook import BLANK
from graders.verdict import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graders.kept import Kept, KeptExercise, KeptPart
    from graders.words import Words

SKIPPED = (BLANK, Outcome.NEEDS_REVIEW.value)
"""How a box stands that was not judged."""

NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What cannot stand in XML, not even as a reference."""


def written(title: str, class_: Iterable[Kept], words: Words) -> str:
    """Write the suites of a class."""
    suites = [_suite(kept, words) for kept in class_ if kept.file]
    root = Element("testsuites", {"name": _clean(title), **_counted(suites)})
    root.extend(suites)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _suite(kept: Kept, words: Words) -> Element:
    boxes = list(kept.boxes)
    suite = Element(
        "testsuite",
        {
            "name": _clean(kept.student.id),
            "tests": str(len(boxes)),
            "failures": str(sum(_fails(part) for _, part in boxes)),
            "errors": "0",
            "skipped": str(sum(part.standing in SKIPPED for _, part in boxes)),
            "time": "0",
        },
    )
    marks = SubElement(suite, "properties")
    for name, mark in (("mark", kept.mark), ("points", kept.points)):
        SubElement(marks, "property", {"name": name, "value": str(mark)})
    for exercise, part in boxes:
        _case(suite, kept, exercise, part, words)
    return suite


def _case(suite: Element, kept: Kept, exercise: KeptExercise, part: KeptPart, words: Words) -> None:
    names = {"classname": f"{kept.student.id}.{exercise.exercise}", "name": part.part, "time": "0"}
    case = SubElement(suite, "testcase", {name: _clean(text) for name, text in names.items()})
    text = _clean(told(part, words))
    if part.standing in SKIPPED:
        SubElement(case, "skipped", {"message": f"{part.standing}: {text}".strip(": ")})
    elif _fails(part):
        earned = f"{part.mark} of {part.points}"
        failure = SubElement(case, "failure", {"type": part.verdict, "message": f"{part.verdict}, {earned}"})
        failure.text = f"{_clean(part.response)}\n\n{text}"


def _fails(part: KeptPart) -> bool:
    return part.standing not in (*SKIPPED, Outcome.CORRECT)


def _counted(suites: Iterable[Element]) -> dict[str, str]:
    suites = list(suites)
    return {
        name: str(sum(int(suite.get(name, "0")) for suite in suites))
        for name in ("tests", "failures", "errors", "skipped")
    }


def _clean(text: str) -> str:
    """Put ``�`` for what XML does not allow."""
    return NO_XML.sub("\N{REPLACEMENT CHARACTER}", text)
