"""The family of all antiderivatives: its constant of integration, and the poles that split its domain."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from flint import acb, fmpq

from graders.checks.calculus import differentiated
from graders.equivalence import Different, Equal, decide
from graders.equivalence.points import points
from graders.errors import UndefinedError
from graders.syntax.tree import Call, Integer, Product, Sum, Variable, variables, walk
from graders.value.ball import ImpreciseError, UnevaluatedError, exactly
from graders.value.enclosure import enclosure
from graders.value.exact import substituted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graders.syntax.tree import Node

LOGARITHMS = frozenset(("ln", "log", "lg"))

TRIES = 40
"""Points at which the two sides' domains are compared."""


def constants_of(integrand: Node, response: Node, variable: str) -> tuple[str, ...]:
    """Give the names in a response that the integrand does not depend on."""
    names = variables(response) - {variable}
    return tuple(sorted(name for name in names if not _depends(integrand, name)))


def _depends(node: Node, name: str) -> bool:
    """Tell whether an expression depends on a variable, not only mentions it: k cancels in k/(k x)."""
    if name not in variables(node):
        return False
    shifted = substituted(node, {name: Sum((Variable(name), Integer(1)))})
    return not isinstance(decide(node, shifted), Equal)


def covers_every_constant(response: Node, variable: str, constant: str) -> bool:
    """Tell whether ``response`` runs through all constants as ``constant`` does.

    It does where its derivative with respect to the constant is one for all x and all constants: F + m c.
    In F + m ln(c) that derivative times c is.  Of F + c^2 neither is, for good reason: it only adds.
    """
    slope = differentiated(response, constant)
    if slope is None:
        return False
    rates = (slope, Product((Variable(constant), slope)))
    return any(_fixed(rate, variable, constant) and not _jumps(rate, constant) for rate in rates)


def _fixed(rate: Node, *names: str) -> bool:
    """Tell whether an expression is not zero and does not change with any of some variables."""
    changes = [differentiated(rate, name) for name in names]
    still = all(change is not None and isinstance(decide(Integer(0), change), Equal) for change in changes)
    return still and isinstance(decide(Integer(0), rate), Different)


def _jumps(rate: Node, constant: str) -> bool:
    """Tell whether a rate of change is seen to be another for another constant, as that of ``abs(c)``, or not real."""
    point = next(points(sorted(variables(rate) | {constant}), b"constants"))
    signs = {
        _sign(rate, {name: exactly(value) for name, value in point.items()} | {constant: place}) for place in CONSTANTS
    }
    return None in signs or len(signs) > 1


CONSTANTS = (fmpq(-97, 7), fmpq(-2, 9), fmpq(3, 11), fmpq(89, 6))
"""Constants of integration that are tried."""


def absolute_missing(key: Node, response: Node, variable: str) -> Call | None:
    """Find a logarithm in a response that has no real value somewhere the key has one: ln(x) for ln(abs(x)).

    Constants of integration are taken to be positive.
    """
    ours = _logarithms(key, variable)
    theirs = [one for one in _logarithms(response, variable) if not _is_size(one.arguments[0])]
    names = sorted(variables(key) | variables(response))
    for point in islice(points(names, b"the sides of a pole") if theirs else (), TRIES):
        place = {name: exactly(value if name == variable else abs(value)) for name, value in point.items()}
        if _sign(key, place) is None or any(_sign(logarithm.arguments[0], place) != 1 for logarithm in ours):
            continue
        for logarithm in theirs:
            if _sign(logarithm.arguments[0], place) == -1:
                return logarithm
    return None


def _is_size(node: Node) -> bool:
    """Tell whether it can be seen that a real expression is never negative."""
    return isinstance(node, Call) and node.name == "abs"


def _logarithms(node: Node, variable: str) -> list[Call]:
    calls = [part for part in walk(node) if isinstance(part, Call) and part.name in LOGARITHMS]
    return [call for call in calls if variable in variables(call.arguments[0])]


def _sign(node: Node, place: Mapping[str, fmpq]) -> int | None:
    """Give the sign of a real value at a point, 0 where it is not sure; ``None`` where there is no real value."""
    try:
        ball = enclosure(node, 64, place)
    except (UndefinedError, ImpreciseError, UnevaluatedError):
        return None
    if isinstance(ball, acb):
        if not ball.imag.is_zero():
            return None
        ball = ball.real
    return 1 if ball > 0 else -1 if ball < 0 else 0
