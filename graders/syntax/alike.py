"""The name that a mistyped one is most like."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

CUTOFF = 0.7
"""How much of both words must be the same, as ``difflib`` measures it."""

LONGER = 2
"""Letters that a name may be longer than what was typed, or shorter."""


def most_alike(word: str, names: Iterable[str]) -> str:
    """Give the name that is most like a word, or nothing where none is.

    >>> most_alike("squrt", ("sin", "sqrt", "square"))
    'sqrt'
    """
    from difflib import get_close_matches

    letters = set(word)
    shared = CUTOFF * len(letters) - 1
    lengths = range(len(word) - LONGER, len(word) + LONGER + 1)
    near = [name for name in names if len(name) in lengths and len(letters.intersection(name)) >= shared]
    return next(iter(get_close_matches(word, near, n=1, cutoff=CUTOFF)), "")
