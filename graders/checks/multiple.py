"""Multiple: any multiple of the key's vector but the zero vector: eigenvectors, normals, directions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.checks.check import Check
from graders.checks.decided import decided
from graders.equivalence import Different
from graders.equivalence.spaces import decide_multiples
from graders.verdict import message

if TYPE_CHECKING:
    from graders.checks.check import Asked
    from graders.syntax.tree import Node
    from graders.verdict import Verdict


def _multiple(key: Node, response: Node, asked: Asked) -> Verdict:
    """Accept a vector that is the key times a number other than 0, proved by ranks.

    Entries are constants.  It asks for review where an entry cannot be told from zero.
    """
    del asked
    decision = decide_multiples(key, response)
    advice = (message("space.zero"),) if isinstance(decision, Different) and decision.by == "the zero vector" else ()
    return decided(decision, response, *advice)


MULTIPLE = Check(_multiple)
