"""What leads to a part's key whatever the numbers are: known once for an exercise, whoever is asked.

``Course`` follows a route with the numbers of a variant.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from graders.exercise import Derived, steps_to
from graders.syntax.tree import Variable, free_variables, size, variables
from graders.value.floats import function_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from graders.exercise import Exercise, Part
    from graders.syntax.tree import Node
    from graders.value.float_functions import Value

ANSWER = "⟨answer⟩"
"""The name of a part's key where it is no step's; it cannot be typed."""


@dataclass(frozen=True)
class Route:
    """The steps that lead to a part's key, in order, whatever the numbers are; the last one is the key.

    ``places`` has where each step of the solution stands in it, from 1.  It has no slots, because what is worked out
    is kept.
    """

    steps: tuple[Derived, ...]
    places: Mapping[str, int]

    @cached_property
    def target(self) -> str:
        """The name of the last step."""
        return self.steps[-1].name

    @cached_property
    def formulas(self) -> Mapping[str, Node]:
        """The formulas, by their steps."""
        return {step.name: step.formula for step in self.steps}

    @cached_property
    def rests(self) -> Mapping[str, frozenset[str]]:
        """The names that each step's formula has."""
        return {step.name: variables(step.formula) for step in self.steps}

    @cached_property
    def used(self) -> frozenset[str]:
        """The names that any formula has."""
        return frozenset[str]().union(*self.rests.values())

    @cached_property
    def free(self) -> frozenset[str]:
        """Those that stand for something outside of the formulas, parameters included."""
        return frozenset[str]().union(*(free_variables(step.formula) for step in self.steps))

    def _later(self, names: tuple[str, ...]) -> tuple[Derived, ...]:
        """Give the later steps that rest on some, directly or through others."""
        moved, found = set(names), list[Derived]()
        for step in self.steps:
            if step.name not in moved and self.rests[step.name] & moved:
                moved.add(step.name)
                found.append(step)
        return tuple(found)

    @cached_property
    def followers(self) -> Mapping[str, frozenset[str]]:
        """The names of the later steps that rest on each one."""
        return {step.name: frozenset(each.name for each in self._later((step.name,))) for step in self.steps}

    def onward_from(self, names: tuple[str, ...]) -> tuple[Derived, ...]:
        """Give the later steps that rest on some, and that the key rests on where these are given."""
        if names not in self._ways:
            needed = self.needed(dict.fromkeys(names, frozenset()))
            self._ways[names] = tuple(step for step in self._later(names) if step.name in needed)
        return self._ways[names]

    def needed(self, rests: Mapping[str, frozenset[str]]) -> frozenset[str]:
        """Give the steps that lead to the key, where some of them rest on other names than their formulas do."""
        needed = {self.target}
        for step in reversed(self.steps):
            if step.name in needed:
                needed |= rests[step.name] if step.name in rests else self.rests[step.name]
        return frozenset(needed)

    @cached_property
    def _ways(self) -> dict[tuple[str, ...], tuple[Derived, ...]]:
        return {}

    def nodes_onward(self, name: str) -> int:
        """Count the nodes of the formulas through which a changed step leads to the key."""
        if name not in self._nodes:
            self._nodes[name] = sum(size(step.formula) for step in self.onward_from((name,)))
        return self._nodes[name]

    @cached_property
    def _nodes(self) -> dict[str, int]:
        return {}

    def function(self, name: str) -> Callable[[Mapping[str, Value]], Value]:
        """Give a step's formula as a function of the values of its names."""
        if name not in self._functions:
            self._functions[name] = function_of(self.formulas[name])
        return self._functions[name]

    @cached_property
    def _functions(self) -> dict[str, Callable[[Mapping[str, Value]], Value]]:
        return {}


class Routes:
    """The routes of an exercise's parts, each made when it is first asked for."""

    def __init__(self, exercise: Exercise) -> None:
        """Begin without any."""
        self.exercise = exercise
        self.made: dict[str, Route] = {}

    def of(self, part: Part) -> Route:
        """Give the route of a part."""
        if part.id not in self.made:
            self.made[part.id] = route(self.exercise.derive, part.key)
        return self.made[part.id]


KEPT = 64
"""So many exercises are remembered with their routes."""


@lru_cache(KEPT)
def routes(exercise: Exercise) -> Routes:
    """Give the routes of an exercise that many students have."""
    return Routes(exercise)


def route(derive: tuple[Derived, ...], key: Node) -> Route:
    """Find what a key rests on; one that is no step's value is a step of its own."""
    last = key.name if isinstance(key, Variable) and any(step.name == key.name for step in derive) else ANSWER
    steps = derive if last != ANSWER else (*derive, Derived(ANSWER, key))
    places = {step.name: place for place, step in enumerate(steps, 1)}
    return Route(steps_to({last}, steps), places)
