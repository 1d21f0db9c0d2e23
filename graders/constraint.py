"""One condition under ``where``: decided for whole columns of candidates where it can be, else one by one.

Both ways have the same meaning, that of ``value.exact.truth``.  Vectors are worked out into components
once, on the names of their columns, by the rules that work them out for numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graders.domains import Computed, Dependent, cells_of, names, pattern, shape_of
from graders.errors import UndefinedError
from graders.exercise import Derived, steps_to
from graders.syntax import to_text
from graders.syntax.tree import Integer, Relation, variables
from graders.value.components import DIVISORS, componentwise
from graders.value.exact import reduced, substituted, truth

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graders.domains import Drawn, Shape
    from graders.parameters import Domains
    from graders.syntax.tree import Node
    from graders.value.arrays import Truths
    from graders.value.columns import Cells, Column
    from graders.variant import Values


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
            table.update(_columns(name, drawn, rows))
        for name, cell in self.steps:
            table[name] = worked(cell, table)
        return truths(self.statement, table).spread(count)


def _columns(name: str, drawn: Drawn, rows: Mapping[str, Cells]) -> Mapping[str, Column]:
    if isinstance(drawn, Computed):
        return {}
    if isinstance(drawn, Dependent):
        return drawn.columns(name, rows)
    return drawn.columns(name, rows[name])


@dataclass(frozen=True, slots=True)
class Constraint:
    """A condition as its author wrote it, and how it is decided.

    ``path`` is where it stands in the exercise's file; ``steps`` are the steps of ``derive`` that it mentions,
    directly or not.  Without a ``plan`` there is no other way than candidate by candidate.
    """

    path: str
    statement: Node
    steps: tuple[Derived, ...] = ()
    plan: Plan | None = None

    def __str__(self) -> str:
        """Write the condition."""
        return to_text(self.statement)

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


def constraint(path: str, statement: Node, domains: Domains, derive: tuple[Derived, ...]) -> Constraint:
    """Prepare a condition whose names are parameters or steps of ``derive``."""
    return Constraint(path, statement, steps_to(variables(statement), derive), plan_for(statement, domains, derive))


def plan_for(statement: Node, domains: Domains, derive: tuple[Derived, ...]) -> Plan | None:
    """Work a condition out on columns, ``None`` where that cannot be done, as one row shows."""
    from graders.value.columns import NotInColumnsError, stretch

    computed = tuple(Derived(name, drawn.formula) for name, drawn in domains if isinstance(drawn, Computed))
    steps = steps_to(variables(statement), (*computed, *derive))
    needed = variables(statement).union(*(variables(step.formula) for step in steps))
    own = _with_roots(needed, domains)
    try:
        plan = _on_columns(statement, steps, own)
        plan.truths({name: stretch(0, 1) for name, _ in own}, 1)
    except (NotInColumnsError, UndefinedError):
        return None
    return plan


def shape_on_columns(node: Node, domains: Domains, derive: tuple[Derived, ...]) -> Shape | None:
    """Tell the shape that a formula has in every candidate, ``None`` where that may differ or is not known."""
    computed = tuple(Derived(name, drawn.formula) for name, drawn in domains if isinstance(drawn, Computed))
    patterns = {name: pattern(name, drawn.shape) for name, drawn in domains if not isinstance(drawn, Computed)}
    try:
        for step in steps_to(variables(node), (*computed, *derive)):
            patterns[step.name] = on_numbers(step.formula, patterns)
        shape = shape_of(on_numbers(node, patterns))
    except UndefinedError:
        return None
    is_number = shape or plan_for(Relation(("=",), (node, Integer(0))), domains, derive) is not None
    return shape if is_number else None


def _with_roots(needed: frozenset[str], domains: Domains) -> Domains:
    """Keep the parameters that are needed, and those on which their domains depend."""
    roots = (drawn.roots for name, drawn in domains if name in needed and isinstance(drawn, Dependent))
    wanted = needed.union(*roots)
    return tuple((name, drawn) for name, drawn in domains if name in wanted and not isinstance(drawn, Computed))


def _on_columns(statement: Node, steps: tuple[Derived, ...], domains: Domains) -> Plan:
    """Put columns in the place of names; a step with a root in it stands where it is mentioned."""
    from graders.value.sieve import has_roots

    patterns = {name: pattern(name, drawn.shape) for name, drawn in domains if not isinstance(drawn, Computed)}
    columns: list[tuple[str, Node]] = []
    for step in steps:
        formula = on_numbers(step.formula, patterns)
        shape = shape_of(formula)
        cells = cells_of(formula, shape)
        if any(map(has_roots, cells)):
            patterns[step.name] = formula
            continue
        patterns[step.name] = pattern(step.name, shape)
        columns.extend(zip(names(step.name, shape), cells, strict=True))
    return Plan(domains, tuple(columns), on_numbers(statement, patterns))


def on_numbers(node: Node, patterns: Mapping[str, Node]) -> Node:
    """Put the names of columns in; they stand for numbers, so that ``gcd(a, b)`` is no divisor of polynomials."""
    return componentwise(substituted(node, patterns), leaving=DIVISORS)
