"""Two functions of variables: a point where they differ, or a proof that there is none.

Different: a point of the domain at which the two balls are disjoint; that point is the witness.  Equal: an
identity of formal symbols (``formal.py``).  Failing that, agreement in ``AGREEING_BITS`` bits at a dozen
points of both signs is ``Equal`` by agreement, which is evidence and no proof.

A point belongs to the domain where both values are real, or anywhere if the key or response mentions ``i``.
A point at which a side has no value is passed over: removable singularities do not count, and the decision
carries a remark where the two sides have a value at different points.
"""

from __future__ import annotations

from hashlib import blake2b
from itertools import chain, islice, pairwise
from math import inf
from typing import TYPE_CHECKING

from flint import acb, arb, fmpq

from graders.equivalence.decision import Decision, Different, Equal, Point, Undecided
from graders.equivalence.domain import REALS, Domain
from graders.equivalence.faint import is_faint
from graders.equivalence.formal import AsWritten, is_identity
from graders.equivalence.points import KINDS
from graders.errors import UndefinedError
from graders.phrases import phrase
from graders.syntax.show import to_text
from graders.syntax.tree import (
    Call,
    Constant,
    Decimal,
    Integer,
    Negative,
    Node,
    Power,
    Product,
    Quotient,
    Relation,
    Sum,
    Variable,
    children,
    free_variables,
    is_larger,
    occurs,
    walk,
)
from graders.value.ball import Ball, ImpreciseError, UnevaluatedError, exactly
from graders.value.effort import effort
from graders.value.enclosure import enclosure
from graders.value.exact import reduced, substituted
from graders.value.rationals import rational
from graders.value.surd import rational_tree

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from graders.equivalence.budget import Budget
    from graders.equivalence.formal import Identity

AGREEING_BITS = 200
"""How many bits must agree at every point that counts."""

ENOUGH = 12
"""How many points must agree."""

MANY_POINTS, MANY_TRIES = 150, 400
"""How many must agree where no identity proves it, of how many: powers have branches that few points meet."""

FAR_TRIES = 80
"""How many points of all sizes are tried besides: |x - 5000| is 5000 - x wherever x is small."""

MOST_LINEAR = 20
"""Nodes of a side that may be linear."""

MANY_EDGES = 40
"""At how many places where cases meet two functions are compared."""

FEW = 4
"""How many values may prove too costly to compute before the comparison ends; and at how many points functions that
have values everywhere must agree before an identity is looked for."""

MOST_EVALUATIONS = 10_000
"""How many nodes are evaluated at a glance, beyond the first points."""

LEAST_TRIES = 100
"""An expression is not compared at many points where the effort does not suffice for so many of ``MANY_TRIES``."""

SHARPNESS = 1.7
"""A point at which values are to agree takes so many times what a glance takes, with something to spare."""

PRECISIONS = (64, 320, 1024, 4096)
SHARP = PRECISIONS[1:]
"""Those in which values can agree in enough bits."""


def decide_functions(key: Node, response: Node, budget: Budget, domain: Domain = REALS) -> Decision | None:
    """Decide two expressions in variables; ``None`` where there is no variable."""
    names = sorted(free_variables(key) | free_variables(response))
    if not names:
        return None
    if key == response:
        return Equal("the same expression")
    seed = blake2b(f"{to_text(key)}\n{to_text(response)}".encode(), digest_size=32).digest()
    comparison = _Comparison(key, response, names, domain)
    enough = FEW if is_entire(key) and is_entire(response) else ENOUGH
    different = comparison.at_edges() or comparison.run(seed, budget.points, enough, precisions=PRECISIONS[:1])
    if different is not None:
        return different
    if comparison.agreed == 0 and (comparison.unknown or not comparison.lone):
        return _by_identity(key, response, seed)
    if comparison.agreed == 0:
        many = comparison.affordable() >= budget.points
        return (
            Different("at every point only one side has a value")
            if many
            else Undecided("no point was found at which both sides have a value")
        )
    return _agreement(key, response, seed, comparison, budget)


def _agreement(key: Node, response: Node, seed: bytes, comparison: _Comparison, budget: Budget) -> Decision:
    """Prove two functions equal that agree wherever they were compared; else compare at more points."""
    remark = "domains differ" if comparison.lone else ""
    known = comparison.domain.positive
    difference = Sum((key, Negative(response)))
    identity = is_identity(difference, seed, known)
    if _holds(identity, comparison) or is_identity(difference, seed, known, AsWritten):
        return Equal("an identity of functions, error below 2^-150", "proved", remark)
    many = comparison.affordable_sharply() - budget.points - FAR_TRIES
    if many < LEAST_TRIES or is_larger(difference, budget.nodes_by_points):
        return Undecided("an expression that is too large to be compared at many points")
    comparison.agreed = 0
    different = (
        comparison.run(seed, budget.points, precisions=SHARP)
        or comparison.run(seed, min(many, MANY_TRIES), MANY_POINTS, ("mixed",), SHARP)
        or comparison.run(seed, FAR_TRIES, comparison.agreed + FAR_TRIES, ("far",), SHARP)
    )
    if different is not None:
        return different
    if is_faint(key, AGREEING_BITS) or is_faint(response, AGREEING_BITS):
        return Undecided("a number so near zero that agreement says nothing of it")
    by = phrase("{bits} bits at {points} points", bits=AGREEING_BITS, points=comparison.agreed)
    if identity is not None:
        return Equal(phrase("an identity for positive factors, and {by}", by=by), "agreement", remark)
    if comparison.agreed < ENOUGH // 2:
        return Undecided(
            phrase("only {points} points were found at which both sides have a value", points=comparison.agreed)
        )
    return Equal(by, "agreement", remark)


def _holds(identity: Identity | None, comparison: _Comparison) -> bool:
    """Tell whether an identity holds wherever the two functions are compared."""
    if identity is None or identity.branched:
        return False
    return not identity.positive or comparison.domain.positive >= set(comparison.names)


def _by_identity(key: Node, response: Node, seed: bytes) -> Decision:
    """Decide expressions that balls cannot evaluate: alike as they are written, or by an identity alone."""
    if key == response:
        return Equal("the same expression")
    identity = is_identity(Sum((key, Negative(response))), seed)
    if identity is not None and not identity.positive:
        return Equal("an identity of functions, error below 2^-150")
    return Undecided("no point was found at which both sides have a value")


def is_entire(node: Node) -> bool:
    """Tell whether it can be seen that an expression has a value wherever its variables are real."""
    match node:
        case Integer() | Decimal() | Variable():
            return True
        case Constant(name=name):
            return name in ("pi", "e")
        case Negative() | Sum() | Product():
            return all(map(is_entire, children(node)))
        case Quotient(numerator=top, denominator=below):
            return is_entire(top) and bool(rational(below))
        case Power(base=base, exponent=Integer()):
            return is_entire(base)
        case Power(base=Constant(name="e"), exponent=exponent):
            return is_entire(exponent)
        case Call(name=name, arguments=(inner,)):
            return name in ENTIRE and is_entire(inner)
        case _:
            return False


ENTIRE = frozenset(("sin", "cos", "exp", "sinh", "cosh", "tanh", "arctan"))


class _Comparison:
    """The comparison of two expressions, point by point; ``lone`` counts the points where one side has a value.

    ``unknown`` counts the values that could not be computed, or not sharply enough, which says nothing about whether
    there is one.
    """

    def __init__(self, key: Node, response: Node, names: list[str], domain: Domain) -> None:
        self.names = names
        self.domain = domain
        self.key = key
        self.response = response
        self.complex = any(map(_mentions_i, (key, response)))
        self.agreed = 0
        self.lone = 0
        self.unknown = 0
        self.tried = 0
        self.effort = effort()
        self.taken = 0.0

    def run(
        self,
        seed: bytes,
        most: int,
        enough: int = ENOUGH,
        kinds: tuple[str, ...] = KINDS,
        precisions: tuple[int, ...] = PRECISIONS,
    ) -> Different | None:
        """Compare at points until one differs or enough agree; give the difference."""
        for tried, point in enumerate(self.domain.points(self.names, seed, kinds)):
            if tried == ENOUGH and len(precisions) == 1:
                most = min(most, self.affordable())
            if tried >= most or self.agreed >= enough or self.unknown >= FEW:
                return None
            self.tried += 1
            before = self.effort.left
            different = self.at(point, precisions)
            self.taken += before - self.effort.left if before < inf else 0
            if different is not None:
                return different
        return None

    def affordable_sharply(self) -> int:
        """Tell at how many points values can be brought to agree with the effort that is left, at the cost so far."""
        if self.effort.left == inf or not self.tried:
            return MOST_EVALUATIONS
        return int(self.effort.left / max(SHARPNESS * self.taken / self.tried, 1))

    def affordable(self) -> int:
        """Tell at how many points the two can be evaluated at a glance."""
        return MOST_EVALUATIONS // sum(1 for side in (self.key, self.response) for _ in walk(side))

    def at_edges(self) -> Different | None:
        """Compare a function of one variable where its cases meet or its domain ends: random points are never there."""
        if len(self.names) > 1:
            return None
        sides = (self.key, self.response, *self.domain.conditions)
        pairs = dict.fromkeys(chain.from_iterable(_compared(side, self.names[0]) for side in sides))
        met = (_meeting(*pair, self.names[0]) for pair in islice(pairs, MANY_EDGES))
        edges = sorted({edge for edge in met if edge is not None})
        points = ({self.names[0]: edge} for edge in edges)
        return next((found for point in points if self.domain.admits(point) and (found := self.at(point))), None)

    def at(self, point: dict[str, Fraction], precisions: tuple[int, ...] = PRECISIONS) -> Different | None:
        """Compare at one point, with rising precision until the values differ or agree in enough bits.

        At a glance, in the first precision alone, values that are not told apart agree.
        """
        exact = {name: exactly(value) for name, value in point.items()}
        for bits in precisions:
            key, response = (self.value(side, exact, bits) for side in (self.key, self.response))
            if key is None or response is None:
                self.lone += not self.unknown and (key is None) != (response is None)
                return None
            apart = key - response
            if not _holds_zero(apart):
                return Different(phrase("ball arithmetic, {bits} bits", bits=bits), _witness(point, key, response))
            if isinstance(apart, fmpq) or _is_small(apart, key):
                self.agreed += 1
                return None
        self.agreed += len(precisions) == 1
        self.unknown += len(precisions) > 1
        return None

    def value(self, node: Node, point: dict[str, fmpq], bits: int) -> Ball | None:
        """Evaluate a side; ``None`` where the point is outside its domain, or too near its edge to tell."""
        try:
            ball = enclosure(node, bits, point)
        except UnevaluatedError:
            self.unknown += 1
            return None
        except (UndefinedError, ImpreciseError):
            return None
        if not isinstance(ball, acb):
            return ball if isinstance(ball, fmpq) or ball.is_finite() else None
        if not ball.is_finite():
            return None
        if self.complex:
            return ball
        size = ball.abs_upper()
        return (
            ball.real if ball.imag.contains(0) and arb(ball.imag.abs_upper()) <= size * arb(2) ** (8 - bits) else None
        )


def _mentions_i(node: Node) -> bool:
    return occurs(Constant, node) and Constant("i") in walk(node)


def _compared(node: Node, name: str) -> Iterator[tuple[Node, Node]]:
    """Find what conditions, or functions that jump or turn, compare with one another; these with 0 besides."""
    for part in walk(node):
        match part:
            case Relation(operands=sides) | Call(name="max" | "min", arguments=sides):
                yield from filter(_may_be_linear, pairwise(sides))
            case Call(name="sign" | "abs" | "floor" | "ceil" | "round", arguments=(inner, *_)):
                yield from filter(_may_be_linear, ((inner, ZERO), (Variable(name), ZERO)))
            case Power(base=Integer(value=0)):
                yield Variable(name), ZERO
            case _:
                pass


ZERO = Integer(0)


def _may_be_linear(sides: tuple[Node, Node]) -> bool:
    return not any(is_larger(side, MOST_LINEAR) for side in sides)


def _meeting(left: Node, right: Node, name: str) -> Fraction | None:
    """Give the number at which two sides are equal, if their difference is linear."""
    start, end = (_apart_at(left, right, name, place) for place in (0, 1))
    return None if start is None or end is None or start == end else start / (start - end)


def _apart_at(left: Node, right: Node, name: str, place: int) -> Fraction | None:
    try:
        return rational(reduced(substituted(Sum((left, Negative(right))), {name: Integer(place)})))
    except UndefinedError:
        return None


def _holds_zero(ball: Ball) -> bool:
    return ball == 0 if isinstance(ball, fmpq) else bool(ball.contains(0))


def _is_small(apart: arb | acb, value: Ball) -> bool:
    """Tell whether a difference is below the value in ``AGREEING_BITS`` bits."""
    least = arb(value) if isinstance(value, fmpq) else arb(value.abs_lower())
    scale = abs(least).max(arb(1))
    return bool(arb(apart.abs_upper()) <= scale * arb(2) ** -AGREEING_BITS)


def _witness(point: dict[str, Fraction], key: Ball, response: Ball) -> Point:
    at = tuple((name, to_text(rational_tree(value))) for name, value in point.items())
    return Point(at, _shown(key), _shown(response))


def _shown(ball: Ball, digits: int = 8) -> str:
    if isinstance(ball, fmpq):
        return str(ball) if len(str(ball)) <= digits + 4 else arb(ball).str(digits, radius=False)
    return ball.str(digits, radius=False)
