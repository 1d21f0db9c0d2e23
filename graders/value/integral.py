"""Integrals of polynomials, term by term; other integrals are left alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.syntax.tree import Call, Integer, Negative, Power, Product, Quotient, Sum, Variable, variables
from graders.value.exact import substituted

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
    '3*4^3/3 - 3*1^3/3'
    """
    match node:
        case Call(name="integrate", arguments=(function, Variable(name=name))):
            return antiderivative(function, name, power)
        case Call(name="integrate", arguments=(function, Variable(name=name), first, last)):
            whole = antiderivative(function, name, power)
            if whole is None:
                return None
            low, high = (substituted(whole, {name: bound}) for bound in (first, last))
            return Sum((high, Negative(low)))
        case _:
            return None


def antiderivative(node: Node, name: str, power: Callable[[Node, Node], Node] = raised) -> Node | None:
    """Integrate a polynomial without a constant, with a rule for powers; ``None`` for other functions."""
    if name not in variables(node):
        return Product((node, Variable(name)))
    match node:
        case Variable():
            return power(node, Integer(2))
        case Power(base=Variable() as base, exponent=Integer(value=value)):
            return power(base, Integer(value + 1))
        case Negative(argument=inside):
            inner = antiderivative(inside, name, power)
            return None if inner is None else Negative(inner)
        case Quotient(numerator=inside, denominator=below) if name not in variables(below):
            inner = antiderivative(inside, name, power)
            return None if inner is None else Quotient(inner, below)
        case Product(factors=(factor, inside)) if name not in variables(factor):
            inner = antiderivative(inside, name, power)
            return None if inner is None else Product((factor, inner))
        case Sum(terms=terms):
            whole = [antiderivative(term, name, power) for term in terms]
            return None if None in whole else Sum(tuple(term for term in whole if term is not None))
        case _:
            return None
