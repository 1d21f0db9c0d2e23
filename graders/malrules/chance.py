"""How much a value says: the bits that it takes to write it, and so how rarely a random one meets a mistake's.

A small whole number meets the value of some mistake by chance; -7/√273 hardly ever does.  A mistake with a
share w of all that are likely explains a value of b bits with odds of w times 2^b against chance.
"""

from __future__ import annotations

from math import log2
from typing import TYPE_CHECKING

from graders.errors import UndefinedError
from graders.syntax.tree import Constant, Decimal, Integer, Variable, walk
from graders.value.exact import reduced

if TYPE_CHECKING:
    from graders.syntax.tree import Node

FIRM = 4
"""A mistake is named outright where its odds against chance are at least so many to one."""

RIVALS = 9
"""And where it is so many times likelier than all others of the same value."""

FAINT = 0.1
"""A mistake is not mentioned where its odds are lower."""

HABITUAL = 10
"""Whole numbers up to here come to mind alike, or up to twice those of a key where it is smaller still."""


def bits(value: Node, key: Node) -> float:
    """Give the bits of a value as one writes it in the end, among values like the key.

    >>> from graders.syntax import parse
    >>> [round(bits(parse(text), parse("(-4, 4, 4)"))) for text in ("7", "48", "4*sqrt(3)", "(0, 4, 1)", "6.93")]
    [4, 7, 8, 12, 9]
    """
    habitual = min(2 * max(map(_size, walk(key))), HABITUAL)
    try:
        short = reduced(value)
    except UndefinedError:
        short = value
    return min(_written(short, habitual), _written(value, habitual))


def _size(node: Node) -> int:
    return node.value if isinstance(node, Integer) else 0


def _written(tree: Node, habitual: int) -> float:
    return sum(_leaf(node, habitual) for node in walk(tree))


def _leaf(node: Node, habitual: int) -> float:
    match node:
        case Integer(value=value):
            return log2(2 * max(value, habitual) + 1)
        case Decimal(written=written):
            return log2(1 + int("".join(filter(str.isdigit, written.partition("e")[0])) or 0))
        case Variable() | Constant():
            return 2.0
        case _:
            return 0.0
