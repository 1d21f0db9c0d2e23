"""How many variants an exercise has, and what each of its conditions rejects."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil, floor, sqrt
from typing import TYPE_CHECKING

from graders.candidates import SCALAR_EFFORT, TRAP_EFFORT
from graders.errors import AuthorError, Problem, UndefinedError
from graders.permutation import LARGEST_BATCH, NARROW, Permutation, key_of
from graders.syntax import to_text
from graders.trap import Trap
from graders.value.ball import UnevaluatedError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graders.candidates import Candidates, Condition
    from graders.value.columns import Cells

EFFORT = 1 << 22
"""What a count may cost before it becomes an estimate."""

SAMPLED = 1 << 18
"""What may be spent to tell what a condition rejects."""

CHUNK = 1 << 10
"""How many candidates are looked at together where some are decided one by one."""

DEVIATIONS = 2.5758293035489004
"""So many standard deviations around its mean hold 99 % of a normal distribution."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many variants there are among ``size`` candidates: at least, and at most.

    The two are equal where all candidates were looked at; else they are an interval with 99 % confidence.
    """

    least: int
    most: int
    size: int
    examined: int

    @property
    def is_exact(self) -> bool:
        """Tell whether all candidates were looked at."""
        return self.examined == self.size

    def __str__(self) -> str:
        """Say it: ``1636292``, or ``15200 to 15900``."""
        return str(self.least) if self.least == self.most else f"{self.least} to {self.most}"


@dataclass(frozen=True, slots=True)
class Rejection:
    """How many of the candidates that were looked at one condition rejects, whatever the others do."""

    constraint: Condition
    rejected: int
    examined: int

    size: int

    def __str__(self) -> str:
        """Say it: ``a != b rejects 11 of 121 candidates (9.0 %)``."""
        number = f"all {self.examined}" if self.rejected == self.examined else f"{self.rejected} of {self.examined}"
        seen = "candidates" if self.examined == self.size else f"candidates looked at, of {self.size}"
        return f"{self.constraint} rejects {number} {seen} ({_percent(self.rejected, self.examined)})"


def _percent(part: int, whole: int) -> str:
    """Write a share with a decimal, rounded down, so that only all are 100 %."""
    tenths = part * 1000 // whole
    return "under 0.1 %" if part and not tenths else f"{tenths // 10}.{tenths % 10} %"


def count(candidates: Candidates, *, effort: int | None = None) -> Count:
    """Count the variants: exactly where that takes no more than some effort, else by a sample."""
    most = EFFORT if effort is None else effort
    chunk = CHUNK if any(one.plan is None for one in candidates.constraints) else LARGEST_BATCH
    found = examined = spent = 0
    for numbers in _sample(candidates, candidates.size):
        for start in range(0, len(numbers), chunk):
            if spent > most:
                return _estimate(found, examined, candidates.size)
            part = numbers[start : start + chunk]
            more, cost = candidates.counted(part)
            found, examined, spent = found + more, examined + len(part), spent + cost
    return Count(found, found, candidates.size, candidates.size)


def _estimate(found: int, examined: int, size: int) -> Count:
    """Estimate by Wilson's score interval, which holds for shares near 0 and 1 as well."""
    share, deviation = found / examined, DEVIATIONS**2 / examined
    middle = (share + deviation / 2) / (1 + deviation)
    reach = sqrt(share * (1 - share) * deviation + deviation**2 / 4) / (1 + deviation)
    least = max(found, floor(size * max(middle - reach, 0.0)))
    most = min(size - (examined - found), ceil(size * min(middle + reach, 1.0)))
    return Count(least, most, size, examined)


def rejections(candidates: Candidates, *, effort: int = SAMPLED) -> tuple[Rejection, ...]:
    """Tell what every condition rejects, by all candidates or a sample of them."""
    return tuple(_rejection(candidates, one, effort) for one in candidates.constraints)


def idle(candidates: Candidates, *, effort: int) -> tuple[Rejection, ...]:
    """Give the conditions that reject no candidate, where all can be looked at; what rejects one is soon left."""
    found = (_rejection(candidates, one, effort, is_first_enough=True) for one in candidates.constraints)
    return tuple(one for one in found if not one.rejected and one.examined == one.size)


def _rejection(candidates: Candidates, constraint: Condition, most: int, *, is_first_enough: bool = False) -> Rejection:
    effort_each = TRAP_EFFORT if isinstance(constraint, Trap) else SCALAR_EFFORT
    each = effort_each if constraint.plan is None else candidates.each
    rejected = examined = effort = 0
    if is_first_enough and candidates.size > most // each:
        return Rejection(constraint, 0, 0, candidates.size)
    for numbers in _sample(candidates, min(candidates.size, most // each)):
        for start in range(0, len(numbers), CHUNK):
            part = numbers[start : start + CHUNK]
            more, one_by_one = _rejected(candidates, constraint, part)
            rejected, examined = rejected + more, examined + len(part)
            effort += each * len(part) + effort_each * one_by_one
            if effort > most or (is_first_enough and rejected):
                return Rejection(constraint, rejected, examined, candidates.size)
    return Rejection(constraint, rejected, examined, candidates.size)


def _rejected(candidates: Candidates, constraint: Condition, numbers: Cells) -> tuple[int, int]:
    """Count what a condition rejects, and what had to be decided one by one for that."""
    numbers = candidates.existing(numbers)
    if constraint.plan is None or not len(numbers):
        return sum(_is_rejected(constraint, candidates, number) for number in numbers.tolist()), 0
    truths = candidates.truths(constraint.plan, numbers)
    rejected = len(numbers) - int(truths.holds.sum())
    if truths.undefined is None:
        return rejected, 0
    left_open = numbers[truths.undefined].tolist()
    admitted = sum(not _is_rejected(constraint, candidates, number) for number in left_open)
    return rejected - admitted, len(left_open)


def _is_rejected(constraint: Condition, candidates: Candidates, number: int) -> bool:
    try:
        return not constraint.holds(candidates.values(number))
    except (UndefinedError, UnevaluatedError):
        return False


@dataclass(frozen=True, slots=True)
class Coincidence:
    """On how many of the candidates that satisfy an exercise's conditions one mal-rule leads to the key."""

    trap: Trap
    found: int
    examined: int

    def __str__(self) -> str:
        """Say it: ``dot(d, d) leads to the key on 31 of 4000 (0.7 %)``."""
        share = f" ({_percent(self.found, self.examined)})" if self.examined else ""
        return f"{to_text(self.trap.when)} leads to the key on {self.found} of {self.examined}{share}"


MOST_ADMITTED = 4096
"""On so many candidates mal-rules are tried."""


def coincidences(
    candidates: Candidates, most: int = MOST_ADMITTED, traps: tuple[Trap, ...] | None = None
) -> tuple[Coincidence, ...]:
    """Tell how often mal-rules lead to the key, all unless some are given, by a sample of what the conditions leave."""
    plain = replace(candidates, constraints=tuple(one for one in candidates.constraints if not isinstance(one, Trap)))
    admitted: list[int] = []
    for numbers in _pieces(_sample(candidates, min(candidates.size, SAMPLED // plain.cost))):
        admitted += plain.admitted(numbers)
        if len(admitted) >= most:
            break
    return tuple(
        _coincidence(candidates, one, admitted[:most]) for one in (candidates.traps if traps is None else traps)
    )


def _pieces(batches: Iterator[Cells]) -> Iterator[Cells]:
    """Cut batches into pieces, so that no more is looked at than is asked for."""
    for numbers in batches:
        yield from (numbers[start : start + CHUNK] for start in range(0, len(numbers), CHUNK))


def _coincidence(candidates: Candidates, trap: Trap, admitted: list[int]) -> Coincidence:
    import numpy as np

    kind = np.int64 if candidates.size < NARROW else object
    alone = replace(candidates, constraints=(trap,))
    looked_at = admitted[: SAMPLED // alone.cost] if trap.plan is None else admitted
    kept = alone.admitted(np.array(looked_at, dtype=kind)) if looked_at else []
    return Coincidence(trap, len(looked_at) - len(kept), len(looked_at))


def _sample(candidates: Candidates, examined: int) -> Iterator[Cells]:
    """Yield so many different candidates, always the same."""
    from graders.permuted import batches

    left = examined
    for numbers in batches(Permutation(candidates.size, key_of(candidates.exercise, "census"))):
        yield numbers[:left]
        left -= len(numbers)
        if left <= 0:
            return


def too_few(candidates: Candidates, found: int, examined: int) -> AuthorError:
    """Make the error of a space that does not last: how many variants there are, and who rejects the others."""
    seen = "" if examined >= candidates.size else f" found among {examined} candidates of {candidates.size}"
    number = "no variant" if not found else "only one variant" if found == 1 else f"only {found} variants"
    problems = [Problem(number + seen, candidates.exercise, path="given", remedy="widen the domains or loosen where")]
    problems += [Problem(str(one), candidates.exercise, path=one.constraint.path) for one in rejections(candidates)]
    return AuthorError(tuple(problems))
