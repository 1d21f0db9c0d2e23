"""Basis: any basis of the space that the key's vectors span."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from graders.checks.check import Check
from graders.checks.decided import advised, decided
from graders.checks.generating import basis_faults, told
from graders.equivalence.spaces import decide_bases

if TYPE_CHECKING:
    from graders.checks.check import Asked
    from graders.syntax.tree import Node
    from graders.verdict import Verdict


def _basis(key: Node, response: Node, asked: Asked) -> Verdict:
    """Accept independent vectors, as a set, a list or a matrix's columns, with the key's span, proved by ranks.

    Entries are constants.  It asks for review where an entry cannot be told from zero.
    """
    decision = decide_bases(key, response)
    advice = advised(decision, asked, partial(told, basis_faults, key, response))
    return decided(decision, response, *advice)


BASIS = Check(_basis)
