"""The variants of an exercise, in the order in which a seed gives them out.

The k-th student of a class gets the k-th variant, so no two share one while the space lasts; where it does
not last, an ``AuthorError`` says how many variants there are and which condition rejects what share.  An
exercise in which nothing varies has one variant, which is for everybody.
"""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from dataclasses import replace
from itertools import islice, repeat
from math import floor, sqrt
from typing import TYPE_CHECKING

from graders.candidates import GaveUpError, candidates
from graders.census import count, too_few
from graders.errors import AuthorError, Problem
from graders.evenness import within
from graders.likeness import likeness, shows_everything
from graders.value.exact import reduced
from graders.variant import make_variant, written

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator

    from graders.candidates import Candidates
    from graders.census import Count
    from graders.exercise import Exercise, Pinned
    from graders.variant import Variant


REPEATS = 20_000
"""So many variants in a row whose questions were there before are taken for the end."""


LONGEST_NUMBER = 100
"""Digits of a variant's number; no space is as large as that."""


def variants(exercise: Exercise, *, seed: str) -> Iterator[Variant]:
    """Yield variants whose questions all look different, in the order of a seed: one for each student of a class.

    It never ends by itself: an ``AuthorError`` is raised when no variant is left.  An exercise in which
    nothing varies gives its one variant to everybody.
    """
    space = candidates(exercise)
    band = within(exercise)
    found = 0
    try:
        for variant in different(exercise, _made(exercise, space, space.walk(seed), band)):
            if not space.domains:
                yield from repeat(variant)
            yield variant
            found += 1
    except GaveUpError as error:
        raise too_few(space, found, error.examined) from error
    raise too_few(space, found, space.size)


def _made(
    exercise: Exercise, space: Candidates, numbers: Iterable[int], band: Callable[[Variant], bool]
) -> Iterator[Variant]:
    made = (make_variant(exercise, number, space.values(number)) for number in numbers)
    return filter(band, made)


def different(exercise: Exercise, found: Iterable[Variant]) -> Iterator[Variant]:
    """Leave out variants whose question was there before."""
    if shows_everything(exercise):
        yield from found
        return
    looks, repeated = likeness(exercise), 0
    seen: set[Hashable] = set()
    for variant in found:
        look = looks(variant)
        repeated = repeated + 1 if look in seen else 0
        if repeated > REPEATS:
            return
        if not repeated:
            seen.add(look)
            yield variant


def questions(exercise: Exercise, *, effort: int | None = None) -> Count:
    """Count the different questions: exactly where they are few or each variant has its own, else by an interval."""
    space = candidates(exercise)
    counted = count(space, effort=effort)
    if shows_everything(exercise):
        return counted
    are_few = counted.is_exact and counted.least <= POSED
    sampled = SAMPLED if effort is None else GLANCED
    posed = _posed(exercise, space, counted.least if are_few and effort is None else sampled)
    if are_few and len(posed) < posed.total() < counted.least:
        posed = _posed(exercise, space, counted.least)
    if posed.total() == counted.least == counted.most:
        return replace(counted, least=len(posed), most=len(posed))
    least = max(len(posed), min(_fewest(posed), counted.most))
    return replace(counted, least=least, examined=min(posed.total(), counted.size - 1))


def _posed(exercise: Exercise, space: Candidates, many: int) -> Counter[Hashable]:
    """Count how often each look is met on so many variants; on fewer where they are too rare to find more."""
    looks = likeness(exercise)
    posed: Counter[Hashable] = Counter()
    with suppress(GaveUpError):
        for number in islice(space.walk("census"), many):
            posed[looks(make_variant(exercise, number, space.values(number)))] += 1
    return posed


def _fewest(posed: Counter[Hashable]) -> int:
    """Tell with 99 % confidence how many different ones there are at least, by how often two are the same.

    Of D kinds, two drawn at random are the same with a chance of 1/D or more.  The pairs that are the same
    are few and nearly independent: their number is Poisson's, whose upper bound is ``(sqrt(k + 1) + 1.17)^2``.
    """
    pairs = posed.total() * (posed.total() - 1) // 2
    same = sum(times * (times - 1) // 2 for times in posed.values())
    return floor(pairs / (sqrt(same + 1) + 1.17) ** 2)


POSED = 4000
"""So many questions are all posed to count them; where effort counts, only if some of those glanced at are the same."""

SAMPLED, GLANCED = 1000, 300
"""So many of more questions are posed, or where effort counts: enough to show with 99 % confidence that there are a
hundred thousand, or ten thousand."""


def variant_for(exercise: Exercise, *, seed: str, index: int) -> Variant:
    """Give the variant at a place of the order, counted from 0; for a whole class, take ``variants``."""
    return next(islice(variants(exercise, seed=seed), index, None))


def first_variant(exercise: Exercise) -> Variant:
    """Give the variant that an exercise is shown with: the first pinned one, or any where none is pinned."""
    for pinned in exercise.pinned:
        return pinned_variant(exercise, pinned.name)
    return variant_for(exercise, seed="", index=0)


def numbered_variant(exercise: Exercise, number: int) -> Variant:
    """Give the variant of a number; an ``AuthorError`` where the number is none's."""
    space = candidates(exercise)
    if not 0 <= number < space.size:
        remedy = f"they are numbered from 0 to {space.size - 1}"
        raise AuthorError((Problem(f"no candidate has the number {number}", exercise.id, path="given", remedy=remedy),))
    values = space.values(number)
    rejecting = space.rejecting(number)
    if rejecting is not None:
        message = f"candidate {number} is no variant: {rejecting} does not hold for {written(values)}"
        raise AuthorError((Problem(message, exercise.id, path=rejecting.path),))
    return make_variant(exercise, number, values)


def named_variant(exercise: Exercise, name: str) -> Variant:
    """Give the pinned variant of a name, or, where the name is a number, the variant of that number."""
    if name.isdecimal() and len(name) <= LONGEST_NUMBER:
        return numbered_variant(exercise, int(name))
    return pinned_variant(exercise, name)


def pinned_variant(exercise: Exercise, name: str) -> Variant:
    """Give the variant that an author pinned under a name; its values may lie outside the domains.

    An ``AuthorError`` names the ones that there are, or the parameters that it lacks or has too many.
    """
    pinned = next((one for one in exercise.pinned if one.name == name), None)
    if pinned is None:
        known = ", ".join(one.name for one in exercise.pinned)
        remedy = f"there are {known}" if known else "the exercise pins none"
        raise AuthorError((Problem(f"no variant is pinned as {name}", exercise.id, path="pinned", remedy=remedy),))
    _check_names(exercise, pinned)
    space = candidates(exercise)
    given = dict(pinned.values)
    values = tuple((parameter.name, reduced(given[parameter.name])) for parameter in exercise.given)
    number = space.number(values)
    if number is None:
        return make_variant(exercise, -1, values)
    return make_variant(exercise, number, space.values(number))


def _check_names(exercise: Exercise, pinned: Pinned) -> None:
    """Refuse a pinned variant that does not give every parameter a value, and nothing else."""
    wanted = [parameter.name for parameter in exercise.given]
    found = [name for name, _ in pinned.values]
    problems = [f"{name} has no value" for name in wanted if name not in found]
    problems += [f"{name} is no parameter" for name in found if name not in wanted]
    if problems:
        path = f"pinned.{pinned.name}"
        raise AuthorError(tuple(Problem(message, exercise.id, path=path) for message in problems))
