"""A rule applied to a tree: at every node that it takes, one at a time, and at all of them together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from graders.malrules.rule import kind
from graders.syntax.tree import Listing, children, rebuilt

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graders.malrules.catalogue import Index
    from graders.malrules.rule import Rule
    from graders.syntax.tree import Node

Path: TypeAlias = tuple[int, ...]
"""The way from the root of a tree to a node: which child, and so on."""


@dataclass(frozen=True, slots=True)
class Rewriting:
    """A tree with one mistake: the rule, where, which of its rewritings, and the whole tree after it.

    ``path`` is ``None`` where the rule was applied throughout; ``item`` is the only component that it changed.
    """

    rule: Rule
    path: Path | None
    choice: int
    tree: Node
    item: int | None = None


Known: TypeAlias = "set[tuple[str, Path | None, int]]"
"""The rule, the place and the number of rewritings of what was made already."""


def rewritings(
    tree: Node, index: Index, within: frozenset[Path] | None = None, known: Known | None = None
) -> Iterator[Rewriting]:
    """Yield a tree with every mistake that can be made in it; ``within`` narrows the places.

    A rule that takes several nodes is applied to all of them together too: mistakes are habits.  What is
    ``known`` from an earlier line, where the same could be done in the same place, is not done again.
    """
    made: Known = set() if known is None else known
    places: dict[str, list[Rule]] = {}
    for path, node in nodes(tree):
        if within is not None and path not in within:
            continue
        for rule in index.get(kind(node), ()):
            found = list(rule.rewrite(node))
            if found:
                places.setdefault(rule.name, []).append(rule)
            if _is_new(made, rule, path, len(found)):
                for choice, new in enumerate(found):
                    yield Rewriting(rule, path, choice, put_at(tree, path, new), changed_item(node, new))
    for rule, *others in places.values():
        if others and _is_new(made, rule, None, len(others)):
            yield Rewriting(rule, None, 0, throughout(tree, rule, within))


def _is_new(made: Known, rule: Rule, path: Path | None, count: int) -> bool:
    """Tell whether something was not made before, and take note of it."""
    if (rule.name, path, count) in made:
        return False
    made.add((rule.name, path, count))
    return True


def changed_item(before: Node, after: Node) -> int | None:
    """Find the only component in which two vectors of one size differ."""
    if not isinstance(before, Listing) or not isinstance(after, Listing) or len(before.items) != len(after.items):
        return None
    pairs = enumerate(zip(before.items, after.items, strict=True))
    changed = [at for at, (old, new) in pairs if old != new]
    return changed[0] if len(changed) == 1 else None


def nodes(tree: Node, path: Path = ()) -> Iterator[tuple[Path, Node]]:
    """Yield every node with its path, parents before children."""
    yield path, tree
    for at, child in enumerate(children(tree)):
        yield from nodes(child, (*path, at))


def node_at(tree: Node, path: Iterable[int]) -> Node:
    """Find the node at a path; ``IndexError`` where there is none."""
    for at in path:
        tree = children(tree)[at]
    return tree


def put_at(tree: Node, path: Path, new: Node) -> Node:
    """Put another node at a path."""
    if not path:
        return new
    first, *rest = path
    below = children(tree)
    changed = put_at(below[first], tuple(rest), new)
    return rebuilt(tree, (*below[:first], changed, *below[first + 1 :]))


def throughout(tree: Node, rule: Rule, within: frozenset[Path] | None = None, path: Path = ()) -> Node:
    """Apply a rule at all nodes that it takes, the inner ones first."""
    below = children(tree)
    changed = tuple(throughout(child, rule, within, (*path, at)) for at, child in enumerate(below))
    if changed != below:
        tree = rebuilt(tree, changed)
    if kind(tree) not in rule.on.split() or (within is not None and path not in within):
        return tree
    return next(rule.rewrite(tree), tree)
