"""The text of a file that an author or instructor wrote: UTF-8, of a bearable size, printable."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING

from graders.errors import AuthorError, Problem
from graders.files import plain_path

if TYPE_CHECKING:
    from pathlib import Path

LIMIT = 256 * 1024
"""Bytes of a file: hundreds of times what a person writes, and quick to read."""

UNPRINTABLE = re.compile("[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What YAML does not allow in a text."""


def read_text(path: Path) -> str:
    r"""Read a file's text, with ``\n`` between its lines and without a byte order mark."""
    raw = read_bytes(path)
    try:
        text = plain_lines(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8-sig", "ignore")
        message = f"the byte 0x{raw[error.start]:02X} is not UTF-8"
        raise AuthorError((spot(path, before, len(before), message, "save the file as UTF-8"),)) from error
    problems = tuple(
        spot(path, text, found.start(), f"the control character U+{ord(found[0]):04X}", "remove it")
        for found in UNPRINTABLE.finditer(text)
    )
    if problems:
        raise AuthorError(problems)
    return text


def read_bytes(path: Path) -> bytes:
    """Read a file of a bearable size."""
    file = plain_path(path)
    if not path.is_file():
        message = "is a folder" if path.is_dir() else "there is no such file"
        raise AuthorError((Problem(message, file, remedy="give the path of a file"),))
    try:
        with path.open("rb") as stream:
            raw = stream.read(LIMIT + 1)
    except OSError as error:
        message = f"cannot be opened: {error.strerror}"
        raise AuthorError((Problem(message, file, remedy="see who may read the file"),)) from error
    if len(raw) > LIMIT:
        raise AuthorError(
            (Problem(f"is larger than {LIMIT // 1024} KiB", file, remedy="split it, or check what it is"),)
        )
    return raw


def plain_lines(text: str) -> str:
    r"""Put ``\n`` between the lines, whichever system wrote them."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def place(text: str, offset: int) -> tuple[int, int]:
    r"""Give the line and the column of a character, both from 1.

    >>> place("title: x\nseed: y", 15)
    (2, 7)
    """
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def spot(path: Path, text: str, offset: int, message: str, remedy: str) -> Problem:
    """Report a problem at a character of a file's text."""
    line, column = place(text, offset)
    return Problem(message, plain_path(path), line, column, remedy=remedy)


def digest(text: str) -> str:
    """Give the SHA-256 of a text in hexadecimal; the same on every system, since lines end alike."""
    return sha256(text.encode()).hexdigest()
