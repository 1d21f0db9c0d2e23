"""What a decision may cost; past it, it is undecided and goes to review."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Budget:
    """Bounds of one decision: bits of precision, pairs of members that are compared, and points that are tried.

    Expressions of more ``nodes`` are not compared as functions, those of more than ``nodes_by_points`` not at the
    hundreds of points that it takes where nothing is proved.
    """

    bits: int = 1 << 16
    pairs: int = 10_000
    points: int = 60
    nodes: int = 4_000
    nodes_by_points: int = 300


STANDARD = Budget()
"""The budget of a response that is graded: a worst case of some tens of milliseconds."""
