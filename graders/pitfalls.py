"""General mistakes that must not lead to a key: those of the catalogue that are made in the formula of a step.

Which ones leave variants out is part of what a class key means, like the order of variants: the list never
changes under one scheme, and golden digests notice if a rule of it does.  Only what is decided on whole
columns is asked.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graders.census import coincidences
from graders.malrules.catalogue import CATALOGUE
from graders.syntax.tree import Node, children, rebuilt
from graders.trap import trap
from graders.value.exact import substituted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from graders.candidates import Candidates
    from graders.exercise import Exercise, Part
    from graders.malrules.rule import Rule
    from graders.parameters import Domains
    from graders.trap import Trap

NAMES = frozenset(
    (
        "sum_for_difference", "order_of_difference", "norm_squared", "root_forgotten", "root_of_sum",
        "quotient_upside_down", "denominator_dropped",
    )
)  # fmt: skip
"""The mistakes that scheme 2 leaves out."""


TRIED = 256
"""On so many candidates a mistake is tried before it leaves any out."""

SELDOM = 8
"""What leads to the key more often than once in so many is no mistake here, as is ``b - a`` for a distance."""


def with_pitfalls(exercise: Exercise, space: Candidates) -> Candidates:
    """Leave out candidates on which a general mistake leads to a key, as it seldom does."""
    if not exercise.discriminating:
        return space
    tried = coincidences(space, TRIED, tuple(pitfalls(exercise, space.domains)))
    seldom = tuple(one.trap for one in tried if one.found * SELDOM <= one.examined)
    return replace(space, constraints=(*space.constraints, *seldom))


def pitfalls(exercise: Exercise, domains: Domains) -> Iterator[Trap]:
    """Make a condition of every general mistake in a step that a key rests on, each mistaken formula once."""
    rules = [rule for rule in CATALOGUE if rule.name in NAMES]
    formulas: dict[str, Node] = {step.name: step.formula for step in exercise.derive}
    for place, part in enumerate(exercise.parts):
        if part.check == "equivalent":
            yield from _of_part(f"parts[{place}]", part, formulas, rules, domains)


def _of_part(
    path: str, part: Part, formulas: Mapping[str, Node], rules: list[Rule], domains: Domains
) -> Iterator[Trap]:
    right = _inlined(part.key, formulas)
    seen = {right}
    for name, formula in {**formulas, "": part.key}.items():
        for rule in rules:
            for mistaken in _made(formula, rule):
                changed = {**formulas, name: mistaken} if name else formulas
                when = _inlined(part.key if name else mistaken, changed)
                made = None if when in seen else trap(f"{path} {rule.name}", part, when, (), domains, key=right)
                seen.add(when)
                if made is not None and made.plan is not None:
                    yield made


def _inlined(node: Node, formulas: Mapping[str, Node]) -> Node:
    """Put the formulas of steps in the place of their names, the last step first."""
    for name in reversed(tuple(formulas)):
        node = substituted(node, {name: formulas[name]})
    return node


def _made(node: Node, rule: Rule) -> Iterator[Node]:
    """Make a mistake at every place of a formula."""
    yield from rule.rewrite(node)
    parts = children(node)
    for place, part in enumerate(parts):
        for changed in _made(part, rule):
            yield rebuilt(node, (*parts[:place], changed, *parts[place + 1 :]))
