"""Definite integrals as balls that are proved to hold them.

The integration is Arb's (F. Johansson, "Numerical integration in arbitrary-precision ball arithmetic",
Mathematical Software – ICMS 2018, LNCS 10931): it bisects the path and takes Gauss and Legendre's rule with a
rigorous bound of the error wherever the integrand is analytic around the piece.  For that every function says
by a non-finite ball that it is not analytic on a ball, so what is missing from the tables here has no integral.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from flint import acb, arb

from graders.syntax.tree import Call, Constant, Integer, Negative, Node, Power, Product, Quotient, Sum, Variable, walk

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

NOWHERE = acb(arb.nan())
"""The value of a function where it is not analytic."""

DEPTH = 128
"""So many halves a piece may be cut into."""


class NoIntegrandError(ArithmeticError):
    """A node for which it is not known where it is analytic."""


class Integrand:
    """A function of one variable on complex balls; what does not depend on the variable is evaluated once."""

    __slots__ = ("_constants", "_evaluate", "_name", "body", "evaluated", "weight")

    def __init__(self, body: Node, name: str, evaluate: Callable[[Node], acb]) -> None:
        """Begin with the body, the variable's name, and what evaluates constants; refuse what has no rule."""
        self.body = body
        self.evaluated = 0
        self._name = name
        self._evaluate = evaluate
        self._constants: dict[int, acb] = {}
        self.weight = sum(self._varies(node) for node in walk(body))

    def __call__(self, place: acb, analytic: bool) -> acb:  # noqa: FBT001 - the signature is Arb's
        """Enclose the values on a ball; not finite where they are asked to be analytic and are not."""
        self.evaluated += 1
        return self._value(self.body, place, analytic)

    def _varies(self, node: Node) -> bool:
        """Evaluate what is constant; of the rest, tell that there is a rule for it."""
        if not any(isinstance(each, Variable) and each.name == self._name for each in walk(node)):
            self._constants[id(node)] = self._evaluate(node)
            return False
        if isinstance(node, PLAIN) or (isinstance(node, Call) and node.name in RULES):
            return True
        raise NoIntegrandError(node)

    def _value(self, node: Node, place: acb, analytic: bool) -> acb:  # noqa: FBT001
        if id(node) in self._constants:
            return self._constants[id(node)]
        match node:
            case Sum():
                return sum((self._value(term, place, analytic) for term in node.terms), acb(0))
            case Product():
                value = acb(1)
                for factor in node.factors:
                    value = value * self._value(factor, place, analytic)
                return value
            case Quotient():
                return self._value(node.numerator, place, analytic) / self._value(node.denominator, place, analytic)
            case Negative():
                return -self._value(node.argument, place, analytic)
            case Power(base=base, exponent=Integer(value=exponent)):
                return self._value(base, place, analytic) ** exponent
            case Power(base=Constant(name="e"), exponent=exponent):
                return self._value(exponent, place, analytic).exp()
            case Power(base=base, exponent=exponent):
                return self._value(base, place, analytic).pow(self._value(exponent, place, analytic), analytic)
            case Call(name=name, arguments=arguments):
                return RULES[name]([self._value(argument, place, analytic) for argument in arguments], analytic)
            case _:
                return place


PLAIN = (Sum, Product, Quotient, Negative, Power, Variable)


def integral(integrand: Integrand, first: acb, last: acb, bits: int, most: int) -> acb:
    """Integrate along the straight path, evaluating the integrand at most so many times; the ball may be wide."""
    found: acb = acb.integral(
        integrand, first, last, rel_tol=arb(2) ** -bits, abs_tol=arb(2) ** -bits, eval_limit=most, depth_limit=DEPTH
    )
    return found


def _entire(method: str) -> Callable[[list[acb], bool], acb]:
    """Make the rule of a function that is analytic everywhere, but for poles, where Arb's balls are not finite."""

    def rule(values: list[acb], analytic: bool) -> acb:  # noqa: FBT001
        del analytic
        return getattr(values[0], method)()  # type: ignore[no-any-return]

    return rule


def _flagged(method: str) -> Callable[[list[acb], bool], acb]:
    """Make the rule of a function whose branch cuts Arb looks after."""

    def rule(values: list[acb], analytic: bool) -> acb:  # noqa: FBT001
        return getattr(values[0], method)(analytic=analytic)  # type: ignore[no-any-return]

    return rule


def _extreme(method: str) -> Callable[[list[acb], bool], acb]:
    """Make the rule of the largest or the smallest of some values."""

    def rule(values: list[acb], analytic: bool) -> acb:  # noqa: FBT001
        best = values[0]
        for value in values[1:]:
            best = getattr(best, method)(value, analytic=analytic)
        return best

    return rule


def _cut(method: str, crosses: Callable[[acb], bool]) -> Callable[[list[acb], bool], acb]:
    """Make the rule of a function with branch cuts; ``crosses`` tells whether a ball may touch them."""

    def rule(values: list[acb], analytic: bool) -> acb:  # noqa: FBT001
        return NOWHERE if analytic and crosses(values[0]) else getattr(values[0], method)()

    return rule


def _beyond_one(value: acb) -> bool:
    return bool(value.imag.contains(0) and not abs(value.real) < 1)


def _above_or_below_i(value: acb) -> bool:
    return bool(value.real.contains(0) and not abs(value.imag) < 1)


def _log(values: list[acb], analytic: bool) -> acb:  # noqa: FBT001
    logarithms = [value.log(analytic=analytic) for value in values]
    return logarithms[0] / logarithms[1] if len(logarithms) > 1 else logarithms[0]


def _cube_root(values: list[acb], analytic: bool) -> acb:  # noqa: FBT001
    """Take the root that is real and negative for negative numbers, on either side of zero."""
    value = values[0]
    if value.real > 0:
        return value.root(3)
    if value.real < 0:
        return -(-value).root(3)
    size = arb(value.abs_upper()).root(3)
    return NOWHERE if analytic else acb(arb(0, size), arb(0, size))


RULES: Mapping[str, Callable[[list[acb], bool], acb]] = MappingProxyType(
    {
        **{name: _entire(name) for name in ("exp", "sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh")},
        "sqrt": _flagged("sqrt"), "abs": _flagged("real_abs"), "sign": _flagged("real_sgn"),
        "max": _extreme("real_max"), "min": _extreme("real_min"), "floor": _flagged("real_floor"),
        "ceil": _flagged("real_ceil"), "ln": _log, "log": _log, "cbrt": _cube_root,
        "arcsin": _cut("asin", _beyond_one), "arccos": _cut("acos", _beyond_one), "artanh": _cut("atanh", _beyond_one),
        "arctan": _cut("atan", _above_or_below_i), "arsinh": _cut("asinh", _above_or_below_i),
    }
)  # fmt: skip
"""Functions by name: an enclosure of their values on balls, not finite where they are to be analytic and are not."""
