"""Known mistakes: an author's mal-rules, tried on a response that is proved wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.checks import CHECKS
from graders.checks.check import Asked
from graders.equivalence import Equal, decide
from graders.equivalence.spaces import decide_generators
from graders.value.effort import SpentError, limited
from graders.value.exact import substituted
from graders.verdict import Outcome

if TYPE_CHECKING:
    from graders.exercise import MalRule, Part
    from graders.syntax.tree import Node
    from graders.variant import Variant


LENIENT = frozenset(
    (
        "multiple", "parametric", "span", "basis", "set", "antiderivative", "text", "numeric", "significant_figures",
        "decimal_places", "quantity",
    )
)  # fmt: skip
"""Checks that take more answers than one for the key, and so for what a mistake leads to."""


def recognised(part: Part, variant: Variant, response: Node, key: Node) -> MalRule | None:
    """Find the first of a part's mal-rules that leads to a response on this variant.

    A mal-rule that leads to the key itself here explains nothing and is passed over.  All of them together have a share
    of the effort that a response may take; when that is spent, one that is written like the response still counts.
    """
    rules = [(rule, substituted(rule.when, variant.environment)) for rule in part.malrules]
    try:
        with limited(SHARE):
            return next((rule for rule, tree in rules if _explains(part, tree, response, key)), None)
    except SpentError:
        alike = (rule for rule, tree in rules if tree == response and not _leads_to(part, tree, key))
        return next(alike, None)


SHARE = 30_000
"""The effort for all mal-rules of a part: functions that only agree take nearly that, the exercises a third."""


def _explains(part: Part, mistaken: Node, response: Node, key: Node) -> bool:
    return _leads_to(part, mistaken, response) and not _leads_to(part, mistaken, key)


def _leads_to(part: Part, mistaken: Node, answer: Node) -> bool:
    """Tell whether a mistake explains an answer: any multiple of the wrong eigenvector, say."""
    if isinstance(decide(mistaken, answer), Equal):
        return True
    if part.check == "basis":  # a mistake may be just that its vectors depend on one another
        return isinstance(decide_generators(mistaken, answer), Equal)
    if part.check not in LENIENT:
        return False
    asked = Asked(options=part.options, outcome_only=True)
    return CHECKS[part.check].judge(mistaken, answer, asked).outcome is Outcome.CORRECT
