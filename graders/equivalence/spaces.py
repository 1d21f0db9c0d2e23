"""Linear algebra up to choice: multiples of a vector, spans, bases, lines and planes.

All four questions are about ranks.  Entries are constants; ranks are found by elimination with exact
entries, each pivot proved not to be zero (``value/zero.py``), each entry below it proved to be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from flint import fmpq

from graders.equivalence.budget import STANDARD
from graders.equivalence.decision import Decision, Different, Equal, Shape, Undecided
from graders.equivalence.functions import decide_functions
from graders.equivalence.kinds import kind_of
from graders.errors import OversizeError, UndefinedError
from graders.phrases import phrase
from graders.syntax.tree import (
    Call,
    Decimal,
    Integer,
    Listing,
    Matrix,
    Negative,
    Node,
    Product,
    Quotient,
    SetOf,
    Sum,
    Variable,
    children,
    is_larger,
    rebuilt,
    variables,
)
from graders.value.ball import Ball, ImpreciseError, UnevaluatedError
from graders.value.components import componentwise, entries, is_vector
from graders.value.enclosure import enclosure
from graders.value.exact import reduced, substituted
from graders.value.matrices import exactly
from graders.value.zero import Nonzero, Zero, settle

if TYPE_CHECKING:
    from collections.abc import Callable

Row: TypeAlias = tuple[Node, ...]
Flat: TypeAlias = tuple[Row, tuple[Row, ...]]
"""A point and directions."""


RANKS = "ranks by exact elimination"

MOST_ROWS = 12
"""The most vectors, and components of one, that are eliminated."""


MOST_NODES = 60
"""Nodes of an entry with which the elimination goes on."""


class UnsettledError(ArithmeticError):
    """An entry could not be proved to be zero or not."""


def decide_multiples(key: Node, response: Node) -> Decision:
    """Decide whether a vector is the key times a number other than 0."""
    return _decided(key, response, _multiples)


def decide_spans(key: Node, response: Node) -> Decision:
    """Decide whether vectors span the same space as the key's."""
    return _decided(key, response, _spans)


def decide_bases(key: Node, response: Node) -> Decision:
    """Decide whether vectors are a basis of the space that the key's span."""
    return _decided(key, response, _bases)


def decide_generators(key: Node, response: Node) -> Decision:
    """Decide whether vectors span the same space as the key's, and depend on one another just where these do."""
    return _decided(key, response, _generators)


def decide_flats(key: Node, response: Node) -> Decision:
    """Decide whether two parametric lines, planes or points, ``p + t d``, are the same set."""
    return _decided(key, response, _flats)


def _decided(key: Node, response: Node, procedure: Callable[[Node, Node], Decision]) -> Decision:
    try:
        return procedure(componentwise(key), componentwise(_upright(response)))
    except OversizeError as error:
        return Undecided(error.why)
    except UndefinedError as error:
        return Different(phrase("no value: {why}", why=error.why))
    except UnsettledError as error:
        return Undecided(phrase("an entry that is no settled number: {why}", why=str(error)))
    except UnevaluatedError:
        return Undecided("an entry that is no number")


def _upright(node: Node) -> Node:
    """Take ``(1, 2)^T`` for the vector that its writer means by it."""
    match node:
        case Call(name="transpose", arguments=(Listing() as row,)) if is_vector(row):
            return row
        case _:
            below = children(node)
            return rebuilt(node, tuple(map(_upright, below))) if below else node


def _multiples(key: Node, response: Node) -> Decision:
    if not is_vector(response) or len(entries(response)) != len(entries(key)):
        return Different("the kind of answer", Shape(kind_of(key), kind_of(response)))
    if rank((entries(response),)) == 0:
        return Different("the zero vector")
    if rank((entries(key),)) == 0:
        return Undecided("the answer is the zero vector, which has no multiple but itself")
    same = rank((entries(key), entries(response))) == 1
    return Equal(RANKS) if same else Different(RANKS)


def vectors_of(node: Node) -> tuple[Row, ...] | None:
    """Give the vectors of a set or list of vectors, of a single vector, or the columns of a matrix."""
    if isinstance(node, (SetOf, Listing)) and node.items and all(is_vector(item) for item in node.items):
        return tuple(entries(item) for item in node.items)
    if is_vector(node):
        return (entries(node),)
    if isinstance(node, Matrix):
        return tuple(zip(*node.rows, strict=True))
    return () if isinstance(node, SetOf) and not node.items else None


def settled_vectors(node: Node) -> tuple[Row, ...] | None:
    """Give the vectors of an answer as ``vectors_of`` does, worked out; raises ``UndefinedError``."""
    return vectors_of(componentwise(_upright(node)))


def _spans(key: Node, response: Node) -> Decision:
    left, right = vectors_of(key), vectors_of(response)
    if left is None or right is None or len({len(row) for row in left + right}) > 1:
        return Different("the kind of answer", Shape(kind_of(key), kind_of(response)))
    ranks = rank(left), rank(right), rank(left + right)
    return Equal(RANKS) if len(set(ranks)) == 1 else Different(RANKS)


def _bases(key: Node, response: Node) -> Decision:
    decision = _spans(key, response)
    vectors = vectors_of(response)
    if not isinstance(decision, Equal) or vectors is None:
        return decision
    return decision if rank(vectors) == len(vectors) else Different("the vectors depend on one another")


def _generators(key: Node, response: Node) -> Decision:
    decision = _spans(key, response)
    left, right = vectors_of(key), vectors_of(response)
    if not isinstance(decision, Equal) or left is None or right is None:
        return decision
    alike = (rank(left) == len(left)) == (rank(right) == len(right))
    return decision if alike else Different("the vectors of one side alone depend on one another")


def _flats(key: Node, response: Node) -> Decision:
    left, right = flats_of(key, response)
    if left is None or right is None:
        return Different("the kind of answer", Shape(kind_of(key), kind_of(response)))
    (point, directions), (other, others) = left, right
    between = tuple(_minus(x, y) for x, y in zip(point, other, strict=True))
    ranks = rank(directions), rank(others), rank((*directions, *others, between))
    return Equal(RANKS) if len(set(ranks)) == 1 else Different(RANKS)


def flats_of(key: Node, response: Node) -> tuple[Flat | None, Flat | None]:
    """Read two vectors as points with directions; of other sizes than one another they are none."""
    if not is_vector(key) or not is_vector(response) or len(entries(key)) != len(entries(response)):
        return None, None
    return _flat_of(key), _flat_of(response)


def _flat_of(node: Node) -> Flat | None:
    """Read a vector whose components are affine in some parameters as a point and directions."""
    if not is_vector(node):
        return None
    names = sorted(variables(node))
    nowhere: dict[str, Node] = dict.fromkeys(names, Integer(0))
    point = _at(node, nowhere)
    ends = [_at(node, {**nowhere, name: Integer(1)}) for name in names]
    directions = tuple(tuple(_minus(x, y) for x, y in zip(end, point, strict=True)) for end in ends)
    for place, entry in enumerate(entries(node)):
        if _is_affine(entry):
            continue
        steps = (Product((Variable(name), row[place])) for name, row in zip(names, directions, strict=True))
        affine = Sum((point[place], *steps)) if names else point[place]
        if names and not isinstance(decide_functions(entry, affine, STANDARD), Equal):
            return None
    return point, directions


def _is_affine(node: Node) -> bool:
    """Tell whether an expression is affine in all its variables, as far as that can be read off."""
    match node:
        case Integer() | Decimal() | Variable():
            return True
        case Negative(argument=inner):
            return _is_affine(inner)
        case Sum(terms=terms):
            return all(map(_is_affine, terms))
        case Product(factors=factors):
            varying = [factor for factor in factors if variables(factor)]
            return not varying or (len(varying) == 1 and _is_affine(varying[0]))
        case Quotient(numerator=top, denominator=below):
            return not variables(below) and _is_affine(top)
        case _:
            return not variables(node)


def _at(node: Node, values: dict[str, Node]) -> Row:
    return tuple(reduced(entry) for entry in entries(substituted(node, values)))


def rank(rows: tuple[Row, ...]) -> int:
    """Count independent rows, by elimination; raises ``UnsettledError`` where a pivot cannot be told from zero."""
    if len(rows) > MOST_ROWS or any(len(row) > MOST_ROWS for row in rows):
        raise UnsettledError("too many vectors or components")
    known = exactly(rows) if rows and rows[0] else None
    if known is not None:
        return int(known.rank())
    return min(len(rows), len(rows[0])) if rows and _is_of_full_rank(rows) else _eliminated_rank(rows)


def _is_of_full_rank(rows: tuple[Row, ...]) -> bool:
    """Tell whether an elimination of balls proves that no row, or no column, depends on the others."""
    try:
        left = [[enclosure(entry, BITS) for entry in row] for row in rows]
    except (UndefinedError, ImpreciseError, UnevaluatedError):
        return False
    if len(left) > len(left[0]):
        left = [list(column) for column in zip(*left, strict=True)]
    while left:
        row = left.pop()
        at = next((at for at, ball in enumerate(row) if _is_apart_from_zero(ball)), None)
        if at is None:
            return False
        factors = [other[at] / row[at] for other in left]
        left = [
            [entry - factor * below for entry, below in zip(other, row, strict=True)]
            for other, factor in zip(left, factors, strict=True)
        ]
    return True


BITS = 256


def _is_apart_from_zero(ball: Ball) -> bool:
    return ball != 0 if isinstance(ball, fmpq) else not ball.contains(0)


def _eliminated_rank(rows: tuple[Row, ...]) -> int:
    left = [tuple(reduced(entry) for entry in row) for row in rows]
    found = 0
    for column in range(len(left[0]) if left else 0):
        pivot = next((row for row in left if not _is_zero(row[column])), None)
        if pivot is None:
            continue
        left = [_eliminated(row, pivot, column) for row in left if row is not pivot]
        if any(is_larger(entry, MOST_NODES) for row in left for entry in row):
            raise UnsettledError("too many roots")
        found += 1
    return found


def _eliminated(row: Row, pivot: Row, column: int) -> Row:
    factor = Quotient(row[column], pivot[column])
    return tuple(
        Integer(0) if at == column else reduced(_minus(entry, Product((factor, pivot[at]))))
        for at, entry in enumerate(row)
    )


def _minus(left: Node, right: Node) -> Node:
    return Sum((left, Negative(right)))


def _is_zero(node: Node) -> bool:
    settled = settle(node)
    if isinstance(settled, (Zero, Nonzero)):
        return isinstance(settled, Zero)
    raise UnsettledError(settled.reason)
