"""Greatest common divisors and least common multiples of polynomials with whole coefficients.

Functions of variables count as indeterminates, and so do pi, e and the roots of whole numbers that stand
alone, so that ``gcd(pi, 3)`` is 1.  Rational numbers are left to ``ball_functions.py``.
"""

from __future__ import annotations

from math import isqrt, prod
from typing import TYPE_CHECKING

from flint import Ordering, fmpz_mpoly, fmpz_mpoly_ctx

from graders.syntax.tree import Call, Constant, Integer, Negative, Node, Power, Product, Sum, variables
from graders.value.rationals import rational
from graders.value.surd import split_square

if TYPE_CHECKING:
    from collections.abc import Mapping

LARGEST_POWER = 40
MOST_TERMS = 500
LARGEST_RADICAND = 10**12


class NotPolynomialError(ArithmeticError):
    """An argument that is no polynomial with whole coefficients, or a very large one."""


def worked(node: Call) -> Node:
    """Work a ``gcd`` or ``lcm`` out where its arguments are polynomials; else give it as it is."""
    if all(rational(argument) is not None for argument in node.arguments):
        return node
    atoms = sorted(set().union(*map(_atoms, node.arguments)), key=repr)
    if not all(_is_indeterminate(atom, node.arguments) for atom in atoms) or not _are_apart(atoms):
        return node
    ring = fmpz_mpoly_ctx.get([f"x{at}" for at in range(max(1, len(atoms)))], Ordering.lex)
    names = dict(zip(atoms, ring.gens(), strict=False))
    try:
        polynomials = [_polynomial(argument, names, ring) for argument in node.arguments]
    except NotPolynomialError:
        return node
    found = polynomials[0]
    for polynomial in polynomials[1:]:
        if node.name == "gcd":
            found = found.gcd(polynomial)
        else:
            found = found * polynomial // found.gcd(polynomial) if found and polynomial else found * 0
    return _tree(found, atoms)


def _is_indeterminate(atom: Node, arguments: tuple[Node, ...]) -> bool:
    """Tell whether nothing is known of an atom that a common divisor could depend on."""
    match atom:
        case Constant(name="pi" | "e"):
            return True
        case Call(name="sqrt", arguments=(Integer(value=value),)):
            return isqrt(value) ** 2 != value and atom in arguments
        case _:
            return bool(variables(atom))


def _are_apart(atoms: list[Node]) -> bool:
    """Tell whether the roots among them are of numbers without squares and common divisors: then so is the product."""
    below = [atom.arguments[0] for atom in atoms if isinstance(atom, Call) and atom.name == "sqrt"]
    product = prod(number.value for number in below if isinstance(number, Integer))
    return product <= LARGEST_RADICAND and split_square(product)[0] == 1


def _atoms(node: Node) -> set[Node]:
    match node:
        case Sum(terms=parts) | Product(factors=parts):
            return set().union(*map(_atoms, parts))
        case Negative(argument=inner) | Power(base=inner, exponent=Integer()):
            return _atoms(inner)
        case _:
            return set() if rational(node) is not None else {node}


def _polynomial(node: Node, names: Mapping[Node, fmpz_mpoly], ring: fmpz_mpoly_ctx) -> fmpz_mpoly:
    value = rational(node)
    if value is not None:
        if value.denominator != 1:
            raise NotPolynomialError(node)
        return ring.constant(value.numerator)
    match node:
        case Sum(terms=parts):
            total = ring.constant(0)
            for part in parts:
                total = total + _polynomial(part, names, ring)
        case Product(factors=parts):
            total = ring.constant(1)
            for part in parts:
                total = total * _polynomial(part, names, ring)
                if len(total) > MOST_TERMS:
                    raise NotPolynomialError(node)
        case Negative(argument=inner):
            total = -_polynomial(inner, names, ring)
        case Power(base=base, exponent=Integer(value=exponent)):
            inner_polynomial = _polynomial(base, names, ring)
            if exponent > LARGEST_POWER or len(inner_polynomial) ** exponent > MOST_TERMS:
                raise NotPolynomialError(node)
            total = inner_polynomial**exponent
        case _:
            total = names[node]
    return total


def _tree(polynomial: fmpz_mpoly, atoms: list[Node]) -> Node:
    terms = [_term(powers, int(factor), atoms) for powers, factor in polynomial.to_dict().items()]
    return Integer(0) if not terms else terms[0] if len(terms) == 1 else Sum(tuple(terms))


def _term(powers: tuple[int, ...], factor: int, atoms: list[Node]) -> Node:
    raised = zip(atoms, map(int, powers), strict=False)
    factors = [atom if power == 1 else Power(atom, Integer(power)) for atom, power in raised if power]
    if abs(factor) != 1 or not factors:
        factors.insert(0, Integer(abs(factor)))
    term = factors[0] if len(factors) == 1 else Product(tuple(factors))
    return Negative(term) if factor < 0 else term
