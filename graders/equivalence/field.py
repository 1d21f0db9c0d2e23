"""A prime field that holds roots of unity and square roots of small primes: where identities are tested.

The prime P is 1 modulo 4 lcm(1, ..., 64).  So e^(2 pi i r) has an image for every rational r whose
denominator divides that number, and by Gauss sums the square root of every prime up to 61 is a sum of such
images.  Together they define a homomorphism from Z[roots of unity] to the field: what is zero there
stays zero, and what is not stays so unless P divides its norm.
"""

from __future__ import annotations

from functools import cache
from math import lcm
from typing import TYPE_CHECKING

from flint import fmpz

if TYPE_CHECKING:
    from fractions import Fraction

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
        root = pow(base, (PRIME - 1) // ORDER, PRIME)
        if all(pow(root, ORDER // prime, PRIME) != 1 for prime in primes):
            return root
        base += 1


def unit_root(turn: Fraction) -> int:
    """Give the image of e^(2 pi i turn)."""
    if ORDER % turn.denominator:
        raise NoImageError(turn)
    return pow(generator(), int(turn * ORDER) % ORDER, PRIME)


def inverse(value: int) -> int:
    """Divide 1 by an element."""
    if value % PRIME == 0:
        raise NoImageError(value)
    return pow(value, -1, PRIME)


def rational(value: Fraction) -> int:
    """Give the image of a rational."""
    return value.numerator * inverse(value.denominator) % PRIME


@cache
def root_of_prime(prime: int) -> int:
    """Give the image of the positive square root of a prime, by the Gauss sum of its Legendre symbol."""
    order = 8 if prime == 2 else prime
    if ORDER % order:
        raise NoImageError(prime)
    zeta = pow(generator(), ORDER // order, PRIME)
    if prime == 2:
        return (zeta + pow(zeta, 7, PRIME)) % PRIME
    total = sum(_legendre(a, prime) * pow(zeta, a, PRIME) for a in range(1, prime)) % PRIME
    if prime % 4 == 1:
        return total
    return total * inverse(pow(generator(), ORDER // 4, PRIME)) % PRIME


def _legendre(a: int, prime: int) -> int:
    return 1 if pow(a, (prime - 1) // 2, prime) == 1 else -1


def root_of_integer(number: int) -> int:
    """Give the image of the principal square root of an integer."""
    image = 1
    if number < 0:
        image, number = pow(generator(), ORDER // 4, PRIME), -number
    if number == 0:
        return 0
    for prime, power in fmpz(number).factor():
        image = image * pow(int(prime), int(power) // 2, PRIME) % PRIME
        if int(power) % 2:
            image = image * root_of_prime(int(prime)) % PRIME
    return image


def square_root(value: int) -> int:
    """Give one of the two square roots of an element, the smaller one (A. Tonelli 1891, D. Shanks 1973)."""
    value %= PRIME
    if value == 0:
        return 0
    if pow(value, (PRIME - 1) // 2, PRIME) != 1:
        raise NoImageError(value)
    twos = ((PRIME - 1) & -(PRIME - 1)).bit_length() - 1
    odd = (PRIME - 1) >> twos
    root, rest = pow(value, (odd + 1) // 2, PRIME), pow(value, odd, PRIME)
    factor = pow(_non_residue(), odd, PRIME)
    while rest != 1:
        order, square = 0, rest
        while square != 1:
            square = square * square % PRIME
            order += 1
        step = pow(factor, 1 << (twos - order - 1), PRIME)
        root, factor = root * step % PRIME, step * step % PRIME
        rest, twos = rest * factor % PRIME, order
    return min(root, PRIME - root)


@cache
def _non_residue() -> int:
    candidate = 2
    while pow(candidate, (PRIME - 1) // 2, PRIME) == 1:
        candidate += 1
    return candidate
