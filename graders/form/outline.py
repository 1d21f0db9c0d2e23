"""Trees written so that two are written alike where they differ in the order and grouping of their parts only."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from graders.syntax.tree import (
    And,
    Call,
    Constant,
    Decimal,
    Integer,
    Listing,
    Negative,
    Or,
    Power,
    Product,
    Quotient,
    Relation,
    SetOf,
    Sum,
    Text,
    Variable,
    children,
)
from graders.value.components import entries, is_vector

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from graders.syntax.tree import Node

OTHER_NAMES: Mapping[str, Callable[[Node], tuple[str, tuple[Node, ...]]]] = MappingProxyType(
    {
        "log": lambda u: ("ln", (u,)),
        "lg": lambda u: ("log", (u, Integer(10))),
        "cbrt": lambda u: ("root", (u, Integer(3))),
    }
)
"""Functions that have two names."""


def outline(node: Node) -> str:
    """Write a tree, its terms and factors in one order, its brackets left out where they only group."""
    match node:
        case Integer() | Variable() | Constant() | Decimal() | Text():
            return _leaf(node)
        case Sum():
            return _unordered("+", terms(node))
        case Negative() | Product() | Quotient():
            return _unordered("*", factors(node))
        case Call(name="exp", arguments=(exponent,)):
            return outline(Power(Constant("e"), exponent))
        case Call(name=name, arguments=(argument,)) if name in OTHER_NAMES:
            return outline(Call(*OTHER_NAMES[name](argument)))
        case And(arguments=parts) | Or(arguments=parts):
            return _unordered(type(node).__name__, tuple(outline(part) for part in _flat(node, parts)))
        case SetOf(items=items):
            return _unordered("{}", tuple(outline(item) for item in items))
        case Relation(operators=("=" | "!=" as operator,), operands=operands):
            return _unordered(operator, tuple(outline(operand) for operand in operands))
        case _:
            return _ordered(node)


def _leaf(node: Integer | Variable | Constant | Decimal | Text) -> str:
    """Write a leaf; a decimal is told apart from a whole number, but not by its zeros at the end."""
    match node:
        case Integer(value=value):
            return f"{value:x}"
        case Decimal(value=value):
            return f"decimal {value.numerator:x}/{value.denominator:x}"
        case Variable(name=name):
            return f"'{name}'"
        case Constant(name=name):
            return f"the {name}"
        case Text(value=words):
            return repr(words)


def terms(node: Node) -> tuple[str, ...]:
    """Write the terms of a sum, those of sums inside it among them."""
    if isinstance(node, Sum):
        return tuple(term for part in node.terms for term in terms(part))
    return (outline(node),)


def factors(node: Node) -> tuple[str, ...]:
    """Write the factors of a product: a minus sign is one, and dividing is a factor turned over."""
    match node:
        case Negative(argument=inner):
            return ("-", *factors(inner))
        case Product(factors=parts):
            return tuple(factor for part in parts for factor in factors(part))
        case Quotient(numerator=top, denominator=below):
            return (*factors(top), *_turned(below))
        case _:
            return (outline(node),)


def _turned(below: Node) -> tuple[str, ...]:
    """Write a divisor; its minus sign is one of the whole."""
    if isinstance(below, Negative):
        return ("-", *_turned(below.argument))
    return (f"1 over {outline(below)}",)


def _flat(node: And | Or, parts: tuple[Node, ...]) -> tuple[Node, ...]:
    """Give the parts of a statement, those of statements of its kind inside it among them."""
    found: list[Node] = []
    for part in parts:
        found.extend(
            _flat(part, part.arguments) if isinstance(part, (And, Or)) and type(part) is type(node) else [part]
        )
    return tuple(found)


def _unordered(sign: str, parts: tuple[str, ...]) -> str:
    return parts[0] if len(parts) == 1 and sign in "+*" else f"({sign} {' '.join(sorted(parts))})"


def _ordered(node: Node) -> str:
    if is_vector(node):
        return f"(vector {' '.join(outline(item) for item in entries(node))})"
    match node:
        case Call(name=name):
            head = name
        case Relation(operators=operators):
            head = " ".join(operators)
        case Listing(opening=opening, closing=closing):
            head = f"{opening} {closing}"
        case _:
            head = type(node).__name__
    return f"({head} {' '.join(outline(part) for part in children(node))})"
