"""Completed square: a (x - h)^2 + k, the variable only inside the square."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.errors import UndefinedError
from graders.form.form import OpenError, expressions, first_statement
from graders.syntax.tree import Integer, Negative, Power, Product, Quotient, Sum, Variable, variables
from graders.value.polynomial import TooLargeError, ring_of
from graders.verdict import message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graders.syntax.tree import Node
    from graders.verdict import Message


def completed_square(node: Node, variable: str | None = None) -> Message | None:
    """Find what keeps an expression from being a (x - h)^2 + k.

    One term has the variable, and there it stands inside one square of something linear: 4 (x - 1)^2,
    -(1 - x)^2, (x - 1)^2/k, (2x - 2)^2, x^2.  Without an option, the variable is the only one there is.
    """
    statement = first_statement(node)
    if statement is not None:
        return message("form.expression", part=statement)
    for expression in expressions(node):
        name = variable or _only(expression)
        part = None if name is None else _fault(expression, name)
        if part is not None:
            return message("form.completed_square", part=part)
    return None


def _only(node: Node) -> str | None:
    names = sorted(variables(node))
    if len(names) > 1:
        raise OpenError("the form does not say which variable it is about")
    return names[0] if names else None


def _fault(node: Node, variable: str) -> Node | None:
    """Give the term that is no multiple of a square, or the whole where several vary."""
    varying = [term for term in _terms(node) if variable in variables(term)]
    if len(varying) > 1:
        return node
    return next((term for term in varying if not _is_square(term, variable)), None)


def _terms(node: Node) -> Iterator[Node]:
    match node:
        case Sum(terms=terms):
            for term in terms:
                yield from _terms(term)
        case Negative(argument=inner):
            yield from _terms(inner)
        case _:
            yield node


def _is_square(term: Node, variable: str) -> bool:
    """Tell whether a term is a multiple of the square of something linear in a variable."""
    match term:
        case Negative(argument=inner):
            return _is_square(inner, variable)
        case Product(factors=factors):
            varying = [factor for factor in factors if variable in variables(factor)]
            return len(varying) == 1 and _is_square(varying[0], variable)
        case Quotient(numerator=top, denominator=below):
            return variable not in variables(below) and _is_square(top, variable)
        case Power(base=base, exponent=Integer(value=2)):
            return _is_linear(base, variable)
        case _:
            return False


def _is_linear(node: Node, variable: str) -> bool:
    ring = ring_of(node)
    try:
        found = ring.fraction(node)
    except TooLargeError as error:
        raise OpenError("the square has very many terms") from error
    except UndefinedError:
        return False
    plain = [ring.symbols[at] for at in ring.places(variable)] == [Variable(variable)]
    return plain and ring.degree(found.top, variable) == 1 and ring.degree(found.below, variable) == 0
