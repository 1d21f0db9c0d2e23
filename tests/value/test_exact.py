"""Trees that are worked out are written as one writes them on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from graders.equivalence import Equal, decide
from graders.errors import UndefinedError
from graders.syntax import Vocabulary, parse, to_text
from graders.value.exact import reduced
from tests.strategies import nodes

if TYPE_CHECKING:
    from graders.syntax.tree import Node

WORKED = {
    "2*x^2 + (-3)*x + (-4)": "2*x^2 - 3*x - 4",
    "3/(x - 2) + (-1)/(x + 3)": "3/(x - 2) - 1/(x + 3)",
    "2*(3*x)": "6*x",
    "2*(-3*x*y)": "-6*x*y",
    "x*(-sqrt(2))": "-sqrt(2)*x",
    "(1 - sqrt(2))*x": "(1 - sqrt(2))*x",
    "(-1)*(-x)/y": "x/y",
    "0*(x + 1) + x": "x",
    "x/(-2)": "-x/2",
    "2*x/4": "x/2",
    "-3*x^2/6": "-x^2/2",
    "2*(x + 1)/6": "(x + 1)/3",
    "x/(1/2)": "2*x",
    "6*pi/4": "3*pi/2",
    "sqrt(48)/x": "4*sqrt(3)/x",
    "2*diff((x^2, y), x)": "(4*x, 0)",
    "-2*((x, y), (1, 2))": "((-2*x, -2*y), (-2, -4))",
}


@pytest.mark.parametrize("text", WORKED)
def test_numbers_come_first_and_a_minus_sign_before_everything(text: str) -> None:
    tree = parse(text, Vocabulary(frozenset("xy")))
    assert to_text(reduced(tree)) == WORKED[text]
    assert isinstance(decide(tree, reduced(tree)), Equal)


@given(nodes())
def test_what_is_worked_out_stays_as_it_is(tree: Node) -> None:
    try:
        once = reduced(tree)
    except UndefinedError:
        return
    assert reduced(once) == once
