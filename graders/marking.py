"""Verdicts to marks, as exact fractions."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from graders.verdict import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graders.verdict import Verdict


def mark(verdict: Verdict, points: Fraction) -> Fraction:
    """Give the share of a part's points that a verdict earns.

    What could not be read, or waits for review, has earned nothing yet; that it is no zero is said by its
    verdict, which reports and the gradebook carry beside the mark.
    """
    return points * verdict.score if verdict.outcome in _MARKED else Fraction(0)


_MARKED = frozenset((Outcome.CORRECT, Outcome.PARTLY_CORRECT))


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
