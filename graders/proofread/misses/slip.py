"""A slip: what it makes of a right answer, and the proof that this is wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias

from graders.equivalence import Different, decide
from graders.equivalence.points import points
from graders.malrules.mistakes import margin
from graders.malrules.worth import worth
from graders.proofread.leaves import each, is_expression, one, somewhere
from graders.syntax.tree import Node, Relation, SetOf, free_variables, occurs
from graders.value.ball import exactly

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from graders.exercise import Part
    from graders.malrules.worth import Worth
    from graders.value.ball import Point

Make: TypeAlias = "Callable[[Sought], Iterator[Node]]"
Wrong: TypeAlias = "Callable[[Sought, Node], bool]"
Rewrite: TypeAlias = "Callable[[Node], Node | None]"

POINTS = 12
"""Functions are compared at so many points until one of them tells them apart."""


@dataclass(frozen=True, slots=True)
class Sought:
    """What is sought: a right answer, the key that it is judged by, and the part."""

    answer: Node
    key: Node
    part: Part
    known: dict[int, tuple[Point, Worth | None]] = field(default_factory=dict, compare=False, repr=False)

    def option(self, name: str) -> Fraction | None:
        """Give an option that is a number; ``None`` where it is not set."""
        value = dict(self.part.options).get(name)
        return Fraction(value) if isinstance(value, (int, Fraction)) else None


def is_another_value(sought: Sought, missed: Node) -> bool:
    """Tell whether what was made is seen to be worth something else than the answer."""
    return are_apart(sought.answer, missed, sought.known)


def surely(sought: Sought, missed: Node) -> bool:
    """Stand for the proof where a slip makes a wrong answer by what it does, whatever the values are."""
    return missed != sought.answer


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip: its name, what it may make of an answer, and the proof that this is wrong.

    One of ``writing`` keeps the value, and may earn the credit of a form.
    """

    name: str
    make: Make
    is_wrong: Wrong = is_another_value
    of_writing: bool = False


def are_apart(answer: Node, missed: Node, known: dict[int, tuple[Point, Worth | None]] | None = None) -> bool:
    """Tell whether two answers are seen to differ at some point; sets and statements have more ways to be the same.

    What is ``known`` of the answer, at which points, is kept for the next time.
    """
    if (not is_plain_set(answer) and occurs(SetOf, answer)) or occurs(Relation, answer):
        return isinstance(decide(answer, missed), Different)
    names = free_variables(answer)
    if not free_variables(missed) <= names:
        names, known = names | free_variables(missed), None
    return any(
        _differ(ours, missed, point) for point, ours in _met(answer, sorted(names), {} if known is None else known)
    )


def _met(
    answer: Node, names: list[str], known: dict[int, tuple[Point, Worth | None]]
) -> Iterator[tuple[Point, Worth | None]]:
    """Give points, and what the answer is worth there: of numbers once, of functions at one after the other."""
    for number in range(POINTS if names else 1):
        if number not in known:
            place = next(islice(points(names, b"near misses"), number, None)) if names else {}
            point = {name: exactly(value) for name, value in place.items()}
            known[number] = point, worth(answer, point)
        yield known[number]


def _differ(ours: Worth | None, missed: Node, point: Point) -> bool:
    theirs = None if ours is None else worth(missed, point)
    if ours is None or theirs is None:
        return False
    if isinstance(missed, SetOf) and is_plain_set(missed) and ours.shape.startswith("set"):
        return _has_stranger(ours, theirs) or _has_stranger(theirs, ours)
    return ours.shape != theirs.shape or abs(ours.key - theirs.key) > 8 * margin(ours.key)


def is_plain_set(node: Node) -> bool:
    """Tell a set of numbers or functions from sets of sets, vectors and all else."""
    return isinstance(node, SetOf) and bool(node.items) and all(map(is_expression, node.items))


def _has_stranger(ours: Worth, theirs: Worth) -> bool:
    """Tell whether some member of one set is no member of the other."""
    near = (min(abs(number - other) for other in theirs.numbers) for number in ours.numbers)
    return any(away > 8 * margin(abs(number)) for away, number in zip(near, ours.numbers, strict=True))


def in_first(rewrite: Rewrite) -> Make:
    """Make a slip in the first expression that allows it."""
    return _changed_by(one, rewrite)


def in_all(rewrite: Rewrite) -> Make:
    """Make a slip in every expression."""
    return _changed_by(each, rewrite)


def _changed_by(change: Callable[[Node, Rewrite], Node | None], rewrite: Rewrite) -> Make:
    def make(sought: Sought) -> Iterator[Node]:
        changed = change(sought.answer, rewrite)
        if changed is not None:
            yield changed

    return make


def in_place(rewrite: Rewrite) -> Make:
    """Make a slip in each place that allows it, one after the other."""

    def make(sought: Sought) -> Iterator[Node]:
        yield from somewhere(sought.answer, rewrite)

    return make
