"""``python -m bench``: every measurement, one after the other; ``python -m bench equality`` for one of them."""

from __future__ import annotations

import sys

from bench import (
    accuracy,
    classroom,
    diagnosis,
    equality,
    hostile,
    load,
    memory,
    proofreading,
    startup,
    syntax,
    variants,
)

BENCHES = {
    "syntax": syntax.main,
    "equality": equality.main,
    "accuracy": accuracy.main,
    "variants": variants.main,
    "startup": startup.main,
    "load": load.main,
    "classroom": classroom.main,
    "memory": memory.main,
    "hostile": hostile.main,
    "diagnosis": diagnosis.main,
    "proofreading": proofreading.main,
}


def main() -> None:
    """Measure what is asked for, or everything."""
    wanted = sys.argv[1:] or list(BENCHES)
    unknown = [name for name in wanted if name not in BENCHES]
    if unknown:
        sys.exit(f"unknown: {', '.join(unknown)}; there are: {', '.join(BENCHES)}")
    for name in wanted:
        BENCHES[name]()
        print()


if __name__ == "__main__":
    main()
