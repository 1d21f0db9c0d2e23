"""The attempts at one exercise, each judged and explained by all that stood in the boxes then.

responses of each attempt -> attempts at each part, with their verdicts
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from graders.checks import judge
from graders.checks.choice import chosen_in, offered_in
from graders.checks.offers import offers
from graders.checks.wording import LENGTH
from graders.explanation import explained
from graders.question import fill, values_in
from graders.syntax import Vocabulary
from graders.syntax.tree import variables
from graders.value.exact import substituted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graders.exercise import Exercise, Part
    from graders.explanation import Explained
    from graders.syntax.tree import Node
    from graders.variant import Variant
    from graders.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt at a box: what was typed, and the verdict on it."""

    response: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Attempted:
    """The attempts at every part, by its id, from the first on; ``left_at`` the parts that left the path, by step.

    At a part that was never answered there is one attempt, an empty one.
    """

    attempts: Mapping[str, tuple[Attempt, ...]]
    left_at: Mapping[str, tuple[str, ...]]


def attempted(exercise: Exercise, variant: Variant, rounds: Sequence[Mapping[str, str]]) -> Attempted:
    """Judge what was answered in every attempt, and explain the last; what stays the same is no new attempt."""
    standing = _Standing(exercise, variant)
    tried: dict[str, tuple[Attempt, ...]] = dict.fromkeys(standing.typed, ())
    for responses in rounds[:-1]:
        if new := standing.take(responses):
            reasons = standing.explained(named=False)
            tried |= {part: (*tried[part], Attempt(standing.typed[part], reasons[part].verdict)) for part in new}
    new = standing.take(rounds[-1])
    reasons = standing.explained()
    for part, each in reasons.items():
        before = tried[part] if part in new else tried[part][:-1]
        tried[part] = (*before, Attempt(standing.typed[part], each.verdict))
    left_at: dict[str, tuple[str, ...]] = {}
    for part, each in reasons.items():
        if each.left_at is not None:
            left_at[each.left_at] = (*left_at.get(each.left_at, ()), part)
    return Attempted(tried, left_at)


class _Standing:
    """What stands in the boxes of one variant; what was judged once is not judged again."""

    def __init__(self, exercise: Exercise, variant: Variant) -> None:
        """Begin with every box empty."""
        self.exercise = exercise
        self.variant = variant
        self.keys = {part.id: substituted(part.key, variant.environment) for part in exercise.parts}
        self.vocabularies = vocabularies(exercise)
        self.typed = dict.fromkeys(self.keys, "")
        self.judged: dict[tuple[str, str], Verdict] = {}

    def take(self, responses: Mapping[str, str]) -> frozenset[str]:
        """Put new responses in the place of those that stand, and name the parts of which they are attempts."""
        typed = self.typed
        new = [part for part in typed if responses.get(part, "").strip() not in ("", typed[part].strip())]
        typed.update((part, responses[part]) for part in new)
        return frozenset(new)

    def explained(self, *, named: bool = True) -> Mapping[str, Explained]:
        """Judge what stands in all boxes, and explain it."""

        def again(part: Part, key: Node) -> Verdict:
            return self.judged_by(part, key)

        verdicts = {part.id: self.verdict(part) for part in self.exercise.parts}
        return explained(self.exercise, self.variant, verdicts, again, named=named)

    def verdict(self, part: Part) -> Verdict:
        """Judge what stands in one box, once."""
        response = self.typed[part.id]
        if (part.id, response) not in self.judged:
            self.judged[part.id, response] = self.judged_by(part, self.keys[part.id])
        return self.judged[part.id, response]

    def judged_by(self, part: Part, key: Node) -> Verdict:
        """Judge what stands in one box by a key."""
        typed = self.typed[part.id]
        return judged_with(self.vocabularies[part.id], offering(self.exercise, self.variant, part, typed), key, typed)


def offering(exercise: Exercise, variant: Variant, part: Part, response: str) -> Part:
    """Put behind the letters of a choice the words that the question has for them, for a response in words."""
    is_short = part.check == "choice" and len(response) <= LENGTH
    offered = dict(part.options).get("choices") if is_short else None
    names = () if offered is None else offered_in(str(offered))
    if offered is None or chosen_in(response) <= set(names) or offers(str(offered)):
        return part
    values = values_in(exercise, variant)
    for text in (part.ask, exercise.question):
        worded = offers(fill(text, values, file=exercise.id), names)
        if worded:
            written = "\n".join(f"({name}) {worded[name]}" for name in names)
            kept = tuple(option for option in part.options if option[0] != "choices")
            return replace(part, options=(*kept, ("choices", written)))
    return part


def judged(exercise: Exercise, part: Part, key: Node, response: str) -> Verdict:
    """Judge what was typed into one box by a key, with all that its part asks."""
    return judged_with(response_vocabulary(exercise, part), part, key, response)


def judged_with(
    vocabulary: Vocabulary, part: Part, key: Node, response: str, known: dict[Node, Verdict] | None = None
) -> Verdict:
    """Judge what was typed into one box by a key, where it is known which names it may use.

    Where verdicts on responses that were judged by the same key are ``known``, it is the outcome that is asked.
    """
    return judge(
        key,
        response,
        vocabulary=vocabulary,
        check=part.check,
        form=part.form,
        form_credit=part.form_credit,
        options=part.options,
        worked_out=True,
        known=known,
        outcome_only=known is not None,
    )


def response_vocabulary(exercise: Exercise, part: Part) -> Vocabulary:
    """Give the names that a response may use: the variables that stay in the key when the numbers are put in."""
    return vocabularies(exercise)[part.id]


KEPT = 64
"""So many exercises are remembered with the names that responses to them may use."""


@lru_cache(KEPT)
def vocabularies(exercise: Exercise) -> Mapping[str, Vocabulary]:
    """Give the names that a response to each part may use, by the parts' ids."""
    valued = {parameter.name for parameter in exercise.given} | {step.name for step in exercise.derive}
    formulas = (*(one.domain for one in exercise.given), *(step.formula for step in exercise.derive))
    everywhere = frozenset(exercise.variables).union(frozenset[str]().union(*map(variables, formulas)) - valued)
    return {
        part.id: Vocabulary(everywhere | (variables(part.key) - valued), decimal_comma=exercise.decimal_comma)
        for part in exercise.parts
    }
