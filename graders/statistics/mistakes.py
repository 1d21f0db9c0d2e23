"""Which mistakes a class made: by part and step, how often, and an example of each.

A mistake is what a student was told of: a rule of the catalogue, one of the author's, a value that was rounded, or a
form that was asked.  Where it was only offered as a guess, it counts as one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graders.assignment import Student
    from graders.gradebook import Box
    from graders.verdict import Message

GUESS = "diagnosis.perhaps"
"""The key of what introduces a guess."""

KINDS = ("malrule.", "form.", "rounded")
"""What the keys of mistakes begin with."""


@dataclass(slots=True)
class Mistake:
    """One mistake at one step of one part: how many made it, how many of them perhaps, and the first of them."""

    exercise: str
    part: str
    step: int
    told: Message
    student: Student
    response: str
    count: int = 0
    guesses: int = 0


class Mistakes:
    """The mistakes of a class, added box by box."""

    def __init__(self) -> None:
        """Begin with none."""
        self.found: dict[tuple[str, str, int, str], Mistake] = {}

    def add(self, student: Student, box: Box) -> None:
        """Add what a student was told of one box; the same mistake counts once."""
        guessed = any(reason.key == GUESS for reason in box.mistakes)
        made = {(box.exercise, box.part, *_kind(reason)): reason for reason in box.mistakes if is_mistake(reason)}
        for kind, reason in made.items():
            mistake = self.found.setdefault(kind, Mistake(*kind[:3], reason, student, box.response))
            mistake.count += 1
            mistake.guesses += guessed

    def ranked(self, parts: Sequence[tuple[str, str]]) -> tuple[Mistake, ...]:
        """Give them in the order of the parts, and there by step and the most frequent first."""
        places = {part: place for place, part in enumerate(parts)}
        return tuple(
            sorted(self.found.values(), key=lambda each: (places[each.exercise, each.part], each.step, -each.count))
        )


def told_mistakes(feedback: tuple[Message, ...]) -> tuple[Message, ...]:
    """Keep of what a student was told the mistakes, and whether they were guessed."""
    return tuple(_mistakes(feedback))


def _mistakes(feedback: tuple[Message, ...]) -> Iterator[Message]:
    mistakes = [reason for reason in feedback if is_mistake(reason)]
    if mistakes:
        yield from (reason for reason in feedback if reason.key == GUESS)
    yield from mistakes


def may_be_mistake(key: str) -> bool:
    """Tell whether ``told_mistakes`` may keep what has this key."""
    return key.startswith(KINDS) or key in ("author", GUESS)


def is_mistake(reason: Message) -> bool:
    """Tell whether a reason names a mistake; an author's text does where it belongs to a rule."""
    return reason.key.startswith(KINDS) or (reason.key == "author" and "rule" in dict(reason.fields))


def _kind(reason: Message) -> tuple[int, str]:
    """Give what makes two mistakes at one part the same: the step, and the rule."""
    fields = dict(reason.fields)
    step, rule = fields.get("step", 0), fields.get("rule", "")
    return step if isinstance(step, int) else 0, f"{reason.key} {rule}".strip()
