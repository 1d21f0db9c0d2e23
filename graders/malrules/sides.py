"""Equations and inequalities by the differences of their sides at some points, which is what a table has of them.

Equations that hold together are taken for the space that their differences span: multiples and combinations of them say
the same.  An inequality is its difference but for a positive factor.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar, TypeAlias
from zlib import crc32

from graders.equivalence.kinds import is_statement
from graders.errors import UndefinedError
from graders.malrules.echelon import named, spanned
from graders.malrules.worth import slowly
from graders.syntax.tree import And, Listing, Negative, Or, Relation, SetOf, Sum, free_variables
from graders.value.ball import UnevaluatedError
from graders.value.floats import evaluated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from flint import fmpq

    from graders.malrules.echelon import Row
    from graders.malrules.steps import Course
    from graders.malrules.worth import Worth
    from graders.syntax.tree import Node
    from graders.value.float_functions import Value

    Changes: TypeAlias = Mapping[str, Worth]
    Trees: TypeAlias = Callable[[], Mapping[str, Node]]
    Rows: TypeAlias = Callable[[Node, Node], Row | None]

SIDES = 6
"""At so many points the two sides of a relation are compared."""


@dataclass(frozen=True)
class Sides:
    """By the differences of the sides, in floats as far as they suffice; a ``Lookup``.

    It has no slots, because what is worked out once is kept.
    """

    way: Course
    has_trees: ClassVar[bool] = True

    def of_tree(self, tree: Node) -> Worth | None:
        """Compare the sides of an answer; what has none is known by its value."""
        return _compared(tree, _difference) or self.way.evaluated(tree)

    def of_mistake(self, changes: Changes, trees: Trees) -> Worth | None:
        """Compare the sides that a mistake leads to."""
        try:
            found = self._in_floats(changes, trees) or _compared(self.way.exact(trees()), _difference)
        except UndefinedError:
            return None
        return found or self.way.onward(changes, trees)

    def _in_floats(self, changes: Changes, trees: Trees) -> Worth | None:
        """Compare the last step's sides where earlier steps came out otherwise, or it as another tree."""
        if self.way.target in changes:
            statement = trees().get(self.way.target)
            scopes = tuple(way.names for way in self._ways)
            return None if statement is None else _compared(statement, partial(_difference_in, scopes))
        try:
            scopes = tuple(self._scopes(changes, trees))
        except UnevaluatedError:
            return None
        return _compared(self.way.steps[-1].formula, partial(_difference_in, scopes))

    def _scopes(self, changes: Changes, trees: Trees) -> Iterator[Mapping[str, Value]]:
        """Give what all names come to at each point; mostly what leads to the last step is the same at all of them."""
        if self._is_moving:
            changed = trees()
            yield from (way.before_key(way.in_floats(changed)) for way in self._ways)
        else:
            known = self.way.before_key(changes)
            yield from ({**known, **way.names} for way in self._ways)

    @cached_property
    def _ways(self) -> tuple[Course, ...]:
        """The same steps with other numbers for the variables."""
        places = [{name: number_of(name, place) for name in self.way.point} for place in range(SIDES)]
        return tuple(replace(self.way, point=point) for point in places)

    @cached_property
    def _is_moving(self) -> bool:
        """Tell whether a step before the last rests on a variable that differs from point to point."""
        return any(free_variables(step.formula) & self.way.point.keys() for step in self.way.steps[:-1])


def is_compared(node: Node) -> bool:
    """Tell whether a key is made of equations and inequalities alone."""
    return (is_statement(node) or isinstance(node, (Listing, SetOf))) and _compared(node, _difference) is not None


def _compared(node: Node, rows: Rows) -> Worth | None:
    match node:
        case Relation(operators=operators, operands=operands) if len(operators) > 1:
            pairs = zip(operators, pairwise(operands), strict=True)
            return _compared(And(tuple(Relation((operator,), pair) for operator, pair in pairs)), rows)
        case Relation(operators=(operator,), operands=(left, right)):
            return _relation(operator, left, right, rows)
        case And(arguments=parts) | Listing(items=parts) | SetOf(items=parts):
            return _all_of(parts, rows)
        case Or(arguments=parts):
            return _joined("or", [_compared(part, rows) for part in parts])
        case _:
            return None


def _all_of(parts: tuple[Node, ...], rows: Rows) -> Worth | None:
    """Take equations that hold together as a space, and whatever holds beside them one by one."""
    equations = [part for part in parts if isinstance(part, Relation) and set(part.operators) == {"="}]
    if len(equations) < len(parts) or not parts:
        return _joined("and", [_compared(part, rows) for part in parts]) if parts else None
    pairs = [pair for each in equations for pair in pairwise(each.operands)]
    found = [rows(*pair) for pair in pairs]
    known = [row for row in found if row is not None]
    return spanned("equations", known) if len(known) == len(found) else None


def _relation(operator: str, left: Node, right: Node, rows: Rows) -> Worth | None:
    if operator in (">", ">="):
        return _relation({">": "<", ">=": "<="}[operator], right, left, rows)
    row = rows(left, right) if operator in ("=", "!=", "<", "<=") else None
    if row is None:
        return None
    if operator in ("=", "!="):
        return spanned("equations" if operator == "=" else "unequal", [row])
    largest = max(map(abs, row))
    return named(f"below {operator}", tuple(number / largest for number in row)) if largest else None


def _joined(name: str, parts: Sequence[Worth | None]) -> Worth | None:
    """Put parts side by side in an order of their own."""
    known = sorted((part for part in parts if part is not None), key=lambda part: (part.shape, part.key))
    if len(known) < len(parts):
        return None
    return named(f"{name} {[part.shape for part in known]}", tuple(each for part in known for each in part.numbers))


def _difference_in(scopes: tuple[Mapping[str, Value], ...], left: Node, right: Node) -> Row | None:
    """Give the difference of two sides at all points in floats; ``None`` where these do not suffice."""
    difference = Sum((left, Negative(right)))
    try:
        found = [evaluated(difference, scope) for scope in scopes]
    except UnevaluatedError:
        return None
    numbers = tuple(number for number in found if not isinstance(number, tuple))
    return numbers if len(numbers) == len(found) else None


def _difference(left: Node, right: Node) -> Row | None:
    difference = Sum((left, Negative(right)))
    names = free_variables(difference)
    found = [slowly(difference, {name: number_of(name, place) for name in names}) for place in range(SIDES)]
    rows = [each.numbers[0] for each in found if each is not None and not each.shape]
    return tuple(rows) if len(rows) == SIDES else None


def number_of(name: str, place: int = 0) -> fmpq:
    """Give a name a number between 1/2 and 3/2 that is always the same."""
    from flint import fmpq

    return fmpq(4987 + crc32(f"{name} {place}".encode()) % 9967, 9973)
