"""Both signs at once: ``±`` stands for two values, and ``x = ±2`` for two equations."""

from __future__ import annotations

from graders.syntax.tree import Negative, Node, Or, PlusMinus, Relation, SetOf, children, occurs, rebuilt


def both_signs(node: Node) -> Node:
    """Write out what ``±`` says: the set of the value with upper and with lower signs, or two statements.

    All signs of one expression are read together, upper ones or lower ones.
    """
    if not occurs(PlusMinus, node):
        return node
    upper, lower = _signed(node, 1), _signed(node, -1)
    return Or((upper, lower)) if isinstance(node, Relation) else SetOf((upper, lower))


def _signed(node: Node, sign: int) -> Node:
    parts = tuple(_signed(part, sign) for part in children(node))
    if isinstance(node, PlusMinus):
        return parts[0] if node.upper == sign else Negative(parts[0])
    return rebuilt(node, parts) if parts else node
