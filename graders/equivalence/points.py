"""Where functions are compared: points of both signs, small and generic, drawn from a hash of the texts."""

from __future__ import annotations

from fractions import Fraction
from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

KINDS = ("whole", "mixed", "half", "generic", "mixed", "unit", "signed", "wide")
"""Small positive integers; integers and halves of both signs, and both mixed; fractions, also in (0, 1) and far out."""

FARTHEST = 20
"""Points of the kind ``far`` have sizes between 10 to the minus this and to the plus."""


def points(names: Sequence[str], seed: bytes, kinds: Sequence[str] = KINDS) -> Iterator[dict[str, Fraction]]:
    """Give points without end, the same ones for the same names, seed and kinds.

    Every eighth point has small positive integers for all its coordinates, and so on through the kinds; so
    functions of whole numbers, with poles, or with roots are met where they are defined.
    """
    at = 0
    while True:
        kind = kinds[at % len(kinds)]
        yield {name: _coordinate(kind, name, at, seed) for name in names}
        at += 1


def _coordinate(kind: str, name: str, at: int, seed: bytes) -> Fraction:
    digest = blake2b(f"{at} {name}".encode(), key=seed, digest_size=8).digest()
    number = int.from_bytes(digest)
    sign = -1 if number & 1 else 1
    number >>= 1
    match kind:
        case "whole":
            return Fraction(1 + number % 9)
        case "signed":
            return Fraction(sign * (1 + number % 6))
        case "mixed":
            return Fraction(sign * (1 + number % 6), 1 + (number >> 8) % 2)
        case "half":
            return Fraction(sign * (1 + 2 * (number % 5)), 2)
        case "generic":
            return Fraction(sign * (number % 5_000_011), 1 << 20)
        case "unit":
            return Fraction(1 + number % ((1 << 20) - 1), 1 << 20)
        case "far":
            return sign * (1 + number % 9) * Fraction(10) ** ((number >> 8) % (2 * FARTHEST + 1) - FARTHEST)
        case _:
            return Fraction(sign * (number % 100_000_007), 1 << 16)
