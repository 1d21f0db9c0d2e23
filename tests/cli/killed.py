"""``graders``, killed by the system as soon as it has written so many lines of its journal.

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

    from graders.batch.journal import Written


def killed_at(lines: int) -> Callable[..., None]:
    """Write as usual, and be killed after so many lines."""
    write, written = Journal.write, 0

    def counted(journal: Journal, entry: Written, digest: str = "") -> None:
        nonlocal written
        write(journal, entry, digest)
        written += 1
        if written == lines:
            os.kill(os.getpid(), signal.SIGKILL)

    return counted


if __name__ == "__main__":
    Journal.write = killed_at(int(sys.argv[1]))  # type: ignore[method-assign]
    sys.exit(run(sys.argv[2:]))
