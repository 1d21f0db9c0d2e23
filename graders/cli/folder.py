"""A folder that is written whole or not at all."""

from __future__ import annotations

import os
import secrets
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

from graders.errors import AuthorError, Problem
from graders.files import plain_path

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def written_whole(folder: Path) -> Iterator[Path]:
    """Lend a draft of a folder: its files come into the folder when all are written, none if anything fails.

    What the folder holds already stays, unless the draft has a file of the same name.
    """
    missing = [each for each in (folder, *folder.absolute().parents) if not each.exists()]
    if folder.exists() and not folder.is_dir():
        raise AuthorError((Problem("is a file", plain_path(folder), remedy="give the path of a folder"),))
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / f".{secrets.token_hex(8)}.part"
    done = False
    try:
        draft.mkdir()
        yield draft
        brought(draft, folder)
        done = True
    finally:
        shutil.rmtree(draft, ignore_errors=True)
        for made in () if done else missing:
            made.rmdir()


def brought(draft: Path, folder: Path) -> None:
    """Put every file of a draft in its place; nothing is put in if one of them would come to lie elsewhere."""
    home = folder.resolve()
    files = sorted(path.relative_to(draft) for path in draft.rglob("*") if path.is_file())
    outside = [file for file in files if not (folder / file).resolve().is_relative_to(home)]
    if outside:
        remedy = "a link leads there; take it away"
        raise AuthorError(tuple(Problem("lies outside", plain_path(folder / file), remedy=remedy) for file in outside))
    whole = frozenset(_brought_whole(draft, folder))
    for file in files:
        if file.parts[0] not in whole:
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            (draft / file).replace(folder / file)


def _brought_whole(draft: Path, folder: Path) -> Iterator[str]:
    """Bring the folders that are new, with all that is in them: removing a thousand folders takes seconds."""
    for each in sorted(draft.iterdir()):
        if each.is_dir() and not os.path.lexists(folder / each.name):
            each.rename(folder / each.name)
            yield each.name
