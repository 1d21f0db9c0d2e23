"""Rationalized: no root and no imaginary unit in a denominator, and no fraction under a root."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.form.roots import root_of
from graders.syntax.tree import Constant, Negative, Power, Quotient, walk
from graders.verdict import message

if TYPE_CHECKING:
    from graders.syntax.tree import Node
    from graders.verdict import Message


def rationalized(node: Node, _: str | None = None) -> Message | None:
    """Find a root or i below a fraction bar or in a negative power, or a fraction under a root.

    1/√2, 1/(1 + i), 2^(-1/2) and √(1/2) are not rationalized; 1/π is, since nothing can be done about it.
    """
    for part in walk(node):
        match part:
            case Quotient(denominator=below) if is_irrational(below):
                return message("form.rationalized", part=part)
            case Power(exponent=Negative()) if root_of(part) is not None or is_irrational(part.base):
                return message("form.rationalized", part=part)
            case _:
                root = root_of(part)
                if root is not None and isinstance(root[0], Quotient):
                    return message("form.rationalized", part=part)
    return None


def is_irrational(node: Node) -> bool:
    """Tell whether a divisor has a root or i among its terms and factors."""
    return any(root_of(part) is not None or part == Constant("i") for part in walk(node))
