"""All mistakes that a part of a variant allows, with what they lead to: a table to look answers up in.

The table is built when the first wrong answer asks for it, once per variant and part.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache, cached_property, partial
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from graders.malrules.catalogue import RANK
from graders.malrules.lookup import Measured, lookup
from graders.malrules.route import ANSWER, Routes
from graders.malrules.slips import BUDGET, FORMULA_STAGE, Slip, answer_slips, slips, unit_slips
from graders.malrules.steps import course
from graders.value.exact import substituted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from graders.exercise import Exercise, Part
    from graders.malrules.lookup import Lookup
    from graders.malrules.steps import Course
    from graders.malrules.worth import Worth
    from graders.syntax.tree import Node
    from graders.variant import Variant

Found: TypeAlias = "tuple[tuple[Slip, ...], Worth]"
"""Slips, and what they are found under."""

OTHER_PART = "other_part"
"""The name of the mistake to write another part's answer into a box."""

NOTHING_NAMED = "none"
"""What an example says where no mistake is to be named."""

USUAL_WEIGHT = 3

UNLIKELY = 0.05
"""How likely it is that a step went wrong that the student has right elsewhere."""


class Mistake(NamedTuple):
    """One way to a wrong answer: the slips in order, or another part's answer, and what it leads to.

    ``weight`` is how likely it is beside others; ``came`` are the steps that came out otherwise, where that is more
    than what the slips made of them.
    """

    slips: tuple[Slip, ...]
    worth: Worth
    weight: float
    part: str = ""
    came: tuple[tuple[str, Node], ...] = ()

    @property
    def changes(self) -> tuple[tuple[str, Node], ...]:
        """The steps that came out otherwise, as trees."""
        return self.came or tuple((slip.step, slip.tree) for slip in self.slips)

    @property
    def name(self) -> str:
        """What rules made it."""
        return named(self.slips)

    @property
    def rank(self) -> tuple[float, int]:
        """Its place in the stated order: the likelier first, then as the catalogue has it."""
        return (-self.weight, self.place)

    @property
    def is_fact(self) -> bool:
        """Tell whether it is true of the answer whatever the student did: that its sign is wrong, say."""
        return not any(slip.number for slip in self.slips)

    @property
    def place(self) -> int:
        """Its place in the catalogue."""
        return RANK[self.slips[0].rule.name] if self.slips else len(RANK)


def named(slips: tuple[Slip, ...]) -> str:
    """Name slips by their rules; without any it is another part's answer."""
    return slips[0].rule.name if len(slips) == 1 else " ".join(slip.rule.name for slip in slips) or OTHER_PART


@dataclass(frozen=True, slots=True)
class Table:
    """Mistakes by the shape of their answers, in the order of their floats; and the weight of all.

    Rows hold places, since hardly any mistake is ever looked at: ``make`` makes the one of a place, once.
    """

    rows: Mapping[str, Sequence[tuple[float, int]]]
    make: Callable[[int], Mistake]
    weight: float
    number: int

    def share(self, mistake: Mistake) -> float:
        """Give how likely a mistake is among all: the mean of its weight's share and an equal one.

        How often people slip is known roughly at best, so that weights are trusted by half.
        """
        return (mistake.weight / self.weight + 1 / self.number) / 2

    def near(self, shape: str, low: float, high: float) -> Sequence[Mistake]:
        """Give the mistakes with answers in a stretch, the likeliest first."""
        row = self.rows.get(shape, ())
        found = row[bisect_left(row, (low, 0)) : bisect_right(row, (high, self.number))]
        return sorted([self.make(place) for _, place in found], key=lambda one: one.rank)

    @property
    def mistakes(self) -> Iterator[Mistake]:
        """All of them."""
        return (self.make(place) for row in self.rows.values() for _, place in row)


def table(mistakes: Sequence[Mistake]) -> Table:
    """Put mistakes in order."""
    rows = _rows([mistake.worth for mistake in mistakes])
    return Table(rows, mistakes.__getitem__, sum(mistake.weight for mistake in mistakes), len(mistakes))


def _rows(worths: Sequence[Worth]) -> Mapping[str, Sequence[tuple[float, int]]]:
    rows: dict[str, list[tuple[float, int]]] = {}
    for place, worth in enumerate(worths):
        rows.setdefault(worth.shape, []).append((worth.key, place))
    for row in rows.values():
        row.sort()
    return rows


@dataclass(frozen=True)
class Mistakes:
    """The mistakes that can be made with a variant; nothing is worked out before it is asked for.

    It has no slots, because what was worked out is kept.
    """

    exercise: Exercise
    variant: Variant
    given: frozenset[str] = frozenset()
    """Steps that stand as they are: no slip is looked for in them."""
    right: frozenset[str] = frozenset()
    """Steps that the student has right, in which a slip is unlikely."""
    routes: Routes | None = None
    """The routes of the exercise's parts, where they are known already."""
    beside: Mistakes | None = None
    """The mistakes on the right numbers: where these rest on none of the ``given`` steps they are the same."""

    @cached_property
    def _courses(self) -> dict[str, Course]:
        return {}

    @cached_property
    def _slips(self) -> dict[str, tuple[tuple[Slip, Worth], ...]]:
        return {}

    @cached_property
    def _lookups(self) -> dict[str, Lookup]:
        return {}

    @cached_property
    def _tables(self) -> dict[str, Table]:
        return {}

    def course(self, part: Part) -> Course:
        """Give the steps that lead to a part's key."""
        if part.id not in self._courses:
            self._courses[part.id] = course(self._routes.of(part), self.variant.environment)
        return self._courses[part.id]

    @cached_property
    def _routes(self) -> Routes:
        return self.routes or Routes(self.exercise)

    def table(self, part: Part) -> Table:
        """Give all mistakes with one slip."""
        if part.id not in self._tables:
            self._tables[part.id] = self._table(list(self._told_apart(part)), list(self._other_parts(part)))
        return self._tables[part.id]

    def lookup(self, part: Part) -> Lookup:
        """Give by what the answers to a part are looked up."""
        if part.id not in self._lookups:
            self._lookups[part.id] = lookup(part, self.course(part))
        return self._lookups[part.id]

    def answer(self, part: Part, mistake: Mistake) -> Node:
        """Give the answer that a mistake leads to, worked out; raises ``UndefinedError``.

        Units that a slip came with are no names of the exercise.
        """
        if any(slip.rule.stage == "unit" for slip in mistake.slips):
            return mistake.slips[0].tree
        return self.course(part).exact(dict(mistake.changes))

    def led(self, part: Part, changes: Mapping[str, Node]) -> Worth | None:
        """Give what a mistake is found under that makes steps come out as other trees."""
        way = self.course(part)
        found = way.led(changes)
        return None if found is None else self.lookup(part).of_mistake({way.target: found}, lambda: changes)

    def slips(self, part: Part, step: str) -> tuple[tuple[Slip, Worth], ...]:
        """Give the slips of a step with what the step is worth after them."""
        if step in self.given:
            return ()
        name = f"{part.id} {step}" if step == ANSWER else step
        if name not in self._slips:
            alike = self._alike(part, step)
            self._slips[name] = slips(self.course(part), step) if alike is None else alike.slips(part, step)
        return self._slips[name]

    def _alike(self, part: Part, step: str) -> Mistakes | None:
        """Give the mistakes on the right numbers where those of a step are the same."""
        way, other = self.course(part), self.beside
        if other is None or way.point != other.course(part).point:
            return None
        return None if any(step in way.route.followers.get(name, ()) for name in self.given) else other

    def _told_apart(self, part: Part) -> Iterator[Found]:
        """Yield every slip, and every habit, whose answer is told from the right one, by what it is looked up."""
        way, found_by = self.course(part), self.lookup(part)
        right = found_by.of_tree(way.value)
        for made, changes in self._single(part):
            found = found_by.of_mistake(changes, partial(_trees, made))
            if found is not None and differs(right, found):
                yield made, found
        if isinstance(found_by, Measured):
            for slip in unit_slips(way, found_by.key):
                found = found_by.of_tree(slip.tree)
                if found is not None and differs(right, found):
                    yield (slip,), found

    def _single(self, part: Part) -> Iterator[tuple[tuple[Slip, ...], Mapping[str, Worth]]]:
        """Yield every slip, and every habit, with the steps that come out as other values."""
        way = self.course(part)
        for step in way.steps:
            made = self._affordable(part, step.name)
            if step.name == way.target:
                yield from (((slip,), {step.name: after}) for slip, after in made if not _is_answer_rounded(slip))
            else:
                yield from (((slip,), {step.name: after}) for slip, after in made)
        for habit in self._habits(part):
            yield tuple(slip for slip, _ in habit), {slip.step: after for slip, after in habit}
        for slip, after in answer_slips(way):
            yield (slip,), {way.target: after}

    def _affordable(self, part: Part, step: str) -> Sequence[tuple[Slip, Worth]]:
        """Give as many slips of a step as can be followed to the key within the budget."""
        made, way = self.slips(part, step), self.course(part)
        if len(made) * way.most_onward(step) <= BUDGET:
            return made
        return made[: BUDGET // way.cost_onward(step)]

    def _habits(self, part: Part) -> Iterator[tuple[tuple[Slip, Worth], ...]]:
        """Yield a rule's slips in the formulas of steps that do not rest on each other: a habit of one person."""
        way = self.course(part)
        followers = way.route.followers
        first: dict[str, dict[str, tuple[Slip, Worth]]] = {}
        for step in way.steps:
            for slip, after in self.slips(part, step.name):
                if slip.stage == FORMULA_STAGE and not slip.choice:
                    apart = first.setdefault(slip.rule.name, {})
                    if not any(step.name in followers[name] for name in apart):
                        apart.setdefault(step.name, (slip, after))
        yield from (tuple(found.values()) for found in first.values() if len(found) > 1)

    def _other_parts(self, part: Part) -> Iterator[Mistake]:
        way = self.course(part)
        others = [other for other in self.exercise.parts if other.id != part.id]
        keys = {other.id: substituted(other.key, self.variant.environment) for other in others}
        right = self.lookup(part).of_tree(way.value)
        led = {name: self.led(part, {way.target: key}) for name, key in keys.items()}
        found = {name: each for name, each in led.items() if each is not None and differs(right, each)}
        for name, each in found.items():
            yield Mistake((), each, USUAL_WEIGHT / len(found), name, ((way.target, keys[name]),))

    def _table(self, single: Sequence[Found], others: Sequence[Mistake]) -> Table:
        """Put slips, weighed, and others' answers in order."""
        weights = list(self._weights([made for made, _ in single]))

        @cache
        def make(place: int) -> Mistake:
            if place >= len(single):
                return others[place - len(single)]
            return Mistake(*single[place], weights[place])

        rows = _rows([*(found for _, found in single), *(other.worth for other in others)])
        weight = sum(weights) + sum(other.weight for other in others)
        return Table(rows, make, weight, len(single) + len(others))

    def _weights(self, single: Sequence[tuple[Slip, ...]]) -> Iterator[float]:
        """Divide a rule's weight among the places where it can be applied; whole steps count more than single lines."""
        sized = [(named(made), _share(made)) for made in single]
        shares: dict[str, int] = {}
        for name, share in sized:
            shares[name] = shares.get(name, 0) + share
        for made, (name, share) in zip(single, sized, strict=True):
            doubt = UNLIKELY if self.right and self._is_doubted(made) else 1
            yield made[0].rule.weight * doubt * share / shares[name]

    def _is_doubted(self, made: tuple[Slip, ...]) -> bool:
        """Tell whether a slip is one in a step that the student has right; one with the whole answer stands alone."""
        return made[0].number > 0 and not self.right.isdisjoint([slip.step for slip in made])


def _changes(mistake: Mistake) -> Mapping[str, Node]:
    return dict(mistake.changes)


def _is_answer_rounded(slip: Slip) -> bool:
    """Tell whether the last step is rounded as a whole, which is no slip."""
    return slip.rule.stage == "rounding" and slip.path == ()


def _trees(made: tuple[Slip, ...]) -> Mapping[str, Node]:
    return {slip.step: slip.tree for slip in made}


def differs(right: Worth | None, found: Worth) -> bool:
    """Tell whether a value is another than the right one."""
    return right is None or found.shape != right.shape or not close(found.key, right.key)


def close(one: float, other: float) -> bool:
    """Tell whether two floats may be of equal values."""
    return abs(one - other) <= margin(other)


def margin(number: float) -> float:
    """Give how far the floats of equal values may be apart."""
    return 1e-11 * (1 + abs(number))


WHOLE_STEP = 3
"""How much likelier it is to make a mistake with a whole step, or throughout it, than at one number."""


def _share(made: tuple[Slip, ...]) -> int:
    for slip in made:
        if slip.path is None or slip.stage == FORMULA_STAGE:
            return WHOLE_STEP
    return 1
