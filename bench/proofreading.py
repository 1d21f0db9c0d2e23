"""``graders lint`` over every exercise that is shipped, 200 variants of each, beside sympy's simplify."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from time import perf_counter

import sympy

from graders.bank import shipped

VARIANTS = 200


def main() -> None:
    """Measure one whole run, and reckon what simplify would take for as many answers."""
    options = ("--variants", str(VARIANTS), "--json")
    command = (sys.executable, "-m", "graders", "lint", str(shipped("exercises")), *options)
    started = perf_counter()
    ran = subprocess.run(command, check=False, capture_output=True, text=True)
    seconds = perf_counter() - started
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    found = json.loads(ran.stdout)
    exercises, tried = len(found["exercises"]), sum(one["tried"] for one in found["exercises"])
    theirs = _simplified() * tried / (os.cpu_count() or 1)
    print(f"graders lint, {exercises} exercises, {VARIANTS} variants each, {os.cpu_count()} cores")
    print(f"  {seconds:6.0f} s, {tried} answers judged, {found['errors']} errors, {found['warnings']} warnings")
    print(f"  {used.ru_utime + used.ru_stime:6.0f} s of processor time")
    print(f"  {theirs:6.0f} s for sympy.simplify on as many such answers, reading them not counted")
    print(f"  graders takes {seconds / theirs:.2f} of that")


def _simplified() -> float:
    """Measure the seconds that simplify takes for one comparison: of a cosine, a root in a denominator, a square."""
    x, root = sympy.Symbol("x"), sympy.sqrt(2)
    pairs = (
        (-7 / sympy.sqrt(273), -sympy.sqrt(273) / 39),
        (1 / (root + 1), root - 1),
        ((x + 1) ** 2, x**2 + 2 * x + 1),
    )
    started = perf_counter()
    for left, right in pairs:
        sympy.simplify(left - right)
    return (perf_counter() - started) / len(pairs)
