"""A constant's rigorous enclosure: a ball that is proved to hold its value, at a precision of one's choice.

The arithmetic is Arb's (F. Johansson, "Arb: efficient arbitrary-precision midpoint-radius interval
arithmetic", IEEE Trans. Computers 66, 2017), by python-flint.  Rational numbers stay exact as long as
they stay rational; a ball is real as long as its number is proved real, and complex from then on.
"""

from __future__ import annotations

import math
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

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
    walk,
)
from graders.value.connectives import decided
from graders.value.integral import integrated
from graders.value.quadrature import Integrand, NoIntegrandError, integral

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Ball: TypeAlias = "fmpq | arb | acb"
"""An exact rational, or an enclosure of a real or complex number."""

Point: TypeAlias = "Mapping[str, Ball]"
"""Values of variables."""

LARGEST_EXPONENT = 100_000
"""A rational is raised exactly to powers that give numbers of at most so many bits."""


class ImpreciseError(ArithmeticError):
    """The ball of ``node`` holds a point at which the function above it jumps or ends: more precision may help."""

    def __init__(self, node: Node) -> None:
        """Keep the node whose value matters."""
        super().__init__(node)
        self.node = node


class UnevaluatedError(ArithmeticError):
    """A node that has no number: a vector where a number must stand, a free variable, a limit."""


def enclosure(node: Node, bits: int, point: Point = MappingProxyType({})) -> Ball:
    """Evaluate a tree without structures to a ball, computing with ``bits`` bits.

    Raises ``UndefinedError`` for an exact division by zero, ``ImpreciseError`` where the precision does not
    suffice to choose a branch, and ``UnevaluatedError`` for what is no number.
    """
    before = ctx.prec
    ctx.prec = bits
    try:
        return _evaluate(node, Scope(point, MOST_STEPS))
    finally:
        ctx.prec = before


class Scope:
    """The values of variables during one evaluation, and how many steps its sums and products may still take."""

    __slots__ = ("steps", "values")

    def __init__(self, values: Point, steps: int) -> None:
        """Begin with the free variables' values."""
        self.values = values
        self.steps = steps


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
            return value
        case Quotient():
            return divided(_evaluate(node.numerator, scope), _evaluate(node.denominator, scope), node.denominator)
        case Negative():
            return -_evaluate(node.argument, scope)
        case Sum():
            value = _evaluate(node.terms[0], scope)
            for term in node.terms[1:]:
                value = value + _evaluate(term, scope)
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


def divided(top: Ball, below: Ball, node: Node) -> Ball:
    """Divide; ``node`` is the divisor's."""
    if below == 0 and isinstance(below, fmpq):
        raise UndefinedError("division by zero")
    if not isinstance(below, fmpq) and below.contains(0):
        raise ImpreciseError(node)
    return top / below


def real(value: Ball, node: Node) -> arb:
    """Give a value as a real ball; a proper complex one has no order."""
    if isinstance(value, arb):
        return value
    if isinstance(value, fmpq):
        return arb(value)
    if value.imag.is_zero():
        return value.real
    if value.imag.contains(0):
        raise ImpreciseError(node)
    raise UndefinedError("an order among numbers that are not real")


def _folded(node: Call, scope: Scope) -> Ball:
    """Add or multiply up what an index runs through."""
    body, index, *bounds = node.arguments
    first, last = (_evaluate(bound, scope) for bound in bounds)
    if not isinstance(index, Variable) or not isinstance(first, fmpq) or not isinstance(last, fmpq):
        raise UnevaluatedError(node)
    if first.q != 1 or last.q != 1:
        raise UndefinedError("a sum whose bounds are no whole numbers")
    if last < first - 1:
        raise UndefinedError("a sum that ends before it begins")
    total: Ball = fmpq(0) if node.name == "sum" else fmpq(1)
    outside, weight = scope.values, sum(1 for _ in walk(body))
    for number in range(int(first.p), min(int(last.p), int(first.p) + MOST_STEPS) + 1):
        scope.steps -= weight
        if scope.steps < 0:
            raise UnevaluatedError(node)
        scope.values = {**outside, index.name: fmpq(number)}
        term = _evaluate(body, scope)
        total = total + term if node.name == "sum" else total * term
    scope.values = outside
    return total


MOST_STEPS = 8_000
"""Sums, products and integrals may evaluate so many nodes, all together."""

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
    scope.steps -= integrand.weight * integrand.evaluated
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
        values = [_evaluate(body, Scope({**scope.values, name: piece}, scope.steps)) for piece in pieces]
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


ORDERS: Mapping[str, Callable[[int], bool]] = MappingProxyType(
    {
        "=": lambda order: order == 0, "!=": lambda order: order != 0, "<": lambda order: order < 0,
        "<=": lambda order: order <= 0, ">": lambda order: order > 0, ">=": lambda order: order >= 0,
    }
)  # fmt: skip
"""What each comparison asks of the sign of the difference."""


def _call(node: Call, scope: Scope) -> Ball:
    if len(node.arguments) == 4 and node.name in OVER_A_RANGE:
        return OVER_A_RANGE[node.name](node, scope)
    values = [_evaluate(argument, scope) for argument in node.arguments]
    rule = RULES.get(node.name)
    if rule is None:
        raise UnevaluatedError(node)
    return rule(node, values)


OVER_A_RANGE: Mapping[str, Callable[[Call, Scope], Ball]] = MappingProxyType(
    {"sum": _folded, "product": _folded, "integrate": _integrated}
)
"""What is added, multiplied or integrated up: a body, a name, and where that begins and ends."""


def square_root(value: Ball, node: Node) -> Ball:
    """Take the principal square root; a ball around zero gives a ball around zero in both axes."""
    if isinstance(value, fmpq):
        exact = _exact_root(value, 2)
        if exact is not None:
            return exact
        value = arb(value)
    if isinstance(value, acb):
        if value.imag.is_zero():
            value = value.real
        elif value.contains(0) or not (value.imag.contains(0) and value.real < 0):
            return value.sqrt() if not value.contains(0) else _around_zero(value, 2)
        else:
            raise ImpreciseError(node)
    if value >= 0:
        return value.sqrt()
    if value < 0:
        return acb(0, (-value).sqrt())
    return _around_zero(acb(value), 2)


def _around_zero(value: acb, index: int) -> acb:
    """Enclose every root of the numbers of a ball around zero: a square as wide as the largest root."""
    size = arb(value.abs_upper()).root(index)
    return acb(arb(0, size), arb(0, size))


def _exact_root(value: fmpq, index: int) -> fmpq | None:
    """Give the rational root of a rational, where it has one that is principal."""
    if value < 0:
        return None
    top, below = _integer_root(int(value.p), index), _integer_root(int(value.q), index)
    return None if top is None or below is None else fmpq(top, below)


def _integer_root(number: int, index: int) -> int | None:
    if number < 2:
        return number
    root = round(number ** (1 / index)) if number < 2**52 else 1 << -(-number.bit_length() // index)
    if number >= 2**52:
        while (smaller := ((index - 1) * root + number // root ** (index - 1)) // index) < root:
            root = smaller
    return root if root**index == number else None


def nth_root(value: Ball, index: int, node: Node) -> Ball:
    """Take the principal root of any index from 1 on."""
    if index == 2:
        return square_root(value, node)
    if isinstance(value, fmpq):
        exact = _exact_root(value, index)
        if exact is not None:
            return exact
        value = arb(value)
    if isinstance(value, arb):
        if value >= 0:
            return value.root(index)
        value = acb(value)
    if value.contains(0):
        return _around_zero(value, index)
    if value.real < 0 and value.imag.contains(0) and not value.imag.is_zero():
        raise ImpreciseError(node)
    return value.root(index)


def real_cube_root(value: Ball, node: Node) -> Ball:
    """Take the cube root, real and negative for negative numbers."""
    if isinstance(value, acb) and not value.imag.is_zero():
        return nth_root(value, 3, node)
    number = real(value, node)
    if number < 0:
        return -nth_root(-value if isinstance(value, fmpq) else -number, 3, node)
    if number >= 0:
        return nth_root(value if isinstance(value, fmpq) else number, 3, node)
    size = arb(number.abs_upper()).root(3)
    return arb(0, size)


def _power(node: Power, scope: Scope) -> Ball:
    base, exponent = _evaluate(node.base, scope), _evaluate(node.exponent, scope)
    return raised(base, exponent, node)


def raised(base: Ball, exponent: Ball, node: Power) -> Ball:
    """Raise to a power: exactly for rationals and whole exponents, else by the principal logarithm."""
    if isinstance(exponent, fmpq):
        if exponent.q == 1:
            return _whole_power(base, int(exponent.p), node)
        if exponent.q <= LARGEST_ROOT:
            return _whole_power(nth_root(base, int(exponent.q), node.base), int(exponent.p), node)
    if base == 0 and isinstance(base, fmpq):
        if real(exponent, node.exponent) > 0:
            return fmpq(0)
        raise UndefinedError("zero to a power that is not positive")
    if not isinstance(base, fmpq) and base.contains(0):
        raise ImpreciseError(node.base)
    if isinstance(base, acb) or (isinstance(base, arb) and not base > 0) or (isinstance(base, fmpq) and base < 0):
        return _exponential(logarithm(base, node.base) * exponent)
    return _exponential((arb(base) if isinstance(base, fmpq) else base).log() * exponent)


def _exponential(value: Ball) -> Ball:
    return (arb(value) if isinstance(value, fmpq) else value).exp()


LARGEST_ROOT = 10_000
"""The largest index of a root taken of a power with a fraction for its exponent."""


def _whole_power(base: Ball, exponent: int, node: Power) -> Ball:
    if exponent < 0:
        return divided(fmpq(1), _whole_power(base, -exponent, node), node.base)
    if isinstance(base, fmpq):
        if base.height_bits() * exponent <= LARGEST_EXPONENT:
            return base**exponent
        if base in (0, 1):
            return base
        base = arb(base)
    if isinstance(base, arb) and base.contains(0):
        return (acb(base) ** exponent).real  # flint's real power goes by the logarithm there and gives nan
    return base**exponent


def logarithm(value: Ball, node: Node) -> Ball:
    """Take the principal logarithm."""
    if isinstance(value, fmpq):
        if value == 0:
            raise UndefinedError("the logarithm of zero")
        if value == 1:
            return fmpq(0)
        value = arb(value)
    if isinstance(value, arb):
        if value > 0:
            return value.log()
        if value < 0:
            return acb((-value).log(), arb.pi())
        raise ImpreciseError(node)
    if value.contains(0) or (value.real < 0 and value.imag.contains(0) and not value.imag.is_zero()):
        raise ImpreciseError(node)
    return value.log()


def _smooth(method: str) -> Callable[[Call, list[Ball]], Ball]:
    """Make the rule of a function that Arb has and that is smooth on all numbers."""

    def rule(node: Call, values: list[Ball]) -> Ball:
        value = values[0]
        del node
        return getattr(arb(value) if isinstance(value, fmpq) else value, method)()  # type: ignore[no-any-return]

    return rule


def _with_poles(method: str, below: str) -> Callable[[Call, list[Ball]], Ball]:
    """Make the rule of a function with poles at the zeros of another, ``below``."""

    def rule(node: Call, values: list[Ball]) -> Ball:
        value = arb(values[0]) if isinstance(values[0], fmpq) else values[0]
        if getattr(value, below)().contains(0):
            raise ImpreciseError(Call(POLES[below], node.arguments))
        return getattr(value, method)()  # type: ignore[no-any-return]

    return rule


POLES: Mapping[str, str] = MappingProxyType({"sin": "sin", "cos": "cos", "sinh": "sinh", "cosh": "cosh"})


def _inverse(method: str, least: int | None, most: int | None) -> Callable[[Call, list[Ball]], Ball]:
    """Make the rule of an inverse function that is real between two bounds and complex beyond."""

    def rule(node: Call, values: list[Ball]) -> Ball:
        value = arb(values[0]) if isinstance(values[0], fmpq) else values[0]
        if isinstance(value, acb):
            if not value.imag.is_zero():
                if value.imag.contains(0):
                    raise ImpreciseError(node.arguments[0])
                return getattr(value, method)()  # type: ignore[no-any-return]
            value = value.real
        if (least is None or value >= least) and (most is None or value <= most):
            return getattr(value, method)()  # type: ignore[no-any-return]
        if (least is not None and value < least) or (most is not None and value > most):
            return getattr(acb(value), method)()  # type: ignore[no-any-return]
        raise ImpreciseError(node.arguments[0])

    return rule


def _area_tangent(node: Call, values: list[Ball]) -> Ball:
    if isinstance(values[0], fmpq) and values[0] in (1, -1):
        raise UndefinedError("the inverse of tanh at 1 or -1")
    return _inverse("atanh", -1, 1)(node, values)


def _reciprocal(rule: Callable[[Call, list[Ball]], Ball]) -> Callable[[Call, list[Ball]], Ball]:
    """Make the rule of a function of the reciprocal: arccot, arcsec and their kin."""

    def inverted(node: Call, values: list[Ball]) -> Ball:
        return rule(node, [divided(fmpq(1), values[0], node.arguments[0])])

    return inverted


def _sqrt(node: Call, values: list[Ball]) -> Ball:
    return square_root(values[0], node.arguments[0])


def _root(node: Call, values: list[Ball]) -> Ball:
    index = values[1]
    if not isinstance(index, fmpq) or index.q != 1 or not 0 < index <= LARGEST_ROOT:
        raise UndefinedError("a root whose index is no whole number")
    number = real(values[0], node.arguments[0]) if not isinstance(values[0], acb) else None
    if int(index.p) % 2 and number is not None and number < 0:
        return -nth_root(-values[0], int(index.p), node.arguments[0])
    return nth_root(values[0], int(index.p), node.arguments[0])


def _log(node: Call, values: list[Ball]) -> Ball:
    if len(values) == 1:
        return logarithm(values[0], node.arguments[0])
    top, below = logarithm(values[0], node.arguments[0]), logarithm(values[1], node.arguments[1])
    return divided(top, below, Call("ln", (node.arguments[1],)))


def _abs(node: Call, values: list[Ball]) -> Ball:
    del node
    value = values[0]
    return value if isinstance(value, fmpq) and value >= 0 else -value if isinstance(value, fmpq) else abs(value)


def _sign(node: Call, values: list[Ball]) -> Ball:
    value = real(values[0], node.arguments[0])
    if value > 0 or value < 0 or value.is_zero():
        return fmpq(1 if value > 0 else -1 if value < 0 else 0)
    raise ImpreciseError(node.arguments[0])


def _rounded(direction: str) -> Callable[[Call, list[Ball]], Ball]:
    def rule(node: Call, values: list[Ball]) -> Ball:
        value = values[0]
        if isinstance(value, fmpq):
            return value.floor() + fmpq(0) if direction == "floor" else value.ceil() + fmpq(0)
        number = getattr(real(value, node.arguments[0]), direction)().unique_fmpz()
        if number is None:
            raise ImpreciseError(node.arguments[0])
        return fmpq(number)

    return rule


def _round(node: Call, values: list[Ball]) -> Ball:
    """Round half away from zero, as school does."""
    shift = fmpq(10) ** int(values[1].p) if len(values) > 1 and isinstance(values[1], fmpq) else fmpq(1)
    scaled = values[0] * shift
    number = real(scaled, node.arguments[0])
    half = fmpq(1, 2) if not number < 0 else fmpq(-1, 2)
    direction = "floor" if half > 0 else "ceil"
    return _rounded(direction)(node, [scaled + half]) / shift


def _extreme(sign: int) -> Callable[[Call, list[Ball]], Ball]:
    def rule(node: Call, values: list[Ball]) -> Ball:
        rationals = [value for value in values if isinstance(value, fmpq)]
        if len(rationals) == len(values):
            return sorted(rationals)[-1 if sign > 0 else 0]
        numbers = [real(value, argument) for value, argument in zip(values, node.arguments, strict=True)]
        best = numbers[0]
        for number in numbers[1:]:
            best = best.max(number) if sign > 0 else best.min(number)
        return best

    return rule


def _median(node: Call, values: list[Ball]) -> Ball:
    """Enclose the number in the middle: it lies between that of the lower ends and that of the upper ends."""
    exact = [value for value in values if isinstance(value, fmpq)]
    if len(exact) == len(values):
        ranked = sorted(exact)
        return (ranked[(len(ranked) - 1) // 2] + ranked[len(ranked) // 2]) / 2
    numbers = [real(value, argument) for value, argument in zip(values, node.arguments, strict=True)]
    lower, upper = (_middle([end(number) for number in numbers]) for end in (arb.lower, arb.upper))
    return lower.union(upper)


def _middle(points: list[arb]) -> arb:
    points.sort()
    return (points[(len(points) - 1) // 2] + points[len(points) // 2]) / 2


def _place(sign: int) -> Callable[[Call, list[Ball]], Ball]:
    """Make the rule of the place of the first largest number; the first smallest with a negative sign."""

    def rule(node: Call, values: list[Ball]) -> Ball:
        numbers = [real(value, argument) * sign for value, argument in zip(values, node.arguments, strict=True)]
        exact = all(isinstance(value, fmpq) for value in values)
        for at, number in enumerate(numbers):
            before = all(number > other for other in numbers[:at])
            if before and all(number > other or (exact and number >= other) for other in numbers[at + 1 :]):
                return fmpq(at + 1)
        raise UnevaluatedError(node)

    return rule


def _factorial(node: Call, values: list[Ball]) -> Ball:
    number = values[0]
    if isinstance(number, fmpq) and number.q == 1 and number < 0:
        raise UndefinedError("the factorial of a negative whole number")
    if isinstance(number, fmpq) and number.q == 1 and number <= EXACT_FACTORIAL:
        product = 1
        for factor in range(2, int(number.p) + 1):
            product *= factor
        return fmpq(product)
    return _gamma_at(number + 1, node)


def _gamma(node: Call, values: list[Ball]) -> Ball:
    return _gamma_at(values[0], node)


def _gamma_at(value: Ball, node: Call) -> Ball:
    """Take the gamma function, which has poles at 0, -1, -2 and so on."""
    if isinstance(value, fmpq):
        if value.q == 1 and value <= 0:
            raise UndefinedError("the gamma function at 0 or a negative whole number")
        value = arb(value)
    elif value.imag.contains(0) and not value.real > 0 and value.real.contains_integer():
        raise ImpreciseError(node.arguments[0])
    return value.gamma()


EXACT_FACTORIAL = 2_000
"""Factorials are exact up to here."""


def _double_factorial(node: Call, values: list[Ball]) -> Ball:
    number = values[0]
    if not isinstance(number, fmpq) or number.q != 1 or not -1 <= number <= EXACT_FACTORIAL:
        raise UnevaluatedError(node)
    product = 1
    for factor in range(int(number.p), 1, -2):
        product *= factor
    return fmpq(product)


def _binomial(node: Call, values: list[Ball]) -> Ball:
    top, below = values
    if isinstance(top, fmpq) and top.q == 1 and top < 0 and isinstance(below, fmpq) and below < 0:
        raise UndefinedError("a binomial coefficient of negative whole numbers")
    if not isinstance(below, fmpq) or below.q != 1 or below > EXACT_FACTORIAL:
        return _gamma_binomial(node, top, below)
    value: Ball = fmpq(1) if below >= 0 else fmpq(0)
    for step in range(int(below.p)):
        value = value * (top - step) / fmpq(step + 1)
    return value


def _gamma_binomial(node: Call, top: Ball, below: Ball) -> Ball:
    """Extend to all numbers by the gamma function."""
    rest = top - below
    parts = [
        _factorial(Call("factorial", (argument,)), [value])
        for argument, value in zip(
            (*node.arguments, Sum((node.arguments[0], Negative(node.arguments[1])))), (top, below, rest), strict=True
        )
    ]
    return divided(parts[0], parts[1] * parts[2], node)


def _rationals(node: Call, values: list[Ball]) -> list[fmpq]:
    found = [value for value in values if isinstance(value, fmpq)]
    if len(found) < len(values):
        raise UnevaluatedError(node)
    return found


def _gcd(node: Call, values: list[Ball]) -> Ball:
    """Give the largest rational of which all are whole multiples."""
    rationals = _rationals(node, values)
    below = math.lcm(*(int(value.q) for value in rationals))
    return fmpq(math.gcd(*(int((value * below).p) for value in rationals)), below)


def _lcm(node: Call, values: list[Ball]) -> Ball:
    """Give the smallest positive rational that is a whole multiple of all."""
    rationals = _rationals(node, values)
    below = math.lcm(*(int(value.q) for value in rationals))
    return fmpq(math.lcm(*(int((value * below).p) for value in rationals)), below)


def _mod(node: Call, values: list[Ball]) -> Ball:
    """Take the remainder with the divisor's sign."""
    quotient = divided(values[0], values[1], node.arguments[1])
    whole = _rounded("floor")(Call("floor", (Quotient(node.arguments[0], node.arguments[1]),)), [quotient])
    return values[0] - values[1] * whole


def _percent(node: Call, values: list[Ball]) -> Ball:
    del node
    return values[0] / fmpq(100)


def _degree(node: Call, values: list[Ball]) -> Ball:
    del node
    return values[0] * arb.pi() / 180


def _real_part(node: Call, values: list[Ball]) -> Ball:
    del node
    return values[0].real if isinstance(values[0], acb) else values[0]


def _imaginary_part(node: Call, values: list[Ball]) -> Ball:
    del node
    return values[0].imag if isinstance(values[0], acb) else fmpq(0)


def _conjugate(node: Call, values: list[Ball]) -> Ball:
    del node
    return acb(values[0].real, -values[0].imag) if isinstance(values[0], acb) else values[0]


def _argument(node: Call, values: list[Ball]) -> Ball:
    value = values[0]
    if isinstance(value, fmpq) and value > 0:
        return fmpq(0)
    logged = logarithm(value, node.arguments[0])
    return logged.imag if isinstance(logged, acb) else fmpq(0)


def _atan2(node: Call, values: list[Ball]) -> Ball:
    y, x = (real(value, argument) for value, argument in zip(values, node.arguments, strict=True))
    if y.is_zero() and x.is_zero():
        raise UndefinedError("the angle of the point (0, 0)")
    if y.contains(0) and not y.is_zero() and not x > 0:
        raise ImpreciseError(node.arguments[0])
    return arb.atan2(y, x)


def _sinc(node: Call, values: list[Ball]) -> Ball:
    del node
    value = values[0]
    return (
        fmpq(1) if isinstance(value, fmpq) and value == 0 else (arb(value) if isinstance(value, fmpq) else value).sinc()
    )


def _sigmoid(node: Call, values: list[Ball]) -> Ball:
    power = _exponential(-values[0])
    return divided(fmpq(1), 1 + power, Sum((Integer(1), Call("exp", (Negative(node.arguments[0]),)))))


def _relu(node: Call, values: list[Ball]) -> Ball:
    return _extreme(1)(Call("max", (*node.arguments, Integer(0))), [values[0], fmpq(0)])


def _decimal_logarithm(node: Call, values: list[Ball]) -> Ball:
    return logarithm(values[0], node.arguments[0]) / arb(10).log()


RULES: Mapping[str, Callable[[Call, list[Ball]], Ball]] = MappingProxyType(
    {
        "sqrt": _sqrt, "root": _root, "log": _log, "lg": _decimal_logarithm, "abs": _abs, "sign": _sign,
        "cbrt": lambda node, values: real_cube_root(values[0], node.arguments[0]),
        "ln": lambda node, values: logarithm(values[0], node.arguments[0]),
        "exp": _smooth("exp"), "sin": _smooth("sin"), "cos": _smooth("cos"), "sinh": _smooth("sinh"),
        "cosh": _smooth("cosh"), "sinc": _sinc,
        "tan": _with_poles("tan", "cos"), "cot": _with_poles("cot", "sin"), "sec": _with_poles("sec", "cos"),
        "csc": _with_poles("csc", "sin"), "tanh": _with_poles("tanh", "cosh"), "coth": _with_poles("coth", "sinh"),
        "sech": _with_poles("sech", "cosh"), "csch": _with_poles("csch", "sinh"),
        "arcsin": _inverse("asin", -1, 1), "arccos": _inverse("acos", -1, 1), "arctan": _inverse("atan", None, None),
        "arsinh": _inverse("asinh", None, None), "arcosh": _inverse("acosh", 1, None),
        "artanh": _area_tangent, "arccot": _reciprocal(_inverse("atan", None, None)),
        "arcsec": _reciprocal(_inverse("acos", -1, 1)), "arccsc": _reciprocal(_inverse("asin", -1, 1)),
        "arcoth": _reciprocal(_area_tangent), "arsech": _reciprocal(_inverse("acosh", 1, None)),
        "arcsch": _reciprocal(_inverse("asinh", None, None)), "atan2": _atan2,
        "gamma_function": _gamma, "floor": _rounded("floor"), "ceil": _rounded("ceil"), "round": _round,
        "min": _extreme(-1), "max": _extreme(1), "factorial": _factorial, "double_factorial": _double_factorial,
        "binomial": _binomial, "gcd": _gcd, "lcm": _lcm, "mod": _mod, "percent": _percent, "degree": _degree,
        "median": _median, "argmax": _place(1), "argmin": _place(-1), "sigmoid": _sigmoid, "relu": _relu,
        "re": _real_part, "im": _imaginary_part, "conj": _conjugate, "arg": _argument,
    }
)  # fmt: skip
"""How each function of numbers is evaluated, by name; a test finds those that are missing."""

CONSTANTS: Mapping[str, Callable[[], Ball]] = MappingProxyType(
    {"pi": arb.pi, "tau": lambda: 2 * arb.pi(), "e": arb.const_e, "i": lambda: acb(0, 1)}
)


def exactly(value: Fraction | int) -> fmpq:
    """Give a rational as flint's."""
    return fmpq(value.numerator, value.denominator)


def fraction(value: fmpq) -> Fraction:
    """Give flint's rational as Python's."""
    return Fraction(int(value.p), int(value.q))
