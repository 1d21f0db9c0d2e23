"""When Python looks for leftovers: objects that nobody needs and that hold each other, of which grading leaves few.

The search goes through everything there is, again and again while a program grows, and once more when it ends.
"""

from __future__ import annotations

import gc

RARELY = 50_000
"""So many objects are made before one looks."""


def look_rarely() -> None:
    """Look for leftovers after every so many objects."""
    gc.set_threshold(RARELY)


def spare_what_is_there() -> None:
    """Never look through what there is by now: it is kept, or goes with the program."""
    gc.freeze()
