"""The parameters of an exercise together: every combination of their values has a number.

It is below N, the product of the domains' sizes, and stands for the values in mixed radix, the first parameter's
digit first.  What nobody has to admit, such as the values of a variant that was issued, needs no more than this.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING, TypeAlias

from graders.domains import Computed, Dependent, DomainError, drawn_from
from graders.errors import AuthorError, Problem, UndefinedError
from graders.syntax import to_text
from graders.variant import written

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graders.domains import Drawn
    from graders.exercise import Exercise
    from graders.syntax.tree import Node
    from graders.variant import Values

Domains: TypeAlias = "tuple[tuple[str, Drawn], ...]"
"""Parameters with how they get their values, in the order of ``given``."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """What the domains allow."""

    exercise: str
    domains: Domains

    @property
    def size(self) -> int:
        """How many candidates there are."""
        return prod(drawn.size for _, drawn in self.domains)

    def digits(self, number: int) -> dict[str, int]:
        """Write a candidate's number in mixed radix, a digit for each parameter."""
        found: list[tuple[str, int]] = []
        for name, drawn in reversed(self.domains):
            number, digit = divmod(number, drawn.size)
            found.append((name, digit))
        return dict(reversed(found))

    def values(self, number: int) -> Values:
        """Give a candidate's values, in the order of ``given``.

        An ``AuthorError`` says that a domain has fewer members for the values above it, or that a parameter
        cannot be worked out.
        """
        digits = self.digits(number)
        values: dict[str, Node] = {}
        for name, drawn in self.domains:
            values[name] = self._value(name, drawn, digits, values)
        return tuple(values.items())

    def _value(self, name: str, drawn: Drawn, digits: Mapping[str, int], values: Mapping[str, Node]) -> Node:
        if isinstance(drawn, Computed):
            try:
                return drawn.value(values)
            except UndefinedError as error:
                above = written(tuple(values.items()))
                message = f"{to_text(drawn.formula)} has no value for {above}: {error}"
                raise self._fault(name, message, "exclude such values by the domains above it") from error
        here = drawn.case(digits) if isinstance(drawn, Dependent) else drawn
        if here is None or digits[name] >= here.size:
            raise self._fault(name, f"no such value of {name} for {written(tuple(values.items()))}", "")
        return here.member(digits[name])

    def _fault(self, name: str, message: str, remedy: str) -> AuthorError:
        return AuthorError((Problem(message, self.exercise, path=f"given.{name}", remedy=remedy),))

    def number(self, values: Values) -> int | None:
        """Give the number of a candidate's values, ``None`` where they lie outside the domains."""
        number = 0
        digits: dict[str, int] = {}
        for (name, value), (_, drawn) in zip(values, self.domains, strict=True):
            if isinstance(drawn, Computed):
                continue
            here = drawn.case(digits) if isinstance(drawn, Dependent) else drawn
            digit = None if here is None else here.number(value)
            if digit is None:
                return None
            number, digits[name] = number * drawn.size + digit, digit
        return number


def parameters(exercise: Exercise) -> Parameters:
    """Read an exercise's domains; an ``AuthorError`` lists all that is wrong with them."""
    found, problems = read(exercise)
    if problems:
        raise AuthorError(problems)
    return found


def read(exercise: Exercise) -> tuple[Parameters, tuple[Problem, ...]]:
    """Read the domains that can be read, and say what is wrong with the others."""
    domains: dict[str, Drawn] = {}
    problems: list[Problem] = []
    for parameter in exercise.given:
        try:
            domains[parameter.name] = drawn_from(parameter.domain, domains)
        except DomainError as error:
            problems.append(Problem(str(error), exercise.id, path=f"given.{parameter.name}"))
    return Parameters(exercise.id, tuple(domains.items())), tuple(problems)
