"""What a proofreader finds: a code, how grave it is and why, where it stands, and the remedy."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graders.census import Coincidence, Count
    from graders.errors import Problem
    from graders.evenness import Spread


class Gravity(StrEnum):
    """How grave a finding is: an error makes an exercise unfair or unusable, a warning asks to look again."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Rule:
    """What is looked for: how grave it is, and why it matters."""

    gravity: Gravity
    why: str


ERROR, WARNING = Gravity.ERROR, Gravity.WARNING

RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "file": Rule(ERROR, "the file cannot be used as it stands"),
        "unknown-name": Rule(ERROR, "a name without a value leaves a formula without one"),
        "no-variants": Rule(ERROR, "nobody can be given a variant"),
        "no-value": Rule(ERROR, "whoever is given such a variant cannot be graded"),
        "text": Rule(ERROR, "whoever is given such a variant cannot be shown the text"),
        "key": Rule(ERROR, "the right answer must be accepted"),
        "key-form": Rule(ERROR, "the key that is shown as the solution is not written as the part asks"),
        "malrule-key": Rule(ERROR, "a wrong method earns the points of the right one"),
        "example": Rule(ERROR, "an example says what its author means, and the exercise does something else"),
        "example-mistake": Rule(ERROR, "an example says which mistake is named, and students are told something else"),
        "rewriting": Rule(ERROR, "the key written in another way is as right as the key"),
        "near-miss": Rule(ERROR, "what is almost the key is wrong"),
        "few-variants": Rule(WARNING, "neighbours in a class must not share a variant"),
        "leaves-out": Rule(WARNING, "a mal-rule that often leads to the key is hardly a mistake"),
        "idle-condition": Rule(WARNING, "a condition that always holds is a slip or a leftover"),
        "undecided": Rule(WARNING, "an equality that cannot be settled leaves the answer to a person"),
        "malrule-twin": Rule(WARNING, "only the first of two mal-rules with one answer is ever told"),
        "malrule-silent": Rule(WARNING, "a mal-rule without a value explains no answer"),
        "hidden-parameter": Rule(WARNING, "an answer must not depend on what the question does not show"),
        "constant-parameter": Rule(WARNING, "what was meant to vary is the same for everybody"),
        "unused-parameter": Rule(WARNING, "what varies without being used makes variants that are the same"),
        "unused-step": Rule(WARNING, "a step that leads to no answer is a slip or a leftover"),
        "unused-variable": Rule(WARNING, "a letter that no formula has is a slip or a leftover"),
        "no-examples": Rule(WARNING, "examples are what tells an author when a change breaks the exercise"),
    }
)
"""Everything that is looked for, by its code."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend or to look at again."""

    code: str
    problem: Problem

    @property
    def rule(self) -> Rule:
        """What it offends against."""
        return RULES[self.code]

    @property
    def is_error(self) -> bool:
        """Tell errors from warnings."""
        return self.rule.gravity is ERROR


@dataclass(frozen=True, slots=True)
class Proof:
    """An exercise that was proofread: its findings, and what was looked at.

    ``exercise`` is its id, empty where the file cannot be used; ``sampled`` counts variants and ``tried`` the
    answers that were judged.
    """

    file: str
    exercise: str = ""
    findings: tuple[Finding, ...] = ()
    count: Count | None = None
    spread: Spread | None = None
    coincidences: tuple[Coincidence, ...] = field(default=())
    sampled: int = 0
    tried: int = 0

    @property
    def errors(self) -> int:
        """How many findings are errors."""
        return sum(finding.is_error for finding in self.findings)

    @property
    def warnings(self) -> int:
        """How many are warnings."""
        return len(self.findings) - self.errors
