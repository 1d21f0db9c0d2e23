"""Where the variables of a question live: ``x > 0``, ``0 < x < 1``, ``n in Integers``; the reals unless said."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from graders.equivalence.points import KINDS, points
from graders.equivalence.real_sets import NotPolynomialError, open_stretches
from graders.errors import UndefinedError
from graders.syntax.tree import And, Constant, Relation, Variable, variables
from graders.value.ball import UnevaluatedError
from graders.value.exact import substituted, truth
from graders.value.surd import rational_tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graders.syntax.tree import Node

Stretch = tuple[Fraction | None, Fraction | None]
"""An open interval; ``None`` is infinity."""

WHOLE = frozenset(("Integers", "Naturals"))

PATIENCE = 50
"""How many points in a row may lie outside before the rest of the domain is taken to be empty."""


@dataclass(frozen=True, slots=True)
class Domain:
    """Conditions that every point of comparison satisfies."""

    conditions: tuple[Node, ...] = ()

    @property
    def positive(self) -> frozenset[str]:
        """The variables that are positive throughout."""
        stretches = {name: self._stretches(name) for name in self._names()}
        return frozenset(
            name for name, found in stretches.items() if found and all(low is not None and low >= 0 for low, _ in found)
        )

    def points(self, names: Sequence[str], seed: bytes, kinds: Sequence[str] = KINDS) -> Iterator[dict[str, Fraction]]:
        """Give points of the domain, endless unless it is too thin to be met."""
        stretches = {name: self._stretches(name) for name in names} if self.conditions else {}
        missed = 0
        for point in points(names, seed, kinds):
            if not self.conditions:
                yield point
                continue
            moved = {name: self._moved(name, value, stretches[name]) for name, value in point.items()}
            if self.admits(moved):
                missed = 0
                yield moved
            elif (missed := missed + 1) > PATIENCE:
                return

    def admits(self, point: dict[str, Fraction]) -> bool:
        """Tell whether a point satisfies every condition that it gives a meaning to."""
        values = {name: rational_tree(value) for name, value in point.items()}
        return all(
            _holds(condition, values, point) for condition in self.conditions if variables(condition) <= set(point)
        )

    def _names(self) -> frozenset[str]:
        return frozenset(name for condition in self.conditions for name in variables(condition))

    def _is_whole(self, name: str) -> bool:
        return any(_set_of(condition) == name for condition in self.conditions)

    def _stretches(self, name: str) -> tuple[Stretch, ...]:
        """Give the open intervals that a variable's own conditions leave it."""
        own = [
            condition for condition in self.conditions if variables(condition) == {name} and _set_of(condition) is None
        ]
        if not own:
            return ()
        try:
            return open_stretches(own[0] if len(own) == 1 else And(tuple(own)), name)
        except NotPolynomialError:
            return ()

    def _moved(self, name: str, value: Fraction, stretches: tuple[Stretch, ...]) -> Fraction:
        """Move a coordinate into the variable's own stretches, and to a whole number where it is one."""
        if self._is_whole(name):
            value = Fraction(round(value))
        if not stretches or any(_inside(value, stretch) for stretch in stretches):
            return value
        low, high = stretches[value.numerator % len(stretches)]
        size = abs(value) + (1 if self._is_whole(name) else Fraction(1, 1000))
        if low is not None and high is not None:
            return low + (high - low) * size / (1 + size)
        edge = low + size if low is not None else high - size if high is not None else value
        return Fraction(round(edge)) if self._is_whole(name) else edge


def _inside(value: Fraction, stretch: Stretch) -> bool:
    low, high = stretch
    return (low is None or low < value) and (high is None or value < high)


def _set_of(condition: Node) -> str | None:
    """Give the name of the variable that a condition says is a whole number."""
    match condition:
        case Relation(operators=("in",), operands=(Variable(name=name), Constant(name=kind))) if kind in WHOLE:
            return name
        case _:
            return None


def _holds(condition: Node, values: dict[str, Node], point: dict[str, Fraction]) -> bool:
    match condition:
        case Relation(operators=("in",), operands=(Variable(name=name), Constant(name=kind))):
            whole = point[name].denominator == 1
            return (kind not in WHOLE or whole) and (kind != "Naturals" or point[name] >= 1)
        case _:
            try:
                return truth(substituted(condition, values))
            except (UnevaluatedError, UndefinedError):
                return False


REALS: Final[Domain] = Domain()
"""No conditions."""


def domain_of(condition: Node | None) -> Domain:
    """Make a domain of one statement; ``and`` joins several."""
    if condition is None:
        return REALS
    return Domain(condition.arguments if isinstance(condition, And) else (condition,))
