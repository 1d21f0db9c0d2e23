"""Statistics, order, rank, directions, layers of networks and what is put together of vectors, on floats.

Each function is what ``statistics.py``, ``order.py``, ``directions.py``, ``activations.py``, ``assembly.py`` and
``components.py`` make of trees.  An angle is missing: near 1 an arc cosine loses half of all bits.
"""

from __future__ import annotations

import math
from functools import partial
from math import isfinite
from types import MappingProxyType
from typing import TYPE_CHECKING

from graders.errors import UndefinedError
from graders.phrases import phrase
from graders.value.ball import UnevaluatedError
from graders.value.float_functions import (
    MANY,
    Rule,
    inner,
    is_matrix,
    is_vector,
    mapped,
    numbers,
    rows,
    sizes,
    square_root,
    times,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from graders.value.float_functions import Number, Value, Vector


# of a sample

LOST = 1e-4
"""Deviations whose product is a smaller share of the numbers' own are left to enclosures."""


def _sample(values: tuple[Value, ...]) -> Vector | None:
    """Give the numbers of one vector, or several numbers."""
    if len(values) == 1:
        return numbers(values[0]) if is_vector(values[0]) else None
    return None if any(isinstance(value, tuple) for value in values) else values  # type: ignore[return-value]


def _mean(*values: Value) -> Value | None:
    items = _sample(values)
    return None if items is None else sum(items) / len(items)


def _deviations(items: Vector) -> Vector:
    middle = sum(items) / len(items)
    return tuple([item - middle for item in items])


def _averaged(left: Vector, right: Vector, fewer: int) -> Number | None:
    """Give the mean product of deviations; ``None`` where floats lose most of it."""
    if len(left) != len(right):
        raise UndefinedError(phrase("{name} of vectors of different sizes", name="covariance"))
    if len(left) <= fewer:
        raise UndefinedError(phrase("{name} of a single number", name="variance"))
    products = inner(_deviations(left), _deviations(right))
    of_all = sum(map(abs, _products(left, right)))
    return products / (len(left) - fewer) if abs(products) > LOST * of_all or not of_all else None


def _variance(*values: Value, fewer: int = 0) -> Value | None:
    items = _sample(values)
    return None if items is None else _averaged(items, items, fewer)


def _spread(*values: Value, fewer: int = 0) -> Value | None:
    items = _sample(values)
    found = None if items is None else _averaged(items, items, fewer)
    return None if found is None else square_root(found)


def _covariance(left: Value, right: Value, *, fewer: int = 0) -> Value | None:
    return _averaged(numbers(left), numbers(right), fewer) if is_vector(left) and is_vector(right) else None


# order and rank


def _place(*values: Value, sign: int) -> Value | None:
    """Give the place, from 1, of the first of the largest; ``None`` where floats do not tell which that is."""
    items = _sample(values)
    if items is None or not all(isinstance(item, float) for item in items):
        return None
    signed = [sign * item.real for item in items]
    best = max(signed)
    near = [item for item in signed if best - item < UNSURE * (1 + abs(best))]
    is_told = len(near) == 1 or (abs(best) < WHOLE and all(item == best and item.is_integer() for item in near))
    return float(signed.index(best) + 1) if is_told else None


def _median(*values: Value) -> Value | None:
    items = _sample(values)
    if items is None or not all(isinstance(item, float) for item in items):
        return None
    ordered = sorted(item.real for item in items)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def _rank(value: Value) -> Value | None:
    """Count the pivots of an elimination; ``None`` where floats do not tell one from zero."""
    if not is_matrix(value):
        return None
    left, found = [_scaled(row) for row in rows(value)], 0
    for column in range(len(left[0])):
        place = max(range(len(left)), key=lambda at: abs(left[at][column]), default=None)
        size = 0.0 if place is None else abs(left[place][column])
        if place is None or size <= ZERO:
            continue
        if size < UNSURE:
            return None
        pivot = left.pop(place)
        left = [_less(row, pivot, row[column] / pivot[column]) for row in left]
        found += 1
    return float(found)


def _less(row: Vector, pivot: Vector, times: Number) -> Vector:
    return tuple([number - times * other for number, other in zip(row, pivot, strict=True)])


def _scaled(row: Vector) -> Vector:
    """Divide a row by its largest number, if it has any but 0."""
    largest = max(map(abs, row))
    return tuple([number / largest for number in row]) if largest else row


UNSURE, ZERO = 1e-8, 1e-13
"""Numbers closer than the first may be equal, and what is below the second, beside 1, is zero."""

WHOLE = 2.0**53
"""Whole numbers below are floats of their own."""


# directions


def _unit(items: Vector) -> Vector:
    below = square_root(inner(items, items))
    if not isfinite(abs(below)) or (not below and any(items)):
        raise UnevaluatedError(items)
    return tuple([item / below for item in items])


def _by_rows(change: Callable[[Vector], Vector], value: Value) -> Value | None:
    """Change a vector, or a matrix row by row."""
    if is_vector(value):
        return change(numbers(value))
    return tuple(map(change, rows(value))) if is_matrix(value) else None


def _project(left: Value, right: Value) -> Value | None:
    if not (is_vector(left) and is_vector(right)):
        return None
    u, v = numbers(left), numbers(right)
    return times(inner(u, v) / inner(v, v), right)


def _cosine(left: Value, right: Value) -> Value | None:
    if not (is_vector(left) and is_vector(right)):
        return None
    u, v = numbers(left), numbers(right)
    return inner(u, v) / (square_root(inner(u, u)) * square_root(inner(v, v)))


# layers


def _softmax(value: Value) -> Value | None:
    return _by_rows(_shares, value) if _is_real(value) else None


def _shares(items: Vector) -> Vector:
    most = max(number.real for number in items)
    powers = [math.exp(number.real - most) for number in items]
    return tuple([power / sum(powers) for power in powers])


def _sigmoid(value: Value) -> Value | None:
    return mapped(value, _logistic) if _is_real(value) else None


def _logistic(number: Number) -> float:
    power = math.exp(-abs(number.real))
    return 1 / (1 + power) if number.real > 0 else power / (1 + power)


def _relu(value: Value) -> Value | None:
    return mapped(value, lambda number: max(0.0, number.real)) if _is_real(value) else None


def _is_real(value: Value) -> bool:
    return all(isinstance(number, float) for number in numbers(value))


# put together


def _hadamard(left: Value, right: Value) -> Value | None:
    if not (isinstance(left, tuple) and isinstance(right, tuple)):
        return None
    if sizes(left) != sizes(right):
        raise UndefinedError("a product by components of different sizes")
    return tuple(map(_hadamard, left, right)) if is_matrix(left) else _products(numbers(left), numbers(right))  # type: ignore[arg-type]


def _products(left: Vector, right: Vector) -> Vector:
    return tuple([one * other for one, other in zip(left, right, strict=True)])


def _outer(left: Value, right: Value) -> Value | None:
    if not (is_vector(left) and is_vector(right)):
        return None
    return _upright(tuple(tuple([one * other for other in numbers(right)]) for one in numbers(left)))


def _upright(found: Value) -> Value:
    """Take a matrix of one column for the vector that it is."""
    return found if is_matrix(found) else numbers(found)


def _joined(*values: Value) -> Value | None:
    if not any(map(is_vector, values)) or any(map(is_matrix, values)):
        return None
    return tuple(number for value in values for number in numbers(value))


def _rows(*values: Value) -> Value | None:
    if not all(map(is_vector, values)):
        return None
    if len(set(map(sizes, values))) > 1:
        raise UndefinedError(phrase("{name} of vectors of different sizes", name="rows"))
    return _upright(values)


def _columns(*values: Value) -> Value | None:
    found = _rows(*values)
    if found is None or len(values) == 1:
        return None if found is None else values[0]
    return tuple(zip(*rows(found), strict=True))


ARRAYS: Mapping[str, Rule] = MappingProxyType(
    {
        "mean": Rule(_mean, 1, MANY), "variance": Rule(_variance, 1, MANY), "std": Rule(_spread, 1, MANY),
        "sample_variance": Rule(partial(_variance, fewer=1), 1, MANY),
        "sample_std": Rule(partial(_spread, fewer=1), 1, MANY), "covariance": Rule(_covariance, 2, 2),
        "sample_covariance": Rule(partial(_covariance, fewer=1), 2, 2), "median": Rule(_median, 1, MANY),
        "argmax": Rule(partial(_place, sign=1), 1, MANY), "argmin": Rule(partial(_place, sign=-1), 1, MANY),
        "rank": Rule(_rank, 1, 1),
        "normalize": Rule(partial(_by_rows, _unit), 1, 1), "project": Rule(_project, 2, 2),
        "cosine_similarity": Rule(_cosine, 2, 2), "softmax": Rule(_softmax, 1, 1), "sigmoid": Rule(_sigmoid, 1, 1),
        "relu": Rule(_relu, 1, 1), "hadamard": Rule(_hadamard, 2, 2), "outer": Rule(_outer, 2, 2),
        "concat": Rule(_joined, 1, MANY), "rows": Rule(_rows, 1, MANY), "columns": Rule(_columns, 1, MANY),
    }
)  # fmt: skip
"""Functions of arrays and of samples, by name."""
