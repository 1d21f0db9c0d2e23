"""Functions of floats, vectors and matrices of them; what is not worked out here comes back as ``None``."""

from __future__ import annotations

import cmath
import math
from dataclasses import dataclass
from math import factorial, isfinite, sqrt
from operator import mul
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from graders.errors import UndefinedError
from graders.value.components import LARGEST_SIZE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Number: TypeAlias = complex
"""A real number is a float, so that it has an order."""

Vector: TypeAlias = tuple[Number, ...]
Rows: TypeAlias = tuple[Vector, ...]

Value: TypeAlias = "Number | tuple[Value, ...]"

LARGEST_FACTORIAL = 100


def mapped(value: Value, change: Callable[[Number], Number]) -> Value:
    """Change every number of a value."""
    if isinstance(value, tuple):
        return tuple([mapped(part, change) for part in value])
    return change(value)


def sizes(value: Value) -> tuple[int, ...]:
    """Give the size of a vector, the rows and columns of a matrix, and nothing for a number."""
    return (len(value), *sizes(value[0])) if isinstance(value, tuple) else ()


def numbers(value: Value) -> Vector:
    """Give the numbers of a value in the order in which they are written."""
    if not isinstance(value, tuple):
        return (value,)
    return tuple(part for row in value for part in numbers(row)) if isinstance(value[0], tuple) else value  # type: ignore[return-value]


def is_vector(value: Value) -> bool:
    """Tell whether a value is a vector."""
    return isinstance(value, tuple) and not isinstance(value[0], tuple)


def is_matrix(value: Value) -> bool:
    """Tell whether a value is a matrix of more than one column: one of one column is a vector."""
    return isinstance(value, tuple) and isinstance(value[0], tuple) and len(value[0]) > 1


def rows(value: Value) -> Rows:
    """Give the rows of a matrix, or of a vector as a column."""
    return tuple(map(numbers, value)) if isinstance(value, tuple) else ()


def plus(left: Value, right: Value) -> Value:
    """Add numbers, or arrays of one size."""
    if not isinstance(left, tuple) and not isinstance(right, tuple):
        return left + right
    if not isinstance(left, tuple) or not isinstance(right, tuple) or sizes(left) != sizes(right):
        raise UndefinedError("a sum of a number and an array, or of arrays of different sizes")
    return tuple(map(plus, left, right))


def times(left: Value, right: Value) -> Value:
    """Multiply numbers, an array by a number, or matrices that fit."""
    if not isinstance(left, tuple):
        return mapped(right, lambda number: left * number) if isinstance(right, tuple) else left * right
    if not isinstance(right, tuple):
        return mapped(left, lambda number: number * right)
    if is_vector(left) and is_vector(right):
        raise UndefinedError("a product of two vectors that does not say which")
    product = tuple(tuple(inner(row, column) for column in zip(*rows(right), strict=True)) for row in rows(left))
    if is_matrix(product):
        return product
    return product[0][0] if len(product) == 1 else tuple(row[0] for row in product)


def inner(left: Vector, right: Vector) -> Number:
    """Add up the products of two vectors' components."""
    if len(left) != len(right):
        raise UndefinedError("an inner product of vectors of different sizes")
    return sum(map(mul, left, right), 0.0)


def whole(value: Value) -> int | None:
    """Give a float that is a whole number as one."""
    return int(value) if isinstance(value, float) and isfinite(value) and value == int(value) else None


def _dot(left: Value, right: Value) -> Value | None:
    return inner(numbers(left), numbers(right)) if is_vector(left) and is_vector(right) else None


def _norm(value: Value) -> Value | None:
    if not isinstance(value, tuple):
        return abs(value)
    return square_root(inner(numbers(value), numbers(value))) if is_vector(value) else None


def _bars(value: Value) -> Value | None:
    """Bars around a vector are its length, around a matrix its determinant."""
    return _det(value) if is_matrix(value) else _norm(value)


def _cross(left: Value, right: Value) -> Value | None:
    if sizes(left) != (3,) or sizes(right) != (3,):
        return None
    (a, b, c), (x, y, z) = numbers(left), numbers(right)
    return (b * z - c * y, c * x - a * z, a * y - b * x)


def _det(value: Value) -> Value | None:
    match sizes(value):
        case (2, 2):
            a, b, c, d = numbers(value)
            return a * d - b * c
        case (3, 3):
            first, second, third = rows(value)
            return _dot(first, _cross(second, third) or ())
        case _:
            return None


def _inverse(value: Value) -> Value | None:
    if sizes(value) != (2, 2):
        return None
    a, b, c, d = numbers(value)
    below = a * d - b * c
    return (d / below, -b / below), (-c / below, a / below)


def _transpose(value: Value) -> Value | None:
    if not isinstance(value, tuple):
        return None
    turned = tuple(zip(*rows(value), strict=True))
    return turned if is_matrix(turned) else numbers(turned)


def _trace(value: Value) -> Value | None:
    size = sizes(value)
    return sum((row[at] for at, row in enumerate(rows(value))), 0.0) if len(size) == 2 and len(set(size)) == 1 else None


def _identity(size: Value) -> Value | None:
    count = whole(size)
    if count is None or not 1 < count <= LARGEST_SIZE:
        return None
    return tuple(tuple(float(row == column) for column in range(count)) for row in range(count))


def _one_hot(size: Value, place: Value) -> Value | None:
    count, at = whole(size), whole(place)
    if count is None or at is None:
        return None
    if not 1 <= at <= count <= LARGEST_SIZE:
        raise UndefinedError("a one-hot vector whose place is not within its size")
    return tuple(float(each == at) for each in range(1, count + 1))


def _component(array: Value, *places: Value) -> Value | None:
    if len(sizes(array)) != len(places):
        return None
    found = array
    for place in places:
        at = whole(place)
        if at is None or not isinstance(found, tuple):
            return None
        if not 1 <= at <= len(found):
            raise UndefinedError("a component outside the vector or matrix")
        found = found[at - 1]
    return found


def _row(matrix: Value, place: Value) -> Value | None:
    at = whole(place)
    if not is_matrix(matrix) or at is None or not 1 <= at <= len(rows(matrix)):
        return None
    return rows(matrix)[at - 1]


def _column(matrix: Value, place: Value) -> Value | None:
    return _row(tuple(zip(*rows(matrix), strict=True)), place) if is_matrix(matrix) else None


def _dimension(value: Value) -> Value | None:
    return float(len(numbers(value))) if is_vector(value) else None


def _added(value: Value) -> Value | None:
    return sum(numbers(value), 0.0) if is_vector(value) else None


def _multiplied(value: Value) -> Value | None:
    return math.prod(numbers(value), start=1.0) if is_vector(value) else None


def square_root(value: Number) -> Number:
    """Take the principal root; that of a negative number is complex."""
    return sqrt(value) if isinstance(value, float) and value >= 0 else cmath.sqrt(value)


def _cube_root(value: Number) -> Number:
    return math.cbrt(value) if isinstance(value, float) else value ** (1 / 3)


def _root(value: Value, index: Value) -> Value | None:
    of = whole(index)
    if isinstance(value, tuple) or of is None or of <= 0:
        return None
    if isinstance(value, float) and value < 0 and of % 2:
        return -math.pow(-value, 1 / of)
    return square_root(value) if of == 2 else value ** (1 / of)


def _logarithm(value: Number) -> Number:
    return math.log(value) if isinstance(value, float) and value > 0 else cmath.log(value)


def _to_base(value: Value, base: Value) -> Value | None:
    return None if isinstance(value, tuple) or isinstance(base, tuple) else _logarithm(value) / _logarithm(base)


def _least(*values: Value) -> Value | None:
    if len(values) == 1 and is_vector(values[0]):
        values = numbers(values[0])
    reals = [value for value in values if isinstance(value, float)]
    return min(reals) if len(reals) == len(values) else None


def _greatest(*values: Value) -> Value | None:
    least = _least(*(mapped(value, lambda number: -number) for value in values))
    return None if least is None else mapped(least, lambda number: -number)


def _factorial(value: Value) -> Value | None:
    number = whole(value)
    return float(factorial(number)) if number is not None and 0 <= number <= LARGEST_FACTORIAL else None


def _binomial(top: Value, below: Value) -> Value | None:
    chosen_from, chosen = whole(top), whole(below)
    if chosen_from is None or chosen is None or not 0 <= chosen <= chosen_from <= LARGEST_FACTORIAL:
        return None
    return float(math.comb(chosen_from, chosen))


def _smooth(function: Callable[[float], float], beyond: Callable[[complex], complex]) -> Callable[[Number], Number]:
    def rule(value: Number) -> Number:
        return function(value) if isinstance(value, float) else beyond(value)

    return rule


@dataclass(frozen=True, slots=True)
class Rule:
    """How a function is worked out, and how many arguments it has there."""

    value: Callable[..., Value | None]
    least: int
    most: int

    def takes(self, count: int) -> bool:
        """Tell whether it is this function with so many arguments: a sum with an index is another."""
        return self.least <= count <= self.most


MANY = 1_000

ARRAYS: Mapping[str, Rule] = MappingProxyType(
    {
        "dot": Rule(_dot, 2, 2), "norm": Rule(_norm, 1, 1), "abs": Rule(_bars, 1, 1), "cross": Rule(_cross, 2, 2),
        "det": Rule(_det, 1, 1), "transpose": Rule(_transpose, 1, 1), "trace": Rule(_trace, 1, 1),
        "inverse": Rule(_inverse, 1, 1), "identity": Rule(_identity, 1, 1), "one_hot": Rule(_one_hot, 2, 2),
        "component": Rule(_component, 2, 3), "row": Rule(_row, 2, 2), "column": Rule(_column, 2, 2),
        "dimension": Rule(_dimension, 1, 1), "sum": Rule(_added, 1, 1), "product": Rule(_multiplied, 1, 1),
        "root": Rule(_root, 2, 2), "log": Rule(_to_base, 2, 2), "min": Rule(_least, 1, MANY),
        "max": Rule(_greatest, 1, MANY), "factorial": Rule(_factorial, 1, 1), "binomial": Rule(_binomial, 2, 2),
    }
)  # fmt: skip
"""Functions of arrays, and those of several numbers."""

NUMBERS: Mapping[str, Callable[[Number], Number]] = MappingProxyType(
    {
        "sqrt": square_root, "cbrt": _cube_root, "ln": _logarithm, "log": _logarithm,
        "lg": lambda value: _logarithm(value) / math.log(10), "exp": _smooth(math.exp, cmath.exp),
        "sin": _smooth(math.sin, cmath.sin), "cos": _smooth(math.cos, cmath.cos),
        "tan": _smooth(math.tan, cmath.tan), "sinh": _smooth(math.sinh, cmath.sinh),
        "cosh": _smooth(math.cosh, cmath.cosh), "tanh": _smooth(math.tanh, cmath.tanh),
        "arctan": _smooth(math.atan, cmath.atan), "percent": lambda value: value / 100,
        "degree": lambda value: value * math.pi / 180,
    }
)  # fmt: skip
"""Functions of one number, applied to every component of an array."""
