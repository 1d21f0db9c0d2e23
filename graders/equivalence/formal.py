"""Identities proved in a ring of formal symbols, by one evaluation at a random point of a large field.

An expression is read as a rational function of symbols: one for each variable x and for pi, one for
e^m for every monomial m of an exponent, one for i m of an angle, one for the logarithm of every prime
and of every other factor.  The functions sin, cosh, tan and so on are written by exponentials, and
exponents are split by e^(a+b) = e^a e^b, logarithms by ln(ab) = ln a + ln b.  These rewritings hold for
the functions themselves, so a rational function of the symbols that is identically zero proves the
identity; the converse is not needed.

Whether it is identically zero is tested at a point drawn from the field of ``field.py``: a nonzero
polynomial of degree d vanishes at a random point with probability at most d/P (J. T. Schwartz 1980,
R. Zippel 1979), P having 256 bits.  Degrees here stay below 2^100, so the error is below 2^-150.  The
points are drawn from a hash of the two texts, so that nobody can prepare an answer for them.  What is equal to one of
23 small rationals at the point is taken for that number where a logarithm is taken of it, or where it is what an
exponent has for a symbol.

Splitting a logarithm, or a fractional power, holds for positive factors, and the square root of a function
is one of two; where such a step was taken, ``positive`` and ``branched`` say so, and the caller has to tell
the branches apart.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from hashlib import blake2b
from math import lcm

from graders.equivalence.exponents import Monomial, Polynomial, add, joined, logarithm_of, scalar
from graders.equivalence.field import (
    PRIME,
    NoImageError,
    inverse,
    power,
    rational,
    root_of_integer,
    root_of_prime,
    small_rationals,
    square_root,
    unit_root,
)
from graders.equivalence.formal_functions import RULES, absolute
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
    Sum,
    Variable,
)
from graders.value.effort import Effort, effort
from graders.value.rationals import rational as rational_value

ROOTS = lcm(*range(1, 25))
"""Fractional powers are taken of symbols whose exponents have denominators that divide this."""

MOST_TERMS = 200
"""Exponents are expanded to at most so many monomials."""

ATTEMPTS = 8
"""Points that are tried."""

MOST_STEPS = 6_000
"""Nodes that are evaluated and monomials that are multiplied, at all points together."""

POWER = 10
"""A power of a symbol takes as many steps as so many sums."""

WEIGHT = 8
"""A step is of so much effort."""

LARGEST_EXPONENT = 1 << 40
"""Exponents of powers, as they stand."""


@dataclass(slots=True)
class Identity:
    """One evaluation: the seed of its point, and which steps were taken that do not hold everywhere.

    ``positive``: a step that holds for positive factors; ``branched``: one whose factors are no plain
    variables, or the choice of one of two square roots.  ``known`` are variables that are positive.  ``calls`` are
    the values of functions that were evaluated, and ``turns`` those of e to an angle: a tangent asks twice.
    """

    seed: bytes
    known: frozenset[str] = frozenset()
    positive: bool = False
    branched: bool = False
    steps: int = MOST_STEPS
    effort: Effort = field(default_factory=effort)
    values: dict[str, int] = field(default_factory=dict)
    calls: dict[int, tuple[Node, int]] = field(default_factory=dict)
    turns: dict[int, tuple[Node, tuple[int, int]]] = field(default_factory=dict)

    def draw(self, symbol: str) -> int:
        """Give the value of a symbol: the same one whenever it is met."""
        if symbol not in self.values:
            digest = blake2b(symbol.encode(), key=self.seed, digest_size=40).digest()
            self.values[symbol] = int.from_bytes(digest) % PRIME
        return self.values[symbol]

    def image(self, node: Node) -> int:
        """Evaluate a tree; raises ``NoImageError`` where it is no rational function of symbols."""
        self.take(1)
        match node:
            case Integer():
                return node.value % PRIME
            case Decimal():
                return rational(node.value)
            case Variable():
                return power(self.draw(node.name), ROOTS)
            case Negative():
                return -self.image(node.argument) % PRIME
            case Sum():
                return sum(self.image(term) for term in node.terms) % PRIME
            case Product():
                return self.product(node.factors)
            case Quotient():
                return self.image(node.numerator) * inverse(self.image(node.denominator)) % PRIME
            case Power():
                return self.power(node)
            case Constant():
                return self.constant(node)
            case Call():
                return self.called(node)
            case _:
                raise NoImageError(node)

    def take(self, steps: int) -> None:
        """Count what was done; there is no image of what takes too much."""
        self.steps -= steps
        self.effort.take(WEIGHT * steps)
        if self.steps < 0:
            raise NoImageError(steps)

    def called(self, node: Call) -> int:
        """Give a function's value, which is evaluated once."""
        if id(node) not in self.calls:
            self.calls[id(node)] = (node, self.call(node))
        return self.calls[id(node)][1]

    def product(self, factors: tuple[Node, ...]) -> int:
        """Multiply."""
        image = 1
        for factor in factors:
            image = image * self.image(factor) % PRIME
        return image

    def constant(self, node: Constant) -> int:
        """Give the symbol or the value of a constant."""
        match node.name:
            case "i":
                return unit_root(Fraction(1, 4))
            case "pi":
                return power(self.draw("pi"), ROOTS)
            case "tau":
                return 2 * power(self.draw("pi"), ROOTS) % PRIME
            case "e":
                return self.exponential({(): Fraction(1)})
            case _:
                raise NoImageError(node)

    def power(self, node: Power) -> int:
        """Raise: directly to whole exponents, else by the exponential of exponent times logarithm."""
        exponent = rational_value(node.exponent)
        if exponent is not None and exponent.denominator == 1 and abs(exponent) < LARGEST_EXPONENT:
            base = self.image(node.base)
            return power(base, exponent.numerator)
        if exponent is not None and exponent.denominator == 2 and abs(exponent) < LARGEST_EXPONENT:
            root = self.square_root(node.base)
            return power(root, exponent.numerator)
        if node.base == Constant("e"):
            return self.exponential(self.polynomial(node.exponent))
        return self.other_power(node)

    def other_power(self, node: Power) -> int:
        """Raise by the exponential of exponent times logarithm."""
        base = rational_value(node.base)
        self.positive = self.positive or base is None or base <= 0
        return self.exponential(self.times(self.polynomial(node.exponent), self.logarithm(node.base)))

    def call(self, node: Call) -> int:
        """Evaluate a function."""
        rule = RULES.get(node.name)
        if rule is not None and len(node.arguments) == 1:
            return rule(self, node.arguments[0]) % PRIME
        match node.name, node.arguments:
            case "log", (argument, base):
                return self.image(Quotient(Call("ln", (argument,)), Call("ln", (base,))))
            case "root", (argument, Integer(value=index)) if index > 0:
                return self.power(Power(argument, Quotient(Integer(1), Integer(index))))
            case _:
                return self.opaque(node)

    def opaque(self, node: Call) -> int:
        """Take a function that nothing is known about as a symbol of its own, named by its arguments' values."""
        arguments = ",".join(str(self.image(argument)) for argument in node.arguments)
        return self.draw(f"{node.name}({arguments})")

    def square_root(self, node: Node) -> int:
        """Take the principal root: exactly for integers, as |a| for a square, else by halves of exponents."""
        value = rational_value(node)
        if value is not None:
            return root_of_integer(value.numerator * value.denominator) * inverse(value.denominator) % PRIME
        match node:
            case Power(base=base, exponent=Integer(value=exponent)) if exponent % 2 == 0:
                return power(absolute(self, base), exponent // 2)
            case _:
                self.positive = True
        half = self.logarithm(node)
        return self.exponential({monomial: factor / 2 for monomial, factor in half.items()})

    # exponentials

    def exponential(self, exponent: Polynomial) -> int:
        """Give e to a polynomial in symbols, term by term."""
        image = 1
        self.take(POWER * len(exponent))
        for monomial, factor in exponent.items():
            image = image * self.exponential_term(monomial, factor) % PRIME
        return image

    def exponential_term(self, monomial: Monomial, factor: Fraction) -> int:
        """Give e^(factor * monomial): a root of unity, a power of what a logarithm is of, or a symbol's power."""
        powers = dict(monomial)
        imaginary = powers.pop("i", 0)
        rest = tuple(powers.items())
        if imaginary and rest == (("pi", 1),):
            return unit_root(factor / 2)
        if not imaginary and len(rest) == 1 and rest[0][1] == 1 and rest[0][0].startswith("ln "):
            return self.antilogarithm(rest[0][0], factor)
        return self.symbol_power(self.draw(f"exp {imaginary} {rest}"), factor)

    def antilogarithm(self, symbol: str, factor: Fraction) -> int:
        """Give e^(factor * ln a) = a^factor."""
        inside = symbol.removeprefix("ln ")
        if inside[0] not in ":#":
            return self.symbol_power(self.values[inside], factor)
        value = int(inside[1:])
        if factor.denominator == 2:
            value = root_of_prime(value) if inside[0] == ":" else square_root(value)
        elif factor.denominator != 1:
            raise NoImageError(symbol)
        return power(value, factor.numerator)

    def symbol_power(self, value: int, factor: Fraction) -> int:
        """Raise a symbol, which is a root already, so that fractions of its exponent are whole."""
        if ROOTS % factor.denominator:
            raise NoImageError(factor)
        return power(value, int(factor * ROOTS))

    def turned(self, angle: Node) -> tuple[int, int]:
        """Give e^(i angle) and e^(-i angle), once: a tangent asks twice."""
        if id(angle) not in self.turns:
            up = self.exponential(self.times(self.polynomial(angle), {(("i", 1),): Fraction(1)}))
            self.turns[id(angle)] = (angle, (up, inverse(up)))
        return self.turns[id(angle)][1]

    # exponents as polynomials in symbols

    def polynomial(self, node: Node) -> Polynomial:
        """Expand an exponent; what is no sum or product is a symbol, named by its value."""
        match node:
            case Integer() | Decimal():
                return scalar(Fraction(node.value))
            case Negative():
                return {monomial: -factor for monomial, factor in self.polynomial(node.argument).items()}
            case Sum():
                total: Polynomial = {}
                for term in node.terms:
                    add(total, self.polynomial(term))
                return total
            case Product():
                product = scalar(Fraction(1))
                for factor in node.factors:
                    product = self.times(product, self.polynomial(factor))
                return product
            case Quotient():
                below = rational_value(node.denominator)
                if below:
                    return self.times(self.polynomial(node.numerator), scalar(1 / below))
                return self.times(self.polynomial(node.numerator), self.symbol(Quotient(Integer(1), node.denominator)))
            case Power(exponent=Integer(value=exponent)) if exponent <= 16:
                power = scalar(Fraction(1))
                base = self.polynomial(node.base)
                for _ in range(exponent):
                    power = self.times(power, base)
                return power
            case Constant(name="i" | "pi"):
                return {((node.name, 1),): Fraction(1)}
            case Constant(name="tau"):
                return {(("pi", 1),): Fraction(2)}
            case Call(name="degree", arguments=(inner,)):
                return self.times(self.polynomial(inner), {(("pi", 1),): Fraction(1, 180)})
            case Call(name="ln", arguments=(inner,)):
                return self.logarithm(inner)
            case Call(name="log", arguments=(inner,)):
                return self.logarithm(inner)
            case _:
                return self.symbol(node)

    def symbol(self, node: Node) -> Polynomial:
        """Take a tree as one symbol, named by its value; one that is a plain number as that."""
        image = self.image(node)
        known = small_rationals().get(image)
        return {((f"#{image}", 1),): Fraction(1)} if known is None else scalar(known)

    def times(self, left: Polynomial, right: Polynomial) -> Polynomial:
        """Multiply; i times i is -1."""
        if len(left) * len(right) > MOST_TERMS:
            raise NoImageError(len(left) * len(right))
        self.take(len(left) * len(right))
        product: Polynomial = {}
        for a, x in left.items():
            for b, y in right.items():
                monomial, sign = joined(a, b)
                add(product, {monomial: sign * x * y})
        return product

    # logarithms

    def logarithm(self, node: Node) -> Polynomial:
        """Split the logarithm of a product into those of its factors, down to primes."""
        value = rational_value(node)
        if value is not None and value > 0:
            return logarithm_of(value)
        match node:
            case Product():
                self.positive = True
                return self.sum_of([self.logarithm(factor) for factor in node.factors])
            case Quotient():
                self.positive = True
                top, below = self.logarithm(node.numerator), self.logarithm(node.denominator)
                return self.sum_of([top, {monomial: -factor for monomial, factor in below.items()}])
            case Power(exponent=exponent):
                self.positive = True
                if node.base == Constant("e"):
                    return self.polynomial(exponent)
                return self.times(self.polynomial(exponent), self.logarithm(node.base))
            case Call(name="exp", arguments=(inner,)):
                return self.polynomial(inner)
            case Call(name="sqrt", arguments=(inner,)):
                return {monomial: factor / 2 for monomial, factor in self.logarithm(inner).items()}
            case Constant(name="e"):
                return scalar(Fraction(1))
            case Variable():
                self.draw(node.name)
                return {((f"ln {node.name}", 1),): Fraction(1)}
            case Constant(name="pi"):
                self.draw("pi")
                return {(("ln pi", 1),): Fraction(1)}
            case _:
                self.branched = self.branched or self.positive
                return self.logarithm_of_image(node)

    def logarithm_of_image(self, node: Node) -> Polynomial:
        """Take the logarithm of a tree as one symbol, named by its value; of one that is a plain number as that is."""
        image = self.image(node)
        known = small_rationals().get(image)
        return {((f"ln #{image}", 1),): Fraction(1)} if known is None else logarithm_of(known)

    def sum_of(self, parts: list[Polynomial]) -> Polynomial:
        """Add logarithms of factors."""
        total: Polynomial = {}
        for part in parts:
            add(total, part)
        return total

    def value_of(self, polynomial: Polynomial) -> int:
        """Evaluate a polynomial in symbols."""
        total = 0
        for monomial, factor in polynomial.items():
            term = rational(factor)
            for symbol, times in monomial:
                term = term * power(self.value_of_symbol(symbol), times) % PRIME
            total += term
        return total % PRIME

    def value_of_symbol(self, symbol: str) -> int:
        """Give a symbol's value, the same one that its tree has elsewhere."""
        if symbol == "i":
            return unit_root(Fraction(1, 4))
        if symbol == "pi":
            return power(self.draw("pi"), ROOTS)
        return int(symbol[1:]) if symbol.startswith("#") else self.draw(symbol)


class AsWritten(Identity):
    """An evaluation in which roots, logarithms and powers of functions are not taken apart.

    Each is a symbol named by the value of what it is taken of, so that no branch is chosen: functions of equal
    arguments are equal.  Whatever is zero as a rational function of these symbols is zero.
    """

    def square_root(self, node: Node) -> int:
        """Take the root of a number or of a square; any other is a symbol."""
        match node:
            case Power(exponent=Integer(value=exponent)) if exponent % 2 == 0:
                return super().square_root(node)
            case _ if rational_value(node) is not None:
                return super().square_root(node)
            case _:
                return self.draw(f"sqrt({self.image(node)})")

    def other_power(self, node: Power) -> int:
        """Raise a positive number; any other power is a symbol."""
        base = rational_value(node.base)
        if base is not None and base > 0:
            return super().other_power(node)
        return self.draw(f"{self.image(node.base)}^{self.image(node.exponent)}")

    def logarithm(self, node: Node) -> Polynomial:
        """Take the logarithm of a positive number apart; any other is a symbol."""
        value = rational_value(node)
        if (value is not None and value > 0) or node == Constant("e"):
            return super().logarithm(node)
        return self.logarithm_of_image(node)


def is_identity(
    difference: Node, seed: bytes, known: frozenset[str] = frozenset(), way: type[Identity] = Identity
) -> Identity | None:
    """Tell whether an expression is identically zero: the evaluation that proves it, or ``None``.

    At some points a denominator vanishes or a root has no image, so several are tried; the first point that
    has a value settles it.
    """
    steps = MOST_STEPS
    for attempt in range(ATTEMPTS):
        identity = way(seed + bytes([attempt]), known, steps=steps)
        try:
            image = identity.image(difference)
        except NoImageError:
            steps = identity.steps
            continue
        return identity if image == 0 else None
    return None
