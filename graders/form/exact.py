"""Exact: no decimals; roots, fractions and names of constants stand for themselves."""

from __future__ import annotations

from graders.syntax.tree import Decimal, Node, walk


def exact(node: Node) -> Node | None:
    """Find a decimal; ``100.`` and ``1e3`` are whole numbers and pass."""
    return next((part for part in walk(node) if isinstance(part, Decimal) and part.value.denominator != 1), None)
