"""One condition under ``where``: decided for whole columns of candidates where it can be, else one by one.

Both ways have the same meaning, that of ``value.exact.truth``.  Vectors are worked out into components
once, on the names of their columns, by the rules that work them out for numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from graders.domains import cells_of, names, pattern, shape_of
from graders.errors import UndefinedError
from graders.syntax import to_text
from graders.syntax.tree import variables
from graders.value.components import componentwise
from graders.value.exact import reduced, substituted, truth

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graders.domains import Domain
    from graders.exercise import Derived
    from graders.syntax.tree import Node
    from graders.value.arrays import Truths
    from graders.value.columns import Cells, Column
    from graders.variant import Values

Domains: TypeAlias = "tuple[tuple[str, Domain], ...]"
"""Parameters with their domains, in the order of ``given``."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A condition on columns: the parameters that it needs, what is worked out of them, and the statement."""

    domains: Domains
    steps: tuple[tuple[str, Node], ...]
    statement: Node

    def truths(self, rows: Mapping[str, Cells], count: int) -> Truths:
        """Decide the condition for so many candidates, given by the numbers of their parameters' members."""
        from graders.value.arrays import truths, worked

        table: dict[str, Column] = {}
        for name, drawn in self.domains:
            table.update(drawn.columns(name, rows[name]))
        for name, cell in self.steps:
            table[name] = worked(cell, table)
        return truths(self.statement, table).spread(count)


@dataclass(frozen=True, slots=True)
class Constraint:
    """A condition as its author wrote it, and how it is decided.

    ``place`` is its index under ``where``; ``steps`` are the steps of ``derive`` that it mentions, directly
    or not.  Without a ``plan`` there is no other way than candidate by candidate.
    """

    place: int
    statement: Node
    steps: tuple[Derived, ...] = ()
    plan: Plan | None = None

    def __str__(self) -> str:
        """Write the condition."""
        return to_text(self.statement)

    @property
    def path(self) -> str:
        """Where it stands in the exercise's file."""
        return f"where[{self.place}]"

    def holds(self, values: Values) -> bool:
        """Decide it for one candidate.

        Raises ``UndefinedError`` where it has no value, ``UnevaluatedError`` where nothing decides it.
        """
        environment = dict(values)
        for step in self.steps:
            environment[step.name] = _value(substituted(step.formula, environment))
        return truth(substituted(self.statement, environment))


def _value(formula: Node) -> Node:
    """Work a step out; one without a value stays, because it may not matter: ``q = 0 or p/q > 1``."""
    try:
        return reduced(formula)
    except UndefinedError:
        return formula


def constraint(place: int, statement: Node, domains: Domains, derive: tuple[Derived, ...]) -> Constraint:
    """Prepare a condition whose names are parameters or steps of ``derive``."""
    needed = variables(statement)
    steps: list[Derived] = []
    for step in reversed(derive):
        if step.name in needed:
            steps.insert(0, step)
            needed |= variables(step.formula)
    own = tuple((name, drawn) for name, drawn in domains if name in needed)
    return Constraint(place, statement, tuple(steps), _plan(statement, tuple(steps), own))


def _plan(statement: Node, steps: tuple[Derived, ...], domains: Domains) -> Plan | None:
    """Work a condition out on columns, ``None`` where that cannot be done, as one row shows."""
    from graders.value.columns import NotInColumnsError, stretch

    try:
        plan = _on_columns(statement, steps, domains)
        plan.truths({name: stretch(0, 1) for name, _ in domains}, 1)
    except (NotInColumnsError, UndefinedError):
        return None
    return plan


def _on_columns(statement: Node, steps: tuple[Derived, ...], domains: Domains) -> Plan:
    patterns = {name: pattern(name, drawn.shape) for name, drawn in domains}
    columns: list[tuple[str, Node]] = []
    for step in steps:
        formula = componentwise(substituted(step.formula, patterns))
        shape = shape_of(formula)
        patterns[step.name] = pattern(step.name, shape)
        columns.extend(zip(names(step.name, shape), cells_of(formula, shape), strict=True))
    return Plan(domains, tuple(columns), componentwise(substituted(statement, patterns)))
