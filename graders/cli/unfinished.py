"""A folder that is written whole, by a run that may be killed and taken up again.

What is written comes first into ``.unfinished`` and then into the folder, all at once.  A run that is killed, or
interrupted, leaves ``.unfinished`` as it is; one that fails takes away what it has begun itself.
"""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from graders.cli.folder import brought
from graders.errors import AuthorError, Problem
from graders.files import plain_path, remove_parts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DRAFT = ".unfinished"


@contextmanager
def resumable(folder: Path, *, resume: bool) -> Iterator[Path]:
    """Lend the draft of a folder; what an earlier run has left in it stays there to be resumed."""
    if folder.exists() and not folder.is_dir():
        raise AuthorError((Problem("is a file", plain_path(folder), remedy="give the path of a folder"),))
    missing = [each for each in (folder, *folder.absolute().parents) if not each.exists()]
    draft = folder / DRAFT
    if draft.is_symlink() or draft.is_file():
        raise AuthorError((Problem("is no folder of ours", plain_path(draft), remedy="take it away"),))
    if draft.exists() and not resume:
        click.echo(f"{plain_path(draft)}: an earlier run was not finished; it is begun anew", err=True)
        shutil.rmtree(draft)
    is_another = draft.exists()
    draft.mkdir(parents=True, exist_ok=True)
    remove_parts(draft)
    try:
        yield draft
        brought(draft, folder)
    except KeyboardInterrupt:
        click.echo("Interrupted; the same command with --resume goes on from here.", err=True)
        raise
    except BaseException:
        if not is_another:
            _forget(draft, missing)
        raise
    shutil.rmtree(draft, ignore_errors=True)


def _forget(draft: Path, missing: list[Path]) -> None:
    """Leave everything as it was before."""
    shutil.rmtree(draft, ignore_errors=True)
    for made in missing:
        made.rmdir()
