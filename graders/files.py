"""Writing files whole or not at all, inside one folder, under names that every system accepts."""

from __future__ import annotations

import os
import re
import secrets
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import normalize

from graders.errors import AuthorError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

RESERVED = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{digit}" for port in ("com", "lpt") for digit in "0123456789"))
)
"""Names that Windows keeps for devices, whatever extension follows."""

OURS = (".json", ".jsonl", ".csv", ".html", ".md", ".xml", ".key", ".yaml")
"""How files end that stand beside the folders of students; no folder is named like one of them."""

PLAIN = re.compile(r"[A-Za-z0-9_-]{1,60}")
"""What is the name of a folder as it stands, as most ids are."""

LONGEST = 120
"""Bytes of a folder's name; systems allow 255, and paths must stay short enough on Windows."""


def write_text(folder: Path, name: str, text: str | Iterable[str]) -> Path:
    """Write a file into a folder, or below it; whoever reads it meanwhile sees the old text or the new one.

    A long text may come piece by piece, and is never held as a whole then.
    ``name`` is relative, with ``/`` between its parts; folders on the way are made.  Lines end with a
    single newline on every system.  A name or a link that leads out of the folder is an ``AuthorError``.
    """
    target = _inside(folder, name)
    target.parent.mkdir(parents=True, exist_ok=True)
    with _whole(target) as draft, draft.open("x", encoding="utf-8", newline="\n") as file:
        file.writelines((text,) if isinstance(text, str) else text)
    return target


def write_folder(folder: Path, name: str, files: Sequence[tuple[str, bytes]]) -> None:
    """Write files into a folder of their own below another; ``name`` is one that ``folder_name`` gives.

    A folder that is made for them holds no links, so that nothing needs to be followed before they are written.
    """
    home = folder / name
    try:
        home.mkdir()
    except FileExistsError:
        for file, _ in files:
            _inside(folder, f"{name}/{file}")
    for file, content in files:
        with _whole(home / file) as draft:
            draft.write_bytes(content)


@contextmanager
def _whole(target: Path) -> Iterator[Path]:
    """Lend a file to be written, which then takes its place; where writing fails, what there was stays."""
    draft = target.with_name(f".{secrets.token_hex(8)}{PART}")
    try:
        yield draft
        draft.replace(target)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


PART = ".part"
"""How a file ends that is being written."""

HALF_WRITTEN = re.compile(rf"\.[0-9a-f]{{16}}{re.escape(PART)}")


def remove_parts(folder: Path) -> None:
    """Remove what whoever was killed while writing into a folder has left half-written."""
    with os.scandir(folder) as entries:  # one by one: a class has a folder for each student
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                remove_parts(Path(entry.path))
            elif HALF_WRITTEN.fullmatch(entry.name) and entry.is_file():
                Path(entry.path).unlink()


def _inside(folder: Path, name: str) -> Path:
    """Give the path of a file in a folder; refuse one that stands elsewhere once links are followed."""
    target = folder / name
    home, place = folder.resolve(), target.resolve()
    if place == home or not place.is_relative_to(home):
        raise AuthorError((Problem(f"{name} lies outside {folder}", remedy="nothing is written there"),))
    return target


def folder_name(text: str) -> str:
    """Turn any text, such as a student's id, into the name of one folder, safe on every system.

    Letters, digits, ``-``, ``_`` and ``.`` stay; everything else, a leading or trailing dot, the dot of a
    name like ``issued.json`` and the first letter of a reserved name are written ``%XX`` as in web
    addresses.  Different texts get different names, also where the system ignores case, as long as they
    differ in more than case.

    >>> folder_name("ada"), folder_name("../etc"), folder_name("con.txt"), folder_name("issued.json")
    ('ada', '%2E.%2Fetc', '%63on.txt', 'issued%2Ejson')
    """
    if PLAIN.fullmatch(text) and text.casefold() not in RESERVED:
        return text
    plain = normalize("NFKC", text)
    name = "".join(_escaped(plain, place) for place in range(len(plain))) or "%"
    if len(name.encode()) <= LONGEST:
        return name
    return f"{_cut(name, LONGEST - 34)}%%{sha256(plain.casefold().encode()).hexdigest()[:32]}"


def _escaped(text: str, place: int) -> str:
    character = text[place]
    first, last = place == 0, place == len(text) - 1
    device = first and text.split(".", 1)[0].rstrip().casefold() in RESERVED
    dotted = character == "." and not first and not last and text[place:].casefold() not in OURS
    kept = character.isalnum() or character in "-_" or dotted
    if kept and not device:
        return character
    return "".join(f"%{byte:02X}" for byte in character.encode("utf-8", "surrogatepass"))


def _cut(name: str, size: int) -> str:
    """Keep as many leading characters as fit into so many bytes, and no half of an escape."""
    start = name.encode()[:size].decode("utf-8", "ignore")
    return start[: start.rfind("%")] if "%" in start[-2:] else start


def plain_path(path: Path) -> str:
    """Write a path as messages show it: relative to where one stands, if it lies there, with ``/``."""
    here = path.absolute()
    home = Path.cwd()
    return (here.relative_to(home) if here.is_relative_to(home) else path).as_posix()
