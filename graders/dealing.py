"""Who is given which variant of one exercise.

by seed     the students of the class list take the variants in the order of the seed, one after the other
by key      every student has a place of their own in an order that the class key chooses, and takes the first
            variant from there on that nobody has

In both ways no two students of a class are given the same question while the questions last.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from graders.assignment import folded
from graders.candidates import PATIENCE, candidates
from graders.census import too_few
from graders.evenness import within
from graders.likeness import likeness
from graders.permutation import Permutation, key_of
from graders.pitfalls import with_pitfalls
from graders.space import variant_for, variants
from graders.variant import make_variant

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Sequence

    from graders.assignment import Student
    from graders.classkey import ClassKey
    from graders.exercise import Exercise
    from graders.variant import Variant

STRETCH = 1 << 14
"""So many places are looked at together."""

EVERYBODY = ""
"""Whose place it is when all are given the same."""


@dataclass(frozen=True, slots=True)
class Dealer:
    """How variants are given out: by the seed of the assignment, or by the class key where there is one."""

    seed: str
    key: ClassKey | None = None
    same: bool = False
    even: bool = False

    def deal(
        self, exercise: Exercise, students: Sequence[Student], taken: Iterable[Variant] = ()
    ) -> Iterator[tuple[Student, Variant]]:
        """Give every student a variant that looks like none of those that are taken.

        An ``AuthorError`` says that there are too few, and why.
        """
        if self.even:
            exercise = replace(exercise, even=True)
        if not students:
            return iter(())
        if self.same or not exercise.given:
            variant = next(iter(taken), None) or self._one(exercise)
            return ((student, variant) for student in students)
        looks = likeness(exercise)
        if self.key is not None:
            return _Keyed(self.key, exercise, {looks(each) for each in taken}).deal(students)
        gone = {looks(each) for each in taken}
        fresh = (each for each in variants(exercise, seed=self.seed) if looks(each) not in gone)
        return ((student, next(fresh)) for student in students)

    def _one(self, exercise: Exercise) -> Variant:
        """Give the variant that is for everybody."""
        if self.key is None or not exercise.given:
            return variant_for(exercise, seed=self.seed, index=0)
        keyed = _Keyed(self.key, exercise, set())
        return keyed.next_from(keyed.place(EVERYBODY))

    def order(self, many: int, *words: str) -> tuple[int, ...]:
        """Give the numbers below ``many`` in an order that belongs to a purpose and a student."""
        key = key_of(self.seed, *words) if self.key is None else self.key.drawn("order", *words)
        return tuple(Permutation(many, key).at(place) for place in range(many))


class _Keyed:
    """One exercise being dealt by a class key: what is taken so far."""

    def __init__(self, key: ClassKey, exercise: Exercise, taken: set[Hashable]) -> None:
        self.key = key
        self.exercise = exercise
        self.taken = taken
        self.space = with_pitfalls(exercise, candidates(exercise))
        self.permutation = Permutation(self.space.size, key.drawn("exercise", exercise.id))
        self.looks = likeness(exercise)
        self.band = within(exercise)

    def place(self, student: str) -> int:
        """Give a student's place in the order of the class."""
        return self.key.number(self.space.size, "student", self.exercise.id, folded(student))

    def deal(self, students: Sequence[Student]) -> Iterator[tuple[Student, Variant]]:
        """Look all students' own places up together; whoever finds nothing free there goes on from there."""
        from graders.permuted import numbers

        places = [self.place(student.id) for student in students]
        for start in range(0, len(students), STRETCH):
            drawn = numbers(self.permutation, places[start : start + STRETCH])
            admitted = set(self.space.admitted(drawn))
            for at, number in enumerate(drawn.tolist(), start):
                variant = self.made(number) if number in admitted else None
                yield students[at], variant or self.next_from(places[at] + 1)

    def next_from(self, place: int) -> Variant:
        """Take the first free variant from a place on, all the way round."""
        from graders.permuted import numbers

        size, looked, length = self.space.size, 0, 4
        while looked < size:
            length = min(length, size - looked)
            places = [(place + looked + step) % size for step in range(length)]
            for number in self.space.admitted(numbers(self.permutation, places)):
                variant = self.made(number)
                if variant is not None:
                    return variant
            looked += length
            if looked * self.space.cost > PATIENCE:
                break
            length = min(4 * length, STRETCH)
        raise too_few(self.space, len(self.taken), looked)

    def made(self, number: int) -> Variant | None:
        """Make a variant and take it, unless it is taken or out of the band."""
        variant = make_variant(self.exercise, number, self.space.values(number))
        look = self.looks(variant)
        if look in self.taken or not self.band(variant):
            return None
        self.taken.add(look)
        return variant
