"""Mal-rules that lead to the key, to nothing, or to what another one leads to."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from graders.errors import UndefinedError
from graders.proofread.manuscript import Occurrence
from graders.proofread.misses import are_apart
from graders.syntax import to_text
from graders.trap import taken_for
from graders.value.exact import reduced, substituted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graders.exercise import Part
    from graders.proofread.finding import Finding
    from graders.proofread.manuscript import Manuscript, Specimen
    from graders.syntax.tree import Node


def scoring(manuscript: Manuscript) -> Iterator[Occurrence]:
    """Report variants on which a mal-rule gives the key: pinned ones, and others where they are not left out."""
    exercise = manuscript.exercise
    asked = [one for one in manuscript.specimens if one.name or not exercise.discriminating]
    for place, part in enumerate(exercise.parts):
        for index in range(len(part.malrules)):
            for specimen in asked:
                value = given(part, index, specimen)
                if value is not None and _is_taken(value, reduced(specimen.key(part)), part):
                    path = f"parts[{place}].malrules[{index}].when"
                    message = f"{to_text(part.malrules[index].when)} gives {to_text(value)}, the key"
                    remedy = "mend the mal-rule, or the values of the variant"
                    yield Occurrence("malrule-key", path, message, remedy, specimen)


def _is_taken(value: Node, key: Node, part: Part) -> bool:
    """Tell whether a value would be taken for a key; two that are seen to differ are not where the check is exact."""
    return not (part.check == "equivalent" and are_apart(key, value)) and taken_for(value, key, part)


def pointless(manuscript: Manuscript) -> Iterator[Finding]:
    """Report mal-rules that never have a value, and pairs of them with one answer on every variant."""
    for place, part in enumerate(manuscript.exercise.parts):
        values = [[given(part, index, one) for one in manuscript.specimens] for index in range(len(part.malrules))]
        for index, found in enumerate(values):
            if found and not any(found):
                path, message = f"parts[{place}].malrules[{index}].when", "has no value on any variant"
                yield manuscript.finding("malrule-silent", path, message, "mend the formula")
        for (first, ours), (second, theirs) in combinations(enumerate(values), 2):
            if any(ours) and _are_alike(ours, theirs, part):
                message = f"leads to the same answers as malrules[{first}]"
                path = f"parts[{place}].malrules[{second}].when"
                yield manuscript.finding("malrule-twin", path, message, "keep one of them")


def given(part: Part, index: int, specimen: Specimen) -> Node | None:
    """Give what a mal-rule leads to on a variant; ``None`` where it has no value."""
    try:
        return reduced(substituted(part.malrules[index].when, specimen.environment))
    except UndefinedError:
        return None


def _are_alike(ours: list[Node | None], theirs: list[Node | None], part: Part) -> bool:
    for left, right in zip(ours, theirs, strict=True):
        if left is None or right is None:
            if left is not right:
                return False
        elif not _is_taken(left, right, part):
            return False
    return True
