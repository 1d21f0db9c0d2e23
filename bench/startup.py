"""The whole process of ``graders check "√48" "4√3"``, beside the one of ``python -c "import sympy"``.

Both find their modules compiled, as they are from the second run on.
"""

from __future__ import annotations

import os
import subprocess
import sys
from time import perf_counter

BEST_OF = 7

COMMANDS = (
    ("python -c pass", (sys.executable, "-c", "pass")),
    ('graders check "√48" "4√3"', (sys.executable, "-m", "graders", "check", "√48", "4√3")),
    ('python -c "import sympy"', (sys.executable, "-c", "import sympy")),
)


def main() -> None:
    """Measure the processes and print the ratio of the last two."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    seconds = {name: min(_timed(command, environment) for _ in range(BEST_OF)) for name, command in COMMANDS}
    _, ours, theirs = seconds.values()
    print(f"Whole processes, best of {BEST_OF}")
    for name, each in seconds.items():
        print(f"  {name:28} {each * 1000:6.0f} ms")
    print(f"  graders check takes {ours / theirs:.2f} of the time that importing sympy takes")


def _timed(command: tuple[str, ...], environment: dict[str, str]) -> float:
    started = perf_counter()
    subprocess.run(command, check=True, capture_output=True, env=environment)
    return perf_counter() - started
