"""What a table of mistakes is searched by: what all answers have in common that a check takes for one another.

| check | taken for one another | in common |
|---|---|---|
| `multiple`, `span`, `basis` | vectors that span one space | the reduced rows of the space |
| `parametric` | one line or plane, from any point in any directions | reduced directions, and a point that they leave |
| `antiderivative` | functions but for a constant | how far they rise between two points |
| `quantity` | a number in any unit of its kind | the number in the key's unit |
| `system`, equations | multiples, combinations | the differences of their sides at some points, as a space |
| inequalities | positive multiples, both ways of writing | the differences of their sides at some points |

All others are looked up by their values alone, and so is what is of another kind than the key.
What is found is only a candidate: the check itself has to prove it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar, Protocol, TypeAlias
from zlib import crc32

from graders.checks.measured import quantity
from graders.checks.quantity import with_unit
from graders.equivalence.kinds import is_statement
from graders.errors import UndefinedError
from graders.malrules.worth import Worth, flattened, of_value, slowly
from graders.syntax.tree import And, Listing, Negative, Or, Relation, SetOf, Sum, Variable, free_variables, variables
from graders.value.ball import UnevaluatedError
from graders.value.floats import evaluated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from flint import fmpq

    from graders.checks.measured import Quantity
    from graders.exercise import Part
    from graders.malrules.steps import Course
    from graders.syntax.tree import Node
    from graders.value.ball import Point
    from graders.value.float_functions import Number, Value

    Changes: TypeAlias = Mapping[str, Worth]
    Trees: TypeAlias = Callable[[], Mapping[str, Node]]
    Row: TypeAlias = tuple[Number, ...]
    Common: TypeAlias = Callable[[Sequence[Worth]], Worth | None]
    Points: TypeAlias = Callable[[frozenset[str]], tuple[Point, ...]]
    Rows: TypeAlias = Callable[[Node, Node], Row | None]

SPACES = frozenset(("multiple", "span", "basis"))
"""Checks of vectors that only matter by what they span."""

VARIED = SPACES | {"parametric", "antiderivative", "quantity", "system"}
"""Checks that take many answers for one another."""

SIDES = 6
"""At so many points the two sides of a relation are compared."""

NEGLIGIBLE = 1e-9
"""Entries so much smaller than the largest count as zero."""


class Lookup(Protocol):
    """Tells what an answer is looked up by, and what a mistake is found under.

    ``has_trees`` says that this takes the trees of a mistake, which costs a hundred times as much as its value.
    """

    @property
    def has_trees(self) -> bool:
        """Tell whether values do not suffice."""
        ...

    def of_tree(self, tree: Node) -> Worth | None:
        """Give what an answer is looked up by; ``None`` where it has no such thing."""
        ...

    def of_mistake(self, changes: Changes, trees: Trees) -> Worth | None:
        """Give what a mistake is found under, from the steps that came out as other values, or as other trees."""
        ...


def lookup(part: Part, way: Course) -> Lookup:
    """Choose by what the answers to a part are looked up."""
    match part.check:
        case "multiple" | "span" | "basis":
            return _Once(way, _space)
        case "parametric":
            return _AtPoints(way, _corners, _flat)
        case "antiderivative":
            return _AtPoints(way, _two_points(part, way), _rise)
        case "quantity":
            unit = dict(part.options).get("unit")
            key = with_unit(way.value, None if unit is None else str(unit))
            wanted = quantity(key)
            return _Plain(way) if wanted is None else Measured(way, key, wanted, is_bare=unit is not None)
        case "system" | "equivalent" if _is_compared(way.value):
            return _Sides(way)
        case _:
            return _Plain(way)


@dataclass(frozen=True, slots=True)
class _Plain:
    """By the value."""

    way: Course
    has_trees: ClassVar[bool] = False

    def of_tree(self, tree: Node) -> Worth | None:
        return self.way.evaluated(tree)

    def of_mistake(self, changes: Changes, trees: Trees) -> Worth | None:
        return self.way.onward(changes, trees)


@dataclass(frozen=True, slots=True)
class _Once:
    """By what the value makes known."""

    way: Course
    common: Common
    has_trees: ClassVar[bool] = False

    def of_tree(self, tree: Node) -> Worth | None:
        found = self.way.evaluated(tree)
        return None if found is None else self.common((found,)) or found

    def of_mistake(self, changes: Changes, trees: Trees) -> Worth | None:
        found = self.way.onward(changes, trees)
        return None if found is None else self.common((found,)) or found


@dataclass(frozen=True)
class _AtPoints:
    """By what the values at several points make known together; it has no slots, because the ways there are kept."""

    way: Course
    points: Points
    common: Common
    has_trees: ClassVar[bool] = True

    @cached_property
    def ways(self) -> tuple[Course, ...]:
        """The same steps with other numbers for the variables."""
        return tuple(replace(self.way, point=point) for point in self.points(frozenset(self.way.point)))

    def of_tree(self, tree: Node) -> Worth | None:
        points = self.points(free_variables(tree))
        return self._together([slowly(tree, point) for point in points]) or self.way.evaluated(tree)

    def of_mistake(self, changes: Changes, trees: Trees) -> Worth | None:
        changed = trees()
        return self._together([way.led(changed) for way in self.ways]) or self.way.onward(changes, trees)

    def _together(self, found: Sequence[Worth | None]) -> Worth | None:
        known = [each for each in found if each is not None]
        return self.common(known) if len(known) == len(found) else None


@dataclass(frozen=True, slots=True)
class Measured:
    """By the number in the key's unit; ``is_bare`` says that keys, and so mistakes, are numbers without one.

    ``key`` is the right answer with its unit.
    """

    way: Course
    key: Node
    wanted: Quantity
    is_bare: bool

    @property
    def has_trees(self) -> bool:
        """Tell whether mistakes come with units."""
        return not self.is_bare

    def of_tree(self, tree: Node) -> Worth | None:
        """Give the number of an answer, converted; the key itself may have no unit of its own."""
        given = quantity(self.key if tree is self.way.value else tree)
        number = None if given is None or given.number is None else slowly(given.number)
        if given is None or number is None or number.shape or not isinstance(number.key, float):
            return None
        return _measure(given, number.key * float(given.factor / self.wanted.factor))

    def of_mistake(self, changes: Changes, trees: Trees) -> Worth | None:
        """Take numbers for what they are in the key's unit."""
        if self.is_bare:
            found = self.way.onward(changes, trees)
            return None if found is None or found.shape else _measure(self.wanted, found.key)
        try:
            return self.of_tree(self.way.exact(trees()))
        except UndefinedError:
            return None


def _measure(given: Quantity, number: float) -> Worth:
    return Worth(f"quantity {given.dimension}", (number,), number, None)


@dataclass(frozen=True)
class _Sides:
    """By the differences of the sides of equations and inequalities, in floats as far as they suffice.

    It has no slots, because what is worked out once is kept.
    """

    way: Course
    has_trees: ClassVar[bool] = True

    def of_tree(self, tree: Node) -> Worth | None:
        return _compared(tree, _difference) or self.way.evaluated(tree)

    def of_mistake(self, changes: Changes, trees: Trees) -> Worth | None:
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
        places = [{name: _number(name, place) for name in self.way.point} for place in range(SIDES)]
        return tuple(replace(self.way, point=point) for point in places)

    @cached_property
    def _is_moving(self) -> bool:
        """Tell whether a step before the last rests on a variable that differs from point to point."""
        return any(free_variables(step.formula) & self.way.point.keys() for step in self.way.steps[:-1])


def saying(part: Part, response: Node, key: Node) -> Node:
    """Give what a response says of what it is looked up by: a constant of integration and a unit say nothing."""
    match response:
        case Sum(terms=terms) if part.check == "antiderivative":
            said = tuple(term for term in terms if variables(term) & variables(key))
            return Sum(said) if len(said) > 1 else next(iter(said), response)
        case _ if part.check == "quantity":
            given = quantity(response)
            return response if given is None or given.number is None else given.number
        case _:
            return response


def names_alone(response: Node) -> int:
    """Count the names that stand alone on a side of a comparison, as everybody's does: ``t`` in ``t < 3``."""
    match response:
        case Relation(operands=operands):
            return sum(isinstance(side, Variable) for side in operands)
        case And(arguments=parts) | Or(arguments=parts):
            return sum(map(names_alone, parts))
        case _:
            return 0


def share_said(found: Worth, response: Node) -> float:
    """Give the share of a response's numbers that are left open by what it is looked up by.

    Of the multiples of a vector with three components, two of the three numbers say which it is.
    """
    if not found.shape.startswith(("space", "flat")):
        return 1.0
    _, leaves = flattened(response)
    count = max(len(leaves), len(found.numbers) + len(variables(response)), 1)
    return len(found.numbers) / count


def _space(values: Sequence[Worth]) -> Worth | None:
    rows = _rows(values[0])
    return None if rows is None else _spanned("space", rows)


def _rows(value: Worth) -> tuple[Row, ...] | None:
    """Take a vector, a list or set of vectors, or the columns of a matrix."""
    match value.shape.split():
        case ["vector", _]:
            return (value.numbers,)
        case ["matrix", _, columns]:
            return tuple(value.numbers[at :: int(columns)] for at in range(int(columns)))
        case _:
            return _listed(value)


def _listed(value: Worth) -> tuple[Row, ...] | None:
    """Take a list or set of vectors of one size apart."""
    sizes = set(value.shape.partition(" of ")[2].split(","))
    name, _, size = sizes.pop().partition(" ")
    if sizes or name != "vector" or not size.isdecimal():
        return None
    return tuple(value.numbers[at : at + int(size)] for at in range(0, len(value.numbers), int(size)))


def _spanned(name: str, rows: Sequence[Row], rest: Row = ()) -> Worth | None:
    """Reduce rows; where a row begins with its 1 says the shape, and the numbers are those that are left open."""
    pivots, reduced = _reduced(rows)
    for pivot, row in zip(pivots, reduced, strict=True):
        rest = tuple(number - rest[pivot] * other for number, other in zip(rest, row, strict=False))
    free = [at for at in range(len(rows[0])) if at not in pivots] if rows else list(range(len(rest)))
    size = len(rows[0]) if rows else len(rest)
    found = tuple(row[at] for row in (*reduced, *((rest,) if rest else ())) for at in free)
    return _named(f"{name} {size} {pivots}", found)


def _named(shape: str, found: tuple[Number, ...]) -> Worth | None:
    value = of_value(found) if found else of_value(0.0)
    return None if value is None else Worth(shape, found, value.key, None)


def _reduced(rows: Sequence[Row]) -> tuple[tuple[int, ...], tuple[Row, ...]]:
    """Give the places where the rows of the reduced echelon form begin, and the rows."""
    done: list[Row] = []
    left, pivots = list(rows), list[int]()
    least = NEGLIGIBLE * max((abs(number) for row in rows for number in row), default=0)
    for column in range(len(rows[0]) if rows else 0):
        place = max(range(len(left)), key=lambda at: abs(left[at][column]), default=None)
        if place is None or abs(left[place][column]) <= least:
            continue
        pivot = left.pop(place)
        one = tuple(number / pivot[column] for number in pivot)
        left = [_minus(row, one, column) for row in left]
        done = [*(_minus(row, one, column) for row in done), one]
        pivots.append(column)
    return tuple(pivots), tuple(done)


def _minus(row: Row, one: Row, column: int) -> Row:
    return tuple(number - row[column] * other for number, other in zip(row, one, strict=True))


def _corners(names: frozenset[str]) -> tuple[Point, ...]:
    """Put all parameters to 0, and then each of them to 1."""
    from flint import fmpq

    nowhere = dict.fromkeys(sorted(names), fmpq(0))
    return (nowhere, *({**nowhere, name: fmpq(1)} for name in sorted(names)))


def _flat(values: Sequence[Worth]) -> Worth | None:
    if any(value.shape != values[0].shape for value in values) or values[0].shape.split()[:1] != ["vector"]:
        return None
    point = values[0].numbers
    directions = [tuple(end - start for end, start in zip(each.numbers, point, strict=True)) for each in values[1:]]
    return _spanned("flat", directions, point)


def _two_points(part: Part, way: Course) -> Points:
    """Move the variable of integration, and leave all other names where they are."""
    variable = str(dict(part.options).get("variable") or next(iter(way.point), ""))

    def points(names: frozenset[str]) -> tuple[Point, ...]:
        fixed = {name: _number(name) for name in names}
        return tuple({**fixed, variable: _number(variable, place)} for place in (1, 2))

    return points


def _rise(values: Sequence[Worth]) -> Worth | None:
    if any(value.shape for value in values):
        return None
    (start,), (end,) = (value.numbers for value in values)
    return None if abs(end - start) < NEGLIGIBLE else _named("rise", (end - start,))


def _number(name: str, place: int = 0) -> fmpq:
    """Give a name a number between 1/2 and 3/2 that is always the same."""
    from flint import fmpq

    return fmpq(4987 + crc32(f"{name} {place}".encode()) % 9967, 9973)


def _is_compared(node: Node) -> bool:
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
    return _spanned("equations", known) if len(known) == len(found) else None


def _relation(operator: str, left: Node, right: Node, rows: Rows) -> Worth | None:
    if operator in (">", ">="):
        return _relation({">": "<", ">=": "<="}[operator], right, left, rows)
    row = rows(left, right) if operator in ("=", "!=", "<", "<=") else None
    if row is None:
        return None
    if operator in ("=", "!="):
        return _spanned("equations" if operator == "=" else "unequal", [row])
    largest = max(map(abs, row))
    return _named(f"below {operator}", tuple(number / largest for number in row)) if largest else None


def _joined(name: str, parts: Sequence[Worth | None]) -> Worth | None:
    """Put parts side by side in an order of their own."""
    known = sorted((part for part in parts if part is not None), key=lambda part: (part.shape, part.key))
    if len(known) < len(parts):
        return None
    return _named(f"{name} {[part.shape for part in known]}", tuple(each for part in known for each in part.numbers))


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
    found = [slowly(difference, {name: _number(name, place) for name in names}) for place in range(SIDES)]
    rows = [each.numbers[0] for each in found if each is not None and not each.shape]
    return tuple(rows) if len(rows) == SIDES else None
