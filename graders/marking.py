"""Verdicts to marks, as exact fractions: of one attempt, or of several with what they cost.

What could not be read, or waits for review, is no judgement: it spends no attempt, takes nothing from later ones and
gives no hint.  An attempt that is judged and not correct takes the penalty from those after it, and so do the hints
that were given before them:

    worth of an attempt = its score - penalty · (wrong attempts before it) - cost of the hints before it, never below 0
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from graders.exercise import ONCE
from graders.verdict import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from graders.exercise import Hint, Policy
    from graders.verdict import Verdict

JUDGED = frozenset((Outcome.CORRECT, Outcome.PARTLY_CORRECT, Outcome.INCORRECT))
"""The verdicts that spend an attempt."""


@dataclass(frozen=True, slots=True)
class Marking:
    """What the attempts at a part come to; only those within the policy's limit are looked at.

    ``shown`` is the place of the attempt that a report is about, from 0.  ``spent`` attempts were judged, ``wrong`` of
    them were not correct, and ``left`` more count, or any number.  ``taken`` is the share of the points that the
    attempt which counts has lost, ``hints`` how many have been given, ``beyond`` how many attempts came after the last
    that counts.  A part is ``open`` while its student may still
    try: the policy is, it is not right, and an attempt is left.
    """

    mark: Fraction
    shown: int
    spent: int
    wrong: int
    left: int | None
    taken: Fraction
    hints: int
    beyond: int
    open: bool


def marked(verdicts: Sequence[Verdict], points: Fraction, policy: Policy = ONCE, hints: Sequence[Hint] = ()) -> Marking:
    """Mark the attempts at a part, from the first to the last; there is at least one.

    >>> from graders.exercise import Policy
    >>> from graders.verdict import Verdict
    >>> wrong, right = Verdict(Outcome.INCORRECT, Fraction(0)), Verdict(Outcome.CORRECT, Fraction(1))
    >>> marked((wrong, wrong, right), Fraction(2), Policy(penalty=Fraction(1, 4))).mark
    Fraction(1, 1)
    """
    return _marked(tuple([Judgement(each.outcome, each.score) for each in verdicts]), points, policy, tuple(hints))


class Judgement(NamedTuple):
    """What counts of a verdict."""

    outcome: Outcome
    score: Fraction


KEPT = 1024
"""So many lists of them are remembered with their marks: most parts of a class come to the same few."""


@lru_cache(KEPT)
def _marked(judgements: tuple[Judgement, ...], points: Fraction, policy: Policy, hints: tuple[Hint, ...]) -> Marking:
    tried = _within(judgements, policy.most)
    shown = _shown(tried, policy)
    wrong, spent = sum(map(_is_wrong, tried)), sum(map(_is_judged, tried))
    left = None if policy.most is None else policy.most - spent
    share, score = _worth(tried, policy, hints if policy.hints else ())
    return Marking(
        points * share,
        shown,
        spent,
        wrong,
        left,
        score - share,
        given(hints, wrong) if policy.hints else 0,
        len(judgements) - len(tried),
        open=policy.open and tried[shown].outcome is not Outcome.CORRECT and left != 0,
    )


def given(hints: Sequence[Hint], wrong: int) -> int:
    """Count the hints that are given after so many wrong attempts."""
    return sum(hint.after <= wrong for hint in hints)


def _within(judgements: Sequence[Judgement], most: int | None) -> tuple[Judgement, ...]:
    """Keep the attempts up to the last that counts."""
    before = accumulate(map(_is_judged, judgements), initial=0)
    return tuple(
        judgement for judgement, spent in zip(judgements, before, strict=False) if most is None or spent < most
    )


def _is_judged(judgement: Judgement) -> bool:
    return judgement.outcome in JUDGED


def _is_wrong(judgement: Judgement) -> bool:
    return judgement.outcome in JUDGED and judgement.outcome is not Outcome.CORRECT


def _shown(tried: Sequence[Judgement], policy: Policy) -> int:
    """Choose the last attempt; where the best counts, the last of the best ones, unless a newer one is still open."""
    judged = [place for place, judgement in enumerate(tried) if _is_judged(judgement)]
    last = len(tried) - 1
    if not judged:
        return last
    best = max(judged, key=lambda place: (tried[place].score, place)) if policy.counts == "best" else judged[-1]
    return best if last in judged or tried[best].outcome is Outcome.CORRECT else last


def _worth(tried: Sequence[Judgement], policy: Policy, hints: Sequence[Hint]) -> tuple[Fraction, Fraction]:
    """Give the share of the points that the attempt which counts is worth, and its score; nothing where none is judged.

    What is worth the same is the one that lost least.
    """
    worths: list[tuple[Fraction, Fraction]] = []
    wrong = 0
    for judgement in filter(_is_judged, tried):
        cost = policy.penalty * wrong + sum((hint.cost for hint in hints if hint.after <= wrong), Fraction(0))
        worths.append((max(Fraction(0), judgement.score - cost), judgement.score))
        wrong += _is_wrong(judgement)
    if not worths:
        return Fraction(0), Fraction(0)
    return worths[-1] if policy.counts == "last" else max(worths, key=lambda worth: (worth[0], -worth[1]))


def scaled(points: Iterable[Fraction], total: Fraction | None) -> tuple[Fraction, ...]:
    """Give the parts' points so that they add up to what the assignment counts the exercise.

    >>> scaled((Fraction(1), Fraction(2)), Fraction(6))
    (Fraction(2, 1), Fraction(4, 1))
    """
    parts = tuple(points)
    whole = sum(parts, Fraction(0))
    if total is None or not whole:
        return parts
    return tuple(part * total / whole for part in parts)
