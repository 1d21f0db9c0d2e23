"""How much memory classes of ever more students take: graded, graded again, looked through, told about.

Everybody has one short part, so that a hundred thousand are graded in minutes; a third of the answers is wrong.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from tempfile import TemporaryDirectory
from time import perf_counter, sleep
from typing import TYPE_CHECKING

from graders.assignment import Student
from graders.cli.sources import problem_set
from graders.files import write_text
from graders.issued import issue
from graders.record import FILE, pieces

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graders.issued import Handout

EXERCISE = """\
title: The next number
given:
  n: 1..9999999
question: |
  What comes after {{ n }}?
parts:
  - id: next
    ask: The next number
    key: n + 1
"""
ASSIGNMENT = "title: Counting\nseed: tokens\nexercises:\n  - numbers/next\n"

SIZES = (1_000, 10_000, 100_000)
PRINTED = 10_000
"""The largest class whose students get pages; a hundred thousand pages would measure the disk."""

JOBS = 2
OFTEN = 0.2
"""Seconds between two looks at the programs of a command."""

AGAIN = (
    ("stats", "graded", "--report", "html", "--report", "md", "--report", "json"),
    ("review", "graded"),
    ("regrade", "sheet.yaml", "--against", "graded", "--jobs", str(JOBS)),
)
"""What is done with a class once it is graded."""


def main() -> None:
    """Grade classes of growing size, and do with the largest what else there is to do."""
    print(f"one part a student, {JOBS} workers; memory at its peak, and processor time beside the workers")
    for size in SIZES:
        with TemporaryDirectory() as folder:
            home = Path(folder)
            write(home, size)
            if size <= PRINTED:
                tell(home, size, "grade", "sheet.yaml", "answers.jsonl", "--out", "printed", "--jobs", str(JOBS))
            report = ("--report", "nbgrader", "--jobs", str(JOBS))
            tell(home, size, "grade", "sheet.yaml", "answers.jsonl", "--out", "graded", *report)
            for command in AGAIN if size == SIZES[-1] else ():
                tell(home, size, *command)


def write(home: Path, size: int) -> None:
    """Write an assignment, the record of a class and its answers."""
    write_text(home, "exercises/numbers/next.yaml", EXERCISE)
    write_text(home, "sheet.yaml", ASSIGNMENT)
    assignment, exercises = problem_set(home / "sheet.yaml")
    students = tuple(Student(f"s{number:06}", f"Student {number * 7919 % size:06}") for number in range(size))
    issued = issue(assignment, exercises, students)
    write_text(home, FILE, pieces(issued))
    write_text(home, "answers.jsonl", (_answer(place, handout) for place, handout in enumerate(issued.handouts)))


def _answer(place: int, handout: Handout) -> str:
    number = int(dict(handout.variants[0].values)["n"])
    answers = {"numbers/next": {"next": str(number + (place % 3 > 0))}}
    return json.dumps({"student": handout.student.id, "answers": answers}) + "\n"


@dataclass(slots=True)
class Peaks:
    """The most, in MiB: memory of a command itself and of one of its other programs, and its temporary files."""

    own: float = 0
    other: float = 0
    disk: float = 0

    def look(self, command: int) -> None:
        """Look at all programs of a command, which are one group."""
        for program in _programs(command):
            if program.name == str(command):
                self.own = max(self.own, _memory(program))
                self.disk = max(self.disk, _temporary(program))
            else:
                self.other = max(self.other, _memory(program))


def tell(home: Path, size: int, *words: str) -> None:
    """Run a command and print what it took."""
    before, started, peaks = getrusage(RUSAGE_CHILDREN), perf_counter(), Peaks()
    program = subprocess.Popen(
        (sys.executable, "-m", "graders", *words),
        cwd=home,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    while program.poll() is None:
        peaks.look(program.pid)
        sleep(OFTEN)
    seconds = perf_counter() - started
    after = getrusage(RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(
        f"  {size:7,} students  {words[0]:8}{'with pages' if 'printed' in words else '':10}"
        f"{peaks.own:6.0f} MiB, a worker {peaks.other:4.0f} MiB, on disk {peaks.disk:5.0f} MiB"
        f"  {processor / size * 1000:6.2f} ms a student  {seconds:6.0f} s"
    )


def _programs(group: int) -> Iterator[Path]:
    """Give the programs of a group, as the system tells of each."""
    for each in Path("/proc").glob("[0-9]*"):
        with suppress(ProcessLookupError):
            if os.getpgid(int(each.name)) == group:
                yield each


def _memory(program: Path) -> float:
    """Give the most memory that a program has taken so far; nothing of one that has just ended."""
    with suppress(OSError):
        lines = (program / "status").read_text().splitlines()
        return sum(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
    return 0


def _temporary(program: Path) -> float:
    """Give the size of the files of SQLite that a program has open."""
    with suppress(OSError):
        files = [each for each in (program / "fd").iterdir() if "etilqs" in str(each.readlink())]
        return sum(each.stat().st_size for each in files) / 1024**2
    return 0
