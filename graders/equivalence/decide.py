"""The procedures in order; the first to settle it wins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.equivalence.budget import STANDARD, Budget
from graders.equivalence.constants import decide_constants
from graders.equivalence.decision import Decision, Different, Equal, Undecided
from graders.equivalence.domain import REALS, Domain
from graders.equivalence.functions import decide_functions
from graders.equivalence.infinite import decide_infinite
from graders.equivalence.sets import decide_sets
from graders.equivalence.signs import both_signs
from graders.equivalence.statements import decide_statements
from graders.equivalence.structures import decide_structures
from graders.errors import OversizeError, UndefinedError
from graders.phrases import phrase
from graders.syntax.tree import Call, Listing, is_larger
from graders.value.ball import UnevaluatedError
from graders.value.components import componentwise, is_vector
from graders.value.derivative import derivatives_worked
from graders.value.effort import SpentError, is_limited, limited

if TYPE_CHECKING:
    from graders.syntax.tree import Node


def decide(key: Node, response: Node, budget: Budget = STANDARD, domain: Domain = REALS) -> Decision:
    """Decide whether a response means the same as the key.

    What takes more effort than a response may take is undecided; where other decisions on the same response share its
    effort, ``SpentError`` says so to whoever takes them together.
    """
    if is_limited():
        return _decided(key, response, budget, domain)
    try:
        with limited():
            return _decided(key, response, budget, domain)
    except SpentError:
        return too_much()


def too_much() -> Undecided:
    """Say why nothing is decided of a response that takes more effort than it may."""
    return Undecided("working it out takes too long")


def _decided(key: Node, response: Node, budget: Budget, domain: Domain) -> Decision:
    """Decide; most answers are plain numbers, which need none of the preparations below."""
    decision = decide_constants(key, response, budget)
    if decision is not None:
        return decision
    try:
        worked_key = _prepared(key)
    except UndefinedError as error:
        return Undecided(phrase("the key has no value: {why}", why=error.why))
    if key == response:
        return _decide(worked_key, worked_key, budget, domain)
    try:
        worked_response = _prepared(_upright(response) if is_vector(worked_key) else response)
    except OversizeError as error:
        return Undecided(error.why)
    except UndefinedError as error:
        return Different(phrase("no value: {why}", why=error.why))
    return _decide(worked_key, worked_response, budget, domain)


def _prepared(node: Node) -> Node:
    """Write out both signs and derivatives, and work structures out by components."""
    signed = both_signs(node)
    try:
        return componentwise(derivatives_worked(signed))
    except UnevaluatedError:
        return componentwise(signed)


def _upright(response: Node) -> Node:
    """Take ``(1, 2, 3)^T`` where a vector is asked for the column that whoever writes so means."""
    match response:
        case Call(name="transpose", arguments=(Listing() as row,)) if is_vector(row):
            return row
        case _:
            return response


def _decide(key: Node, response: Node, budget: Budget, domain: Domain) -> Decision:
    def deeper(left: Node, right: Node) -> Decision:
        return decide_constants(left, right, budget) or _decide(left, right, budget, domain)

    return (
        decide_structures(key, response, deeper)
        or decide_statements(key, response, deeper)
        or decide_sets(key, response, deeper, budget.pairs)
        or decide_infinite(key, response)
        or decide_constants(key, response, budget)
        or (Undecided("an expression that is too large") if is_larger(response, budget.nodes) else None)
        or decide_functions(key, response, budget, domain)
        or (Equal("the same expression") if key == response else None)
        or Undecided("no procedure for expressions of this kind")
    )
