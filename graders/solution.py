"""The worked solution of a variant: for every step its formula, the formula with numbers, and on to the value.

distance = ‖d‖ = √((-4)² + 4² + 4²) = √(16 + 16 + 16) = √48 = 4√3
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from graders.errors import UndefinedError
from graders.syntax.tree import (
    Call,
    Integer,
    Negative,
    Node,
    Power,
    Product,
    Quotient,
    Sum,
    children,
    rebuilt,
    walk,
)
from graders.value.components import componentwise
from graders.value.exact import reduced, substituted
from graders.value.rationals import rational
from graders.value.surd import rational_tree

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from fractions import Fraction

    from graders.exercise import Exercise
    from graders.variant import Variant

MOST_STAGES = 8
"""Longer chains are cut in the middle: nobody reads them."""

LARGEST_STAGE = 400
"""Stages of more nodes are left out."""


@dataclass(frozen=True, slots=True)
class Line:
    """One step: its name, its formula in names, and the chain from the numbers put in to the value."""

    name: str
    formula: Node
    chain: tuple[Node, ...]

    @property
    def value(self) -> Node:
        """The step's value."""
        return self.chain[-1]


def worked(exercise: Exercise, variant: Variant) -> tuple[Line, ...]:
    """Work every step of an exercise's ``derive`` out, in order."""
    environment = variant.environment
    return tuple(Line(step.name, step.formula, chain(step.formula, environment)) for step in exercise.derive)


def chain(formula: Node, environment: Mapping[str, Node]) -> tuple[Node, ...]:
    """Give the stages from a formula with its numbers put in to its value, without repeating any."""
    stages = [componentwise(substituted(formula, environment))]
    while len(stages) < MOST_STAGES:
        following = _next_stage(stages[-1])
        if following == stages[-1]:
            break
        stages.append(following)
    stages.append(reduced(stages[-1]))
    readable = [stage for stage in stages[:-1] if sum(1 for _ in walk(stage)) <= LARGEST_STAGE]
    return _distinct([*readable, stages[-1]])


def _distinct(stages: list[Node]) -> tuple[Node, ...]:
    kept = [stages[0]]
    kept.extend(stage for before, stage in pairwise(stages) if stage != before)
    return tuple(kept)


def _next_stage(node: Node) -> Node:
    """Do what comes next on paper, everywhere at once: powers and products, then sums, then products of roots."""
    for rule in (_power_or_product, _sum, _product_of_roots):
        changed = _everywhere(node, rule)
        if changed != node:
            return changed
    return node


def _everywhere(node: Node, rule: Callable[[Node], Node | None]) -> Node:
    """Apply a rule to the innermost nodes that it takes."""
    parts = children(node)
    changed = tuple(_everywhere(part, rule) for part in parts)
    if changed != parts:
        return rebuilt(node, changed)
    return rule(node) or node


def _power_or_product(node: Node) -> Node | None:
    match node:
        case Power(exponent=Integer(value=exponent)) if exponent <= 64 and _is_number(node.base):
            return _written(rational(node))
        case Product(factors=factors) if all(_is_number(factor) for factor in factors):
            return _written(rational(node))
        case _:
            return None


def _sum(node: Node) -> Node | None:
    if isinstance(node, Sum) and all(_is_number(_unsigned(term)) for term in node.terms):
        return _written(rational(node))
    return None


def _unsigned(node: Node) -> Node:
    return node.argument if isinstance(node, Negative) else node


def _product_of_roots(node: Node) -> Node | None:
    """Put a product of square roots of whole numbers under one root."""
    if not isinstance(node, Product):
        return None
    radicands = [_radicand(factor) for factor in node.factors]
    if None in radicands:
        return None
    product = 1
    for radicand in radicands:
        product *= radicand or 0
    return Call("sqrt", (Integer(product),))


def _radicand(node: Node) -> int | None:
    match node:
        case Call(name="sqrt", arguments=(Integer(value=value),)):
            return value
        case _:
            return None


def _is_number(node: Node) -> bool:
    """Tell whether a node is written as one number: an integer, a fraction of integers, or its opposite."""
    match node:
        case Integer():
            return True
        case Negative(argument=Integer() | Quotient(numerator=Integer(), denominator=Integer())):
            return True
        case Quotient(numerator=Integer(), denominator=Integer(value=below)):
            return below != 0
        case _:
            return False


def _written(value: Fraction | None) -> Node:
    if value is None:
        raise UndefinedError("division by zero")
    return rational_tree(value)
