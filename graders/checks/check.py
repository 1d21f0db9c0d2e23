"""What a check is, and what the author may ask besides."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from graders.exercise import Option
    from graders.syntax.tree import Node
    from graders.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Asked:
    """What a part asks beyond its key: forms, the credit for a right value in another form, options."""

    form: tuple[str, ...] = ()
    form_credit: Fraction = Fraction(1, 2)
    options: tuple[tuple[str, Option], ...] = ()


class Check(Protocol):
    """Compare a response that was read with the key.

    A check decides, and says with which evidence; it never raises for what a student can type.
    """

    def __call__(self, key: Node, response: Node, asked: Asked, /) -> Verdict:
        """Give the verdict."""
        ...
