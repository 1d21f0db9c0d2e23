"""A tree's rigorous enclosure: a ball that is proved to hold its value, at a precision of one's choice."""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from flint import acb, arb, ctx, fmpq

from graders.errors import UndefinedError
from graders.syntax.tree import (
    Call,
    Constant,
    Decimal,
    Integer,
    Negative,
    Node,
    Piecewise,
    Power,
    Product,
    Quotient,
    Relation,
    Sum,
    Variable,
    free_variables,
    size,
)
from graders.value.ball import ORDERS, ImpreciseError, UnevaluatedError, divided, raised, real
from graders.value.ball_functions import RULES
from graders.value.connectives import decided
from graders.value.effort import MOST, Effort, SpentError, effort, weight_of_function, weight_of_root
from graders.value.integral import integrated
from graders.value.quadrature import Integrand, NoIntegrandError, integral

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from graders.value.ball import Ball, Point


def enclosure(node: Node, bits: int, point: Point = MappingProxyType({})) -> Ball:
    """Evaluate a tree without structures to a ball, computing with ``bits`` bits.

    Raises ``UndefinedError`` for an exact division by zero, ``ImpreciseError`` where the precision does not
    suffice to choose a branch, ``UnevaluatedError`` for what is no number, and ``SpentError`` where a response that is
    judged has taken all that it may.
    """
    before = ctx.prec
    ctx.prec = bits
    try:
        return _evaluate(node, Scope(point, MOST_STEPS, effort()))
    finally:
        ctx.prec = before


class Scope:
    """The values of variables during one evaluation, and how many steps its sums and products may still take.

    What functions, roots and powers take is taken from the ``effort``.
    """

    __slots__ = ("effort", "function", "root", "steps", "values")

    def __init__(self, values: Point, steps: int, effort: Effort) -> None:
        """Begin with the free variables' values."""
        self.values = values
        self.steps = steps
        self.effort = effort
        self.root = weight_of_root(ctx.prec)
        self.function = weight_of_function(ctx.prec)


def _evaluate(node: Node, scope: Scope) -> Ball:
    match node:
        case Integer():
            return fmpq(node.value)
        case Variable():
            if node.name in scope.values:
                return scope.values[node.name]
        case Call():
            return _call(node, scope)
        case Product():
            value = _evaluate(node.factors[0], scope)
            for factor in node.factors[1:]:
                value = value * _evaluate(factor, scope)
            scope.effort.left -= len(node.factors)
            return value
        case Quotient():
            return divided(_evaluate(node.numerator, scope), _evaluate(node.denominator, scope), node.denominator)
        case Negative():
            return -_evaluate(node.argument, scope)
        case Sum():
            value = _evaluate(node.terms[0], scope)
            for term in node.terms[1:]:
                value = value + _evaluate(term, scope)
            scope.effort.left -= len(node.terms)
            return value
        case Power():
            return _power(node, scope)
        case Decimal():
            return fmpq(node.value.numerator, node.value.denominator)
        case Constant() if node.name in CONSTANTS:
            return CONSTANTS[node.name]()
        case Piecewise():
            return _piece(node, scope)
        case _:
            pass
    raise UnevaluatedError(node)


def _folded(node: Call, scope: Scope) -> Ball:
    """Add or multiply up what an index runs through; what depends on nothing else is remembered, steps and all."""
    if free_variables(node):
        return _through(node, scope)
    total, steps, work = _by_itself(node, ctx.prec)
    scope.effort.take(work)
    scope.steps -= steps
    if isinstance(total, Exception):
        raise total.with_traceback(None)
    if scope.steps < 0:
        raise UnevaluatedError(node)
    return total


FOLDS = 64
"""So many sums and products are remembered: one that a response has is met at many points, and in many mistakes."""


@lru_cache(FOLDS)
def _by_itself(node: Call, bits: int) -> tuple[Ball | Exception, int, float]:
    """Give the value of a constant, or the error where there is none, and what it took: steps and effort."""
    del bits  # those of the context, which the value depends on
    scope = Scope(MappingProxyType({}), MOST_STEPS, Effort(MOST))
    try:
        total: Ball | Exception = _through(node, scope)
    except (UnevaluatedError, SpentError):
        return UnevaluatedError(node), MOST_STEPS, MOST - max(0, scope.effort.left)
    except (UndefinedError, ImpreciseError) as error:
        total = error
    return total, MOST_STEPS - scope.steps, MOST - scope.effort.left


def _through(node: Call, scope: Scope) -> Ball:
    """Go through a range."""
    body, index, *bounds = node.arguments
    first, last = (_evaluate(bound, scope) for bound in bounds)
    if not isinstance(index, Variable) or not isinstance(first, fmpq) or not isinstance(last, fmpq):
        raise UnevaluatedError(node)
    if first.q != 1 or last.q != 1:
        raise UndefinedError("a sum whose bounds are no whole numbers")
    if last < first - 1:
        raise UndefinedError("a sum that ends before it begins")
    total: Ball = fmpq(0) if node.name == "sum" else fmpq(1)
    outside, weight = scope.values, size(body)
    if (last - first + 1) * weight > scope.steps:
        raise UnevaluatedError(node)
    for number in range(int(first.p), int(last.p) + 1):
        scope.steps -= weight + (total.height_bits() // BITS_OF_A_STEP if isinstance(total, fmpq) else 0)
        if scope.steps < 0:
            raise UnevaluatedError(node)
        scope.values = {**outside, index.name: fmpq(number)}
        term = _evaluate(body, scope)
        total = total + term if node.name == "sum" else total * term
    scope.values = outside
    return total


MOST_STEPS = 8_000
"""Sums, products and integrals may evaluate so many nodes, all together."""

BITS_OF_A_STEP = 1_000
"""A rational of so many bits costs as much as a node."""

MOST_STEPS_OF_INTEGRALS = 4_000
"""One integral may evaluate so many, by complex balls, which cost more."""


def _integrated(node: Call, scope: Scope) -> Ball:
    """Integrate between two bounds: a polynomial exactly, else by a quadrature that is proved."""
    whole = integrated(node)
    if whole is not None:
        return _evaluate(whole, scope)
    body, index, *bounds = node.arguments
    if not isinstance(index, Variable) or scope.values:  # functions are compared at hundreds of points
        raise UnevaluatedError(node)
    first, last = (_evaluate(bound, scope) for bound in bounds)
    try:
        integrand = Integrand(body, index.name, lambda part: acb(_evaluate(part, scope)))
    except NoIntegrandError as error:
        raise UnevaluatedError(node) from error
    steps = min(scope.steps, MOST_STEPS_OF_INTEGRALS)
    found = integral(integrand, acb(first), acb(last), ctx.prec, max(1, steps // max(1, integrand.weight)))
    work = integrand.weight * integrand.evaluated
    scope.steps -= work
    scope.effort.take(scope.function * work // 3)  # three of its nodes take as long as a function
    if not found.is_finite():
        raise UnevaluatedError(node)
    return found.real if _is_real_between(body, index.name, (first, last), scope) else found


PIECES = 8
"""In so many pieces a path is looked at to tell that an integrand is real on it."""


def _is_real_between(body: Node, name: str, bounds: tuple[Ball, Ball], scope: Scope) -> bool:
    """Tell whether an integrand is proved real on a path."""
    first, last = bounds
    if isinstance(first, acb) or isinstance(last, acb):
        return False
    half = arb((last - first) / (2 * PIECES))
    pieces = (first + half * (2 * at + 1) + arb(0, half.abs_upper()) for at in range(PIECES))
    try:
        values = [_evaluate(body, Scope({**scope.values, name: piece}, scope.steps, scope.effort)) for piece in pieces]
    except (ImpreciseError, UndefinedError, UnevaluatedError):
        return False
    return not any(isinstance(value, acb) for value in values)


def _piece(node: Piecewise, scope: Scope) -> Ball:
    """Evaluate the first piece whose condition holds."""
    for value, condition in node.pieces:
        if decided(condition, lambda comparison: _is_fact(comparison, scope)):
            return _evaluate(value, scope)
    raise UndefinedError("no piece whose condition holds")


def _is_fact(comparison: Node, scope: Scope) -> bool:
    """Decide a comparison of numbers by their balls; sides that overlap are told apart by no precision here."""
    if not isinstance(comparison, Relation):
        raise UnevaluatedError(comparison)
    values = [_evaluate(operand, scope) for operand in comparison.operands]
    return all(
        _compared(left, operator, right, comparison)
        for left, operator, right in zip(values, comparison.operators, values[1:], strict=False)
    )


def _compared(left: Ball, operator: str, right: Ball, node: Node) -> bool:
    apart = left - right
    if operator in ("=", "!=") and isinstance(apart, acb) and not apart.contains(0):
        return operator == "!="
    number = real(apart, node)
    if operator not in ORDERS or (number.contains(0) and not isinstance(apart, fmpq)):
        raise UnevaluatedError(node)
    return ORDERS[operator]((number > 0) - (number < 0))


def _call(node: Call, scope: Scope) -> Ball:
    if len(node.arguments) == 4 and node.name in OVER_A_RANGE:
        return OVER_A_RANGE[node.name](node, scope)
    values = [_evaluate(argument, scope) for argument in node.arguments]
    rule = RULES.get(node.name)
    if rule is None:
        raise UnevaluatedError(node)
    value = rule(node, values)
    is_complex = type(value) is acb
    is_root = node.name in ROOTS and not (is_complex and node.name in CUBES)
    scope.effort.take(scope.root if is_root else COMPLEX * scope.function if is_complex else scope.function)
    return value


COMPLEX = 3
"""A function that gives a complex number takes so many times as long."""

ROOTS = frozenset(("sqrt", "cbrt", "root", "abs", "min", "max", "floor", "ceil", "round", "sign", "re", "im", "conj"))
"""Functions that take no longer than a root."""

CUBES = frozenset(("cbrt", "root"))
"""Those of them that take as long as any function where they give a complex number."""

OVER_A_RANGE: Mapping[str, Callable[[Call, Scope], Ball]] = MappingProxyType(
    {"sum": _folded, "product": _folded, "integrate": _integrated}
)
"""What is added, multiplied or integrated up: a body, a name, and where that begins and ends."""


def _power(node: Power, scope: Scope) -> Ball:
    base, exponent = _evaluate(node.base, scope), _evaluate(node.exponent, scope)
    scope.effort.take(scope.root if isinstance(exponent, fmpq) else scope.function)
    return raised(base, exponent, node)


CONSTANTS: Mapping[str, Callable[[], Ball]] = MappingProxyType(
    {"pi": arb.pi, "tau": lambda: 2 * arb.pi(), "e": arb.const_e, "i": lambda: acb(0, 1)}
)
