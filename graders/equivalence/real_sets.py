"""Conditions on one real variable: the same set of numbers, proved by cutting the line at all critical points.

The conditions compare rational functions with rational coefficients.  Between two neighbouring real roots
of all numerators and denominators every one of them has one sign, so each condition is true throughout or
nowhere; and each is true or false at each root.  The roots are isolated by Arb, and whether a polynomial
vanishes at a root is decided by divisibility by the root's irreducible factor.  That is cylindrical
algebraic decomposition in one dimension (G. E. Collins 1975); nothing is left to sampling.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from flint import acb, arb, ctx, fmpq, fmpq_poly, fmpz_poly

from graders.equivalence.conditions import UnreadableConditionError, compared, condition, holds
from graders.equivalence.decision import Decision, Different, Equal, Point, Undecided
from graders.equivalence.surd_roots import differing_place, truth_shown
from graders.syntax.tree import Decimal, Integer, Negative, Power, Product, Quotient, Sum, Variable
from graders.value.ball import fraction, middle
from graders.value.effort import effort

if TYPE_CHECKING:
    from collections.abc import Callable
    from fractions import Fraction

    from graders.syntax.tree import Node

LARGEST_DEGREE = 40
"""Polynomials of higher degree are left to other procedures."""

LEAST_BITS, MOST_BITS = 64, 1 << 14
"""The precision at which roots are isolated first, and at last."""


SIGN, ROOT = 8, 20
"""The sign of a polynomial in a cell, and a root that is told from its neighbours, are of so much effort."""


class NotPolynomialError(ArithmeticError):
    """An expression that is no rational function with rational coefficients in one variable."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A point of the line: a rational between roots, or a root with its irreducible factor.

    ``beside`` is the rational itself, or the one next above the root: between the two no polynomial changes
    its sign, so that signs are always taken of exact rationals.
    """

    place: arb
    beside: fmpq
    factor: fmpz_poly | None = None

    def sign(self, polynomial: fmpq_poly) -> int:
        """Give the sign here of one of the polynomials that cut the line."""
        if self.factor is not None and (polynomial % fmpq_poly(self.factor)).is_zero():
            return 0
        value = polynomial(self.beside)
        return 1 if value > 0 else -1 if value < 0 else 0


def decide_real_sets(key: Node, response: Node, name: str) -> Decision | None:
    """Decide two conditions on the variable ``name``, or sets of reals; ``None`` where they are something else."""
    try:
        left, right = condition(key, name), condition(response, name)
    except UnreadableConditionError:
        return None
    try:
        fractions = Fractions([*compared(left), *compared(right)], name)
    except NotPolynomialError:
        return differing_place(left, right, name)
    try:
        cut = cells(fractions.polynomials)
    except NotPolynomialError:
        return Undecided("roots that are too near to each other")
    for cell in cut:
        here, there = (holds(side, lambda node, at=cell: fractions.sign(node, at)) for side in (left, right))  # type: ignore[misc]
        if here != there:
            at = ((name, cell.place.str(8, radius=False)),)
            return Different("cells of the real line", Point(at, truth_shown(here), truth_shown(there)))
    return Equal("cells of the real line")


class Fractions:
    """Expressions as numerators and denominators, by their identities; they are held, so that these stay their own."""

    def __init__(self, expressions: list[Node], name: str) -> None:
        """Read every expression; raises ``NotPolynomialError``."""
        different = {expression: fraction_of(expression, name) for expression in expressions}
        self.polynomials = [polynomial for fraction in different.values() for polynomial in fraction]
        self.expressions = expressions
        self.read = {id(expression): different[expression] for expression in expressions}
        self.effort = effort()

    def sign(self, expression: Node, cell: Cell) -> int | None:
        """Give the sign of an expression in a cell; ``None`` at a pole."""
        self.effort.take(SIGN)
        top, below = self.read[id(expression)]
        sign = 1 if below.is_one() else cell.sign(below)
        return cell.sign(top) * sign if sign else None


def fraction_of(node: Node, name: str) -> tuple[fmpq_poly, fmpq_poly]:
    """Read a rational function of one variable as numerator and denominator."""
    one = fmpq_poly([1])
    match node:
        case Integer():
            return fmpq_poly([node.value]), one
        case Decimal():
            return fmpq_poly([fmpq(node.value.numerator, node.value.denominator)]), one
        case Variable() if node.name == name:
            return fmpq_poly([0, 1]), one
        case Negative():
            top, below = fraction_of(node.argument, name)
            return -top, below
        case Sum():
            return _folded(node.terms, name, _plus)
        case Product():
            return _folded(node.factors, name, lambda a, b: (a[0] * b[0], a[1] * b[1]))
        case Quotient():
            (a, b), (c, d) = fraction_of(node.numerator, name), fraction_of(node.denominator, name)
            if c.is_zero():
                raise NotPolynomialError(node)
            return a * d, b * c
        case Power(exponent=Integer(value=exponent)) if exponent <= LARGEST_DEGREE:
            top, below = fraction_of(node.base, name)
            if max(top.degree(), below.degree()) * exponent > LARGEST_DEGREE:
                raise NotPolynomialError(node)
            return top**exponent, below**exponent
        case _:
            raise NotPolynomialError(node)


Pair: TypeAlias = tuple[fmpq_poly, fmpq_poly]


def _plus(left: Pair, right: Pair) -> Pair:
    return left[0] * right[1] + right[0] * left[1], left[1] * right[1]


def _folded(nodes: tuple[Node, ...], name: str, step: Callable[[Pair, Pair], Pair]) -> Pair:
    total = fraction_of(nodes[0], name)
    for node in nodes[1:]:
        total = step(total, fraction_of(node, name))
        if max(total[0].degree(), total[1].degree()) > LARGEST_DEGREE:
            raise NotPolynomialError(node)
    return total


def cells(found: list[fmpq_poly]) -> list[Cell]:
    """Cut the line at every real root of some polynomials: the roots, and a rational point beside each."""
    factors: dict[str, fmpz_poly] = {}
    for polynomial in found:
        if polynomial.degree() > 0:
            for factor, _ in polynomial.numer().factor()[1]:
                factors[str(factor)] = factor
    roots = _isolated(list(factors.values()))
    between = _between([root for root, _ in roots])
    above = zip(roots, between[1:], strict=True)
    return [
        *(Cell(root, place, factor) for (root, factor), place in above),
        *(Cell(arb(place), place) for place in between),
    ]


def _isolated(factors: list[fmpz_poly]) -> list[tuple[arb, fmpz_poly]]:
    """Give all real roots with their factors, in rising order and in balls that do not touch."""
    before, bits = ctx.prec, LEAST_BITS
    try:
        while bits <= MOST_BITS:
            ctx.prec = bits
            roots = [(root, factor) for factor in factors for root in real_roots(factor)]
            effort().take(ROOT * len(roots))
            roots.sort(key=lambda found: middle(found[0]))
            if all(bool(low < high) for (low, _), (high, _) in pairwise(roots)):
                return roots
            bits *= 4
    finally:
        ctx.prec = before
    raise NotPolynomialError(factors)


def open_stretches(node: Node, name: str) -> tuple[tuple[Fraction | None, Fraction | None], ...]:
    """Give the open intervals between critical points in which a condition holds; ``None`` is infinity.

    The ends are the middles of balls around the critical points, so nearly but not always exactly these.
    """
    try:
        read = condition(node, name)
    except UnreadableConditionError as error:
        raise NotPolynomialError(node) from error
    fractions = Fractions(compared(read), name)
    found = cells(fractions.polynomials)
    ends = [None, *(fraction(middle(cell.place)) for cell in found if cell.factor is not None), None]
    inner = [cell for cell in found if cell.factor is None]
    return tuple(
        stretch
        for stretch, cell in zip(pairwise(ends), inner, strict=True)
        if holds(read, lambda expression, at=cell: fractions.sign(expression, at))  # type: ignore[misc]
    )


def real_roots(factor: fmpz_poly) -> list[arb]:
    """Isolate the real roots of an irreducible polynomial."""
    roots: list[tuple[acb, int]] = factor.complex_roots()  # type: ignore[assignment]
    return [root.real for root, _ in roots if root.imag.is_zero()]


def _between(roots: list[arb]) -> list[fmpq]:
    """Give a rational in every open interval that the roots leave, also below and above them all."""
    if not roots:
        return [fmpq(0)]
    gaps = [(_edge(low, 1) + _edge(high, -1)) / 2 for low, high in pairwise(roots)]
    return [_edge(roots[0], -1) - 1, *gaps, _edge(roots[-1], 1) + 1]


def _edge(ball: arb, side: int) -> fmpq:
    """Give the upper or lower end of a ball, exactly."""
    return middle(ball) + side * middle(ball.rad())
