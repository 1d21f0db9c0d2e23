"""Submissions in a zip, as an LMS lets one download it.

    Ada Lovelace_4711_assignsubmission_file/answers.yaml      Moodle
    lovelaceada_4711_8150_answers.yaml                        Canvas, answers-1.yaml when handed in again
    ada/answers.yaml

Members are read in memory and no further than a submission may be long, whatever the archive says of their sizes,
so that a small archive cannot become a large one; nothing is written, so that no name can lead anywhere.
"""

from __future__ import annotations

import re
import zlib
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from graders.bank.source import LIMIT
from graders.batch.incoming.folders import NAMES
from graders.batch.incoming.handed_in import HandedIn
from graders.errors import AuthorError, Problem
from graders.files import plain_path

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from zipfile import ZipInfo

MEMBERS = 1_000_000
"""More of them are no class."""

COUNTED = re.compile(r"(-\d+| ?\(\d+\))(?=\.\w+$)")
"""How systems count the times that one hands in: ``answers-1.yaml``, ``answers (1).yaml``."""

FAULTS = (BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError)
"""What Python raises on members that are damaged, encrypted or packed in ways that it does not know."""


def archived(path: Path) -> Iterator[HandedIn]:
    """Give the submissions in an archive, in the order of their names; an ``AuthorError`` says that it is none."""
    file = plain_path(path)
    try:
        with ZipFile(path) as archive:
            for member in _submissions(archive):
                yield _member(archive, member, file)
    except BadZipFile as error:
        problem = Problem(f"no zip archive: {error}", file, remedy="download it again")
        raise AuthorError((problem,)) from error


def archived_names(path: Path) -> int:
    """Count the submissions in an archive; none in one that is damaged."""
    try:
        with ZipFile(path) as archive:
            return len(_submissions(archive))
    except BadZipFile:
        return 0


def _submissions(archive: ZipFile) -> list[ZipInfo]:
    members = archive.infolist()
    if len(members) > MEMBERS:
        many = f"{len(members)} files"
        raise BadZipFile(many)
    found = (member for member in members if not member.is_dir() and _is_submission(member.filename))
    return sorted(found, key=lambda member: member.filename)


def _is_submission(name: str) -> bool:
    """Tell whether a name is that of a submission; some LMS put a student and numbers before it, or count behind it."""
    path = PurePosixPath(name.replace("\\", "/").casefold())
    hidden = any(part.startswith((".", "__macosx")) and part != ".." for part in path.parts)
    plain = COUNTED.sub("", f"_{path.name}")
    return not hidden and any(plain.endswith(f"_{known}") for known in NAMES)


def _member(archive: ZipFile, member: ZipInfo, file: str) -> HandedIn:
    """Read a member; whatever is wrong with it is said of it alone."""
    path = PurePosixPath(member.filename.replace("\\", "/"))
    name = f"{file}/{path}"
    if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
        return _refused(name, "its name leads out of the archive", "nothing is written there; rename it")
    try:
        with archive.open(member) as stream:
            raw = stream.read(LIMIT + 1)
    except FAULTS as error:
        return _refused(name, f"cannot be unpacked: {error}", "pack it again, without a password")
    if len(raw) > LIMIT:
        return _refused(name, f"is larger than {LIMIT // 1024} KiB", "split it, or check what it is")
    return HandedIn(name, tuple(each.name for each in path.parents), raw)


def _refused(name: str, message: str, remedy: str) -> HandedIn:
    return HandedIn(name, (), b"", (Problem(message, name, remedy=remedy),))
