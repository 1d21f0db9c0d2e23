"""What a decision can be: proved or agreed equal, proved different with a witness, or honestly undecided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from graders.syntax.tree import Node

Evidence: TypeAlias = Literal["proved", "agreement", "none"]
"""How sure a decision is: a proof, agreement in many digits at many points, or nothing."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Two numbers agree in their leading digits and then differ: both to the digit that shows it."""

    digits: int
    key: str
    response: str


@dataclass(frozen=True, slots=True)
class Point:
    """Values of the variables at which the two sides differ; both sides to a few digits there."""

    at: tuple[tuple[str, str], ...]
    key: str
    response: str


@dataclass(frozen=True, slots=True)
class Place:
    """A component that differs, by its indices from 1 (row and column for a matrix), and how it differs."""

    indices: tuple[int, ...]
    inner: Witness | None


@dataclass(frozen=True, slots=True)
class Shape:
    """The two sides are of different kinds or sizes: ``vector of 3`` and ``vector of 2``."""

    key: str
    response: str


@dataclass(frozen=True, slots=True)
class Members:
    """Members of the key that are missing from the response, and members of it that are not the key's."""

    missing: tuple[Node, ...]
    extra: tuple[Node, ...]


Witness: TypeAlias = Gap | Point | Place | Shape | Members
"""Why two things differ, in a form that can be shown to a student."""


@dataclass(frozen=True, slots=True)
class Equal:
    """The two sides are equal; ``by`` names the method with its figures: ``separation bound, 49 bits``."""

    by: str
    evidence: Literal["proved", "agreement"] = "proved"
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Different:
    """The two sides differ, proved; the witness shows where, if there is something to show."""

    by: str
    witness: Witness | None = None


@dataclass(frozen=True, slots=True)
class Undecided:
    """No procedure settled it within its budget; a person has to look."""

    reason: str


Decision: TypeAlias = Equal | Different | Undecided


def evidence(decision: Decision) -> Evidence:
    """Say how sure a decision is."""
    match decision:
        case Equal():
            return decision.evidence
        case Different():
            return "proved"
        case Undecided():
            return "none"
