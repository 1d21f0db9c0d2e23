"""Parametric: the same line, plane or point as the key's ``p + t d``, whatever point and directions are chosen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from graders.checks.check import Check
from graders.checks.decided import advised, decided
from graders.checks.generating import flat_faults, told
from graders.checks.stated import components_stated
from graders.equivalence.spaces import decide_flats

if TYPE_CHECKING:
    from graders.checks.check import Asked
    from graders.syntax.tree import Node
    from graders.verdict import Verdict


def _parametric(key: Node, response: Node, asked: Asked) -> Verdict:
    """Accept a vector that is affine in its parameters and runs through the key's points, proved by ranks.

    Parameters may be called ``r s t u v k lambda mu``.  It asks for review where an entry cannot be told
    from zero.
    """
    stated = components_stated(response)
    decision = decide_flats(key, stated)
    advice = advised(decision, asked, partial(told, flat_faults, key, stated))
    return decided(decision, response, *advice)


PARAMETRIC = Check(_parametric, names=frozenset(("r", "s", "t", "u", "v", "k", "lambda", "mu")))
