"""Right and wrong decisions beside the peers', on pairs that are hard for simplifiers: accuracy, speed, worst case.

The pairs are the tables of ``tests/cases/equivalence`` that compare numbers or functions over all reals.
sympy gets our reading of both texts as its own expressions, so that its parser costs it nothing;
Math-Verify, where it is installed (``pip install math-verify antlr4-python3-runtime==4.13.2``), gets LaTeX.
No check of a peer may take longer than ``PATIENCE``.
"""

from __future__ import annotations

import signal
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

import yaml

from graders.equivalence import Different, Equal, decide
from graders.syntax import Vocabulary, parse, to_latex
from graders.syntax.tree import (
    Call,
    Constant,
    Decimal,
    Integer,
    Negative,
    Power,
    Product,
    Quotient,
    Sum,
    Variable,
    children,
    variables,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from graders.syntax.tree import Node

PATIENCE = 5.0
"""Seconds."""

TABLES = Path(__file__).parents[1] / "tests" / "cases" / "equivalence"


@dataclass(slots=True)
class Score:
    """How one checker did."""

    seconds: list[float] = field(default_factory=list)
    accepted: int = 0
    rejected: int = 0
    silent: int = 0

    def row(self, name: str) -> str:
        """Write a row of the table."""
        rate = len(self.seconds) / sum(self.seconds)
        return (
            f"  {name:22}{rate:12,.0f}{max(self.seconds) * 1000:14,.1f}"
            f"{self.accepted:16}{self.rejected:15}{self.silent:12}"
        )


class SlowError(Exception):
    """A check took too long."""


def main() -> None:
    """Measure every checker that is installed."""
    pairs = list(_pairs())
    print(f"Accuracy, {len(pairs)} pairs of numbers and functions, a limit of {PATIENCE:g} s for each check")
    heads = ("checks a second", "worst, ms", "false accepts", "false rejects", "no answer")
    print(f"  {'':22}{heads[0]:>12}{heads[1]:>11}{heads[2]:>16}{heads[3]:>15}{heads[4]:>12}")
    for name, check in _checkers():
        print(_score(check, pairs).row(name))


def _checkers() -> Iterator[tuple[str, Callable[[Node, Node], bool | None]]]:
    yield "graders", _ours
    yield "sympy simplify", _simplify
    yield "sympy Expr.equals", _equals
    if find_spec("math_verify") is not None:
        yield "Math-Verify", _math_verify


def _pairs() -> Iterator[tuple[Node, Node, bool]]:
    for table in ("constants", "functions"):
        for key_text, response_text, expected, *domain in yaml.safe_load((TABLES / f"{table}.yaml").read_text("utf-8")):
            key = parse(str(key_text), Vocabulary(open=True))
            response = parse(str(response_text), Vocabulary(variables(key), open=True))
            if not domain and all(_is_known(side) for side in (key, response)):
                yield key, response, expected in ("proved", "agreement")


def _score(check: Callable[[Node, Node], bool | None], pairs: list[tuple[Node, Node, bool]]) -> Score:
    score = Score()
    for key, response, equal in pairs:
        started = perf_counter()
        verdict = _limited(check, key, response)
        score.seconds.append(perf_counter() - started)
        score.silent += verdict is None
        score.accepted += verdict is True and not equal
        score.rejected += verdict is False and equal
    return score


def _limited(check: Callable[[Node, Node], bool | None], key: Node, response: Node) -> bool | None:
    try:
        with _alarm():
            return check(key, response)
    except (SlowError, ArithmeticError, ValueError, TypeError, AttributeError, RecursionError):
        return None


@contextmanager
def _alarm() -> Iterator[None]:
    def ring(*_: object) -> None:
        raise SlowError

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, PATIENCE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _ours(key: Node, response: Node) -> bool | None:
    decision = decide(key, response)
    return isinstance(decision, Equal) if isinstance(decision, (Equal, Different)) else None


def _simplify(key: Node, response: Node) -> bool | None:
    from sympy import simplify

    return bool(simplify(_sympy(key) - _sympy(response)) == 0)


def _equals(key: Node, response: Node) -> bool | None:
    verdict = _sympy(key).equals(_sympy(response))
    return None if verdict is None else bool(verdict)


def _math_verify(key: Node, response: Node) -> bool | None:
    math_verify = import_module("math_verify")

    sides = [math_verify.parse(f"${to_latex(side)}$") for side in (key, response)]
    return bool(math_verify.verify(*sides))


NAMES = {
    "arctan": "atan", "ln": "log", "abs": "Abs", "cbrt": "cbrt", "floor": "floor", "arsinh": "asinh",
    "sqrt": "sqrt", "sin": "sin", "cos": "cos", "tan": "tan", "cot": "cot", "sec": "sec", "exp": "exp", "log": "log",
    "sinh": "sinh", "cosh": "cosh", "tanh": "tanh", "factorial": "factorial", "binomial": "binomial",
}  # fmt: skip


def _is_known(node: Node) -> bool:
    if isinstance(node, Call) and node.name not in NAMES:
        return False
    kinds = (Integer, Decimal, Variable, Constant, Negative, Sum, Product, Quotient, Power, Call)
    return isinstance(node, kinds) and all(_is_known(part) for part in children(node))


def _sympy(node: Node) -> Any:  # noqa: ANN401 - sympy has no types
    import sympy

    parts = [_sympy(part) for part in children(node)]
    match node:
        case Integer(value=value):
            return sympy.Integer(value)
        case Decimal(value=exact):
            return sympy.Rational(exact.numerator, exact.denominator)
        case Variable(name=name):
            return sympy.Symbol(name, real=True)
        case Constant(name=name):
            return {"pi": sympy.pi, "e": sympy.E, "i": sympy.I}[name]
        case Negative():
            return -parts[0]
        case Sum():
            return sympy.Add(*parts)
        case Product():
            return sympy.Mul(*parts)
        case Quotient():
            return parts[0] / parts[1]
        case Power():
            return parts[0] ** parts[1]
        case Call(name=name):
            return getattr(sympy, NAMES[name])(*parts)
        case _:
            raise TypeError(node)
