"""What an export is: a name for the command line, a file among the reports, and how it is written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from graders.verdict import Outcome
from graders.words import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from graders.batch.papers import Rejected
    from graders.errors import Problem
    from graders.kept import Kept, KeptPart
    from graders.words import Words


@dataclass(frozen=True, slots=True)
class GradedClass:
    """A class that was graded: everybody in the order of the class list, as often as asked for, one at a time.

    ``rejected`` are the files that could not be graded; who has handed in nothing else has no ``file``.
    """

    title: str
    everybody: Callable[[], Iterator[Kept]]
    rejected: tuple[Rejected, ...] = ()

    @property
    def present(self) -> Iterator[Kept]:
        """Those of whom something was graded."""
        return (kept for kept in self.everybody() if kept.file)


@dataclass(frozen=True, slots=True)
class StudentExport:
    """What another program reads of one student; its file lies beside the student's report."""

    file: str
    written: Callable[[Kept, Words], str]


@dataclass(frozen=True, slots=True)
class ClassExport:
    """What another program reads of a class, piece by piece; its file lies beside the gradebook."""

    file: str
    written: Callable[[GradedClass, Words], Iterator[str]]


def told(part: KeptPart, words: Words) -> str:
    """Write what a student is told about a box, a sentence a line; first, that nothing is lost where nothing is."""
    return "\n".join((*_reassured(part, words), *(words.render(message) for message in part.feedback)))


def problem_told(problem: Problem, words: Words) -> str:
    """Say what is wrong with a file, on one line and in the language of the class: ``ada.yaml:3: is empty, ...``."""
    said = replace(problem, message=words.phrase(problem.message), remedy=words.phrase(problem.remedy))
    return visible(" ".join(str(said).split()))


def _reassured(part: KeptPart, words: Words) -> Iterator[str]:
    """Say that what could not be read, or waits, is not wrong; other programs know only passed and failed."""
    if part.standing == Outcome.UNREADABLE:
        yield words.say("part.unreadable")
    elif part.standing == Outcome.NEEDS_REVIEW:
        yield words.say("part.review")
