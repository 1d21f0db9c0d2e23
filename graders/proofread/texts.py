"""Texts that cannot be filled in, or set, on some variant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.errors import AuthorError
from graders.proofread.manuscript import Occurrence
from graders.prose import Prose
from graders.question import STEPS, fill, pose, values_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graders.exercise import Exercise
    from graders.proofread.manuscript import Manuscript, Specimen


SET = 4
"""On so many variants texts are set as well, which takes longer; the places that go wrong are the same on others."""


def texts(manuscript: Manuscript) -> Iterator[Occurrence]:
    """Fill every text of an exercise with the values of every variant, and set it on some of them."""
    told, prose, wrong = tuple(_told(manuscript.exercise)), Prose(), set[str]()
    for place, specimen in enumerate(manuscript.specimens):
        filled = list[tuple[str, str]]()
        try:
            question = pose(manuscript.exercise, specimen.variant)
            filled.append(("question", question.text))
            filled.extend((f"parts[{at}].ask", ask.text) for at, ask in enumerate(question.asks))
        except AuthorError as error:
            yield from _faults(error, specimen)
        for path, text in told:
            try:
                filled.append((path, fill(text, values_in(manuscript.exercise, specimen.variant), STEPS, path=path)))
            except AuthorError as error:
                yield from _faults(error, specimen)
        if place < SET:
            unset = tuple(_unset(((path, text) for path, text in filled if path not in wrong), prose, specimen))
            wrong.update(each.path for each in unset)
            yield from unset


def _unset(filled: Iterable[tuple[str, str]], prose: Prose, specimen: Specimen) -> Iterator[Occurrence]:
    """Report texts whose LaTeX cannot be set, which is hardly ever due to the numbers in it."""
    for path, text in filled:
        try:
            prose.blocks(text)
        except AuthorError as error:
            for one in error.problems:
                yield Occurrence("text", path, one.message, one.remedy, specimen, one.message)


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
