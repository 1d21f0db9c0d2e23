"""Laws of forms: repairs keep the value, and what flint and sympy write in a form is in that form."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import sympy
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from graders.equivalence import Different, Equal, decide
from graders.form import FORMS, OpenError
from graders.form.outline import outline
from graders.syntax import parse, to_text
from graders.syntax.tree import Integer, Power, Product, Quotient, Sum, Variable, children, rebuilt

if TYPE_CHECKING:
    from fractions import Fraction

    from graders.syntax.tree import Node

CASES = Path(__file__).parents[1] / "cases" / "forms"

LEAVES = st.sampled_from(["x", "y", "2", "3", "0", "1", "√12", "√3", "1/2", "4/6", "i", "x^2"])


def grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    pairs = st.builds(lambda u, sign, v: f"({u}){sign}({v})", inner, st.sampled_from("+-*"), inner)
    powers = st.builds(lambda u, n: f"({u})^{n}", inner, st.integers(min_value=0, max_value=3))
    return pairs | powers | st.builds(lambda u: f"-({u})", inner) | st.builds(lambda u: f"({u})/(x^2+2)", inner)


EXPRESSIONS = st.recursive(LEAVES, grown, max_leaves=6).map(parse)


def repair_of(node: Node) -> tuple[Node, Node] | None:
    """Give the part that simplified shows, and what it says it becomes."""
    fault = FORMS["simplified"](node, None)
    fields = dict(fault.fields) if fault else {}
    part, repair = fields.get("part"), fields.get("repair")
    return None if part is None or repair is None else (part, repair)  # type: ignore[return-value]


@given(EXPRESSIONS)
def test_a_repair_has_the_value_of_its_part(node: Node) -> None:
    found = repair_of(node)
    assert found is None or not isinstance(decide(*found), Different)


@pytest.mark.parametrize("row", yaml.safe_load((CASES / "simplified.yaml").read_text(encoding="utf-8")))
def test_a_repair_of_the_table_is_proved_to_have_the_value_of_its_part(row: dict[str, str]) -> None:
    found = repair_of(parse(row["response"]))
    assert found is None or isinstance(decide(*found), Equal)


@given(EXPRESSIONS)
def test_repairing_comes_to_an_end(node: Node) -> None:
    for _ in range(60):
        found = repair_of(node)
        if found is None or not occurs(found[0], node):
            return
        node = replaced(node, *found)
    pytest.fail(f"{to_text(node)} is repaired without end")


def occurs(part: Node, node: Node) -> bool:
    return replaced(node, part, Variable("elsewhere")) != node


def replaced(node: Node, part: Node, repair: Node) -> Node:
    if node == part:
        return repair
    below = children(node)
    return rebuilt(node, tuple(replaced(each, part, repair) for each in below)) if below else node


ROOTS = st.lists(st.integers(min_value=-6, max_value=6), min_size=2, max_size=4)


def linear(root: int) -> Node:
    return parse(f"x - {root}") if root >= 0 else parse(f"x + {-root}")


def written(polynomial: sympy.Expr) -> Node:
    return parse(str(polynomial).replace("**", "^"))


def product_of(roots: list[int]) -> sympy.Expr:
    product = sympy.Integer(1)
    for root in roots:
        product *= sympy.Symbol("x") - root
    return product


@given(ROOTS)
def test_a_product_of_linear_factors_is_factored_and_its_expansion_is_not(roots: list[int]) -> None:
    assert FORMS["factored"](Product(tuple(linear(root) for root in roots)), "x") is None
    sum_of_powers = written(sympy.expand(product_of(roots)))
    assert not isinstance(sum_of_powers, Sum) or FORMS["factored"](sum_of_powers, "x") is not None


@given(ROOTS)
def test_what_sympy_expands_is_expanded_and_what_it_factors_is_not(roots: list[int]) -> None:
    assert FORMS["expanded"](written(sympy.expand(product_of(roots))), None) is None
    assume(set(roots) != {0})
    assert FORMS["expanded"](Product(tuple(linear(root) for root in roots if root)), None) is not None or len(roots) < 2


@given(st.sets(st.integers(min_value=-5, max_value=5), min_size=2, max_size=3), st.integers(min_value=1, max_value=5))
def test_what_sympy_takes_apart_is_in_partial_fractions_and_the_whole_is_not(roots: set[int], top: int) -> None:
    apart = written(sympy.apart(top / product_of(sorted(roots))))
    assert FORMS["partial_fractions"](apart, "x") is None
    whole = Quotient(Integer(top), Product(tuple(linear(root) for root in sorted(roots))))
    assert FORMS["partial_fractions"](whole, "x") is not None
    assert isinstance(decide(whole, apart), Equal)


@given(st.integers(min_value=-9, max_value=9), st.fractions(max_denominator=9), st.integers(min_value=-9, max_value=9))
def test_a_square_and_a_number_complete_the_square(factor: int, shift: Fraction, rest: int) -> None:
    square = parse(f"{factor}*(x - ({shift}))^2 + ({rest})")
    assert FORMS["completed_square"](square, "x") is None


@given(st.fractions())
def test_python_reduces_to_lowest_terms(value: Fraction) -> None:
    assert FORMS["lowest_terms"](parse(str(value)), None) is None
    assert FORMS["simplified"](parse(str(value)), None) is None


@given(st.integers(min_value=2, max_value=99), st.integers(), st.integers(min_value=1))
def test_a_common_number_is_always_found(common: int, top: int, below: int) -> None:
    assert FORMS["lowest_terms"](parse(f"{common * top}/{common * below}"), None) is not None


@given(EXPRESSIONS)
def test_every_form_judges_every_expression(node: Node) -> None:
    for form in FORMS.values():
        try:
            form(node, "x")
        except OpenError as error:
            assert str(error)  # noqa: PT017 - that it was raised at all is no fault


@given(EXPRESSIONS, EXPRESSIONS, EXPRESSIONS)
def test_an_outline_forgets_order_and_grouping_and_nothing_else(a: Node, b: Node, c: Node) -> None:
    assert outline(Sum((a, Sum((b, c))))) == outline(Sum((c, Sum((a, b)))))
    assert outline(Product((a, Product((b, c))))) == outline(Product((Product((c, a)), b)))
    assert outline(Sum((a, b))) != outline(Product((a, b)))
    assert outline(Power(a, b)) != outline(Power(b, a)) or outline(a) == outline(b)
