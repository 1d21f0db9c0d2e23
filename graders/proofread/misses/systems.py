"""Slips in systems of equations: one missing, one too many, a coefficient or a right side off.

That a linear system has other solutions is seen by the ranks of its matrices.  Other systems are told apart where
the answer has solutions, and none of them is one of the other system.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, TypeAlias

from flint import fmpq, fmpq_mat

from graders.checks.system import equations
from graders.errors import UndefinedError
from graders.proofread.leaves import somewhere
from graders.proofread.misses.slip import Slip
from graders.proofread.misses.values import last_digit, one_more, opposite, sign_inside, twice
from graders.syntax.tree import And, Integer, Listing, Negative, Node, Relation, SetOf, Sum, Variable, free_variables
from graders.value.exact import reduced
from graders.value.ideals import vanishes_where
from graders.value.polynomial import TooLargeError, ring_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flint import fmpq_mpoly

    from graders.proofread.misses.slip import Make, Rewrite, Sought

System: TypeAlias = tuple[Relation, ...]
Rows: TypeAlias = list[list[fmpq]]
Change: TypeAlias = "Callable[[System], Iterator[System]]"


def _in_system(change: Change) -> Make:
    def make(sought: Sought) -> Iterator[Node]:
        found = equations(sought.answer)
        if found:
            yield from (_like(sought.answer, changed) for changed in change(found))

    return make


def _like(answer: Node, system: System) -> Node:
    if len(system) == 1:
        return system[0]
    match answer:
        case SetOf():
            return SetOf(system)
        case And():
            return And(system)
        case _:
            return Listing(system, "", "")


def _with(equation: Relation, *, left: Node | None = None, right: Node | None = None) -> Relation:
    return Relation(("=",), (left or equation.operands[0], right or equation.operands[1]))


# the slips


def _one_missing(system: System) -> Iterator[System]:
    for at in reversed(range(len(system) if len(system) > 1 else 0)):
        yield (*system[:at], *system[at + 1 :])


def _right(rewrite: Rewrite) -> Change:
    """Change the right side of an equation, the last one first."""

    def change(system: System) -> Iterator[System]:
        for at in reversed(range(len(system))):
            changed = rewrite(system[at].operands[1])
            if changed is not None:
                yield (*system[:at], _with(system[at], right=reduced(changed)), *system[at + 1 :])

    return change


def _left(rewrite: Rewrite) -> Change:
    """Change something in the left side of an equation."""

    def change(system: System) -> Iterator[System]:
        for at, equation in enumerate(system):
            for changed in somewhere(equation.operands[0], rewrite):
                yield (*system[:at], _with(equation, left=changed), *system[at + 1 :])

    return change


def _letter_doubled(node: Node) -> Node | None:
    return twice(node) if isinstance(node, Variable) else None


def _contradicted(system: System) -> Iterator[System]:
    yield (*system, _with(system[-1], right=reduced(one_more(system[-1].operands[1]))))


def _one_too_many(system: System) -> Iterator[System]:
    """Say in an equation more that a letter is zero."""
    names = sorted({name for equation in system for name in free_variables(equation)})
    for name in names:
        yield (*system, Relation(("=",), (Variable(name), Integer(0))))


def _right_sides_swapped(system: System) -> Iterator[System]:
    for at in range(len(system) - 1):
        first, second = system[at : at + 2]
        exchanged = _with(first, right=second.operands[1]), _with(second, right=first.operands[1])
        yield (*system[:at], *exchanged, *system[at + 2 :])


# the proofs


def _has_other_solutions(sought: Sought, missed: Node) -> bool:
    """Tell whether the solutions of two systems are seen to be others: of linear ones by ranks."""
    ours, theirs = equations(sought.answer), equations(missed)
    if ours is None or theirs is None:
        return False
    with suppress(UndefinedError, TooLargeError):
        left, right = (_polynomials(one, (*ours, *theirs)) for one in (ours, theirs))
        here, there = _rows(left), _rows(right)
        return _differ(here, there) if here and there else _has_solutions_elsewhere(left, right)
    return False


def _has_solutions_elsewhere(left: list[fmpq_mpoly], right: list[fmpq_mpoly]) -> bool:
    """Tell whether a system has solutions, and none in common with another: 1 vanishes where nothing does."""
    one = 0 * left[0] + 1
    return not vanishes_where(left, one) and vanishes_where((*left, *right), one)


def _differ(left: Rows, right: Rows) -> bool:
    if _has_solutions(left) != _has_solutions(right):
        return True
    return _has_solutions(left) and len({_rank(left), _rank(right), _rank(left + right)}) > 1


def _has_solutions(rows: Rows) -> bool:
    return _rank(rows) == _rank([row[:-1] for row in rows])


def _rank(rows: Rows) -> int:
    return int(fmpq_mat(rows).rank())


def _polynomials(system: System, everything: System) -> list[fmpq_mpoly]:
    """Write equations as polynomials that are zero, in the letters of everything."""
    ring = ring_of(*(side for equation in everything for side in equation.operands))
    if not all(isinstance(symbol, Variable) for symbol in ring.symbols):
        raise UndefinedError("equations that are not polynomial")
    found = [ring.fraction(Sum((one.operands[0], Negative(one.operands[1])))) for one in system]
    if not all(one.below.is_constant() for one in found):
        raise UndefinedError("a variable below the line")
    return [one.top for one in found]


def _rows(polynomials: list[fmpq_mpoly]) -> Rows | None:
    """Give the coefficients of linear polynomials, the constant last; ``None`` where one is not linear."""
    rows = []
    for one in polynomials:
        coefficients = one.to_dict()
        if any(sum(powers) > 1 for powers in coefficients):
            return None
        row = [fmpq(0)] * (one.context().nvars() + 1)
        for powers, value in coefficients.items():
            row[powers.index(1) if any(powers) else -1] = value
        rows.append(row)
    return rows


SYSTEM = (
    Slip("an equation missing", _in_system(_one_missing), _has_other_solutions),
    Slip("a right side off by one", _in_system(_right(one_more)), _has_other_solutions),
    Slip("a right side of the opposite sign", _in_system(_right(opposite)), _has_other_solutions),
    Slip("twice the right side", _in_system(_right(twice)), _has_other_solutions),
    Slip("two right sides swapped", _in_system(_right_sides_swapped), _has_other_solutions),
    Slip("a coefficient off by one", _in_system(_left(last_digit)), _has_other_solutions),
    Slip("a letter doubled", _in_system(_left(_letter_doubled)), _has_other_solutions),
    Slip("a sign inside turned", _in_system(_left(sign_inside)), _has_other_solutions),
    Slip("an equation that contradicts", _in_system(_contradicted), _has_other_solutions),
    Slip("an equation too many", _in_system(_one_too_many), _has_other_solutions),
)
