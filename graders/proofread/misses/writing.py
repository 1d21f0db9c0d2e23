"""Slips where a check asks for more than the value: another way to write it, and another type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.proofread.leaves import everywhere
from graders.proofread.misses.slip import Slip, in_first, surely
from graders.proofread.misses.values import ANY
from graders.syntax.tree import (
    And,
    Integer,
    Listing,
    Matrix,
    Negative,
    Node,
    Or,
    Product,
    Quotient,
    Relation,
    SetOf,
    Sum,
    Text,
    Variable,
    variables,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from graders.proofread.misses.slip import Sought


def _terms_turned(sought: Sought) -> Iterator[Node]:
    """Put terms and factors the other way round."""
    changed = everywhere(sought.answer, _turned)
    if changed is not None:
        yield changed


def _turned(node: Node) -> Node | None:
    match node:
        case Sum(terms=terms):
            return Sum(terms[::-1])
        case Product(factors=factors):
            return Product(factors[::-1])
        case _:
            return None


def _plus_zero(node: Node) -> Node:
    return Sum((node, Integer(0)))


def _times_one(node: Node) -> Node:
    return Product((Integer(1), node))


def _widened(node: Node) -> Node:
    return Quotient(Product((Integer(2), node)), Integer(2))


def _one_less(node: Node) -> Node:
    return Sum((node, Integer(1), Negative(Integer(1))))


WRITTEN_OTHERWISE = (
    Slip("plus zero", in_first(_plus_zero), surely, of_writing=True),
    Slip("times one", in_first(_times_one), surely, of_writing=True),
    Slip("a wider fraction", in_first(_widened), surely, of_writing=True),
    Slip("plus one minus one", in_first(_one_less), surely, of_writing=True),
)
SAME_FORM = (*ANY, *WRITTEN_OTHERWISE)
IDENTICAL = (*SAME_FORM, Slip("the other way round", _terms_turned, surely, of_writing=True))


def _specimens(letter: str) -> Mapping[str, Node]:
    """Give something of every type."""
    x, one, two = Variable(letter), Integer(1), Integer(2)
    return {
        "an expression": one,
        "an equation": Relation(("=",), (x, one)),
        "an inequality": Relation(("<",), (x, one)),
        "a list": Listing((one, two), "", ""),
        "a vector": Listing((one, two), "(", ")"),
        "a set": SetOf((one, two)),
        "a matrix": Matrix(((one, two), (two, one))),
    }


def _other_type(name: str) -> Slip:
    def make(sought: Sought) -> Iterator[Node]:
        letter = min(variables(sought.answer), default="x")
        yield _specimens(letter)[name]

    return Slip(name, make, _is_of_another_type)


def _is_of_another_type(sought: Sought, missed: Node) -> bool:
    """Tell what is no list, set, matrix or relation from what is, and each from the others; statements from all."""
    return _family(sought.answer) != _family(missed)


def _family(node: Node) -> str:
    match node:
        case Relation(operators=operators):
            return "equation" if set(operators) == {"="} else "inequality"
        case And() | Or():
            return "inequality" if any(_family(part) == "inequality" for part in node.arguments) else "equation"
        case Listing() | SetOf() | Matrix() | Text():
            return type(node).__name__
        case _:
            return ""


def _nested(sought: Sought) -> Iterator[Node]:
    """Give a set of the answer beside a set."""
    yield SetOf((sought.answer, SetOf((sought.answer,))))


SAME_TYPE = (
    Slip("of another type", _nested, surely),
    *map(_other_type, _specimens("x")),
)
