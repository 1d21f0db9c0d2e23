"""How long a typed answer takes to be read, beside sympy's reader, and what importing the reader costs."""

from __future__ import annotations

import subprocess
import sys
from time import process_time
from timeit import repeat

from graders.errors import ResponseError
from graders.syntax import Vocabulary, parse

ANSWERS = (
    "4√3", "√48", "6.93", "-7", "-7/√273", "-3/(2√21)", "-7/(√21·√13)", "4*sqrt(3)", "4 sqrt 3", "d = 4√3",
    "(-4, 4, 4)", "[-4; 4; 4]", "√((-4)²+4²+4²)", "x^2 + 3x + 1", r"4\sqrt{3}", r"\frac{-7}{\sqrt{273}}",
)  # fmt: skip

BESIDE = ("4*sqrt(3)", "-7/sqrt(273)", "-3/(2*sqrt(21))", "sqrt((-4)^2 + 4^2 + 4^2)", "x^2 + 3x + 1", "2x(x + 1)")
"""Answers that sympy's ``parse_expr`` reads too, with its rules for implied products and for ``^``."""

REFUSED = ("(" * 1_000_000, "(" * 500_000 + ")" * 500_000, "1+" * 500_000, "|" * 1_000_000, r"\frac{" * 200_000)

ROUNDS, TIMES = 50, 200

MODULES = "import sys; before = set(sys.modules); import graders.syntax; print(len(set(sys.modules) - before))"
IMPORTS = ("pass", "import graders.syntax", "import sympy")


def main() -> None:
    """Measure every answer by itself, then beside sympy, then what is refused, then imports."""
    vocabulary = Vocabulary(frozenset("x"))
    microseconds = {answer: _reading(answer, vocabulary) for answer in ANSWERS}
    print(f"Reading a typed answer, microseconds of processor time, best of {ROUNDS} rounds")
    for answer, each in microseconds.items():
        print(f"  {answer:28} {each:6.1f}")
    plain = [each for answer, each in microseconds.items() if "\\" not in answer]
    print(f"  {'on average, without LaTeX':28} {sum(plain) / len(plain):6.1f}")
    _beside(vocabulary)
    _refused(vocabulary)
    modules = subprocess.run([sys.executable, "-c", MODULES], check=True, capture_output=True, text=True).stdout.strip()
    bare, reader, sympy = (min(_seconds(line) for _ in range(5)) * 1000 for line in IMPORTS)
    print(f"  importing the reader loads {modules} modules, none of sympy, numpy, pydantic, jinja2")
    print(f"  and takes {reader - bare:.0f} ms; importing sympy {sympy - bare:.0f} ms")


def _reading(answer: str, vocabulary: Vocabulary) -> float:
    return _best(lambda: parse(answer, vocabulary), TIMES, ROUNDS)


def _best(deed: object, times: int, rounds: int) -> float:
    return min(repeat(deed, number=times, repeat=rounds, timer=process_time)) / times * 1e6  # type: ignore[arg-type]


def _beside(vocabulary: Vocabulary) -> None:
    """Read the same texts with sympy, in turns."""
    from sympy.parsing.sympy_parser import (
        convert_xor,
        implicit_multiplication_application,
        parse_expr,
        standard_transformations,
    )

    rules = (*standard_transformations, implicit_multiplication_application, convert_xor)
    ratios = []
    for answer in BESIDE:
        ours = _reading(answer, vocabulary)
        theirs = _best(lambda text=answer: parse_expr(text, transformations=rules, evaluate=False), 5, 5)
        ratios.append(theirs / ours)
    print(f"  sympy's parse_expr on {len(BESIDE)} of them: {min(ratios):.0f} to {max(ratios):.0f} times as long")


def _refused(vocabulary: Vocabulary) -> None:
    """Read what is far too long."""
    slowest = 0.0
    for text in REFUSED:
        start = process_time()
        try:
            parse(text, vocabulary)
        except ResponseError:
            slowest = max(slowest, process_time() - start)
    print(f"  {len(REFUSED)} texts of a million characters are refused in {slowest * 1000:.2f} ms at most")


def _seconds(line: str) -> float:
    """Time a fresh interpreter, its own processor time only."""
    timed = f"import time; start = time.process_time(); {line}; print(time.process_time() - start)"
    shown = subprocess.run([sys.executable, "-c", timed], check=True, capture_output=True, text=True)
    return float(shown.stdout)


if __name__ == "__main__":
    main()
