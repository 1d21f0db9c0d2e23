"""A variant: the values of an exercise's parameters for one student, what follows from them, and a digest."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, TypeAlias

from graders.errors import AuthorError, Problem, UndefinedError
from graders.exercise import steps_to
from graders.syntax import to_text
from graders.value.decimals import settled
from graders.value.exact import substituted

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    from graders.exercise import Derived, Exercise
    from graders.syntax.tree import Node

Values: TypeAlias = "tuple[tuple[str, Node], ...]"
"""Names with their values, in the order in which an exercise gives them."""


@dataclass(frozen=True)
class Variant:
    """One member of an exercise's family.

    ``number`` is its place among all candidates of the parameters' domains, counted from 0 (-1 for a
    pinned variant whose values lie outside them); ``values`` holds parameters in the order of ``given``;
    ``steps`` are the exercise's, of which ``derived`` is worked out; ``digest`` is ``digest_of`` the
    exercise's id and the values, so that a variant once issued can be recognised for ever.

    It has no slots, because what is derived is worked out when it is first asked for: a question is posed
    without the key.
    """

    exercise: str
    number: int
    values: Values
    steps: tuple[Derived, ...]
    digest: str

    @cached_property
    def derived(self) -> Values:
        """The values of ``derive``, exact and reduced; an ``AuthorError`` names a step that has none."""
        return self._along(self.steps)

    def needed(self, names: AbstractSet[str]) -> Values:
        """Give the values of the steps of these names and of those that they rest on, and of no others."""
        return self._along(steps_to(names, self.steps))

    def _along(self, steps: tuple[Derived, ...]) -> Values:
        environment = dict(self.values)
        for step in steps:
            environment[step.name] = self._worked(step, environment)
        return tuple((step.name, environment[step.name]) for step in steps)

    def _worked(self, step: Derived, environment: dict[str, Node]) -> Node:
        try:
            return settled(substituted(step.formula, environment))
        except UndefinedError as error:
            message = f"{to_text(step.formula)} has no value for {written(self.values)}: {error}"
            remedy = "exclude such values under where"
            problem = Problem(message, self.exercise, path=f"derive.{step.name}", remedy=remedy)
            raise AuthorError((problem,)) from error

    @cached_property
    def environment(self) -> Mapping[str, Node]:
        """Every name of the exercise with its value in this variant."""
        return dict(self.values + self.derived)


def make_variant(exercise: Exercise, number: int, values: Values) -> Variant:
    """Make the variant of given values, which stand in the order of ``given``."""
    return Variant(exercise.id, number, values, exercise.derive, digest_of(exercise.id, values))


def digest_of(exercise: str, values: Values) -> str:
    """Give the SHA-256, in hexadecimal, of an exercise's id and values as plain text.

    The text is one line of JSON in ASCII, the same on every machine and in every version:
    ``["graders variant 1", "embeddings/inner-product", ["a", "(-1, 4, 2)"], ["b", "(3, 0, -2)"]]``.
    """
    line = ["graders variant 1", exercise, *([name, to_text(value)] for name, value in values)]
    return sha256(json.dumps(line, ensure_ascii=True).encode()).hexdigest()


def written(values: Values) -> str:
    """Write values for a message: ``a = (-1, 4, 2), b = (3, 0, -2)``."""
    return ", ".join(f"{name} = {to_text(value)}" for name, value in values)
