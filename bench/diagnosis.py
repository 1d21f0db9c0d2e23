"""How often a wrong answer is explained, and how often rightly: simulated mistakes of every shipped exercise.

What is typed is read and judged as when a submission is graded, and what is wrong is looked into.  No mal-rule of
an author is used.

A mistake is named rightly where the rule is the one that was applied, or leads to the same answer with other
numbers too.  Outright means that nothing is left open; a guess is introduced as one.
"""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from random import Random
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

from bench.mistaken import KINDS
from graders.attempts import judged
from graders.bank import load_bank, shipped
from graders.checks.stated import stated
from graders.malrules.diagnosis import DIAGNOSED, Diagnostics
from graders.malrules.mistakes import Mistakes
from graders.space import variants
from graders.verdict import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bench.mistaken import Made
    from graders.exercise import Exercise, Part
    from graders.malrules.diagnosis import Diagnosis
    from graders.malrules.mistakes import Mistake
    from graders.syntax.tree import Node

VARIANTS = 5
"""Of every exercise so many variants."""

SEED = 7

OUTCOMES = ("right", "right guess", "wrong", "wrong guess", "true", "silent")
"""What was said; ``true`` is what holds of the answer however it came about: that its sign is wrong, say."""


class Times:
    """How long the first wrong answer of a variant and part took, with its table, and the later ones."""

    def __init__(self) -> None:
        """Begin without any."""
        self.first: list[float] = []
        self.later: list[float] = []


def main() -> None:
    """Measure every shipped exercise: a table for each topic, then all of them together."""
    bank = load_bank(shipped("exercises"))
    times, everything = Times(), Counter[tuple[str, str]]()
    print("What is said to simulated mistakes, in percent of the answers: right + right guess / wrong + wrong guess")
    for topic, found in groupby(bank.values(), key=lambda exercise: exercise.id.partition("/")[0]):
        print(f"\n| {topic} | {' | '.join(KINDS)} |\n|---|{'--:|' * len(KINDS)}")
        together = Counter[tuple[str, str]]()
        for exercise in found:
            counts = Counter(outcomes(exercise, times))
            together += counts
            print(row(exercise.id.partition("/")[2], counts))
        print(row("all", together))
        everything += together
    print_together(everything)
    print_times(times)


def row(name: str, counts: Counter[tuple[str, str]]) -> str:
    """Write the line of an exercise."""
    return f"| {name} | {' | '.join(cell({each: counts[kind, each] for each in OUTCOMES}) for kind in KINDS)} |"


def cell(counts: dict[str, int]) -> str:
    """Write what was named rightly and wrongly, outright and as a guess; the rest was met with silence."""
    total = sum(counts.values())
    if not total:
        return ""
    right, right_guess, wrong, wrong_guess = (f"{100 * counts[each] / total:.0f}" for each in OUTCOMES[:4])
    return f"{right} + {right_guess} / {wrong} + {wrong_guess}"


def print_together(counts: Counter[tuple[str, str]]) -> None:
    """Write what was said to each kind of mistake, over all exercises."""
    print(f"\n| all exercises | {' | '.join(OUTCOMES)} | answers |\n|---|{'--:|' * (len(OUTCOMES) + 1)}")
    for kind in KINDS:
        total = sum(counts[kind, each] for each in OUTCOMES)
        shares = " | ".join(f"{100 * counts[kind, each] / max(total, 1):.1f}" for each in OUTCOMES)
        print(f"| {kind} | {shares} | {total:,} |")


def print_times(times: Times) -> None:
    """Write what a wrong answer costs."""
    first, later = sorted(times.first), sorted(times.later)
    fast = sum(each < 0.001 for each in later) / len(later)
    print(f"\nLooking into a wrong answer, {len(first):,} parts of variants and {len(first) + len(later):,} answers")
    print(f"  the first of its part and variant  {median(first) * 1000:6.2f} ms (median)")
    print(f"  one after that                     {median(later) * 1000:6.2f} ms, {100 * fast:.1f} % under 1 ms")
    print(f"  the first takes as long as {median(first) / median(later):.0f} later ones")


def outcomes(exercise: Exercise, times: Times) -> Iterator[tuple[str, str]]:
    """Simulate mistakes with an exercise, and tell what was said to each, by its kind."""
    randoms = {kind: Random(f"{SEED} {exercise.id} {kind}") for kind in KINDS}  # noqa: S311 - the same for everybody
    for _, variant in zip(range(VARIANTS), variants(exercise, seed="bench"), strict=False):
        diagnostics = Diagnostics(Mistakes(exercise, variant))
        for part in exercise.parts:
            if part.check in DIAGNOSED:
                yield from _outcomes(diagnostics, part, randoms, times)


def _outcomes(
    diagnostics: Diagnostics, part: Part, randoms: dict[str, Random], times: Times
) -> Iterator[tuple[str, str]]:
    started = perf_counter()
    diagnostics.mistakes.table(part)
    built, first = perf_counter() - started, True
    for kind, make in KINDS.items():
        for made, answer in _wrong(diagnostics.mistakes, part, make(diagnostics.mistakes, part, randoms[kind])):
            started = perf_counter()
            found = diagnostics.explained(part, answer)
            took = perf_counter() - started
            (times.first if first else times.later).append(built + took if first else took)
            first = False
            yield kind, said(diagnostics, part, made, found)


def _wrong(mistakes: Mistakes, part: Part, made: Iterable[Made]) -> Iterator[tuple[Made, Node]]:
    """Keep what is wrong, and not the key rounded, as it is read."""
    key = mistakes.course(part).value
    for one in made:
        verdict = judged(mistakes.exercise, part, key, one.typed)
        rounded = any(reason.key == "rounded" for reason in verdict.messages)
        if verdict.outcome is Outcome.INCORRECT and verdict.read_as is not None and not rounded:
            yield one, stated(verdict.read_as, key)


def said(diagnostics: Diagnostics, part: Part, made: Made, found: Diagnosis | None) -> str:
    """Tell whether what was said is right."""
    if found is None:
        return "silent"
    names = {slip.rule.name for slip in found.mistake.slips} or {found.mistake.name}
    right = names <= made.rules or _is_one(diagnostics, part, made.mistake, found.mistake)
    if not right and found.mistake.is_fact:
        return "true"
    return ("right" if right else "wrong") + ("" if found.certain else " guess")


def _is_one(diagnostics: Diagnostics, part: Part, made: Mistake | None, found: Mistake) -> bool:
    return made is not None and diagnostics.elsewhere.is_one(part, made, found)
