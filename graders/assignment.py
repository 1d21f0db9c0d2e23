"""An assignment, and the students whom it is for: frozen values, read from files elsewhere (``bank/``)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from unicodedata import normalize

if TYPE_CHECKING:
    from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Item:
    """One exercise of an assignment, by its id; without points of its own it counts its parts' points."""

    exercise: str
    points: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Assignment:
    """A problem set: its title, the seed of its variants, and its exercises in order.

    ``digest`` is the SHA-256 of the file's text in hexadecimal.
    """

    title: str
    seed: str
    items: tuple[Item, ...]
    lang: str = "en"
    digest: str = ""


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


def find_student(students: tuple[Student, ...], id: str) -> Student | None:
    """Find a student of the roster by an id as somebody typed it."""
    wanted = folded(id)
    return next((student for student in students if folded(student.id) == wanted), None)
