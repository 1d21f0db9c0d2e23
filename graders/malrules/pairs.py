"""Two slips together: in two components of one step, or in two steps of which one rests on the other.

They are looked for only where an answer says enough to be told from chance, and the likeliest first, as far
as a budget goes.  The second slip is made in terms of the first step's numbers, so that it is rewritten once
for all first slips.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from heapq import nlargest
from itertools import combinations, islice, product
from typing import TYPE_CHECKING, TypeAlias

from graders.errors import UndefinedError
from graders.malrules.catalogue import FORMULA, NUMBERS
from graders.malrules.families.parts import put
from graders.malrules.mistakes import Mistake, close, differs
from graders.malrules.places import rewritings
from graders.malrules.slips import BUDGET, FORMULA_STAGE, Slip, inner_paths
from graders.malrules.steps import size
from graders.malrules.worth import symbols, weighed, worked
from graders.syntax.tree import variables
from graders.value.components import entries, vector
from graders.value.exact import substituted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graders.exercise import Part
    from graders.malrules.mistakes import Mistakes
    from graders.malrules.places import Rewriting
    from graders.malrules.steps import Course
    from graders.malrules.worth import Worth
    from graders.syntax.tree import Node
    from graders.value.float_functions import Number

MOST = 240
"""So many pairs of slips in two steps are evaluated, and as many in components, the likeliest."""

TOGETHER = 0.25
"""How likely it is to make a second slip after a first."""

Made: TypeAlias = "tuple[Slip, Worth]"


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


@dataclass(frozen=True, slots=True)
class Single:
    """A slip that changes one component of a vector: which one, and what became of it."""

    slip: Slip
    place: int
    item: Node
    number: Number


def _in_components(way: Course, made: Sequence[Made], whole: float) -> Iterator[Mistake]:
    """Combine slips that change different components of a vector."""
    if not made:
        return
    name = made[0][0].step
    value = way.environment.get(name, way.value)
    right = way.evaluated(value)
    if right is None or right.shape != f"vector {len(right.numbers)}":
        return
    single = [one for slip, after in made for one in _single(slip, after, right)]
    for first, second in islice(combinations(single, 2), min(MOST, BUDGET // way.cost_onward(name))):
        if first.place != second.place:
            items = put(put(entries(value), first.place, first.item), second.place, second.item)
            changes = ((name, vector(items)),)
            numbers = put(put(right.numbers, first.place, first.number), second.place, second.number)
            after = weighed(right.shape, numbers)
            found = None if after is None else way.onward({name: after}, partial(dict, changes))
            if found is not None and differs(way.worth, found):
                slips = (first.slip, second.slip)
                yield Mistake(slips, found, _weight(*slips, whole), came=changes)


def _single(slip: Slip, after: Worth, right: Worth) -> Iterator[Single]:
    """Find the only component that a slip changed."""
    if after.shape == right.shape:
        pairs = enumerate(zip(after.numbers, right.numbers, strict=True))
        changed = [at for at, (new, old) in pairs if not close(abs(new - old), 0)]
        if len(changed) == 1:
            place = changed[0]
            yield Single(slip, place, entries(worked(slip.tree))[place], after.numbers[place])


def _in_steps(way: Course, made: Sequence[Made], later: str, whole: float) -> Iterator[Mistake]:
    """Combine slips of one step with slips of a later one."""
    for shape in dict.fromkeys(after.shape for _, after in made):
        alike = [one for one in made if one[1].shape == shape]
        seconds = list(_seconds(way, alike[0], later))
        most = min(MOST, BUDGET // way.cost_onward(alike[0][0].step))
        for (first, after), second in nlargest(most, product(alike, seconds), key=_likely):
            found = way.through(first.step, after, later, second.tree)
            if found is not None and differs(way.worth, found):
                changes = ((first.step, first.tree), (later, second.tree))
                yield Mistake((first, second), found, _weight(first, second, whole), came=changes)


def _likely(pair: tuple[Made, Slip]) -> int:
    (first, _), second = pair
    return first.rule.weight * second.rule.weight


def _seconds(way: Course, first: Made, later: str) -> Iterator[Slip]:
    """Make the slips of a later step in terms of an earlier one's numbers."""
    name, after = first[0].step, first[1]
    stands = symbols(name, after.shape, len(after.numbers))
    if stands is None:
        return
    formula = way.formula(later)
    put_in = substituted(formula, {**way.environment, name: stands})
    try:
        line = worked(put_in)
    except UndefinedError:
        return
    most = BUDGET // (10 * size(line))
    for one in islice(rewritings(put_in, FORMULA, inner_paths(formula)), most):
        yield _second(way, later, one, put_in)
    for one in islice(rewritings(line, NUMBERS), most):
        yield _second(way, later, one, line)


def _second(way: Course, later: str, one: Rewriting, line: Node) -> Slip:
    """Make a slip of which is told in what formula it is; the numbers there are the student's own."""
    formula = way.formula(later)
    return Slip(one.rule, later, way.number(later), FORMULA_STAGE, one.path, one.choice, formula, line, one.new)
