"""The solution's steps as a course: what a part rests on, and what becomes of it when a step comes out otherwise.

From a changed step to the part's key is worked out in floats with the steps' own formulas: no tree is rebuilt
for the many mistakes of one step.  Where floats do not suffice, for a derivative say, the trees are.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from graders.errors import UndefinedError
from graders.malrules.worth import NOWHERE, Worth, flattened, of_value, slowly, worked
from graders.solution import chain
from graders.syntax.tree import Variable, size, variables
from graders.value.ball import UnevaluatedError, real
from graders.value.decimals import has_decimals
from graders.value.exact import reduced, substituted
from graders.value.float_functions import numbers
from graders.value.floats import NO_FLOAT, evaluated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from graders.exercise import Derived
    from graders.malrules.route import Route
    from graders.syntax.tree import Node
    from graders.value.ball import Point
    from graders.value.float_functions import Value

    Trees: TypeAlias = "Mapping[str, Node]"

SLOWNESS = 20
"""How much longer a node takes that floats do not suffice for."""


@dataclass(frozen=True)
class Course:
    """A route followed with the numbers of a variant: ``environment`` has what its names stand for.

    ``point`` has the numbers at which variables are looked at that stay letters.
    It has no slots, because what is worked out is kept.
    """

    route: Route
    environment: Mapping[str, Node]
    point: Point

    @cached_property
    def target(self) -> str:
        """The name of the last step."""
        return self.route.target

    @cached_property
    def steps(self) -> tuple[Derived, ...]:
        """The steps, of which the last one is the key."""
        return self.route.steps

    @cached_property
    def value(self) -> Node:
        """The key."""
        known = self.environment.get(self.target)
        return substituted(self.formula(self.target), self.environment) if known is None else known

    @cached_property
    def key(self) -> Node:
        """The key as one writes it in the end, as a step's value is without its decimals."""
        is_written = self.target in self.environment and not has_decimals(self.value)
        return self.value if is_written else reduced(self.value)

    @cached_property
    def worth(self) -> Worth | None:
        """What the key is worth."""
        return slowly(self.value, self.point)

    @cached_property
    def lines(self) -> dict[str, tuple[Node, ...]]:
        """The lines of steps that were asked for so far."""
        return {}

    @cached_property
    def values(self) -> Mapping[str, Value]:
        """The values of all names that the steps use, free variables included, as far as they have floats."""
        used = self.route.used & self.environment.keys()
        found = {name: self.evaluated(self.environment[name]) for name in used}
        named = {name: each.value for name, each in found.items() if each is not None and each.value is not None}
        return {**self.names, **named}

    @cached_property
    def names(self) -> Mapping[str, Value]:
        """The values of free variables."""
        return {name: float(real(value, Variable(name))) for name, value in self.point.items()}

    def formula(self, name: str) -> Node:
        """Give a step's formula."""
        return self.route.formulas[name]

    def number(self, name: str) -> int:
        """Give the place of a step in the solution, from 1."""
        return self.route.places[name]

    def stages(self, name: str) -> tuple[Node, ...]:
        """Give a step's lines with the numbers put in."""
        if name not in self.lines:
            self.lines[name] = chain(self.formula(name), self.environment)
        return self.lines[name]

    def evaluated(self, tree: Node) -> Worth | None:
        """Evaluate a tree without names of the exercise; the key, which is asked for often, once."""
        return self.worth if tree is self.value else slowly(tree, self.point)

    def onward(self, changes: Mapping[str, Worth], trees: Callable[[], Trees]) -> Worth | None:
        """Give the key's worth where steps came out as other values; ``trees`` has them as trees, where floats fail."""
        if self.target in changes:
            return changes[self.target]
        try:
            return self._along(changes)
        except UndefinedError:
            return None
        except UnevaluatedError:
            return self.changed(trees())

    def _along(self, changes: Mapping[str, Worth]) -> Worth | None:
        return of_value(self._followed(changes, self.route.onward_from(tuple(changes)))[self.target])

    def before_key(self, changes: Mapping[str, Worth]) -> Mapping[str, Value]:
        """Give what all names come to before the last step, where earlier ones came out as other values.

        Raises ``UndefinedError`` and ``UnevaluatedError``.
        """
        return self._followed(changes, self.route.onward_from(tuple(changes))[:-1])

    def _followed(self, changes: Mapping[str, Worth], steps: tuple[Derived, ...]) -> Mapping[str, Value]:
        scope = dict(self.values)
        for name, found in changes.items():
            scope[name] = _floating(found)
        for step in steps:
            scope[step.name] = self.route.function(step.name)(scope)
        return scope

    def cost_onward(self, name: str) -> int:
        """Reckon what it costs to follow a changed step to the key, in nodes, at least 1."""
        if name not in self._costs:
            self._costs[name] = 1 + sum(self._cost(step) for step in self.route.onward_from((name,)))
        return self._costs[name]

    def most_onward(self, name: str) -> int:
        """Give what that costs at most, which takes no evaluation."""
        return 1 + self.route.nodes_onward(name) * self._widest * SLOWNESS

    def _cost(self, step: Derived) -> int:
        nodes = size(step.formula) * self._widest
        try:
            evaluated(step.formula, self.values)
        except UndefinedError:
            return nodes
        except UnevaluatedError:
            return nodes * SLOWNESS
        return nodes

    @cached_property
    def _widest(self) -> int:
        """The most numbers that a value has."""
        return max((len(numbers(value)) for value in self.values.values()), default=1)

    @cached_property
    def _costs(self) -> dict[str, int]:
        return {}

    def scope(self, name: str, found: Worth) -> Mapping[str, Value]:
        """Give the values of all names, and of the numbers of a step that came out as another value."""
        return {**self.values, **dict(_named(name, found))}

    def through(
        self,
        scope: Mapping[str, Value],
        first: Mapping[str, Worth],
        later: str,
        function: Callable[[Mapping[str, Value]], Value],
    ) -> Worth | None:
        """Give the key's worth where a step came out as another value, and a later one as a function of its numbers."""
        try:
            second = of_value(function(scope))
        except (UndefinedError, UnevaluatedError):
            return None
        return None if second is None else self._further({**first, later: second})

    def _further(self, changes: Mapping[str, Worth]) -> Worth | None:
        try:
            return changes[self.target] if self.target in changes else self._along(changes)
        except (UndefinedError, UnevaluatedError):
            return None

    def led(self, changes: Mapping[str, Node]) -> Worth | None:
        """Give the key's worth where steps came out as other trees, in floats as far as they suffice."""
        try:
            found = self.in_floats(changes)
        except UndefinedError:
            return None
        except UnevaluatedError:
            return self.changed(changes)
        return self.onward(found, lambda: changes)

    def in_floats(self, trees: Trees) -> Mapping[str, Worth]:
        """Give what trees are worth; raises ``UndefinedError`` and ``UnevaluatedError``."""
        found = {name: of_value(evaluated(tree, self.names)) for name, tree in trees.items()}
        finite = {name: each for name, each in found.items() if each is not None}
        if len(finite) < len(found):
            raise UndefinedError(NO_FLOAT)
        return finite

    def changed(self, changes: Mapping[str, Node]) -> Worth | None:
        """Give the key's worth where steps came out as other trees."""
        try:
            return slowly(self.exact(changes), self.point)
        except UndefinedError:
            return None

    def exact(self, changes: Mapping[str, Node]) -> Node:
        """Give the key as a worked-out tree where steps came out as other trees; raises ``UndefinedError``."""
        known, moved = dict(self.environment), set[str]()
        needed = self.route.needed({name: frozenset(map(_whole, variables(tree))) for name, tree in changes.items()})
        for step in self.steps:
            if step.name not in needed:
                continue
            if step.name in changes:
                known[step.name] = worked(substituted(changes[step.name], known))
            elif self.route.rests[step.name] & moved:
                known[step.name] = worked(substituted(step.formula, known))
            else:
                continue
            moved.add(step.name)
            known.update(_components(step.name, known[step.name]))
        return known[self.target] if self.target in moved else worked(self.value)


def _whole(name: str) -> str:
    """Give the step of which ``symbols`` named a number.

    >>> _whole("u⟨2⟩"), _whole("u")
    ('u', 'u')
    """
    return name.partition("⟨")[0]


def _floating(found: Worth) -> Value:
    if found.value is None:
        raise UnevaluatedError(found.shape)
    return found.value


def _components(name: str, tree: Node) -> Iterator[tuple[str, Node]]:
    """Give the numbers of a tree the names that ``symbols`` made."""
    shape, leaves = flattened(tree)
    if shape:
        yield from ((f"{name}⟨{at}⟩", leaf) for at, leaf in enumerate(leaves))
    else:
        yield f"{name}⟨⟩", tree


def _named(name: str, found: Worth) -> Iterator[tuple[str, Value]]:
    """Give the numbers of a value the names that ``symbols`` made."""
    if not found.shape:
        yield f"{name}⟨⟩", found.numbers[0]
    else:
        yield from ((f"{name}⟨{at}⟩", number) for at, number in enumerate(found.numbers))


def course(route: Route, environment: Mapping[str, Node]) -> Course:
    """Follow a route with what the names of a variant stand for."""
    return Course(route, environment, _point(sorted(route.free - environment.keys())))


def _point(free: list[str]) -> Point:
    """Give the variables of functions values at which different functions rarely agree."""
    from flint import fmpq

    return {name: fmpq(7310 + 1129 * place, 9973) for place, name in enumerate(free)} if free else NOWHERE
