"""Greater: any number above the key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.checks.check import Check
from graders.checks.order import at_or_above

if TYPE_CHECKING:
    from graders.checks.check import Asked
    from graders.syntax.tree import Node
    from graders.verdict import Verdict


def _greater(key: Node, response: Node, _: Asked) -> Verdict:
    """Accept every real number that is proved to be greater than the key (``order.py`` says how)."""
    return at_or_above(key, response, 1)


GREATER = Check(_greater)
