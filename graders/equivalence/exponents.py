"""What stands in exponents and logarithms: polynomials in formal symbols, with rational factors."""

from __future__ import annotations

from fractions import Fraction

from flint import fmpz

from graders.equivalence.field import NoImageError

Monomial = tuple[tuple[str, int], ...]
Polynomial = dict[Monomial, Fraction]


def scalar(value: Fraction) -> Polynomial:
    """Give a number without symbols."""
    return {(): value} if value else {}


def add(total: Polynomial, part: Polynomial) -> None:
    """Add to a total."""
    for monomial, factor in part.items():
        value = total.get(monomial, Fraction(0)) + factor
        if value:
            total[monomial] = value
        else:
            total.pop(monomial, None)


def joined(a: Monomial, b: Monomial) -> tuple[Monomial, int]:
    """Multiply monomials, and give the sign that even powers of i leave."""
    powers = dict(a)
    for symbol, power in b:
        powers[symbol] = powers.get(symbol, 0) + power
    turns = powers.pop("i", 0)
    if turns % 2:
        powers["i"] = 1
    sign = -1 if turns % 4 in (2, 3) else 1
    return tuple(sorted(powers.items())), sign


def logarithm_of(value: Fraction) -> Polynomial:
    """Split the logarithm of a positive number into those of its primes; raises ``NoImageError`` for large ones."""
    if value.numerator * value.denominator > 1 << 128:
        raise NoImageError(value)
    total: Polynomial = {}
    for sign, number in ((1, value.numerator), (-1, value.denominator)):
        for prime, power in fmpz(number).factor():
            add(total, {((f"ln :{int(prime)}", 1),): Fraction(sign * int(power))})
    return total
