"""``result.json`` of Classroom 50, ``classroom50/result/v1``: scores are integers that are never negative.

Marks are fractions, so that all of them are multiplied by one number, the smallest that makes them whole; the
shares stay exact.  What nobody could decide has no points yet, and says so.
"""

from __future__ import annotations

import json
from math import lcm
from typing import TYPE_CHECKING

from graders.export.export import problem_told, told
from graders.verdict import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from fractions import Fraction

    from graders.kept import Kept, KeptExercise, KeptPart
    from graders.words import Words

SCHEMA = "classroom50/result/v1"


def written(kept: Kept, words: Words) -> str:
    """Write one submission's file."""
    scale = common_scale(mark for _, part in kept.boxes for mark in (part.mark, part.points))
    fields = {
        "schema": SCHEMA,
        "score": _whole(kept.mark, scale),
        "max-score": _whole(kept.points, scale),
        "tests": [*_about_file(kept, words), *(_test(exercise, part, scale, words) for exercise, part in kept.boxes)],
    }
    return json.dumps(fields, indent=1) + "\n"


def common_scale(marks: Iterable[Fraction]) -> int:
    """Give the smallest number that makes all marks whole.

    >>> from fractions import Fraction
    >>> common_scale((Fraction(1, 2), Fraction(2, 3), Fraction(4)))
    6
    """
    return lcm(*(mark.denominator for mark in marks))


def _about_file(kept: Kept, words: Words) -> Iterator[dict[str, object]]:
    """Say what is wrong with the file, in a test that counts nothing."""
    if kept.problems:
        output = "\n".join(problem_told(each, words) for each in kept.problems)
        yield {"name": "file", "passed": False, "score": 0, "max-score": 0, "output": output}


def _test(exercise: KeptExercise, part: KeptPart, scale: int, words: Words) -> dict[str, object]:
    return {
        "name": f"{exercise.exercise}: {part.part}",
        "passed": part.verdict == Outcome.CORRECT,
        "score": _whole(part.mark, scale),
        "max-score": _whole(part.points, scale),
        "output": told(part, words),
    }


def _whole(mark: Fraction, scale: int) -> int:
    return max(0, int(mark * scale))
