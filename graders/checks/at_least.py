"""At least: the key, or any number above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.checks.check import Check
from graders.checks.order import at_or_above

if TYPE_CHECKING:
    from graders.checks.check import Asked
    from graders.syntax.tree import Node
    from graders.verdict import Verdict


def _at_least(key: Node, response: Node, _: Asked) -> Verdict:
    """Accept every real number that is proved not to be below the key (``order.py`` says how)."""
    return at_or_above(key, response, 0)


AT_LEAST = Check(_at_least)
