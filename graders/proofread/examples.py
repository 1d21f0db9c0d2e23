"""Examples that do not hold: the tests that an exercise carries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.grading import grade_exercise
from graders.proofread.manuscript import Specimen

if TYPE_CHECKING:
    from collections.abc import Iterator

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
