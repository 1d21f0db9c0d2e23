"""Every slip that the catalogue allows in one step: the rule, the place, and what the step became."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from graders.malrules.catalogue import ANSWERS, FORMULA, NUMBERS, ROUNDING, UNITS
from graders.malrules.places import (
    Known,
    Path,
    Rewriting,
    changed_item,
    node_at,
    nodes,
    put_at,
    rewritings,
    throughout,
)
from graders.malrules.steps import SLOWNESS
from graders.malrules.tally import Tally
from graders.syntax.tree import Node, Variable, children, size
from graders.value.exact import substituted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graders.malrules.rule import Rule
    from graders.malrules.steps import Course
    from graders.malrules.worth import Worth

BUDGET = 40_000
"""So many nodes are evaluated for the slips of one step."""

FORMULA_STAGE = 0
"""The stage of a slip in a step's formula; the lines with numbers count from 1."""


class Slip(NamedTuple):
    """One application of a rule; a tuple, since hundreds are made for a wrong answer.

    ``step`` is the name of the step and ``number`` its place in the solution, 0 for the whole answer.  ``before``
    is what the student had before it; ``line`` is the same with the numbers put in, ``path`` the place in both,
    ``None`` for the whole, and ``new`` what came there.
    """

    rule: Rule
    step: str
    number: int
    stage: int
    path: Path | None
    choice: int
    before: Node
    line: Node
    new: Node

    @property
    def here(self) -> Node:
        """What the student had before it, as far as it was changed."""
        if self.path is None:
            return self.before
        here = node_at(self.before, self.path)
        item = changed_item(node_at(self.line, self.path), self.new)
        return here if item is None else children(here)[item]

    @property
    def tree(self) -> Node:
        """What the step, or the answer, became."""
        return put_at(self.line, self.path or (), self.new)


def slips(course: Course, step: str) -> tuple[tuple[Slip, Worth], ...]:
    """Give every slip of a step once, with what the step is worth after it; slips that change nothing are none.

    Steps with many numbers have more slips than anybody makes: a budget cuts them off, the last lines first.
    """
    put_in = substituted(course.formula(step), course.environment)
    return tuple(_distinct(course, step, put_in))


def _distinct(course: Course, step: str, put_in: Node) -> Iterator[tuple[Slip, Worth]]:
    whole, number = Tally(put_in, course.names, course.point), course.number(step)
    right = _told_apart(whole.worth)
    seen: set[tuple[str, tuple[str, float]]] = set()
    for line, one, after in islice(_all_made(course, step, whole), _most(course, step, whole)):
        if after is None or (value := _told_apart(after)) == right:
            continue
        apart = (one.rule.name, value)
        if apart not in seen:
            seen.add(apart)
            slip = Slip(one.rule, step, number, line.stage, one.path, one.choice, line.before, line.tally.tree, one.new)
            yield slip, after


def _most(course: Course, step: str, whole: Tally) -> int:
    """Count the slips that the budget allows."""
    return BUDGET // (size(course.stages(step)[0]) * (1 if whole.is_floating else SLOWNESS))


def _told_apart(after: Worth | None) -> tuple[str, float]:
    return ("", COARSE) if after is None else (after.shape, after.key + COARSE)


COARSE = 1.5 * 2.0**22
"""A float of which the last bit is worth about 1e-9: so much is left of a float that is added, in one step."""


class Line(NamedTuple):
    """A line of a step: its stage, its values, and what a student had before a slip, the formula in names or this."""

    stage: int
    tally: Tally
    before: Node


Made: TypeAlias = tuple[Line, Rewriting, "Worth | None"]
"""A mistake in a line, and what the step is worth after it."""


def _all_made(course: Course, step: str, whole: Tally) -> Iterator[Made]:
    """Yield what goes wrong in the formula and then in its lines; what earlier steps gave is only rounded."""
    formula, put_in = course.formula(step), whole.tree
    within = inner_paths(formula)
    yield from _made(Line(FORMULA_STAGE, whole, formula), rewritings(put_in, FORMULA, within))
    known: Known = set()
    for stage, tree in enumerate(course.stages(step), FORMULA_STAGE + 1):
        if tree == put_in:
            line = Line(stage, whole, put_in)
            yield from _made(line, rewritings(put_in, NUMBERS, within, known))
            yield from _made(line, rewritings(put_in, ROUNDING, known=known))
        else:
            line = Line(stage, Tally(tree, course.names, course.point), tree)
            yield from _made(line, rewritings(tree, NUMBERS, known=known))


def inner_paths(formula: Node) -> frozenset[Path]:
    """Give the places of a formula where something is done, names left out."""
    return frozenset(path for path, node in nodes(formula) if not isinstance(node, Variable))


def _made(line: Line, found: Iterator[Rewriting]) -> Iterator[Made]:
    for one in found:
        yield line, one, line.tally.changed(one.path or (), one.new, one.value)


def unit_slips(course: Course, quantity: Node) -> Iterator[Slip]:
    """Yield every slip with the unit of a quantity, which the course may leave out."""
    for rule in UNITS:
        for choice, tree in enumerate(rule.rewrite(quantity)):
            yield Slip(rule, course.target, 0, FORMULA_STAGE, (), choice, course.value, quantity, tree)


def answer_slips(course: Course) -> Iterator[tuple[Slip, Worth]]:
    """Yield every slip with the whole answer."""
    value = course.value
    whole = Tally(value, course.names, course.point)
    for rule in ANSWERS:
        for choice, tree in enumerate(rule.rewrite(value)):
            after = whole.changed((), tree)
            if after is not None:
                yield Slip(rule, course.target, 0, FORMULA_STAGE, (), choice, value, value, tree), after


def made_again(slip: Slip, course: Course) -> Node | None:
    """Make the same slip in the same place with other numbers; ``None`` where it cannot be made there."""
    if not slip.number:
        return _chosen(slip, course.value)
    if all(step.name != slip.step for step in course.steps):
        return None
    formula = course.formula(slip.step)
    if slip.stage == FORMULA_STAGE:
        put_in = substituted(formula, course.environment)
        within = inner_paths(formula)
        return throughout(put_in, slip.rule, within) if slip.path is None else _at(slip, put_in, slip.path)
    lines = course.stages(slip.step)
    if slip.stage > len(lines):
        return None
    line = lines[slip.stage - 1]
    return throughout(line, slip.rule) if slip.path is None else _at(slip, line, slip.path)


def _at(slip: Slip, tree: Node, path: Path) -> Node | None:
    try:
        new = _chosen(slip, node_at(tree, path))
    except IndexError:
        return None
    return None if new is None else put_at(tree, path, new)


def _chosen(slip: Slip, node: Node) -> Node | None:
    return next((tree for choice, tree in enumerate(slip.rule.rewrite(node)) if choice == slip.choice), None)
