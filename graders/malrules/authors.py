"""Known mistakes: an author's mal-rules, tried on a response that is proved wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.equivalence import Equal, decide
from graders.value.exact import substituted

if TYPE_CHECKING:
    from graders.exercise import MalRule, Part
    from graders.syntax.tree import Node
    from graders.variant import Variant


def recognised(part: Part, variant: Variant, response: Node, key: Node) -> MalRule | None:
    """Find the first of a part's mal-rules that leads to a response on this variant.

    A mal-rule that leads to the key itself here explains nothing and is passed over.
    """
    for rule in part.malrules:
        mistaken = substituted(rule.when, variant.environment)
        if isinstance(decide(mistaken, response), Equal) and not isinstance(decide(mistaken, key), Equal):
            return rule
    return None
