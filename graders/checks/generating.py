"""What is wrong with vectors that should span a space: one lies outside, some depend on others, or some are missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.equivalence.spaces import UnsettledError, flats_of, rank, settled_vectors
from graders.errors import UndefinedError
from graders.syntax.tree import Listing
from graders.value.ball import UnevaluatedError
from graders.value.components import componentwise
from graders.verdict import message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from graders.equivalence.spaces import Row
    from graders.syntax.tree import Node
    from graders.verdict import Message

    Faults = Callable[[Node, Node], Iterator[Message]]


def told(faults: Faults, key: Node, response: Node) -> tuple[Message, ...]:
    """Give the faults that can be found; none where an entry has no settled value."""
    try:
        return tuple(faults(key, response))
    except (UndefinedError, UnevaluatedError, UnsettledError):
        return ()


def span_faults(key: Node, response: Node) -> Iterator[Message]:
    """Say which vector lies outside the key's span, or that the span is smaller."""
    space, vectors = settled_vectors(key), settled_vectors(response)
    if not space or vectors is None or len({len(row) for row in space + vectors}) > 1:
        return
    outside = _outside(space, vectors)
    if outside is not None:
        yield message("space.outside", part=_shown(outside))
    elif rank(vectors) < rank(space):
        yield message("space.few")


def basis_faults(key: Node, response: Node) -> Iterator[Message]:
    """Say which vectors do not belong to a basis, and whether some are missing."""
    vectors = settled_vectors(response)
    if vectors and len({len(row) for row in vectors}) == 1:
        dependent = _dependent(vectors)
        if dependent is not None and not rank((dependent,)):
            yield message("space.zero")
        elif dependent is not None:
            yield message("space.dependent", part=_shown(dependent))
    yield from span_faults(key, response)


def flat_faults(key: Node, response: Node) -> Iterator[Message]:
    """Say whether a parametric line or plane runs another way, or past the key's points."""
    wanted, given = flats_of(componentwise(key), componentwise(response))
    if wanted is None or given is None:
        return
    (_, directions), (point, others) = wanted, given
    wide, narrow, both = rank(directions), rank(others), rank((*directions, *others))
    if both > wide:
        yield message("flat.direction")
    else:
        yield message("flat.few") if narrow < wide else message("flat.beside", part=_shown(point))


def _outside(space: tuple[Row, ...], vectors: tuple[Row, ...]) -> Row | None:
    """Find the first vector that is no combination of those of a space."""
    dimension = rank(space)
    return next((vector for vector in vectors if rank((*space, vector)) > dimension), None)


def _dependent(vectors: tuple[Row, ...]) -> Row | None:
    """Find the first vector that is a combination of those before it."""
    return next((vectors[at] for at in range(len(vectors)) if rank(vectors[: at + 1]) <= at), None)


def _shown(row: Row) -> Node:
    return Listing(row, "(", ")")
