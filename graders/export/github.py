"""GitHub Actions: the summary of a job in Markdown, and annotations that point at the lines of submissions.

    ::error file=ada/answers.yaml,line=7,title=incorrect::You stopped before the square root.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.export.export import told
from graders.gradebook import BLANK, decimal
from graders.verdict import Outcome
from graders.words import code, escaped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graders.kept import Kept, KeptPart
    from graders.words import Words

MOST = 900_000
"""Characters of a summary; GitHub takes one mebibyte of a step."""

ANNOTATIONS = 50
"""GitHub shows no more of one job."""

LEVELS = (
    (Outcome.INCORRECT.value, "error"),
    (Outcome.PARTLY_CORRECT.value, "warning"),
    (Outcome.UNREADABLE.value, "error"),
    (Outcome.NEEDS_REVIEW.value, "notice"),
)
"""How loudly a verdict is annotated; what is correct or blank is not."""


def written(title: str, class_: Iterable[Kept], words: Words) -> str:
    """Write the summary: a table of the class, and below it what everybody is told."""
    class_ = tuple(class_)
    lines = [f"## {escaped(title, 'markdown')}", "", "| student | mark | |", "|---|---:|---|"]
    lines.extend(_line(kept) for kept in class_)
    text = "\n".join(lines) + "\n"
    for kept in class_:
        told_of = "".join(_details(kept, words))
        if len(text) + len(told_of) > MOST:
            return text + "\nThe rest is in the reports.\n"
        text += told_of
    return text


def _line(kept: Kept) -> str:
    counts = ((part.standing, 1) for _, part in kept.boxes)
    standings: dict[str, int] = {}
    for standing, one in counts:
        standings[standing] = standings.get(standing, 0) + one
    shown = ", ".join(f"{count} {standing.replace('_', ' ')}" for standing, count in standings.items())
    student = escaped(kept.student.name, "markdown")
    return f"| {student} | {decimal(kept.mark, 2)} of {decimal(kept.points, 2)} | {shown} |"


def _details(kept: Kept, words: Words) -> Iterator[str]:
    """Write what one student is told, folded away."""
    open_boxes = [(each, part) for each, part in kept.boxes if part.standing not in (Outcome.CORRECT, BLANK)]
    if not open_boxes:
        return
    yield f"\n<details><summary>{escaped(kept.student.name, 'html')}</summary>\n\n"
    for exercise, part in open_boxes:
        response = code(" ".join(part.response[:200].split()), "markdown")
        place = escaped(f"{exercise.exercise} {part.part}", "markdown")
        yield f"- **{place}** {response} {escaped(part.standing.replace('_', ' '), 'markdown')}\n"
        for message in part.feedback:
            yield f"  - {words.render(message, 'markdown')}\n"
    yield "\n</details>\n"


def annotated(class_: Iterable[Kept], words: Words) -> Iterator[str]:
    """Give the commands that annotate the lines of submissions, as many as GitHub shows."""
    left = ANNOTATIONS
    for kept in class_:
        for exercise, part in kept.boxes:
            level = dict(LEVELS).get(part.standing)
            if level is not None and left:
                left -= 1
                yield annotation(level, kept.file, f"{exercise.exercise} {part.part}: {part.standing}", part, words)


def annotation(level: str, file: str, title: str, part: KeptPart, words: Words) -> str:
    """Write one command; what a student typed cannot end it or begin another."""
    properties = f"file={_property(file)},title={_property(title)}"
    return f"::{level} {properties}::{_message(told(part, words))}"


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
