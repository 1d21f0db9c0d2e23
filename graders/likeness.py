"""When two variants are the same: when their questions look the same to a student, whatever the numbers behind.

Where every parameter is shown by itself, different values are different questions, and nothing need be
posed to know it.  Else questions are posed and compared by their texts.
"""

from __future__ import annotations

import re
from hashlib import blake2b
from typing import TYPE_CHECKING

from graders.question import pose
from graders.stretches import VALUE

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from graders.exercise import Exercise
    from graders.variant import Variant

TOUCHING = re.compile(r"\}\}\s*\{\{")
"""Two values without a sign between them: 1 and 11 look like 11 and 1."""


def likeness(exercise: Exercise) -> Callable[[Variant], Hashable]:
    """Give what tells the variants of an exercise apart."""
    return _digest if shows_everything(exercise) else _looks(exercise)


def shows_everything(exercise: Exercise) -> bool:
    """Tell whether every parameter stands by itself in the question or in what is asked."""
    texts = [exercise.question, *(part.ask for part in exercise.parts)]
    shown = {found["value"] for text in texts for found in re.finditer(VALUE, text)}
    alone = not any(TOUCHING.search(text) for text in texts)
    return alone and shown >= {parameter.name for parameter in exercise.given}


def _digest(variant: Variant) -> Hashable:
    return variant.digest


def _looks(exercise: Exercise) -> Callable[[Variant], Hashable]:
    def looks(variant: Variant) -> Hashable:
        question = pose(exercise, variant)
        text = "\0".join((question.text, *(ask.text for ask in question.asks)))
        return blake2b(text.encode(), digest_size=16).digest()

    return looks
