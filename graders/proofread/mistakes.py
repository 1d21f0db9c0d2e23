"""Mal-rules that lead to the key, to nothing, or to what another one leads to."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, TypeAlias

from graders.errors import UndefinedError
from graders.proofread.manuscript import Occurrence
from graders.proofread.misses import are_apart, is_plain_set
from graders.syntax import to_text
from graders.trap import taken_for
from graders.value.exact import reduced, substituted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graders.exercise import Part
    from graders.proofread.finding import Finding
    from graders.proofread.manuscript import Manuscript, Specimen
    from graders.syntax.tree import Node


Values: TypeAlias = "tuple[Node | None, ...]"
"""What one mal-rule leads to on every variant; ``None`` where it has no value."""


@dataclass(frozen=True, slots=True)
class Led:
    """What the mal-rules of a part lead to, in their order, and the keys, on every variant."""

    place: int
    part: Part
    values: tuple[Values, ...]
    keys: tuple[Node, ...]

    def path(self, index: int) -> str:
        """Say where a mal-rule stands."""
        return f"parts[{self.place}].malrules[{index}].when"


def led(manuscript: Manuscript) -> tuple[Led, ...]:
    """Work out what every mal-rule leads to on every variant, once for all that is looked for."""
    found = []
    for place, part in enumerate(manuscript.exercise.parts):
        rules = range(len(part.malrules))
        values = tuple(tuple(given(part, index, one) for one in manuscript.specimens) for index in rules)
        keys = tuple(reduced(one.key(part)) for one in manuscript.specimens) if part.malrules else ()
        found.append(Led(place, part, values, keys))
    return tuple(found)


def scoring(manuscript: Manuscript, everything: Iterable[Led]) -> Iterator[Occurrence]:
    """Report variants on which a mal-rule gives the key: pinned ones, and others where they are not left out."""
    exercise = manuscript.exercise
    for one in everything:
        for index, values in enumerate(one.values):
            for specimen, value, key in zip(manuscript.specimens, values, one.keys, strict=True):
                is_asked = specimen.name or not exercise.discriminating
                if is_asked and value is not None and _is_taken(value, key, one.part):
                    message = f"{to_text(one.part.malrules[index].when)} gives {to_text(value)}, the key"
                    remedy = "mend the mal-rule, or the values of the variant"
                    yield Occurrence("malrule-key", one.path(index), message, remedy, specimen)


def _is_taken(value: Node, key: Node, part: Part) -> bool:
    """Tell whether a value would be taken for a key; two that are seen to differ are not where the check is exact."""
    is_exact = part.check == "equivalent" or (part.check == "set" and is_plain_set(key) and is_plain_set(value))
    return not (is_exact and are_apart(key, value)) and taken_for(value, key, part)


def pointless(manuscript: Manuscript, everything: Iterable[Led]) -> Iterator[Finding]:
    """Report mal-rules that never have a value, and pairs of them with one answer on every variant."""
    for one in everything:
        for index, found in enumerate(one.values):
            if found and not any(found):
                message = "has no value on any variant"
                yield manuscript.finding("malrule-silent", one.path(index), message, "mend the formula")
        for (first, ours), (second, theirs) in combinations(enumerate(one.values), 2):
            if any(ours) and _are_alike(ours, theirs, one.part):
                message = f"leads to the same answers as malrules[{first}]"
                yield manuscript.finding("malrule-twin", one.path(second), message, "keep one of them")


def given(part: Part, index: int, specimen: Specimen) -> Node | None:
    """Give what a mal-rule leads to on a variant; ``None`` where it has no value."""
    try:
        return reduced(substituted(part.malrules[index].when, specimen.environment))
    except UndefinedError:
        return None


def _are_alike(ours: Values, theirs: Values, part: Part) -> bool:
    for left, right in zip(ours, theirs, strict=True):
        if left is None or right is None:
            if left is not right:
                return False
        elif not _is_taken(left, right, part):
            return False
    return True
