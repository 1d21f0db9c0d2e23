"""What one response may cost before a person has to look at it: seconds, and memory where the system can say."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

MEGABYTE = 1 << 20

USAGE = Path("/proc/self/statm")
"""Where Linux says how much address space a program has; other systems have no such file."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds for one response, and megabytes that a worker may use beyond what it has when it starts."""

    seconds: float = 10.0
    megabytes: int = 1024

    @property
    def late(self) -> str:
        """Why a response is left to a person: time."""
        return f"it takes longer than {self.seconds:g} seconds"

    @property
    def large(self) -> str:
        """Why a response is left to a person: memory."""
        return f"it needs more than {self.megabytes} MiB of memory"


def observe(limits: Limits) -> None:
    """Let the system refuse this program more memory than the limits allow; where it cannot, do nothing."""
    try:
        import resource
    except ImportError:
        return
    if not USAGE.exists():
        return
    pages = int(USAGE.read_text(encoding="ascii").split()[0])
    most = pages * resource.getpagesize() + limits.megabytes * MEGABYTE
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
