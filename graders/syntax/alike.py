"""The name that a mistyped one is most like."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

CUTOFF = 0.7
"""How much of both words must be the same, as ``difflib`` measures it."""

LONGER = 2
"""Letters that a name may be longer than what was typed, or shorter."""


def by_length(names: Iterable[str]) -> Mapping[int, tuple[str, ...]]:
    """Group names by how many letters they have."""
    groups: dict[int, list[str]] = {}
    for name in dict.fromkeys(names):
        groups.setdefault(len(name), []).append(name)
    return MappingProxyType({length: tuple(group) for length, group in groups.items()})


def most_alike(word: str, known: Mapping[int, tuple[str, ...]], own: Iterable[str] = ()) -> str:
    """Give the name that is most like a word, or nothing where none is; names of one's own come first.

    >>> most_alike("squrt", by_length(("sin", "sqrt", "square")))
    'sqrt'
    """
    from difflib import get_close_matches

    lengths = range(len(word) - LONGER, len(word) + LONGER + 1)
    names = [name for name in own if len(name) in lengths]
    for length in lengths:
        names += known.get(length, ())
    letters = set(word)
    shared = CUTOFF * len(letters) - 1
    near = [name for name in names if len(letters.intersection(name)) >= shared]
    return next(iter(get_close_matches(word, near, n=1, cutoff=CUTOFF)), "")
