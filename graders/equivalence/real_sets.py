"""Conditions on one real variable: the same set of numbers, proved by cutting the line at all critical points.

Both conditions are made of polynomial comparisons with rational coefficients.  Between two neighbouring
real roots of all the polynomials every one of them has one sign, so each condition is true throughout or
nowhere; and each is true or false at each root.  The roots are isolated by Arb, and whether a polynomial
vanishes at a root is decided by divisibility by the root's irreducible factor.  That is cylindrical
algebraic decomposition in one dimension (G. E. Collins 1975); nothing is left to sampling.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from flint import acb, arb, fmpq, fmpq_poly, fmpz_poly

from graders.equivalence.decision import Decision, Different, Equal, Point
from graders.equivalence.kinds import INFINITE
from graders.syntax.tree import (
    And,
    Call,
    Constant,
    Decimal,
    Integer,
    Listing,
    Negative,
    Node,
    Not,
    Or,
    PlusMinus,
    Power,
    Product,
    Quotient,
    Relation,
    SetOf,
    Sum,
    Variable,
)
from graders.value.exact import COMPARISONS

if TYPE_CHECKING:
    from collections.abc import Callable

LARGEST_DEGREE = 40
"""Polynomials of higher degree are left to other procedures."""


class NotPolynomialError(ArithmeticError):
    """A condition that is no combination of polynomial comparisons in one variable."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A polynomial's sign against zero."""

    polynomial: fmpq_poly
    operator: str


@dataclass(frozen=True, slots=True)
class Joined:
    """Conditions joined by ``and`` (every) or ``or`` (any)."""

    parts: tuple[Condition, ...]
    every: bool


@dataclass(frozen=True, slots=True)
class Denied:
    """A condition that must not hold."""

    part: Condition


Condition: TypeAlias = Compared | Joined | Denied


@dataclass(frozen=True, slots=True)
class Cell:
    """A point of the line: a rational between roots, or a root with its irreducible factor."""

    place: arb
    factor: fmpz_poly | None

    def sign(self, polynomial: fmpq_poly) -> int:
        """Give the sign of a polynomial here."""
        if self.factor is not None and (polynomial % fmpq_poly(self.factor)).is_zero():
            return 0
        value = polynomial.numer()(self.place)
        if value > 0:
            return 1
        if value < 0:
            return -1
        if value.is_zero():
            return 0
        raise NotPolynomialError(polynomial)


def decide_real_sets(key: Node, response: Node, name: str) -> Decision | None:
    """Decide two conditions on the variable ``name``, or sets of reals; ``None`` where they are something else."""
    try:
        left, right = condition(key, name), condition(response, name)
        for cell in cells([*polynomials(left), *polynomials(right)]):
            here, there = holds(left, cell), holds(right, cell)
            if here != there:
                at = ((name, cell.place.str(8, radius=False)),)
                return Different("cells of the real line", Point(at, _shown(here), _shown(there)))
    except NotPolynomialError:
        return None
    return Equal("cells of the real line")


def condition(node: Node, name: str) -> Condition:
    """Read a statement about a variable, or a set that the variable is a member of."""
    match node:
        case Constant(name="true" | "Reals"):
            return Joined((), every=True)
        case Constant(name="false" | "none" | "emptyset"):
            return Joined((), every=False)
        case And(arguments=parts):
            return Joined(tuple(condition(part, name) for part in parts), every=True)
        case Or(arguments=parts):
            return Joined(tuple(condition(part, name) for part in parts), every=False)
        case Not(argument=inner):
            return Denied(condition(inner, name))
        case Relation():
            pairs = zip(node.operands, node.operators, node.operands[1:], strict=False)
            return Joined(tuple(comparison(left, op, right, name) for left, op, right in pairs), every=True)
        case _:
            return membership(node, name)


def membership(node: Node, name: str) -> Condition:
    """Read a set as the condition to be its member."""
    match node:
        case SetOf(items=items):
            return Joined(tuple(comparison(Variable(name), "=", item, name) for item in items), every=False)
        case Call(name="union", arguments=parts):
            return Joined(tuple(membership(part, name) for part in parts), every=False)
        case Call(name="intersection", arguments=parts):
            return Joined(tuple(membership(part, name) for part in parts), every=True)
        case Call(name="set_difference", arguments=(left, right)):
            return Joined((membership(left, name), Denied(membership(right, name))), every=True)
        case Constant(name="Reals" | "true"):
            return Joined((), every=True)
        case Constant(name="emptyset" | "none"):
            return Joined((), every=False)
        case Listing(items=(low, high), opening=opening, closing=closing):
            below = comparison(low, "<=" if opening == "[" else "<", Variable(name), name)
            above = comparison(Variable(name), "<=" if closing == "]" else "<", high, name)
            return Joined((below, above), every=True)
        case _:
            raise NotPolynomialError(node)


def comparison(left: Node, operator: str, right: Node, name: str) -> Condition:
    """Read one comparison; infinite bounds, absolute values and both signs are taken apart."""
    if operator == "in":
        return membership(right, name)
    if operator == "notin":
        return Denied(membership(right, name))
    if operator not in COMPARISONS:
        raise NotPolynomialError(operator)
    if left in INFINITE or right in INFINITE:
        return _infinite(left, operator, right)
    absolute = _first_abs(Sum((left, right)))
    if absolute is not None:
        return _by_sign(left, operator, right, absolute, name)
    if isinstance(right, PlusMinus):
        both = (comparison(left, operator, side, name) for side in (right.argument, Negative(right.argument)))
        return Joined(tuple(both), every=False)
    top, below = fraction_of(Sum((left, Negative(right))), name)
    sign = Compared(top * below, operator)
    return sign if below.degree() < 1 else Joined((sign, Compared(below, "!=")), every=True)


def _infinite(left: Node, operator: str, right: Node) -> Condition:
    order = (right == Constant("oo")) - (left == Constant("oo")) + (left == Negative(Constant("oo")))
    order -= right == Negative(Constant("oo"))
    if left in INFINITE and right in INFINITE:
        raise NotPolynomialError(left)
    return Joined((), every=COMPARISONS[operator](-1 if order > 0 else 1))


def _first_abs(node: Node) -> Node | None:
    match node:
        case Call(name="abs", arguments=(inner,)):
            return inner
        case Sum(terms=parts) | Product(factors=parts):
            found = (_first_abs(part) for part in parts)
            return next((inner for inner in found if inner is not None), None)
        case Negative(argument=opposite):
            return _first_abs(opposite)
        case Quotient(numerator=top):
            return _first_abs(top)
        case _:
            return None


def _by_sign(left: Node, operator: str, right: Node, inner: Node, name: str) -> Condition:
    """Take |A| apart: A where A is not negative, its opposite where it is."""
    positive = comparison(_without_abs(left, inner, inner), operator, _without_abs(right, inner, inner), name)
    opposite = Negative(inner)
    negative = comparison(_without_abs(left, inner, opposite), operator, _without_abs(right, inner, opposite), name)
    sign = comparison(inner, ">=", Integer(0), name)
    return Joined((Joined((sign, positive), every=True), Joined((Denied(sign), negative), every=True)), every=False)


def _without_abs(node: Node, inner: Node, value: Node) -> Node:
    match node:
        case Call(name="abs", arguments=(argument,)) if argument == inner:
            return value
        case Sum(terms=terms):
            return Sum(tuple(_without_abs(term, inner, value) for term in terms))
        case Product(factors=factors):
            return Product(tuple(_without_abs(factor, inner, value) for factor in factors))
        case Negative(argument=argument):
            return Negative(_without_abs(argument, inner, value))
        case Quotient(numerator=top, denominator=below):
            return Quotient(_without_abs(top, inner, value), below)
        case _:
            return node


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


def polynomials(node: Condition) -> list[fmpq_poly]:
    """Collect the polynomials that a condition compares."""
    match node:
        case Compared(polynomial=polynomial):
            return [polynomial]
        case Joined(parts=parts):
            return [polynomial for part in parts for polynomial in polynomials(part)]
        case Denied(part=part):
            return polynomials(part)


def holds(node: Condition, cell: Cell) -> bool:
    """Evaluate a condition in a cell."""
    match node:
        case Compared(polynomial=polynomial, operator=operator):
            return COMPARISONS[operator](cell.sign(polynomial))
        case Joined(parts=parts, every=every):
            values = (holds(part, cell) for part in parts)
            return all(values) if every else any(values)
        case Denied(part=part):
            return not holds(part, cell)


def cells(found: list[fmpq_poly]) -> list[Cell]:
    """Cut the line at every real root of some polynomials: the roots, and a rational point beside each."""
    factors: dict[str, fmpz_poly] = {}
    for polynomial in found:
        if polynomial.degree() > 0:
            for factor, _ in polynomial.numer().factor()[1]:
                factors[str(factor)] = factor
    roots = sorted(
        (Cell(root, factor) for factor in factors.values() for root in real_roots(factor)),
        key=lambda cell: middle(cell.place),
    )
    return [*roots, *(Cell(arb(place), None) for place in _between(roots))]


def open_stretches(node: Node, name: str) -> tuple[tuple[Fraction | None, Fraction | None], ...]:
    """Give the open intervals between critical points in which a condition holds; ``None`` is infinity.

    The ends are the middles of balls around the critical points, so nearly but not always exactly these.
    """
    read = condition(node, name)
    found = cells(polynomials(read))
    ends = [None, *(middle(cell.place) for cell in found if cell.factor is not None), None]
    inner = [cell for cell in found if cell.factor is None]
    return tuple(stretch for stretch, cell in zip(pairwise(ends), inner, strict=True) if holds(read, cell))


def real_roots(factor: fmpz_poly) -> list[arb]:
    """Isolate the real roots of an irreducible polynomial."""
    roots: list[tuple[acb, int]] = factor.complex_roots()  # type: ignore[assignment]
    return [root.real for root, _ in roots if root.imag.is_zero()]


def _between(roots: list[Cell]) -> list[fmpq]:
    """Give a rational in every open interval that the roots leave."""
    if not roots:
        return [fmpq(0)]
    places = [middle(cell.place) for cell in roots]
    gaps = [(low + high) / 2 for low, high in pairwise(places)]
    return [_exact(place) for place in (places[0] - 1, *gaps, places[-1] + 1)]


def middle(ball: arb) -> Fraction:
    """Give the middle of a ball, exactly."""
    mantissa, exponent = ball.mid().man_exp()
    return Fraction(int(mantissa)) * Fraction(2) ** int(exponent)


def _exact(value: Fraction) -> fmpq:
    return fmpq(value.numerator, value.denominator)


def _shown(truth: bool) -> str:  # noqa: FBT001 - the truth value is what is shown
    return "holds" if truth else "fails"
