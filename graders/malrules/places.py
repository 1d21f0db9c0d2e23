"""A rule applied to a tree: at every node that it takes, one at a time, and at all of them together."""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from graders.errors import UndefinedError
from graders.malrules.rule import kind
from graders.syntax.tree import (
    LEAVES,
    Call,
    Integer,
    Listing,
    Negative,
    Power,
    Product,
    Quotient,
    Sum,
    children,
    rebuilt,
)
from graders.value.ball import UnevaluatedError
from graders.value.floats import evaluated

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from graders.malrules.catalogue import Index
    from graders.malrules.rule import Rule
    from graders.syntax.tree import Node
    from graders.value.float_functions import Value

Path: TypeAlias = tuple[int, ...]
"""The way from the root of a tree to a node: which child, and so on."""


class Rewriting(NamedTuple):
    """One mistake in a tree: the rule, where, which of its rewritings, and what it puts there.

    It is a tuple, since thousands are made for a paper.

    ``path`` is ``None`` where the rule was applied throughout, and ``new`` the whole tree then; ``value`` is that of
    ``new``, where it is known already.
    """

    rule: Rule
    path: Path | None
    choice: int
    new: Node
    value: Value | None


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
    firsts: dict[str, tuple[Rule, dict[Path, Node]]] = {}
    places = [(path, node) for path, node in nodes(tree) if index.of(kind(node)) and (within is None or path in within)]
    for path, node in places:
        for rule, found in _common(index, node) if _is_plain(node) else _rewritten(index, node):
            firsts.setdefault(rule.name, (rule, {}))[1][path] = found[0][0]
            if _is_new(made, rule, path, len(found)):
                for choice, (new, value) in enumerate(found):
                    yield Rewriting(rule, path, choice, new, value)
    for rule, first in firsts.values():
        if len(first) > 1 and _is_new(made, rule, None, len(first) - 1):
            yield Rewriting(rule, None, 0, _together(tree, rule, places, first), None)


Found: TypeAlias = "tuple[Rule, tuple[tuple[Node, Value | None], ...]]"
"""A rule, and what it makes of a node, with its value where that is known."""


def _rewritten(index: Index, node: Node) -> Iterator[Found]:
    for rule in index.of(kind(node)):
        found = tuple([(new, None) for new in rule.rewrite(node)])
        if found:
            yield rule, found


PLAIN = frozenset((Sum, Product, Quotient, Power, Negative, Call))

MOST_PLAIN = 4_000
"""So many sums, products, powers and roots of plain numbers are remembered: variant after variant has them."""


def _is_plain(node: Node) -> bool:
    """Tell whether a node does one thing with whole numbers."""
    if type(node) not in PLAIN:
        return False
    return all(
        type(part) is Integer or (type(part) is Negative and type(part.argument) is Integer) for part in children(node)
    )


@lru_cache(maxsize=MOST_PLAIN)
def _common(index: Index, node: Node) -> tuple[Found, ...]:
    """Remember what becomes of a node of plain numbers."""
    return tuple((rule, tuple([(new, _value(new)) for new, _ in found])) for rule, found in _rewritten(index, node))


def _value(node: Node) -> Value | None:
    try:
        return evaluated(node, NAMELESS)
    except (UndefinedError, UnevaluatedError):
        return None


NAMELESS: Mapping[str, Value] = MappingProxyType({})


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


def nodes(tree: Node) -> Iterator[tuple[Path, Node]]:
    """Yield every node with its path, parents before children."""
    waiting: list[tuple[Path, Node]] = [((), tree)]
    while waiting:
        path, node = waiting.pop()
        yield path, node
        if type(node) not in LEAVES:
            below = [((*path, at), child) for at, child in enumerate(children(node))]
            waiting.extend(reversed(below))


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


def throughout(tree: Node, rule: Rule, within: frozenset[Path] | None = None) -> Node:
    """Apply a rule at all nodes that it takes, the inner ones first."""
    return _together(tree, rule, [place for place in nodes(tree) if within is None or place[0] in within])


def _together(
    tree: Node, rule: Rule, places: Sequence[tuple[Path, Node]], first: Mapping[Path, Node] | None = None
) -> Node:
    """Apply a rule at all places; ``first`` has what it makes of nodes in which nothing else was changed."""
    kinds = rule.on.split()
    for path, node in reversed(places):
        if kind(node) in kinds:
            before = node_at(tree, path)
            after = first.get(path) if first is not None and before is node else next(rule.rewrite(before), None)
            if after is not None:
                tree = put_at(tree, path, after)
    return tree
