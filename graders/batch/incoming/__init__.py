"""What was handed in, however it comes: folders of files, one table, JSON lines, or the archive of an LMS.

Everything comes as a stream of texts of submissions, each with a name for messages; nothing is unpacked to disk
and no more than one submission is in memory.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from graders.batch.incoming.archives import archived, archived_names
from graders.batch.incoming.folders import NAMES, below, from_file
from graders.batch.incoming.handed_in import HandedIn
from graders.batch.incoming.json_lines import json_lines, lines_in
from graders.batch.incoming.tables import rows_in, table
from graders.errors import AuthorError, Problem
from graders.files import plain_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

TABLES = frozenset((".csv", ".tsv"))
LINES = frozenset((".jsonl", ".ndjson"))
ARCHIVES = frozenset((".zip",))


def incoming(paths: Iterable[Path]) -> Iterator[HandedIn]:
    """Give every submission in folders and files, in the order of the paths; a file that is named twice comes once.

    What turns out not to be what it is called is rejected by itself.
    """
    paths = tuple(paths)
    return chain.from_iterable(_readable(path, frozenset(paths[:place])) for place, path in enumerate(paths))


def _readable(path: Path, before: frozenset[Path]) -> Iterator[HandedIn]:
    try:
        yield from _opened(path, before)
    except AuthorError as error:
        yield HandedIn(plain_path(path), (), b"", error.problems)


def refuse_empty(paths: Iterable[Path]) -> None:
    """Refuse folders, tables and archives without submissions, and paths none of which can be read.

    An ``AuthorError`` names all of them.
    """
    paths, unread, empty = tuple(paths), list[Problem](), list[Problem]()
    for path in filter(_holds_several, paths):
        try:
            if next(_opened(path, frozenset()), None) is None:
                empty.append(Problem("there are no submissions", plain_path(path), remedy=_remedy(path)))
        except AuthorError as error:
            unread.extend(error.problems[:1])
    if empty or (unread and len(unread) == len(paths)):
        raise AuthorError((*empty, *unread))


def _holds_several(path: Path) -> bool:
    """Tell whether a path is no submission itself."""
    return path.is_dir() or path.suffix.casefold() in TABLES | LINES | ARCHIVES


def _remedy(path: Path) -> str:
    """Say what would be found."""
    kind = path.suffix.casefold()
    if path.is_dir() or kind in ARCHIVES:
        return f"they are called {', '.join(sorted(NAMES))}"
    return "every row below the first is one" if kind in TABLES else "every line is one"


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
