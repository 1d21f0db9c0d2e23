"""Conditions whose coefficients are no rationals, as in ``-sqrt(2) <= x``: cut at roots that are written out.

Every compared expression must be a polynomial of degree at most 2 in the variable, with constant
coefficients.  Its roots are written by the quadratic formula; they are put in order, and the conditions are
evaluated at each and between any two, every sign proved (``value/zero.py``).
"""

from __future__ import annotations

from functools import cmp_to_key
from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING

from flint import acb, arb, fmpq

from graders.equivalence.conditions import compared, holds
from graders.equivalence.decision import Decision, Different, Equal, Point
from graders.errors import UndefinedError
from graders.syntax.tree import Call, Integer, Negative, Node, Power, Product, Quotient, Sum, Variable, variables
from graders.value.ball import ImpreciseError, UnevaluatedError, fraction, middle
from graders.value.enclosure import enclosure
from graders.value.exact import reduced, substituted
from graders.value.surd import rational_tree
from graders.value.zero import sign

if TYPE_CHECKING:
    from fractions import Fraction

    from graders.equivalence.conditions import Condition

MOST_ROOTS = 40

PRECISIONS = (128, 512, 2048, 8192)
"""Bits at which two roots are told apart."""


def differing_place(left: Condition, right: Condition, name: str) -> Decision | None:
    """Decide two conditions; ``None`` where an expression is no polynomial of degree 2 or has no settled sign."""
    try:
        roots = _ordered([root for part in (left, right) for node in compared(part) for root in _roots(node, name)])
        for place in [*roots, *_between(roots)]:

            def sign_at(node: Node, at: Node = place) -> int | None:
                try:
                    return sign(substituted(node, {name: at}))
                except UndefinedError:
                    return None

            here, there = holds(left, sign_at), holds(right, sign_at)
            if here != there:
                at = ((name, _ball(place).str(8, radius=False)),)
                return Different("places on the real line", Point(at, truth_shown(here), truth_shown(there)))
    except (UnevaluatedError, ImpreciseError, UndefinedError):
        return None
    return Equal("places on the real line")


def _roots(node: Node, name: str) -> list[Node]:
    """Write the real roots of a polynomial of degree at most 2."""
    constant, linear, square = (*_coefficients(node, name), Integer(0), Integer(0))[:3]
    if sign(square):
        return _quadratic(square, linear, constant)
    return [reduced(Negative(Quotient(constant, linear)))] if sign(linear) else []


def _coefficients(node: Node, name: str) -> tuple[Node, ...]:
    """Give the coefficients of a polynomial, constant first; raises ``UnevaluatedError`` for anything else."""
    if name not in variables(node):
        return (reduced(node),)
    match node:
        case Variable():
            return (Integer(0), Integer(1))
        case Negative(argument=inner):
            return tuple(reduced(Negative(part)) for part in _coefficients(inner, name))
        case Sum(terms=terms):
            rows = [_coefficients(term, name) for term in terms]
            columns = zip_longest(*rows, fillvalue=Integer(0))
            return tuple(reduced(Sum(column)) for column in columns)
        case Product(factors=(first, *others)):
            total = _coefficients(first, name)
            for factor in others:
                total = _convolved(total, _coefficients(factor, name))
            return total
        case Power(base=base, exponent=Integer(value=2)):
            inside = _coefficients(base, name)
            return _convolved(inside, inside)
        case Quotient(numerator=top, denominator=below) if name not in variables(below):
            return tuple(reduced(Quotient(part, below)) for part in _coefficients(top, name))
        case _:
            raise UnevaluatedError(node)


def _convolved(left: tuple[Node, ...], right: tuple[Node, ...]) -> tuple[Node, ...]:
    """Multiply two polynomials of degree at most 2 together."""
    size = len(left) + len(right) - 1
    if size > 3:
        raise UnevaluatedError(left[0])
    places = [
        [Product((a, b)) for i, a in enumerate(left) for j, b in enumerate(right) if i + j == k] for k in range(size)
    ]
    return tuple(reduced(terms[0] if len(terms) == 1 else Sum(tuple(terms))) for terms in places)


def _quadratic(a: Node, b: Node, c: Node) -> list[Node]:
    inside = reduced(Sum((Power(b, Integer(2)), Negative(Product((Integer(4), a, c))))))
    if sign(inside) < 0:
        return []
    root = Call("sqrt", (inside,))
    below = Product((Integer(2), a))
    return [reduced(Quotient(Sum((Negative(b), side)), below)) for side in (root, Negative(root))]


def _ordered(roots: list[Node]) -> list[Node]:
    """Sort roots, each once."""
    if len(roots) > MOST_ROOTS:
        raise UnevaluatedError(roots[0])
    kept: list[Node] = []
    for root in sorted(roots, key=cmp_to_key(_order)):
        if not kept or _order(kept[-1], root):
            kept.append(root)
    return kept


def _order(left: Node, right: Node) -> int:
    return sign(Sum((left, Negative(right))))


def _between(roots: list[Node]) -> list[Node]:
    """Give a rational number in every open interval that the roots leave, also below and above them all."""
    if not roots:
        return [Integer(0)]
    gaps = [_parting(low, high) for low, high in pairwise(roots)]
    outside = _ends(roots[0])[0] - 1, _ends(roots[-1])[1] + 1
    return [rational_tree(place) for place in (outside[0], *gaps, outside[1])]


def _parting(low: Node, high: Node) -> Fraction:
    """Give a rational between two roots, at a precision that tells them apart."""
    for bits in PRECISIONS:
        (_, below), (above, _) = _ends(low, bits), _ends(high, bits)
        if below < above:
            return (below + above) / 2
    raise UnevaluatedError(low)


def _ends(node: Node, bits: int = PRECISIONS[0]) -> tuple[Fraction, Fraction]:
    """Give rationals below and above a real number, or itself twice where it is rational."""
    ball = enclosure(node, bits)
    if isinstance(ball, fmpq):
        return fraction(ball), fraction(ball)
    number = ball.real if isinstance(ball, acb) else ball
    at, reach = middle(number), middle(number.rad())
    return fraction(at - reach), fraction(at + reach)


def _ball(node: Node) -> arb:
    ball = enclosure(node, PRECISIONS[0])
    if isinstance(ball, acb):
        return ball.real
    return arb(ball) if isinstance(ball, fmpq) else ball


def truth_shown(truth: bool) -> str:  # noqa: FBT001 - the truth value is what is shown
    """Write whether a condition holds."""
    return "holds" if truth else "fails"
