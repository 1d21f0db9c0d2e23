"""Whole columns of candidate variants at once: a statement decided for thousands of rows, exactly.

A column holds one rational number a row, as numerators over denominators above 0, with bounds that are
known before anything is computed.  A bound that no machine integer holds turns a column into Python's
integers first, so nothing ever wraps.  Rows where a number has no value, as after a division by zero, are
marked; the logic above decides whether that matters, from left to right like ``exact.truth``.

What has no column - square roots, vectors that are not worked out into components, unknown names -
raises ``NotInColumnsError``, and the scalar evaluation has to decide row by row.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from math import isqrt, lcm
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from graders.errors import GradersError
from graders.syntax.tree import (
    And,
    Call,
    Constant,
    Decimal,
    Integer,
    Negative,
    Node,
    Not,
    Or,
    Power,
    Product,
    Quotient,
    Relation,
    Sum,
    Variable,
)
from graders.value.components import entries, is_vector
from graders.value.exact import PREDICATES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

Cells: TypeAlias = "NDArray[Any]"
"""Machine integers of 64 bits, or Python's integers as objects."""

Mask: TypeAlias = "NDArray[np.bool_]"

LARGEST = 2**63 - 1
"""The largest machine integer."""

LARGEST_BITS = 4096
"""No column holds larger numbers."""

LARGEST_EXPONENT = 64
"""No column is raised to a larger power."""

EXACT_FLOAT = 2**52
"""A whole number below has a square root in floating point that is right when it is whole."""


class NotInColumnsError(GradersError):
    """A tree that columns cannot work out; the scalar evaluation may."""


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """A rational number a row, or one for all rows; ``denominators`` is ``None`` where all are whole.

    No numerator exceeds ``top`` in absolute value and no denominator exceeds ``below``, in any row that
    there could be; ``undefined`` marks the rows without a value.
    """

    numerators: Cells
    top: int
    denominators: Cells | None = None
    below: int = 1
    undefined: Mask | None = None

    @property
    def over(self) -> Cells:
        """The denominators, 1 where nothing is written."""
        return np.ones(1, dtype=np.int64) if self.denominators is None else self.denominators


Table: TypeAlias = "Mapping[str, Column]"
"""Columns by the names that a tree has for them."""


@dataclass(frozen=True, slots=True, eq=False)
class Truths:
    """Whether a statement holds in each row; where it is ``undefined`` it does not."""

    holds: Mask
    undefined: Mask | None = None


# columns of candidates


def column(values: Sequence[Fraction], rows: Cells | None = None) -> Column:
    """Make a column of given values, or of the values that ``rows`` choose among them by place."""
    below = lcm(*(value.denominator for value in values))
    whole = [value.numerator * (below // value.denominator) for value in values]
    top = max(map(abs, whole))
    cells = _cells(whole, top) if rows is None else _cells(whole, top)[rows.astype(np.int64)]
    return Column(cells, top) if below == 1 else Column(cells, top, _cells([below], below), below)


def progression(first: int, step: int, size: int, below: int, rows: Cells) -> Column:
    """Make a column of the members ``(first + step * row) / below`` of a progression of ``size`` members."""
    top = max(abs(first), abs(first + step * (size - 1)))
    cells = _fitting(rows, max(top, abs(step) * size)) * step + first
    return Column(cells, top) if below == 1 else Column(cells, top, _cells([below], below), below)


def digit(numbers: Cells, place: int, size: int) -> Cells:
    """Give the digit of a mixed-radix number: what remains by ``size`` of the quotient by ``place``."""
    quotients = _fitting(numbers, max(place, size)) // place
    digits: Cells = quotients - quotients // size * size
    return digits.astype(np.int64) if digits.dtype == object and size <= LARGEST else digits


def stretch(first: int, last: int) -> Cells:
    """Give the numbers from ``first`` up to ``last``, the last one excluded."""
    return np.arange(first, last, dtype=np.int64)


def _cells(values: Sequence[int], top: int) -> Cells:
    return np.array(values, dtype=np.int64 if top <= LARGEST else object)


def _fitting(cells: Cells, bound: int) -> Cells:
    """Turn machine integers into Python's where a result may exceed them."""
    if bound.bit_length() > LARGEST_BITS:
        raise NotInColumnsError("numbers too large")
    return cells.astype(object) if bound > LARGEST and cells.dtype != object else cells


# statements


def truths(statement: Node, table: Table) -> Truths:
    """Decide a statement in every row, with the meaning of ``exact.truth``.

    Raises ``NotInColumnsError``, whatever the rows hold, where the statement needs more than columns.
    """
    match statement:
        case Constant(name="true" | "false"):
            return Truths(np.array([statement.name == "true"]))
        case Not():
            return _not(truths(statement.argument, table))
        case And():
            return reduce(_and, [truths(argument, table) for argument in statement.arguments])
        case Or():
            return reduce(_or, [truths(argument, table) for argument in statement.arguments])
        case Call(name="implies" | "iff" | "xor", arguments=(left, right)):
            return CONNECTIVES[statement.name](truths(left, table), truths(right, table))
        case Relation():
            pairs = zip(statement.operands, statement.operators, statement.operands[1:], strict=False)
            return reduce(_and, [_compared(left, operator, right, table) for left, operator, right in pairs])
        case Call() if statement.name in PREDICATES:
            return _predicate(statement, table)
    raise NotInColumnsError(statement)


def spread(truth: Truths, count: int) -> Truths:
    """Give one truth a row, also where it is the same for all."""
    undefined = None if truth.undefined is None else np.broadcast_to(truth.undefined, (count,))
    return Truths(np.broadcast_to(truth.holds, (count,)), undefined)


def _not(truth: Truths) -> Truths:
    return Truths(_without(~truth.holds, truth.undefined), truth.undefined)


def _and(left: Truths, right: Truths) -> Truths:
    """Hold both; the right side matters only where the left one holds."""
    undefined = None if right.undefined is None else left.holds & right.undefined
    return Truths(left.holds & right.holds, _either(left.undefined, undefined))


def _or(left: Truths, right: Truths) -> Truths:
    """Hold one; the right side matters only where the left one does not hold."""
    undefined = None if right.undefined is None else ~left.holds & right.undefined
    return Truths(_without(left.holds | right.holds, left.undefined), _either(left.undefined, undefined))


def _same(left: Truths, right: Truths) -> Truths:
    undefined = _either(left.undefined, right.undefined)
    return Truths(_without(left.holds == right.holds, undefined), undefined)


CONNECTIVES: Mapping[str, Callable[[Truths, Truths], Truths]] = MappingProxyType(
    {
        "implies": lambda left, right: _or(_not(left), right),
        "iff": _same,
        "xor": lambda left, right: _not(_same(left, right)),
    }
)
"""How statements are joined by the functions of logic."""


def _either(left: Mask | None, right: Mask | None) -> Mask | None:
    if left is None or right is None:
        return right if left is None else left
    return left | right


def _without(mask: Mask, undefined: Mask | None) -> Mask:
    return mask if undefined is None else mask & ~undefined


def _compared(left: Node, operator: str, right: Node, table: Table) -> Truths:
    if is_vector(left) and is_vector(right) and operator in ("=", "!="):
        equal = _equal_vectors(entries(left), entries(right), table)
        return equal if operator == "=" else _not(equal)
    if operator not in COMPARISONS:
        raise NotInColumnsError(left)
    x, y = worked(left, table), worked(right, table)
    undefined = _either(x.undefined, y.undefined)
    lefts, rights, _ = _over_one(x, y)
    return Truths(_without(COMPARISONS[operator](lefts, rights), undefined), undefined)


def _equal_vectors(left: tuple[Node, ...], right: tuple[Node, ...], table: Table) -> Truths:
    pairs = [_compared(x, "=", y, table) for x, y in zip(left, right, strict=False)]
    return reduce(_and, pairs) if len(left) == len(right) else Truths(np.array([False]))


COMPARISONS: Mapping[str, Callable[[Cells, Cells], Mask]] = MappingProxyType(
    {
        "=": lambda x, y: (x == y).astype(np.bool_), "!=": lambda x, y: (x != y).astype(np.bool_),
        "<": lambda x, y: (x < y).astype(np.bool_), "<=": lambda x, y: (x <= y).astype(np.bool_),
        ">": lambda x, y: (x > y).astype(np.bool_), ">=": lambda x, y: (x >= y).astype(np.bool_),
    }
)  # fmt: skip
"""What each comparison asks of numbers over the same denominator."""


def _predicate(node: Call, table: Table) -> Truths:
    values = [worked(argument, table) for argument in node.arguments]
    rule = STATEMENTS.get(node.name, _by_value)
    return rule(node, values)


def _is_integer(node: Call, values: list[Column]) -> Truths:
    del node
    (value,) = values
    return Truths(_without((value.numerators % value.over == 0).astype(np.bool_), value.undefined), value.undefined)


def _is_square(node: Call, values: list[Column]) -> Truths:
    """Decide of a fraction n/d by n d, which is a square exactly where n/d is the square of a rational."""
    del node
    (value,) = values
    top = value.top * value.below
    cells = value.numerators if value.denominators is None else _fitting(value.numerators, top) * value.denominators
    return Truths(_without(_squares(cells, top), value.undefined), value.undefined)


def _squares(cells: Cells, top: int) -> Mask:
    if top >= EXACT_FLOAT:
        return np.array([cell >= 0 and isqrt(cell) ** 2 == cell for cell in cells.tolist()], dtype=np.bool_)
    roots = np.sqrt(np.maximum(cells, 0).astype(np.float64)).astype(np.int64)
    return np.asarray(roots * roots == cells, dtype=np.bool_)


def _divides(node: Call, values: list[Column]) -> Truths:
    divisor, value = values
    return _is_integer(node, [_divided(value, divisor)])


def _by_value(node: Call, values: list[Column]) -> Truths:
    """Ask the scalar rule once for each whole number that occurs."""
    (value,) = values
    if value.denominators is not None:
        raise NotInColumnsError(node)
    different, places = np.unique(value.numerators, return_inverse=True)
    answers = np.array([PREDICATES[node.name](Fraction(int(number))) for number in different], dtype=np.bool_)
    return Truths(_without(answers[places], value.undefined), value.undefined)


STATEMENTS: Mapping[str, Callable[[Call, list[Column]], Truths]] = MappingProxyType(
    {"is_integer": _is_integer, "is_square": _is_square, "divides": _divides}
)
"""Statements about numbers that are decided for all rows together; the others are asked by value."""


# numbers


def worked(node: Node, table: Table) -> Column:
    """Work a number out in every row; raises ``NotInColumnsError``, whatever the rows hold."""
    match node:
        case Integer():
            return column([Fraction(node.value)])
        case Decimal():
            return column([node.value])
        case Variable() if node.name in table:
            return table[node.name]
        case Negative():
            return _negated(worked(node.argument, table))
        case Sum():
            return reduce(_added, [worked(term, table) for term in node.terms])
        case Product():
            return reduce(_multiplied, [worked(factor, table) for factor in node.factors])
        case Quotient():
            return _divided(worked(node.numerator, table), worked(node.denominator, table))
        case Power():
            return _raised(node, table)
        case Call() if node.name in FUNCTIONS:
            return FUNCTIONS[node.name](node, [worked(argument, table) for argument in node.arguments])
    raise NotInColumnsError(node)


def _negated(value: Column) -> Column:
    return Column(-value.numerators, value.top, value.denominators, value.below, value.undefined)


def _over_one(left: Column, right: Column) -> tuple[Cells, Cells, int]:
    """Give both numerators over a common denominator, and a bound of their sum."""
    if left.denominators is None and right.denominators is None:
        bound = left.top + right.top
        return _fitting(left.numerators, bound), _fitting(right.numerators, bound), bound
    bound = left.top * right.below + right.top * left.below
    lefts = _fitting(left.numerators, bound) * _fitting(right.over, bound)
    return lefts, _fitting(right.numerators, bound) * _fitting(left.over, bound), bound


def _common(left: Column, right: Column) -> tuple[Cells | None, int]:
    """Give the product of two columns' denominators, and its bound."""
    below = left.below * right.below
    if left.denominators is None or right.denominators is None:
        return (right if left.denominators is None else left).denominators, below
    return _fitting(left.denominators, below) * right.denominators, below


def _added(left: Column, right: Column) -> Column:
    lefts, rights, top = _over_one(left, right)
    return Column(lefts + rights, top, *_common(left, right), _either(left.undefined, right.undefined))


def _multiplied(left: Column, right: Column) -> Column:
    top = left.top * right.top
    cells = _fitting(left.numerators, top) * _fitting(right.numerators, top)
    return Column(cells, top, *_common(left, right), _either(left.undefined, right.undefined))


def _divided(left: Column, right: Column) -> Column:
    return _multiplied(left, _inverted(right))


def _inverted(value: Column) -> Column:
    """Turn fractions over; where the numerator is 0 there is no value."""
    zero = np.asarray(value.numerators == 0, dtype=np.bool_)
    signs = np.where(value.numerators < 0, -1, 1)
    below = np.where(zero, 1, abs(value.numerators))
    undefined = _either(value.undefined, zero) if zero.any() else value.undefined
    return Column(signs * value.over, value.below, below, max(value.top, 1), undefined)


def _raised(node: Power, table: Table) -> Column:
    """Raise to a whole power that is written out."""
    base = worked(node.base, table)
    match node.exponent:
        case Integer(value=exponent) if exponent <= LARGEST_EXPONENT:
            return _power(base, exponent)
        case Negative(argument=Integer(value=exponent)) if exponent <= LARGEST_EXPONENT:
            return _inverted(_power(base, exponent))
    raise NotInColumnsError(node)


def _power(base: Column, exponent: int) -> Column:
    one = Column(np.ones(1, dtype=np.int64), 1, undefined=base.undefined)
    return reduce(_multiplied, [base] * exponent, one)


# functions


def _whole(node: Call, values: list[Column]) -> None:
    if any(value.denominators is not None for value in values):
        raise NotInColumnsError(node)


def _abs(node: Call, values: list[Column]) -> Column:
    del node
    (value,) = values
    return Column(abs(value.numerators), value.top, value.denominators, value.below, value.undefined)


def _sign(node: Call, values: list[Column]) -> Column:
    del node
    (value,) = values
    signs = (value.numerators > 0).astype(np.int64) - (value.numerators < 0).astype(np.int64)
    return Column(signs, 1, undefined=value.undefined)


def _floor(node: Call, values: list[Column]) -> Column:
    del node
    (value,) = values
    return Column(value.numerators // value.over, value.top, undefined=value.undefined)


def _ceil(node: Call, values: list[Column]) -> Column:
    return _negated(_floor(node, [_negated(values[0])]))


def _mod(node: Call, values: list[Column]) -> Column:
    """Take the remainder with the divisor's sign."""
    value, divisor = values
    if value.denominators is None and divisor.denominators is None:
        zero = np.asarray(divisor.numerators == 0, dtype=np.bool_)
        cells = value.numerators % np.where(zero, 1, divisor.numerators)
        return Column(cells, divisor.top, undefined=_either(_either(value.undefined, divisor.undefined), zero))
    whole = _floor(node, [_divided(value, divisor)])
    return _added(value, _negated(_multiplied(divisor, whole)))


def _extreme(operator: str) -> Callable[[Call, list[Column]], Column]:
    def pick(left: Column, right: Column) -> Column:
        lefts, rights, top = _over_one(left, right)
        first = COMPARISONS[operator](lefts, rights)
        return Column(
            np.where(first, lefts, rights), top, *_common(left, right), _either(left.undefined, right.undefined)
        )

    return lambda _, values: reduce(pick, values)


def _gcd(node: Call, values: list[Column]) -> Column:
    _whole(node, values)
    return reduce(_common_divisor, values[1:], _abs(node, values[:1]))


def _common_divisor(left: Column, right: Column) -> Column:
    cells = np.gcd(left.numerators, right.numerators)
    return Column(cells, max(left.top, right.top), undefined=_either(left.undefined, right.undefined))


def _lcm(node: Call, values: list[Column]) -> Column:
    _whole(node, values)
    return reduce(_common_multiple, values[1:], _abs(node, values[:1]))


def _common_multiple(left: Column, right: Column) -> Column:
    """Give ``|x y| / gcd(x, y)``, and 0 for two zeros, at which numpy's own divides by zero."""
    product = _multiplied(left, right)
    divisors = np.maximum(_common_divisor(left, right).numerators, 1)
    return Column(abs(product.numerators) // divisors, product.top, undefined=product.undefined)


def _percent(node: Call, values: list[Column]) -> Column:
    del node
    return _divided(values[0], column([Fraction(100)]))


FUNCTIONS: Mapping[str, Callable[[Call, list[Column]], Column]] = MappingProxyType(
    {
        "abs": _abs, "sign": _sign, "floor": _floor, "ceil": _ceil, "mod": _mod, "min": _extreme("<="),
        "max": _extreme(">="), "gcd": _gcd, "lcm": _lcm, "percent": _percent,
    }
)  # fmt: skip
"""How each function of numbers is worked out in columns, by name."""
