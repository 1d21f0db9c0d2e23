"""A tree with the value of every node, so that what one change leads to costs only the way up from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from graders.errors import UndefinedError
from graders.malrules.places import node_at, put_at
from graders.malrules.worth import of_value, slowly
from graders.syntax.tree import children
from graders.value.ball import UnevaluatedError
from graders.value.floats import combined, evaluated

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graders.malrules.places import Path
    from graders.malrules.worth import Worth
    from graders.syntax.tree import Node
    from graders.value.ball import Point
    from graders.value.float_functions import Value

Level: TypeAlias = "tuple[Node, list[Value] | None, int]"
"""A node on the way up, the values of its children where all have one, and from which of them one comes."""


class Tally:
    """The values of a tree's nodes, by their identities; the tree is held, so that these stay its own."""

    def __init__(self, tree: Node, names: Mapping[str, Value], point: Point) -> None:
        """Evaluate every node that has a float of its own; others are left to balls, one change at a time."""
        self.tree = tree
        self.names = names
        self.point = point
        self.known: dict[int, Value] = {}
        self.ways: dict[Path, tuple[Level, ...]] = {}
        self._fill(tree)

    def _fill(self, node: Node) -> None:
        below = children(node)
        for child in below:
            self._fill(child)
        values = self._below(node)
        if values is None:
            return
        try:
            self.known[id(node)] = combined(node, values) if below else evaluated(node, self.names)
        except (UndefinedError, UnevaluatedError):
            return

    @property
    def is_floating(self) -> bool:
        """Tell whether floats suffice for the whole tree."""
        return id(self.tree) in self.known

    @property
    def worth(self) -> Worth | None:
        """What the tree is worth as it stands."""
        value = self.known.get(id(self.tree))
        return slowly(self.tree, self.point) if value is None else of_value(value)

    def changed(self, path: Path, new: Node, value: Value | None = None) -> Worth | None:
        """Give what the tree is worth with another node at a path, ``None`` where it has no value then.

        ``value`` is that node's, where it is known.
        """
        try:
            return of_value(self._upwards(path, evaluated(new, self.names, self.known) if value is None else value))
        except UndefinedError:
            return None
        except UnevaluatedError:
            return slowly(put_at(self.tree, path, new), self.point)

    def _upwards(self, path: Path, value: Value) -> Value:
        """Go up from a changed node to the root."""
        for node, values, at in self._way(path):
            if values is None:
                raise UnevaluatedError(node)
            beside = values.copy()
            beside[at] = value
            value = combined(node, beside)
        return value

    def _way(self, path: Path) -> tuple[Level, ...]:
        """Give what is passed on the way up from a path; it is kept, since many changes are made in one place."""
        if not path:
            return ()
        if path not in self.ways:
            *above, at = path
            node = node_at(self.tree, above)
            self.ways[path] = ((node, self._below(node), at), *self._way(tuple(above)))
        return self.ways[path]

    def _below(self, node: Node) -> list[Value] | None:
        """Give the values of a node's children, ``None`` where one has none."""
        try:
            return [self.known[id(child)] for child in children(node)]
        except KeyError:
            return None
