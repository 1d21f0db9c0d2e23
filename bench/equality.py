"""Equality checks a second on one core, beside ``sympy.simplify(parse_expr(key) - parse_expr(response)) == 0``.

Both sides read the response from text every time.  graders reads a key once, as it does for a class.  sympy
simplifies surds as it makes them, so that equal ones cost it little; different ones are what it takes long
over, and so they are shown apart.  Its caches are emptied before every pair: no two students' numbers are
alike.
"""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from bench.pairs import PAIRS
from graders.comparison import Comparison, compare, read_key
from graders.equivalence import Equal, decide
from graders.syntax import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bench.pairs import Pair

ROUNDS = 40
BEST_OF = 7


def main() -> None:
    """Measure both on the same pairs and print the ratios."""
    keys = {pair.key: read_key(Comparison(pair.key, "")) for pair in PAIRS}
    sympy_equal, sympy_forget = _sympy()

    def ours(pair: Pair) -> bool:
        key = keys[pair.key]
        return isinstance(decide(key.node, parse(pair.response, key.vocabulary)), Equal)

    def verdict(pair: Pair) -> bool:
        return bool(compare(Comparison(pair.key, pair.response), keys[pair.key]).score)

    groups = {
        "equal": tuple(pair for pair in PAIRS if ours(pair)),
        "different": tuple(pair for pair in PAIRS if not ours(pair)),
        "all": PAIRS,
    }
    print("Equality of the lecture's numbers, response text read each time: checks a second")
    print("                        graders     sympy")
    for name, pairs in groups.items():
        own, theirs = _best(ours, pairs), _cold(sympy_equal, sympy_forget, pairs)
        ratio = f"{theirs / own:5,.0f} times longer"
        print(f"  {len(pairs):2} {name:10} {1 / own:16,.0f} {1 / theirs:9,.0f}   {ratio}")
    print(f"  graders with the advice that a student is given: {1 / _best(verdict, PAIRS):,.0f} verdicts a second")
    for pair in PAIRS:
        if ours(pair) is not sympy_equal(pair):
            print(f"  sympy says otherwise of {pair.key} and {pair.response}")


def _best(check: Callable[[Pair], bool], pairs: Sequence[Pair]) -> float:
    """Give the seconds that one check takes, in the best of several runs."""
    return min(_timed(check, pairs) for _ in range(BEST_OF))


def _timed(check: Callable[[Pair], bool], pairs: Sequence[Pair]) -> float:
    started = perf_counter()
    for _ in range(ROUNDS):
        for pair in pairs:
            check(pair)
    return (perf_counter() - started) / (ROUNDS * len(pairs))


def _cold(check: Callable[[Pair], bool], forget: Callable[[], None], pairs: Sequence[Pair]) -> float:
    """Give the seconds that one check takes after forgetting everything, in the best of several runs."""
    return sum(min(_once(check, forget, pair) for _ in range(BEST_OF)) for pair in pairs) / len(pairs)


def _once(check: Callable[[Pair], bool], forget: Callable[[], None], pair: Pair) -> float:
    forget()
    started = perf_counter()
    check(pair)
    return perf_counter() - started


def _sympy() -> tuple[Callable[[Pair], bool], Callable[[], None]]:
    """Give sympy's check, and what empties its caches."""
    from sympy import simplify
    from sympy.core.cache import clear_cache
    from sympy.parsing.sympy_parser import parse_expr

    def equal(pair: Pair) -> bool:
        return bool(simplify(parse_expr(pair.sympy_key) - parse_expr(pair.sympy_response)) == 0)

    return equal, clear_cache
