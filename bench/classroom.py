"""A class graded as one does it: ``graders grade`` on files, with its reports, in workers; the time and the memory.

1,000 students have ten parts each, of the lecture's kinds; one answer in three is wrong, and every wrong one is
looked into.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from shutil import copyfile
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING

from graders.assignment import Student
from graders.bank import find
from graders.cli.sources import problem_set
from graders.issued import Archive, issue
from graders.record import FILE, to_json
from graders.syntax import to_text
from graders.value.exact import substituted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from graders.exercise import Exercise
    from graders.syntax.tree import Node

EXERCISES = ("euclidean-distance", "inner-product", "cosine-similarity")
AGAIN = ("euclidean-distance", "inner-product")
"""Asked a second time with other numbers, which makes ten parts."""

STUDENTS = 1_000
FEWER = 250
JOBS = 2


def main() -> None:
    """Grade a class in workers; a quarter of it too, for what memory grows by, and that without workers."""
    with TemporaryDirectory() as folder:
        alone = measured(Path(folder) / "alone", FEWER, 0)
        few = measured(Path(folder) / "few", FEWER, JOBS)
        many = measured(Path(folder) / "many", STUDENTS, JOBS)
    print(f"{STUDENTS:,} students x {many.parts} parts, HTML reports, one answer in three wrong")
    print(f"  {JOBS} workers, from the command to its end  {many.seconds:6.1f} s")
    print(f"  processor time a student, no workers   {alone.processor / FEWER * 1000:6.1f} ms, starting included")
    print(f"  of which beside the workers            {many.processor / STUDENTS * 1000:6.1f} ms")
    print(
        f"  memory beside the workers              {many.memory:6.0f} MiB, with {FEWER} students {few.memory:.0f} MiB"
    )


class Measured:
    """One run: what it took."""

    def __init__(self, parts: int, seconds: float, processor: float, memory: float) -> None:
        """Keep the figures."""
        self.parts, self.seconds, self.processor, self.memory = parts, seconds, processor, memory


def measured(folder: Path, count: int, jobs: int) -> Measured:
    """Write a class down and grade it in a program of its own."""
    parts = write(folder, count)
    before = getrusage(RUSAGE_CHILDREN)
    started = perf_counter()
    grade = (sys.executable, "-c", PROGRAM, *ARGUMENTS, str(jobs))
    said = subprocess.run(grade, cwd=folder, check=True, capture_output=True, text=True)
    seconds = perf_counter() - started
    after = getrusage(RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Measured(parts, seconds, processor, int(said.stdout.splitlines()[-1]) / 1024)


ARGUMENTS = ("grade", "sheet.yaml", "answers.jsonl", "--out", "graded", "--report", "html", "--jobs")

PROGRAM = """
import sys
from graders.cli import main
try:
    main()
finally:
    print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""
"""The command, which tells how much memory it took itself; ``ru_maxrss`` would tell of this program if that is more."""


def write(folder: Path, count: int) -> int:
    """Write an assignment, the record of a class and its answers; give the number of parts."""
    second = folder / "exercises" / "second"
    second.mkdir(parents=True)
    for name in AGAIN:
        copyfile(find(f"embeddings/{name}"), second / f"{name}.yaml")
    names = (*(f"embeddings/{name}" for name in EXERCISES), *(f"second/{name}" for name in AGAIN))
    lines = ("title: Lecture 7", "seed: tokens", "exercises:", *(f"  - {name}" for name in names))
    (folder / "sheet.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    assignment, exercises = problem_set(folder / "sheet.yaml")
    students = tuple(Student(f"s{number:04}", f"S {number}") for number in range(count))
    issued = issue(assignment, exercises, students)
    (folder / FILE).write_text(to_json(issued), encoding="utf-8")
    archive = Archive(issued, assignment, exercises)
    _write_answers(folder / "answers.jsonl", archive, exercises)
    return sum(len(exercise.parts) for exercise in exercises.values())


def _write_answers(path: Path, archive: Archive, exercises: Mapping[str, Exercise]) -> None:
    with path.open("w", encoding="utf-8") as stream:
        for place, handout in enumerate(archive.issued.handouts):
            variants = archive.variants_of(handout)
            answers = {
                name: dict(_answers(exercise, variants[name].environment, place))
                for name, exercise in exercises.items()
            }
            stream.write(json.dumps({"student": handout.student.id, "answers": answers}) + "\n")


def _answers(exercise: Exercise, environment: Mapping[str, Node], place: int) -> Iterator[tuple[str, str]]:
    """Answer rightly, or with a sign wrong, a usual number or a hasty one."""
    for at, part in enumerate(exercise.parts, place):
        key = to_text(substituted(part.key, environment))
        yield part.id, (f"-{key}", "√48", "7")[at // 3 % 3] if at % 3 == 0 else key
