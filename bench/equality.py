"""Equality checks a second on one core, beside ``sympy.simplify(parse_expr(key) - parse_expr(response)) == 0``.

Both sides read the response from text every time.  graders reads a key once, as it does for a class; sympy is
timed both ways, with its caches emptied before every pair and with its caches warm from a first round.
"""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from bench.pairs import PAIRS
from graders.checks import judge
from graders.comparison import Comparison, read_key
from graders.equivalence import Equal, decide
from graders.syntax import parse
from graders.verdict import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bench.pairs import Pair

ROUNDS = 40
BEST_OF = 7


def main() -> None:
    """Measure both on the same pairs and print the ratios."""
    keys = {pair.key: read_key(Comparison(pair.key, "")) for pair in PAIRS}

    def decides(pair: Pair) -> bool:
        key = keys[pair.key]
        return isinstance(decide(key.node, parse(pair.response, key.vocabulary)), Equal)

    def judges(pair: Pair) -> bool:
        key = keys[pair.key]
        return judge(key.node, pair.response, vocabulary=key.vocabulary).outcome is Outcome.CORRECT

    ours, verdicts = _best(decides, PAIRS), _best(judges, PAIRS)
    cold, warm = _sympy()
    print(f"Equality, {len(PAIRS)} pairs of the lecture's numbers, response text read each time")
    print(f"  graders, decision               {1 / ours:10,.0f} a second")
    print(f"  graders, verdict with feedback  {1 / verdicts:10,.0f} a second")
    print(f"  sympy, caches empty             {1 / cold:10,.0f} a second   {cold / ours:8,.0f} times longer")
    print(f"  sympy, caches warm              {1 / warm:10,.0f} a second   {warm / ours:8,.0f} times longer")


def _best(check: Callable[[Pair], bool], pairs: Sequence[Pair]) -> float:
    """Give the seconds that one check takes, in the best of several runs."""
    return min(_timed(check, pairs) for _ in range(BEST_OF))


def _timed(check: Callable[[Pair], bool], pairs: Sequence[Pair]) -> float:
    started = perf_counter()
    for _ in range(ROUNDS):
        for pair in pairs:
            check(pair)
    return (perf_counter() - started) / (ROUNDS * len(pairs))


def _sympy() -> tuple[float, float]:
    """Give the seconds that one of sympy's checks takes, with empty and with warm caches."""
    from sympy import simplify
    from sympy.core.cache import clear_cache
    from sympy.parsing.sympy_parser import parse_expr

    def equal(pair: Pair) -> bool:
        return bool(simplify(parse_expr(pair.sympy_key) - parse_expr(pair.sympy_response)) == 0)

    cold = warm = 0.0
    for pair in PAIRS:
        equal(pair)
        clear_cache()
        started = perf_counter()
        verdict = equal(pair)
        cold += perf_counter() - started
        started = perf_counter()
        equal(pair)
        warm += perf_counter() - started
        if verdict is not isinstance(decide(parse(pair.key), parse(pair.response)), Equal):
            print(f"  sympy disagrees on {pair.key} and {pair.response}: {verdict}")
    return cold / len(PAIRS), warm / len(PAIRS)
