"""How long a typed answer takes to be read, and what importing the reader costs."""

from __future__ import annotations

import subprocess
import sys
from timeit import repeat

from graders.syntax import Vocabulary, parse

ANSWERS = (
    "4√3", "√48", "6.93", "-7", "-7/√273", "-3/(2√21)", "-7/(√21·√13)", "4*sqrt(3)", "4 sqrt 3", "d = 4√3",
    "(-4, 4, 4)", "[-4; 4; 4]", "√((-4)²+4²+4²)", "x^2 + 3x + 1", r"4\sqrt{3}", r"\frac{-7}{\sqrt{273}}",
)  # fmt: skip

ROUNDS, TIMES = 50, 200

MODULES = "import sys; before = set(sys.modules); import graders.syntax; print(len(set(sys.modules) - before))"


def main() -> None:
    """Measure every answer by itself."""
    vocabulary = Vocabulary()
    microseconds = {answer: _reading(answer, vocabulary) for answer in ANSWERS}
    print(f"Reading a typed answer, microseconds, best of {ROUNDS} rounds")
    for answer, each in microseconds.items():
        print(f"  {answer:28} {each:6.1f}")
    plain = [each for answer, each in microseconds.items() if "\\" not in answer]
    print(f"  {'on average, without LaTeX':28} {sum(plain) / len(plain):6.1f}")
    modules = subprocess.run([sys.executable, "-c", MODULES], check=True, capture_output=True, text=True).stdout.strip()
    print(f"  importing the reader loads {modules} modules, none of sympy, numpy, pydantic, jinja2")


def _reading(answer: str, vocabulary: Vocabulary) -> float:
    return min(repeat(lambda: parse(answer, vocabulary), number=TIMES, repeat=ROUNDS)) / TIMES * 1e6


if __name__ == "__main__":
    main()
