"""A bar for work that takes long; on a terminal only."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sized

Each = TypeVar("Each")

MANY = 20
"""Shorter work shows no bar."""


def followed(items: Iterable[Each], whole: Sized, label: str) -> Iterable[Each]:
    """Give the items one by one and show on stderr how many of the whole are done."""
    if len(whole) < MANY or not sys.stderr.isatty():
        return items
    from rich.console import Console
    from rich.progress import track

    return track(items, label, total=len(whole), console=Console(stderr=True), transient=True)
