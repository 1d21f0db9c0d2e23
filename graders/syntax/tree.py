"""The tree that every text is read into: what was written, node by node, each with its span.

Nothing is evaluated or rearranged here: ``2/4`` stays a quotient of two integers, ``6.930`` keeps its
digits.  ``a - b`` is the sum of ``a`` and ``Negative(b)``, and a leading minus belongs to its whole
term, as on paper: ``-7/2`` is ``Negative(Quotient(7, 2))`` and ``-2^2`` is ``Negative(Power(2, 2))``.
Two trees are equal when they are written alike, wherever they stand in their texts.
"""

from __future__ import annotations

from dataclasses import field
from itertools import islice
from operator import attrgetter
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar, TypeAlias

from graders.errors import Span
from graders.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from fractions import Fraction

NOWHERE = Span(0, 0)
"""The span of a node that no text was read for."""


@frozen
class Integer:
    """A whole number, at least 0 as parsed: ``48``."""

    value: int
    span: Span = field(default=NOWHERE, compare=False, repr=False)
    below: ClassVar[tuple[Node, ...]] = ()


@frozen
class Decimal:
    """A number with a decimal point or an exponent, exact, with its digits as written: ``6.930``, ``1e-3``."""

    value: Fraction
    written: str
    span: Span = field(default=NOWHERE, compare=False, repr=False)
    below: ClassVar[tuple[Node, ...]] = ()


@frozen
class Constant:
    """A number that has a name: ``pi``, ``e``, ``i``, ``oo``, and the truth values and standard sets."""

    name: str
    span: Span = field(default=NOWHERE, compare=False, repr=False)
    below: ClassVar[tuple[Node, ...]] = ()


@frozen
class Variable:
    """A name that stands for something: ``x``, ``x_1``, ``alpha``."""

    name: str
    span: Span = field(default=NOWHERE, compare=False, repr=False)
    below: ClassVar[tuple[Node, ...]] = ()


@frozen
class Unit(Variable):
    """A unit behind a number that is shown, upright: ``ms``.  What is typed has variables in its place."""


@frozen
class Text:
    r"""Words: ``"nearest"``, or ``\text{even}``."""

    value: str
    span: Span = field(default=NOWHERE, compare=False, repr=False)
    below: ClassVar[tuple[Node, ...]] = ()


@frozen
class Negative:
    """The opposite: ``-x``."""

    argument: Node
    span: Span = field(default=NOWHERE, compare=False, repr=False)
    below = property(lambda self: (self.argument,))


@frozen
class PlusMinus:
    """Both signs at once: ``±x``, alone or as a term of a sum; ``upper`` is the sign read first, 1 or -1 (∓)."""

    argument: Node
    upper: int = 1
    span: Span = field(default=NOWHERE, compare=False, repr=False)
    below = property(lambda self: (self.argument,))


@frozen
class Sum:
    """Two or more terms; a subtracted term is a ``Negative``."""

    terms: tuple[Node, ...]
    span: Span = field(default=NOWHERE, compare=False, repr=False)
    below = property(attrgetter("terms"))


@frozen
class Product:
    """Two or more factors, however their product was written: ``4*x``, ``4x``, ``4 · x``."""

    factors: tuple[Node, ...]
    span: Span = field(default=NOWHERE, compare=False, repr=False)
    below = property(attrgetter("factors"))


@frozen
class Quotient:
    """A fraction or division: ``a/b``."""

    numerator: Node
    denominator: Node
    span: Span = field(default=NOWHERE, compare=False, repr=False)
    below = property(attrgetter("numerator", "denominator"))


@frozen
class Power:
    """A base with an exponent: ``a^b``."""

    base: Node
    exponent: Node
    span: Span = field(default=NOWHERE, compare=False, repr=False)
    below = property(attrgetter("base", "exponent"))


@frozen
class Call:
    """A named function applied to arguments; ``name`` is the one of ``names.py``, whatever was typed."""

    name: str
    arguments: tuple[Node, ...]
    span: Span = field(default=NOWHERE, compare=False, repr=False)
    below = property(attrgetter("arguments"))


@frozen
class Listing:
    """Items in brackets, or bare: a vector, a point, an interval or a list, as the question has it.

    ``opening`` and ``closing`` are ``( [ < ]`` and ``) ] > [``, or both empty for a bare ``1, 2``.
    """

    items: tuple[Node, ...]
    opening: str = "("
    closing: str = ")"
    span: Span = field(default=NOWHERE, compare=False, repr=False)
    below = property(attrgetter("items"))


@frozen
class SetOf:
    """Items in braces: ``{1, 2}``."""

    items: tuple[Node, ...]
    span: Span = field(default=NOWHERE, compare=False, repr=False)
    below = property(attrgetter("items"))


@frozen
class Matrix:
    """Rows of equal length, at least one of them: ``[1 2; 3 4]``; one column makes a column vector."""

    rows: tuple[tuple[Node, ...], ...]
    span: Span = field(default=NOWHERE, compare=False, repr=False)
    below = property(lambda self: tuple(entry for row in self.rows for entry in row))


@frozen
class Range:
    """Whole numbers from one to another, both included: ``-5..5``; the language of parameters."""

    first: Node
    last: Node
    span: Span = field(default=NOWHERE, compare=False, repr=False)
    below = property(attrgetter("first", "last"))


@frozen
class Relation:
    """A chain of comparisons: ``0 < x <= 2`` has two operators and three operands.

    Operators are ``= != < <= > >= ~`` (about equal), ``in``, ``notin`` and ``subset``.
    """

    operators: tuple[str, ...]
    operands: tuple[Node, ...]
    span: Span = field(default=NOWHERE, compare=False, repr=False)
    below = property(attrgetter("operands"))


@frozen
class Not:
    """A statement denied."""

    argument: Node
    span: Span = field(default=NOWHERE, compare=False, repr=False)
    below = property(lambda self: (self.argument,))


@frozen
class And:
    """Statements that hold together, two or more."""

    arguments: tuple[Node, ...]
    span: Span = field(default=NOWHERE, compare=False, repr=False)
    below = property(attrgetter("arguments"))


@frozen
class Or:
    """Statements of which one holds at least, two or more."""

    arguments: tuple[Node, ...]
    span: Span = field(default=NOWHERE, compare=False, repr=False)
    below = property(attrgetter("arguments"))


@frozen
class Piecewise:
    """Values with their conditions, the first that holds counts: ``cases`` in LaTeX."""

    pieces: tuple[tuple[Node, Node], ...]
    span: Span = field(default=NOWHERE, compare=False, repr=False)
    below = property(lambda self: tuple(part for piece in self.pieces for part in piece))


Node: TypeAlias = (
    Integer
    | Decimal
    | Constant
    | Variable
    | Text
    | Negative
    | PlusMinus
    | Sum
    | Product
    | Quotient
    | Power
    | Call
    | Listing
    | SetOf
    | Matrix
    | Range
    | Relation
    | Not
    | And
    | Or
    | Piecewise
)
"""Any node.  The union is closed: a ``match`` over it is checked by mypy to be complete."""


def children(node: Node) -> tuple[Node, ...]:
    """Give the nodes directly below one, in the order in which they are written."""
    return node.below


LEAVES = frozenset((Integer, Decimal, Constant, Variable, Unit, Text))
"""The classes of nodes below which there is nothing."""


def rebuilt(node: Node, parts: tuple[Node, ...]) -> Node:
    """Give the same kind of node with other children, which stand in the order of ``children``."""
    return _REBUILT[type(node)](node, parts)


def _rows(parts: tuple[Node, ...], width: int) -> tuple[tuple[Node, ...], ...]:
    return tuple(parts[at : at + width] for at in range(0, len(parts), width))


_REBUILT: Mapping[type, Callable[..., Node]] = MappingProxyType(
    {
        **dict.fromkeys((Integer, Decimal, Constant, Variable, Unit, Text), lambda node, _: node),
        **dict.fromkeys((Negative, Not), lambda node, parts: type(node)(parts[0], node.span)),
        PlusMinus: lambda node, parts: PlusMinus(parts[0], node.upper, node.span),
        **dict.fromkeys((Sum, Product, And, Or, SetOf), lambda node, parts: type(node)(parts, node.span)),
        **dict.fromkeys((Quotient, Power, Range), lambda node, parts: type(node)(*parts, node.span)),
        Call: lambda node, parts: Call(node.name, parts, node.span),
        Listing: lambda node, parts: Listing(parts, node.opening, node.closing, node.span),
        Matrix: lambda node, parts: Matrix(_rows(parts, len(node.rows[0])), node.span),
        Relation: lambda node, parts: Relation(node.operators, parts, node.span),
        Piecewise: lambda node, parts: Piecewise(tuple(zip(parts[::2], parts[1::2], strict=True)), node.span),
    }
)
"""How a node of each class is made again; found by class, since hardly anything is called as often."""


def is_vector(node: Node) -> bool:
    """Tell whether components are written out: a list in brackets, or a matrix of one column."""
    if isinstance(node, Matrix):
        return len(node.rows[0]) == 1
    return isinstance(node, Listing)


def walk(node: Node) -> Iterator[Node]:
    """Yield a node and everything below it, parents before children."""
    waiting = [node]
    while waiting:
        current = waiting.pop()
        yield current
        if type(current) not in LEAVES:
            waiting.extend(reversed(current.below))


def size(node: Node) -> int:
    """Count the nodes of a tree, shared parts wherever they stand."""
    met = [node]
    for each in met:
        met.extend(each.below)
    return len(met)


def is_larger(node: Node, nodes: int) -> bool:
    """Tell whether a walk over a tree meets more than so many nodes, shared parts wherever they stand."""
    return next(islice(walk(node), nodes, None), None) is not None


def variables(node: Node) -> frozenset[str]:
    """Give the names of the variables that occur."""
    return _names(node)[0]


def _names(node: Node) -> tuple[frozenset[str], bool]:
    """Give the names of all variables, and tell whether a function may bind some of them."""
    names: set[str] = set()
    binds = False
    waiting = [node]
    while waiting:
        current = waiting.pop()
        if isinstance(current, Variable):
            names.add(current.name)
            continue
        if type(current) not in LEAVES:
            binds = binds or (isinstance(current, Call) and current.name in BINDERS)
            waiting.extend(current.below)
    return frozenset(names), binds


def occurs(kind: type, node: Node) -> bool:
    """Tell whether a node of some class is in a tree."""
    waiting = [node]
    while waiting:
        current = waiting.pop()
        if type(current) is kind:
            return True
        if type(current) not in LEAVES:
            waiting.extend(current.below)
    return False


BINDERS = frozenset(("sum", "product", "integrate", "limit"))
"""Functions whose second argument is a name that has no meaning outside."""


def free_variables(node: Node) -> frozenset[str]:
    """Give the names that an expression depends on: not the index of a sum, nor what an integral runs over."""
    names, binds = _names(node)
    return _unbound(node) if binds else names


def _unbound(node: Node) -> frozenset[str]:
    match node:
        case Variable(name=name):
            return frozenset((name,))
        case Call(name=function, arguments=(body, Variable(name=index), *bounds)) if function in BINDERS and len(
            bounds
        ) == (1 if function == "limit" else 2):
            inner = _unbound(body) - {index}
            return inner.union(*map(_unbound, bounds))
        case _:
            return frozenset[str]().union(*map(_unbound, children(node)))
