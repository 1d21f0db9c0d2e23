"""Span: vectors that span the same space as the key's, however many there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.checks.check import Check
from graders.checks.decided import decided
from graders.equivalence.spaces import decide_spans

if TYPE_CHECKING:
    from graders.checks.check import Asked
    from graders.syntax.tree import Node
    from graders.verdict import Verdict


def _span(key: Node, response: Node, asked: Asked) -> Verdict:
    """Accept a set or list of vectors, or a matrix by its columns, with the key's span, proved by ranks.

    Entries are constants.  It asks for review where an entry cannot be told from zero.
    """
    del asked
    return decided(decide_spans(key, response), response)


SPAN = Check(_span)
