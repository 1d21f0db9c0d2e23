"""Submissions as files in folders, at whatever depth.

sheets/ada/answers.yaml
repositories/group-1/emmy/week-7/answers.json
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from graders.bank.source import read_bytes
from graders.batch.incoming.handed_in import HandedIn
from graders.errors import AuthorError, Problem
from graders.files import plain_path

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMES = frozenset(("answers.yaml", "answers.yml", "answers.json"))
"""What a submission is called, in whatever case."""


def below(folder: Path) -> Iterator[Path]:
    """Find the submissions in a folder, in the order of their names, and the folders in which one cannot look.

    Hidden folders are passed over and links to folders are not followed; links to files are, within the folder.
    """
    closed: list[Path] = []
    for home, folders, files in os.walk(folder, onerror=lambda error: closed.append(Path(error.filename))):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(home, name) for name in sorted(files) if name.casefold() in NAMES)
    yield from closed


def from_file(file: Path, folder: Path | None = None) -> HandedIn:
    """Take a file, found in a folder or below it; one that cannot be opened or is too large comes with the reason."""
    name, homes = plain_path(file), tuple(_homes(file, folder or file.parent))
    if folder is not None and file.is_symlink() and not Path(os.path.realpath(file)).is_relative_to(folder.resolve()):
        remedy = "put the file itself there, not a link to it"
        return HandedIn(name, homes, b"", (Problem("is a link that leads out of the folder", name, remedy=remedy),))
    if file.is_dir():
        problem = Problem("cannot be looked into", name, remedy="see who may read the folder")
        return HandedIn(name, homes, b"", (problem,))
    try:
        return HandedIn(name, homes, read_bytes(file))
    except AuthorError as error:
        return HandedIn(name, homes, b"", error.problems)


def _homes(file: Path, folder: Path) -> Iterator[str]:
    """Name the folders between a file and the folder in which it was found, or that one where there are none."""
    nearest, outermost = file.absolute().parent, folder.absolute()
    yield nearest.name
    for each in nearest.parents if nearest != outermost else ():
        if each == outermost:
            return
        yield each.name
