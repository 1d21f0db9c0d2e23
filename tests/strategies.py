"""Trees that the parser can give, for laws that hold for all of them."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from graders.syntax.names import CONSTANTS, FUNCTIONS, GREEK_LETTERS, MANY
from graders.syntax.tree import (
    And,
    Call,
    Constant,
    Decimal,
    Integer,
    Listing,
    Matrix,
    Negative,
    Not,
    Or,
    Piecewise,
    PlusMinus,
    Power,
    Product,
    Quotient,
    Range,
    Relation,
    SetOf,
    Sum,
    Text,
    Variable,
    walk,
)

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

    from graders.syntax.names import Function
    from graders.syntax.tree import Node

RELATIONS = ("=", "!=", "<", "<=", ">", ">=", "~", "in", "notin", "subset")
LISTS = (("(", ")"), ("[", "]"), ("<", ">"))
INTERVALS = (("(", "]"), ("[", ")"), ("]", "["), ("]", "]"), ("[", "["))
BOUND = frozenset(("sum", "product", "integrate", "limit", "diff"))
"""Functions whose second argument is a variable of their own."""


@st.composite
def nodes(draw: DrawFn, *, height: int = 3) -> Node:
    """Draw a tree of any kind, of so many storeys, as the parser gives it where any name is a variable."""
    return draw(within(height) | bare_lists(height))


@st.composite
def within(draw: DrawFn, height: int) -> Node:
    """Draw a tree that may stand inside another."""
    return draw(storeys(height))


@cache
def storeys(height: int) -> SearchStrategy[Node]:
    """Make the strategy for trees of some height once: that takes longer than drawing."""
    return leaves() | branches(within(height - 1)) if height else leaves()


@cache
def bare_lists(height: int) -> SearchStrategy[Node]:
    """Draw lists without brackets, which stand in nothing else."""
    return st.builds(Listing, several(within(height)), st.just(""), st.just(""))


def leaves() -> SearchStrategy[Node]:
    """Draw numbers, names and words."""
    integers = st.builds(Integer, st.integers(0, 30) | st.integers(0, 10**30))
    constants = st.sampled_from([Constant(row.name) for row in CONSTANTS])
    return integers | decimals() | constants | variables() | texts()


@st.composite
def decimals(draw: DrawFn) -> Node:
    """Draw numbers with a point or an exponent, in every way to write them."""
    whole, digits = draw(st.text("0123456789", max_size=4)), draw(st.text("0123456789", max_size=4))
    sign, power = draw(st.sampled_from(("", "-", "+"))), draw(st.integers(0, 99))
    mantissa = f"{whole}.{digits}" if whole or digits else "0."
    letter = draw(st.sampled_from(("", "", "e", "E")))
    value = Fraction(int(whole + digits or "0"), 10 ** len(digits))
    if not letter:
        return Decimal(value, mantissa)
    return Decimal(value * Fraction(10) ** int(f"{sign}{power}"), f"{mantissa}{letter}{sign}{power}")


@cache
def variables() -> SearchStrategy[Node]:
    """Draw names: letters, Greek ones, words of some length, with an index and primes."""
    letters = st.sampled_from("abcdfghjklmnopqrstuvwxyzABCDFGHKLMNOQRSTUVWXYZ")
    greek = st.sampled_from([name for name, _ in GREEK_LETTERS if name != "tau"])
    words = st.sampled_from(("speed", "width", "Total", "größe", "высота", "é"))
    index = st.sampled_from(("", "", "", "_1", "_12", "_i", "_max", "_a_b", "_in", "_n+1", "_i,j", "_alpha"))
    primes = st.sampled_from(("", "", "", "'", "''"))
    names = st.builds("{}{}{}".format, letters | greek | words, index, primes)
    return st.builds(Variable, names | st.sampled_from(("rate2", "x1")))


def texts() -> SearchStrategy[Node]:
    """Draw words, with whatever may stand between quotation marks."""
    known = st.sampled_from(("even", "and", "E", "sin", "otherwise", "5% of {a_1} \\ b^2 ~ $ # &", " ", ""))
    return st.builds(Text, known | st.text(st.characters(codec="ascii", exclude_characters='"\x7f', min_codepoint=32)))


def branches(inner: SearchStrategy[Node]) -> SearchStrategy[Node]:
    """Draw a node above others."""
    return st.one_of(arithmetic(inner), calls(inner), bound(inner), structures(inner), statements(inner))


def several(inner: SearchStrategy[Node], *, least: int = 2, most: int = 3) -> SearchStrategy[tuple[Node, ...]]:
    """Draw a few nodes."""
    return st.lists(inner, min_size=least, max_size=most).map(tuple)


def arithmetic(inner: SearchStrategy[Node]) -> SearchStrategy[Node]:
    """Draw sums, products, fractions and powers; one item in brackets is a group there, and no list."""
    operand = inner.filter(is_no_group)
    return st.one_of(
        st.builds(Negative, operand),
        st.builds(PlusMinus, operand, st.sampled_from((1, -1))),
        st.builds(Sum, several(operand)),
        st.builds(Product, several(operand)),
        st.builds(Quotient, operand, operand),
        st.builds(Power, operand, operand),
    )


def is_no_group(node: Node) -> bool:
    """Tell whether a node is not one item in square brackets or braces."""
    lone = isinstance(node, (Listing, SetOf)) and len(node.items) == 1
    return not lone or (isinstance(node, Listing) and (node.opening, node.closing) != ("[", "]"))


@st.composite
def calls(draw: DrawFn, inner: SearchStrategy[Node]) -> Node:
    """Draw calls of every function, with as many arguments as it takes."""
    called, count = draw(st.sampled_from(CALLED))
    arguments = tuple(draw(inner) for _ in range(count))
    name = {("ln", 2): "log", ("root", 1): "sqrt"}.get((called, count), called)
    if name in ("factorial", "double_factorial", "percent", "degree", "sqrt", "cbrt", "implies", "iff", "xor"):
        arguments = tuple(argument if is_no_group(argument) else Integer(1) for argument in arguments)
    return Call(name, arguments)


def arities(row: Function) -> list[int]:
    """List the numbers of arguments that a function takes, a few of them where it takes many."""
    most = row.least + 2 if row.most == MANY else row.most
    return [count for count in range(row.least, most + 1) if count not in row.never]


@st.composite
def bound(draw: DrawFn, inner: SearchStrategy[Node]) -> Node:
    """Draw sums, integrals, limits and derivatives, with a variable or only an expression."""
    name, count = draw(st.sampled_from(BINDING))
    drawn = [draw(inner) for _ in range(2, count)]
    values = [Integer(1) if isinstance(node, (Listing, Range, Relation)) else node for node in drawn]
    if name == "diff" and values and draw(st.booleans()):
        values = [Integer(draw(st.integers(0, 120)))]
    return Call(name, (draw(inner), draw(variables()), *values)[:count])


SIZES = [(row.name, count) for row in FUNCTIONS.values() for count in arities(row)]
CALLED = [(name, count) for name, count in SIZES if name not in BOUND and name != "piecewise"]
BINDING = [(name, count) for name, count in SIZES if name in BOUND]
"""Functions with the numbers of arguments that they take."""


def structures(inner: SearchStrategy[Node]) -> SearchStrategy[Node]:
    """Draw lists in any brackets, sets, matrices, ranges and cases."""
    return st.one_of(
        st.builds(lambda items, kind: Listing(items, *kind), several(inner), st.sampled_from(LISTS)).filter(is_list),
        st.builds(lambda ends, kind: Listing(ends, *kind), several(inner, most=2), st.sampled_from(INTERVALS)),
        st.builds(lambda item, kind: Listing((item,), *kind), inner, st.sampled_from(LISTS[1:])).filter(is_list),
        st.just(Listing((), "[", "]")),
        st.builds(SetOf, several(inner, least=0)),
        st.integers(1, 3).flatmap(lambda width: st.builds(Matrix, rows(inner, width))),
        st.builds(Range, inner.filter(is_no_group), inner.filter(is_no_group)),
        st.builds(Piecewise, st.lists(st.tuples(inner, inner), min_size=1, max_size=3).map(tuple)),
    )


def rows(inner: SearchStrategy[Node], width: int) -> SearchStrategy[tuple[tuple[Node, ...], ...]]:
    """Draw rows of one width; a row of rows would be a matrix itself."""
    row = several(inner, least=width, most=width).filter(lambda items: is_list(Listing(items, "[", "]")))
    return st.lists(row, min_size=1, max_size=3).map(tuple)


def is_list(node: Listing) -> bool:
    """Tell whether a list in square brackets is not a matrix: not all of its items are rows of one width."""
    if (node.opening, node.closing) != ("[", "]"):
        return True
    widths = {
        len(item.items) if isinstance(item, Listing) and (item.opening, item.closing) == ("[", "]") else 0
        for item in node.items
    }
    return len(widths) != 1 or widths == {0}


def statements(inner: SearchStrategy[Node]) -> SearchStrategy[Node]:
    """Draw comparisons and what joins them."""
    chains = st.integers(1, 2).flatmap(
        lambda count: st.builds(
            Relation,
            st.lists(st.sampled_from(RELATIONS), min_size=count, max_size=count).map(tuple),
            several(inner, least=count + 1, most=count + 1),
        )
    )
    return st.one_of(chains, st.builds(Not, inner), st.builds(And, several(inner)), st.builds(Or, several(inner)))


def kinds(node: Node) -> frozenset[str]:
    """Name the kinds of nodes that occur in a tree."""
    return frozenset(type(part).__name__ for part in walk(node))
