"""The same mistakes with other numbers: two that lead to one answer there too are one mistake in two wordings.

On a variant whose numbers happen to be small, different mistakes meet by accident.  With numbers far apart,
of the same signs, they do not, nor with decimals near the numbers of the variant.  Far ones are too large for an
exponential, and near ones are no places and no squares, so that both are tried, and have to agree.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from itertools import count
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from graders.errors import AuthorError
from graders.exercise import Derived, steps_to
from graders.malrules.mistakes import Mistake, Mistakes, close
from graders.malrules.slips import made_again
from graders.syntax.tree import (
    Call,
    Decimal,
    Integer,
    Listing,
    Matrix,
    Negative,
    Node,
    Power,
    Product,
    Quotient,
    Sum,
    Variable,
    children,
    rebuilt,
    variables,
    walk,
)
from graders.value.decimals import decimal_tree, places_of
from graders.value.exact import reduced, substituted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from graders.exercise import Exercise, Part
    from graders.malrules.worth import Worth
    from graders.variant import Variant

SCALE = 97
"""By how much numbers are taken apart."""

FINE, FINE_PLACES = Fraction(37, 10_000), 4
"""By what near numbers differ more and more, and how many decimal places that takes."""

Draw: TypeAlias = "Callable[[Node], Node]"
"""Puts another number in the place of a whole number or a decimal."""

COUNTING: Mapping[str, int] = MappingProxyType(
    {
        "one_hot": 0, "identity": 0, "factorial": 0, "binomial": 0, "gcd": 0, "lcm": 0, "mod": 0,
        "component": 1, "row": 1, "column": 1, "sum": 2, "product": 2,
    }
)  # fmt: skip
"""Functions that count with their arguments from a place on, from 0: numbers that stand there keep their values."""


@dataclass(frozen=True)
class Elsewhere:
    """The same exercise with other numbers, far and near; it has no slots, because what is worked out there is kept."""

    here: Mistakes
    known: dict[tuple[int, str, int], Worth | None] = field(default_factory=dict)
    """What mistakes lead to, by whether the numbers are far or near, by part, and by the identity of a mistake, which
    tables hold."""

    def is_one(self, part: Part, first: Mistake, second: Mistake) -> bool:
        """Tell whether two mistakes lead to one answer with other numbers too, wherever both lead to any.

        Far numbers tell most of those apart that are two, and near ones are not drawn then.
        """
        agrees = False
        for at in range(len(DRAWN)):
            left, right = self._led(at, part, first), self._led(at, part, second)
            if left is not None and right is not None:
                if left.shape != right.shape or not close(left.key, right.key):
                    return False
                agrees = True
        return agrees

    def _led(self, at: int, part: Part, mistake: Mistake) -> Worth | None:
        name = at, part.id, id(mistake)
        if name not in self.known:
            there = self._there(at)
            self.known[name] = None if there is None else _worth(there, part, mistake)
        return self.known[name]

    def _there(self, at: int) -> Mistakes | None:
        if at not in self._places:
            self._places[at] = _there(self.here, counted(self.here.exercise), DRAWN[at]())
        return self._places[at]

    @cached_property
    def _places(self) -> dict[int, Mistakes | None]:
        return {}


def _there(mistakes: Mistakes, kept: frozenset[str], draw: Draw) -> Mistakes | None:
    """Draw other numbers, but for those that count."""
    exercise, variant = mistakes.exercise, mistakes.variant
    known = variant.environment
    given = tuple((name, value if name in kept else _redrawn(value, draw)) for name, value in variant.values)
    asides = tuple((_aside(name), _redrawn(known[name], draw)) for name in sorted(kept))
    numbers = _Numbers(known, draw, {})
    steps = tuple(
        step if step.name in kept else Derived(step.name, _elsewhere(step.formula, kept, numbers))
        for step in exercise.derive
    )
    if given == variant.values and steps == exercise.derive:
        return None
    there = replace(variant, values=given + asides, steps=steps)
    if not _is_defined(there):
        return None
    if steps == exercise.derive:
        return replace(mistakes, variant=there, beside=None)
    return replace(mistakes, exercise=replace(exercise, derive=steps), variant=there, routes=None, beside=None)


def _is_defined(variant: Variant) -> bool:
    try:
        return len(variant.derived) == len(variant.steps)
    except AuthorError:
        return False


def _aside(name: str) -> str:
    """Name the other number for one that counts; it cannot be typed."""
    return f"{name}⟨elsewhere⟩"


@dataclass(frozen=True, slots=True)
class _Numbers:
    """Other numbers for what is made by counting, such as a one-hot vector; the same for the same."""

    known: Mapping[str, Node]
    draw: Draw
    drawn: dict[Node, Node]

    def of(self, node: Node) -> Node:
        """Give what stands for a node."""
        if node not in self.drawn:
            self.drawn[node] = _redrawn(reduced(substituted(node, self.known)), self.draw)
        return self.drawn[node]


def _elsewhere(node: Node, kept: frozenset[str], numbers: _Numbers) -> Node:
    """Put other numbers where those that are kept do not count, and in the place of what only counts."""
    if isinstance(node, Variable):
        return Variable(_aside(node.name)) if node.name in kept else node
    counting = _counting(node)
    if counting and variables(node) <= kept:
        return numbers.of(node)
    below = children(node)
    changed = tuple(child if child in counting else _elsewhere(child, kept, numbers) for child in below)
    return node if changed == below else rebuilt(node, changed)


def counted(exercise: Exercise) -> frozenset[str]:
    """Give the names that are sizes, places or exponents, and what they rest on."""
    formulas = (*(step.formula for step in exercise.derive), *(part.key for part in exercise.parts))
    found = {
        name for formula in formulas for node in walk(formula) for each in _counting(node) for name in variables(each)
    }
    resting = (variables(step.formula) for step in steps_to(found, exercise.derive))
    names = {parameter.name for parameter in exercise.given} | {step.name for step in exercise.derive}
    return frozenset(found.union(*resting) & names)


def _counting(node: Node) -> tuple[Node, ...]:
    """Give what a node counts with, if any names stand there."""
    match node:
        case Call(name=name, arguments=arguments) if name in COUNTING:
            return tuple(argument for argument in arguments[COUNTING[name] :] if variables(argument))
        case Power(exponent=exponent) if variables(exponent):
            return (exponent,)
        case _:
            return ()


def _redrawn(value: Node, draw: Draw) -> Node:
    """Put another number of the same sign in the place of each, exponents left as they are."""
    match value:
        case Integer() | Decimal():
            return draw(value)
        case Power(base=base, exponent=exponent):
            return Power(_redrawn(base, draw), exponent)
        case Negative() | Listing() | Matrix() | Sum() | Product() | Quotient():
            return rebuilt(value, tuple(_redrawn(part, draw) for part in children(value)))
        case _:
            return value


class _Far:
    """Numbers far from each other: 3 becomes 292, the next 5 becomes 487; decimals keep their places."""

    def __init__(self) -> None:
        self.apart = count(1)

    def __call__(self, number: Node) -> Node:
        if isinstance(number, Decimal):
            places = places_of(number.value) or 0
            return decimal_tree(number.value * SCALE + Fraction(next(self.apart), 10**places), places)
        return Integer(_size(number) * SCALE + next(self.apart))


class _Near:
    """Decimals near the numbers: 3 becomes 3.0037, the next 5 becomes 5.0074."""

    def __init__(self) -> None:
        self.apart = count(1)

    def __call__(self, number: Node) -> Node:
        if isinstance(number, Decimal):
            places = FINE_PLACES + (places_of(number.value) or 0)
            return decimal_tree(number.value * (1 + next(self.apart) * FINE), places)
        return decimal_tree(_size(number) + next(self.apart) * FINE, FINE_PLACES)


DRAWN: tuple[Callable[[], Draw], ...] = (_Far, _Near)
"""How other numbers are drawn: the far ones first."""


def _size(number: Node) -> int:
    return number.value if isinstance(number, Integer) else 0


def _worth(there: Mistakes, part: Part, mistake: Mistake) -> Worth | None:
    way = there.course(part)
    if not mistake.slips:
        other = there.exercise.part(mistake.part).key
        return there.led(part, {way.target: substituted(other, there.variant.environment)})
    if not {slip.step for slip in mistake.slips if slip.number} <= {step.name for step in way.steps}:
        return None
    trees = [(slip.step, made_again(slip, way)) for slip in mistake.slips]
    if any(not slip.number for slip in mistake.slips):
        whole = trees[0][1]
        return None if whole is None else there.led(part, {way.target: whole})
    changes = {step: tree for step, tree in trees if tree is not None}
    return there.led(part, changes) if len(changes) == len(trees) else None
