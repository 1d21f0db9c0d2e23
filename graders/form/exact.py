"""Exact: no decimals; roots, fractions and names of constants stand for themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.syntax.tree import Decimal, Node, walk
from graders.verdict import message

if TYPE_CHECKING:
    from graders.verdict import Message


def exact(node: Node, _: str | None = None) -> Message | None:
    """Find a decimal; ``100.`` and ``1e3`` are whole numbers and pass."""
    for part in walk(node):
        if isinstance(part, Decimal) and part.value.denominator != 1:
            return message("form.exact", part=part)
    return None
