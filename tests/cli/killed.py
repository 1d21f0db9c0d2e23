"""``graders``, killed by the system as soon as it has written so many lines about students, those taken over included.

python tests/cli/killed.py LINES WORDS...
"""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING

from graders.batch.journal import Journal
from graders.cli import run

if TYPE_CHECKING:
    from collections.abc import Callable


def killed_at(lines: int) -> Callable[..., None]:
    """Write as usual, and be killed after so many lines."""
    add, written = Journal.add, 0

    def counted(journal: Journal, line: bytes, student: str, place: int) -> None:
        nonlocal written
        add(journal, line, student, place)
        written += 1
        if written == lines:
            os.kill(os.getpid(), signal.SIGKILL)

    return counted


if __name__ == "__main__":
    Journal.add = killed_at(int(sys.argv[1]))  # type: ignore[method-assign]
    sys.exit(run(sys.argv[2:]))
