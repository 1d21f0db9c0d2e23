"""Numeric: within a tolerance of the key, number by number."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from graders.checks.check import Accepted, Check
from graders.checks.reals import standing
from graders.equivalence import Different, Equal, Undecided, decide
from graders.equivalence.budget import STANDARD
from graders.equivalence.decision import Members
from graders.equivalence.kinds import kind_of
from graders.equivalence.sets import decide_sets, members
from graders.equivalence.structures import decide_structures
from graders.errors import OversizeError, UndefinedError
from graders.phrases import phrase
from graders.syntax.tree import Call, Negative, Product, Sum
from graders.value.ball import ImpreciseError, UnevaluatedError
from graders.value.components import componentwise
from graders.value.effort import SpentError
from graders.value.surd import rational_tree
from graders.value.zero import sign
from graders.verdict import correct, incorrect, message, needs_review

if TYPE_CHECKING:
    from collections.abc import Callable

    from graders.checks.check import Asked
    from graders.equivalence import Decision
    from graders.syntax.tree import Node
    from graders.verdict import Verdict

    Decide = Callable[[Node, Node], Decision]

BY = "the distance beside the tolerance"


def _numeric(key: Node, response: Node, asked: Asked) -> Verdict:
    """Accept numbers r with abs(r - k) <= atol or abs(r - k) <= rtol abs(k), for every number k of the key.

    Decided, not estimated: the sign of tolerance minus distance is proved by a ball or by the separation
    bound, so a response just on the edge is within.  Complex numbers have distances too.  Vectors, lists and
    matrices are compared place by place; of sets every member must be near one on the other side, and as
    many must be written.  It gives up on numbers that cannot be evaluated, and where distance and tolerance
    agree further than the budget of bits.
    """
    absolute, relative = asked.number("atol") or Fraction(0), asked.number("rtol") or Fraction(0)

    def near(left: Node, right: Node) -> Decision:
        return _near(left, right, absolute, relative)

    decision = _decided(key, response, near)
    match decision:
        case Equal():
            return correct(response, decision, message("accepted.tolerance"))
        case Different():
            return incorrect(response, decision, message("numeric.outside"))
        case Undecided(reason=reason):
            return needs_review(response, decision, message("undecided", reason=reason))


NUMERIC = Check(
    _numeric,
    (
        Accepted("rtol", "number", "the tolerance as a share of the answer, such as 0.05"),
        Accepted("atol", "number", "the tolerance as a distance, such as 0.01"),
    ),
)


def _decided(key: Node, response: Node, near: Decide) -> Decision:
    """Compare numbers, or whatever is made of numbers."""
    try:
        worked_key = componentwise(key)
    except UndefinedError as error:
        return Undecided(phrase("the key has no value: {why}", why=error.why))
    try:
        worked = componentwise(response)
    except OversizeError as error:
        return Undecided(error.why)
    except UndefinedError as error:
        return Different(phrase("no value: {why}", why=error.why))
    decision = decide_structures(worked_key, worked, near) or _sets(worked_key, worked, near)
    return decision or near(worked_key, worked)


def _sets(key: Node, response: Node, near: Decide) -> Decision | None:
    """Compare sets; one member may not stand for two of the key's that are near each other."""
    decision = decide_sets(key, response, near, STANDARD.pairs)
    if isinstance(decision, Equal) and len(members(key) or ()) != len(members(response) or ()):
        return Different("the number of members", Members((), ()))
    return decision


def _near(key: Node, response: Node, absolute: Fraction, relative: Fraction) -> Decision:
    """Decide two numbers; what is no number must be equal."""
    if kind_of(key) != "number" or kind_of(response) != "number":
        return decide(key, response)
    distance = Call("abs", (Sum((response, Negative(key))),))
    try:
        if any(sign(Sum((allowed, Negative(distance)))) >= 0 for allowed in _allowed(key, absolute, relative)):
            return Equal(BY)
    except (UndefinedError, UnevaluatedError, ImpreciseError):
        return _without_distance(key, response)
    try:
        decision = decide(key, response)
    except SpentError:
        return Different(BY)
    return Different(BY, decision.witness if isinstance(decision, Different) else None)


def _allowed(key: Node, absolute: Fraction, relative: Fraction) -> tuple[Node, Node]:
    """Give the two distances that are allowed."""
    return rational_tree(absolute), Product((rational_tree(relative), Call("abs", (key,))))


def _without_distance(key: Node, response: Node) -> Decision:
    """Decide what has no distance: infinity, a side without a value, or numbers that could not be settled."""
    if standing(key) == "real" and standing(response) == "real":
        return Undecided("the distance and the tolerance could not be told apart")
    return decide(key, response)
