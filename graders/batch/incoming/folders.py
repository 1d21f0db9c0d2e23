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
from graders.errors import AuthorError
from graders.files import plain_path

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMES = frozenset(("answers.yaml", "answers.yml", "answers.json"))
"""What a submission is called, in whatever case."""


def below(folder: Path) -> Iterator[Path]:
    """Find the submissions in a folder, in the order of their names.

    Hidden folders are passed over and links to folders are not followed.
    """
    for home, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(home, name) for name in sorted(files) if name.casefold() in NAMES)


def from_file(file: Path) -> HandedIn:
    """Take a file; one that cannot be opened or is too large comes with the reason."""
    name, home = plain_path(file), file.absolute().parent.name
    try:
        return HandedIn(name, home, read_bytes(file))
    except AuthorError as error:
        return HandedIn(name, home, b"", error.problems)
