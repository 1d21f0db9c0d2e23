"""The candidates of an exercise: all that its domains allow, and which of them its conditions leave.

A candidate is a number below N, the product of the domains' sizes: in mixed radix, the first parameter's
digit first.  A candidate that one condition rejects needs no value in the others: ``b != 0`` protects
``a/b > 1``, whichever is written first.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING

from graders.constraint import constraint
from graders.domains import DomainError, domain
from graders.errors import AuthorError, GradersError, Problem, UndefinedError
from graders.permutation import LARGEST, NARROW, Permutation, key_of
from graders.syntax.tree import variables
from graders.value.ball import UnevaluatedError
from graders.variant import written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graders.constraint import Constraint, Domains, Plan
    from graders.domains import Domain
    from graders.exercise import Exercise
    from graders.syntax.tree import Node
    from graders.value.arrays import Truths
    from graders.value.columns import Cells
    from graders.variant import Values

PATIENCE = 1 << 24
"""The most effort from one variant to the next; a candidate that columns decide costs 1."""

SCALAR_EFFORT = 256
"""What a candidate costs that has to be decided by itself."""

WIDE_EFFORT = 128
"""What a candidate costs where no machine integer counts them all."""


class GaveUpError(GradersError):
    """After so many candidates, too few were variants."""

    def __init__(self, examined: int) -> None:
        """Keep how many were looked at."""
        super().__init__(examined)
        self.examined = examined


@dataclass(frozen=True, slots=True)
class Candidates:
    """What the domains allow, and the conditions on it."""

    exercise: str
    domains: Domains
    constraints: tuple[Constraint, ...]

    @property
    def size(self) -> int:
        """How many candidates there are."""
        return prod(drawn.size for _, drawn in self.domains)

    def values(self, number: int) -> Values:
        """Give a candidate's values, in the order of ``given``."""
        found: list[tuple[str, Node]] = []
        for name, drawn in reversed(self.domains):
            number, digit = divmod(number, drawn.size)
            found.append((name, drawn.member(digit)))
        return tuple(reversed(found))

    def number(self, values: Values) -> int | None:
        """Give the number of a candidate's values, ``None`` where they lie outside the domains."""
        number = 0
        for (_, value), (_, drawn) in zip(values, self.domains, strict=True):
            digit = drawn.number(value)
            if digit is None:
                return None
            number = number * drawn.size + digit
        return number

    def truths(self, plan: Plan, numbers: Cells) -> Truths:
        """Decide a condition on columns for many candidates."""
        from graders.value.columns import digit

        needed = {name for name, _ in plan.domains}
        rows: dict[str, Cells] = {}
        place = self.size
        for name, drawn in self.domains:
            place //= drawn.size
            if name in needed:
                rows[name] = digit(numbers, place, drawn.size)
        return plan.truths(rows, len(numbers))

    # which are variants

    def rejecting(self, number: int) -> Constraint | None:
        """Find the condition that rejects a candidate, ``None`` for a variant.

        An ``AuthorError`` says where a condition leaves that open.
        """
        return self._rejecting(number, self.constraints)

    def counted(self, numbers: Cells) -> tuple[int, int]:
        """Count the variants among many candidates, and tell the effort that it took."""
        left, open_numbers = self._left(numbers)
        if not self._scalar and not open_numbers:
            return len(left), self.each * len(numbers)
        found = sum(admitted for _, admitted in self._decided(left, open_numbers))
        return found, self.each * len(numbers) + SCALAR_EFFORT * len(left)

    def walk(self, seed: str) -> Iterator[int]:
        """Yield all variants in the order that a seed gives them.

        Raises ``GaveUpError`` where the next one takes more effort than ``PATIENCE``.
        """
        examined = effort = 0
        for numbers in Permutation(self.size, key_of(self.exercise, seed)).batches():
            examined += len(numbers)
            for number, admitted in self._decided(*self._left(numbers)):
                effort = 0 if admitted else effort + SCALAR_EFFORT
                if admitted:
                    yield number
                elif effort > PATIENCE:
                    raise GaveUpError(examined)
            effort += self.each * len(numbers)
            if effort > PATIENCE and examined < self.size:
                raise GaveUpError(examined)

    @property
    def each(self) -> int:
        """What it costs to decide a candidate by columns."""
        return 1 if self.size < NARROW else WIDE_EFFORT

    @property
    def _scalar(self) -> tuple[Constraint, ...]:
        """The conditions that are decided candidate by candidate."""
        return tuple(one for one in self.constraints if one.plan is None)

    def _decided(self, numbers: Cells, open_numbers: frozenset[int]) -> Iterator[tuple[int, bool]]:
        """Tell, one after the other, whether the candidates that the columns left are variants."""
        scalar = self._scalar
        if not scalar and not open_numbers:
            yield from ((number, True) for number in numbers.tolist())
            return
        for number in numbers.tolist():
            asked = self.constraints if number in open_numbers else scalar
            yield number, self._rejecting(number, asked) is None

    def _left(self, numbers: Cells) -> tuple[Cells, frozenset[int]]:
        """Leave out the candidates that a condition on columns rejects; name those without a value in one."""
        undefined: list[int] = []
        for one in self.constraints:
            if one.plan is None or not len(numbers):
                continue
            truths = self.truths(one.plan, numbers)
            passed = truths.holds
            if truths.undefined is not None:
                passed = passed | truths.undefined
                undefined.extend(numbers[truths.undefined].tolist())
            numbers = numbers[passed]
        return numbers, frozenset(undefined)

    def _rejecting(self, number: int, constraints: Iterable[Constraint]) -> Constraint | None:
        values = self.values(number)
        problems: list[Problem] = []
        for one in constraints:
            try:
                if not one.holds(values):
                    return one
            except UndefinedError as error:
                message = f"{one} has no value for {written(values)}: {error}"
                remedy = "exclude such values by another condition"
                problems.append(Problem(message, self.exercise, path=one.path, remedy=remedy))
            except UnevaluatedError:
                message = f"{one} cannot be decided for {written(values)}"
                problems.append(Problem(message, self.exercise, path=one.path, remedy="compare numbers or vectors"))
        if problems:
            raise AuthorError(tuple(problems))
        return None


def candidates(exercise: Exercise) -> Candidates:
    """Read an exercise's domains and conditions; an ``AuthorError`` lists all that is wrong with them."""
    problems: list[Problem] = []
    domains: list[tuple[str, Domain]] = []
    for parameter in exercise.given:
        try:
            domains.append((parameter.name, domain(parameter.domain)))
        except DomainError as error:
            problems.append(Problem(str(error), exercise.id, path=f"given.{parameter.name}"))
    problems.extend(_unknown_names(exercise))
    if not problems and prod(drawn.size for _, drawn in domains) > LARGEST:
        problems.append(Problem("more than 2^512 candidates", exercise.id, path="given", remedy="narrow a domain"))
    if problems:
        raise AuthorError(tuple(problems))
    known = tuple(domains)
    conditions = (constraint(place, one, known, exercise.derive) for place, one in enumerate(exercise.where))
    return Candidates(exercise.id, known, tuple(conditions))


def _unknown_names(exercise: Exercise) -> Iterator[Problem]:
    """Find names in the conditions, and in the steps that they mention, that nothing gives."""
    known = {parameter.name for parameter in exercise.given}
    for step in exercise.derive:
        yield from _unknown(exercise, f"derive.{step.name}", step.formula, known)
        known.add(step.name)
    for place, statement in enumerate(exercise.where):
        yield from _unknown(exercise, f"where[{place}]", statement, known)


def _unknown(exercise: Exercise, path: str, node: Node, known: Iterable[str]) -> Iterator[Problem]:
    for name in sorted(variables(node).difference(known)):
        remedy = f"which has {', '.join(sorted(known))}" if known else "which has no parameters"
        yield Problem(f"{name} is not a name of this exercise", exercise.id, path=path, remedy=remedy)
