"""Whether an answer is a real number at all, before it is compared as one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from flint import acb

from graders.equivalence.kinds import INFINITE, kind_of
from graders.errors import UndefinedError
from graders.syntax.tree import Constant, walk
from graders.value.ball import ImpreciseError, UnevaluatedError
from graders.value.enclosure import enclosure

if TYPE_CHECKING:
    from graders.syntax.tree import Node

Standing: TypeAlias = Literal["real", "other", "unknown"]
"""A real number; proved to be something else, or without a value; or not settled."""

PRECISIONS = (64, 256, 1024)

NOWHERE_ON_THE_LINE = frozenset((*INFINITE, Constant("undefined")))


def standing(node: Node) -> Standing:
    """Tell whether a tree is a real number; infinity is none."""
    if kind_of(node) != "number" or any(part in NOWHERE_ON_THE_LINE for part in walk(node)):
        return "other"
    for bits in PRECISIONS:
        try:
            ball = enclosure(node, bits)
        except UndefinedError:
            return "other"
        except UnevaluatedError:
            return "unknown"
        except ImpreciseError:
            continue
        if not isinstance(ball, acb) or ball.imag.is_zero():
            return "real"
        if not ball.imag.contains(0):
            return "other"
    return "unknown"
