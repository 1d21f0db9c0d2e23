"""Submissions as JSON lines: what ``answers.json`` holds, a student a line.

{"student": "ada", "answers": {"embeddings/inner-product": {"product": "-7"}}}
{"student": "emmy", "attempts": [{"embeddings/inner-product": {"product": "7"}}, {"embeddings/inner-product": ...}]}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.bank.source import LIMIT
from graders.batch.incoming.handed_in import HandedIn
from graders.errors import Problem
from graders.files import plain_path

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def json_lines(path: Path) -> Iterator[HandedIn]:
    """Give the submissions of a file line by line; empty lines are passed over."""
    file = plain_path(path)
    for number, line in _lines(path):
        name = f"{file}:{number}"
        if len(line) > LIMIT:
            problem = Problem(f"is longer than {LIMIT // 1024} KiB", name, remedy="split it, or check what it is")
            yield HandedIn(name, (), b"", (problem,))
        else:
            yield HandedIn(name, (), line.strip())


def lines_in(path: Path) -> int:
    """Count the submissions of a file."""
    return sum(1 for _ in _lines(path))


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Yield the lines with their numbers from 1; of one that is too long only the beginning is kept."""
    with path.open("rb") as stream:
        number = 0
        while line := stream.readline(LIMIT + 1):
            number += 1
            if line.strip():
                yield number, line
            while len(line) > LIMIT and not line.endswith(b"\n"):
                line = stream.readline(LIMIT + 1)
