"""Integrals of polynomials, term by term; other integrals are left alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.syntax.tree import Call, Integer, Negative, Power, Product, Quotient, Sum, Variable, variables

if TYPE_CHECKING:
    from collections.abc import Callable

    from graders.syntax.tree import Node


def raised(base: Node, above: Node) -> Node:
    """Integrate a power: ``above`` is its exponent, raised by one already."""
    return Quotient(Power(base, above), above)


def integrated(node: Node, power: Callable[[Node, Node], Node] = raised) -> Node | None:
    """Work an integral out, with a rule for powers; ``None`` where it is none of a polynomial.

    >>> from graders.syntax import Vocabulary, parse, to_text
    >>> to_text(integrated(parse("integrate(3*x^2, x, 1, 4)", Vocabulary(frozenset("x")))))
    '3*(4^3/3) - 3*(1^3/3)'
    """
    match node:
        case Call(name="integrate", arguments=(function, Variable() as variable)):
            return antiderivative(function, variable.name, variable, power)
        case Call(name="integrate", arguments=(function, Variable(name=name), first, last)):
            high, low = (antiderivative(function, name, bound, power) for bound in (last, first))
            return None if high is None or low is None else Sum((high, Negative(low)))
        case _:
            return None


def antiderivative(node: Node, name: str, at: Node, power: Callable[[Node, Node], Node] = raised) -> Node | None:
    """Integrate a polynomial without a constant, with a rule for powers, and put a value in; ``None`` for others."""
    if name not in variables(node):
        return Product((node, at))
    match node:
        case Variable():
            return power(at, Integer(2))
        case Power(base=Variable(), exponent=Integer(value=value)):
            return power(at, Integer(value + 1))
        case Negative(argument=inside):
            inner = antiderivative(inside, name, at, power)
            return None if inner is None else Negative(inner)
        case Quotient(numerator=inside, denominator=below) if name not in variables(below):
            inner = antiderivative(inside, name, at, power)
            return None if inner is None else Quotient(inner, below)
        case Product(factors=factors):
            varying = tuple(factor for factor in factors if name in variables(factor))
            inner = antiderivative(varying[0], name, at, power) if len(varying) == 1 else None
            constant = tuple(factor for factor in factors if name not in variables(factor))
            return None if inner is None else Product((*constant, inner))
        case Sum(terms=terms):
            whole = [antiderivative(term, name, at, power) for term in terms]
            return None if None in whole else Sum(tuple(term for term in whole if term is not None))
        case _:
            return None
