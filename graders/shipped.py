"""The folders that come with the package: the same names in a checkout and in an installed wheel."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, TypeAlias

from graders.errors import OurError

Kind: TypeAlias = Literal["exercises", "templates"]

PACKAGE = Path(__file__).resolve().parent


def shipped(kind: Kind, package: Path = PACKAGE) -> Path:
    """Find a folder inside the installed package, or beside the package in a checkout."""
    for folder in (package / "_shipped" / kind, package.parent / kind):
        if folder.is_dir():
            return folder
    message = f"the folder {kind} is missing from the installation in {package}"
    raise OurError(message)
