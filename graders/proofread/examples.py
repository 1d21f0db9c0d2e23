"""Examples that do not hold: the tests that an exercise carries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.explanation import mistakes_told
from graders.grading import grade_exercise
from graders.malrules.mistakes import NOTHING_NAMED
from graders.proofread.manuscript import Specimen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graders.exercise import Example
    from graders.grading import GradedExercise
    from graders.proofread.finding import Finding
    from graders.proofread.manuscript import Manuscript


def examples(manuscript: Manuscript) -> Iterator[Finding]:
    """Grade the responses of every example, and report verdicts that they do not get; or that there are none."""
    exercise = manuscript.exercise
    pinned = {one.name: one for one in manuscript.specimens if one.name}
    if not exercise.examples:
        remedy = "pin a variant and write some, with right and wrong answers"
        yield manuscript.finding("no-examples", "", "has no examples", remedy)
    for place, example in enumerate(exercise.examples):
        if isinstance(specimen := pinned.get(example.variant), Specimen):
            graded = grade_exercise(exercise, specimen.variant, dict(example.responses))
            found = {part.part: part.verdict.outcome.value for part in graded.parts}
            typed = dict(example.responses)
            for name, verdict in example.verdicts:
                if found[name] != verdict:
                    message = f"{typed[name]} is {found[name]} on {example.variant}, not {verdict}"
                    remedy = "mend the exercise, or the example"
                    yield manuscript.finding("example", f"examples[{place}].verdicts.{name}", message, remedy)
            yield from _misnamed(manuscript, place, example, graded)


def _misnamed(manuscript: Manuscript, place: int, example: Example, graded: GradedExercise) -> Iterator[Finding]:
    """Report mistakes that an example expects to be named, and that are not, or not alone."""
    typed, verdicts = dict(example.responses), {part.part: part.verdict for part in graded.parts}
    for name, wanted in example.mistakes:
        found = mistakes_told(manuscript.exercise.part(name), verdicts[name])
        if found != (() if wanted == NOTHING_NAMED else (wanted,)):
            named = " and ".join(found) or "no mistake"
            expected = "none" if wanted == NOTHING_NAMED else wanted
            message = f"{typed[name]} is explained by {named} on {example.variant}, not by {expected}"
            remedy = "mend the example, or name the mistake by a mal-rule"
            yield manuscript.finding("example-mistake", f"examples[{place}].mistakes.{name}", message, remedy)
