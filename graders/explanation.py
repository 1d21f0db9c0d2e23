"""Why a wrong answer is wrong, for all parts of an exercise together.

The author's mal-rules come first; then what is right on the student's own earlier answers; then the catalogue,
on those answers and on the right ones.  Nothing is worked out unless something is wrong, and a right answer is
never looked at.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from graders.checks.stated import stated
from graders.followthrough import Own, asks_for, rests_on, standing_on
from graders.malrules import recognised
from graders.question import fill, values_in
from graders.syntax.tree import is_larger
from graders.value.exact import substituted
from graders.verdict import Outcome, message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from graders.exercise import Exercise, MalRule, Part
    from graders.malrules.diagnosis import Diagnosis, Diagnostics
    from graders.malrules.mistakes import Mistake
    from graders.malrules.slips import Slip
    from graders.syntax.tree import Node
    from graders.variant import Variant
    from graders.verdict import Message, Verdict

    Again = Callable[[Part, Node], Verdict]


@dataclass(frozen=True, slots=True)
class Explained:
    """A verdict with its explanation, and the step at which the student left the path, where that is known."""

    verdict: Verdict
    left_at: str | None = None


def explained(
    exercise: Exercise, variant: Variant, verdicts: Mapping[str, Verdict], again: Again, *, named: bool = True
) -> Mapping[str, Explained]:
    """Explain the verdicts on an exercise's parts, by their ids; ``again`` judges a part's response by another key.

    Unless mistakes are to be ``named``, only what changes a score is looked for.
    """
    if not any(_is_wrong(verdict) for verdict in verdicts.values()):
        return {name: Explained(verdict) for name, verdict in verdicts.items()}
    return _Story(exercise, variant, verdicts, again, named).explained()


def _is_wrong(verdict: Verdict) -> bool:
    return verdict.outcome is Outcome.INCORRECT and verdict.read_as is not None


MOST_NODES = 500
"""No mistake is looked for behind a larger answer: what slips lead to is of the size of the key."""


@dataclass(frozen=True)
class _Story:
    """What one student answered to one variant; the tables of mistakes are built when first asked for."""

    exercise: Exercise
    variant: Variant
    verdicts: Mapping[str, Verdict]
    again: Again
    named: bool

    def explained(self) -> Mapping[str, Explained]:
        """Explain part by part."""
        return {part.id: self._explained(part) for part in self.exercise.parts if part.id in self.verdicts}

    def _explained(self, part: Part) -> Explained:
        verdict = self.verdicts[part.id]
        if not _is_wrong(verdict):
            return Explained(verdict)
        answer = self.answers[part.id]
        rule = recognised(part, self.variant, answer, self._key(part))
        if rule is not None:
            return Explained(self._forgiven(part, verdict, rule), asks_for(self.exercise, part))
        own = standing_on(self.exercise, self.variant, part, self.answers)
        if followed := self._followed(part, verdict, own):
            return followed
        if not self.named or is_larger(answer, MOST_NODES):
            return Explained(verdict)
        return self._diagnosed(part, verdict, answer, own)

    @cached_property
    def answers(self) -> Mapping[str, Node]:
        """The wrong answers that could be read, as values."""
        return {
            part.id: stated(verdict.read_as, self._key(part))
            for part in self.exercise.parts
            if (verdict := self.verdicts.get(part.id)) and _is_wrong(verdict) and verdict.read_as is not None
        }

    def _key(self, part: Part) -> Node:
        return substituted(part.key, self.variant.environment)

    @cached_property
    def right(self) -> frozenset[str]:
        """The steps that the student has right."""
        parts = (part for part in self.exercise.parts if part.id in self.verdicts)
        settled = (asks_for(self.exercise, part) for part in parts if self._is_right(part))
        return frozenset(step for step in settled if step is not None)

    def _is_right(self, part: Part) -> bool:
        verdict = self.verdicts[part.id]
        return verdict.outcome is Outcome.CORRECT or (verdict.outcome is Outcome.PARTLY_CORRECT and bool(verdict.score))

    def _forgiven(self, part: Part, verdict: Verdict, rule: MalRule) -> Verdict:
        """Give a wrong answer the credit and the words of its author's mal-rule, and the number that it has."""
        text = fill(rule.say, values_in(self.exercise, self.variant), file=self.exercise.id)
        return credited(verdict, rule.credit, message("author", text=text, rule=part.malrules.index(rule) + 1))

    def _followed(self, part: Part, verdict: Verdict, own: Own | None) -> Explained | None:
        """Credit what is right on the student's own earlier answers, as the exercise's policy has it."""
        share = self.exercise.follow_through
        if own is None or share is None:
            return None
        again = self.again(part, own.key)
        if again.outcome not in (Outcome.CORRECT, Outcome.PARTLY_CORRECT):
            return None
        parts = ", ".join(own.parts)
        if own.trivial:
            return Explained(credited(verdict, Fraction(0), message("follow.easier", parts=parts)))
        said = (message("follow.right", parts=parts), *again.messages)
        return Explained(credited(verdict, share * again.score, *said))

    def _diagnosed(self, part: Part, verdict: Verdict, answer: Node, own: Own | None) -> Explained:
        """Name the mistake in the solution's steps, with the student's own earlier numbers or the right ones."""
        left_at = self._first_wrong(part)
        if any(reason.key == "rounded" for reason in verdict.messages):
            return Explained(verdict, left_at)
        found, on_own = self._found(own, part, answer)
        if found is None:
            return Explained(verdict, left_at)
        steps = [slip.step for slip in found.mistake.slips if slip.number and found.certain]
        known = {step.name for step in self.exercise.derive}
        left_at = next((step for step in steps if step in known), left_at)
        with_own = (message("follow.with", parts=", ".join(own.parts)),) if own is not None and on_own else ()
        return Explained(credited(verdict, Fraction(0), *with_own, *told(found)), left_at)

    def _found(self, own: Own | None, part: Part, answer: Node) -> tuple[Diagnosis | None, bool]:
        """Find the mistake behind an answer, and whether it was made with own numbers: one slip before two."""
        looks = [(self.diagnostics.looks(part, answer), False)]
        if own is not None and not own.trivial:
            there = self.diagnostics.standing_on(own.exercise, own.variant, own.steps)
            looks.insert(0, (there.looks(part, answer), True))
        for look, on_own in looks * 2:  # all of them for one slip, and then all for two
            if found := next(look, None):
                return found, on_own
        return None, False

    @cached_property
    def diagnostics(self) -> Diagnostics:
        """The mistakes on the right numbers."""
        from graders.malrules.diagnosis import Diagnostics
        from graders.malrules.mistakes import Mistakes
        from graders.malrules.route import routes

        return Diagnostics(Mistakes(self.exercise, self.variant, right=self.right, routes=routes(self.exercise)))

    def _first_wrong(self, part: Part) -> str | None:
        """Name the step that a part asks for, where no earlier one of the student's is known to be wrong."""
        earlier = rests_on(self.exercise, part)
        wrong = {asks_for(self.exercise, self.exercise.part(name)) for name in self.answers if name != part.id}
        return None if wrong & earlier else asks_for(self.exercise, part)


def credited(verdict: Verdict, credit: Fraction, *said: Message) -> Verdict:
    """Give a wrong answer some credit and say why, before what was said already."""
    outcome = Outcome.PARTLY_CORRECT if credit else verdict.outcome
    return replace(verdict, outcome=outcome, score=credit, messages=(*said, *verdict.messages))


def mistakes_told(part: Part, verdict: Verdict) -> tuple[str, ...]:
    """Give the mistakes that a verdict names: rules of the catalogue, and mal-rules by their ids or places from 1."""
    return tuple(dict.fromkeys(name for each in verdict.messages if (name := _mistake_told(part, each))))


def _mistake_told(part: Part, told: Message) -> str:
    if told.key.startswith("malrule."):
        return told.key.partition(".")[2]
    number = dict(told.fields).get("rule") if told.key == "author" else None
    return part.malrules[number - 1].id or f"malrules[{number - 1}]" if isinstance(number, int) else ""


def told(diagnosis: Diagnosis) -> Iterator[Message]:
    """Say what went wrong: outright, or as a guess; the slips in order."""
    mistake = diagnosis.mistake
    if not diagnosis.certain and not mistake.is_fact:
        yield message("diagnosis.perhaps")
    if _slips_apart(mistake):
        yield message("diagnosis.two")
    yield from _slips_told(mistake)
    if diagnosis.digits is not None:
        yield message("diagnosis.rounded", digits=diagnosis.digits)


def _slips_apart(mistake: Mistake) -> bool:
    return len({slip.rule.name for slip in mistake.slips}) > 1


def _slips_told(mistake: Mistake) -> Iterator[Message]:
    if not mistake.slips:
        yield message("malrule.other_part", part=mistake.part)
    for slip in mistake.slips:
        yield _slip_told(slip)


def _slip_told(slip: Slip) -> Message:
    if not slip.number:
        return message(f"malrule.{slip.rule.name}")
    return message(f"malrule.{slip.rule.name}", step=slip.number, here=slip.here)
