"""A mal-rule as a condition: a variant on which a wrong method gives the right value is none to give out.

``when != key`` is decided for whole columns of candidates where it can be.  Where that leaves it open, the
part's own check is asked whether it would take the mal-rule's answer for the key.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graders.constraint import plan_for, shape_on_columns, steps_for
from graders.domains import shape_of
from graders.errors import UndefinedError
from graders.syntax import to_text
from graders.syntax.tree import Relation
from graders.value.exact import reduced, substituted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graders.constraint import Domains, Plan
    from graders.exercise import Derived, Exercise, Part
    from graders.syntax.tree import Node
    from graders.variant import Values


@dataclass(frozen=True, slots=True)
class Trap:
    """A mal-rule of a part that must not lead to its key; written ``when != key``."""

    path: str
    part: Part
    when: Node
    key: Node
    steps: tuple[Derived, ...]
    plan: Plan | None = None

    def __str__(self) -> str:
        """Write the condition."""
        return to_text(Relation(("!=",), (self.when, self.key)))

    def holds(self, values: Values) -> bool:
        """Tell whether the mal-rule leads elsewhere on one candidate; what has no value leads nowhere."""
        environment = dict(values)
        try:
            for step in self.steps:
                environment[step.name] = reduced(substituted(step.formula, environment))
            mistaken = reduced(substituted(self.when, environment))
            key = reduced(substituted(self.key, environment))
        except UndefinedError:
            return True
        return not taken_for(mistaken, key, self.part)


def taken_for(mistaken: Node, key: Node, part: Part) -> bool:
    """Tell whether an answer would be taken for the key."""
    from graders.equivalence import Equal, decide

    if mistaken == key:
        return True
    if part.check == "equivalent":
        if shape_of(mistaken) != shape_of(key):
            return False
        return isinstance(decide(mistaken, key), Equal)
    from graders.checks import judge
    from graders.syntax import Vocabulary
    from graders.syntax.tree import variables
    from graders.verdict import Outcome

    names = Vocabulary(variables(mistaken) | variables(key))
    verdict = judge(key, to_text(mistaken), vocabulary=names, check=part.check, options=part.options)
    return verdict.outcome is Outcome.CORRECT


def traps(exercise: Exercise, domains: Domains) -> Iterator[Trap]:
    """Make a condition of every mal-rule of an exercise that could lead to the key."""
    for place, part in enumerate(exercise.parts):
        for index, rule in enumerate(part.malrules):
            path = f"parts[{place}].malrules[{index}]"
            made = trap(path, part, rule.when, exercise.derive, domains)
            if made is not None:
                yield made


def trap(  # noqa: PLR0913 - a mistake is told by all of these
    path: str, part: Part, when: Node, derive: tuple[Derived, ...], domains: Domains, *, key: Node | None = None
) -> Trap | None:
    """Prepare the condition that a mistake does not lead to a part's key; ``None`` where its shape never does.

    ``key`` is the part's, unless it is given in terms of other names.
    """
    key = key or part.key
    apart = Relation(("!=",), (when, key))
    steps = steps_for(apart, derive)
    if part.check != "equivalent":
        return Trap(path, part, when, key, steps)
    shapes = {shape_on_columns(each, domains, derive) for each in (when, key)}
    if len(shapes) > 1 and None not in shapes:
        return None
    return Trap(path, part, when, key, steps, plan_for(apart, domains, derive))
