"""What kind of answer a tree is: a number, a vector, a set, a statement and so on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.syntax.tree import (
    And,
    Call,
    Constant,
    Listing,
    Matrix,
    Negative,
    Not,
    Or,
    Relation,
    SetOf,
    Text,
    variables,
)
from graders.value.components import entries, is_vector

if TYPE_CHECKING:
    from graders.syntax.tree import Node

INFINITE = frozenset((Constant("oo"), Negative(Constant("oo"))))


KINDS = (
    "number", "infinity", "undefined", "expression", "vector", "matrix", "interval", "list", "set", "equation",
    "inequality", "statement", "words", "system", "quantity",
)  # fmt: skip
"""How kinds of answers begin; sizes may follow.  The last two are only asked for, by the checks of these names."""


def kind_of(node: Node) -> str:
    """Name the kind of an answer for messages: ``vector 3``, ``matrix 2 3``, ``number``."""
    if is_vector(node):
        return f"vector {len(entries(node))}"
    if isinstance(node, Matrix):
        return f"matrix {len(node.rows)} {len(node.rows[0])}"
    match node:
        case Listing(items=(_, _)):
            return "interval"
        case Listing():
            return "list"
        case SetOf() | Constant(name="emptyset" | "Reals") | Call(name="union" | "intersection" | "set_difference"):
            return "set"
        case Relation(operators=("=",)):
            return "equation"
        case Relation():
            return "inequality"
        case And() | Or() | Not() | Constant(name="true" | "false" | "none"):
            return "statement"
        case Text():
            return "words"
        case Constant(name="oo") | Negative(argument=Constant(name="oo")):
            return "infinity"
        case Constant(name="undefined"):
            return "undefined"
        case _:
            return "expression" if variables(node) else "number"


def is_statement(node: Node) -> bool:
    """Tell whether a tree says something that is true or false."""
    match node:
        case Relation() | And() | Or() | Not():
            return True
        case Constant(name="true" | "false" | "none"):
            return True
        case Call(name="implies" | "iff" | "xor"):
            return True
        case _:
            return False


def is_real_set(node: Node) -> bool:
    """Tell whether a tree is an interval on its face, or made of sets by unions and the like."""
    match node:
        case Call(name="union" | "intersection" | "set_difference"):
            return True
        case Constant(name="Reals"):
            return True
        case Listing(items=(low, high), opening=opening, closing=closing):
            mixed = (opening, closing) in {("[", ")"), ("(", "]"), ("]", "["), ("]", "]"), ("[", "[")}
            return mixed or low in INFINITE or high in INFINITE
        case _:
            return False
