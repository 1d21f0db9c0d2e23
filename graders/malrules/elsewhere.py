"""The same mistakes with other numbers: two that lead to one answer there too are one mistake in two wordings.

On a variant whose numbers happen to be small, different mistakes meet by accident.  With numbers far apart,
of the same signs, they do not.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from types import MappingProxyType
from typing import TYPE_CHECKING

from graders.errors import AuthorError
from graders.exercise import Derived
from graders.malrules.mistakes import Mistake, Mistakes, close
from graders.malrules.slips import made_again
from graders.syntax.tree import (
    Call,
    Integer,
    Listing,
    Matrix,
    Negative,
    Node,
    Power,
    children,
    rebuilt,
    variables,
    walk,
)
from graders.value.exact import substituted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from graders.exercise import Exercise, Part
    from graders.malrules.worth import Worth
    from graders.variant import Variant

SCALE = 97
"""By how much numbers are taken apart."""

COUNTING: Mapping[str, int] = MappingProxyType(
    {
        "one_hot": 0, "identity": 0, "factorial": 0, "binomial": 0, "gcd": 0, "lcm": 0, "mod": 0,
        "component": 1, "row": 1, "column": 1, "sum": 2, "product": 2,
    }
)  # fmt: skip
"""Functions that count with their arguments from a place on, from 0: numbers that stand there keep their values."""


def elsewhere(mistakes: Mistakes) -> Mistakes | None:
    """Give the mistakes of the same exercise with other numbers, ``None`` where there are no others.

    What counts keeps its value, and what is made by counting gets other numbers like what is given.
    """
    exercise, variant = mistakes.exercise, mistakes.variant
    kept, apart = counted(exercise), count(1)
    values = tuple((name, value if name in kept else _apart(value, apart)) for name, value in variant.values)
    made = {
        step.name: Derived(step.name, _apart(value, apart))
        for step, (_, value) in zip(exercise.derive, variant.derived, strict=True)
        if variables(step.formula) & kept
    }
    if values == variant.values and not made:
        return None
    steps = tuple(made.get(step.name, step) for step in exercise.derive)
    there = replace(variant, values=values, steps=steps)
    return replace(mistakes, exercise=replace(exercise, derive=steps), variant=there) if _is_defined(there) else None


def _is_defined(variant: Variant) -> bool:
    try:
        return len(variant.derived) == len(variant.steps)
    except AuthorError:
        return False


def counted(exercise: Exercise) -> frozenset[str]:
    """Give the parameters that are sizes, places or exponents."""
    formulas = (*(step.formula for step in exercise.derive), *(part.key for part in exercise.parts))
    given = {parameter.name for parameter in exercise.given}
    found = (name for formula in formulas for node in walk(formula) for name in _counted_in(node))
    return frozenset(found) & given


def _counted_in(node: Node) -> Iterator[str]:
    match node:
        case Call(name=name, arguments=arguments) if name in COUNTING:
            yield from (name for argument in arguments[COUNTING[name] :] for name in variables(argument))
        case Power(exponent=exponent):
            yield from variables(exponent)
        case _:
            return


def _apart(value: Node, apart: Iterator[int]) -> Node:
    """Put a number far from others in the place of each, of the same sign."""
    match value:
        case Integer(value=number):
            return Integer(SCALE * number + next(apart))
        case Negative() | Listing() | Matrix():
            return rebuilt(value, tuple(_apart(part, apart) for part in children(value)))
        case _:
            return value


def one_mistake(there: Mistakes, part: Part, first: Mistake, second: Mistake) -> bool:
    """Tell whether two mistakes lead to one answer with other numbers too."""
    left, right = _worth(there, part, first), _worth(there, part, second)
    return left is not None and right is not None and left.shape == right.shape and close(left.key, right.key)


def _worth(there: Mistakes, part: Part, mistake: Mistake) -> Worth | None:
    way = there.course(part)
    if not mistake.slips:
        return way.evaluated(substituted(there.exercise.part(mistake.part).key, there.variant.environment))
    if not {slip.step for slip in mistake.slips if slip.number} <= {step.name for step in way.steps}:
        return None
    trees = [(slip.step, made_again(slip, way)) for slip in mistake.slips]
    if any(not slip.number for slip in mistake.slips):
        whole = trees[0][1]
        return None if whole is None else way.evaluated(whole)
    changes = {step: tree for step, tree in trees if tree is not None}
    return way.changed(changes) if len(changes) == len(trees) else None
