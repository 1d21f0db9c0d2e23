"""The worked solution of a variant: for every step its formula, the formula with numbers, and on to the value.

distance = ‖d‖ = √((-4)² + 4² + 4²) = √(16 + 16 + 16) = √48 = 4√3

Where the numbers of a variant are decimals, so are those of its solution, and what no decimal can say exactly is
rounded at the end: norm = ‖b‖ = √(0.9² + 0.99²) = √(0.81 + 0.9801) = √1.7901 ≈ 1.338
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import count, pairwise
from typing import TYPE_CHECKING, Any, TypeAlias

from graders.checks.quantity import unit_named
from graders.errors import UndefinedError
from graders.syntax.tree import (
    LEAVES,
    Call,
    Constant,
    Decimal,
    Integer,
    Listing,
    Negative,
    Node,
    Power,
    Product,
    Quotient,
    Sum,
    Unit,
    Variable,
    children,
    rebuilt,
    size,
    variables,
    walk,
)
from graders.syntax.units import UNIT_NAMES
from graders.value.components import componentwise
from graders.value.decimals import has_decimals, in_decimals, rounded_decimals, settled
from graders.value.exact import reduced, substituted
from graders.value.rationals import exact, rational
from graders.value.surd import rational_tree

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from collections.abc import Set as AbstractSet

    from graders.exercise import Derived, Exercise, Part
    from graders.variant import Variant

MOST_STAGES = 8
"""Longer chains are cut in the middle: nobody reads them."""

LARGEST_STAGE = 400
"""Stages of more nodes are left out."""


@dataclass(frozen=True, slots=True)
class Line:
    """One step: its name, its formula in names, and the chain from the numbers put in to the value.

    ``rounded`` is what the value is nearly, where decimals are wanted that it does not have.
    """

    name: str
    formula: Node
    chain: tuple[Node, ...]
    rounded: Node | None = None
    unit: Node | None = None

    @property
    def stages(self) -> tuple[Node, ...]:
        """The chain as it is shown: where a quantity is asked, the value has its unit."""
        return (*self.chain[:-1], measured(self.value, self.unit))

    @property
    def nearly(self) -> Node | None:
        """The rounded value as it is shown, with its unit."""
        return None if self.rounded is None else measured(self.rounded, self.unit)

    @property
    def value(self) -> Node:
        """The step's value, at the end of the chain."""
        return self.chain[-1]


def worked(exercise: Exercise, variant: Variant) -> tuple[Line, ...]:
    """Work every step of an exercise's ``derive`` out, in order."""
    return tuple(_line(exercise, step, variant.environment) for step in exercise.derive)


def _line(exercise: Exercise, step: Derived, environment: Mapping[str, Node]) -> Line:
    stages = chain(step.formula, environment)
    value, decimals = stages[-1], has_decimals(stages[0])
    asked = next((part for part in exercise.parts if part.key in (Variable(step.name), step.formula)), None)
    rounded = _as_asked(asked, value) if asked else None
    unit = unit_of(asked) if asked else None
    if rounded is None and _is_open(value) and (decimals or _is_beyond_roots(value)):
        rounded = rounded_decimals(value)
    if rounded is None or rounded == value or rational(rounded) == (rational(value) or 0):
        return Line(step.name, step.formula, stages, unit=unit)
    return Line(step.name, step.formula, stages[:-1] if decimals and len(stages) > 1 else stages, rounded, unit)


def shown_key(part: Part, environment: Mapping[str, Node]) -> Node:
    """Give a part's key as it is to be written.

    That is rounded where the part asks for that, with its unit or a constant of integration where it asks for one,
    and in words where it chooses.
    """
    key = substituted(part.key, environment)
    if part.check in IN_WORDS:
        return _chosen(key)
    if dict(part.options).get("constant") == "required":
        return _with_constant(key, variables(key) | environment.keys())
    shown = _as_asked(part, key) or key
    return measured(_upright(shown), unit_of(part)) if part.check == "quantity" else shown


def _with_constant(antiderivative: Node, taken: AbstractSet[str]) -> Node:
    """Add a constant of integration under a name that is not taken."""
    name = next((name for name in CONSTANT_NAMES if name not in taken), None)
    if name is None:
        name = next(each for each in map("C_{}".format, count(1)) if each not in taken)
    terms = antiderivative.terms if isinstance(antiderivative, Sum) else (antiderivative,)
    return Sum((*terms, Variable(name)))


CONSTANT_NAMES = ("C", "c", "K", "k")
"""What constants of integration are called."""


def unit_of(part: Part) -> Node | None:
    """Give the unit that a part names beside its key, as it is shown; ``None`` where it names none."""
    unit = dict(part.options).get("unit") if part.check == "quantity" else None
    return None if unit is None else _upright(unit_named(str(unit)))


def measured(number: Node, unit: Node | None) -> Node:
    """Put a unit behind a number; a minus sign stays in front."""
    if isinstance(number, Negative):
        return Negative(measured(number.argument, unit))
    match unit:
        case None:
            return number
        case Product(factors=factors):
            return Product((number, *factors))
        case Quotient(numerator=Integer(value=1), denominator=below):
            return Quotient(number, below)
        case _:
            return Product((number, unit))


def _upright(node: Node) -> Node:
    """Take the names of units for units."""
    if isinstance(node, Variable) and node.name in UNIT_NAMES:
        return Unit(node.name)
    below = children(node)
    return rebuilt(node, tuple(map(_upright, below))) if below else node


IN_WORDS = frozenset(("choice", "text"))
"""Checks of words, among which a key may choose by what it works out: ``component(("a", "b"), argmax(p, 0))``."""


def _chosen(key: Node) -> Node:
    with suppress(UndefinedError):
        return reduced(key)
    return key


def _as_asked(part: Part, value: Node) -> Node | None:
    """Round a value as a part asks; ``None`` where it does not.

    Where a distance is tolerated, an irrational number is given to more places than that.
    """
    digits, tolerated = dict(part.options).get("digits"), dict(part.options).get("atol")
    if part.check == "numeric" and isinstance(tolerated, Fraction) and 0 < tolerated < 1 and _is_irrational(value):
        return rounded_decimals(value, places=len(str(round(1 / tolerated))))
    if not isinstance(digits, int):
        return None
    match part.check:
        case "decimal_places":
            return rounded_decimals(value, places=digits)
        case "significant_figures" | "quantity":
            return rounded_decimals(value, figures=digits)
        case _:
            return None


def _is_open(value: Node) -> bool:
    """Tell whether a value has a root, a function, a constant, or a fraction that does not end."""
    return any(isinstance(node, Call | Constant | Power | Quotient) for node in walk(value))


def _is_irrational(value: Node) -> bool:
    """Tell whether a number, or an entry of a vector, may be no fraction."""
    entries = value.items if isinstance(value, Listing) else (value,)
    return any(_is_open(entry) and rational(entry) is None for entry in entries)


def _is_beyond_roots(value: Node) -> bool:
    """Tell whether a function other than a root is left, which nobody can picture: e^0.3, ln 2, arccos(1/3)."""
    return any(isinstance(node, Call) and node.name not in ("sqrt", "root", "cbrt") for node in walk(value))


def chain(formula: Node, environment: Mapping[str, Node]) -> tuple[Node, ...]:
    """Give the stages from a formula with its numbers put in to its value, without repeating any."""
    return _stages(substituted(formula, environment))


KEPT = 256
"""How many chains are remembered: what is explained and what is shown of a variant have the same."""


@lru_cache(KEPT)
def _stages(put_in: Node) -> tuple[Node, ...]:
    stages = [componentwise(put_in)]
    while len(stages) < MOST_STAGES:
        following = _next_stage(stages[-1])
        if following == stages[-1]:
            break
        stages.append(following)
    value = settled(put_in)
    stages.append(in_decimals(value) if has_decimals(stages[0]) else value)
    readable = [stage for stage in stages[:-1] if size(stage) <= LARGEST_STAGE]
    return _distinct([*readable, stages[-1]])


def _distinct(stages: list[Node]) -> tuple[Node, ...]:
    kept = [stages[0]]
    kept.extend(stage for before, stage in pairwise(stages) if stage != before)
    return tuple(kept)


def _next_stage(node: Node) -> Node:
    """Do what comes next on paper, everywhere at once: powers and products, then sums, then products of roots."""
    for rules in NEXT:
        changed = _everywhere(node, rules)
        if changed is not node:
            return changed
    return node


Rules: TypeAlias = "Mapping[type, Callable[[Any], Node | None]]"
"""What is done with the nodes of some classes; ``None`` where nothing is."""


def _everywhere(node: Node, rules: Rules) -> Node:
    """Apply rules to the innermost nodes that they take; none takes a leaf.  What none takes comes back itself."""
    changed: list[Node] = []
    for at, part in enumerate(node.below):
        new = part if type(part) in LEAVES else _everywhere(part, rules)
        if new is not part:
            changed = changed or [*node.below]
            changed[at] = new
    if changed:
        return rebuilt(node, tuple(changed))
    rule = rules.get(type(node))
    return node if rule is None else rule(node) or node


def _power(node: Power) -> Node | None:
    exponent = node.exponent
    is_whole = isinstance(exponent, Integer) and exponent.value <= 64
    return _written(node) if is_whole and _is_number(node.base) else None


def _product(node: Product) -> Node | None:
    return _written(node) if all(map(_is_number, node.factors)) else None


def _sum(node: Sum) -> Node | None:
    return _written(node) if all(_is_number(_unsigned(term)) for term in node.terms) else None


def _unsigned(node: Node) -> Node:
    return node.argument if isinstance(node, Negative) else node


def _product_of_roots(node: Product) -> Node | None:
    """Put a product of square roots of whole numbers under one root."""
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


NEXT: tuple[Rules, ...] = ({Power: _power, Product: _product}, {Sum: _sum}, {Product: _product_of_roots})
"""What is done first, and what comes after."""


def _is_number(node: Node) -> bool:
    """Tell whether a node is written as one number: whole, decimal, a fraction of integers, or its opposite."""
    match node:
        case Integer() | Decimal():
            return True
        case Negative(argument=Integer() | Decimal() | Quotient(numerator=Integer(), denominator=Integer())):
            return True
        case Quotient(numerator=Integer(), denominator=Integer(value=below)):
            return below != 0
        case _:
            return False


def _written(node: Node) -> Node:
    value = exact(node)
    if value is None:
        raise UndefinedError("division by zero")
    written = rational_tree(value)
    return in_decimals(written) if not isinstance(value, int) and has_decimals(node) else written
