"""The answer inside what was typed: ``d = 4√3`` and ``√48 = 4√3`` state a value with a label or steps before it.

Where the answer is an equation ``y = 2x``, what stands on its right says the same; ``x in [0, 1]`` says the set.
``x = 2, y = -1`` states a vector with a label at every component.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeGuard

from graders.checks.axes import along_axes
from graders.equivalence.kinds import is_statement
from graders.syntax.operands import grouped
from graders.syntax.tree import (
    And,
    Call,
    Constant,
    Decimal,
    Integer,
    Listing,
    Matrix,
    Negative,
    Or,
    PlusMinus,
    Power,
    Product,
    Quotient,
    Relation,
    SetOf,
    Sum,
    Variable,
    variables,
)
from graders.value.components import entries, is_vector

if TYPE_CHECKING:
    from graders.syntax.tree import Node

COORDINATES = frozenset(("x", "y", "z"))
"""Names whose order everybody knows."""


def stated(response: Node, key: Node) -> Node:
    """Take the last value of a chain of equalities where the key is a value; a rounding after it is dropped.

    Square brackets around a single value only group where the key is no list.
    """
    found = _stated(response, key)
    return along_axes(found, key, len(entries(key))) if is_vector(key) and not is_vector(found) else found


def _stated(response: Node, key: Node) -> Node:
    if isinstance(response, Listing) and not isinstance(key, (Listing, Matrix)):
        response = grouped(response)
    if isinstance(key, Matrix):
        response = _rows_stated(response)
    elif is_vector(key):
        response = components_stated(response)
    if response == Constant("none") and key in (Constant("emptyset"), SetOf(())):
        return key
    if is_statement(key):
        return _named(_solutions(response, key), key)
    if not isinstance(response, Relation):
        return response
    if response.operators == ("in",) and isinstance(response.operands[0], Variable):
        return response.operands[1]
    if not set(response.operators) <= {"=", "~"}:
        return response
    exact = response.operators.index("~") if "~" in response.operators else len(response.operators)
    last = response.operands[exact]
    return response.operands[exact + 1] if isinstance(last, Variable) and exact < len(response.operators) else last


def _named(response: Node, key: Node) -> Node:
    """Put ``y =`` before an expression where the key says what y is; ``(p, q) =`` and ``x in`` likewise."""
    match key:
        case Relation(operators=("=",), operands=(Listing(items=names) as label, Listing())) if _are_names(names):
            return Relation(("=",), (label, response)) if isinstance(response, (Listing, Matrix)) else response
        case Relation(operators=("in",), operands=(Variable() as label, _)):
            return response if is_statement(response) else Relation(("in",), (label, response))
        case Relation(operators=("=",), operands=(Call(name="mod", arguments=(Variable() as label, _)), _)):
            return _residue_class(label, response)
        case Relation(operators=("=",), operands=(Variable(name=name) as label, value)):
            means_y = isinstance(response, VALUES) and not is_statement(response)
            known = variables(response) | variables(value)
            return Relation(("=",), (label, response)) if means_y and name not in known else response
        case _:
            return response


def _residue_class(label: Variable, response: Node) -> Node:
    """Read ``3 (mod 7)`` as ``x ≡ 3 (mod 7)``."""
    match response:
        case Call(name="mod", arguments=(_, modulus)):
            return Relation(("=",), (Call("mod", (label, modulus)), response))
        case _:
            return response


def _solutions(response: Node, key: Node) -> Node:
    """Read ``x = 2, x = -2``, ``x = 2 or -2`` and ``x_1 = 2, x_2 = -2`` as alternatives, and ``x = 3, y = 4`` as both.

    An index that the key does not have only counts the solutions.
    """
    listed = _is_bare(response) or isinstance(response, SetOf)
    match response:
        case Listing(opening="", items=items) | SetOf(items=items) | Or(arguments=items) | And(arguments=items) if (
            items
        ):
            relations = tuple(
                filter(None, (_relation(item, _unknown(items[0], key), variables(key)) for item in items))
            )
        case _:
            return response
    names = {item.operands[0] for item in relations}
    if len(relations) < len(items):
        return response
    if len(names) == 1 and (listed or isinstance(response, Or) or any(isinstance(item, VALUES) for item in items)):
        return Or(relations, response.span)
    return And(relations, response.span) if listed and len(names) == len(items) else response


def _unknown(first: Node, key: Node) -> str:
    """Give the name that values are those of: the one of the first equation, or else the only one of the key."""
    match first, key:
        case Relation(operators=("=",), operands=(Variable(name=name), _)), _:
            return name
        case _, Or() | Relation(operators=("=",)) if len(variables(key)) == 1:
            return next(iter(variables(key)))
        case _:
            return ""


def _relation(item: Node, name: str, known: frozenset[str]) -> Relation | None:
    """Give an item as an equation: a value beside ``x = 2`` is another one of x."""
    value = item
    match item:
        case Relation(operators=("=",), operands=(Variable(name=own), value)):
            name = own
        case _:
            if is_statement(item) or not name:
                return None
    letter, _, index = name.partition("_")
    counts = name not in known and letter in known and index.isdecimal()
    return Relation(("=",), (Variable(letter if counts else name, item.span), value), item.span)


def _are_names(nodes: tuple[Node, ...]) -> bool:
    return all(isinstance(node, Variable) for node in nodes)


VALUES = (Integer, Decimal, Variable, Constant, Negative, PlusMinus, Sum, Product, Quotient, Power, Call)
"""Nodes that stand for the right side of an equation where a student leaves out the left one."""


def components_stated(response: Node) -> Node:
    """Read ``x = 2, y = -1`` as a vector; x before y before z, in whatever order they were typed."""
    items = response.arguments if isinstance(response, And) else response.items if _is_bare(response) else ()
    named = {
        item.operands[0].name: item.operands[1]
        for item in items
        if isinstance(item, Relation) and item.operators == ("=",) and isinstance(item.operands[0], Variable)
    }
    if not named or len(named) < len(items):
        return response
    names = sorted(named) if named.keys() <= COORDINATES else list(named)
    return Listing(tuple(named[name] for name in names), "(", ")", response.span)


def _rows_stated(response: Node) -> Node:
    """Read ``((1, 2), (3, 4))`` as the matrix with these rows."""
    if not isinstance(response, Listing) or not response.opening or not all(map(is_vector, response.items)):
        return response
    rows = tuple(entries(item) for item in response.items)
    return Matrix(rows, response.span) if len({len(row) for row in rows}) == 1 and len(rows[0]) > 1 else response


def _is_bare(node: Node) -> TypeGuard[Listing]:
    return isinstance(node, Listing) and not node.opening
