"""What a check is, what options it has, and what a part asks of it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias

from graders.equivalence.domain import REALS, Domain

if TYPE_CHECKING:
    from graders.exercise import Option
    from graders.syntax.tree import Node
    from graders.verdict import Verdict

Kind: TypeAlias = Literal["count", "number", "name", "flag", "words"]
"""What an option's value is: a whole number from 0, a number from 0, a variable, a truth value, any text."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """An option that a check or form has: its name, what its value is, and in a few words what it is for.

    Where there are ``choices``, the value is one of them.
    """

    name: str
    kind: Kind
    meaning: str
    needed: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What a part asks beyond its key: forms, the credit for a right value in another form, options.

    The options were found to be in order before (``options.py``); one that is not set is ``None``.  Where
    ``outcome_only`` is asked, nobody reads what is said about a wrong response, and no check looks for it.
    """

    form: tuple[str, ...] = ()
    form_credit: Fraction = Fraction(1, 2)
    options: tuple[tuple[str, Option], ...] = ()
    domain: Domain = REALS
    outcome_only: bool = False

    def number(self, name: str) -> Fraction | None:
        """Give an option that is a number."""
        value = dict(self.options).get(name)
        return Fraction(value) if isinstance(value, (int, Fraction)) else None

    def count(self, name: str) -> int | None:
        """Give an option that is a whole number."""
        value = self.number(name)
        return None if value is None else int(value)

    def words(self, name: str) -> str | None:
        """Give an option that is a name or any other text."""
        value = dict(self.options).get(name)
        return None if value is None else str(value)

    def flag(self, name: str) -> bool:
        """Tell whether an option is set to true."""
        return bool(dict(self.options).get(name, False))


class Judge(Protocol):
    """Compare a response that was read with the key.

    It decides, and says with which evidence; it never raises for what a student can type.
    """

    def __call__(self, key: Node, response: Node, asked: Asked, /) -> Verdict:
        """Give the verdict."""
        ...


@dataclass(frozen=True, slots=True)
class Check:
    """An answer test: how it judges, which options it has, and how its responses are read.

    ``labels`` says that ``d = 4*sqrt(3)`` states the value 4 sqrt(3), by the name of d; ``words`` that the
    response is no mathematics and is taken as it was typed; ``names`` are read as variables in every response.
    """

    judge: Judge
    options: tuple[Accepted, ...] = ()
    labels: bool = True
    words: bool = False
    names: frozenset[str] = frozenset()
