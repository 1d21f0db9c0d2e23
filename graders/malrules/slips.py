"""Every slip that the catalogue allows in one step: the rule, the place, and what the step became."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from graders.malrules.catalogue import ANSWERS, FORMULA, NUMBERS, ROUNDING
from graders.malrules.places import Known, Path, Rewriting, node_at, nodes, put_at, rewritings, throughout
from graders.malrules.steps import size
from graders.malrules.worth import kept, worked, worth
from graders.syntax.tree import Node, Variable, children
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


@dataclass(frozen=True, slots=True)
class Slip:
    """One application of a rule.

    ``step`` is the name of the step and ``number`` its place in the solution, 0 for the whole answer.
    ``here`` is what the student had before them; ``tree`` is what the step, or the answer, became.
    """

    rule: Rule
    step: str
    number: int
    stage: int
    path: Path | None
    choice: int
    here: Node
    tree: Node

    @property
    def is_throughout(self) -> bool:
        """Tell whether the rule was applied at every place of the step."""
        return self.path is None


def slips(course: Course, step: str) -> Iterator[tuple[Slip, Worth]]:
    """Yield every slip of a step once, with what the step is worth after it; slips that change nothing are none.

    Steps with many numbers have more slips than anybody makes: a budget cuts them off, the last lines first.
    """
    put_in = substituted(course.formula(step), course.environment)
    first, *_ = lines = course.stages(step)
    seen = {_told_apart(None, course.evaluated(put_in))}
    known = {key: ball for line in lines for key, ball in kept(line, course.point).items()}
    for slip in islice(_all_slips(course, step), BUDGET // max(size(first), size(worked(put_in)))):
        is_worked_out = put_in == first or slip.stage != FORMULA_STAGE
        after = worth(slip.tree, course.point, known) if is_worked_out else course.evaluated(slip.tree)
        if after is None or _told_apart(None, after) in seen:
            continue
        apart = _told_apart(slip, after)
        if apart not in seen:
            seen.add(apart)
            yield slip, after


def _told_apart(slip: Slip | None, after: Worth | None) -> tuple[str, str, float]:
    rule = "" if slip is None else slip.rule.name
    return (rule, "", 0.0) if after is None else (rule, after.shape, round(after.key, 9))


def _all_slips(course: Course, step: str) -> Iterator[Slip]:
    """Yield what goes wrong in the formula and then in its lines; what earlier steps gave is only rounded."""
    formula = course.formula(step)
    put_in = substituted(formula, course.environment)
    yield from _made(course, step, FORMULA_STAGE, rewritings(put_in, FORMULA, inner_paths(formula)))
    known: Known = set()
    for stage, line in enumerate(course.stages(step), FORMULA_STAGE + 1):
        if line == put_in:
            yield from _made(course, step, stage, rewritings(line, NUMBERS, inner_paths(formula), known))
            yield from _made(course, step, stage, rewritings(line, ROUNDING, known=known))
        else:
            yield from _made(course, step, stage, rewritings(line, NUMBERS, known=known))


def inner_paths(formula: Node) -> frozenset[Path]:
    """Give the places of a formula where something is done, names left out."""
    return frozenset(path for path, node in nodes(formula) if not isinstance(node, Variable))


def _made(course: Course, step: str, stage: int, found: Iterator[Rewriting]) -> Iterator[Slip]:
    """Make slips of rewritings; what a student had before them is the formula's node, in names, or the line's."""
    before = course.formula(step) if stage == FORMULA_STAGE else course.stages(step)[stage - 1]
    number = course.number(step)
    for one in found:
        here = node_at(before, one.path or ())
        if one.item is not None:
            here = children(here)[one.item]
        yield Slip(one.rule, step, number, stage, one.path, one.choice, here, one.tree)


def answer_slips(course: Course) -> Iterator[tuple[Slip, Worth]]:
    """Yield every slip with the whole answer."""
    is_number = course.worth is not None and not course.worth.shape
    for rule in ANSWERS:
        for choice, tree in enumerate(rule.rewrite(course.value)):
            after = worth(tree, course.point) if is_number else course.evaluated(tree)
            if after is not None:
                yield Slip(rule, course.target, 0, FORMULA_STAGE, (), choice, course.value, tree), after


def made_again(slip: Slip, course: Course) -> Node | None:
    """Make the same slip in the same place with other numbers; ``None`` where it cannot be made there."""
    if not slip.number:
        return _chosen(slip, course.value)
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
