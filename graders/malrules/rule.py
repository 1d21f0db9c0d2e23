"""What a general mal-rule is: a rewriting of the solution's tree that makes one known mistake."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, TypeAlias

from graders.syntax.tree import Call

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from graders.syntax.tree import Node

Rewrite: TypeAlias = "Callable[[Node], Iterator[Node]]"
"""What may stand in the place of a node after the mistake: nothing, one tree or several."""

Stage: TypeAlias = Literal["formula", "numbers", "everywhere", "rounding", "answer", "unit"]
"""Where a rule acts: on a step's formula, on its lines with the numbers put in, on both, on the answer, or on the unit
of a quantity.

A ``rounding`` acts on numbers, those of earlier steps included."""

Frequency: TypeAlias = Literal["common", "usual", "rare"]
"""How often a mistake is made where it can be made: a judgement, by which the likeliest is offered first."""

WEIGHTS: Mapping[Frequency, int] = MappingProxyType({"common": 12, "usual": 3, "rare": 1})
"""How much likelier one frequency is than another."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of the catalogue.

    ``pattern`` and ``wrong`` show the mistake in the language of responses, and a test holds the rewriting
    to them.  ``on`` names the nodes that the rewriting takes, by class or by function: ``Sum``, ``ln lg log``.
    The sentence for ``malrule.NAME`` tells a student about it.
    """

    name: str
    pattern: str
    wrong: str
    on: str
    rewrite: Rewrite
    frequency: Frequency = "usual"
    stage: Stage = "everywhere"

    @property
    def weight(self) -> int:
        """How likely the mistake is beside others."""
        return WEIGHTS[self.frequency]


ANY = "any"
"""What ``on`` says of rules for a whole answer."""


def kind(node: Node) -> str:
    """Name a node as rules do: a call by its function, others by their class.

    >>> from graders.syntax import parse
    >>> kind(parse("a - b")), kind(parse("norm(v)"))
    ('Sum', 'norm')
    """
    return node.name if isinstance(node, Call) else type(node).__name__
