"""LaTeX is read into the trees of plain notation, and what is shown in LaTeX is read back."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graders.errors import ResponseError, Span
from graders.syntax import OPEN, Vocabulary, parse, to_latex, to_text
from graders.syntax.latex import is_latex
from graders.syntax.latex.reader import KNOWN_COMMANDS
from graders.syntax.names import CONSTANTS, FUNCTIONS, GREEK_LETTERS
from graders.syntax.tree import (
    Call,
    Constant,
    Decimal,
    Integer,
    Listing,
    Matrix,
    Negative,
    Power,
    Product,
    Quotient,
    Sum,
    Text,
    Variable,
    children,
    walk,
)
from tests.strategies import nodes
from tests.syntax.latex_page import PAGE, page, refusals, sections
from tests.syntax.tables import READINGS as PLAIN

if TYPE_CHECKING:
    from graders.syntax.tree import Node
    from tests.syntax.tables import Reading, Refusal

READINGS = tuple(row for section in sections() for row in section.rows)
ONLY_X = Vocabulary(frozenset("x"))
X, Y, ONE, TWO, THREE = Variable("x"), Variable("y"), Integer(1), Integer(2), Integer(3)


def refusal(text: str, vocabulary: Vocabulary) -> ResponseError | None:
    """Give what is said about a text that cannot be read."""
    try:
        parse(text, vocabulary, "latex")
    except ResponseError as error:
        return error
    return None


@pytest.mark.parametrize("row", READINGS, ids=str)
def test_each_text_is_read_as_the_table_says(row: Reading) -> None:
    assert to_text(parse(row.typed, row.vocabulary)) == row.reading


@pytest.mark.parametrize("row", READINGS, ids=str)
def test_what_is_read_is_written_in_latex_that_is_read_as_the_same(row: Reading) -> None:
    tree = parse(row.typed, row.vocabulary)
    assert parse(to_latex(tree), row.vocabulary, "latex") == tree


@pytest.mark.parametrize("row", READINGS, ids=str)
def test_every_node_has_its_place_in_the_latex(row: Reading) -> None:
    for node in walk(parse(row.typed, row.vocabulary)):
        assert 0 <= node.span.start <= node.span.end <= len(row.typed)


@pytest.mark.parametrize("row", READINGS, ids=str)
def test_dollars_and_a_box_around_a_formula_mean_nothing(row: Reading) -> None:
    if is_latex(row.typed) and not any(sign in row.typed for sign in ("$", "boxed", "\\\\frac")):
        assert parse(f"\\boxed{{ {row.typed} }}", row.vocabulary) == parse(row.typed, row.vocabulary)


@pytest.mark.parametrize("row", PLAIN, ids=str)
def test_plain_notation_is_not_taken_for_latex(row: Reading) -> None:
    assert not is_latex(row.typed)


@pytest.mark.parametrize("row", refusals(), ids=str)
def test_the_whole_message_teaches(row: Refusal) -> None:
    with pytest.raises(ResponseError) as caught:
        parse(row.typed, ONLY_X, "latex")
    assert caught.value.pointed() == f"{row.typed}\n{row.place}\n{row.says}"


@settings(max_examples=300, derandomize=True, deadline=None)
@given(nodes())
def test_what_is_shown_in_latex_is_read_as_the_same_tree(node: Node) -> None:
    assert parse(to_latex(node), OPEN, "latex") == node


@pytest.mark.parametrize("name", [row.name for row in FUNCTIONS.values() if row.name != "piecewise"])
def test_every_function_survives_latex(name: str) -> None:
    row = FUNCTIONS[name]
    counts = [count for count in range(row.least, min(row.most, row.least + 3) + 1) if count not in row.never]
    renamed = {("ln", 2): "log", ("root", 1): "sqrt"}
    for count in counts:
        call = Call(renamed.get((name, count), name), (X, Y, ONE, TWO)[:count])
        assert parse(to_latex(call), OPEN, "latex") == call


@pytest.mark.parametrize("name", [row.name for row in CONSTANTS])
def test_every_constant_survives_latex(name: str) -> None:
    assert parse(to_latex(Constant(name)), OPEN, "latex") == Constant(name)


@pytest.mark.parametrize("name", [name for name, _ in GREEK_LETTERS if name != "tau"])
def test_every_greek_letter_survives_latex(name: str) -> None:
    assert parse(to_latex(Variable(name)), OPEN, "latex") == Variable(name)


@pytest.mark.parametrize(
    ("node", "latex"),
    [
        (Product((Integer(4), Call("sqrt", (THREE,)))), r"4 \sqrt{3}"),
        (Negative(Quotient(Integer(7), Call("sqrt", (Integer(273),)))), r"-\frac{7}{\sqrt{273}}"),
        (Product((Quotient(ONE, TWO), X)), r"\frac{1}{2} x"),
        (Product((TWO, Quotient(ONE, THREE))), r"2 \cdot \frac{1}{3}"),
        (Power(Quotient(ONE, TWO), X), r"\left(\frac{1}{2}\right)^{x}"),
        (Power(Call("sin", (X,)), TWO), r"\sin^{2}\left(x\right)"),
        (Product((TWO, Constant("pi"), X)), r"2 \pi x"),
        (Product((TWO, Call("sin", (X,)))), r"2 \sin\left(x\right)"),
        (Product((X, TWO)), r"x \cdot 2"),
        (Product((Sum((X, ONE)), Sum((X, TWO)))), r"\left(x + 1\right) \left(x + 2\right)"),
        (Decimal(Fraction(1500), "1.5e3"), r"1.5{\cdot}10^{3}"),
        (Call("inverse", (Variable("A"),)), r"{A}^{{-}1}"),
        (Call("dot", (X, Y)), r"\left\langle x{,}\, y \right\rangle"),
        (Matrix(((ONE, TWO),)), r"\begin{bmatrix} 1 & 2 \end{bmatrix}"),
        (Listing((ONE, TWO), "", ""), "1, 2"),
        (Text("5% {of}"), r"\textnormal{5\% \{of\}}"),
        (Variable("x_max"), r"x_{\mathrm{max}}"),
        (Call("sum", (Power(X, TWO), X, ONE, Variable("n"))), r"\sum_{x = 1}^{n} x^{2}"),
        (Product((Call("sum", (X, X, ONE, TWO)), Y)), r"\left(\sum_{x = 1}^{2} x\right) \cdot y"),
        (Call("integrate", (Sum((X, ONE)), X)), r"\int \left(x + 1\right) \,\mathrm{d} x"),
        (Call("diff", (X, Y, TWO)), r"\frac{\mathrm{d}^{2}}{\mathrm{d} y^{2}} x"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_no_bracket_is_set_too_many_or_too_few(node: Node, latex: str) -> None:
    assert to_latex(node) == latex


def test_every_command_is_read_or_wants_something_more() -> None:
    for name in sorted(KNOWN_COMMANDS):
        error = refusal(f"\\{name} {{x}} {{x}}", ONLY_X)
        assert error is None or "unknown command" not in error.found


def test_an_unknown_command_is_refused_with_the_one_that_is_most_like_it() -> None:
    with pytest.raises(ResponseError) as caught:
        parse(r"\sqr{2} + 1", ONLY_X)
    assert (caught.value.found, caught.value.repair) == (r"the unknown command \sqr", r"\sqrt{2} + 1")


def test_what_is_not_closed_is_pointed_at_from_where_it_opens_to_where_its_end_was_missed() -> None:
    for text, span in ((r"1 + \left(x + 2", Span(4, 15)), (r"\frac{(1}{2}", Span(6, 8)), (r"\sqrt{2", Span(5, 7))):
        with pytest.raises(ResponseError) as caught:
            parse(text, ONLY_X)
        assert caught.value.span == span


def test_places_count_in_the_text_as_typed_where_backslashes_are_doubled() -> None:
    with pytest.raises(ResponseError) as caught:
        parse(r"\\frac{1}{2} + \\foo", ONLY_X)
    assert caught.value.span == Span(15, 20)


def test_nodes_stand_where_their_latex_stands() -> None:
    text = r"\frac{x}{12} + \sqrt{3}"
    shown = {text[node.span.start : node.span.end] for node in walk(parse(text)) if not children(node)}
    assert shown == {"x", "12", "3"}


def test_a_question_may_say_which_notation_is_typed() -> None:
    assert to_text(parse("xyz", OPEN, "plain")) == "x*y*z"
    assert to_text(parse("speed", OPEN, "plain")) == "speed"
    assert to_text(parse("abcd", OPEN, "latex")) == "a*b*c*d"
    with pytest.raises(ResponseError):
        parse(r"\frac12", OPEN, "plain")


FRAGMENTS = st.sampled_from(
    [
        *(f"\\{name}" for name in sorted(KNOWN_COMMANDS)),
        *"{}{}{}()[]|^_&$'%!,;.=<>+-*/~ 0123xyzde", "\\\\", "\\left(",
        "\\right)", "\\begin{cases}", "\\end{cases}", "\\begin{pmatrix}", "\\end{pmatrix}", "\\frac{d}{dx}",
        "\\int x dx",
        "\\sum_{k=1}^{n}", "\\lim_{x \\to 0}", "\\text{ and }", "\\boxed{", "\\mathrm{d}", "{\\cdot}10^{3}", "{{-}1}",
        "²", "½", "√", "π", "\\", "\x00", "é",
    ]
)  # fmt: skip


@settings(max_examples=400, derandomize=True, deadline=None)
@given(st.lists(FRAGMENTS, max_size=40).map("".join), st.sampled_from([OPEN, ONLY_X, Vocabulary(decimal_comma=True)]))
def test_any_text_is_read_or_refused(text: str, vocabulary: Vocabulary) -> None:
    error = refusal(text, vocabulary)
    assert error is None or 0 <= error.span.start <= error.span.end <= len(text)


@pytest.mark.parametrize(
    "fragment",
    [
        "{", "}", "{}", "\\left(", "\\frac{1}{", "\\frac", "\\sqrt", "\\sum_{k=1}^{2}", "\\int", "\\sin\\frac12", "x^",
        "x_", "\\begin{matrix}", "\\begin{matrix}1&2\\\\3&4\\end{matrix}", "|x|", "||", "\\mathbf", "$x$",
        "\\boxed{x}", "\\det",
        "\\over", "\\frac{d}{dx}", "\\text{and}", "\\not", "\\\\", "a{,}", "1\\,000", "\\\\frac", "(", "]", "'",
        "\\langle x,", "\\lim_{x\\to", "abcdefgh", "\\overline{", "1.", "0.\\overline{3}", "\\$", "&", "\\hspace",
    ],
)  # fmt: skip
def test_long_texts_are_read_or_refused(fragment: str) -> None:
    text = (fragment * 5000)[:5000]
    refusal(text, ONLY_X)


def test_the_page_is_the_one_that_the_tables_make() -> None:
    assert PAGE.read_text("utf-8") == page(), "write it anew: python -m tests.syntax.latex_page"
