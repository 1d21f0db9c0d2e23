"""GitHub Actions: the summary of a job in Markdown, and annotations that point at the lines of submissions.

    ::error file=ada/answers.yaml,line=7,title=embeddings/inner-product product%3A incorrect::Check the signs.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

from graders.export.export import problem_told, told
from graders.gradebook import BLANK, STANDINGS, decimal
from graders.verdict import Outcome
from graders.words import code, escaped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from graders.errors import Problem
    from graders.export.export import GradedClass
    from graders.kept import Kept
    from graders.words import Words

MOST = 1_000_000
"""Bytes of a summary; GitHub takes one mebibyte of a step, and shows nothing of what is longer."""

ANNOTATIONS = 10
"""Of each level; GitHub shows no more of one step."""

LEVELS = (
    (Outcome.INCORRECT.value, "error"),
    (Outcome.PARTLY_CORRECT.value, "warning"),
    (Outcome.UNREADABLE.value, "error"),
    (Outcome.NEEDS_REVIEW.value, "notice"),
)
"""How loudly a verdict is annotated; what is correct or blank is not."""

Lines: TypeAlias = "Callable[[str], Mapping[tuple[str, str], int]]"
"""What gives for a file the line of each answer in it, by exercise and part."""


def written(graded: GradedClass, words: Words) -> Iterator[str]:
    """Write the summary: a table of the class, and below it what everybody is told; no more than GitHub takes."""
    rest = "\n" + words.say("summary.rest", "markdown") + "\n"
    left = MOST - len(rest.encode())
    for piece in _pieces(graded, words):
        left -= len(piece.encode())
        if left < 0:
            yield rest
            return
        yield piece


def _pieces(graded: GradedClass, words: Words) -> Iterator[str]:
    student, mark = (words.say(key, "markdown") for key in ("summary.student", "summary.mark"))
    yield f"## {escaped(graded.title, 'markdown')}\n\n| {student} | {mark} | |\n|---|---:|---|\n"
    for kept in graded.everybody():
        yield _line(kept, words)
    if graded.rejected:
        yield "\n### " + words.say("summary.problems", "markdown") + "\n\n"
    for rejected in graded.rejected:
        yield "".join(f"- {_problem(problem, words)}\n" for problem in rejected.problems)
    for kept in graded.present:
        yield "".join(_details(kept, words))


def _line(kept: Kept, words: Words) -> str:
    counts = Counter(part.standing for _, part in kept.boxes)
    there = (standing for standing in STANDINGS if counts[standing])
    shown = ", ".join(f"{counts[standing]} {_standing(standing, words)}" for standing in there)
    student = escaped(kept.student.name, "markdown")
    return (
        f"| {student} | {words.say('marks', mark=decimal(kept.mark, 2), points=decimal(kept.points, 2))} | {shown} |\n"
    )


def _standing(standing: str, words: Words) -> str:
    """Name a standing within a sentence."""
    said = words.say(f"outcome.{standing}", "markdown")
    return said[:1].lower() + said[1:]


def _details(kept: Kept, words: Words) -> Iterator[str]:
    """Write what one student is told, folded away."""
    open_boxes = [(each, part) for each, part in kept.boxes if part.standing not in (Outcome.CORRECT, BLANK)]
    if not open_boxes and not kept.problems:
        return
    yield f"\n<details><summary>{escaped(kept.student.name, 'html')}</summary>\n\n"
    for problem in kept.problems:
        yield f"- {_problem(problem, words)}\n"
    for exercise, part in open_boxes:
        response = code(" ".join(part.response[:200].split()), "markdown")
        place = escaped(f"{exercise.exercise} {part.part}", "markdown")
        yield f"- **{place}** {response} {_standing(part.standing, words)}\n"
        for message in part.feedback:
            yield f"  - {words.render(message, 'markdown')}\n"
    yield "\n</details>\n"


def _problem(problem: Problem, words: Words) -> str:
    return escaped(problem_told(problem, words), "markdown")


@dataclass(frozen=True, slots=True)
class Annotation:
    """One remark that GitHub shows beside a line of a file; a line of 0 is not known."""

    level: str
    file: str
    title: str
    text: str
    line: int = 0

    def command(self) -> str:
        """Write it as a command; what a student typed cannot end it or begin another."""
        line = f"line={self.line}," if self.line else ""
        return f"::{self.level} file={_property(self.file)},{line}title={_property(self.title)}::{_escaped(self.text)}"


def annotated(graded: GradedClass, words: Words, lines: Lines) -> Iterator[str]:
    """Give the commands that annotate submissions, as many as GitHub shows; what is wrong with files comes first."""
    shown: Counter[str] = Counter()
    for each in chain(_about_files(graded, words), _about_answers(graded, words, lines)):
        shown[each.level] += 1
        if shown[each.level] <= ANNOTATIONS:
            yield each.command()
        elif all(shown[level] >= ANNOTATIONS for _, level in LEVELS):
            return


def _about_files(graded: GradedClass, words: Words) -> Iterator[Annotation]:
    """Annotate what is wrong with files."""
    for rejected in graded.rejected:
        yield from (_about(problem, rejected.file, words) for problem in rejected.problems)
    for kept in graded.present:
        yield from (_about(problem, kept.file, words) for problem in kept.problems)


def _about(problem: Problem, file: str, words: Words) -> Annotation:
    text = problem_told(replace(problem, file="", line=0, column=0, path=""), words)
    return Annotation("error", problem.file or file, "file", text, problem.line)


def _about_answers(graded: GradedClass, words: Words, lines: Lines) -> Iterator[Annotation]:
    """Annotate the answers that did not earn everything."""
    levels = dict(LEVELS)
    for kept in graded.present:
        loud = [(each.exercise, part) for each, part in kept.boxes if part.standing in levels]
        places = lines(kept.file) if loud else {}
        for exercise, part in loud:
            title = f"{exercise} {part.part}: {part.standing}"
            line = places.get((exercise, part.part), 0)
            yield Annotation(levels[part.standing], kept.file, title, told(part, words), line)


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
