"""Two slips together: in two components of one step, or in two steps of which one rests on the other.

They are looked for only where an answer says enough to be told from chance, and the likeliest first, as far
as a budget goes.  The second slip is made in terms of the first step's numbers, so that it is rewritten once
for all first slips.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, islice
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from graders.errors import UndefinedError
from graders.malrules.catalogue import FORMULA, NUMBERS
from graders.malrules.families.parts import put
from graders.malrules.mistakes import Mistake, close, differs
from graders.malrules.places import put_at, rewritings
from graders.malrules.slips import BUDGET, FORMULA_STAGE, Slip, inner_paths
from graders.malrules.worth import symbols, weighed, worked
from graders.syntax.tree import size, variables
from graders.value.components import entries, vector
from graders.value.exact import substituted
from graders.value.floats import function_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from graders.exercise import Part
    from graders.malrules.mistakes import Mistakes
    from graders.malrules.places import Rewriting
    from graders.malrules.steps import Course
    from graders.malrules.worth import Worth
    from graders.syntax.tree import Node
    from graders.value.float_functions import Number, Value

MOST = 240
"""So many pairs of slips in two steps are evaluated, and as many in components, the likeliest."""

TOGETHER = 0.25
"""How likely it is to make a second slip after a first."""

MOST_NODES = 80_000
"""So many nodes are evaluated for all pairs of a part."""

AROUND = 40
"""What is done around the evaluation of a pair takes as long as so many nodes."""

MOST_TREES = 80
"""So many pairs of slips are followed where each takes trees."""

Made: TypeAlias = "tuple[Slip, Worth]"


class Pair(NamedTuple):
    """Two slips, the steps that come out as other values, and as other trees where that is more than the slips'."""

    slips: tuple[Slip, Slip]
    changes: Mapping[str, Worth]
    came: tuple[tuple[str, Node], ...] = ()

    def trees(self) -> Mapping[str, Node]:
        """Give the steps that come out otherwise, as trees."""
        return dict(self.came or [(slip.step, slip.tree) for slip in self.slips])


def pairs(mistakes: Mistakes, part: Part) -> Iterator[Mistake]:
    """Yield what two slips lead to."""
    way, found_by = mistakes.course(part), mistakes.lookup(part)
    right, whole = found_by.of_tree(way.value), mistakes.table(part).weight
    for pair in islice(_pairs(mistakes, part), MOST_TREES if found_by.has_trees else None):
        found = found_by.of_mistake(pair.changes, pair.trees)
        if found is not None and differs(right, found):
            yield Mistake(pair.slips, found, _weight(*pair.slips, whole), came=pair.came)


def _pairs(mistakes: Mistakes, part: Part) -> Iterator[Pair]:
    way, purse = mistakes.course(part), Purse()
    for step in way.steps:
        made = _distinct(mistakes.slips(part, step.name))
        yield from _in_components(way, made, purse)
        for later in way.steps:
            if step.name in variables(later.formula) and later.name not in mistakes.given:
                yield from _in_steps(way, made, later.name, purse)


class Purse:
    """How many nodes may still be evaluated for all pairs of a part."""

    def __init__(self) -> None:
        """Begin with all of them."""
        self.left = MOST_NODES

    def pairs(self, nodes: int) -> int:
        """Tell how many pairs of so many nodes may be followed at one place: it leaves half of what is left."""
        return max(0, min(MOST, self.left // (2 * (nodes + AROUND))))

    def take(self, nodes: int) -> None:
        """Pay for a pair."""
        self.left -= nodes + AROUND


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


def _in_components(way: Course, made: Sequence[Made], purse: Purse) -> Iterator[Pair]:
    """Combine slips that change different components of a vector."""
    if not made:
        return
    name = made[0][0].step
    value = way.environment.get(name, way.value)
    right = way.evaluated(value)
    if right is None or right.shape != f"vector {len(right.numbers)}":
        return
    single = [one for slip, after in made for one in _single(slip, after, right)]
    nodes = way.cost_onward(name)
    for first, second in islice(combinations(single, 2), purse.pairs(nodes)):
        purse.take(nodes)
        if first.place != second.place:
            items = put(put(entries(value), first.place, first.item), second.place, second.item)
            numbers = put(put(right.numbers, first.place, first.number), second.place, second.number)
            after = weighed(right.shape, numbers)
            if after is not None:
                yield Pair((first.slip, second.slip), {name: after}, ((name, vector(items)),))


def _single(slip: Slip, after: Worth, right: Worth) -> Iterator[Single]:
    """Find the only component that a slip changed."""
    if after.shape == right.shape:
        pairs = enumerate(zip(after.numbers, right.numbers, strict=True))
        changed = [at for at, (new, old) in pairs if not close(abs(new - old), 0)]
        if len(changed) == 1:
            place = changed[0]
            yield Single(slip, place, entries(worked(slip.tree))[place], after.numbers[place])


def _in_steps(way: Course, made: Sequence[Made], later: str, purse: Purse) -> Iterator[Pair]:
    """Combine slips of one step with slips of a later one."""
    for shape in dict.fromkeys(after.shape for _, after in made):
        alike = [_First(slip, after, way.scope(slip.step, after)) for slip, after in made if after.shape == shape]
        seconds = [_Second(slip) for slip in _seconds(way, alike[0], later)]
        sizes = [size(second.slip.new) for second in seconds]
        purse.left -= sum(sizes)
        nodes = way.cost_onward(alike[0].slip.step) + max(sizes, default=0)
        for first, second in islice(_likeliest_first(alike, seconds), purse.pairs(nodes)):
            purse.take(nodes)
            found = way.through(first.scope, {first.slip.step: first.after}, later, second.function)
            if found is not None:
                yield Pair((first.slip, second.slip), {way.target: found})


class _First(NamedTuple):
    """A first slip, what it made of its step, and what all names stand for then."""

    slip: Slip
    after: Worth
    scope: Mapping[str, Value]


@dataclass(frozen=True)
class _Second:
    """A second slip; it has no slots, because what it made of its step is made a function of the first's numbers."""

    slip: Slip

    @cached_property
    def function(self) -> Callable[[Mapping[str, Value]], Value]:
        """What the step comes to, by the first's numbers."""
        return function_of(self.slip.new)


def _likeliest_first(firsts: Sequence[_First], seconds: Sequence[_Second]) -> Iterator[tuple[_First, _Second]]:
    """Pair slips, the likeliest pairs first, and pairs that are as likely in the order of their slips."""
    by_weight: dict[int, list[_Second]] = {}
    for second in seconds:
        by_weight.setdefault(second.slip.rule.weight, []).append(second)
    weights = {first.slip.rule.weight for first in firsts}
    for likely in sorted({one * other for one in weights for other in by_weight}, reverse=True):
        for first in firsts:
            rest, left = divmod(likely, first.slip.rule.weight)
            yield from ((first, second) for second in (() if left else by_weight.get(rest, ())))


def _seconds(way: Course, first: _First, later: str) -> Iterator[Slip]:
    """Make the slips of a later step in terms of an earlier one's numbers."""
    name, after = first.slip.step, first.after
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
    whole = put_at(line, one.path or (), one.new)
    return Slip(one.rule, later, way.number(later), FORMULA_STAGE, None, one.choice, way.formula(later), line, whole)
