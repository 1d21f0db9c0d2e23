"""Zero is settled: equal numbers are proved equal however they are written, and the least difference is seen."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from graders.errors import UndefinedError
from graders.syntax import parse
from graders.syntax.tree import Call, Decimal, Integer, Negative, Node, Power, Product, Quotient, Sum
from graders.value.ball import UnevaluatedError
from graders.value.zero import Nonzero, Settled, Unsettled, Zero, settle
from tests.value.numbers import algebraic, root_of

ONE, TWO = Integer(1), Integer(2)
TINY = Decimal(Fraction(1, 10**30), "1e-30")


def settled(left: Node, right: Node) -> Settled:
    """Settle whether two numbers are equal; what has no value, or costs too many bits, is another test's matter."""
    try:
        outcome = settle(Sum((left, Negative(right))))
    except UndefinedError:
        assume(condition=False)
        raise
    assume(not isinstance(outcome, Unsettled))
    return outcome


def rewritten(one: Node, two: Node) -> tuple[tuple[Node, Node], ...]:
    """Give pairs that are equal for all numbers, where both sides have a value."""
    square = Power(one, TWO)
    size, other = Call("abs", (one,)), Call("abs", (two,))
    return (
        (Quotient(Product((one, two)), two), one),
        (Sum((one, two, Negative(two))), one),
        (Call("sqrt", (square,)), size),
        (Power(root_of(one, 2), TWO), size),
        (Power(root_of(one, 3), Integer(3)), size),
        (root_of(root_of(one, 2), 2), root_of(one, 4)),
        (Product((root_of(one, 2), root_of(two, 2))), root_of(Product((one, two)), 2)),
        (
            Power(Sum((one, two)), TWO),
            Sum((square, Product((TWO, one, two)), Power(two, TWO))),
        ),
        (
            root_of(Sum((size, other, Product((TWO, root_of(Product((one, two)), 2))))), 2),
            Sum((root_of(one, 2), root_of(two, 2))),
        ),
        (
            Quotient(ONE, Sum((root_of(one, 2), Negative(root_of(two, 2))))),
            Quotient(Sum((root_of(one, 2), root_of(two, 2))), Sum((size, Negative(other)))),
        ),
    )


@settings(max_examples=150, derandomize=True, deadline=None)
@given(algebraic(2), algebraic(2), st.integers(0, 9))
def test_numbers_that_are_equal_by_construction_are_proved_equal(one: Node, two: Node, which: int) -> None:
    left, right = rewritten(one, two)[which]
    assert isinstance(settled(left, right), Zero)


@settings(max_examples=150, derandomize=True, deadline=None)
@given(algebraic(2), algebraic(2), st.integers(0, 9))
def test_a_difference_in_the_thirtieth_place_is_proved(one: Node, two: Node, which: int) -> None:
    left, right = rewritten(one, two)[which]
    assert isinstance(settled(left, Sum((right, TINY))), Nonzero)


@settings(max_examples=100, derandomize=True, deadline=None)
@given(algebraic(3))
def test_a_number_equals_itself(node: Node) -> None:
    assert isinstance(settled(node, node), Zero)


@settings(max_examples=100, derandomize=True, deadline=None)
@given(algebraic(2), algebraic(2))
def test_it_does_not_matter_which_number_stands_first(one: Node, two: Node) -> None:
    assert isinstance(settled(one, two), Zero) == isinstance(settled(two, one), Zero)


@pytest.mark.parametrize(
    "text",
    [
        "√48 - 4√3",
        "-7/√273 + √273/39",
        "√(5 + 2√6) - √2 - √3",
        "√5 + √(22 + 2√5) - √(11 + 2√29) - √(16 - 2√29 + 2√(55 - 10√29))",
        "∛(2 + √5) + ∛(2 - √5) - 1",
        "cos(π/5) - (1 + √5)/4",
        "sin(π/3)^2 + cos(π/3)^2 - 1",
        "tan(π/8) - √2 + 1",
        "(1 + i)^8 - 16",
        "√(-4) - 2i",
        "1/(√3 - √2) - √3 - √2",
        "|√2 - √3| - √3 + √2",
        "|√(2 + √3) - 2| - 2 + √(2 + √3)",
        "2^(1/2)*2^(1/3) - 2^(5/6)",
        "floor(√2*√2) - 2",
        "floor(-√2*√2) + 2",
        "gcd(12, 18) - 6",
        "7 mod 3 - 1",
        "-7 mod 3 - 2",
        "5! - 120",
        "sum(k^2, k, 1, 10) - 385",
        "product(k, k, 1, 5) - 120",
        "50% - 1/2",
        "sin(30°) - 1/2",
    ],
)
def test_zero_in_disguise_is_proved(text: str) -> None:
    assert isinstance(settle(parse(text)), Zero)


@pytest.mark.parametrize(
    "text",
    [
        "e^(π√163) - 262537412640768744",
        "(1 + √2)^20 - 45239074",
        "π - 355/113",
        "e^π - π - 20",
        "√2 + √3 - π",
        "sin(22) + 0.00885130929040388",
        "ln(2) - 0.693147180559945309417232121458",
        "22π^4 - 2143",
        "i",
        "√(-1)",
        "5*(8/7)^(1/5) - 5.1353",
    ],
)
def test_near_misses_are_told_from_zero(text: str) -> None:
    assert isinstance(settle(parse(text)), Nonzero)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("1/0", "division by zero"),
        ("1/(√2*√2 - 2)", "division by zero"),
        ("tan(π/2)", "division by zero"),
        ("ln(0)", "the logarithm of zero"),
        ("ln(√2*√2 - 2)", "the logarithm of zero"),
        ("(-3)!", "the factorial of a negative whole number"),
        ("0^(-1)", "division by zero"),
        ("max(i, 1)", "an order among numbers that are not real"),
    ],
)
def test_what_has_no_value_is_said_to_have_none(text: str, why: str) -> None:
    with pytest.raises(UndefinedError) as caught:
        settle(parse(text))
    assert str(caught.value) == why


@pytest.mark.parametrize("text", ["x", "(1, 2)", "{1}", "x = 1", "oo", "limit(1/k, k, oo)"])
def test_what_is_no_number_is_not_settled(text: str) -> None:
    with pytest.raises(UnevaluatedError):
        settle(parse(text))


@pytest.mark.parametrize("text", ["9^9^9^9", "9^9^9^9 - 9^9^9^8", "1/9^9^9^9", "e^e^e^e^e", "99999!", "2^100000000"])
def test_an_astronomic_number_costs_no_more_than_others(text: str) -> None:
    assert isinstance(settle(parse(text), most_bits=1 << 12), Nonzero | Unsettled)
