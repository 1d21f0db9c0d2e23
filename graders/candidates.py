"""The candidates of an exercise: all that its domains allow, and which of them its conditions leave.

A candidate is a number of the parameters' values.  One that a condition rejects needs no value in the others:
``b != 0`` protects ``a/b > 1``, whichever is written first.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from graders.constraint import constraint
from graders.domains import Dependent, free_names, implied
from graders.errors import AuthorError, GradersError, Problem, UndefinedError
from graders.parameters import Parameters, read
from graders.permutation import LARGEST, NARROW, Permutation, key_of
from graders.syntax.tree import variables
from graders.trap import Trap, traps
from graders.value.ball import UnevaluatedError
from graders.variant import written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graders.constraint import Constraint, Plan
    from graders.exercise import Exercise
    from graders.syntax.tree import Node
    from graders.value.arrays import Truths
    from graders.value.columns import Cells

PATIENCE = 1 << 24
"""The most effort from one variant to the next; a candidate that columns decide costs 1."""

SCALAR_EFFORT = 256
"""What a candidate costs that has to be decided by itself."""

TRAP_EFFORT = 4096
"""What a candidate costs for which a check has to be asked whether a mistake leads to the key."""

WIDE_EFFORT = 128
"""What a candidate costs where no machine integer counts them all."""


Condition: TypeAlias = "Constraint | Trap"
"""What a candidate must satisfy to be a variant: what its author demands, or that a mistake is not rewarded."""


class GaveUpError(GradersError):
    """After so many candidates, too few were variants."""

    def __init__(self, examined: int) -> None:
        """Keep how many were looked at."""
        super().__init__(examined)
        self.examined = examined


@dataclass(frozen=True, slots=True)
class Candidates(Parameters):
    """What the domains allow, and the conditions on it."""

    constraints: tuple[Condition, ...]

    @property
    def traps(self) -> tuple[Trap, ...]:
        """The conditions that mal-rules make."""
        return tuple(one for one in self.constraints if isinstance(one, Trap))

    def truths(self, plan: Plan, numbers: Cells) -> Truths:
        """Decide a condition on columns for many candidates."""
        return plan.truths(self._rows(numbers, {name for name, _ in plan.domains}), len(numbers))

    def _rows(self, numbers: Cells, needed: Iterable[str]) -> dict[str, Cells]:
        """Give the digits of some parameters for many candidates."""
        from graders.value.columns import digit

        rows: dict[str, Cells] = {}
        place = self.size
        for name, drawn in self.domains:
            place //= drawn.size
            if name in needed:
                rows[name] = digit(numbers, place, drawn.size)
        return rows

    def existing(self, numbers: Cells) -> Cells:
        """Leave out the candidates for which a domain has no such member."""
        for name, drawn in self.domains:
            if isinstance(drawn, Dependent) and len(numbers):
                numbers = numbers[drawn.has(name, self._rows(numbers, {name, *drawn.roots}))]
        return numbers

    # which are variants

    def rejecting(self, number: int) -> Condition | None:
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
        return found, self.each * len(numbers) + self.effort * len(left)

    def walk(self, seed: str) -> Iterator[int]:
        """Yield all variants in the order that a seed gives them.

        Raises ``GaveUpError`` where the next one takes more effort than ``PATIENCE``.
        """
        from graders.permuted import batches

        examined = effort = 0
        for numbers in batches(Permutation(self.size, key_of(self.exercise, seed))):
            examined += len(numbers)
            for number, admitted in self._decided(*self._left(numbers)):
                effort = 0 if admitted else effort + self.effort
                if admitted:
                    yield number
                elif effort > PATIENCE:
                    raise GaveUpError(examined)
            effort += self.each * len(numbers)
            if effort > PATIENCE and examined < self.size:
                raise GaveUpError(examined)

    def admitted(self, numbers: Cells) -> list[int]:
        """Give the variants among many candidates, in their order."""
        return [number for number, admitted in self._decided(*self._left(numbers)) if admitted]

    @property
    def each(self) -> int:
        """What it costs to decide a candidate by columns."""
        return 1 if self.size < NARROW else WIDE_EFFORT

    @property
    def effort(self) -> int:
        """What it costs to decide a candidate by itself."""
        return TRAP_EFFORT if any(isinstance(one, Trap) for one in self._scalar) else SCALAR_EFFORT

    @property
    def cost(self) -> int:
        """What a candidate costs at most, by columns or by itself."""
        return max(self.each, self.effort) if self._scalar else self.each

    @property
    def _scalar(self) -> tuple[Condition, ...]:
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
        numbers = self.existing(numbers)
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

    def _rejecting(self, number: int, constraints: Iterable[Condition]) -> Condition | None:
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


MOST_READ = 16
"""The candidates of so many exercises are remembered."""


@lru_cache(MOST_READ)
def candidates(exercise: Exercise, *, discriminating: bool = True) -> Candidates:
    """Read an exercise's domains and conditions; an ``AuthorError`` lists all that is wrong with them.

    Candidates on which a mal-rule leads to the key are left out, unless they need not be ``discriminating``.
    """
    given, wrong = read(exercise)
    problems = [*wrong, *_unknown_names(exercise)]
    if not problems and given.size > LARGEST:
        problems.append(Problem("more than 2^512 candidates", exercise.id, path="given", remedy="narrow a domain"))
    if problems:
        raise AuthorError(tuple(problems))
    known = given.domains
    conditions = tuple(constraint(path, one, known, exercise.derive) for path, one in _statements(exercise))
    mistakes = tuple(traps(exercise, known)) if discriminating and exercise.discriminating else ()
    return Candidates(exercise.id, known, (*conditions, *mistakes))


def _statements(exercise: Exercise) -> Iterator[tuple[str, Node]]:
    """Give the conditions with their places: those that the words for domains imply, and those under ``where``."""
    for parameter in exercise.given:
        statement = implied(parameter.name, parameter.domain)
        if statement is not None:
            yield f"given.{parameter.name}", statement
    yield from ((f"where[{place}]", one) for place, one in enumerate(exercise.where))


def _unknown_names(exercise: Exercise) -> Iterator[Problem]:
    """Find names in the conditions, and in the steps that they mention, that nothing gives."""
    known = {parameter.name for parameter in exercise.given}
    known |= polynomial_names(exercise) | set(exercise.variables)
    for step in exercise.derive:
        yield from _unknown(exercise, f"derive.{step.name}", step.formula, known)
        known.add(step.name)
    for place, statement in enumerate(exercise.where):
        yield from _unknown(exercise, f"where[{place}]", statement, known)


def _unknown(exercise: Exercise, path: str, node: Node, known: Iterable[str]) -> Iterator[Problem]:
    for name in sorted(variables(node).difference(known)):
        remedy = f"which has {', '.join(sorted(known))}" if known else "which has no parameters"
        yield Problem(f"{name} is not a name of this exercise", exercise.id, path=path, remedy=remedy)


def polynomial_names(exercise: Exercise) -> frozenset[str]:
    """Give the names that stand in values themselves, as the variable of a polynomial does."""
    found = (variables(parameter.domain) - free_names(parameter.domain) for parameter in exercise.given)
    return frozenset[str]().union(*found)
