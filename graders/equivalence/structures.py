"""Vectors and matrices, component by component, so that a difference has a place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.equivalence.decision import Decision, Different, Equal, Place, Shape, Undecided
from graders.equivalence.kinds import is_real_set, kind_of
from graders.phrases import joined
from graders.syntax.tree import Matrix, Node
from graders.value.components import entries, is_vector

if TYPE_CHECKING:
    from collections.abc import Callable

    Decide = Callable[[Node, Node], Decision]


def decide_structures(key: Node, response: Node, decide: Decide) -> Decision | None:
    """Decide two vectors or matrices; ``None`` where neither side is one."""
    if is_real_set(key) or is_real_set(response):
        return None
    if is_vector(key) or is_vector(response):
        return _vectors(key, response, decide)
    if isinstance(key, Matrix) or isinstance(response, Matrix):
        return _matrices(key, response, decide)
    return None


def _vectors(key: Node, response: Node, decide: Decide) -> Decision:
    if not (is_vector(key) and is_vector(response)) or len(entries(key)) != len(entries(response)):
        return Different("the kind of answer", Shape(kind_of(key), kind_of(response)))
    pairs = zip(entries(key), entries(response), strict=True)
    return _each([((at,), left, right) for at, (left, right) in enumerate(pairs, 1)], decide)


def _matrices(key: Node, response: Node, decide: Decide) -> Decision:
    if not isinstance(key, Matrix) or not isinstance(response, Matrix) or _size(key) != _size(response):
        return Different("the kind of answer", Shape(kind_of(key), kind_of(response)))
    cells: list[tuple[tuple[int, ...], Node, Node]] = [
        ((i, j), left, right)
        for i, (a, b) in enumerate(zip(key.rows, response.rows, strict=True), 1)
        for j, (left, right) in enumerate(zip(a, b, strict=True), 1)
    ]
    return _each(cells, decide)


def _each(cells: list[tuple[tuple[int, ...], Node, Node]], decide: Decide) -> Decision:
    """Decide every component; one difference decides the whole, one undecided leaves it open."""
    methods: list[str] = []
    weakest: Decision | None = None
    for place, left, right in cells:
        decision = decide(left, right)
        match decision:
            case Different(by=by, witness=witness):
                return Different(by, Place(place, witness))
            case Undecided():
                weakest = decision
            case Equal():
                methods.append(decision.by)
                if decision.evidence == "agreement" and weakest is None:
                    weakest = decision
    if isinstance(weakest, Undecided):
        return weakest
    by = joined(methods)
    return Equal(by, weakest.evidence if isinstance(weakest, Equal) else "proved")


def _size(node: Matrix) -> tuple[int, int]:
    return len(node.rows), len(node.rows[0])
