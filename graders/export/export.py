"""What an export is: a name for the command line, a file among the reports, and how it is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from graders.kept import Kept, KeptPart
    from graders.words import Words


@dataclass(frozen=True, slots=True)
class StudentExport:
    """What another program reads of one student; its file lies beside the student's report."""

    file: str
    written: Callable[[Kept, Words], str]


@dataclass(frozen=True, slots=True)
class ClassExport:
    """What another program reads of a class; its file lies beside the gradebook."""

    file: str
    written: Callable[[str, Iterable[Kept], Words], str]


def told(part: KeptPart, words: Words) -> str:
    """Write what a student is told about a box, a sentence a line."""
    return "\n".join(words.render(message) for message in part.feedback)
