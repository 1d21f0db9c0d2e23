"""What the students of a class were given, on the disk once they are many, and read one by one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias, overload

from graders.assignment import Student
from graders.issued import Handout, IssuedVariant
from graders.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

VariantFields: TypeAlias = tuple[str, int, tuple[tuple[str, str], ...], str, str]
HandoutFields: TypeAlias = tuple[str, str, tuple[VariantFields, ...]]


class Handouts(Sequence[Handout]):
    """Handouts in the order of the class list; whoever asks for one again gets a new one that is equal."""

    def __init__(self, handouts: Iterable[Handout]) -> None:
        """Put them on a shelf as they come."""
        self._shelf: Shelf[int, HandoutFields] = Shelf()
        self._count = 0
        for handout in handouts:
            self._shelf[self._count] = _written(handout)
            self._count += 1

    def __len__(self) -> int:
        """Count them."""
        return self._count

    def __iter__(self) -> Iterator[Handout]:
        """Read them in their order."""
        return map(_read, self._shelf.values())

    @overload
    def __getitem__(self, place: int) -> Handout: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Handout, ...]: ...
    def __getitem__(self, place: int | slice) -> Handout | tuple[Handout, ...]:
        """Read the one at a place, or those at several."""
        places = range(self._count)[place]
        if isinstance(places, range):
            return tuple(_read(self._shelf[each]) for each in places)
        return _read(self._shelf[places])

    def __eq__(self, other: object) -> bool:
        """Compare them with others, wherever those lie."""
        return isinstance(other, Sequence) and len(self) == len(other) and all(map(Handout.__eq__, self, other))

    __hash__ = None  # type: ignore[assignment]  # as a list has none


def _written(handout: Handout) -> HandoutFields:
    student, given = handout.student, handout.variants
    variants = ((each.exercise, each.number, each.values, each.digest, each.exercise_digest) for each in given)
    return student.id, student.name, tuple(variants)


def _read(fields: HandoutFields) -> Handout:
    name, called, variants = fields
    return Handout(Student(name, called), tuple(IssuedVariant(*each) for each in variants))
