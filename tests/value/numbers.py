"""Algebraic constants for the laws of values, and the sympy expressions that mean the same."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import sympy
from hypothesis import strategies as st

from graders.syntax.tree import Call, Integer, Negative, Power, Product, Quotient, Sum

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from graders.syntax.tree import Node


def rationals() -> SearchStrategy[Node]:
    """Draw whole numbers and fractions of either sign."""
    whole = st.integers(0, 12).map(Integer)
    fractions = st.builds(Quotient, whole, st.integers(1, 12).map(Integer))
    return st.one_of(whole, fractions, st.builds(Negative, whole | fractions))


@cache
def algebraic(storeys: int = 2) -> SearchStrategy[Node]:
    """Draw numbers made of whole ones by the four operations, powers and roots; some have no value."""
    if not storeys:
        return rationals()
    inner = algebraic(storeys - 1)
    two = st.tuples(inner, inner)
    return st.one_of(
        inner,
        st.builds(Sum, two),
        st.builds(lambda pair: Sum((pair[0], Negative(pair[1]))), two),
        st.builds(Product, two),
        st.builds(Quotient, inner, inner),
        st.builds(Power, inner, st.integers(2, 3).map(Integer)),
        st.builds(root_of, inner, st.sampled_from((2, 2, 2, 3, 4))),
    )


def root_of(node: Node, index: int) -> Node:
    """Take a root of a number's size, so that it is real."""
    inside = Call("abs", (node,))
    return Call("sqrt", (inside,)) if index == 2 else Call("root", (inside, Integer(index)))


def as_sympy(node: Node) -> sympy.Expr:
    """Give the sympy expression of a number that is made of whole ones by operations and roots."""
    match node:
        case Integer(value=value):
            return sympy.Integer(value)
        case Negative(argument=inner):
            return -as_sympy(inner)
        case Sum(terms=terms):
            return sympy.Add(*map(as_sympy, terms))
        case Product(factors=factors):
            return sympy.Mul(*map(as_sympy, factors))
        case Quotient(numerator=top, denominator=below):
            return as_sympy(top) / as_sympy(below)
        case Power(base=base, exponent=exponent):
            return as_sympy(base) ** as_sympy(exponent)
        case Call(name="abs", arguments=(inner,)):
            return sympy.Abs(as_sympy(inner))
        case Call(name="sqrt", arguments=(inner,)):
            return sympy.sqrt(as_sympy(inner))
        case Call(name="root", arguments=(inner, index)):
            return as_sympy(inner) ** (1 / as_sympy(index))
        case _:
            raise TypeError(node)
