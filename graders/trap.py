"""A mal-rule as a condition: a variant on which a wrong method gives the right value is none to give out.

``when != key`` is decided for whole columns of candidates where it can be.  Elsewhere the two are tried at one
point; and where that leaves it open, the part's own check is asked whether it would take the mal-rule's answer for
the key.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from graders.apart import Leeway, apart
from graders.constraint import plan_for, shape_on_columns
from graders.domains import shape_of
from graders.errors import UndefinedError
from graders.exercise import steps_to
from graders.syntax import to_text
from graders.syntax.tree import Call, Relation, Text, Variable, variables
from graders.value.exact import reduced, substituted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from graders.apart import Apart
    from graders.constraint import Plan
    from graders.exercise import Derived, Exercise, Option, Part
    from graders.parameters import Domains
    from graders.syntax.tree import Node
    from graders.variant import Values


MOST_KNOWN = 4096
"""On so many candidates it is remembered where a mal-rule leads."""


@dataclass(frozen=True, slots=True)
class Trap:
    """A mal-rule of a part that must not lead to its key; written ``when != key``."""

    path: str
    part: Part
    when: Node
    key: Node
    steps: tuple[Derived, ...]
    plan: Plan | None = None
    apart: Apart | None = None
    known: dict[Values, bool] = field(default_factory=dict, compare=False, repr=False)
    """What was found out of the last candidates, which are looked at in several orders."""

    def __str__(self) -> str:
        """Write the condition."""
        return to_text(Relation(("!=",), (self.when, self.key)))

    def holds(self, values: Values) -> bool:
        """Tell whether the mal-rule leads elsewhere on one candidate; what has no value leads nowhere."""
        if self.apart is not None and self.apart.shown(values):
            return True
        if values not in self.known:
            if len(self.known) == MOST_KNOWN:
                self.known.clear()
            self.known[values] = self._leads_elsewhere(values)
        return self.known[values]

    def _leads_elsewhere(self, values: Values) -> bool:
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
    from graders.verdict import Outcome

    names = Vocabulary(variables(mistaken) | variables(key))
    verdict = judge(key, to_text(mistaken), vocabulary=names, check=part.check, options=part.options, outcome_only=True)
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
    differing = Relation(("!=",), (when, key))
    steps = steps_to(variables(differing), derive)
    if isinstance(when, Text) and isinstance(key, Text) and not taken_for(when, key, part):
        return None
    if part.check != "equivalent":
        return Trap(path, part, when, key, steps, apart=_apart(part, when, key, domains, derive))
    shapes = {shape_on_columns(each, domains, derive) for each in (when, key)}
    if len(shapes) > 1 and None not in shapes:
        return None
    plan = plan_for(differing, domains, derive)
    return Trap(path, part, when, key, steps, plan, None if plan else _apart(part, when, key, domains, derive))


def _apart(part: Part, when: Node, key: Node, domains: Domains, derive: tuple[Derived, ...]) -> Apart | None:
    """Prepare the comparison at one point, where a difference there is one to the part's check."""
    options = dict(part.options)
    leeway = leeway_of(part.check, options)
    if leeway is None:
        return None
    if part.check == "antiderivative":
        letter = Variable(str(options["variable"]))
        when, key = (Call("diff", (side, letter)) for side in (when, key))
    found = apart(when, key, domains, derive, leeway)
    return found if found is None or "domain" not in options or found.lies_in(str(options["domain"])) else None


BY_VALUE = frozenset(("equivalent", "derivative", "same_form", "identical"))
"""Checks that take nothing but what has the key's value."""


def leeway_of(check: str, options: Mapping[str, Option]) -> Leeway | None:
    """Tell beyond which distance a check takes no number for the key; ``None`` where distance says nothing."""
    if check in BY_VALUE or (check == "antiderivative" and "variable" in options):
        return Leeway()
    if check == "decimal_places":
        return Leeway(absolute=Fraction(1, 10 ** _whole(options["digits"])))
    if check in ("significant_figures", "quantity") and "digits" in options:
        figures = min(_whole(options["digits"]), _whole(options.get("accurate_to", options["digits"])))
        return Leeway(relative=Fraction(10, 10**figures)) if figures else None
    if check in ("numeric", "quantity"):
        absolute, relative = (Fraction(str(options.get(name, 0))) for name in ("atol", "rtol"))
        return Leeway(absolute, relative)
    return None


def _whole(option: Option) -> int:
    return int(str(option))
