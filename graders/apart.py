"""Two formulas apart: at one point, by balls, which is the soonest way to see that two answers differ.

It proves that two functions differ, and never that they are the same: where the balls meet, or where a formula
has no ball, other procedures are asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from flint import arb, fmpq

from graders.constraint import on_numbers
from graders.domains import Computed, cells_of, names, pattern, shape_of
from graders.errors import ResponseError, UndefinedError
from graders.exercise import Derived, steps_to
from graders.syntax import Vocabulary, parse
from graders.syntax.tree import Relation, Variable, variables, walk
from graders.value.ball import ImpreciseError, UnevaluatedError, exactly, fraction
from graders.value.derivative import derivatives_worked
from graders.value.enclosure import enclosure
from graders.value.exact import substituted, truth
from graders.value.surd import rational_tree

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from graders.domains import Shape
    from graders.parameters import Domains
    from graders.syntax.tree import Node
    from graders.value.ball import Ball
    from graders.variant import Values

BITS = 64
LARGEST = 2000
"""Formulas of more nodes, once steps are put into each other, are left to other procedures."""


@dataclass(frozen=True, slots=True)
class Leeway:
    """How far from a number another one is still taken for it: a distance, and a share of the number."""

    absolute: Fraction = Fraction(0)
    relative: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class Apart:
    """Pairs of formulas, what is worked out before them, and the place at which letters are tried."""

    shapes: tuple[tuple[str, Shape], ...]
    steps: tuple[tuple[str, Node], ...]
    pairs: tuple[tuple[Node, Node], ...]
    letters: tuple[tuple[str, fmpq], ...]
    leeway: Leeway = Leeway()

    def lies_in(self, domain: str) -> bool:
        """Tell whether the place lies in a domain such as ``0 < x and x < 1``."""
        place = {name: rational_tree(fraction(value)) for name, value in self.letters}
        try:
            return truth(substituted(parse(domain, Vocabulary(frozenset(place))), place))
        except (ResponseError, UndefinedError, UnevaluatedError):
            return False

    def shown(self, values: Values) -> bool:
        """Tell whether one pair has real values too far from each other, for given values of the parameters."""
        try:
            point = self._point(dict(values))
            return any(self._differ(*(enclosure(side, BITS, point) for side in pair)) for pair in self.pairs)
        except (UndefinedError, UnevaluatedError, ImpreciseError):
            return False

    def _point(self, values: Mapping[str, Node]) -> dict[str, Ball]:
        point: dict[str, Ball] = dict(self.letters)
        for name, shape in self.shapes:
            for cell, entry in zip(names(name, shape), cells_of(values[name], shape), strict=True):
                point[cell] = enclosure(entry, BITS, point)
        for name, formula in self.steps:
            point[name] = enclosure(formula, BITS, point)
        return point

    def _differ(self, mistaken: Ball, key: Ball) -> bool:
        if not isinstance(mistaken, (fmpq, arb)) or not isinstance(key, (fmpq, arb)):
            return False
        gap, size = (one if isinstance(one, arb) else arb(one) for one in (mistaken - key, key))
        return bool(abs(gap) > exactly(self.leeway.absolute) + exactly(self.leeway.relative) * abs(size))


def apart(
    left: Node, right: Node, domains: Domains, derive: tuple[Derived, ...], leeway: Leeway = Leeway()
) -> Apart | None:
    """Prepare two formulas in parameters, steps and letters; ``None`` where balls have nothing to say of them."""
    computed = tuple(Derived(name, drawn.formula) for name, drawn in domains if isinstance(drawn, Computed))
    asked = variables(left) | variables(right)
    steps = steps_to(asked, (*computed, *derive))
    needed = asked | frozenset().union(*(variables(step.formula) for step in steps))
    drawn = tuple((name, one.shape) for name, one in domains if name in needed and not isinstance(one, Computed))
    letters = sorted(needed - {name for name, _ in drawn} - {step.name for step in steps})
    try:
        worked, pairs = _prepared(left, right, steps, drawn, frozenset(letters))
    except (UndefinedError, UnevaluatedError):
        return None
    if sum(1 for pair in pairs for side in pair for _ in walk(side)) > LARGEST:
        return None
    return Apart(drawn, worked, pairs, tuple(zip(letters, _places(), strict=False)), leeway)


def _places() -> Iterable[fmpq]:
    """Give places between 0 and 1 at which no formula of a textbook is special."""
    return (fmpq(number, 64) for number in range(23, 64, 2))


def _prepared(
    left: Node, right: Node, steps: tuple[Derived, ...], drawn: tuple[tuple[str, Shape], ...], letters: frozenset[str]
) -> tuple[tuple[tuple[str, Node], ...], tuple[tuple[Node, Node], ...]]:
    """Put columns' names in the place of parameters, and steps that are functions where they are mentioned."""
    patterns = {name: pattern(name, shape) for name, shape in drawn}
    worked: list[tuple[str, Node]] = []
    for step in steps:
        formula = derivatives_worked(on_numbers(step.formula, patterns))
        shape = shape_of(formula)
        if variables(formula) & letters:
            patterns[step.name] = formula
            continue
        patterns[step.name] = pattern(step.name, shape)
        worked.extend(zip(names(step.name, shape), cells_of(formula, shape), strict=True))
    sides = [derivatives_worked(on_numbers(side, patterns)) for side in (left, right)]
    return tuple(worked), _pairs(*sides)


def _pairs(left: Node, right: Node) -> tuple[tuple[Node, Node], ...]:
    """Put together what belongs together: entries by their places, and the right sides of ``y = ...``."""
    match left, right:
        case Relation(operators=("=",), operands=(Variable() as one, first)), Relation(
            operators=("=",), operands=(Variable() as other, second)
        ) if one == other and one.name not in variables(first) | variables(second):
            return ((first, second),)
        case Relation(), _:
            raise UnevaluatedError(left)
        case _:
            shape = shape_of(left)
            if shape != shape_of(right):
                raise UnevaluatedError(right)
            return tuple(zip(cells_of(left, shape), cells_of(right, shape), strict=True))
