"""What the checks of order have in common: a real number, and the sign of its distance from the key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.checks.reals import standing
from graders.equivalence import Different, Equal, Undecided
from graders.errors import UndefinedError
from graders.syntax.tree import Negative, Sum
from graders.value.ball import ImpreciseError, UnevaluatedError
from graders.value.zero import sign
from graders.verdict import correct, incorrect, message, needs_review

if TYPE_CHECKING:
    from graders.syntax.tree import Node
    from graders.verdict import Verdict

BY = "the sign of the difference"


def at_or_above(key: Node, response: Node, least: int) -> Verdict:
    """Accept a real number whose distance above the key has at least the sign ``least``: 1 above, 0 or equal.

    The sign is proved by a ball that excludes zero, or by the separation bound.  Infinity is no number here.
    It gives up where the key is no real number, where it is open whether the response is one, and where the
    two agree further than the budget of bits.
    """
    if standing(key) != "real":
        return _undecided(response, "the answer is no real number")
    if standing(response) == "other":
        return incorrect(response, Different("no real number"), message("order.number"))
    try:
        difference = sign(Sum((response, Negative(key))))
    except (UnevaluatedError, UndefinedError, ImpreciseError):
        return _undecided(response, "the order of the two numbers could not be settled")
    if difference >= least:
        return correct(response, Equal(BY), message("accepted.order" if least else "accepted.least", bound=key))
    return incorrect(response, Different(BY), message("order.above" if least else "order.least", bound=key))


def _undecided(response: Node, reason: str) -> Verdict:
    return needs_review(response, Undecided(reason), message("undecided", reason=reason))
