"""Trees worked out exactly: names replaced by values, arithmetic done, roots of integers simplified.

What cannot be worked out stays as it stands; a reduced tree always has the value of the tree it came from.
"""

from __future__ import annotations

from fractions import Fraction
from math import prod
from typing import TYPE_CHECKING, TypeAlias

from flint import fmpq

from graders.errors import UndefinedError
from graders.syntax.tree import (
    Call,
    Decimal,
    Integer,
    Negative,
    Node,
    Power,
    Product,
    Quotient,
    Sum,
    Variable,
    children,
    rebuilt,
)
from graders.value.ball import ImpreciseError, UnevaluatedError, fraction
from graders.value.components import componentwise
from graders.value.connectives import decided
from graders.value.derivative import derivatives_worked
from graders.value.enclosure import enclosure
from graders.value.integral import integrated
from graders.value.special import known_value
from graders.value.statements import fact, holds
from graders.value.surd import Surd, rational_tree, square_root, surd

if TYPE_CHECKING:
    from collections.abc import Mapping

Number: TypeAlias = "int | Fraction | Surd"
"""A number of square roots; one without roots is a whole number or a fraction, with which most is reckoned."""

Reduced: TypeAlias = "Number | Node"
"""A number of square roots, or a tree that is none."""

LARGEST_POWER = 10_000
"""Bits of the largest power of a rational that is worked out."""


def substituted(node: Node, environment: Mapping[str, Node]) -> Node:
    """Put values in the place of names, all at once."""
    if isinstance(node, Variable):
        return environment.get(node.name, node)
    changed: list[Node] = []
    for at, part in enumerate(node.below):
        new = part if type(part) is Integer else substituted(part, environment)
        if new is not part:
            changed = changed or [*node.below]
            changed[at] = new
    return rebuilt(node, tuple(changed)) if changed else node


def reduced(node: Node) -> Node:
    """Work a tree out: vectors by components, rationals exactly, ``sqrt(48)`` to ``4*sqrt(3)``.

    Raises ``UndefinedError`` for a division by zero and for sizes that do not fit.
    """
    value = _reduce(componentwise(node))
    return _tree(value) if isinstance(value, NUMBERS) else _completed(value)


def _completed(value: Node) -> Node:
    """Work out what is known only now: ``component(v, 2 - sign(p))``, or twice the derivative of a vector."""
    found = componentwise(value)
    return value if found == value else reduced(found)


NUMBERS = (int, Fraction, Surd)
RATIONALS = (int, Fraction)


def _tree(value: Reduced) -> Node:
    match value:
        case int():
            return Integer(value) if value >= 0 else Negative(Integer(-value))
        case Fraction():
            return rational_tree(value)
        case Surd():
            return value.tree()
        case _:
            return value


def _reduce(node: Node) -> Reduced:
    match node:
        case Integer() | Decimal():
            return node.value
        case Negative():
            inner = _reduce(node.argument)
            return -inner if isinstance(inner, NUMBERS) else _negated(inner)
        case Sum():
            added = _whole(node.terms)
            return _sum([_reduce(term) for term in node.terms]) if added is None else sum(added)
        case Product():
            multiplied = _whole(node.factors)
            return _product([_reduce(factor) for factor in node.factors]) if multiplied is None else prod(multiplied)
        case Quotient():
            return _quotient(_reduce(node.numerator), _reduce(node.denominator))
        case Power():
            return _power(_reduce(node.base), _reduce(node.exponent))
        case Call(name="diff", arguments=(_, Variable(), *_)):
            return _differentiated(node)
        case Call(name="integrate", arguments=(_, Variable(), _, _)):
            return _integrated(node)
        case Call():
            return _call(node.name, [_reduce(argument) for argument in node.arguments])
        case _:
            return _rebuilt(node)


def _whole(nodes: tuple[Node, ...]) -> list[int] | None:
    """Give whole numbers, with which most vectors and matrices are reckoned; ``None`` where there are others."""
    found: list[int] = []
    for node in nodes:
        if isinstance(node, Integer):
            found.append(node.value)
        elif isinstance(node, Negative) and isinstance(node.argument, Integer):
            found.append(-node.argument.value)
        else:
            return None
    return found


def _rational_of(value: Reduced) -> int | Fraction | None:
    if isinstance(value, RATIONALS):
        return value
    return value.rational if isinstance(value, Surd) else None


def _surd(value: Number) -> Surd:
    return value if isinstance(value, Surd) else surd(value)


def _plus(left: Number, right: Number) -> Number:
    if isinstance(left, RATIONALS) and isinstance(right, RATIONALS):
        return left + right
    return _surd(left) + _surd(right)


def _times(left: Number, right: Number) -> Number:
    if isinstance(left, RATIONALS) and isinstance(right, RATIONALS):
        return left * right
    return _surd(left) * _surd(right)


def _over(left: Number, right: Number) -> Number:
    """Divide; raises ``UndefinedError`` by zero."""
    if isinstance(left, RATIONALS) and isinstance(right, RATIONALS) and right:
        return _ratio(left, right)
    return _surd(left) / _surd(right)


def _ratio(left: int | Fraction, right: int | Fraction) -> int | Fraction:
    if isinstance(left, int) and isinstance(right, int):
        return Fraction(left, right) if left % right else left // right
    return Fraction(left) / right


def _is_zero(value: Number) -> bool:
    return not (value.top if isinstance(value, Surd) else value)


def _differentiated(node: Node) -> Reduced:
    """Differentiate by rule; what has no rule stays as it stands."""
    try:
        worked = derivatives_worked(node)
    except UnevaluatedError:
        return node
    return node if worked == node else _reduce(componentwise(worked))


def _integrated(node: Node) -> Reduced:
    """Integrate a polynomial between bounds; another integral stays as it stands."""
    whole = integrated(node)
    return node if whole is None else _reduce(componentwise(whole))


def _rebuilt(node: Node) -> Node:
    below = children(node)
    return rebuilt(node, tuple(_tree(_reduce(part)) for part in below)) if below else node


def _negated(node: Node) -> Node:
    return node.argument if isinstance(node, Negative) else Negative(node)


def _sum(terms: list[Reduced]) -> Reduced:
    """Add the numbers up; what is no number keeps its place before them."""
    number: Number = 0
    others: list[Node] = []
    for term in terms:
        if isinstance(term, NUMBERS):
            number = _plus(number, term)
        else:
            others.append(term)
    if not others:
        return number
    if not _is_zero(number):
        others.append(_tree(number))
    return others[0] if len(others) == 1 else Sum(tuple(others))


def _product(factors: list[Reduced]) -> Reduced:
    """Multiply the numbers, which come first; a minus sign stands before the whole product."""
    number: Number = 1
    others: list[Node] = []
    for factor in factors:
        if isinstance(factor, NUMBERS):
            number = _times(number, factor)
        else:
            own, below = _coefficient(factor)
            number = _times(number, own)
            others.extend(below)
    if not others or _is_zero(number):
        return number
    size, is_negative = _size(number)
    if _rational_of(size) != 1:
        others.insert(0, _tree(size))
    product = others[0] if len(others) == 1 else Product(tuple(others))
    return Negative(product) if is_negative else product


def _coefficient(node: Node) -> tuple[Number, tuple[Node, ...]]:
    """Take the number and the other factors of a reduced product apart: ``-3*x`` is -3 and x."""
    if isinstance(node, Negative):
        own, rest = _coefficient(node.argument)
        return -own, rest
    if not isinstance(node, Product):
        return 1, (node,)
    number = _reduce(node.factors[0])
    return (number, node.factors[1:]) if isinstance(number, NUMBERS) else (1, node.factors)


def _size(number: Number) -> tuple[Number, bool]:
    """Give a number without the minus sign that it is written with, and whether there is one."""
    is_negative = isinstance(number.tree(), Negative) if isinstance(number, Surd) else number < 0
    return (-number if is_negative else number), is_negative


def _quotient(top: Reduced, below: Reduced) -> Reduced:
    """Divide; a minus sign above the bar stands before it."""
    if isinstance(below, NUMBERS):
        if _is_zero(below):
            raise UndefinedError("division by zero")
        if isinstance(top, NUMBERS):
            return _over(top, below)
        if _rational_of(below) is not None:
            return _divided(top, below)
    above = _tree(top)
    if isinstance(above, Negative):
        return Negative(Quotient(above.argument, _tree(below)))
    return Quotient(above, _tree(below))


def _divided(top: Node, below: Number) -> Reduced:
    """Divide what is no number by a rational: ``2*x/4`` to ``x/2``, with the minus sign before the bar."""
    own, rest = _coefficient(top)
    value = _rational_of(_over(own, below))
    if value is None or value.denominator == 1:
        return _product([_over(own, below), *rest])
    above = _tree(_product([abs(value.numerator), *rest]))
    quotient = Quotient(above, Integer(value.denominator))
    return Negative(quotient) if value < 0 else quotient


def _power(base: Reduced, exponent: Reduced) -> Reduced:
    power = _rational_of(exponent)
    if isinstance(base, NUMBERS) and power is not None:
        worked = _numeric_power(base, power)
        if worked is not None:
            return worked
    if power == 1:
        return base
    return Power(_tree(base), _tree(exponent))


def _numeric_power(base: Number, power: int | Fraction) -> Number | None:
    value = _rational_of(base)
    if power.denominator == 2 and value is not None:
        root = square_root(value)
        return None if root is None else _numeric_power(root, power.numerator)
    if power.denominator != 1 or not -LARGEST_POWER <= power <= LARGEST_POWER:
        return None
    if power < 0:
        opposite = _undefined("division by zero") if _is_zero(base) else _numeric_power(base, -power)
        return None if opposite is None else _over(1, opposite)
    if value is not None:
        size = max(value.numerator.bit_length(), value.denominator.bit_length())
        return _whole_power(value, power.numerator) if size * power <= LARGEST_POWER else None
    if power > 64:
        return None
    worked: Number = 1
    for _ in range(power.numerator):
        worked = _times(worked, base)
    return worked


def _whole_power(value: int | Fraction, power: int) -> int | Fraction:
    return (
        value.numerator**power if value.denominator == 1 else Fraction(value.numerator**power, value.denominator**power)
    )


def _undefined(why: str) -> Surd:
    raise UndefinedError(why)


def _call(name: str, values: list[Reduced]) -> Reduced:
    if name == "sqrt" and isinstance(values[0], NUMBERS):
        return _square_root(values[0])
    if name in RATIONAL_CALLS and None not in map(_rational_of, values):
        worked = _rational_call(name, values)
        if worked is not None:
            return worked
    arguments = tuple(_tree(value) for value in values)
    known = known_value(name, arguments[0]) if len(arguments) == 1 else None
    return Call(name, arguments) if known is None else known


def _square_root(value: Number) -> Reduced:
    number = _rational_of(value)
    root = square_root(number) if number is not None else None
    return Call("sqrt", (_tree(value),)) if root is None else root


RATIONAL_CALLS = frozenset(
    (
        "abs", "sign", "floor", "ceil", "round", "min", "max", "gcd", "lcm", "mod", "factorial", "binomial",
        "double_factorial", "percent", "root", "cbrt", "re", "im", "conj",
    )
)  # fmt: skip
"""Functions that give a rational for rationals, where they are worked out."""


def _rational_call(name: str, values: list[Reduced]) -> Fraction | None:
    try:
        ball = enclosure(Call(name, tuple(_tree(value) for value in values)), 64)
    except (UnevaluatedError, ImpreciseError):
        return None
    return fraction(ball) if isinstance(ball, fmpq) else None


def truth(node: Node) -> bool:
    """Decide a statement without variables, exactly; what the logic does not reach is never worked out.

    Raises ``UndefinedError`` where a side has no value, ``UnevaluatedError`` where it cannot be decided.
    """
    return decided(node, _fact)


def _fact(node: Node) -> bool:
    """Work out the sides of a comparison, or the arguments of a predicate, and decide it."""
    return fact(node, _compared, _rational)


def _compared(left: Node, operator: str, right: Node) -> bool:
    member = operator in ("in", "notin")
    return holds(reduced(left) if member else componentwise(left), operator, componentwise(right))


def _rational(node: Node) -> Fraction:
    number = _rational_of(_reduce(componentwise(node)))
    if number is None:
        raise UnevaluatedError(node)
    return Fraction(number)
