"""Trees to floats, fast and without proof: what a mistake would lead to, before anybody proves that it does.

A value is a number, real or complex, or a tuple: of numbers for a vector, of rows for a matrix.  What is defined
here has the value that ``enclosure.py`` and ``components.py`` give it, to about 50 bits; what is not, such as
derivatives, sums with an index, sets and statements, is left to them by ``UnevaluatedError``.
"""

from __future__ import annotations

import math
from operator import itemgetter, neg
from types import MappingProxyType
from typing import TYPE_CHECKING

from graders.errors import UndefinedError
from graders.syntax.tree import (
    Call,
    Constant,
    Decimal,
    Integer,
    Listing,
    Matrix,
    Negative,
    Node,
    Power,
    Product,
    Quotient,
    Sum,
    Variable,
)
from graders.value import float_arrays, float_functions
from graders.value.ball import UnevaluatedError
from graders.value.components import is_vector
from graders.value.float_functions import NUMBERS, is_matrix, mapped, plus, times

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from graders.value.float_functions import Value

ARRAYS = MappingProxyType({**float_functions.ARRAYS, **float_arrays.ARRAYS})
"""Functions of arrays, and those of several numbers."""

EMPTY: Mapping[int, Value] = MappingProxyType({})


def evaluated(node: Node, names: Mapping[str, Value], known: Mapping[int, Value] = EMPTY) -> Value:
    """Evaluate a tree; ``known`` has the values of nodes that somebody holds, by their identities.

    Raises ``UndefinedError`` for what has no value, ``UnevaluatedError`` for what is not evaluated here.

    >>> from graders.syntax import parse
    >>> evaluated(parse("norm((3, 4))/2"), {}), evaluated(parse("2*(1, x)"), {"x": 3.0})
    (2.5, (2.0, 6.0))
    """
    try:
        return _valued(node, names, known)
    except (ZeroDivisionError, OverflowError, ValueError) as error:
        raise UndefinedError(NO_FLOAT) from error


def function_of(node: Node) -> Callable[[Mapping[str, Value]], Value]:
    """Make a function of a tree, which gives what ``evaluated`` does: for one that is evaluated again and again.

    >>> from graders.syntax import parse
    >>> double = function_of(parse("2*x"))
    >>> double({"x": 3.0}), double({"x": (1.0, 4.0)})
    (6.0, (2.0, 8.0))
    """
    found = _function(node)

    def value(names: Mapping[str, Value]) -> Value:
        try:
            return found(names)
        except KeyError as error:
            raise UnevaluatedError(node) from error
        except (ZeroDivisionError, OverflowError, ValueError) as error:
            raise UndefinedError(NO_FLOAT) from error

    return value


def _function(node: Node) -> Callable[[Mapping[str, Value]], Value]:
    if type(node) is Variable:
        return itemgetter(node.name)
    if type(node) not in BRANCHES:
        return lambda names: _valued(node, names, EMPTY)
    rule, parts = BRANCHES[type(node)], [_function(child) for child in node.below]
    return lambda names: rule(node, [part(names) for part in parts])


def combined(node: Node, values: list[Value]) -> Value:
    """Give a node's value from those of its children."""
    if type(node) not in BRANCHES:
        raise UnevaluatedError(node)
    try:
        return BRANCHES[type(node)](node, values)
    except (ZeroDivisionError, OverflowError, ValueError) as error:
        raise UndefinedError(NO_FLOAT) from error


NO_FLOAT = "a division by zero, a number too large for a float, or one outside a domain"


def _valued(node: Node, names: Mapping[str, Value], known: Mapping[int, Value]) -> Value:
    """Go down a tree: whole numbers and names cost one step, since nothing is called as often."""
    if type(node) is Integer:
        return float(node.value)
    if id(node) in known:
        return known[id(node)]
    if type(node) in BRANCHES:
        return BRANCHES[type(node)](node, [_valued(child, names, known) for child in node.below])
    if type(node) is Variable and node.name in names:
        return names[node.name]
    if type(node) in LEAVES:
        return LEAVES[type(node)](node)
    raise UnevaluatedError(node)


def _literal(node: Decimal) -> Value:
    return float(node.value)


def _constant(node: Constant) -> Value:
    if node.name in CONSTANTS:
        return CONSTANTS[node.name]
    raise UnevaluatedError(node)


CONSTANTS: Mapping[str, Value] = MappingProxyType({"pi": math.pi, "tau": math.tau, "e": math.e, "i": 1j})

LEAVES: Mapping[type, Callable[..., Value]] = MappingProxyType({Decimal: _literal, Constant: _constant})
"""How each kind of node that has no children, and is no whole number or name, is evaluated."""


def _negative(node: Node, values: list[Value]) -> Value:
    del node
    value = values[0]
    return mapped(value, neg) if isinstance(value, tuple) else -value


def _sum(node: Node, values: list[Value]) -> Value:
    del node
    total = values[0]
    for value in values[1:]:
        total = total + value if type(total) is type(value) is float else plus(total, value)
    return total


def _product(node: Node, values: list[Value]) -> Value:
    del node
    product = values[0]
    for value in values[1:]:
        product = product * value if type(product) is type(value) is float else times(product, value)
    return product


def _quotient(node: Node, values: list[Value]) -> Value:
    del node
    top, below = values
    if isinstance(below, tuple):
        raise UndefinedError("a division by a vector or matrix")
    return mapped(top, lambda number: number / below) if isinstance(top, tuple) else top / below


def _power(node: Node, values: list[Value]) -> Value:
    """Raise a number; a negative base with a fraction gives a complex one."""
    base, exponent = values
    if isinstance(base, tuple) or isinstance(exponent, tuple):
        raise UnevaluatedError(node)
    if not base and (not isinstance(exponent, float) or exponent < 0):
        raise UndefinedError("zero to a power that is not positive")
    return base**exponent


def _listing(node: Node, values: list[Value]) -> Value:
    if not is_vector(node) or any(isinstance(value, tuple) for value in values):
        raise UnevaluatedError(node)
    return tuple(values)


def _matrix(node: Matrix, values: list[Value]) -> Value:
    if any(isinstance(value, tuple) for value in values):
        raise UnevaluatedError(node)
    width = len(node.rows[0])
    rows = tuple(tuple(values[at : at + width]) for at in range(0, len(values), width))
    return rows if is_matrix(rows) else tuple(values)


def _call(node: Call, values: list[Value]) -> Value:
    rule = ARRAYS.get(node.name)
    if rule is not None and rule.takes(len(values)):
        found = rule.value(*values)
        if found is not None:
            return found
    elementary = NUMBERS.get(node.name)
    if elementary is None or len(values) != 1:
        raise UnevaluatedError(node)
    return mapped(values[0], elementary)


BRANCHES: Mapping[type, Callable[..., Value]] = MappingProxyType(
    {
        Negative: _negative, Sum: _sum, Product: _product, Quotient: _quotient, Power: _power, Call: _call,
        Listing: _listing, Matrix: _matrix,
    }
)  # fmt: skip
"""How each kind of node that has children is evaluated."""
