"""How close to zero a nonzero algebraic number can be: the root separation bound.

Write an expression as E = U/L with algebraic integers U and L, following its nodes:

    integer n                        u = abs(n)                      l = 1
    x + y, x - y                     u = u_x l_y + l_x u_y           l = l_x l_y
    x y                              u = u_x u_y                     l = l_x l_y
    x / y                            u = u_x l_y                     l = l_x u_y
    k-th root of x                   u = (u_x l_x^(k-1))^(1/k)       l = l_x
      or, where x is not 0,          u = u_x                         l = (u_x^(k-1) l_x)^(1/k)
    2 cos(pi r), r rational          u = 2                           l = 1

where u and l bound the absolute values of *all* conjugates of U and L.  U and L lie in the field made by
adjoining, one after another, one algebraic integer for every distinct root, of degree at most its index
over what was there before, and one root of unity for all cosines.  So U has at most D conjugates, D the
product of the indices and of the root of unity's degree.  The product of U's conjugates is an integer;
if U is not 0 it is at least 1 in absolute value, so abs(U) >= u^(1-D), and with abs(L) <= l

    E = 0   or   abs(E) >= 1 / (u^(D-1) l).

This is the bound of C. Burnikel, S. Funke, K. Mehlhorn, S. Schirra, S. Schmitt, "A separation bound for
real algebraic expressions" (ESA 2001; Algorithmica 55, 2009); the argument above does not need the numbers
to be real, so that it covers principal complex roots.  The second row for roots is used only where the
radicand is proved not to be 0, since L must not be.

Everything here is in bits (logarithms to base 2).  No logarithm is negative and every step adds, scales
by a positive number or takes a logarithm, so a step's relative error is a few units of 2^-53; texts have
at most some thousand nodes, and ``SLACK`` covers all their errors together.
"""

from __future__ import annotations

from math import gcd, lcm, log2
from typing import TYPE_CHECKING, NamedTuple

from graders.syntax.tree import Call, Constant, Decimal, Integer, Negative, Node, Power, Product, Quotient, Sum
from graders.value.rationals import rational, turns

if TYPE_CHECKING:
    from collections.abc import Callable
    from fractions import Fraction

SLACK = 1e-6
"""What the sum of all rounding errors of the logarithms is surely smaller than, relatively."""

LARGEST_INDEX = 10_000
LARGEST_POWER = 1_000_000


class NotAlgebraicError(ArithmeticError):
    """The expression is not made of integers, field operations, roots and cosines of rational angles."""


class Size(NamedTuple):
    """Bits of ``u`` and ``l``.

    ``roots`` are the distinct roots with their indices, ``angle`` the order of the root of unity.
    """

    u: float
    l: float  # noqa: E741 - the paper's name
    roots: frozenset[tuple[Node, int]] = frozenset()
    angle: int = 1

    @property
    def degree(self) -> int:
        """Bound the degree of the field: the D of the bound."""
        product = totient(self.angle)
        for _, index in self.roots:
            product *= index
        return product

    @property
    def bits(self) -> int:
        """Give b such that the number is 0 or at least 2^-b in absolute value."""
        return int(((self.degree - 1) * self.u + self.l) * (1 + SLACK)) + 2


def size(node: Node, is_nonzero: Callable[[Node], bool], is_real: Callable[[Node], bool]) -> Size:
    """Bound an algebraic constant.

    ``is_nonzero`` tells of a radicand whether it is proved not to be zero, ``is_real`` of what stands between
    bars whether it is proved to be real.  Raises ``NotAlgebraicError`` for anything else than an algebraic
    constant.
    """
    return _Measure(is_nonzero, is_real).size(node)


class _Measure:
    """One walk over a tree."""

    def __init__(self, is_nonzero: Callable[[Node], bool], is_real: Callable[[Node], bool]) -> None:
        self.is_nonzero = is_nonzero
        self.is_real = is_real

    def size(self, node: Node) -> Size:
        match node:
            case Integer():
                return Size(_bits(node.value), 0.0)
            case Call():
                return self.call(node)
            case Negative():
                return self.size(node.argument)
            case Sum():
                total = self.size(node.terms[0])
                for term in node.terms[1:]:
                    total = _sum(total, self.size(term))
                return total
            case Product():
                total = self.size(node.factors[0])
                for factor in node.factors[1:]:
                    total = _product(total, self.size(factor))
                return total
            case Quotient():
                return _quotient(self.size(node.numerator), self.size(node.denominator))
            case Power():
                return self.power(node)
            case Decimal():
                return _rational(node.value)
            case Constant(name="i"):
                return Size(0.0, 0.0, frozenset(), 4)
            case _:
                raise NotAlgebraicError(node)

    def power(self, node: Power) -> Size:
        exponent = rational(node.exponent)
        if exponent is None or abs(exponent.numerator) > LARGEST_POWER:
            raise NotAlgebraicError(node)
        base = self.size(node.base)
        if exponent.denominator != 1:
            base = self.root(node.base, exponent.denominator, base)
        power = abs(exponent.numerator)
        raised = Size(base.u * power, base.l * power, base.roots, base.angle)
        return raised if exponent >= 0 else Size(raised.l, raised.u, raised.roots, raised.angle)

    def call(self, node: Call) -> Size:
        match node.name, node.arguments:
            case "sqrt", (inner,):
                return self.root(inner, 2, self.size(inner))
            case "cbrt", (inner,):
                return self.root(inner, 3, self.size(inner), real=node)
            case "root", (inner, Integer(value=index)):
                return self.root(inner, index, self.size(inner), real=node)
            case "percent", (inner,):
                return _quotient(self.size(inner), Size(_bits(100), 0.0))
            case (("sin" | "cos" | "tan" | "cot" | "sec" | "csc"), (inner,)):
                return _cosine(node, inner)
            case "abs", (inner,) if self.is_real(inner):
                return self.size(inner)
            case _:
                return self.exact(node)

    def exact(self, node: Node) -> Size:
        """Bound a function whose value is rational on the face of it."""
        exact = rational(node)
        if exact is None:
            raise NotAlgebraicError(node)
        return _rational(exact)

    def root(self, radicand: Node, index: int, inner: Size, *, real: Node | None = None) -> Size:
        """Bound a root; the ``real`` root of a negative number is another than the principal one."""
        if not 1 <= index <= LARGEST_INDEX:
            raise NotAlgebraicError(radicand)
        roots = inner.roots | {(real or radicand, index)}
        if inner.u < inner.l and self.is_nonzero(radicand):
            return Size(inner.u, (inner.u * (index - 1) + inner.l) / index, roots, inner.angle)
        return Size((inner.u + inner.l * (index - 1)) / index, inner.l, roots, inner.angle)


def _cosine(node: Call, inner: Node) -> Size:
    """Bound a trigonometric function at a rational multiple of pi.

    With z = exp(pi i r), twice the cosine is z + 1/z and twice the sine (z - 1/z)/i: algebraic integers whose
    conjugates are at most 2.  Each of the six is the quotient of two among 2, 2 sin and 2 cos.
    """
    angle = turns(inner)
    if angle is None or angle.denominator > LARGEST_INDEX:
        raise NotAlgebraicError(node)
    return Size(1.0, 1.0, frozenset(), lcm(4, 2 * angle.denominator))


def totient(number: int) -> int:
    """Count the numbers up to ``number`` that share no divisor with it: the degree of a root of unity."""
    return sum(gcd(k, number) == 1 for k in range(1, number + 1)) if number < 60 else _totient(number)


def _totient(number: int) -> int:
    count, left, prime = number, number, 2
    while prime * prime <= left:
        if left % prime == 0:
            count -= count // prime
            while left % prime == 0:
                left //= prime
        prime += 1
    return count - count // left if left > 1 else count


def _sum(x: Size, y: Size) -> Size:
    return Size(_log_sum(x.u + y.l, x.l + y.u), x.l + y.l, x.roots | y.roots, _order(x, y))


def _product(x: Size, y: Size) -> Size:
    return Size(x.u + y.u, x.l + y.l, x.roots | y.roots, _order(x, y))


def _quotient(x: Size, y: Size) -> Size:
    return Size(x.u + y.l, x.l + y.u, x.roots | y.roots, _order(x, y))


def _order(x: Size, y: Size) -> int:
    return x.angle if x.angle == y.angle else lcm(x.angle, y.angle)


def _rational(value: Fraction) -> Size:
    return Size(_bits(value.numerator), _bits(value.denominator))


def _bits(number: int) -> float:
    """Give the bits of an integer's absolute value; 0 counts as 1, which is a bound too."""
    return log2(abs(number)) if number else 0.0


def _log_sum(a: float, b: float) -> float:
    """Give log2(2^a + 2^b)."""
    larger, smaller = (a, b) if a >= b else (b, a)
    gap = larger - smaller
    return larger + (log2(1.0 + 2.0**-gap) if gap < 1000 else 0.0)
