"""Where polynomials vanish together: Hilbert's Nullstellensatz by Gröbner bases.

A polynomial g is zero at every common complex zero of f1, ..., fn exactly where 1 lies in the ideal of
f1, ..., fn and 1 - t g, t being one more variable (J. L. Rabinowitsch 1930).  The basis is flint's, by
Buchberger's algorithm with bounds on its size; past them nothing is said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from flint import Ordering, fmpz_mpoly, fmpz_mpoly_ctx, fmpz_mpoly_vec

from graders.value.polynomial import TooLargeError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flint import fmpq_mpoly

MOST_POLYNOMIALS, MOST_TERMS, MOST_BITS = 40, 400, 2048
"""The largest basis: how many polynomials, how many terms in each, how long their coefficients."""

MOST_EQUATIONS, MOST_VARIABLES, MOST_DEGREE = 8, 8, 10
"""The largest systems that are tried at all."""


def vanishes_where(zero: Sequence[fmpq_mpoly], polynomial: fmpq_mpoly) -> bool:
    """Tell whether a polynomial is zero wherever all of some others are.

    Raises ``TooLargeError`` where that would take too long to find out.
    """
    if polynomial.is_zero() or polynomial in zero:
        return True
    _refuse_large((*zero, polynomial))
    context = _with_one_more(polynomial)
    *others, wanted = (_whole(each, context) for each in (*zero, polynomial))
    trick = 1 - context.gens()[-1] * wanted
    bounds = MOST_POLYNOMIALS, MOST_TERMS, MOST_BITS
    found = fmpz_mpoly_vec([*others, trick], context).buchberger_naive(limits=bounds)
    members = list(cast("Sequence[fmpz_mpoly]", found[0]))
    constant = any(member.is_constant() and not member.is_zero() for member in members)
    if not constant and not found[1]:
        raise TooLargeError(members)
    return constant


def _with_one_more(polynomial: fmpq_mpoly) -> fmpz_mpoly_ctx:
    """Make the ring with one more variable, the last."""
    names = [str(name) for name in polynomial.context().names()]
    return fmpz_mpoly_ctx.get([*names, "t"], Ordering.degrevlex)


def _whole(polynomial: fmpq_mpoly, context: fmpz_mpoly_ctx) -> fmpz_mpoly:
    """Clear the denominators, and read the polynomial in the larger ring."""
    coefficients = polynomial.to_dict()
    below = 1
    for value in coefficients.values():
        below *= int(value.q)
    return context.from_dict({(*monomial, 0): int(value * below) for monomial, value in coefficients.items()})


def _refuse_large(polynomials: Sequence[fmpq_mpoly]) -> None:
    variables = len(polynomials[0].context().names())
    degree = max(each.total_degree() for each in polynomials)
    if len(polynomials) > MOST_EQUATIONS + 1 or variables > MOST_VARIABLES or degree > MOST_DEGREE:
        raise TooLargeError(polynomials)
