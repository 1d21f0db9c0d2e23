"""Equations: the same solutions with the same multiplicities.

``a = b`` is read as a - b = 0, and ``a = 0 or b = 0`` as a b = 0.  Two equations are the same when the two
expressions are proportional: their quotient is a constant other than 0.  The constant is taken at a point
of the domain, and f = c g is then decided as an identity.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flint import fmpq

from graders.equivalence.decision import Decision, Different, Equal, Undecided
from graders.equivalence.points import points
from graders.errors import UndefinedError
from graders.syntax.tree import (
    And,
    Call,
    Constant,
    Integer,
    Negative,
    Node,
    Or,
    PlusMinus,
    Power,
    Product,
    Quotient,
    Relation,
    Sum,
    variables,
)
from graders.value.ball import ImpreciseError, UnevaluatedError, enclosure, exactly
from graders.value.exact import substituted
from graders.value.surd import rational_tree

if TYPE_CHECKING:
    from collections.abc import Callable
    from fractions import Fraction

    Decide = Callable[[Node, Node], Decision]

MOST_POINTS = 24
"""Points at which a constant is looked for."""


def decide_equations(key: Node, response: Node, decide: Decide) -> Decision | None:
    """Decide two equations, or alternatives of equations; ``None`` where a side is something else."""
    left, right = vanishing(key), vanishing(response)
    if left is None or right is None:
        return None
    kinds = triviality(left, decide), triviality(right, decide)
    if "" not in kinds or kinds[0] != kinds[1]:
        if kinds[0] == kinds[1]:
            return Equal(f"both sides are {kinds[0]} for all values")
        return Different("one equation holds always or never")
    return _proportional(left, right, decide)


def decide_equation_systems(key: Node, response: Node, decide: Decide) -> Decision | None:
    """Decide equations joined by ``and``, each by its partner on the other side."""
    if not (isinstance(key, And) and isinstance(response, And)):
        return None
    if any(vanishing(part) is None for part in (*key.arguments, *response.arguments)):
        return None
    open_parts = list(response.arguments)
    methods: list[str] = []
    for part in key.arguments:
        for candidate in open_parts:
            decision = decide(part, candidate)
            if isinstance(decision, Equal):
                open_parts.remove(candidate)
                methods.append(decision.by)
                break
        else:
            return Undecided("equations that have no partner on the other side")
    return Undecided("equations that are left over") if open_parts else Equal("; ".join(dict.fromkeys(methods)))


def vanishing(node: Node) -> Node | None:
    """Give the expression that an equation says is zero; ``None`` for what is no equation."""
    match node:
        case Constant(name="false" | "none"):
            return Integer(1)
        case Constant(name="true"):
            return Integer(0)
        case Or(arguments=parts):
            factors = [vanishing(part) for part in parts]
            known = tuple(factor for factor in factors if factor is not None)
            return Product(known) if len(known) == len(factors) else None
        case Relation(operators=("=",), operands=(left, PlusMinus(argument=inner))):
            return Product((Sum((left, Negative(inner))), Sum((left, inner))))
        case Relation(operators=("=",), operands=(left, right)):
            return _difference(left, right)
        case _:
            return None


def _difference(left: Node, right: Node) -> Node:
    """Write a - b; |a| = |b| says a^2 - b^2 = 0."""
    match left, right:
        case Call(name="abs", arguments=(a,)), Call(name="abs", arguments=(b,)):
            return Sum((Power(a, Integer(2)), Negative(Power(b, Integer(2)))))
        case _:
            return Sum((left, Negative(right)))


def triviality(node: Node, decide: Decide) -> str:
    """Tell whether an expression is zero for all values (``true``) or a constant other than 0 (``false``)."""
    if isinstance(decide(Integer(0), node), Equal):
        return "true"
    return "" if variables(node) else "false"


def _proportional(left: Node, right: Node, decide: Decide) -> Decision:
    names = sorted(variables(left) | variables(right))
    for at, point in enumerate(points(names, b"proportional")):
        if at >= MOST_POINTS:
            return Undecided("no point was found at which the equations can be compared")
        ratio = _ratio(left, right, {name: rational_tree(value) for name, value in point.items()}, point)
        if ratio is not None:
            decision = decide(left, Product((ratio, right)))
            return Different("the two are not proportional") if isinstance(decision, Different) else decision
    return Undecided("no point")


def _ratio(left: Node, right: Node, values: dict[str, Node], point: dict[str, Fraction]) -> Node | None:
    """Give f(p)/g(p) as an exact tree, where both have values there other than 0."""
    exact = {name: exactly(value) for name, value in point.items()}
    try:
        balls = [enclosure(side, 64, exact) for side in (left, right)]
    except (UndefinedError, ImpreciseError, UnevaluatedError):
        return None
    if any(ball == 0 if isinstance(ball, fmpq) else ball.contains(0) for ball in balls):
        return None
    return Quotient(substituted(left, values), substituted(right, values))
