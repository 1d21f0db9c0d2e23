"""The program that workers are made from: it reads ours once, so that every worker is ready at once.

It takes as long to start as this one, and does so beside it, where somebody knows early that workers will be wanted.
"""

from __future__ import annotations

import multiprocessing
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multiprocessing.context import BaseContext


def context() -> BaseContext:
    """Give what starts workers: from such a program, where the system knows how."""
    if not _is_known():
        return multiprocessing.get_context("spawn")
    found = multiprocessing.get_context("forkserver")
    found.set_forkserver_preload(["graders.batch.workers"])
    return found


def set_out() -> None:
    """Start it now, and do not wait for it."""
    if _is_known():
        from multiprocessing import forkserver

        context()
        forkserver.ensure_running()


def _is_known() -> bool:
    return "forkserver" in multiprocessing.get_all_start_methods()
