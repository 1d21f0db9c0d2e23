"""A prime field that holds roots of unity and square roots of small primes: where identities are tested.

The prime P is 1 modulo 4 lcm(1, ..., 64).  So e^(2 pi i r) has an image for every rational r whose
denominator divides that number, and by Gauss sums the square root of every prime up to 61 is a sum of such
images.  Together they define a homomorphism from Z[roots of unity] to the field: what is zero there
stays zero, and what is not stays so unless P divides its norm.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from math import lcm
from typing import TYPE_CHECKING

from flint import fmpz, fmpz_mod_ctx

if TYPE_CHECKING:
    from collections.abc import Mapping

ORDER = 4 * lcm(*range(1, 65))
"""The order of the roots of unity that have an image."""

PRIME = 24485184097240963324302416172255444607253438413219 * ORDER + 1
"""A prime of 256 bits."""


class NoImageError(ArithmeticError):
    """A number that has no image in the field, or none that is chosen here; or a division by zero there."""


@cache
def generator() -> int:
    """Give an element of order exactly ``ORDER``: the image of e^(2 pi i/ORDER)."""
    primes = [int(prime) for prime, _ in fmpz(ORDER).factor()]
    base = 2
    while True:
        root = power(base, (PRIME - 1) // ORDER)
        if all(power(root, ORDER // prime) != 1 for prime in primes):
            return root
        base += 1


def unit_root(turn: Fraction) -> int:
    """Give the image of e^(2 pi i turn)."""
    if ORDER % turn.denominator:
        raise NoImageError(turn)
    return power(generator(), int(turn * ORDER) % ORDER)


def inverse(value: int) -> int:
    """Divide 1 by an element."""
    return power(value, -1)


def power(value: int, exponent: int) -> int:
    """Raise an element; flint does it in a fifth of the time that ``pow`` takes."""
    try:
        return int(_field()(value) ** exponent)
    except ZeroDivisionError as error:
        raise NoImageError(value) from error


@cache
def _field() -> fmpz_mod_ctx:
    return fmpz_mod_ctx(PRIME)


def rational(value: Fraction) -> int:
    """Give the image of a rational."""
    return value.numerator * inverse(value.denominator) % PRIME


@cache
def small_rationals() -> Mapping[int, Fraction]:
    """Give the positive rationals that numbers up to 6 make, by their images: so few that none is met by chance.

    Numbers beyond ``PRIME`` can be made that meet one, as they can meet any; values tell them apart before.
    """
    return {rational(Fraction(top, below)): Fraction(top, below) for top in range(1, 7) for below in range(1, 7)}


@cache
def root_of_prime(prime: int) -> int:
    """Give the image of the positive square root of a prime, by the Gauss sum of its Legendre symbol."""
    order = 8 if prime == 2 else prime
    if ORDER % order:
        raise NoImageError(prime)
    zeta = power(generator(), ORDER // order)
    if prime == 2:
        return (zeta + power(zeta, 7)) % PRIME
    total = sum(_legendre(a, prime) * power(zeta, a) for a in range(1, prime)) % PRIME
    if prime % 4 == 1:
        return total
    return total * inverse(power(generator(), ORDER // 4)) % PRIME


def _legendre(a: int, prime: int) -> int:
    return 1 if pow(a, (prime - 1) // 2, prime) == 1 else -1


def root_of_integer(number: int) -> int:
    """Give the image of the principal square root of an integer."""
    image = 1
    if number < 0:
        image, number = power(generator(), ORDER // 4), -number
    if number == 0:
        return 0
    for prime, times in fmpz(number).factor():
        image = image * power(int(prime), int(times) // 2) % PRIME
        if int(times) % 2:
            image = image * root_of_prime(int(prime)) % PRIME
    return image


def square_root(value: int) -> int:
    """Give one of the two square roots of an element, the smaller one (A. Tonelli 1891, D. Shanks 1973)."""
    value %= PRIME
    if value == 0:
        return 0
    if power(value, (PRIME - 1) // 2) != 1:
        raise NoImageError(value)
    twos = ((PRIME - 1) & -(PRIME - 1)).bit_length() - 1
    odd = (PRIME - 1) >> twos
    root, rest = power(value, (odd + 1) // 2), power(value, odd)
    factor = power(_non_residue(), odd)
    while rest != 1:
        order, square = 0, rest
        while square != 1:
            square = square * square % PRIME
            order += 1
        step = power(factor, 1 << (twos - order - 1))
        root, factor = root * step % PRIME, step * step % PRIME
        rest, twos = rest * factor % PRIME, order
    return min(root, PRIME - root)


@cache
def _non_residue() -> int:
    candidate = 2
    while power(candidate, (PRIME - 1) // 2) == 1:
        candidate += 1
    return candidate
