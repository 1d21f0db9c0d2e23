"""What a table of mistakes is searched by: what all answers have in common that a check takes for one another.

| check | taken for one another | in common |
|---|---|---|
| `multiple`, `span`, `basis` | vectors that span one space | the reduced rows of the space |
| `parametric` | one line or plane, from any point in any directions | reduced directions, and a point that they leave |
| `antiderivative` | functions but for a constant | how far they rise between two points |
| `quantity` | a number in any unit of its kind | the number in the key's unit |
| `system`, equations | multiples, combinations | the differences of their sides at some points, as a space |
| inequalities | positive multiples, both ways of writing | the differences of their sides at some points |

Equations and inequalities have a file of their own, `sides.py`.  All others are looked up by their values alone, and so
is what is of another kind than the key.
What is found is only a candidate: the check itself has to prove it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, Protocol, TypeAlias

from graders.checks.measured import quantity
from graders.checks.quantity import with_unit
from graders.errors import UndefinedError
from graders.malrules.echelon import NEGLIGIBLE, named, spanned
from graders.malrules.sides import Sides, is_compared, number_of
from graders.malrules.worth import Worth, flattened, slowly
from graders.syntax.tree import And, Or, Relation, Sum, Variable, free_variables, variables

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from graders.checks.measured import Quantity
    from graders.exercise import Part
    from graders.malrules.echelon import Row
    from graders.malrules.sides import Changes, Trees
    from graders.malrules.steps import Course
    from graders.syntax.tree import Node
    from graders.value.ball import Point

    Common: TypeAlias = Callable[[Sequence[Worth]], Worth | None]
    Points: TypeAlias = Callable[[frozenset[str]], tuple[Point, ...]]

SPACES = frozenset(("multiple", "span", "basis"))
"""Checks of vectors that only matter by what they span."""

VARIED = SPACES | {"parametric", "antiderivative", "quantity", "system"}
"""Checks that take many answers for one another."""


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
        case "system" | "equivalent" if is_compared(way.value):
            return Sides(way)
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
    return None if rows is None else spanned("space", rows)


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
    return spanned("flat", directions, point)


def _two_points(part: Part, way: Course) -> Points:
    """Move the variable of integration, and leave all other names where they are."""
    variable = str(dict(part.options).get("variable") or next(iter(way.point), ""))

    def points(names: frozenset[str]) -> tuple[Point, ...]:
        fixed = {name: number_of(name) for name in names}
        return tuple({**fixed, variable: number_of(variable, place)} for place in (1, 2))

    return points


def _rise(values: Sequence[Worth]) -> Worth | None:
    if any(value.shape for value in values):
        return None
    (start,), (end,) = (value.numbers for value in values)
    return None if abs(end - start) < NEGLIGIBLE else named("rise", (end - start,))
