"""Slips in words and in choices."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from graders.checks.choice import chosen_in, offered_in
from graders.checks.wording import wordings
from graders.proofread.misses.slip import Slip
from graders.syntax.tree import Node, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from graders.proofread.misses.slip import Make, Sought


def _in_word(change: Callable[[str], str]) -> Make:
    def make(sought: Sought) -> Iterator[Node]:
        if isinstance(sought.answer, Text):
            changed = change(sought.answer.value)
            if changed.strip():
                yield Text(changed)

    return make


def _says_something_else(sought: Sought, missed: Node) -> bool:
    """Tell whether the letters and digits are those of no wording, capitals or not."""
    return isinstance(missed, Text) and _letters(missed.value) not in set(map(_letters, wordings(sought.key)))


def _letters(words: str) -> str:
    return "".join(filter(str.isalnum, words)).casefold()


def _swapped(words: str) -> str:
    at = next((at for at in range(len(words) - 1) if words[at].casefold() != words[at + 1].casefold()), None)
    return words if at is None else words[:at] + words[at + 1] + words[at] + words[at + 2 :]


def _last_changed(words: str) -> str:
    return words[:-1] + ("a" if words[-1:].casefold() == "z" else "z")


TEXT = tuple(
    Slip(name, _in_word(change), _says_something_else)
    for name, change in (
        ("the first letter missing", lambda words: words[1:]),
        ("the last letter missing", lambda words: words[:-1]),
        ("the last letter twice", lambda words: words + words[-1:]),
        ("another last letter", _last_changed),
        ("two letters swapped", _swapped),
        ("denied", lambda words: f"not {words}"),
        ("said twice", lambda words: f"{words} {words}"),
        ("with another word", lambda words: f"{words} or none"),
    )
)


def _chosen(number: int) -> Make:
    """Choose otherwise: the wrong choices in order, first those of as many as are right, then fewer and more."""

    def make(sought: Sought) -> Iterator[Node]:
        right, offered = _choices(sought)
        wrong = [some for size in range(1, len(offered) + 1) for some in combinations(offered, size)]
        wrong = sorted((some for some in wrong if set(some) != right), key=lambda some: abs(len(some) - len(right)))
        if number < len(wrong):
            yield Text(", ".join(wrong[number]))

    return make


MOST_CHOICES = 6


def _choices(sought: Sought) -> tuple[frozenset[str], list[str]]:
    """Give what is to be chosen, and what is offered; where nothing is, also what is not among the right ones."""
    right = frozenset[str]().union(*map(chosen_in, wordings(sought.key)))
    named = dict(sought.part.options).get("choices")
    offered = frozenset(offered_in(str(named))) if named is not None else right | {"another", "nothing", "something"}
    return right, sorted(offered)[:MOST_CHOICES]


def _is_another_choice(sought: Sought, missed: Node) -> bool:
    right, _ = _choices(sought)
    return isinstance(missed, Text) and set(missed.value.split(", ")) != right


CHOICE = tuple(
    Slip(name, _chosen(number), _is_another_choice)
    for number, name in enumerate(
        (
            "another choice",
            "a second other choice",
            "a third other choice",
            "a fourth other choice",
            "a fifth other choice",
            "a sixth other choice",
            "a seventh other choice",
            "an eighth other choice",
        )
    )
)
"""As many other choices as there are, up to eight: of two that are offered one or both, of three six."""
