"""A bar for work that takes long, with its rate and the time that remains; on a terminal only."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Each = TypeVar("Each")

MANY = 20
"""Shorter work shows no bar."""


def followed(items: Iterable[Each], count: Callable[[], int], label: str) -> Iterator[Each]:
    """Give the items one by one and show on stderr how many of them are done; nothing is counted unasked."""
    if not sys.stderr.isatty() or (whole := count()) < MANY:
        return iter(items)
    return _shown(items, whole, label)


def _shown(items: Iterable[Each], whole: int, label: str) -> Iterator[Each]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    rate = TextColumn("{task.fields[rate]}")
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), rate, TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(label, total=whole, rate="")
        for item in items:
            yield item
            speed = progress.tasks[0].speed
            progress.update(task, advance=1, rate="" if speed is None else f"{speed:.0f} a second")
