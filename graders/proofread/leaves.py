"""The expressions inside an answer: components, members of sets, sides of relations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.equivalence.kinds import INFINITE, is_real_set
from graders.syntax.tree import (
    And,
    Call,
    Constant,
    Listing,
    Matrix,
    Negative,
    Node,
    Not,
    Or,
    Piecewise,
    Range,
    Relation,
    SetOf,
    Text,
    children,
    rebuilt,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

STRUCTURES = (Listing, SetOf, Matrix, Relation, And, Or, Not)

NUMBERS = frozenset(("pi", "e", "i"))
"""Constants that are numbers; the others are truth values, sets and infinity."""


def each(node: Node, rewrite: Callable[[Node], Node | None]) -> Node | None:
    """Rewrite every expression inside an answer; ``None`` where that changes nothing."""
    changed = _each(node, rewrite)
    return None if changed == node else changed


def _each(node: Node, rewrite: Callable[[Node], Node | None]) -> Node:
    if _is_structure(node):
        return rebuilt(node, tuple(_each(part, rewrite) for part in children(node)))
    return (rewrite(node) or node) if is_expression(node) else node


def one(node: Node, rewrite: Callable[[Node], Node | None]) -> Node | None:
    """Rewrite the first expression inside an answer that can be; ``None`` where none can."""
    if not _is_structure(node):
        return rewrite(node) if is_expression(node) else None
    parts = children(node)
    for place, part in enumerate(parts):
        changed = one(part, rewrite)
        if changed is not None:
            return rebuilt(node, (*parts[:place], changed, *parts[place + 1 :]))
    return None


def is_expression(node: Node) -> bool:
    """Tell what has a value in numbers or letters from words, sets and statements."""
    if isinstance(node, Constant):
        return node.name in NUMBERS
    if isinstance(node, Call) and node.name.startswith("is_"):
        return False
    if isinstance(node, Negative) and node in INFINITE:
        return False
    return not (_is_structure(node) or isinstance(node, (Piecewise, Range, Text)))


def _is_structure(node: Node) -> bool:
    return isinstance(node, STRUCTURES) or is_real_set(node)


def everywhere(node: Node, rewrite: Callable[[Node], Node | None]) -> Node | None:
    """Rewrite whatever can be, the innermost first; ``None`` where that changes nothing."""
    changed = _everywhere(node, rewrite)
    return None if changed == node else changed


def _everywhere(node: Node, rewrite: Callable[[Node], Node | None]) -> Node:
    parts = children(node)
    node = rebuilt(node, tuple(_everywhere(part, rewrite) for part in parts)) if parts else node
    return rewrite(node) or node


def somewhere(node: Node, rewrite: Callable[[Node], Node | None]) -> Iterator[Node]:
    """Yield what becomes of a tree when it is rewritten in one place, for every place that can be."""
    changed = rewrite(node)
    if changed is not None:
        yield changed
    parts = children(node)
    for place, part in enumerate(parts):
        for other in somewhere(part, rewrite):
            yield rebuilt(node, (*parts[:place], other, *parts[place + 1 :]))
