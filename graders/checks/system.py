"""System: equations with the same solutions."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from graders.checks.check import Check
from graders.checks.decided import decided
from graders.equivalence import Different, Equal, Undecided
from graders.equivalence.decision import Shape
from graders.equivalence.kinds import kind_of
from graders.errors import UndefinedError
from graders.syntax.tree import And, Listing, Negative, Relation, SetOf, Sum, Variable
from graders.value.ideals import vanishes_where
from graders.value.polynomial import TooLargeError, ring_of
from graders.verdict import message

if TYPE_CHECKING:
    from flint import fmpq_mpoly

    from graders.checks.check import Asked
    from graders.equivalence import Decision
    from graders.syntax.tree import Node
    from graders.value.polynomial import Ring
    from graders.verdict import Message, Verdict


def _system(key: Node, response: Node, _: Asked) -> Verdict:
    """Accept polynomial equations that hold for just the same values of the variables as those of the key.

    Every equation of either side is proved to hold wherever those of the other side do, over the complex
    numbers, by Gröbner bases (``value/ideals.py``).  Order, number and multiplicity do not count: x = 1 has
    the solutions of (x - 1)^2 = 0.  It gives up on equations that are not polynomial, and on systems that
    are too large.
    """
    left, right = equations(key), equations(response)
    if left is None:
        return decided(Undecided("the answer is no system of equations"), response)
    if right is None:
        return decided(Different("the kind of answer", Shape("system", kind_of(response))), response)
    try:
        decision, advice = _compared(left, right)
    except TooLargeError:
        decision, advice = Undecided("a system that is too large"), ()
    except UndefinedError as error:
        decision, advice = Undecided(error.why), ()
    return decided(decision, response, *advice)


SYSTEM = Check(_system, labels=False)


def equations(node: Node) -> tuple[Relation, ...] | None:
    """Give the equations of a list, of a set, or joined by ``and``; a chain a = b = c is two."""
    match node:
        case Listing(items=parts) | SetOf(items=parts) | And(arguments=parts):
            found = [equations(part) for part in parts]
            return None if None in found else tuple(each for part in found for each in part or ())
        case Relation(operators=operators, operands=operands) if set(operators) == {"="}:
            return tuple(Relation(("=",), pair, node.span) for pair in pairwise(operands))
        case _:
            return None


def _compared(key: tuple[Relation, ...], response: tuple[Relation, ...]) -> tuple[Decision, tuple[Message, ...]]:
    """Decide two systems, and say what is wrong with the second."""
    ring = ring_of(*(side for equation in (*key, *response) for side in equation.operands))
    left, right = _polynomials(ring, key), _polynomials(ring, response)
    wrong = [at for at, each in enumerate(right) if not vanishes_where(left, each)]
    wider = not all(vanishes_where(right, each) for each in left)
    if not wrong and not wider:
        return Equal("Gröbner bases"), ()
    if not all(isinstance(symbol, Variable) for symbol in ring.symbols):
        return Undecided("equations that are not polynomial"), ()
    advice = [message("system.wrong", part=response[at]) for at in wrong[:1]]
    return Different("Gröbner bases"), (*advice, *((message("system.wider"),) if wider and not wrong else ()))


def _polynomials(ring: Ring, system: tuple[Relation, ...]) -> list[fmpq_mpoly]:
    """Write every equation as a polynomial that is zero."""
    found = []
    for equation in system:
        left, right = equation.operands
        difference = ring.fraction(Sum((left, Negative(right))))
        if not difference.below.is_constant():
            raise UndefinedError("a variable below the line")
        found.append(difference.top)
    return found
