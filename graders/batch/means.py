"""What a run may use, and whether that is workers: nothing is read for it, so that they can start before all else."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

from graders.batch.limits import Limits

MANY = 50
"""So many papers are worth the start of workers, about half a second."""


@dataclass(frozen=True, slots=True)
class Means:
    """What a run may use: workers, none for grading in this program; their limits; or a Dask scheduler.

    ``jobs`` is ``None`` where a large class gets workers, and a small one none.
    """

    jobs: int | None = None
    limits: Limits = field(default_factory=Limits)
    dask: str = ""

    @property
    def goes_by_count(self) -> bool:
        """Tell whether it depends on how many papers there are who grades them."""
        return self.jobs is None and not self.dask

    def workers(self, papers: int = 0) -> int:
        """Say how many workers of our own grade so many papers, or more than that; a scheduler has its own."""
        if self.goes_by_count:
            return processors() if papers >= MANY else 0
        return 0 if self.dask else self.jobs or 0


def processors() -> int:
    """Count the processors that this program may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
