"""What hostile responses cost, beside sympy's reading and comparing the same texts within ``PATIENCE`` and memory.

sympy's ``parse_expr`` runs what it reads, so that it is given only texts that mean to cost much, and each in a
program of its own.
"""

from __future__ import annotations

from statistics import median
from time import process_time
from typing import TYPE_CHECKING

from graders.api import check, generate, grade
from graders.bank import load_bank, shipped
from graders.batch.limits import Limits, observe
from graders.leftovers import look_rarely, spare_what_is_there
from tests.hostile.texts import ASKED, COSTLY, TEXTS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Future

    from graders.exercise import Exercise
    from graders.variant import Variant

KEYS = ("4*sqrt(3)", "(1, 2, 3)", "x^2 + 1", "{1, 2}", "sin(x)^2")
CHECKS = (*(("equivalent", key) for key in KEYS), *ASKED)
TIMES = 5

EVERY = 8
"""Every part of the exercises is answered with each text of so many."""

AIM = 0.05
"""Seconds for a response."""

PATIENCE = 2.0
"""Seconds for sympy; a text that takes longer counts as one without an answer."""


def main() -> None:
    """Measure and print."""
    costs = sorted((_cost(key, text, check), text, f"{key} by {check}") for text in TEXTS for check, key in CHECKS)
    print(f"Hostile responses: {len(TEXTS)} texts, each beside {len(CHECKS)} keys and checks, processor time")
    print(f"  graders    median {1e3 * median(cost for cost, _, _ in costs):6.2f} ms")
    for cost, text, beside in costs[:-4:-1]:
        print(f"  among the slowest {1e3 * cost:6.2f} ms   {text[:24]!a} ({len(text)} characters) beside {beside}")
    _print_whole()
    answered = [_sympy_answers(text) for text in COSTLY]
    print(f"  sympy      no answer within {PATIENCE:g} s, or none at all, to {answered.count(False)} of {len(COSTLY)}")


def _print_whole() -> None:
    """Answer the exercises, with the mistake looked for, as a worker does."""
    costs = sorted(_whole())
    print(f"  whole path, with the mistake looked for: {len(costs):,} texts in boxes of the exercises")
    above = sum(cost > AIM for cost, _, _ in costs)
    print(f"    median {1e3 * median(cost for cost, _, _ in costs):.2f} ms, {above} above {1e3 * AIM:.0f} ms")
    for cost, text, box in costs[:-4:-1]:
        print(f"    among the slowest {1e3 * cost:6.2f} ms   {text[:24]!a} ({len(text)} characters) in {box}")


def _whole() -> Iterator[tuple[float, str, str]]:
    look_rarely()
    place = 0
    for name, exercise in load_bank(shipped("exercises")).items():
        variant = generate(exercise, seed="hostile").variant
        spare_what_is_there()
        for part in exercise.parts:
            place += 1
            for text in TEXTS[place % EVERY :: EVERY]:
                yield min(_seconds_of(exercise, variant, part.id, text) for _ in range(2)), text, f"{name} {part.id}"


def _seconds_of(exercise: Exercise, variant: Variant, part: str, text: str) -> float:
    started = process_time()
    grade(exercise, variant, {part: text})
    return process_time() - started


def _cost(key: str, text: str, name: str) -> float:
    return min(_seconds(key, text, name) for _ in range(TIMES))


def _seconds(key: str, text: str, name: str) -> float:
    started = process_time()
    check(key, text, check=name)
    return process_time() - started


def _sympy_answers(text: str) -> bool:
    """Tell whether sympy compares a text with a number in time, in memory, and without an error."""
    from pebble import ProcessPool

    with ProcessPool(1, initializer=observe, initargs=(Limits(),)) as pool:
        future: Future[bool] = pool.schedule(_sympy, (text,), timeout=PATIENCE)
        return future.exception() is None


def _sympy(text: str) -> bool:
    import sympy
    from sympy.parsing.sympy_parser import parse_expr, standard_transformations

    transformations = (*standard_transformations, *_spellings())
    return bool(sympy.simplify(parse_expr(text, transformations=transformations) - 4 * sympy.sqrt(3)) == 0)


def _spellings() -> tuple[object, ...]:
    from sympy.parsing.sympy_parser import convert_xor, implicit_multiplication_application

    return (convert_xor, implicit_multiplication_application)


if __name__ == "__main__":
    main()
