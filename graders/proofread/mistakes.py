"""Mal-rules that lead to the key, to nothing, or to what another one leads to."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING

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


@dataclass(frozen=True, slots=True)
class Led:
    """What the mal-rules of a part lead to, in their order, on every variant: worked out when it is first asked for."""

    place: int
    part: Part
    specimens: tuple[Specimen, ...]
    known: dict[tuple[int, int], Node | None] = field(default_factory=dict, compare=False, repr=False)

    def value(self, index: int, number: int) -> Node | None:
        """Give what a mal-rule leads to on a variant; ``None`` where it has no value."""
        if (index, number) not in self.known:
            self.known[index, number] = given(self.part, index, self.specimens[number])
        return self.known[index, number]

    def leads_anywhere(self, index: int) -> bool:
        """Tell whether a mal-rule has a value on some variant."""
        return any(self.value(index, number) is not None for number in range(len(self.specimens)))

    def path(self, index: int) -> str:
        """Say where a mal-rule stands."""
        return f"parts[{self.place}].malrules[{index}].when"


def led(manuscript: Manuscript) -> tuple[Led, ...]:
    """Give what the mal-rules lead to, part by part."""
    return tuple(Led(place, part, manuscript.specimens) for place, part in enumerate(manuscript.exercise.parts))


def scoring(manuscript: Manuscript, everything: Iterable[Led]) -> Iterator[Occurrence]:
    """Report variants on which a mal-rule gives the key: pinned ones, and others where they are not left out."""
    everywhere = not manuscript.exercise.discriminating
    asked = [number for number, one in enumerate(manuscript.specimens) if one.name or everywhere]
    for one in everything:
        keys = {number: reduced(one.specimens[number].key(one.part)) for number in asked} if one.part.malrules else {}
        for index, rule in enumerate(one.part.malrules):
            for number, key in keys.items():
                value = one.value(index, number)
                if value is not None and _is_taken(value, key, one.part):
                    message = f"{to_text(rule.when)} gives {to_text(value)}, the key"
                    remedy = "mend the mal-rule, or the values of the variant"
                    yield Occurrence("malrule-key", one.path(index), message, remedy, one.specimens[number])


def _is_taken(value: Node, key: Node, part: Part) -> bool:
    """Tell whether a value would be taken for a key; two that are seen to differ are not where the check is exact."""
    is_exact = part.check == "equivalent" or (part.check == "set" and is_plain_set(key) and is_plain_set(value))
    return not (is_exact and are_apart(key, value)) and taken_for(value, key, part)


def pointless(manuscript: Manuscript, everything: Iterable[Led]) -> Iterator[Finding]:
    """Report mal-rules that never have a value, and pairs of them with one answer on every variant."""
    for one in everything:
        rules = range(len(one.part.malrules)) if one.specimens else range(0)
        for index in rules:
            if not one.leads_anywhere(index):
                message = "has no value on any variant"
                yield manuscript.finding("malrule-silent", one.path(index), message, "mend the formula")
        for first, second in combinations(rules, 2):
            if one.leads_anywhere(first) and _are_alike(one, first, second):
                message = f"leads to the same answers as malrules[{first}]"
                yield manuscript.finding("malrule-twin", one.path(second), message, "keep one of them")


def given(part: Part, index: int, specimen: Specimen) -> Node | None:
    """Give what a mal-rule leads to on a variant; ``None`` where it has no value."""
    try:
        return reduced(substituted(part.malrules[index].when, specimen.environment))
    except UndefinedError:
        return None


def _are_alike(one: Led, first: int, second: int) -> bool:
    """Tell whether two mal-rules lead to the same answers on every variant."""
    for number in range(len(one.specimens)):
        left, right = one.value(first, number), one.value(second, number)
        if left is None or right is None:
            if left is not right:
                return False
        elif not _is_taken(left, right, one.part):
            return False
    return True
