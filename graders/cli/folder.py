"""A folder that is written whole or not at all."""

from __future__ import annotations

import os
import secrets
import shutil
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from graders.errors import AuthorError, Problem
from graders.files import plain_path

if TYPE_CHECKING:
    from collections.abc import Iterator


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
    """Put every file of a draft in its place; nothing is put in if one of them would come to lie elsewhere.

    A class has a folder for each student: they are looked at one by one, and none of them is remembered.
    """
    home = folder.resolve()
    old = (each for each in _entries(draft) if not _is_new(each, folder))
    files = (file.relative_to(draft) for each in old for file in _files(each))
    outside = sorted(file for file in files if not (folder / file).resolve().is_relative_to(home))
    if outside:
        remedy = "a link leads there; take it away"
        raise AuthorError(tuple(Problem("lies outside", plain_path(folder / file), remedy=remedy) for file in outside))
    for each in _entries(draft):
        if _is_new(each, folder):  # whole, with all that is in it: removing a thousand folders takes seconds
            each.rename(folder / each.name)
            continue
        for file in _files(each):
            target = folder / file.relative_to(draft)
            target.parent.mkdir(parents=True, exist_ok=True)
            file.replace(target)


def _entries(folder: Path) -> Iterator[Path]:
    """Give what lies in a folder, in no order; what was given may be moved away."""
    with os.scandir(folder) as entries:
        yield from (Path(entry.path) for entry in entries)


def _is_new(path: Path, folder: Path) -> bool:
    """Tell whether a path is a folder of which there is none in another one yet."""
    return path.is_dir() and not os.path.lexists(folder / path.name)


def _files(path: Path) -> list[Path]:
    return [each for each in sorted(path.rglob("*")) if each.is_file()] if path.is_dir() else [path]
