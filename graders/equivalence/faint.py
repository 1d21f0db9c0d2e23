"""Numbers so near zero that agreement in many digits says nothing of them: ``10^-9999`` beside ``4√3``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flint import arb, fmpq

from graders.errors import UndefinedError
from graders.syntax.tree import LEAVES, free_variables, walk
from graders.value.ball import UnevaluatedError
from graders.value.zero import Nonzero, Unsettled, settle

if TYPE_CHECKING:
    from graders.syntax.tree import Node

SEEN = 0.75
"""In this share of the bits in which two sides agree a number beside others of any usual size is seen."""


def is_faint(tree: Node, bits: int) -> bool:
    """Tell whether a number in a tree may be too small to be seen in so many bits."""
    return any(_is_unseen(part, bits) for part in walk(tree) if type(part) not in LEAVES and not free_variables(part))


def _is_unseen(number: Node, bits: int) -> bool:
    try:
        found = settle(number, most_bits=bits)
    except (UnevaluatedError, UndefinedError):
        return False
    if not isinstance(found, Nonzero):
        return isinstance(found, Unsettled)
    size = abs(arb(found.ball) if isinstance(found.ball, fmpq) else found.ball)
    return bool(size < arb(2) ** -int(SEEN * bits))
