"""Slips in multiples, spans, bases, lines and planes: vectors off, missing, too many, or depending on one another.

That vectors are independent, and one lies outside the span of others, is seen by their Gram determinant: an
enclosure of it that does not contain zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from flint import acb, arb, arb_mat

from graders.errors import UndefinedError
from graders.proofread.misses.slip import Slip, surely
from graders.proofread.misses.values import one_more, opposite, twice
from graders.syntax.tree import (
    Integer,
    Listing,
    Matrix,
    Negative,
    Node,
    Product,
    SetOf,
    Sum,
    Variable,
    children,
    free_variables,
)
from graders.value.ball import ImpreciseError, UnevaluatedError
from graders.value.components import componentwise, entries, is_vector
from graders.value.enclosure import enclosure
from graders.value.exact import reduced, substituted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from graders.proofread.misses.slip import Make, Rewrite, Sought, Wrong

Row: TypeAlias = tuple[Node, ...]
Rows: TypeAlias = tuple[Row, ...]
Change: TypeAlias = "Callable[[Rows], Iterator[Rows]]"

BITS = 128


def are_independent(rows: Rows) -> bool:
    """Tell whether real vectors are seen to be independent."""
    if not rows or not rows[0] or len({len(row) for row in rows}) > 1:
        return False
    try:
        balls = [[_real(entry) for entry in row] for row in rows]
    except (UndefinedError, UnevaluatedError, ImpreciseError):
        return False
    matrix = arb_mat(balls)
    return not (matrix * matrix.transpose()).det().contains(0)


def _real(entry: Node) -> arb:
    ball = enclosure(entry, BITS)
    if isinstance(ball, acb):
        raise ImpreciseError(entry)
    return arb(ball)


def rows_of(answer: Node) -> Rows:
    """Give the vectors of a set or list, of a single vector, or the columns of a matrix; none of anything else."""
    try:
        whole = componentwise(answer)
    except UndefinedError:
        return ()
    if isinstance(whole, Matrix):
        return tuple(zip(*whole.rows, strict=True))
    if is_vector(whole):
        return (entries(whole),)
    vectors = children(whole) if isinstance(whole, (SetOf, Listing)) else ()
    return tuple(map(entries, vectors)) if all(map(is_vector, vectors)) else ()


def _vector(row: Row) -> Node:
    return Listing(row, "(", ")")


def _in_rows(change: Change) -> Make:
    """Make a slip in the vectors of a space, and write them as the answer has them."""

    def make(sought: Sought) -> Iterator[Node]:
        rows = rows_of(sought.answer)
        if rows:
            yield from (_like(sought.answer, changed) for changed in change(rows) if changed)

    return make


def _like(answer: Node, rows: Rows) -> Node:
    """Write vectors as an answer does: as a matrix's columns, alone, as a list or a set."""
    if isinstance(answer, Matrix):
        return Matrix(tuple(zip(*rows, strict=True)))
    if len(rows) == 1 and not isinstance(answer, (SetOf, Listing)):
        return _vector(rows[0])
    vectors = tuple(map(_vector, rows))
    if is_vector(answer):
        return vectors[0] if len(rows) == 1 else SetOf(vectors)
    return Listing(vectors, answer.opening, answer.closing) if isinstance(answer, Listing) else SetOf(vectors)


# the slips


def _in_component(rewrite: Rewrite) -> Change:
    """Change one component of the last vector that can be, the last component first."""

    def change(rows: Rows) -> Iterator[Rows]:
        *others, last = rows
        for at in reversed(range(len(last))):
            changed = rewrite(last[at])
            if changed is not None:
                yield (*others, (*last[:at], changed, *last[at + 1 :]))

    return change


def _nothing(node: Node) -> Node | None:
    return None if node == Integer(0) else Integer(0)


def _components_swapped(rows: Rows) -> Iterator[Rows]:
    *others, last = rows
    for at in range(len(last) - 1):
        if last[at] != last[at + 1]:
            yield (*others, (*last[:at], last[at + 1], last[at], *last[at + 2 :]))


def _longer(rows: Rows) -> Iterator[Rows]:
    yield tuple((*row, Integer(1)) for row in rows)


def _shorter(rows: Rows) -> Iterator[Rows]:
    if len(rows[0]) > 2:
        yield tuple(row[:-1] for row in rows)


def _zero(row: Row) -> Row:
    return (Integer(0),) * len(row)


def _zero_instead(rows: Rows) -> Iterator[Rows]:
    yield (*rows[:-1], _zero(rows[-1]))


def _one_missing(rows: Rows) -> Iterator[Rows]:
    if len(rows) > 1:
        yield rows[:-1]


def _twice_instead(rows: Rows) -> Iterator[Rows]:
    if len(rows) > 1:
        yield (*rows[:-1], tuple(reduced(twice(entry)) for entry in rows[0]))


def _opposite_instead(rows: Rows) -> Iterator[Rows]:
    if len(rows) > 1:
        yield (*rows[:-1], tuple(reduced(Negative(entry)) for entry in rows[0]))


def _all_zero(rows: Rows) -> Iterator[Rows]:
    if len(rows) > 1:
        yield tuple(map(_zero, rows))


def _another(rows: Rows) -> Iterator[Rows]:
    """Add a vector with a single one."""
    for at in range(len(rows[0])):
        yield (*rows, tuple(Integer(int(place == at)) for place in range(len(rows[0]))))


def _flattened(rows: Rows) -> Iterator[Rows]:
    """Make the last component of all vectors zero."""
    yield tuple((*row[:-1], Integer(0)) for row in rows)


def _zero_too(rows: Rows) -> Iterator[Rows]:
    yield (*rows, _zero(rows[-1]))


def _twice_too(rows: Rows) -> Iterator[Rows]:
    yield (*rows, tuple(reduced(twice(entry)) for entry in rows[0]))


def _sum_too(rows: Rows) -> Iterator[Rows]:
    if len(rows) > 1:
        yield (*rows, tuple(reduced(Sum(components)) for components in zip(*rows, strict=True)))


# the proofs


def _lies_outside(sought: Sought, missed: Node) -> bool:
    """Tell whether some vector lies outside the space; independent vectors of a space leave no doubt of it."""
    rows = rows_of(sought.answer)
    return any(are_independent((*rows, row)) for row in rows_of(missed))


def _is_smaller(sought: Sought, missed: Node) -> bool:
    """Prove what has fewer independent vectors by what it does: those of the answer are independent."""
    del missed
    return are_independent(rows_of(sought.answer))


def _is_flatter(sought: Sought, missed: Node) -> bool:
    """Tell whether vectors without a last component leave the space, or cannot be all of it."""
    rows = rows_of(sought.answer)
    is_all = bool(rows) and len(rows) == len(rows[0])
    return _is_smaller(sought, missed) if is_all else _lies_outside(sought, missed)


IN_VECTOR = (
    ("a component of the opposite sign", _in_component(opposite)),
    ("a component off by one", _in_component(one_more)),
    ("a component doubled", _in_component(twice)),
    ("a component zero", _in_component(_nothing)),
    ("two components swapped", _components_swapped),
)
LENGTHS = (("a component too many", _longer), ("a component too few", _shorter))


def _of(table: tuple[tuple[str, Change], ...], is_wrong: Wrong) -> tuple[Slip, ...]:
    return tuple(Slip(name, _in_rows(change), is_wrong) for name, change in table)


MULTIPLE = (
    Slip("the zero vector", _in_rows(_zero_instead), surely),
    *_of(IN_VECTOR, _lies_outside),
    *_of(LENGTHS, surely),
)
SPAN = (
    *_of((*IN_VECTOR, ("a vector too many", _another)), _lies_outside),
    Slip("a vector missing", _in_rows(_one_missing), _is_smaller),
    Slip("a multiple instead of a vector", _in_rows(_twice_instead), _is_smaller),
    Slip("the opposite instead of a vector", _in_rows(_opposite_instead), _is_smaller),
    Slip("nothing but zero vectors", _in_rows(_all_zero), _is_smaller),
    Slip("the zero vector instead of one", _in_rows(_zero_instead), _is_smaller),
    Slip("the last components zero", _in_rows(_flattened), _is_flatter),
    *_of(LENGTHS, surely),
)
BASIS = (
    *SPAN,
    Slip("with the zero vector", _in_rows(_zero_too), surely),
    Slip("with a multiple of one", _in_rows(_twice_too), surely),
    Slip("with the sum of all", _in_rows(_sum_too), surely),
)


# lines and planes


@dataclass(frozen=True, slots=True)
class Flat:
    """A point, and directions by the names of their parameters."""

    point: Row
    directions: Rows
    names: tuple[str, ...]

    def written(self) -> Node:
        """Write it as one vector."""
        return _vector(tuple(self._component(at) for at in range(len(self.point))))

    def _component(self, at: int) -> Node:
        pairs = zip(self.names, self.directions, strict=False)
        steps = tuple(Product((row[at], Variable(name))) for name, row in pairs if row[at] != Integer(0))
        return Sum((self.point[at], *steps)) if steps else self.point[at]


def flat(answer: Node) -> Flat | None:
    """Take a line or plane apart; ``None`` for what is no vector."""
    if not is_vector(answer):
        return None
    names = tuple(sorted(free_variables(answer)))
    nowhere: dict[str, Node] = dict.fromkeys(names, Integer(0))
    point = _at(answer, nowhere)
    ends = [_at(answer, nowhere | {name: Integer(1)}) for name in names]
    return Flat(point, tuple(_between(point, end) for end in ends), names)


def _at(answer: Node, values: dict[str, Node]) -> Row:
    return tuple(reduced(entry) for entry in entries(substituted(answer, values)))


def _between(first: Row, second: Row) -> Row:
    return tuple(reduced(Sum((y, Negative(x)))) for x, y in zip(first, second, strict=True))


def _in_flat(change: Callable[[Flat], Iterator[Flat]]) -> Make:
    def make(sought: Sought) -> Iterator[Node]:
        found = flat(sought.answer)
        if found is not None:
            yield from (changed.written() for changed in change(found))

    return make


def _leaves(sought: Sought, missed: Node) -> bool:
    """Tell whether a direction, or the way from one point to the other, leads out of the line or plane."""
    ours, theirs = flat(sought.answer), flat(missed)
    if ours is None or theirs is None:
        return False
    ways = (*theirs.directions, _between(ours.point, theirs.point))
    return any(are_independent((*ours.directions, way)) for way in ways)


def _is_less(sought: Sought, missed: Node) -> bool:
    """Prove what has fewer directions by what it does: those of the answer are independent."""
    del missed
    found = flat(sought.answer)
    return found is not None and are_independent(found.directions)


def _in_direction(change: Change) -> Make:
    """Make a slip in the last direction."""

    def changed(found: Flat) -> Iterator[Flat]:
        if found.directions:
            for rows in change(found.directions):
                yield Flat(found.point, rows, found.names)

    return _in_flat(changed)


def _in_point(change: Change) -> Make:
    """Make a slip in the point."""

    def changed(found: Flat) -> Iterator[Flat]:
        for (point,) in change((found.point,)):
            yield Flat(point, found.directions, found.names)

    return _in_flat(changed)


def _still(found: Flat) -> Iterator[Flat]:
    if found.directions:
        yield Flat(found.point, (), ())


def _direction_missing(found: Flat) -> Iterator[Flat]:
    if len(found.directions) > 1:
        yield Flat(found.point, found.directions[:-1], found.names[:-1])


def _exchanged(found: Flat) -> Iterator[Flat]:
    if found.directions:
        yield Flat(found.directions[0], (found.point, *found.directions[1:]), found.names)


def _component_too_many(found: Flat) -> Iterator[Flat]:
    longer = tuple((*row, Integer(0)) for row in found.directions)
    yield Flat((*found.point, Integer(0)), longer, found.names)


PARAMETRIC = (
    Slip("no direction", _in_flat(_still), _is_less),
    Slip("a direction missing", _in_flat(_direction_missing), _is_less),
    Slip("the point off by one", _in_point(_in_component(one_more)), _leaves),
    Slip("a component of the point of the opposite sign", _in_point(_in_component(opposite)), _leaves),
    Slip("through the origin", _in_point(_zero_instead), _leaves),
    Slip("a direction off by one", _in_direction(_in_component(one_more)), _leaves),
    Slip("a component of a direction of the opposite sign", _in_direction(_in_component(opposite)), _leaves),
    Slip("two components of a direction swapped", _in_direction(_components_swapped), _leaves),
    Slip("point and direction exchanged", _in_flat(_exchanged), _leaves),
    Slip("a component too many", _in_flat(_component_too_many), surely),
)
