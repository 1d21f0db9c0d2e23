"""Derivatives by rule: sums, products, quotients, powers, and one row of a table for every elementary function.

The derivative is that of the formula, wherever it has one: no branch is chosen and nothing is simplified but
zeros and ones.  For real functions it holds on the whole of their domain; abs(u) gives abs(u)/u times u', so
that ln(abs(u)) gives u'/u.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from graders.errors import OversizeError
from graders.syntax.tree import (
    Call,
    Constant,
    Integer,
    Listing,
    Matrix,
    Negative,
    Node,
    Piecewise,
    PlusMinus,
    Power,
    Product,
    Quotient,
    SetOf,
    Sum,
    Variable,
    children,
    is_larger,
    occurs,
    rebuilt,
    variables,
)
from graders.value.ball import UnevaluatedError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

ZERO, ONE, TWO = Integer(0), Integer(1), Integer(2)


def differentiate(node: Node, name: str) -> Node:
    """Differentiate with respect to the variable ``name``; lists and matrices entry by entry.

    Raises ``UnevaluatedError`` for what has no rule: floor, gamma, statements, sums with an index.
    """
    if name not in variables(node):
        return rebuilt(node, tuple(ZERO for _ in children(node))) if isinstance(node, (Listing, Matrix)) else ZERO
    match node:
        case Variable():
            return ONE
        case Negative():
            return _negative(differentiate(node.argument, name))
        case PlusMinus():
            return PlusMinus(differentiate(node.argument, name), node.upper)
        case Sum():
            return _sum(tuple(differentiate(term, name) for term in node.terms))
        case Product():
            return _product_rule(node.factors, name)
        case Quotient():
            return _quotient_rule(node, name)
        case Power():
            return _power_rule(node, name)
        case Call():
            return _chain_rule(node, name)
        case Listing() | Matrix() | SetOf():
            return rebuilt(node, tuple(differentiate(part, name) for part in children(node)))
        case Piecewise():
            return Piecewise(tuple((differentiate(value, name), condition) for value, condition in node.pieces))
        case _:
            raise UnevaluatedError(node)


def derivatives_worked(node: Node) -> Node:
    """Work out ``diff(f, x)`` and ``diff(f, x, n)`` wherever they stand; an ``UnevaluatedError`` has no rule."""
    return _worked(node) if occurs(Call, node) else node


def _worked(node: Node) -> Node:
    parts = tuple(_worked(part) for part in children(node))
    match node:
        case Call(name="diff", arguments=(_, Variable(name=name), *often)) if number_of_times(often) is not None:
            found = parts[0]
            for _ in range(number_of_times(often) or 0):
                found = differentiate(found, name)
                if is_larger(found, MOST_NODES):
                    raise OversizeError("a derivative that takes too much room when it is worked out")
            return found
        case _:
            return node if parts == children(node) else rebuilt(node, parts)


def number_of_times(often: Sequence[Node]) -> int | None:
    """Read how often is differentiated: once unless it is said; ``None`` where it is no number, or a large one."""
    match often:
        case []:
            return 1
        case [Integer(value=value)] if value <= MOST_TIMES:
            return value
        case _:
            return None


MOST_TIMES = 8
"""Derivatives of a higher order are left standing: they grow with every step."""


MOST_NODES = 2_500
"""Nodes of a derivative that is worked with: by the product rule it grows as the square of what it is of."""


def _product_rule(factors: tuple[Node, ...], name: str) -> Node:
    if len(factors) ** 2 > MOST_NODES:
        raise OversizeError("a derivative that takes too much room when it is worked out")
    terms = []
    for at, factor in enumerate(factors):
        inner = differentiate(factor, name)
        terms.append(ZERO if inner == ZERO else _product((*factors[:at], inner, *factors[at + 1 :])))
    return _sum(tuple(terms))


def _quotient_rule(node: Quotient, name: str) -> Node:
    top, below = node.numerator, node.denominator
    rising, falling = differentiate(top, name), differentiate(below, name)
    if falling == ZERO:
        return _quotient(rising, below)
    over = _sum((_product((rising, below)), _negative(_product((top, falling)))))
    return _quotient(over, Power(below, TWO))


def _power_rule(node: Power, name: str) -> Node:
    """Differentiate u^v: v u^(v-1) u' where v is fixed, u^v ln(u) v' where u is, both where neither is."""
    base, exponent = node.base, node.exponent
    inner, outer = differentiate(base, name), differentiate(exponent, name)
    by_base = _product((exponent, _power(base, _less_one(exponent)), inner))
    by_exponent = _product((node, _logarithm(base), outer))
    return _sum((by_base, by_exponent))


def _less_one(exponent: Node) -> Node:
    match exponent:
        case Integer(value=value) if value > 0:
            return Integer(value - 1)
        case Negative(argument=Integer(value=value)):
            return Negative(Integer(value + 1))
        case _:
            return Sum((exponent, Negative(ONE)))


def _logarithm(base: Node) -> Node:
    return ONE if base == Constant("e") else Call("ln", (base,))


def _chain_rule(node: Call, name: str) -> Node:
    match node.name, node.arguments:
        case "log", (argument, base):
            return differentiate(Quotient(Call("ln", (argument,)), Call("ln", (base,))), name)
        case "root", (argument, index) if name not in variables(index):
            return _product((_quotient(node, _product((index, argument))), differentiate(argument, name)))
        case "atan2", (y, x):
            over = _sum((_product((x, differentiate(y, name))), _negative(_product((y, differentiate(x, name))))))
            return _quotient(over, Sum((Power(x, TWO), Power(y, TWO))))
        case function, (argument,) if function in RULES:
            return _product((RULES[function](argument), differentiate(argument, name)))
        case _:
            raise UnevaluatedError(node)


def _negative(node: Node) -> Node:
    if node == ZERO:
        return node
    return node.argument if isinstance(node, Negative) else Negative(node)


def _sum(terms: tuple[Node, ...]) -> Node:
    left = tuple(term for term in terms if term != ZERO)
    return Sum(left) if len(left) > 1 else left[0] if left else ZERO


def _product(factors: tuple[Node, ...]) -> Node:
    if ZERO in factors:
        return ZERO
    left = tuple(factor for factor in factors if factor != ONE)
    return Product(left) if len(left) > 1 else left[0] if left else ONE


def _quotient(top: Node, below: Node) -> Node:
    return top if top == ZERO or below == ONE else Quotient(top, below)


def _power(base: Node, exponent: Node) -> Node:
    return ONE if exponent == ZERO else base if exponent == ONE else Power(base, exponent)


def _of(name: str) -> Callable[[Node], Node]:
    return lambda u: Call(name, (u,))


def _square(node: Node) -> Node:
    return Power(node, TWO)


def _root(node: Node) -> Node:
    return Call("sqrt", (node,))


def _over_one(below: Callable[[Node], Node]) -> Callable[[Node], Node]:
    """Make the rule 1/below(u)."""
    return lambda u: Quotient(ONE, below(u))


def _opposite(rule: Callable[[Node], Node]) -> Callable[[Node], Node]:
    """Make the rule with the other sign."""
    return lambda u: Negative(rule(u))


def _pair(left: str, right: str) -> Callable[[Node], Node]:
    """Make the rule left(u) right(u)."""
    return lambda u: Product((Call(left, (u,)), Call(right, (u,))))


def _squared(name: str) -> Callable[[Node], Node]:
    """Make the rule name(u)^2."""
    return lambda u: _square(Call(name, (u,)))


def _minus(left: Node, right: Node) -> Node:
    return Sum((left, Negative(right)))


def _plus(left: Node, right: Node) -> Node:
    return Sum((left, right))


def _to_the_reciprocal(sign: Callable[[Node, Node], Node]) -> Callable[[Node], Node]:
    """Make the rule 1/(u^2 sqrt(1 - 1/u^2)), or with a plus, of functions that are taken of 1/u."""
    return lambda u: Quotient(ONE, Product((_square(u), _root(sign(ONE, Quotient(ONE, _square(u)))))))


def _sinc(u: Node) -> Node:
    return _minus(Quotient(Call("cos", (u,)), u), Quotient(Call("sin", (u,)), _square(u)))


RULES: Mapping[str, Callable[[Node], Node]] = MappingProxyType(
    {
        "sqrt": lambda u: Quotient(ONE, Product((TWO, _root(u)))),
        "cbrt": lambda u: Quotient(Call("cbrt", (u,)), Product((Integer(3), u))),
        "exp": _of("exp"), "ln": _over_one(lambda u: u), "log": _over_one(lambda u: u),
        "lg": _over_one(lambda u: Product((u, Call("ln", (Integer(10),))))),
        "sin": _of("cos"), "cos": _opposite(_of("sin")), "tan": _squared("sec"), "cot": _opposite(_squared("csc")),
        "sec": _pair("sec", "tan"), "csc": _opposite(_pair("csc", "cot")),
        "arcsin": _over_one(lambda u: _root(_minus(ONE, _square(u)))),
        "arccos": _opposite(_over_one(lambda u: _root(_minus(ONE, _square(u))))),
        "arctan": _over_one(lambda u: _plus(ONE, _square(u))),
        "arccot": _opposite(_over_one(lambda u: _plus(ONE, _square(u)))),
        "arcsec": _to_the_reciprocal(_minus), "arccsc": _opposite(_to_the_reciprocal(_minus)),
        "sinh": _of("cosh"), "cosh": _of("sinh"), "tanh": _squared("sech"), "coth": _opposite(_squared("csch")),
        "sech": _opposite(_pair("sech", "tanh")), "csch": _opposite(_pair("csch", "coth")),
        "arsinh": _over_one(lambda u: _root(_plus(_square(u), ONE))),
        "arcosh": _over_one(lambda u: _root(_minus(_square(u), ONE))),
        "artanh": _over_one(lambda u: _minus(ONE, _square(u))),
        "arcoth": _over_one(lambda u: _minus(ONE, _square(u))),
        "arsech": _opposite(_over_one(lambda u: Product((u, _root(_minus(ONE, _square(u))))))),
        "arcsch": _opposite(_to_the_reciprocal(_plus)),
        "sigmoid": lambda u: Product((Call("sigmoid", (u,)), _minus(ONE, Call("sigmoid", (u,))))),
        "sinc": _sinc, "abs": lambda u: Quotient(Call("abs", (u,)), u),
        "percent": lambda _: Quotient(ONE, Integer(100)), "degree": lambda _: Quotient(Constant("pi"), Integer(180)),
    }
)  # fmt: skip
"""The derivative of every elementary function of one argument, at u; a test finds those that are missing."""
