"""An exercise as its author means it: frozen values, read from a file elsewhere (``bank/``)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, TypeAlias

from graders.syntax.tree import variables
from graders.value.rationals import added

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from graders.syntax.tree import Node

Option: TypeAlias = str | int | Fraction | bool
"""The value of a check's option."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """Something that varies: its name and its finite domain, as in ``a: vector(3, -5..5)``."""

    name: str
    domain: Node


@dataclass(frozen=True, slots=True)
class Derived:
    """One step of the solution: a name and the formula for it, in terms of what stands above it."""

    name: str
    formula: Node


def steps_to(names: AbstractSet[str], derive: tuple[Derived, ...]) -> tuple[Derived, ...]:
    """Find the steps of these names, and those on which they rest, directly or not, in order."""
    needed, found = set(names), list[Derived]()
    for step in reversed(derive):
        if step.name in needed:
            needed |= variables(step.formula)
            found.append(step)
    return tuple(reversed(found))


@dataclass(frozen=True, slots=True)
class MalRule:
    """A known mistake: the answer that it leads to, what to say, and the share of the points it still earns.

    By its ``id``, where it has one, examples say that it must be told.
    """

    when: Node
    say: str
    credit: Fraction = Fraction(0)
    id: str = ""


@dataclass(frozen=True, slots=True)
class Hint:
    """A hint: its text, after how many wrong attempts it is given, and the share of the points that it takes."""

    say: str
    after: int
    cost: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class Policy:
    """How several attempts at a part are marked.

    ``most`` attempts count, or any number; every attempt that was not correct takes the share ``penalty`` of the
    points from those after it; of all of them the best or the last ``counts``.  With ``hints``, hints are given and
    cost what they cost.  While it is ``open``, students may try again, and are shown no solution before that is over.
    """

    most: int | None = None
    penalty: Fraction = Fraction(0)
    counts: Literal["best", "last"] = "last"
    hints: bool = True
    open: bool = True


ONCE = Policy(hints=False, open=False)
"""The policy where nobody has written one: what is handed in last counts, and is final."""


@dataclass(frozen=True, slots=True)
class Part:
    """One box to fill in: what is asked, the key, and how a response is tested against it.

    ``form_credit`` is the share of the points for a right value in another form than asked; ``hints`` go from the
    first that is given to the last.
    """

    id: str
    ask: str
    key: Node
    points: Fraction = Fraction(1)
    check: str = "equivalent"
    form: tuple[str, ...] = ()
    form_credit: Fraction = Fraction(1, 2)
    options: tuple[tuple[str, Option], ...] = ()
    malrules: tuple[MalRule, ...] = ()
    hints: tuple[Hint, ...] = ()


@dataclass(frozen=True, slots=True)
class Example:
    """A test that the exercise carries: responses to a variant, the verdicts that they must get, and why.

    ``mistakes`` are rules of the catalogue or ids of mal-rules that must be told for a response, or ``none``.
    """

    variant: str
    responses: tuple[tuple[str, str], ...]
    verdicts: tuple[tuple[str, str], ...]
    mistakes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Pinned:
    """A variant with a name, for lectures and examples: the value of every parameter."""

    name: str
    values: tuple[tuple[str, Node], ...]


@dataclass(frozen=True, slots=True)
class Exercise:
    """A family of questions.

    A ``discriminating`` one gives out no variant on which a mal-rule leads to the key; an ``even`` one only
    such as are about equally hard.  ``follow_through`` is the share of its points that a part earns which is
    right on the student's own earlier answers: 0 says so in words alone, ``None`` says nothing.

    ``variables`` are names that stay letters in keys and responses; with ``decimal_comma`` a response's ``3,5``
    is a number and ``;`` separates.  ``attempts`` says how several attempts are marked, unless an assignment does.

    ``id`` is ``topic/name``, from the place of the file; ``digest`` is the SHA-256 of the file's text in
    hexadecimal.  ``question``, ``ask`` and ``solution`` are Markdown with mathematics between dollar
    signs and ``{{ name }}`` where a value of the variant goes.
    """

    id: str
    title: str
    question: str
    parts: tuple[Part, ...]
    given: tuple[Parameter, ...] = ()
    where: tuple[Node, ...] = ()
    derive: tuple[Derived, ...] = ()
    pinned: tuple[Pinned, ...] = ()
    solution: str = "{{ steps }}"
    examples: tuple[Example, ...] = ()
    source: str = ""
    tags: tuple[str, ...] = ()
    digest: str = ""
    discriminating: bool = True
    even: bool = False
    follow_through: Fraction | None = Fraction(0)
    variables: tuple[str, ...] = ()
    decimal_comma: bool = False
    attempts: Policy | None = None

    def __hash__(self) -> int:
        """Tell exercises apart by their texts: what is known of one is looked up for every student."""
        return hash((self.id, self.digest))

    @property
    def points(self) -> Fraction:
        """The sum of the parts' points."""
        return added(part.points for part in self.parts)

    def part(self, name: str) -> Part:
        """Find a part by its id; ``KeyError`` where there is none."""
        for part in self.parts:
            if part.id == name:
                return part
        raise KeyError(name)
