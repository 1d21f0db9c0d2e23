"""What a decision may cost; past it, it is undecided and goes to review."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Budget:
    """Bounds of one decision: bits of precision, pairs of members that are compared, and points that are tried."""

    bits: int = 1 << 16
    pairs: int = 10_000
    points: int = 60


STANDARD = Budget()
"""The budget of a response that is graded: a worst case of some tens of milliseconds."""
