"""Texts that cannot be filled in on some variant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.errors import AuthorError
from graders.proofread.manuscript import Occurrence
from graders.question import STEPS, fill, pose, values_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graders.exercise import Exercise
    from graders.proofread.manuscript import Manuscript, Specimen


def texts(manuscript: Manuscript) -> Iterator[Occurrence]:
    """Fill every text of an exercise with the values of every variant."""
    told = tuple(_told(manuscript.exercise))
    for specimen in manuscript.specimens:
        try:
            pose(manuscript.exercise, specimen.variant)
        except AuthorError as error:
            yield from _faults(error, specimen)
        for path, text in told:
            try:
                fill(text, values_in(manuscript.exercise, specimen.variant), STEPS, path=path)
            except AuthorError as error:
                yield from _faults(error, specimen)


def _told(exercise: Exercise) -> Iterator[tuple[str, str]]:
    """Give the texts that are shown after an answer, with their paths."""
    yield "solution", exercise.solution
    for place, part in enumerate(exercise.parts):
        for index, rule in enumerate(part.malrules):
            yield f"parts[{place}].malrules[{index}].say", rule.say
        for index, hint in enumerate(part.hints):
            yield f"parts[{place}].hints[{index}].say", hint.say


def _faults(error: AuthorError, specimen: Specimen) -> Iterator[Occurrence]:
    for one in error.problems:
        yield Occurrence("text", one.path, one.message, one.remedy, specimen, one.message)
