"""Known mistakes: an author's mal-rules, tried on a response that is proved wrong."""

from __future__ import annotations

from functools import partial
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
    of the effort that a response may take, twice what any answer in the exercises takes.
    """
    try:
        with limited(SHARE):
            return next(filter(partial(_explains, part, variant, response, key), part.malrules), None)
    except SpentError:
        return None


SHARE = 20_000
"""The effort for all mal-rules of a part."""


def _explains(part: Part, variant: Variant, response: Node, key: Node, rule: MalRule) -> bool:
    mistaken = substituted(rule.when, variant.environment)
    return _leads_to(part, mistaken, response) and not _leads_to(part, mistaken, key)


def _leads_to(part: Part, mistaken: Node, answer: Node) -> bool:
    """Tell whether a mistake explains an answer: any multiple of the wrong eigenvector, say."""
    if isinstance(decide(mistaken, answer), Equal):
        return True
    if part.check == "basis":  # a mistake may be just that its vectors depend on one another
        return isinstance(decide_generators(mistaken, answer), Equal)
    if part.check not in LENIENT:
        return False
    asked = Asked(options=part.options)
    return CHECKS[part.check].judge(mistaken, answer, asked).outcome is Outcome.CORRECT
