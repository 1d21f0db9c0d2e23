"""Two slips together: in two components of one step, or in two steps of which one rests on the other.

They are looked for only where an answer says enough to be told from chance, and the likeliest first, as far
as a budget goes.  The second slip is made in terms of the first step's numbers, so that it is rewritten once
for all first slips.
"""

from __future__ import annotations

from heapq import nlargest
from itertools import combinations, islice, product
from typing import TYPE_CHECKING, TypeAlias

from graders.errors import UndefinedError
from graders.malrules.catalogue import FORMULA, NUMBERS
from graders.malrules.mistakes import Mistake, close, differs
from graders.malrules.places import rewritings
from graders.malrules.slips import FORMULA_STAGE, Slip, inner_paths
from graders.malrules.worth import flattened, symbols, weighed, worked
from graders.syntax.tree import variables
from graders.value.components import entries, vector
from graders.value.exact import substituted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from graders.exercise import Part
    from graders.malrules.mistakes import Mistakes
    from graders.malrules.steps import Course
    from graders.malrules.worth import Worth
    from graders.syntax.tree import Node

BUDGET = 240
"""So many pairs of slips in two steps are evaluated, and as many in components, the likeliest."""

TOGETHER = 0.25
"""How likely it is to make a second slip after a first."""

Made: TypeAlias = "tuple[Slip, Worth]"
Second: TypeAlias = "tuple[Slip, str, tuple[Node, ...]]"


def pairs(mistakes: Mistakes, part: Part) -> Iterator[Mistake]:
    """Yield what two slips lead to."""
    way = mistakes.course(part)
    whole = mistakes.table(part).weight
    for step in way.steps:
        made = _distinct(mistakes.slips(part, step.name))
        yield from _in_components(way, made, whole)
        for later in way.steps:
            if step.name in variables(later.formula) and later.name not in mistakes.given:
                yield from _in_steps(way, made, later.name, whole)


def _distinct(made: Sequence[Made]) -> list[Made]:
    """Keep the likeliest of the slips that make one value of a step."""
    kept: dict[tuple[str, float], Made] = {}
    for slip, after in sorted(made, key=lambda one: -one[0].rule.weight):
        kept.setdefault((after.shape, float(f"{after.key:.12g}")), (slip, after))
    return list(kept.values())


def _weight(first: Slip, second: Slip, whole: float) -> float:
    return TOGETHER * first.rule.weight * second.rule.weight / whole


def _in_components(way: Course, made: Sequence[Made], whole: float) -> Iterator[Mistake]:
    """Combine slips that change different components of a vector."""
    if not made:
        return
    name = made[0][0].step
    right = way.evaluated(way.environment.get(name, way.value))
    if right is None or right.shape != f"vector {len(right.balls)}":
        return
    single = [(slip, after) for slip, after in made if after.shape == right.shape and len(_changed(after, right)) == 1]
    for (first, one), (second, other) in islice(combinations(single, 2), BUDGET):
        if _changed(one, right) != _changed(other, right):
            balls = tuple(
                new if at in _changed(one, right) else old
                for at, (new, old) in enumerate(zip(one.balls, other.balls, strict=True))
            )
            found = way.onward(name, weighed(right.shape, balls))
            if found is not None and differs(way, found):
                tree = _combined(first.tree, second.tree, _changed(one, right))
                yield Mistake((first, second), ((name, tree),), found, _weight(first, second, whole))


def _changed(after: Worth, right: Worth) -> frozenset[int]:
    numbers = zip(after.floats, right.floats, strict=True)
    return frozenset(at for at, (new, old) in enumerate(numbers) if not close(new, old))


def _combined(first: Node, second: Node, places: Iterable[int]) -> Node:
    """Take some components from one vector and the others from another."""
    left, right = worked(first), worked(second)
    return vector(
        tuple(
            new if at in places else old
            for at, (new, old) in enumerate(zip(entries(left), entries(right), strict=True))
        )
    )


def _in_steps(way: Course, made: Sequence[Made], later: str, whole: float) -> Iterator[Mistake]:
    """Combine slips of one step with slips of a later one."""
    for shape in dict.fromkeys(after.shape for _, after in made):
        alike = [one for one in made if one[1].shape == shape]
        seconds = list(_seconds(way, alike[0], later))
        chosen = nlargest(
            BUDGET, product(alike, seconds), key=lambda pair: pair[0][0].rule.weight * pair[1][0].rule.weight
        )
        for (first, after), (second, after_shape, leaves) in chosen:
            found = way.through(first.step, after, later, after_shape, leaves)
            if found is not None and differs(way, found):
                changes = ((first.step, first.tree), (later, second.tree))
                yield Mistake((first, second), changes, found, _weight(first, second, whole))


def _seconds(way: Course, first: Made, later: str) -> Iterator[Second]:
    """Make the slips of a later step in terms of an earlier one's numbers."""
    name, after = first[0].step, first[1]
    stands = symbols(name, after.shape, len(after.balls))
    if stands is None:
        return
    formula = way.formula(later)
    put_in = substituted(formula, {**way.environment, name: stands})
    found = list(rewritings(put_in, FORMULA, inner_paths(formula)))
    try:
        found.extend(rewritings(worked(put_in), NUMBERS))
    except UndefinedError:
        return
    number = way.number(later)
    for one in found:
        try:
            tree = worked(one.tree)
        except UndefinedError:
            continue
        shape, leaves = flattened(tree)
        yield Slip(one.rule, later, number, FORMULA_STAGE, one.path, one.choice, formula, tree), shape, leaves
