"""Derivatives and integrals with one rule applied wrongly at one place, and rightly everywhere else.

Drawn from A. Orton, "Students' understanding of differentiation", Educational Studies in Mathematics 14 (1983)
235-250, and "Students' understanding of integration", the same volume, 1-18; M. Matz (1982) for products and
quotients that are differentiated part by part.

A wrong derivative w of a part g of f is put to work by the rule of the whole: with u for g,
the mistaken derivative of f is df/dx + (df/du) w, where g stands for u again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.errors import UndefinedError
from graders.malrules.families.parts import ONE, minus, multiplied, opposite, without
from graders.syntax.tree import (
    Call,
    Constant,
    Integer,
    Node,
    Power,
    Product,
    Quotient,
    Sum,
    Variable,
    children,
    rebuilt,
    variables,
)
from graders.value.ball import UnevaluatedError
from graders.value.derivative import differentiate
from graders.value.exact import substituted
from graders.value.integral import integrated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Wrong = Callable[[Node, str], Iterator[Node]]

STANDS_FOR = "part⟩"
"""A name that cannot be typed, for the part that is differentiated wrongly."""


def chain_rule(node: Node) -> Iterator[Node]:
    """Forget the inner derivative."""
    yield from _mistaken(node, _without_inner)


def product_rule(node: Node) -> Iterator[Node]:
    """Differentiate a product factor by factor."""
    yield from _mistaken(node, _factors)


def quotient_rule(node: Node) -> Iterator[Node]:
    """Differentiate a quotient part by part."""
    yield from _mistaken(node, _parts)


def quotient_rule_reversed(node: Node) -> Iterator[Node]:
    """Take the difference of the quotient rule the wrong way round."""
    yield from _mistaken(node, _turned)


def quotient_rule_unsquared(node: Node) -> Iterator[Node]:
    """Forget to square the denominator of the quotient rule."""
    yield from _mistaken(node, _unsquared)


def power_rule_undiminished(node: Node) -> Iterator[Node]:
    """Bring the exponent down and leave it above as well."""
    yield from _mistaken(node, _undiminished)


def power_rule_without_factor(node: Node) -> Iterator[Node]:
    """Lower the exponent without bringing it down."""
    yield from _mistaken(node, _without_factor)


def power_rule_for_exponential(node: Node) -> Iterator[Node]:
    """Differentiate an exponential by the power rule."""
    yield from _mistaken(node, _as_power)


def sign_of_derivative(node: Node) -> Iterator[Node]:
    """Lose or add the minus in the derivatives of sine and cosine."""
    yield from _mistaken(node, _other_sign)


def constant_kept(node: Node) -> Iterator[Node]:
    """Keep a constant term in the derivative."""
    yield from _mistaken(node, _with_constant)


def constant_factor_lost(node: Node) -> Iterator[Node]:
    """Lose a constant factor on the way to the derivative."""
    yield from _mistaken(node, _without_constant)


def not_differentiated(node: Node) -> Iterator[Node]:
    """Give the function itself for its derivative."""
    match node:
        case Call(name="diff", arguments=(function, Variable())):
            yield function


def _mistaken(node: Node, wrong: Wrong) -> Iterator[Node]:
    """Differentiate with a mistake at one part after the other."""
    match node:
        case Call(name="diff", arguments=(function, Variable(name=name))):
            for part, whole in _parts_of(function):
                if name in variables(part):
                    yield from _put_to_work(part, whole, name, wrong)


def _put_to_work(part: Node, whole: Node, name: str, wrong: Wrong) -> Iterator[Node]:
    try:
        for slope in wrong(part, name):
            direct, by_part = differentiate(whole, name), differentiate(whole, STANDS_FOR)
            yield substituted(Sum((direct, Product((by_part, slope)))), {STANDS_FOR: part})
    except (UnevaluatedError, UndefinedError):
        return


def _parts_of(node: Node) -> Iterator[tuple[Node, Node]]:
    """Yield every part of a function, with the function in which a name stands for the part."""
    yield node, Variable(STANDS_FOR)
    below = children(node)
    for at, child in enumerate(below):
        for part, inside in _parts_of(child):
            yield part, rebuilt(node, (*below[:at], inside, *below[at + 1 :]))


def _without_inner(part: Node, name: str) -> Iterator[Node]:
    match part:
        case Call(arguments=(inner,)) if not isinstance(inner, Variable):
            outer = differentiate(Call(part.name, (Variable(STANDS_FOR),)), STANDS_FOR)
            yield substituted(outer, {STANDS_FOR: inner})
        case Power(base=base, exponent=exponent) if not isinstance(base, Variable) and name not in variables(exponent):
            yield Product((exponent, Power(base, _less_one(exponent))))
        case Power(base=base, exponent=exponent) if not isinstance(exponent, Variable) and name not in variables(base):
            yield _exponential_slope(base, part)


def _exponential_slope(base: Node, part: Node) -> Node:
    return part if base == Constant("e") else Product((part, Call("ln", (base,))))


def _factors(part: Node, name: str) -> Iterator[Node]:
    match part:
        case Product(factors=factors) if sum(name in variables(factor) for factor in factors) > 1:
            yield Product(
                tuple(differentiate(factor, name) if name in variables(factor) else factor for factor in factors)
            )


def _parts(part: Node, name: str) -> Iterator[Node]:
    match part:
        case Quotient(numerator=top, denominator=below) if name in variables(top) and name in variables(below):
            yield Quotient(differentiate(top, name), differentiate(below, name))


def _turned(part: Node, name: str) -> Iterator[Node]:
    match part:
        case Quotient(denominator=below) if name in variables(below):
            yield opposite(differentiate(part, name))


def _unsquared(part: Node, name: str) -> Iterator[Node]:
    match part:
        case Quotient(denominator=below) if name in variables(below):
            yield Product((differentiate(part, name), below))


def _undiminished(part: Node, name: str) -> Iterator[Node]:
    match part:
        case Power(base=base, exponent=exponent) if name in variables(base) and name not in variables(exponent):
            yield Product((exponent, part, differentiate(base, name)))


def _without_factor(part: Node, name: str) -> Iterator[Node]:
    match part:
        case Power(base=base, exponent=exponent) if name in variables(base) and name not in variables(exponent):
            yield Product((Power(base, _less_one(exponent)), differentiate(base, name)))


def _as_power(part: Node, name: str) -> Iterator[Node]:
    match part:
        case Power(base=base, exponent=exponent) if name in variables(exponent) and name not in variables(base):
            yield Product((exponent, Power(base, minus(exponent, ONE))))
        case Call(name="exp", arguments=(exponent,)):
            yield Product((exponent, Call("exp", (minus(exponent, ONE),))))


def _other_sign(part: Node, name: str) -> Iterator[Node]:
    match part:
        case Call(name="sin" | "cos"):
            yield opposite(differentiate(part, name))


def _with_constant(part: Node, name: str) -> Iterator[Node]:
    if isinstance(part, Sum):
        for term in part.terms:
            if name not in variables(term):
                yield Sum((differentiate(part, name), term))


def _without_constant(part: Node, name: str) -> Iterator[Node]:
    match part:
        case Product(factors=factors):
            for at, factor in enumerate(factors):
                if name not in variables(factor):
                    yield differentiate(multiplied(without(factors, at)), name)


def _less_one(exponent: Node) -> Node:
    return Integer(exponent.value - 1) if isinstance(exponent, Integer) and exponent.value else minus(exponent, ONE)


def differentiated_for_integrated(node: Node) -> Iterator[Node]:
    """Differentiate where an integral is asked."""
    match node:
        case Call(name="integrate", arguments=(function, Variable(name=name))):
            try:
                yield differentiate(function, name)
            except UnevaluatedError:
                return


def integral_not_divided(node: Node) -> Iterator[Node]:
    """Raise the exponent of an integral without dividing by it."""
    yield from _integrated(node, Power)


def integral_divided_by_old_exponent(node: Node) -> Iterator[Node]:
    """Divide an integral by the exponent as it was."""
    yield from _integrated(node, lambda base, above: Quotient(Power(base, above), minus(above, ONE)))


def bounds_exchanged(node: Node) -> Iterator[Node]:
    """Subtract the upper bound's value from the lower one's."""
    match node:
        case Call(name="integrate", arguments=(function, variable, first, last)):
            yield Call("integrate", (function, variable, last, first))


def lower_bound_forgotten(node: Node) -> Iterator[Node]:
    """Put in the upper bound alone."""
    match node:
        case Call(name="integrate", arguments=(function, variable, _, last)):
            yield Call("integrate", (function, variable, Integer(0), last))


def _integrated(node: Node, wrong: Callable[[Node, Node], Node]) -> Iterator[Node]:
    """Integrate a polynomial with one wrong rule for its powers; other functions are left alone."""
    whole = integrated(node, wrong)
    if whole is not None:
        yield whole
