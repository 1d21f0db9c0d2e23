"""Laws of checks: none ever raises for what can be typed, and each agrees with exact arithmetic where that can tell."""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction
from typing import TYPE_CHECKING

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from graders.checks import CHECKS, judge
from graders.errors import ResponseError
from graders.form import FORMS
from graders.syntax import OPEN, Vocabulary, parse, to_text
from graders.value.surd import rational_tree
from graders.verdict import Outcome
from tests.strategies import nodes

if TYPE_CHECKING:
    from graders.exercise import Option
    from graders.syntax.tree import Node

NEEDED: dict[str, tuple[tuple[str, Option], ...]] = {
    "numeric": (("rtol", Fraction(1, 20)),),
    "significant_figures": (("digits", 3),),
    "decimal_places": (("digits", 2),),
    "antiderivative": (("constant", "required"),),
}
"""Options with which the checks are tried."""

VALUES = st.fractions(min_value=-1000, max_value=1000, max_denominator=1000)


@settings(max_examples=60)
@given(nodes(), nodes())
def test_no_check_and_no_form_ever_raises_for_what_can_be_typed(key: Node, response: Node) -> None:
    text = to_text(response)
    for check in CHECKS:
        verdict = judge(key, text, vocabulary=OPEN, check=check, options=NEEDED.get(check, ()))
        assert 0 <= verdict.score <= 1
    assert judge(response, text, vocabulary=OPEN, form=tuple(FORMS)).score >= 0


@given(VALUES, VALUES, st.fractions(min_value=0, max_value=2), st.fractions(min_value=0, max_value=50))
def test_a_tolerance_is_exact(key: Fraction, response: Fraction, share: Fraction, distance: Fraction) -> None:
    options = (("rtol", share), ("atol", distance))
    verdict = judge(rational_tree(key), str(response), vocabulary=Vocabulary(), check="numeric", options=options)
    near = abs(key - response) <= max(distance, share * abs(key))
    assert verdict.outcome is (Outcome.CORRECT if near else Outcome.INCORRECT)


@given(VALUES, VALUES)
def test_order_is_exact(key: Fraction, response: Fraction) -> None:
    node = rational_tree(key)
    above = judge(node, str(response), vocabulary=Vocabulary(), check="greater")
    least = judge(node, str(response), vocabulary=Vocabulary(), check="at_least")
    assert above.outcome is (Outcome.CORRECT if response > key else Outcome.INCORRECT)
    assert least.outcome is (Outcome.CORRECT if response >= key else Outcome.INCORRECT)


@given(st.integers(min_value=-(10**6), max_value=10**6).filter(lambda number: number % 7), st.integers(1, 6))
def test_what_python_rounds_to_figures_is_right_where_no_half_is_possible(number: int, figures: int) -> None:
    with localcontext(prec=figures):
        written = f"{Decimal(number) / 7:.{figures - 1}e}"
    key, options = parse(f"{number}/7"), (("digits", figures),)
    verdict = judge(key, written, vocabulary=Vocabulary(), check="significant_figures", options=options)
    assert verdict.outcome is Outcome.CORRECT


@given(st.integers(min_value=-(10**6), max_value=10**6).filter(lambda number: number % 7), st.integers(0, 9))
def test_what_python_rounds_to_places_is_right_where_no_half_is_possible(number: int, places: int) -> None:
    written = f"{Decimal(number) / 7:.{places}f}"
    key, options = parse(f"{number}/7"), (("digits", places),)
    verdict = judge(key, written, vocabulary=Vocabulary(), check="decimal_places", options=options)
    assert verdict.outcome is Outcome.CORRECT


@settings(max_examples=60)
@given(nodes())
def test_every_answer_is_identical_to_itself_and_of_its_own_form_and_type(node: Node) -> None:
    text = to_text(node)
    assume(reads_back(text, node))
    for check in ("identical", "same_form"):
        assert judge(node, text, vocabulary=OPEN, check=check).outcome is Outcome.CORRECT
    assert judge(node, text, vocabulary=OPEN, check="same_type").outcome is not Outcome.INCORRECT


def reads_back(text: str, node: Node) -> bool:
    try:
        return parse(text, OPEN) == node
    except ResponseError:
        return False
