"""One exercise read by the proofreader, from its file to all findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.bank import load_exercise
from graders.bank.exercises import exercise_id
from graders.candidates import candidates
from graders.census import coincidences
from graders.errors import AuthorError
from graders.evenness import Spread, measures
from graders.files import plain_path
from graders.pitfalls import with_pitfalls
from graders.proofread.examples import examples
from graders.proofread.finding import Finding, Proof
from graders.proofread.manuscript import manuscript
from graders.proofread.mistakes import led, pointless, scoring
from graders.proofread.texts import texts
from graders.proofread.trials import boxes, trials
from graders.proofread.unused import unused
from graders.proofread.variety import variety
from graders.space import questions

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from graders.exercise import Exercise
    from graders.proofread.manuscript import Manuscript

VARIANTS = 200
"""So many variants are looked at unless another number is asked for."""


LEAST, EACH = 1 << 16, 1 << 8
"""What counting may cost, and what each variant that is asked for adds."""

COINCIDING = 2
"""On so many times the variants that are asked for mal-rules are tried."""


def proofread(path: Path, many: int = VARIANTS) -> Proof:
    """Read an exercise's file, and judge the exercise over so many of its variants."""
    try:
        exercise = load_exercise(path)
        return _proof(exercise, path, many)
    except AuthorError as error:
        found = tuple(Finding(one.code or "file", one) for one in error.problems)
        return Proof(plain_path(path), exercise_id(path), found)


def _proof(exercise: Exercise, path: Path, many: int) -> Proof:
    looked_at = manuscript(exercise, path, many)
    effort = LEAST + many * EACH
    space, count = candidates(exercise), questions(exercise, effort=effort)
    met = coincidences(with_pitfalls(exercise, space), many * COINCIDING)
    mistakes = led(looked_at)
    judged = list(trials(boxes(looked_at), looked_at.specimens))
    occurrences = (*looked_at.broken, *texts(looked_at), *scoring(looked_at, mistakes), *filter(None, judged))
    findings = (
        *variety(looked_at, space, count, met, effort=effort),
        *unused(looked_at),
        *looked_at.gathered(occurrences),
        *pointless(looked_at, mistakes),
        *examples(looked_at),
    )
    return Proof(
        plain_path(path),
        exercise.id,
        in_order(findings),
        count,
        _spread(looked_at),
        met,
        len(looked_at.specimens),
        len(judged),
    )


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Put findings in the order of their places."""
    return tuple(sorted(findings, key=lambda one: (one.problem.line, one.problem.column, one.code)))


MEASURED = 64
"""Of so many variants it is told how hard they are."""


def _spread(looked_at: Manuscript) -> Spread | None:
    """Tell how hard the variants are; nothing where there are none."""
    hardness = sorted(measures(looked_at.exercise, one.variant).hardness for one in looked_at.drawn[:MEASURED])
    return Spread(tuple(hardness)) if hardness else None
