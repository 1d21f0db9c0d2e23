"""Every entry of the tables of names is read by each of its spellings, and is shown in three notations."""

from __future__ import annotations

from xml.etree.ElementTree import Element, fromstring

import pytest
from hypothesis import given, settings

from graders.errors import ResponseError
from graders.syntax import OPEN, Vocabulary, parse, to_latex, to_mathml, to_text
from graders.syntax.names import (
    CONSTANT_SPELLINGS,
    CONSTANTS_BY_NAME,
    FUNCTION_SPELLINGS,
    FUNCTIONS,
    GREEK_SIGNS,
    PHRASES,
    WORD_OPERATORS,
)
from graders.syntax.tree import Call, Constant, Integer, Node, Variable, walk
from tests.strategies import nodes

LETTERS = (Variable("x"), Variable("y"), Integer(1), Integer(2))
RENAMED = {("ln", 2): "log", ("root", 1): "sqrt"}
"""Functions that are another one when they are given so many arguments."""

CLOSED = Vocabulary(frozenset({"x", "y"}))

CHILDREN = {"mfrac": 2, "msup": 2, "msub": 2, "mroot": 2, "mover": 2, "munder": 2, "msubsup": 3, "munderover": 3}
"""Elements that are broken by any other number of children."""

LEAVES = frozenset(("mi", "mn", "mo", "mtext"))


def calls(name: str) -> list[Call]:
    """Give a call of a function for each number of arguments that it takes, up to four."""
    row = FUNCTIONS[name]
    counts = (count for count in range(row.least, min(row.most, 4) + 1) if count not in row.never)
    return [Call(RENAMED.get((name, count), name), LETTERS[:count]) for count in counts]


def elements(node: Node) -> list[Element]:
    """Give the elements of a tree in MathML, as a browser's parser finds them."""
    return list(fromstring(to_mathml(node)).iter())  # noqa: S314 - what we wrote ourselves


def letters(node: Node) -> str:
    """Give all that is to be seen of a tree in MathML."""
    return "".join(element.text or "" for element in elements(node))


@pytest.mark.parametrize("spelling", FUNCTION_SPELLINGS)
def test_every_spelling_of_a_function_is_read_as_it_in_capitals_too(spelling: str) -> None:
    for vocabulary in (OPEN, CLOSED):
        for call in calls(FUNCTION_SPELLINGS[spelling]) if spelling != "piecewise" else ():
            arguments = ", ".join(map(to_text, call.arguments))
            assert parse(f"{spelling}({arguments})", vocabulary) == call
            assert parse(f"{spelling.upper()}({arguments})", vocabulary) == call


@pytest.mark.parametrize("name", [name for name in FUNCTIONS if name != "piecewise"])
def test_every_function_is_shown_so_that_it_is_read_back(name: str) -> None:
    for call in calls(name):
        assert parse(to_text(call), CLOSED, "plain") == call
        assert parse(to_latex(call), CLOSED, "latex") == call
        assert "x" in letters(call)


@pytest.mark.parametrize("spelling", CONSTANT_SPELLINGS)
def test_every_spelling_of_a_constant_is_read_as_it_and_shown(spelling: str) -> None:
    constant = Constant(CONSTANT_SPELLINGS[spelling])
    for vocabulary in (OPEN, CLOSED):
        assert parse(spelling, vocabulary) == constant
        assert parse(to_text(constant), vocabulary, "plain") == constant
        assert parse(to_latex(constant), vocabulary, "latex") == constant
    assert letters(constant) == CONSTANTS_BY_NAME[constant.name].sign or constant.name


@pytest.mark.parametrize("name", [name for name in GREEK_SIGNS if name != "tau"])
def test_every_greek_letter_is_read_by_sign_and_name_and_shown(name: str) -> None:
    for vocabulary in (OPEN, CLOSED, Vocabulary(frozenset({name}))):
        assert parse(GREEK_SIGNS[name], vocabulary) == Variable(name)
        assert parse(to_text(Variable(name)), vocabulary, "plain") == Variable(name)
        assert parse(to_latex(Variable(name)), vocabulary, "latex") == Variable(name)
    assert letters(Variable(name)) == GREEK_SIGNS[name]


@pytest.mark.parametrize("word", [*WORD_OPERATORS, *(phrase for phrase in PHRASES if "not" not in phrase)])
def test_every_word_means_the_same_in_capitals(word: str) -> None:
    texts = (word, f"x {word} y", f"{word} x", f"30 {word}", f"3 {word} 2")
    read = [text for text in texts if is_read(text)]
    assert read
    for text in read:
        assert parse(text.replace(word, word.upper()), CLOSED) == parse(text, CLOSED)


def is_read(text: str) -> bool:
    """Tell whether a text can be read."""
    try:
        parse(text, CLOSED)
    except ResponseError:
        return False
    return True


@settings(max_examples=300, derandomize=True, deadline=None)
@given(nodes())
def test_mathml_is_well_formed_and_leaves_nothing_out(node: Node) -> None:
    found = elements(node)
    assert found[0].tag == "math"
    for element in found:
        assert len(element) == CHILDREN.get(element.tag, len(element))
        assert element.tag not in LEAVES or len(element) == 0
        assert element.tag in LEAVES or not element.text
    shown = letters(node)
    for part in walk(node):
        if isinstance(part, Integer):
            assert str(part.value) in shown
        if isinstance(part, Variable) and len(part.name) == 1:
            assert part.name in shown
