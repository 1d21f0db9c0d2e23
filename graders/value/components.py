"""Linear algebra worked out into components: what is left are numbers inside vectors and matrices.

Entries stay as they are, so that the same walk serves numbers, functions and the lines of a worked solution.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import chain
from math import factorial
from types import MappingProxyType
from typing import TYPE_CHECKING

from graders.errors import OversizeError, UndefinedError
from graders.syntax.names import ELEMENTWISE
from graders.syntax.tree import (
    LEAVES,
    Call,
    Integer,
    Listing,
    Matrix,
    Negative,
    Node,
    Piecewise,
    Power,
    Product,
    Quotient,
    Sum,
    children,
    is_larger,
    rebuilt,
    size,
)
from graders.value import activations, assembly, directions, matrices, order, statistics
from graders.value.ball import UnevaluatedError
from graders.value.connectives import decided
from graders.value.divisors import worked
from graders.value.effort import effort
from graders.value.rationals import rational
from graders.value.statements import is_fact
from graders.value.vectors import as_matrix, entries, inner, is_array, is_vector, mapped, vector

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

LARGEST_SIZE = 64
"""The most rows or columns that are worked out, and the largest power of a matrix."""

LARGEST_DETERMINANT = 6
"""The most rows of a determinant or inverse whose expansion is written out."""

MOST_WRITTEN = 1_000
"""Nodes of a product of rational matrices that is written out; larger ones are reckoned."""

MOST_NODES = 10_000
"""Nodes of a product, a determinant or an inverse that is written out; larger ones have to be of rationals."""

MOST_ENTRIES = 10_000
"""Entries of all vectors and matrices that one expression leads to."""

DIVISORS = frozenset(("gcd", "lcm"))
"""Functions that mean one thing for polynomials and another for the numbers that their variables stand for."""


def componentwise(node: Node, *, leaving: frozenset[str] = frozenset()) -> Node:
    """Work out sums, multiples, products and norms of vectors and matrices into their components.

    Functions named in ``leaving`` stay as they stand.  Raises ``UndefinedError`` where sizes do not fit.  A tree
    without vectors comes back as it is.
    """
    return _worked_within(node, leaving, Room(MOST_ENTRIES))


class Room:
    """How many entries the vectors and matrices of an expression may still have."""

    __slots__ = ("entries",)

    def __init__(self, entries: int) -> None:
        """Begin with the room for all of them."""
        self.entries = entries

    def take(self, node: Node) -> None:
        """Make room for a vector or matrix that was worked out."""
        self.entries -= len(children(node))
        if self.entries < 0:
            raise OversizeError("matrices that take too much room when they are worked out")


def _is_worked(node: Node) -> bool:
    """Tell whether nothing in a tree is left to work out, as in most that are met; some are doubted in vain."""
    waiting = [node]
    while waiting:
        current = waiting.pop()
        kind = type(current)
        if kind in LEAVES:
            continue
        if kind is Piecewise or (
            isinstance(current, Call) and current.name in RULES and current.name not in OF_NUMBERS
        ):
            return False
        below = children(current)
        if kind in OPERATIONS:
            for part in below:
                if type(part) in ARRAYS:
                    return False
        waiting.extend(below)
    return True


OF_NUMBERS = frozenset(("abs", "min", "max"))
"""Functions of vectors that mean something for numbers too, and leave these as they are."""

OPERATIONS = frozenset((Negative, Sum, Product, Quotient, Power, Call))
ARRAYS = frozenset((Listing, Matrix))


def _worked_within(node: Node, leaving: frozenset[str], room: Room) -> Node:
    return node if _is_worked(node) else _worked_out(node, leaving, room)


def _worked_out(node: Node, leaving: frozenset[str], room: Room) -> Node:
    parts = children(node)
    if not parts:
        return node
    if isinstance(node, Piecewise):
        return _piecewise(node, leaving, room)
    worked = tuple([_worked_out(part, leaving, room) for part in parts])
    if worked != parts:
        node = rebuilt(node, worked)
    if leaving and isinstance(node, Call) and node.name in leaving:
        return node
    found = _worked(node)
    if found is not node:
        if type(found) in ARRAYS:
            room.take(found)
        if not isinstance(node, Call) and _is_nested(worked) and found != node:
            return _worked_out(found, leaving, room)
        if isinstance(node, Call) and node.name in OF_MANY and is_larger(found, MOST_OF_MANY):
            raise OversizeError("a function of many numbers that takes too much room when it is worked out")
    return found


def _is_nested(parts: tuple[Node, ...]) -> bool:
    """Tell whether there are vectors or matrices of vectors or matrices, of which one level is worked out at a time."""
    return any(type(entry) in ARRAYS for part in parts if type(part) in ARRAYS for entry in children(part))


OF_MANY = frozenset((*activations.RULES, *directions.RULES, *statistics.RULES))
"""Functions of many numbers in which each may stand as often as there are others, as in a correlation of roots."""

MOST_OF_MANY = 6_000
"""Nodes that one of them leads to."""


def _piecewise(node: Piecewise, leaving: frozenset[str], room: Room) -> Node:
    """Choose the first piece whose condition holds; what depends on variables is kept, up to one that holds surely."""
    kept: list[tuple[Node, Node]] = []
    for value, condition in node.pieces:
        worked = _worked_within(condition, leaving, room)
        is_reached = _holds(worked)
        if is_reached and not kept:
            return _worked_within(value, leaving, room)
        if is_reached is not False:
            kept.append((_worked_within(value, leaving, room), worked))
        if is_reached:
            break
    if not kept:
        raise UndefinedError("no piece whose condition holds")
    return _of_pieces(tuple(kept))


def _holds(condition: Node) -> bool | None:
    try:
        return decided(condition, is_fact)
    except UnevaluatedError:
        return None


def _of_pieces(pieces: tuple[tuple[Node, Node], ...]) -> Node:
    """Write vectors, or matrices, that are defined by cases component by component."""
    first = pieces[0][0]
    shapes = {_shape(value) for value, _ in pieces}
    if len(shapes) > 1 or not is_array(first):
        return Piecewise(pieces)
    columns = zip(*(children(value) for value, _ in pieces), strict=True)
    conditions = [condition for _, condition in pieces]
    return rebuilt(first, tuple(_of_pieces(tuple(zip(column, conditions, strict=True))) for column in columns))


def _shape(node: Node) -> tuple[int, int] | None:
    matrix = as_matrix(node)
    return None if matrix is None else (len(matrix.rows), len(matrix.rows[0]))


def _worked(node: Node) -> Node:
    match node:
        case Sum():
            return _sum(node)
        case Negative():
            return mapped(node.argument, Negative) if is_array(node.argument) else node
        case Product():
            return _product(node.factors) if any(is_array(factor) for factor in node.factors) else node
        case Quotient():
            return _quotient(node)
        case Power():
            return _power(node)
        case Call():
            rule = RULES.get(node.name)
            return _elementwise(node) if rule is None else rule(node)
        case _:
            return node


def _elementwise(node: Call) -> Node:
    """Apply a function of numbers to every component: ``sin((0, pi))``, ``round((1/3, 2/3), 2)``."""
    if node.name not in ELEMENTWISE or not is_array(node.arguments[0]) or any(map(is_array, node.arguments[1:])):
        return node
    return mapped(node.arguments[0], lambda entry: _worked(Call(node.name, (entry, *node.arguments[1:]))))


def _multinomial(node: Call) -> Node:
    """Write the coefficient of n over a list k as n! over the product of the factorials."""
    top, below = node.arguments
    if not is_vector(below):
        return node
    factorials = tuple(Call("factorial", (item,)) for item in entries(below))
    return Quotient(Call("factorial", (top,)), factorials[0] if len(factorials) == 1 else Product(factorials))


def _sum(node: Sum) -> Node:
    terms = node.terms
    if not any(is_array(term) for term in terms):
        return node
    if all(is_vector(term) for term in terms):
        columns = [entries(term) for term in terms]
        if len({len(column) for column in columns}) > 1:
            raise UndefinedError("a sum of vectors of different sizes")
        return vector(tuple(Sum(row) for row in zip(*columns, strict=True)))
    if all(isinstance(term, Matrix) for term in terms):
        return _matrix_sum([term for term in terms if isinstance(term, Matrix)])
    raise UndefinedError("a sum of a number and a vector, or of a vector and a matrix")


def _matrix_sum(terms: list[Matrix]) -> Node:
    if len({(len(term.rows), len(term.rows[0])) for term in terms}) > 1:
        raise UndefinedError("a sum of matrices of different sizes")
    rows = zip(*(term.rows for term in terms), strict=True)
    return Matrix(tuple(tuple(Sum(cell) for cell in zip(*row, strict=True)) for row in rows))


def _quotient(node: Quotient) -> Node:
    if is_array(node.denominator):
        raise UndefinedError("a division by a vector or matrix")
    if is_array(node.numerator):
        return mapped(node.numerator, lambda entry: Quotient(entry, node.denominator))
    return node


def _product(factors: tuple[Node, ...]) -> Node:
    value = factors[0]
    for factor in factors[1:]:
        value = _times(value, factor)
    return value


def _times(left: Node, right: Node) -> Node:
    if not is_array(left) and not is_array(right):
        return Product((left, right))
    if not is_array(left):
        return mapped(right, lambda entry: Product((left, entry)))
    if not is_array(right):
        return mapped(left, lambda entry: Product((entry, right)))
    if isinstance(left, Matrix):
        if is_vector(right) and len(left.rows[0]) == len(entries(right)):
            products = tuple(inner(row, entries(right)) for row in left.rows)
            return products[0] if len(products) == 1 else vector(products)
        if isinstance(right, Matrix):
            return _matrix_product(left, right)
    elif isinstance(right, Matrix):
        return _matrix_product(Matrix(tuple((entry,) for entry in entries(left))), right)
    if is_vector(left) and is_vector(right):
        raise UndefinedError("a product of two vectors that does not say which: write dot(a, b)")
    raise UndefinedError("a product of matrices whose sizes do not fit")


def _matrix_product(left: Matrix, right: Matrix) -> Node:
    if len(left.rows[0]) != len(right.rows):
        raise UndefinedError("a product of matrices whose sizes do not fit")
    nodes = len(right.rows[0]) * size(left) + len(left.rows) * size(right)
    effort().take(nodes)
    if nodes > MOST_WRITTEN and (reckoned := matrices.multiplied(left, right)) is not None:
        return reckoned
    if nodes > MOST_NODES:
        raise OversizeError("a matrix that takes too much room when it is worked out")
    columns = tuple(zip(*right.rows, strict=True))
    return Matrix(tuple(tuple(inner(row, column) for column in columns) for row in left.rows))


WRITTEN_POWER = 4
"""The largest power of a matrix that is written out as a product."""


def _power(node: Power) -> Node:
    if not isinstance(node.base, Matrix):
        if is_vector(node.base):
            raise UndefinedError("a power of a vector")
        return node
    exponent = node.exponent
    if exponent == Negative(Integer(1)):
        return _inverse(node.base)
    if not isinstance(exponent, Integer) or exponent.value < 1:
        raise UndefinedError("a power of a matrix whose exponent is no small whole number")
    if len(node.base.rows) != len(node.base.rows[0]):
        raise UndefinedError("a product of matrices whose sizes do not fit")
    if exponent.value > WRITTEN_POWER and (reckoned := matrices.raised(node.base, exponent.value)) is not None:
        return reckoned
    if exponent.value > LARGEST_SIZE:
        raise OversizeError("a power of a matrix with a large exponent")
    return _product((node.base,) * exponent.value)


def _dot(node: Call) -> Node:
    left, right = node.arguments
    return inner(entries(left), entries(right)) if _both_vectors(left, right) else node


def _both_vectors(left: Node, right: Node) -> bool:
    return is_vector(left) and is_vector(right)


def _norm(node: Call) -> Node:
    (argument,) = node.arguments
    if is_vector(argument):
        items = entries(argument)
        return Call("sqrt", (inner(items, items),))
    return Call("abs", (argument,)) if not isinstance(argument, Matrix) else node


def _abs(node: Call) -> Node:
    """Bars around a vector are its length, around a matrix its determinant."""
    return _norm(node) if is_vector(node.arguments[0]) else _det(node)


def _folded(node: Call) -> Node:
    """Add or multiply the components of a vector."""
    if len(node.arguments) != 1 or not is_vector(node.arguments[0]):
        return node
    items = entries(node.arguments[0])
    return items[0] if len(items) == 1 else Sum(items) if node.name == "sum" else Product(items)


def _cross(node: Call) -> Node:
    left, right = node.arguments
    if not _both_vectors(left, right):
        return node
    a, b = entries(left), entries(right)
    if len(a) != 3 or len(b) != 3:
        raise UndefinedError("a cross product of vectors that have not three components")
    pairs = ((1, 2), (2, 0), (0, 1))
    return vector(tuple(Sum((Product((a[i], b[j])), Negative(Product((a[j], b[i]))))) for i, j in pairs))


def _transpose(node: Call) -> Node:
    matrix = as_matrix(node.arguments[0])
    if matrix is None:
        return node
    turned = Matrix(tuple(zip(*matrix.rows, strict=True)))
    return vector(entries(turned)) if len(turned.rows[0]) == 1 else turned


def _det(node: Call) -> Node:
    matrix = node.arguments[0]
    return determinant(matrix.rows) if isinstance(matrix, Matrix) else node


def determinant(rows: tuple[tuple[Node, ...], ...]) -> Node:
    """Expand a determinant along its first row; reckon a large one of rationals."""
    if len(rows) != len(rows[0]):
        raise UndefinedError("the determinant of a matrix that is not square")
    return matrices.determinant_of(rows) if _expansion(rows) > MOST_NODES else _expanded(rows)


def _expansion(rows: tuple[tuple[Node, ...], ...]) -> int:
    """Count the nodes of a determinant that is written out, about."""
    if len(rows) > LARGEST_DETERMINANT:
        return MOST_NODES + 1
    return factorial(len(rows)) * sum(map(size, chain.from_iterable(rows))) // len(rows)


def _expanded(rows: tuple[tuple[Node, ...], ...]) -> Node:
    if len(rows) == 1:
        return rows[0][0]
    terms: list[Node] = []
    for column, entry in enumerate(rows[0]):
        term = Product((entry, _expanded(_minor(rows, 0, column))))
        terms.append(Negative(term) if column % 2 else term)
    return Sum(tuple(terms))


def _minor(rows: tuple[tuple[Node, ...], ...], row: int, column: int) -> tuple[tuple[Node, ...], ...]:
    return tuple(line[:column] + line[column + 1 :] for at, line in enumerate(rows) if at != row)


def _inverse_call(node: Call) -> Node:
    matrix = node.arguments[0]
    if isinstance(matrix, Matrix):
        return _inverse(matrix)
    return node if is_vector(matrix) else Power(matrix, Negative(Integer(1)))


def _inverse(matrix: Matrix) -> Node:
    """Write the inverse by cofactors; reckon a large one of rationals."""
    rows = matrix.rows
    if len(rows) == len(rows[0]) and len(rows) ** 2 * _expansion(rows) > MOST_NODES:
        inverted = matrices.inverted(matrix)
        if inverted is None:
            raise UndefinedError("division by zero")
        return inverted
    below = determinant(rows)
    if len(rows) == 1:
        return Matrix(((Quotient(Integer(1), rows[0][0]),),))
    places = range(len(rows))
    return Matrix(tuple(tuple(Quotient(_cofactor(rows, j, i), below) for j in places) for i in places))


def _cofactor(rows: tuple[tuple[Node, ...], ...], row: int, column: int) -> Node:
    minor = determinant(_minor(rows, row, column))
    return Negative(minor) if (row + column) % 2 else minor


def _trace(node: Call) -> Node:
    matrix = node.arguments[0]
    if not isinstance(matrix, Matrix):
        return node
    if len(matrix.rows) != len(matrix.rows[0]):
        raise UndefinedError("the trace of a matrix that is not square")
    diagonal = tuple(row[at] for at, row in enumerate(matrix.rows))
    return diagonal[0] if len(diagonal) == 1 else Sum(diagonal)


def _whole(node: Node) -> int | None:
    """Give a size or place, which may have to be worked out: ``component(v, i + 1)``."""
    if isinstance(node, Integer):
        return node.value
    value = rational(node)
    return int(value) if value is not None and value.denominator == 1 else None


SIZES = 8
"""Identity matrices of so many sizes are remembered."""


def _identity(node: Call) -> Node:
    size = _whole(node.arguments[0])
    if size is None:
        return node
    if not 1 <= size <= LARGEST_SIZE:
        raise UndefinedError("an identity matrix of no or too large a size")
    return _unit_matrix(size)


@lru_cache(SIZES)
def _unit_matrix(size: int) -> Matrix:
    return Matrix(tuple(tuple(Integer(int(i == j)) for j in range(size)) for i in range(size)))


def _one_hot(node: Call) -> Node:
    size, place = _whole(node.arguments[0]), _whole(node.arguments[1])
    if size is None or place is None:
        return node
    if not 1 <= place <= size <= LARGEST_SIZE:
        raise UndefinedError("a one-hot vector whose place is not within its size")
    return vector(tuple(Integer(int(at == place)) for at in range(1, size + 1)))


def _component(node: Call) -> Node:
    array, *places = node.arguments
    indices = [_whole(place) for place in places]
    if not is_array(array) or None in indices:
        return node
    matrix = as_matrix(array)
    row, column = (indices[0] or 0), (indices[1] or 0) if len(indices) > 1 else 1
    if matrix is None or not (1 <= row <= len(matrix.rows) and 1 <= column <= len(matrix.rows[0])):
        raise UndefinedError("a component outside the vector or matrix")
    if len(indices) == 1 and not is_vector(array):
        raise UndefinedError("an entry of a matrix needs its row and its column")
    return matrix.rows[row - 1][column - 1]


def _row(node: Call) -> Node:
    matrix, place = node.arguments[0], _whole(node.arguments[1])
    if not isinstance(matrix, Matrix) or place is None:
        return node
    if not 1 <= place <= len(matrix.rows):
        raise UndefinedError("a row outside the matrix")
    return vector(matrix.rows[place - 1])


def _column(node: Call) -> Node:
    matrix, place = node.arguments[0], _whole(node.arguments[1])
    if not isinstance(matrix, Matrix) or place is None:
        return node
    if not 1 <= place <= len(matrix.rows[0]):
        raise UndefinedError("a column outside the matrix")
    return vector(tuple(row[place - 1] for row in matrix.rows))


def _dimension(node: Call) -> Node:
    array = node.arguments[0]
    return Integer(len(entries(array))) if is_vector(array) else node


def _rank(node: Call) -> Node:
    """Give the rank of a matrix of rationals."""
    matrix = as_matrix(node.arguments[0])
    known = None if matrix is None else matrices.exactly(matrix.rows)
    return node if known is None else Integer(int(known.rank()))


RULES: Mapping[str, Callable[[Call], Node]] = MappingProxyType(
    {
        "dot": _dot, "norm": _norm, "abs": _abs, "cross": _cross, "transpose": _transpose, "det": _det,
        "inverse": _inverse_call, "trace": _trace, "identity": _identity, "one_hot": _one_hot, "rank": _rank,
        "component": _component, "binomial": _multinomial, "sum": _folded, "product": _folded,
        "gcd": worked, "lcm": worked, "row": _row, "column": _column, "dimension": _dimension,
        **activations.RULES, **assembly.RULES, **directions.RULES, **order.RULES, **statistics.RULES,
    }
)  # fmt: skip
"""How each function of linear algebra is worked out, by name."""

__all__ = ["LARGEST_SIZE", "componentwise", "determinant", "entries", "inner", "is_vector", "vector"]
