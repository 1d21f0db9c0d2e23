"""No nonzero number lies closer to zero than its bound, nor does any of its conjugates."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest
import sympy
from flint import acb, arb, fmpz_poly
from hypothesis import assume, given, settings

from graders.errors import UndefinedError
from graders.syntax import parse
from graders.syntax.tree import Call, Integer, Negative, Node, Product, Quotient, Sum
from graders.value.enclosure import enclosure
from graders.value.separation import NotAlgebraicError, Size, size, totient
from graders.value.zero import Nonzero, Zero, is_nonzero, is_real, settle
from tests.value.numbers import algebraic, as_sympy

if TYPE_CHECKING:
    from graders.value.ball import Ball

MOST_DEGREE = 8


def measured(node: Node) -> Size:
    return size(node, is_nonzero, is_real)


def is_settled_nonzero(node: Node) -> bool:
    try:
        return isinstance(settle(node), Nonzero)
    except UndefinedError:
        return False


def smallest(ball: Ball) -> arb:
    """Give the least absolute value of a ball's numbers."""
    return acb(ball).abs_lower()


@settings(max_examples=300, derandomize=True, deadline=None)
@given(algebraic(3))
def test_a_number_is_zero_or_larger_than_its_bound(node: Node) -> None:
    assume(is_settled_nonzero(node))
    bound = measured(node).bits
    assume(bound < 20_000)
    assert smallest(enclosure(node, bound + 128)) >= arb(2) ** -bound


def random_number(random: Random, storeys: int) -> Node:
    """Make a number with few roots, so that its minimal polynomial is found soon."""
    if not storeys:
        return Integer(random.randrange(1, 20))
    one, two = random_number(random, storeys - 1), random_number(random, storeys - 1)
    return random.choice(
        (
            Sum((one, two)),
            Sum((one, Negative(two))),
            Product((one, two)),
            Quotient(one, two),
            Sum((Call("sqrt", (Call("abs", (one,)),)), Negative(two))),
            Call("sqrt", (Call("abs", (one,)),)),
            Sum((one, Call("root", (Integer(random.randrange(2, 9)), Integer(3))))),
        )
    )


def minimal_polynomials(seed: int, count: int) -> list[tuple[Node, sympy.Poly]]:
    """Give numbers with roots and their minimal polynomials, leaving out zero and large degrees."""
    random = Random(seed)  # noqa: S311 - no secret
    found: list[tuple[Node, sympy.Poly]] = []
    while len(found) < count:
        node = random_number(random, 3)
        if not is_settled_nonzero(node) or not 1 < measured(node).degree <= MOST_DEGREE:
            continue
        found.append((node, sympy.Poly(sympy.minimal_polynomial(as_sympy(node), sympy.Symbol("t")))))
    return found


@pytest.mark.parametrize("seed", range(3))
def test_the_bound_holds_for_every_conjugate_and_the_degree_is_no_smaller_than_the_true_one(seed: int) -> None:
    for node, polynomial in minimal_polynomials(seed, 8):
        bound = measured(node)
        assert polynomial.degree() <= bound.degree
        coefficients = [int(coefficient) for coefficient in reversed(polynomial.all_coeffs())]
        conjugates = [found[0] for found in fmpz_poly(coefficients).complex_roots()]  # type: ignore[index]
        assert all(smallest(conjugate) >= arb(2) ** -bound.bits for conjugate in conjugates)


@pytest.mark.parametrize(
    ("text", "degree"),
    [
        ("2", 1),
        ("√2 + √3", 4),
        ("√2 + √2", 2),
        ("√2*√3*√5", 8),
        ("∛2 + √2", 6),
        ("√(2 + √3)", 4),
        ("i", 2),
        ("cos(2π/7)", 12),
        ("sin(π/60)", 32),
        ("2^(1/5)", 5),
    ],
)
def test_the_degree_counts_each_root_once(text: str, degree: int) -> None:
    assert measured(parse(text)).degree == degree


@pytest.mark.parametrize("text", ["π", "e", "ln(2)", "x", "2^√2", "sin(1)", "(1, 2)", "e^π"])
def test_what_is_not_known_to_be_algebraic_has_no_bound(text: str) -> None:
    with pytest.raises(NotAlgebraicError):
        measured(parse(text))


@pytest.mark.parametrize(
    "text",
    [
        "√(10^40 + 1) - 10^20",
        "√1000001 + √1000025 - √1000002 - √1000024",
        "(√2 + √3)^40 - (5 + 2√6)^20 + 10^-30",
        "√5 + √18 - √10 - √11",
        "cos(2π/7) - 62348980185873353/10^17",
    ],
)
def test_near_misses_are_larger_than_their_bound(text: str) -> None:
    settled = settle(parse(text))
    assert isinstance(settled, Nonzero)
    assert smallest(settled.ball) >= arb(2) ** -measured(parse(text)).bits


def test_equal_numbers_are_settled_at_the_bits_of_their_bound() -> None:
    node = parse("√48 - 4√3")
    assert settle(node) == Zero(measured(node).bits)


def test_the_totient_counts_what_shares_no_divisor() -> None:
    assert [totient(n) for n in range(1, 200)] == [int(sympy.totient(n)) for n in range(1, 200)]
