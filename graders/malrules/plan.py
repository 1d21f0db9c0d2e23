"""What leads to a part's key whatever the numbers are: known once for an exercise, whoever is asked.

``Course`` follows a plan with the numbers of a variant.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from graders.exercise import Derived
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
class Plan:
    """The steps that lead to a part's key, in order, whatever the numbers are; the last one is the key.

    ``numbers`` are their places in the solution, from 1.  It has no slots, because what is worked out is kept.
    """

    steps: tuple[Derived, ...]
    numbers: tuple[int, ...]

    @cached_property
    def target(self) -> str:
        """The name of the last step."""
        return self.steps[-1].name

    @cached_property
    def formulas(self) -> Mapping[str, Node]:
        """The formulas, by their steps."""
        return {step.name: step.formula for step in self.steps}

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The places in the solution, by their steps."""
        return dict(zip(self.formulas, self.numbers, strict=True))

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


class Plans:
    """The plans of an exercise's parts, each made when it is first asked for."""

    def __init__(self, exercise: Exercise) -> None:
        """Begin without any."""
        self.exercise = exercise
        self.made: dict[str, Plan] = {}

    def of(self, part: Part) -> Plan:
        """Give the plan of a part."""
        if part.id not in self.made:
            self.made[part.id] = plan(self.exercise.derive, part.key)
        return self.made[part.id]


KEPT = 64
"""So many exercises are remembered with their plans."""


@lru_cache(KEPT)
def plans(exercise: Exercise) -> Plans:
    """Give the plans of an exercise that many students have."""
    return Plans(exercise)


def plan(derive: tuple[Derived, ...], key: Node) -> Plan:
    """Find what a key rests on; one that is no step's value is a step of its own."""
    numbered = list(enumerate(derive, 1))
    names = [step.name for step in derive]
    if not (isinstance(key, Variable) and key.name in names):
        numbered.append((len(names) + 1, Derived(ANSWER, key)))
        target = ANSWER
    else:
        target = key.name
    needed, chosen = {target}, list[tuple[int, Derived]]()
    for number, step in reversed(numbered):
        if step.name in needed:
            needed |= variables(step.formula)
            chosen.append((number, step))
    chosen.reverse()
    return Plan(tuple(step for _, step in chosen), tuple(number for number, _ in chosen))
