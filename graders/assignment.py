"""An assignment, and the students whom it is for: frozen values, read from files elsewhere (``bank/``)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from unicodedata import normalize

if TYPE_CHECKING:
    from collections.abc import Iterable
    from fractions import Fraction

    from graders.exercise import Policy


@dataclass(frozen=True, slots=True)
class Item:
    """One exercise of an assignment, by its id; without points of its own it counts its parts' points.

    ``pool`` and ``group`` say by its place in the assignment's which one it belongs to, if to any.
    """

    exercise: str
    points: Fraction | None = None
    pool: int | None = None
    group: int | None = None


@dataclass(frozen=True, slots=True)
class Assignment:
    """A problem set: its title, the seed of its variants, and its exercises in order.

    ``digest`` is the SHA-256 of the file's text in hexadecimal.  Of every pool each student is given so many
    exercises; the exercises of a group share parameters of these names.  ``shuffled`` gives every student
    another order, ``same`` everybody the same variants, and ``even`` only variants that are about equally hard.
    ``attempts`` says how several attempts are marked, in the place of what the exercises say; ``final``, that no more
    of them come.
    """

    title: str
    seed: str
    items: tuple[Item, ...]
    lang: str = "en"
    digest: str = ""
    pools: tuple[int, ...] = ()
    groups: tuple[tuple[str, ...], ...] = ()
    shuffled: bool = False
    same: bool = False
    even: bool = False
    decimal_comma: bool = False
    attempts: Policy | None = None
    final: bool = False

    def given(self, exercises: Iterable[str]) -> tuple[Item, ...]:
        """Give the items of some exercises, in their order."""
        items = {item.exercise: item for item in self.items}
        return tuple(items[name] for name in exercises if name in items)

    @property
    def units(self) -> tuple[tuple[Item, ...], ...]:
        """The items that stay together when they are put into another order: a group is one, everything else alone."""
        together: dict[object, list[Item]] = {}
        for place, item in enumerate(self.items):
            together.setdefault(("alone", place) if item.group is None else ("group", item.group), []).append(item)
        return tuple(map(tuple, together.values()))


@dataclass(frozen=True, slots=True)
class Student:
    """A student of the roster: the id as written there, and a name to be greeted by."""

    id: str
    name: str


def folded(student: str) -> str:
    """Give what makes an id the same id, however it is typed: width, case and spaces do not count.

    >>> folded("  Ada　LOVELACE ") == folded("ada lovelace")
    True
    """
    return " ".join(normalize("NFKC", normalize("NFKC", student).casefold()).split())
