"""Slips in antiderivatives: a constant makes no other answer, so what is compared are the derivatives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.checks.calculus import differentiated, only_variable
from graders.proofread.answers import CONSTANTS
from graders.proofread.misses.slip import Slip, Sought, are_apart, in_all, in_first, in_place, surely
from graders.proofread.misses.values import (
    exponent_off,
    factor_missing,
    half,
    last_digit,
    opposite,
    sign_inside,
    term_missing,
    twice,
)
from graders.syntax.tree import Node, Product, Quotient, Sum, Variable, variables

if TYPE_CHECKING:
    from collections.abc import Iterator


def _has_another_slope(sought: Sought, missed: Node) -> bool:
    """Tell whether the derivatives are seen to differ at some point."""
    name = _variable(sought)
    if name is None:
        return False
    ours, theirs = differentiated(sought.answer, name), differentiated(missed, name)
    return ours is not None and theirs is not None and are_apart(ours, theirs)


def _variable(sought: Sought) -> str | None:
    named = dict(sought.part.options).get("variable")
    return str(named) if named is not None else only_variable(sought.key)


def _integrand(sought: Sought) -> Iterator[Node]:
    """Give the function that is to be integrated, or the derivative of that."""
    name = _variable(sought)
    found = differentiated(sought.answer, name) if name is not None else None
    if found is not None:
        yield found


def _times_the_variable(sought: Sought) -> Iterator[Node]:
    name = _variable(sought)
    if name is not None:
        yield Product((Variable(name), sought.answer))


def _divisor_missing(node: Node) -> Node | None:
    """Leave out what is divided by, such as the factor from the chain rule."""
    return node.numerator if isinstance(node, Quotient) else None


def _constant_missing(sought: Sought) -> Iterator[Node]:
    """Leave the constant of integration out where it is required."""
    if dict(sought.part.options).get("constant") == "required":
        match sought.answer:
            case Sum(terms=(*terms, Variable(name=name))) if name in CONSTANTS:
                yield Sum(tuple(terms)) if len(terms) > 1 else terms[0]
            case _:
                return


def _constant_too_many(sought: Sought) -> Iterator[Node]:
    """Add a constant where none is asked."""
    if dict(sought.part.options).get("constant") == "absent" and "C" not in variables(sought.answer):
        yield Sum((sought.answer, Variable("C")))


ANTIDERIVATIVE = (
    Slip("the opposite sign", in_first(opposite), _has_another_slope),
    Slip("twice as much", in_all(twice), _has_another_slope),
    Slip("an exponent off by one", in_place(exponent_off), _has_another_slope),
    Slip("half as much", in_all(half), _has_another_slope),
    Slip("a digit off by one", in_place(last_digit), _has_another_slope),
    Slip("the function that is to be integrated", _integrand, _has_another_slope),
    Slip("a sign inside turned", in_place(sign_inside), _has_another_slope),
    Slip("a term missing", in_place(term_missing), _has_another_slope),
    Slip("a factor missing", in_place(factor_missing), _has_another_slope),
    Slip("a divisor missing", in_place(_divisor_missing), _has_another_slope),
    Slip("times the variable", _times_the_variable, _has_another_slope),
    Slip("without its constant", _constant_missing, surely, of_writing=True),
    Slip("with a constant", _constant_too_many, surely, of_writing=True),
)
