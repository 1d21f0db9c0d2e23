"""Statements decided for thousands of candidates at once, with the meaning of ``exact.truth``.

A row in which a number has no value matters only where the logic reaches it, from left to right:
``x != 0 and 1/x > 0`` is false for 0, ``1/x > 0`` alone has no truth there.

Where roots are compared, a sieve of floating point (``sieve.py``) decides the rows in which the two sides are
surely apart; the others have no truth here, and are left to the scalar evaluation.

What has neither - vectors that are not worked out into components, words, unknown names - raises
``NotInColumnsError``, whatever the rows hold; the scalar evaluation has to decide row by row.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import reduce
from math import isqrt
from operator import add, mul
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from graders.syntax.tree import (
    And,
    Call,
    Constant,
    Decimal,
    Integer,
    Matrix,
    Negative,
    Node,
    Not,
    Or,
    Piecewise,
    Power,
    Product,
    Quotient,
    Range,
    Relation,
    SetOf,
    Sum,
    Variable,
    children,
)
from graders.value.columns import Cells, Column, Mask, NotInColumnsError, column, either, fitting, is_zero
from graders.value.components import entries, is_vector
from graders.value.sieve import has_roots, sieve
from graders.value.statements import PREDICATES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

LARGEST_EXPONENT = 64
"""No column is raised to a larger power."""

EXACT_FLOAT = 2**52
"""The root of a square below is right in floating point."""

Table: TypeAlias = "Mapping[str, Column]"
"""Columns by the names that a tree has for them."""


@dataclass(frozen=True, slots=True, eq=False)
class Truths:
    """Whether a statement holds, a row or one for all; where it is ``undefined`` it does not."""

    holds: Mask
    undefined: Mask | None = None

    def __invert__(self) -> Truths:
        """Deny."""
        return marked(~self.holds, self.undefined)

    def __and__(self, other: Truths) -> Truths:
        """Hold both; the other one matters only where this one holds."""
        undefined = None if other.undefined is None else self.holds & other.undefined
        return Truths(self.holds & other.holds, either(self.undefined, undefined))

    def __or__(self, other: Truths) -> Truths:
        """Hold one; the other one matters only where this one does not hold."""
        return ~(~self & ~other)

    def agrees(self, other: Truths) -> Truths:
        """Hold both or none; both matter."""
        return marked(self.holds == other.holds, either(self.undefined, other.undefined))

    def spread(self, count: int) -> Truths:
        """Give one truth a row, also where it is the same for all."""
        undefined = None if self.undefined is None else np.broadcast_to(self.undefined, (count,))
        return Truths(np.broadcast_to(self.holds, (count,)), undefined)


def marked(holds: Mask, undefined: Mask | None) -> Truths:
    """Let nothing hold where there is no value."""
    return Truths(holds if undefined is None else holds & ~undefined, undefined)


def truths(statement: Node, table: Table) -> Truths:
    """Decide a statement in every row."""
    match statement:
        case Constant(name="true" | "false"):
            return Truths(np.array([statement.name == "true"]))
        case Not():
            return ~truths(statement.argument, table)
        case And():
            return reduce(Truths.__and__, [truths(argument, table) for argument in statement.arguments])
        case Or():
            return reduce(Truths.__or__, [truths(argument, table) for argument in statement.arguments])
        case Call(name="implies", arguments=(left, right)):
            return ~truths(left, table) | truths(right, table)
        case Call(name="iff", arguments=(left, right)):
            return truths(left, table).agrees(truths(right, table))
        case Call(name="xor", arguments=(left, right)):
            return ~truths(left, table).agrees(truths(right, table))
        case Relation():
            pairs = zip(statement.operands, statement.operators, statement.operands[1:], strict=False)
            return reduce(Truths.__and__, [_compared(left, operator, right, table) for left, operator, right in pairs])
        case Call() if statement.name in PREDICATES:
            return STATEMENTS.get(statement.name, _by_value)(statement, _arguments(statement, table))
    raise NotInColumnsError(statement)


def _arguments(node: Call, table: Table) -> list[Column]:
    return [worked(argument, table) for argument in node.arguments]


def _compared(left: Node, operator: str, right: Node, table: Table) -> Truths:
    if operator in ("in", "notin"):
        member = _belongs(left, right, table)
        return member if operator == "in" else ~member
    if is_vector(left) and is_vector(right) and operator in ("=", "!="):
        equal = _all_equal(entries(left), entries(right), table)
        return equal if operator == "=" else ~equal
    if isinstance(left, Matrix) and isinstance(right, Matrix) and operator in ("=", "!="):
        alike = len(left.rows[0]) == len(right.rows[0])
        equal = _all_equal(children(left), children(right) if alike else (), table)
        return equal if operator == "=" else ~equal
    if operator not in COMPARISONS:
        raise NotInColumnsError(left)
    if has_roots(left) or has_roots(right):
        return _sieved(left, operator, right, table)
    x, y = worked(left, table), worked(right, table)
    lefts, rights, _ = x.beside(y)
    return marked(COMPARISONS[operator](lefts, rights).astype(np.bool_), either(x.undefined, y.undefined))


def _belongs(item: Node, collection: Node, table: Table) -> Truths:
    """Decide whether numbers are members of a set of numbers and ranges."""
    match collection:
        case SetOf(items=items) if items:
            return reduce(Truths.__or__, [_belongs(item, each, table) for each in items])
        case Range():
            bounds = (_compared(collection.first, "<=", item, table), _compared(item, "<=", collection.last, table))
            return bounds[0] & bounds[1] & _is_integer(Call("is_integer", (item,)), [worked(item, table)])
        case Constant(name="Integers"):
            return _is_integer(Call("is_integer", (item,)), [worked(item, table)])
        case _ if isinstance(collection, Constant | SetOf | Call):
            raise NotInColumnsError(collection)
        case _:
            return _compared(item, "=", collection, table)


def _sieved(left: Node, operator: str, right: Node, table: Table) -> Truths:
    """Decide the rows in which two sides are surely apart; the others have no truth here."""
    order, settled = sieve(left, right, table)
    return marked(COMPARISONS[operator](order, np.zeros_like(order)).astype(np.bool_), ~settled)


def _all_equal(left: tuple[Node, ...], right: tuple[Node, ...], table: Table) -> Truths:
    """Compare entry by entry; where there are more on one side, one of them may have no value in some rows."""
    if len(left) != len(right):
        raise NotInColumnsError(left[0])
    return reduce(Truths.__and__, [_compared(x, "=", y, table) for x, y in zip(left, right, strict=True)])


COMPARISONS: Mapping[str, Callable[[Cells, Cells], Cells]] = MappingProxyType(
    {
        "=": np.equal, "!=": np.not_equal, "<": np.less, "<=": np.less_equal, ">": np.greater, ">=": np.greater_equal,
    }
)  # fmt: skip
"""What each comparison asks of numerators over the same denominators."""


def _is_integer(node: Call, values: list[Column]) -> Truths:
    del node
    (value,) = values
    return marked(is_zero(value.numerators % value.over), value.undefined)


def _is_square(node: Call, values: list[Column]) -> Truths:
    """Decide of a fraction n/d by n d, which is a square exactly where n/d is the square of a rational."""
    del node
    (value,) = values
    top = value.top * value.below
    cells = value.numerators if value.is_whole else fitting(value.numerators, top) * value.over
    return marked(_squares(cells, top), value.undefined)


def _squares(cells: Cells, top: int) -> Mask:
    if top >= EXACT_FLOAT:
        return np.array([cell >= 0 and isqrt(cell) ** 2 == cell for cell in cells.tolist()], dtype=np.bool_)
    roots = np.sqrt(np.maximum(cells, 0).astype(np.float64)).astype(np.int64)
    return is_zero(roots * roots - cells)


def _divides(node: Call, values: list[Column]) -> Truths:
    divisor, value = values
    return _is_integer(node, [value / divisor])


def _by_value(node: Call, values: list[Column]) -> Truths:
    """Ask the scalar rule once for each whole number that occurs."""
    (value,) = _whole(node, values)
    different, places = np.unique(value.numerators, return_inverse=True)
    answers = [PREDICATES[node.name](Fraction(int(number))) for number in different]
    return marked(np.array(answers, dtype=np.bool_)[places], value.undefined)


def _whole(node: Call, values: list[Column]) -> list[Column]:
    """Refuse numbers that are not known to be whole."""
    if not all(value.is_whole for value in values):
        raise NotInColumnsError(node)
    return values


STATEMENTS: Mapping[str, Callable[[Call, list[Column]], Truths]] = MappingProxyType(
    {"is_integer": _is_integer, "is_square": _is_square, "divides": _divides}
)
"""Statements about numbers that are decided for all rows together; the others are asked by value."""


def worked(node: Node, table: Table) -> Column:
    """Work a number out in every row."""
    match node:
        case Integer() | Decimal():
            return column([Fraction(node.value)])
        case Variable() if node.name in table:
            return table[node.name]
        case Negative():
            return -worked(node.argument, table)
        case Sum():
            return reduce(add, [worked(term, table) for term in node.terms])
        case Product():
            return reduce(mul, [worked(factor, table) for factor in node.factors])
        case Quotient():
            return worked(node.numerator, table) / worked(node.denominator, table)
        case Power(base=base, exponent=Integer(value=exponent)) if exponent <= LARGEST_EXPONENT:
            return worked(base, table) ** exponent
        case Power(base=base, exponent=Negative(argument=Integer(value=exponent))) if exponent <= LARGEST_EXPONENT:
            return worked(base, table) ** -exponent
        case Call() if node.name in FUNCTIONS:
            return FUNCTIONS[node.name](node, _arguments(node, table))
        case Piecewise():
            return _piecewise(node, table)
        case _:
            raise NotInColumnsError(node)


def _piecewise(node: Piecewise, table: Table) -> Column:
    """Take in every row the first piece whose condition holds; where none does there is no value."""
    if has_roots(node):
        raise NotInColumnsError(node)
    value = Column(np.zeros(1, dtype=np.int64), 1, undefined=np.array([True]))
    for piece, condition in reversed(node.pieces):
        value = _chosen(truths(condition, table), worked(piece, table), value)
    return value


def _chosen(condition: Truths, yes: Column, no: Column) -> Column:
    """Merge two columns; a row whose condition has no truth has no value."""
    holds = condition.holds
    yes_cells, no_cells = fitting(yes.numerators, no.top), fitting(no.numerators, yes.top)
    below = None
    if not (yes.is_whole and no.is_whole):
        below = np.where(holds, fitting(yes.over, no.below), fitting(no.over, yes.below))
    gaps = [np.zeros(1, dtype=np.bool_) if one.undefined is None else one.undefined for one in (yes, no)]
    undefined = either(np.where(holds, *gaps), condition.undefined)
    cells = np.where(holds, yes_cells, no_cells)
    return Column(cells, max(yes.top, no.top), below, max(yes.below, no.below), undefined)


def _sign(node: Call, values: list[Column]) -> Column:
    del node
    (value,) = values
    signs = (value.numerators > 0).astype(np.int64) - (value.numerators < 0).astype(np.int64)
    return Column(signs, 1, undefined=value.undefined)


def _mod(node: Call, values: list[Column]) -> Column:
    """Take the remainder with the divisor's sign."""
    del node
    value, divisor = values
    if not (value.is_whole and divisor.is_whole):
        return value - divisor * (value / divisor).floor()
    zero = is_zero(divisor.numerators)
    cells = value.numerators % np.where(zero, 1, divisor.numerators)
    return Column(cells, divisor.top, undefined=either(either(value.undefined, divisor.undefined), zero))


def _extreme(comparison: str) -> Callable[[Call, list[Column]], Column]:
    def pick(left: Column, right: Column) -> Column:
        lefts, rights, top = left.beside(right)
        first = COMPARISONS[comparison](lefts, rights).astype(np.bool_)
        cells = np.where(first, lefts, rights)
        return Column(cells, top, *left.common(right), either(left.undefined, right.undefined))

    return lambda _, values: reduce(pick, values)


def _place(comparison: str) -> Callable[[Call, list[Column]], Column]:
    """Make the rule of the place of the first number that is ``>`` or ``<`` all before it and none behind exceeds."""

    def rule(node: Call, values: list[Column]) -> Column:
        del node
        best, places = values[0], np.ones(1, dtype=np.int64)
        for number, value in enumerate(values[1:], 2):
            lefts, rights, top = value.beside(best)
            better = COMPARISONS[comparison](lefts, rights).astype(np.bool_)
            places = np.where(better, number, places)
            missing = either(value.undefined, best.undefined)
            best = Column(np.where(better, lefts, rights), top, *value.common(best), missing)
        return Column(places, len(values), undefined=best.undefined)

    return rule


def _median(node: Call, values: list[Column]) -> Column:
    """Sort the numbers over their common denominator, row by row."""
    del node
    zero = column([Fraction(0)])
    over = reduce(mul, [Column(value.over, value.below) for value in values])
    alike = [value * over for value in values]
    top = max(value.top for value in alike)
    cells = [fitting(value.numerators, top) // value.over for value in alike]
    ranked = np.sort(np.stack(np.broadcast_arrays(*cells)), axis=0)
    middle = [Column(ranked[at], top) for at in ((len(values) - 1) // 2, len(values) // 2)]
    missing = reduce(either, [value.undefined for value in values])
    total = reduce(add, middle, zero)
    return replace(total, undefined=missing) / (over + over)


def _gcd(node: Call, values: list[Column]) -> Column:
    return reduce(_common_divisor, values[1:], abs(_whole(node, values)[0]))


def _common_divisor(left: Column, right: Column) -> Column:
    cells = np.gcd(left.numerators, right.numerators)
    return Column(cells, max(left.top, right.top), undefined=either(left.undefined, right.undefined))


def _lcm(node: Call, values: list[Column]) -> Column:
    return reduce(_common_multiple, values[1:], abs(_whole(node, values)[0]))


def _common_multiple(left: Column, right: Column) -> Column:
    """Give ``|x y| / gcd(x, y)``, and 0 for two zeros, at which numpy's own divides by zero."""
    product = abs(left * right)
    divisors = np.maximum(_common_divisor(left, right).numerators, 1)
    return Column(product.numerators // divisors, product.top, undefined=product.undefined)


FUNCTIONS: Mapping[str, Callable[[Call, list[Column]], Column]] = MappingProxyType(
    {
        "abs": lambda _, values: abs(values[0]), "sign": _sign, "mod": _mod, "gcd": _gcd, "lcm": _lcm,
        "floor": lambda _, values: values[0].floor(), "ceil": lambda _, values: -(-values[0]).floor(),
        "min": _extreme("<="), "max": _extreme(">="),
        "argmax": _place(">"), "argmin": _place("<"), "median": _median,
        "percent": lambda _, values: values[0] / column([Fraction(100)]),
    }
)  # fmt: skip
"""How each function of numbers is worked out in columns, by name."""
