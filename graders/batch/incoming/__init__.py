"""What was handed in, however it comes: folders of files, one table, JSON lines, or the archive of an LMS.

Everything comes as a stream of texts of submissions, each with a name for messages; nothing is unpacked to disk
and no more than one submission is in memory.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from graders.batch.incoming.archives import archived, archived_names
from graders.batch.incoming.folders import NAMES, below, from_file
from graders.batch.incoming.json_lines import json_lines, lines_in
from graders.batch.incoming.tables import rows_in, table
from graders.errors import AuthorError, Problem
from graders.files import plain_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from graders.batch.incoming.handed_in import HandedIn

TABLES = frozenset((".csv", ".tsv"))
LINES = frozenset((".jsonl", ".ndjson"))
ARCHIVES = frozenset((".zip",))


def incoming(paths: Iterable[Path]) -> Iterator[HandedIn]:
    """Give every submission in folders and files, in the order of the paths; a file that is named twice comes once.

    An ``AuthorError`` names every folder that has none, before the first one is given.
    """
    paths = tuple(paths)
    refuse_empty(paths)
    return chain.from_iterable(_opened(path, frozenset(paths[:place])) for place, path in enumerate(paths))


def refuse_empty(paths: Iterable[Path]) -> None:
    """Refuse folders without submissions."""
    names = ", ".join(sorted(NAMES))
    problems = tuple(
        Problem("there are no submissions", plain_path(path), remedy=f"they are called {names}")
        for path in paths
        if path.is_dir() and next(below(path), None) is None
    )
    if problems:
        raise AuthorError(problems)


def counted(paths: Iterable[Path]) -> int:
    """Count the submissions without reading them, so that a bar can say how many remain."""
    return sum(_count(path) for path in paths)


def _opened(path: Path, before: frozenset[Path]) -> Iterator[HandedIn]:
    """Open a path; what an earlier one has given is passed over."""
    if path in before:
        return iter(())
    if path.is_dir():
        homes = [each for each in before if each.is_dir()]
        found = (file for file in below(path) if file not in before)
        return (from_file(file, path) for file in found if not any(file.is_relative_to(home) for home in homes))
    kind = path.suffix.casefold()
    if kind in TABLES:
        return table(path)
    if kind in LINES:
        return json_lines(path)
    if kind in ARCHIVES:
        return archived(path)
    return iter((from_file(path),))


def _count(path: Path) -> int:
    kind = path.suffix.casefold()
    if path.is_dir():
        return sum(1 for _ in below(path))
    if kind in TABLES:
        return rows_in(path)
    if kind in LINES:
        return lines_in(path)
    return archived_names(path) if kind in ARCHIVES else 1
