"""Span: vectors that span the same space as the key's, however many there are."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from graders.checks.check import Check
from graders.checks.decided import advised, decided
from graders.checks.generating import span_faults, told
from graders.equivalence.spaces import decide_spans

if TYPE_CHECKING:
    from graders.checks.check import Asked
    from graders.syntax.tree import Node
    from graders.verdict import Verdict


def _span(key: Node, response: Node, asked: Asked) -> Verdict:
    """Accept a set or list of vectors, or a matrix by its columns, with the key's span, proved by ranks.

    Entries are constants.  It asks for review where an entry cannot be told from zero.
    """
    decision = decide_spans(key, response)
    advice = advised(decision, asked, partial(told, span_faults, key, response))
    return decided(decision, response, *advice)


SPAN = Check(_span)
