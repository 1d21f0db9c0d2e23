"""Antiderivative: any function whose derivative is that of the key, with a constant of integration as asked."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING

from flint import fmpq

from graders.checks.calculus import VARIABLE, differentiated, only_variable
from graders.checks.check import Accepted, Check
from graders.checks.decided import advised
from graders.checks.family import absolute_missing, constants_of, covers_every_constant
from graders.equivalence import Different, Equal, Undecided, decide
from graders.equivalence.decision import Point
from graders.equivalence.kinds import kind_of
from graders.equivalence.points import points
from graders.errors import UndefinedError
from graders.syntax.tree import Call, Integer, Negative, Quotient, Sum, variables
from graders.value.ball import ImpreciseError, UnevaluatedError, exactly
from graders.value.enclosure import enclosure
from graders.verdict import correct, incorrect, message, needs_review, partly_correct

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graders.checks.check import Asked
    from graders.syntax.tree import Node
    from graders.verdict import Message, Verdict


def _antiderivative(key: Node, response: Node, asked: Asked) -> Verdict:
    """Accept a response whose derivative is that of the key, which is one antiderivative, with or without + c.

    Both are differentiated by rule and the derivatives decided as by ``equivalent``: that is the proof.  What
    ``constant`` asks besides: ``any`` leaves the constant open; ``required`` wants the whole family, one
    constant that takes every value, and logarithms of absolute values wherever the key has a value on both
    sides of a pole; ``absent`` wants no constant.  A right derivative with a fault in these earns the credit
    of a form.  It gives up where there is no rule for a derivative, and where ``equivalent`` would.
    """
    variable = asked.words("variable") or only_variable(key)
    if variable is None:
        return _review(response, "the variable of integration is not known")
    if not _is_function(response) and _is_function(key):
        decision = decide(key, response)
        return incorrect(response, decision) if isinstance(decision, Different) else _review(response, "its kind")
    integrand, slope = differentiated(key, variable), differentiated(response, variable)
    if integrand is None or isinstance(decide(key, key), Undecided):
        return _review(response, "the answer cannot be differentiated")
    if slope is None:
        decision = decide(key, response)
        wrong = isinstance(decision, Different) and not _may_be_apart_by_a_constant(key, response, variable)
        return incorrect(response, decision) if wrong else _review(response, "this cannot be differentiated")
    if not isinstance(decide(response, response), Equal):
        return incorrect(response, Different("no value"), message("undefined", why="a division by zero"))
    decision = decide(integrand, slope, domain=asked.domain)
    match decision:
        case Equal():
            constants = constants_of(integrand, response, variable)
            fault = _constant_fault(asked.words("constant"), constants, key, response, variable)
            return _credited(response, asked, decision, fault)
        case Different():
            look = partial(_mistakes, integrand, slope, response, variable, decision)
            return incorrect(response, Different(decision.by), *advised(decision, asked, look))
        case Undecided(reason=reason):
            return _review(response, reason)


ANTIDERIVATIVE = Check(
    _antiderivative,
    (
        VARIABLE,
        Accepted(
            "constant",
            "words",
            "what is asked of the constant of integration",
            choices=("required", "any", "absent"),
        ),
    ),
)


def _review(response: Node, reason: str) -> Verdict:
    return needs_review(response, Undecided(reason), message("undecided", reason=reason))


def _credited(response: Node, asked: Asked, decision: Equal, fault: Message | None) -> Verdict:
    """Give full credit for a right derivative, and that of a form where the constant is not as asked."""
    said = message("accepted.derivative")
    if fault is None:
        return correct(response, decision, said)
    return partly_correct(response, asked.form_credit, decision, said, fault)


def _constant_fault(
    wanted: str | None, constants: tuple[str, ...], key: Node, response: Node, variable: str
) -> Message | None:
    """Say what is wrong with the constant of integration, as far as one is asked."""
    match wanted:
        case "required":
            return _family_fault(key, response, variable, constants)
        case "absent" if constants:
            return message("antiderivative.superfluous", constant=constants[0])
        case _:
            return None


def _family_fault(key: Node, response: Node, variable: str, constants: tuple[str, ...]) -> Message | None:
    """Say why a response is not the whole family of antiderivatives."""
    if not constants:
        return message("antiderivative.missing")
    if len(constants) > 1:
        return message("antiderivative.several", constants=", ".join(constants))
    if not covers_every_constant(response, variable, constants[0]):
        return message("antiderivative.constant", constant=constants[0])
    logarithm = absolute_missing(key, response, variable)
    if logarithm is None:
        return None
    repair = Call(logarithm.name, (Call("abs", logarithm.arguments[:1]), *logarithm.arguments[1:]))
    return message("antiderivative.absolute", part=logarithm, repair=repair)


def _mistakes(integrand: Node, slope: Node, response: Node, variable: str, decision: Different) -> Iterator[Message]:
    """Explain a wrong response by what was done to the integrand instead, or by a point where its slope is wrong."""
    twice = differentiated(integrand, variable)
    if isinstance(decide(integrand, response), Equal):
        yield message("antiderivative.integrand")
    elif twice is not None and isinstance(decide(twice, response), Equal):
        yield message("antiderivative.differentiated")
    elif _is_constant(Quotient(slope, integrand), variable):
        yield message("antiderivative.factor")
    elif isinstance(decision.witness, Point):
        at = ", ".join(f"{name} = {value}" for name, value in decision.witness.at)
        yield message("antiderivative.point", at=at, key=decision.witness.key, response=decision.witness.response)
    else:
        yield message("antiderivative.wrong")


def _is_constant(node: Node, variable: str) -> bool:
    """Tell whether an expression does not change with a variable, and is not zero."""
    if _is_seen_to_change(node, variable):
        return False
    slope = differentiated(node, variable)
    if slope is None or not isinstance(decide(Integer(0), slope), Equal):
        return False
    return isinstance(decide(Integer(0), node), Different)


def _may_be_apart_by_a_constant(left: Node, right: Node, variable: str) -> bool:
    """Tell whether nothing is seen of a difference that changes with a variable; structures are as they differ."""
    if not _is_function(left) or not _is_function(right):
        return False
    return not _is_seen_to_change(Sum((left, Negative(right))), variable)


def _is_function(node: Node) -> bool:
    return kind_of(node) in ("number", "expression")


def _is_seen_to_change(node: Node, variable: str) -> bool:
    """Tell whether an expression has two values at points that differ in nothing but a variable."""
    first = next(points(sorted(variables(node) | {variable}), b"two places"))
    places = first, first | {variable: first[variable] + Fraction(1, 2)}
    try:
        left, right = (
            enclosure(node, BITS, {name: exactly(value) for name, value in place.items()}) for place in places
        )
    except (UndefinedError, ImpreciseError, UnevaluatedError):
        return False
    apart = left - right
    return apart != 0 if isinstance(apart, fmpq) else not apart.contains(0)


BITS = 64
