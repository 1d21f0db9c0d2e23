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
indexing, which ``permuted.py`` does.  Sizes from 2^63 on have one hash a round instead.  Nothing here depends
on a library's random stream, on the machine or on the version of Python or numpy.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from math import isqrt

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
            return int.from_bytes(self.hashed(turn, 0, half), "little") % self.side
        words = (self._word(turn, at, limb) for at, limb in enumerate(_limbs(half, self.side)))
        return sum(words) % 2**64 % self.side

    def _word(self, turn: int, table: int, limb: int) -> int:
        block, at = divmod(limb, WORDS)
        return int.from_bytes(self.hashed(turn, table, block)[8 * at : 8 * at + 8], "little")

    def hashed(self, turn: int, table: int, block: int) -> bytes:
        """Fill a block of a round's table with words."""
        text = bytes((turn, table)) + block.to_bytes(33, "little")
        return blake2b(text, key=self.key, person=f"graders.order.{SCHEME}".encode()).digest()


def widths(side: int) -> list[int]:
    """Give how many values each limb of a number below ``side`` can have."""
    found = []
    while side > 1 << LIMB:
        found.append(1 << LIMB)
        side = -(-side // (1 << LIMB))
    return [*found, side]


def _limbs(half: int, side: int) -> list[int]:
    return [half >> LIMB * at & ((1 << LIMB) - 1) for at in range(len(widths(side)))]


def key_of(*words: str) -> bytes:
    """Make a key of words, such as an exercise's id and a seed; no two lists of words run together."""
    digest = blake2b(person=b"graders.key")
    for word in words:
        text = word.encode()
        digest.update(len(text).to_bytes(8, "little") + text)
    return digest.digest()
