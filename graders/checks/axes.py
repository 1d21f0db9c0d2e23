"""Vectors along the axes: ``2i + 3j - k`` and ``2 e_1 + 3 e_2`` are (2, 3, -1) and (2, 3) where a vector is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.syntax.tree import (
    Constant,
    Integer,
    Listing,
    Negative,
    Product,
    Quotient,
    Sum,
    Variable,
    rebuilt,
    walk,
)

if TYPE_CHECKING:
    from graders.syntax.tree import Node

LETTERS = ("i", "j", "k")
"""The axes of the plane and of space."""


def along_axes(response: Node, key: Node, size: int) -> Node:
    """Take a sum of multiples of unit vectors for its components, unless the key has names or numbers of theirs."""
    for names in (LETTERS[:size] if size in (2, 3) else (), tuple(f"e_{at}" for at in range(1, size + 1))):
        if names and not _has(key, names):
            found = _components(response, names)
            if found is not None:
                return Listing(found, "(", ")", response.span)
    return response


def _has(node: Node, names: tuple[str, ...]) -> bool:
    return any(isinstance(part, (Constant, Variable)) and part.name in names for part in walk(node))


def _components(response: Node, names: tuple[str, ...]) -> tuple[Node, ...] | None:
    """Sort the terms by their axes; ``None`` where one has none, or two."""
    terms: dict[str, list[Node]] = {name: [] for name in names}
    for term in response.terms if isinstance(response, Sum) else (response,):
        found = _axis(term, names)
        if found is None:
            return None
        name, amount = found
        terms[name].append(amount)
    return tuple(_together(amounts) for amounts in terms.values())


def _together(amounts: list[Node]) -> Node:
    return Sum(tuple(amounts)) if len(amounts) > 1 else amounts[0] if amounts else Integer(0)


def _axis(term: Node, names: tuple[str, ...]) -> tuple[str, Node] | None:
    """Take a term apart into its axis and how far it goes along it."""
    match term:
        case Constant(name=name, span=span) | Variable(name=name, span=span) if name in names:
            return name, Integer(1, span)
        case Negative(argument=inner):
            found = _axis(inner, names)
            return None if found is None else (found[0], rebuilt(term, (found[1],)))
        case Quotient(numerator=above, denominator=below) if not _has(below, names):
            found = _axis(above, names)
            return None if found is None else (found[0], rebuilt(term, (found[1], below)))
        case Product(factors=factors):
            place = [at for at, factor in enumerate(factors) if _has(factor, names)]
            found = _axis(factors[place[0]], names) if len(place) == 1 else None
            if found is None:
                return None
            amount = () if found[1] == Integer(1) else (found[1],)
            kept = (*factors[: place[0]], *amount, *factors[place[0] + 1 :])
            return found[0], Product(kept, term.span) if len(kept) > 1 else kept[0]
        case _:
            return None
