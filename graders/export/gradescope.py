"""``results.json`` of Gradescope: a test a part, with its score and what the student is told.

https://gradescope-autograders.readthedocs.io/en/latest/specs/
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from graders.export.export import problem_told, told
from graders.verdict import Outcome

if TYPE_CHECKING:
    from fractions import Fraction

    from graders.kept import Kept, KeptExercise, KeptPart
    from graders.words import Words


def written(kept: Kept, words: Words) -> str:
    """Write what an autograder leaves in ``/autograder/results``."""
    tests = [
        _test(exercise, part, f"{place}.{number}", words)
        for place, exercise in enumerate(kept.exercises, 1)
        for number, part in enumerate(exercise.parts, 1)
    ]
    fields = {
        "score": _number(kept.mark),
        "output": "\n".join(problem_told(each, words) for each in kept.problems),
        "output_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": tests,
    }
    return json.dumps(fields, indent=1) + "\n"


def _test(exercise: KeptExercise, part: KeptPart, number: str, words: Words) -> dict[str, object]:
    return {
        "number": number,
        "name": f"{exercise.title}: {part.part}",
        "name_format": "text",
        "score": _number(part.mark),
        "max_score": _number(part.points),
        "status": "passed" if part.verdict == Outcome.CORRECT else "failed",
        "output": told(part, words),
        "output_format": "text",
        "visibility": "visible",
        "extra_data": {"verdict": part.verdict, "evidence": part.evidence, "exact": str(part.mark)},
    }


def _number(mark: Fraction) -> int | float:
    return int(mark) if mark.denominator == 1 else float(mark)
