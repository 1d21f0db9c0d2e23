"""A keyed permutation of 0 .. size-1: the order in which an exercise gives out its variants.

A Feistel network in the form of Black and Rogaway ("Ciphers with arbitrary finite domains", CT-RSA 2002):
a place is written with two digits to the base ``side``, the smallest number whose square reaches the size,
and every round turns

    (left, right)  into  (right, (left + F(round, right)) mod side)

which is a bijection whatever F is.  The few numbers that come out at ``size`` or above go through again
until they fall below (cycle walking), which is a bijection of 0 .. size-1.

F reads tables that BLAKE2b fills from the key: ``right`` is cut into limbs of 12 bits, each limb has its
table a round, and the sum of their words is F.  Up to a side of 4096 that is a random function; beyond, it
is tabulation hashing.  So a place needs a few hashes alone, and a batch of places is nothing but array
indexing.  Sizes from 2^63 on have one hash a round instead.  Nothing here depends on a library's random
stream, on the machine or on the version of Python or numpy.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from math import isqrt
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

SCHEME = 1
"""The version of the order; another one would be needed for any change in what a key gives."""

ROUNDS = 8
LIMB = 12
"""Bits of a half that one table answers for."""

WORDS = 8
"""Words of 64 bits in one hash."""

NARROW = 2**63
"""Sizes below are counted in machine integers."""

LARGEST = 2**512
"""No larger size: a hash must stay far wider than a half."""

FIRST_BATCH = 32
LARGEST_BATCH = 1 << 16


@dataclass(frozen=True, slots=True)
class Permutation:
    """The permutation of 0 .. size-1 that a key of up to 64 bytes chooses."""

    size: int
    key: bytes

    def __post_init__(self) -> None:
        """Refuse sizes that cannot be permuted."""
        if not 1 <= self.size <= LARGEST:
            raise ValueError(self.size)

    @property
    def side(self) -> int:
        """The smallest number whose square reaches the size."""
        return isqrt(self.size - 1) + 1

    def at(self, place: int) -> int:
        """Give the number at a place.

        >>> [Permutation(5, b"key").at(place) for place in range(5)]
        [0, 2, 1, 4, 3]
        """
        if not 0 <= place < self.size:
            raise IndexError(place)
        number = self._rounds(place)
        while number >= self.size:
            number = self._rounds(number)
        return number

    def _rounds(self, place: int) -> int:
        side = self.side
        left, right = divmod(place, side)
        for turn in range(ROUNDS):
            left, right = right, (left + self._function(turn, right)) % side
        return left * side + right

    def _function(self, turn: int, half: int) -> int:
        if self.size >= NARROW:
            return int.from_bytes(self._hash(turn, 0, half), "little") % self.side
        words = (self._word(turn, at, limb) for at, limb in enumerate(_limbs(half, self.side)))
        return sum(words) % 2**64 % self.side

    def _word(self, turn: int, table: int, limb: int) -> int:
        block, at = divmod(limb, WORDS)
        return int.from_bytes(self._hash(turn, table, block)[8 * at : 8 * at + 8], "little")

    def _hash(self, turn: int, table: int, block: int) -> bytes:
        text = bytes((turn, table)) + block.to_bytes(33, "little")
        return blake2b(text, key=self.key, person=f"graders.order.{SCHEME}".encode()).digest()

    def batches(self) -> Iterator[NDArray[Any]]:
        """Yield the numbers at all places in order: a short batch at first, then longer ones.

        The batches are arrays of machine integers, or of Python's where the size needs them.
        """
        start, length = 0, FIRST_BATCH
        tables: tuple[tuple[NDArray[np.uint64], ...], ...] = ()
        while start < self.size:
            stop = min(start + length, self.size)
            if self.size >= NARROW or not start:
                kind = np.int64 if self.size <= NARROW else object
                yield np.array([self.at(place) for place in range(start, stop)], dtype=kind)
            else:
                tables = tables or self._tables()
                yield self._walked(np.arange(start, stop, dtype=np.uint64), tables).astype(np.int64)
            start, length = stop, min(max(2 * length, 1024), LARGEST_BATCH)

    def numbers(self, places: Sequence[int]) -> NDArray[Any]:
        """Give the numbers at some places.

        >>> Permutation(5, b"key").numbers((4, 1)).tolist()
        [3, 2]
        """
        if self.size >= NARROW or len(places) < FIRST_BATCH:
            kind = np.int64 if self.size <= NARROW else object
            return np.array([self.at(place) for place in places], dtype=kind)
        return self._walked(np.array(places, dtype=np.uint64), self._tables()).astype(np.int64)

    def _tables(self) -> tuple[tuple[NDArray[np.uint64], ...], ...]:
        """Fill every round's tables, one for each limb of a half."""
        widths = _widths(self.side)
        return tuple(tuple(self._table(turn, at, width) for at, width in enumerate(widths)) for turn in range(ROUNDS))

    def _table(self, turn: int, table: int, width: int) -> NDArray[np.uint64]:
        blocks = b"".join(self._hash(turn, table, block) for block in range(-(-width // WORDS)))
        return np.frombuffer(blocks, dtype="<u8").astype(np.uint64)

    def _walked(
        self, places: NDArray[np.uint64], tables: tuple[tuple[NDArray[np.uint64], ...], ...]
    ) -> NDArray[np.uint64]:
        numbers = self._rounds_of(places, tables)
        beyond = np.flatnonzero(numbers >= self.size)
        while beyond.size:
            numbers[beyond] = self._rounds_of(numbers[beyond], tables)
            beyond = beyond[numbers[beyond] >= self.size]
        return numbers

    def _rounds_of(
        self, places: NDArray[np.uint64], tables: tuple[tuple[NDArray[np.uint64], ...], ...]
    ) -> NDArray[np.uint64]:
        side = np.uint64(self.side)
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


def _widths(side: int) -> list[int]:
    """Give how many values each limb of a number below ``side`` can have."""
    widths = []
    while side > 1 << LIMB:
        widths.append(1 << LIMB)
        side = -(-side // (1 << LIMB))
    return [*widths, side]


def _limbs(half: int, side: int) -> list[int]:
    return [half >> LIMB * at & ((1 << LIMB) - 1) for at in range(len(_widths(side)))]


def key_of(*words: str) -> bytes:
    """Make a key of words, such as an exercise's id and a seed; no two lists of words run together."""
    digest = blake2b(person=b"graders.key")
    for word in words:
        text = word.encode()
        digest.update(len(text).to_bytes(8, "little") + text)
    return digest.digest()
