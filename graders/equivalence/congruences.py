"""Congruences of whole numbers: ``x ≡ 3 (mod 7)``, which is read as ``mod(x, 7) = mod(3, 7)``, and several together.

A linear congruence c x + d ≡ 0 (mod m) has the solutions of x ≡ r (mod m/g) with g = gcd(c, m) where g divides d, and
none elsewhere; two together have those of one modulo the least common multiple, or none (the Chinese remainder
theorem).  Two are equal just if they have the same unknown, residue and modulus.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from itertools import islice, pairwise
from math import gcd, lcm
from typing import TYPE_CHECKING

from graders.equivalence.decision import Decision, Different, Equal, Point
from graders.errors import UndefinedError
from graders.syntax.tree import And, Call, Integer, Negative, Relation, Sum, Variable, variables
from graders.value.exact import substituted
from graders.value.polynomial import TooLargeError, ring_of
from graders.value.rationals import rational

if TYPE_CHECKING:
    from graders.syntax.tree import Node

BY = "residue classes"

LARGEST = 10**12
"""The largest modulus that is looked at."""

TRIED = 1_000
"""So many numbers are tried for one that tells two apart."""


@dataclass(frozen=True, slots=True)
class Residues:
    """The whole numbers that leave a residue; none at all where the modulus is 0."""

    name: str
    residue: int
    modulus: int

    def has(self, number: int) -> bool:
        """Tell whether a number is among them."""
        return bool(self.modulus) and number % self.modulus == self.residue


def decide_congruences(key: Node, response: Node) -> Decision | None:
    """Decide two systems of linear congruences in one unknown; ``None`` where neither side is one."""
    left, right = residues(key), residues(response)
    if left is None or right is None:
        return _beside_equation(left or right, response if right is None else key)
    if left.name != right.name:
        return Different("the names of the unknowns")
    if left == right:
        return Equal(BY)
    telling = (number for number in range(TRIED) if left.has(number) != right.has(number))
    for number in islice(telling, 1):
        holds = ("holds", "fails") if left.has(number) else ("fails", "holds")
        return Different(BY, Point(((left.name, str(number)),), *holds))
    return Different(BY)


def _beside_equation(found: Residues | None, other: Node) -> Decision | None:
    """Tell a congruence, which many numbers solve, from an equation that one number solves."""
    match other:
        case Relation(operators=("=",), operands=(Variable(), value)) if (
            found is not None and found.modulus and rational(value) is not None
        ):
            return Different("one number beside a residue class")
        case _:
            return None


def residues(node: Node) -> Residues | None:
    """Solve a congruence or several that hold together; ``None`` for anything else."""
    match node:
        case And(arguments=parts):
            found = [residues(part) for part in parts]
        case Relation(operators=operators, operands=operands) if set(operators) == {"="}:
            found = [_solved(left, right) for left, right in pairwise(operands)]
        case _:
            return None
    known = [each for each in found if each is not None]
    if not known or len(known) < len(found) or len({each.name for each in known}) > 1:
        return None
    return reduce(_together, known)


def _solved(left: Node, right: Node) -> Residues | None:
    """Solve one congruence; a side without a modulus is a residue itself."""
    sides = [_sides(side) for side in (left, right)]
    moduli = {modulus for _, modulus in sides if modulus}
    if len(moduli) != 1:
        return None
    (modulus,) = moduli
    for inner, own in sides:
        bare = None if own else rational(inner)
        if not own and (bare is None or bare.denominator != 1 or not 0 <= bare < modulus):
            return None
    linear = _linear(Sum((sides[0][0], Negative(sides[1][0]))))
    if linear is None:
        return None
    name, slope, constant = linear
    divisor = gcd(slope, modulus)
    if constant % divisor:
        return Residues(name, 0, 0)
    smaller = modulus // divisor
    inverse = pow(slope // divisor, -1, smaller) if smaller > 1 else 0
    return Residues(name, -constant // divisor * inverse % smaller, smaller)


def _sides(node: Node) -> tuple[Node, int]:
    """Give what stands on a side, and its modulus; 0 where it has none that is a whole number."""
    match node:
        case Call(name="mod", arguments=(inner, below)):
            modulus = rational(below)
            is_whole = modulus is not None and modulus.denominator == 1 and 0 < modulus <= LARGEST
            return (inner, int(modulus)) if is_whole and modulus is not None else (node, 0)
        case _:
            return node, 0


def _linear(node: Node) -> tuple[str, int, int] | None:
    """Give the unknown of c x + d, c and d, where these are whole numbers."""
    names = sorted(variables(node))
    if len(names) != 1:
        return None
    try:
        ring = ring_of(node)
        polynomial = ring.fraction(node)
    except (UndefinedError, TooLargeError):
        return None
    if any(not isinstance(symbol, Variable) for symbol in ring.symbols):
        return None
    if not polynomial.below.is_constant() or polynomial.top.total_degree() > 1:
        return None
    values = [rational(substituted(node, {names[0]: Integer(number)})) for number in (0, 1)]
    whole = [int(value) for value in values if value is not None and value.denominator == 1]
    return (names[0], whole[1] - whole[0], whole[0]) if len(whole) == len(values) else None


def _together(one: Residues, other: Residues) -> Residues:
    """Solve both at once."""
    if not (one.modulus and other.modulus):
        return Residues(one.name, 0, 0)
    divisor = gcd(one.modulus, other.modulus)
    apart = other.residue - one.residue
    if apart % divisor:
        return Residues(one.name, 0, 0)
    step = other.modulus // divisor
    inverse = pow(one.modulus // divisor, -1, step) if step > 1 else 0
    modulus = lcm(one.modulus, other.modulus)
    return Residues(one.name, (one.residue + one.modulus * (apart // divisor * inverse % step)) % modulus, modulus)
