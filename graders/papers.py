"""A student's paper: which exercises of an assignment it has, and in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.assignment import folded
from graders.errors import AuthorError, Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from graders.assignment import Assignment, Item, Student
    from graders.dealing import Dealer
    from graders.exercise import Exercise


def paper(assignment: Assignment, dealer: Dealer, student: Student, kept: Collection[str] = ()) -> tuple[Item, ...]:
    """Give the items of a student's paper in their order; what was ``kept`` from before comes first, as it was."""
    chosen = frozenset(_chosen(assignment, dealer, student, kept))
    units = [unit for unit in assignment.units if any(item in chosen for item in unit)]
    if assignment.shuffled:
        units = [units[place] for place in dealer.order(len(units), "shuffle", folded(student.id))]
    fresh = [item for unit in units for item in unit if item in chosen and item.exercise not in kept]
    return (*assignment.given(kept), *fresh)


def _chosen(assignment: Assignment, dealer: Dealer, student: Student, kept: Collection[str]) -> Iterator[Item]:
    """Give what is for everybody, and so many of every pool: first those that were kept."""
    yield from (item for item in assignment.items if item.pool is None)
    whose = "" if assignment.same else folded(student.id)
    for pool, pick in enumerate(assignment.pools):
        members = [item for item in assignment.items if item.pool == pool]
        drawn = [members[place] for place in dealer.order(len(members), "pool", str(pool), whose)]
        drawn.sort(key=lambda item: item.exercise not in kept)
        yield from drawn[: max(pick, sum(item.exercise in kept for item in drawn))]


def check_pools(assignment: Assignment, exercises: Mapping[str, Exercise]) -> None:
    """Refuse pools whose exercises count differently: chance gives nobody more points than others."""
    problems: list[Problem] = []
    for pool in range(len(assignment.pools)):
        members = [item for item in assignment.items if item.pool == pool]
        points = {item.points or exercises[item.exercise].points for item in members}
        if len(points) > 1:
            names = ", ".join(item.exercise for item in members)
            counted = " and ".join(map(str, sorted(points)))
            message = f"the exercises of a pool count {counted} points: {names}"
            problems.append(Problem(message, remedy='give the pool points, as in "points: 3"'))
    if problems:
        raise AuthorError(tuple(problems))
