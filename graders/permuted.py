"""The numbers at many places of a permutation at once, as arrays: rounds of ``permutation.py`` by indexing.

It is read where numbers are drawn, and not where papers are graded, which would wait for numpy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from graders.permutation import FIRST_BATCH, LARGEST_BATCH, LIMB, NARROW, ROUNDS, WORDS, widths

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from graders.permutation import Permutation

    Words: TypeAlias = NDArray[np.uint64]
    Tables: TypeAlias = tuple[tuple[Words, ...], ...]
    """Every round's tables, one for each limb of a half."""


def batches(order: Permutation) -> Iterator[NDArray[Any]]:
    """Yield the numbers at all places in order: a short batch at first, then longer ones.

    The batches are arrays of machine integers, or of Python's where the size needs them.
    """
    start, length = 0, FIRST_BATCH
    tables: Tables = ()
    while start < order.size:
        stop = min(start + length, order.size)
        if order.size >= NARROW or not start:
            yield _one_by_one(order, range(start, stop))
        else:
            tables = tables or _tables(order)
            yield _walked(order, np.arange(start, stop, dtype=np.uint64), tables).astype(np.int64)
        start, length = stop, min(max(2 * length, 1024), LARGEST_BATCH)


def numbers(order: Permutation, places: Sequence[int]) -> NDArray[Any]:
    """Give the numbers at some places.

    >>> from graders.permutation import Permutation
    >>> numbers(Permutation(5, b"key"), (4, 1)).tolist()
    [3, 2]
    """
    if order.size >= NARROW or len(places) < FIRST_BATCH:
        return _one_by_one(order, places)
    return _walked(order, np.array(places, dtype=np.uint64), _tables(order)).astype(np.int64)


def _one_by_one(order: Permutation, places: Sequence[int]) -> NDArray[Any]:
    kind = np.int64 if order.size <= NARROW else object
    return np.array([order.at(place) for place in places], dtype=kind)


def _tables(order: Permutation) -> Tables:
    return tuple(
        tuple(_table(order, turn, at, width) for at, width in enumerate(widths(order.side))) for turn in range(ROUNDS)
    )


def _table(order: Permutation, turn: int, table: int, width: int) -> Words:
    blocks = b"".join(order.hashed(turn, table, block) for block in range(-(-width // WORDS)))
    return np.frombuffer(blocks, dtype="<u8").astype(np.uint64)


def _walked(order: Permutation, places: Words, tables: Tables) -> Words:
    """Go through the rounds again with what comes out beyond the size."""
    found = _rounds_of(order, places, tables)
    beyond = np.flatnonzero(found >= order.size)
    while beyond.size:
        found[beyond] = _rounds_of(order, found[beyond], tables)
        beyond = beyond[found[beyond] >= order.size]
    return found


def _rounds_of(order: Permutation, places: Words, tables: Tables) -> Words:
    side = np.uint64(order.side)
    left = places // side
    right = places - left * side
    for limbs in tables:
        words = limbs[0][right & _MASK] if len(limbs) > 1 else limbs[0][right]
        for at, table in enumerate(limbs[1:], 1):
            words += table[(right >> np.uint64(LIMB * at)) & _MASK]
        words -= words // side * side
        words += left
        words -= side * (words >= side)
        left, right = right, words
    return left * side + right


_MASK = np.uint64((1 << LIMB) - 1)
