"""Exercises that share parameters: the same two vectors for a distance, an inner product and a cosine.

They are drawn as one exercise, which has the parameters and conditions of all of them.  Names that two of
them use for different things are told apart as ``d`` and ``d@2``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from graders.candidates import candidates
from graders.errors import AuthorError, Problem
from graders.exercise import Derived, Exercise, MalRule, Parameter
from graders.syntax import to_text
from graders.syntax.tree import Variable
from graders.value.exact import substituted
from graders.variant import make_variant

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from graders.candidates import Candidates
    from graders.exercise import Part
    from graders.syntax.tree import Node
    from graders.variant import Variant


@dataclass(frozen=True, slots=True)
class Sharing:
    """Exercises that share parameters, and the one exercise that is drawn for all of them."""

    exercises: tuple[Exercise, ...]
    whole: Exercise
    names: tuple[Mapping[str, str], ...]
    spaces: tuple[Candidates, ...]

    def split(self, variant: Variant) -> tuple[Variant, ...]:
        """Give the variants of the exercises."""
        return tuple(self._split(variant))

    def _split(self, variant: Variant) -> Iterator[Variant]:
        values = dict(variant.values)
        for exercise, names, space in zip(self.exercises, self.names, self.spaces, strict=True):
            own = tuple((one.name, values[names[one.name]]) for one in exercise.given)
            number = space.number(own)
            yield make_variant(exercise, -1 if number is None else number, own)

    def joined(self, variants: Sequence[Variant]) -> Variant:
        """Give the variant of the whole that the variants of the exercises come from."""
        values: dict[str, Node] = {}
        for variant, names in zip(variants, self.names, strict=True):
            values.update((names[name], value) for name, value in variant.values if name in names)
        kept = tuple((one.name, values[one.name]) for one in self.whole.given if one.name in values)
        return make_variant(self.whole, -1, kept)


def sharing(exercises: Sequence[Exercise], shared: tuple[str, ...]) -> Sharing:
    """Make one exercise of several that share parameters; an ``AuthorError`` says why that cannot be."""
    problems = tuple(_problems(exercises, shared))
    if problems:
        raise AuthorError(problems)
    names = tuple(_renamed(exercises, shared))
    given: dict[str, Parameter] = {}
    for exercise, own in zip(exercises, names, strict=True):
        for one in exercise.given:
            given.setdefault(own[one.name], Parameter(own[one.name], _in(one.domain, own)))
    pairs = tuple(zip(exercises, names, strict=True))
    whole = Exercise(
        id="+".join(exercise.id for exercise in exercises),
        title=exercises[0].title,
        question=", ".join(f"{{{{ {name} }}}}" for name in given),
        parts=tuple(_part(part, exercise, own) for exercise, own in pairs for part in exercise.parts),
        given=tuple(given.values()),
        where=tuple(_in(one, own) for exercise, own in pairs for one in exercise.where),
        derive=tuple(Derived(own[one.name], _in(one.formula, own)) for each, own in pairs for one in each.derive),
        even=any(exercise.even for exercise in exercises),
    )
    return Sharing(tuple(exercises), whole, names, tuple(map(candidates, exercises)))


def _problems(exercises: Sequence[Exercise], shared: tuple[str, ...]) -> Iterator[Problem]:
    """Say which exercises lack a parameter that is shared, or draw it from elsewhere."""
    for name in shared:
        domains = {exercise.id: _domain(exercise, name) for exercise in exercises}
        first = next((domain for domain in domains.values() if domain is not None), None)
        for exercise, domain in domains.items():
            if domain is None:
                remedy = "share what all of them have, or take the exercise out"
                yield Problem(f"has no parameter {name}, which others share", exercise, path="given", remedy=remedy)
            elif domain != first:
                message = f"draws {name} from {domain}, where others that share it draw from {first}"
                yield Problem(message, exercise, path=f"given.{name}", remedy="write the same domain")


def _domain(exercise: Exercise, name: str) -> str | None:
    return next((to_text(one.domain) for one in exercise.given if one.name == name), None)


def _renamed(exercises: Sequence[Exercise], shared: tuple[str, ...]) -> Iterator[dict[str, str]]:
    """Give every exercise's names in the whole."""
    taken = set(shared)
    for place, exercise in enumerate(exercises, 1):
        own = {name: name for name in shared}
        for name in _names(exercise):
            if name not in shared:
                own[name] = f"{name}@{place}" if name in taken else name
        taken.update(own.values())
        yield own


def _names(exercise: Exercise) -> Iterable[str]:
    yield from (one.name for one in exercise.given)
    yield from (step.name for step in exercise.derive)


def _in(node: Node, names: Mapping[str, str]) -> Node:
    return substituted(node, {old: Variable(new) for old, new in names.items() if old != new})


def _part(part: Part, exercise: Exercise, names: Mapping[str, str]) -> Part:
    rules = part.malrules if exercise.discriminating else ()
    malrules = tuple(MalRule(_in(rule.when, names), rule.say, rule.credit) for rule in rules)
    return replace(part, key=_in(part.key, names), malrules=malrules)
