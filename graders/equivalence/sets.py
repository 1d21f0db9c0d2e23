"""Finite sets: the same members, however often and in whatever order they are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.equivalence.decision import Decision, Different, Equal, Members, Shape, Undecided
from graders.equivalence.kinds import kind_of
from graders.phrases import joined
from graders.syntax.tree import Constant, Node, SetOf

if TYPE_CHECKING:
    from collections.abc import Callable

    Decide = Callable[[Node, Node], Decision]


def decide_sets(key: Node, response: Node, decide: Decide, most_pairs: int) -> Decision | None:
    """Decide two sets written out; ``None`` where neither side is one."""
    left, right = members(key), members(response)
    if left is None and right is None:
        return None
    if left is None or right is None:
        return Different("the kind of answer", Shape(kind_of(key), kind_of(response)))
    if len(left) * len(right) > most_pairs:
        return Undecided("sets of very many members")
    return _matched(left, right, decide)


def members(node: Node) -> tuple[Node, ...] | None:
    """Give the members of a set written out."""
    if node == Constant("emptyset"):
        return ()
    return node.items if isinstance(node, SetOf) else None


def _matched(left: tuple[Node, ...], right: tuple[Node, ...], decide: Decide) -> Decision:
    """Look for every member of either side in the other."""
    table = [[decide(key, response) for response in right] for key in left]
    missing = tuple(key for key, row in zip(left, table, strict=True) if _none_equal(row))
    columns: list[tuple[Decision, ...]] = list(zip(*table, strict=True)) if table else [() for _ in right]
    extra = tuple(response for response, column in zip(right, columns, strict=True) if _none_equal(column))
    every = [decision for row in table for decision in row]
    if missing or extra:
        return Different("every pair of members", Members(missing, extra))
    if _all_found(table) and _all_found(columns):
        found = [decision for decision in every if isinstance(decision, Equal)]
        by = joined(decision.by for decision in found) or "no members"
        agreed = any(decision.evidence == "agreement" for decision in found)
        return Equal(by, "agreement" if agreed else "proved")
    return next((decision for decision in every if isinstance(decision, Undecided)), Undecided("the members"))


def _none_equal(decisions: tuple[Decision, ...] | list[Decision]) -> bool:
    """Tell whether a member is proved to have no equal on the other side."""
    return all(isinstance(decision, Different) for decision in decisions)


def _all_found(lines: list[list[Decision]] | list[tuple[Decision, ...]]) -> bool:
    return all(any(isinstance(decision, Equal) for decision in line) for line in lines)
