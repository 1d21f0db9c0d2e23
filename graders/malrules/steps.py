"""The solution's steps as a course: what a part rests on, and what becomes of it when a step comes out otherwise.

From a changed step to the part's key is worked out with names for the changed numbers once, and then with
the enclosures of each mistake: no tree is rebuilt for the many mistakes of one step.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from graders.errors import UndefinedError
from graders.exercise import Derived
from graders.malrules.worth import BITS, NOWHERE, Worth, flattened, symbols, weighed, worked, worth
from graders.solution import chain
from graders.syntax.tree import Integer, Variable, children, free_variables, rebuilt, variables, walk
from graders.value.ball import ImpreciseError, UnevaluatedError, enclosure
from graders.value.exact import reduced, substituted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from graders.exercise import Exercise
    from graders.syntax.tree import Node
    from graders.value.ball import Ball, Point
    from graders.variant import Variant

ANSWER = "⟨answer⟩"
"""The name of a part's key where it is no step's; it cannot be typed."""

Leg: TypeAlias = "tuple[str, tuple[Node, ...], str]"
"""A later step: its name, its numbers in terms of what changed, and its shape."""


@dataclass(frozen=True)
class Course:
    """The steps that lead to a part's key, in order; the last one is the key.

    It has no slots, because what is worked out is kept.
    """

    steps: tuple[Derived, ...]
    numbers: tuple[int, ...]
    environment: Mapping[str, Node]
    point: Point

    @property
    def target(self) -> str:
        """The name of the last step."""
        return self.steps[-1].name

    @cached_property
    def value(self) -> Node:
        """The key."""
        known = self.environment.get(self.target)
        return substituted(self.steps[-1].formula, self.environment) if known is None else known

    @cached_property
    def key(self) -> Node:
        """The key as one writes it in the end."""
        return reduced(self.value)

    @cached_property
    def worth(self) -> Worth | None:
        """What the key is worth."""
        return self.evaluated(self.value)

    @cached_property
    def legs(self) -> dict[tuple[str, str], tuple[Leg, ...] | None]:
        """The ways from a changed step onwards that were worked out so far."""
        return {}

    @cached_property
    def lines(self) -> dict[str, tuple[Node, ...]]:
        """The lines of steps that were asked for so far."""
        return {}

    def formula(self, name: str) -> Node:
        """Give a step's formula."""
        return next(step.formula for step in self.steps if step.name == name)

    def number(self, name: str) -> int:
        """Give the place of a step in the solution, from 1."""
        return next(number for number, step in zip(self.numbers, self.steps, strict=True) if step.name == name)

    def stages(self, name: str) -> tuple[Node, ...]:
        """Give a step's lines with the numbers put in."""
        if name not in self.lines:
            self.lines[name] = chain(self.formula(name), self.environment)
        return self.lines[name]

    def evaluated(self, tree: Node) -> Worth | None:
        """Evaluate a tree without names of the exercise."""
        try:
            return worth(worked(tree), self.point)
        except UndefinedError:
            return None

    def onward(self, name: str, changed: Worth) -> Worth | None:
        """Give the key's worth where a step came out as another value."""
        if name == self.target:
            return changed
        way = (name, changed.shape)
        if way not in self.legs:
            self.legs[way] = self._legs(name, changed)
        legs = self.legs[way]
        return None if legs is None else self._along(name, changed, legs)

    def size_onward(self, name: str, changed: Worth) -> int:
        """Count the nodes that are evaluated from a changed step to the key, at least 1."""
        self.onward(name, changed)
        legs = self.legs.get((name, changed.shape)) or ()
        return 1 + sum(size(leaf) for _, leaves, _ in legs for leaf in leaves)

    def _legs(self, name: str, changed: Worth) -> tuple[Leg, ...] | None:
        stands = symbols(name, changed.shape, len(changed.balls))
        if stands is None:
            return None
        known, legs = {**self.environment, name: stands}, list[Leg]()
        moved = {name}
        for step in self.steps:
            if step.name in moved or not variables(step.formula) & moved:
                continue
            try:
                shape, leaves = flattened(worked(substituted(step.formula, known)))
            except UndefinedError:
                return None
            stands = symbols(step.name, shape, len(leaves))
            legs.append((step.name, tuple(map(self._settled, leaves)), shape))
            if stands is not None:
                known[step.name] = stands
            elif step.name != self.target:
                return None
            moved.add(step.name)
        return tuple(legs)

    def _settled(self, tree: Node) -> Node:
        """Put names that cannot be typed in the place of what does not change, and keep its enclosure."""
        if isinstance(tree, Variable | Integer):
            return tree
        if not variables(tree):
            name = f"⟨{len(self.constants)}⟩"
            try:
                self.constants[name] = enclosure(tree, BITS)
            except (UndefinedError, UnevaluatedError, ImpreciseError):
                return tree
            return Variable(name)
        return rebuilt(tree, tuple(map(self._settled, children(tree))))

    @cached_property
    def constants(self) -> dict[str, Ball]:
        """The enclosures of what does not change, by names."""
        return {}

    def _along(self, name: str, changed: Worth, legs: tuple[Leg, ...]) -> Worth | None:
        point: dict[str, Ball] = {**self.point, **self.constants, **dict(_named(name, changed))}
        found = changed
        for step, leaves, shape in legs:
            try:
                found = weighed(shape, tuple(enclosure(leaf, BITS, point) for leaf in leaves))
            except (UndefinedError, UnevaluatedError, ImpreciseError):
                return None
            point.update(_named(step, found))
        return found if found.is_finite else None

    def through(self, name: str, first: Worth, later: str, shape: str, leaves: tuple[Node, ...]) -> Worth | None:
        """Give the key's worth where a step came out as another value, and a later one as numbers in terms of it."""
        try:
            point = {**self.point, **dict(_named(name, first))}
            second = weighed(shape, tuple(enclosure(leaf, BITS, point) for leaf in leaves))
        except (UndefinedError, UnevaluatedError, ImpreciseError):
            return None
        return self.onward(later, second) if second.is_finite else None

    def changed(self, changes: Mapping[str, Node]) -> Worth | None:
        """Give the key's worth where steps came out as other trees."""
        try:
            return worth(self.exact(changes), self.point)
        except UndefinedError:
            return None

    def exact(self, changes: Mapping[str, Node]) -> Node:
        """Give the key as a worked-out tree where steps came out as other trees; raises ``UndefinedError``."""
        known, moved = dict(self.environment), set[str]()
        for step in self.steps:
            if step.name in changes:
                known[step.name] = worked(substituted(changes[step.name], known))
            elif variables(step.formula) & moved:
                known[step.name] = worked(substituted(step.formula, known))
            else:
                continue
            moved.add(step.name)
            known.update(_components(step.name, known[step.name]))
        return known[self.target] if self.target in moved else worked(self.value)


def _components(name: str, tree: Node) -> Iterator[tuple[str, Node]]:
    """Give the numbers of a tree the names that ``symbols`` made."""
    shape, leaves = flattened(tree)
    if shape:
        yield from ((f"{name}⟨{at}⟩", leaf) for at, leaf in enumerate(leaves))
    else:
        yield f"{name}⟨⟩", tree


def size(tree: Node) -> int:
    """Count the nodes of a tree."""
    return sum(1 for _ in walk(tree))


def _named(name: str, found: Worth) -> Iterator[tuple[str, Ball]]:
    """Give the numbers of a value the names that ``symbols`` made."""
    if not found.shape:
        yield f"{name}⟨⟩", found.balls[0]
    else:
        yield from ((f"{name}⟨{at}⟩", ball) for at, ball in enumerate(found.balls))


def course(exercise: Exercise, variant: Variant, key: Node) -> Course:
    """Find what a key rests on."""
    environment = variant.environment
    numbered = list(enumerate(exercise.derive, 1))
    names = [step.name for step in exercise.derive]
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
    free = frozenset[str]().union(*(free_variables(step.formula) for _, step in chosen)) - set(environment)
    return Course(
        tuple(step for _, step in chosen), tuple(number for number, _ in chosen), environment, _point(sorted(free))
    )


def _point(free: list[str]) -> Point:
    """Give the variables of functions values at which different functions rarely agree."""
    from flint import fmpq

    return {name: fmpq(7310 + 1129 * place, 9973) for place, name in enumerate(free)} if free else NOWHERE
