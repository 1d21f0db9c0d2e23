"""Statements: equations, inequalities, sets of reals and logic, each kind by its own procedure."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from graders.equivalence.congruences import decide_congruences
from graders.equivalence.decision import Decision, Different, Equal, Shape, Undecided
from graders.equivalence.equations import decide_equation_systems, decide_equations, proportional, triviality
from graders.equivalence.kinds import is_real_set, is_statement, kind_of
from graders.equivalence.logic import decide_logic
from graders.equivalence.real_sets import decide_real_sets
from graders.syntax.tree import (
    And,
    Constant,
    Listing,
    Matrix,
    Negative,
    Node,
    Not,
    Or,
    Relation,
    Sum,
    Variable,
    variables,
)
from graders.value.vectors import is_vector

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Decide = Callable[[Node, Node], Decision]

TURNED: Mapping[str, str] = MappingProxyType({"<": ">", ">": "<", "<=": ">=", ">=": "<="})

PAIR = 2
"""An interval has two ends."""


def decide_statements(key: Node, response: Node, decide: Decide) -> Decision | None:
    """Decide two statements or two sets of reals; ``None`` where neither side is one."""
    if is_real_set(key) or is_real_set(response):
        return _real_sets(key, response)
    if not (is_statement(key) or is_statement(response)):
        return None
    if not (is_statement(key) and is_statement(response)):
        return Different("the kind of answer", Shape(kind_of(key), kind_of(response)))
    return (
        _named_vectors(key, response, decide)
        or decide_congruences(key, response)
        or decide_logic(key, response)
        or _conditions(key, response)
        or decide_equations(key, response, decide)
        or decide_equation_systems(key, response, decide)
        or _inequalities(key, response, decide)
        or (Equal("the same statement") if key == response else None)
        or Undecided("no procedure for statements of this kind")
    )


def beside(node: Node, other: Node) -> Node:
    """Read an interval or set beside a condition on one variable as ``x in [0, 1]``."""
    names = variables(other)
    if len(names) != 1 or variables(node) or is_statement(node) or not is_condition(other):
        return node
    is_pair = isinstance(node, Listing) and len(node.items) == PAIR and bool(node.opening)
    return Relation(("in",), (Variable(next(iter(names))), node)) if is_pair or is_real_set(node) else node


def is_condition(node: Node) -> bool:
    """Tell whether a statement bounds its variables: it is made of inequalities and what is said beside them."""
    match node:
        case Relation(operators=operators):
            return not set(operators) <= {"=", "in", "~"}
        case And(arguments=parts) | Or(arguments=parts):
            return any(map(is_condition, parts))
        case Not(argument=inner):
            return is_statement(inner)
        case _:
            return False


def _named_vectors(key: Node, response: Node, decide: Decide) -> Decision | None:
    """Decide ``(p, q) = (3, 2)`` beside another statement of the same names by what they are said to be.

    So is a matrix with a name beside whatever else has that name.
    """
    match key, response:
        case (
            Relation(operators=("=",), operands=(label, value)),
            Relation(operators=("=",), operands=(other, said)),
        ) if label == other and not variables(label) & (variables(value) | variables(said)):
            is_matrix = isinstance(label, Variable) and any(map(_is_wide, (value, said)))
            return decide(value, said) if is_matrix or is_vector(label) else None
        case _:
            return None


def _is_wide(node: Node) -> bool:
    """Tell whether a node is a matrix that no vector is meant by: one of several rows and columns."""
    return isinstance(node, Matrix) and len(node.rows) > 1 and len(node.rows[0]) > 1


def _real_sets(key: Node, response: Node) -> Decision:
    name = "x"
    if is_statement(key) != is_statement(response):
        everything = {Constant("true"), Constant("Reals")}
        if not (key in everything or response in everything):
            return Different("the kind of answer", Shape(kind_of(key), kind_of(response)))
    decision = decide_real_sets(key, response, name)
    if decision is None and key == response:
        return Equal("the same set")
    return decision or Undecided("no procedure for sets of this kind")


def _conditions(key: Node, response: Node) -> Decision | None:
    """Decide conditions on one variable, unless both are plain equations, whose multiplicity counts."""
    names = variables(key) | variables(response)
    if len(names) > 1 or (is_equation(key) and is_equation(response)):
        return None
    return decide_real_sets(key, response, next(iter(names), "x"))


def is_equation(node: Node) -> bool:
    """Tell whether a statement is an equation or alternatives of equations."""
    match node:
        case Relation(operators=("=",)):
            return True
        case Or(arguments=parts):
            return all(is_equation(part) for part in parts)
        case _:
            return False


def _inequalities(key: Node, response: Node, decide: Decide) -> Decision | None:
    """Decide two inequalities in several variables: alike when one side is a positive multiple of the other."""
    if not (isinstance(key, Relation) and isinstance(response, Relation)):
        return None
    left, right = _directed(key), _directed(response)
    if left is None or right is None:
        return None
    if left[0] != right[0]:
        return Undecided("inequalities of different kinds")
    if "false" in (triviality(left[1], decide), triviality(right[1], decide)):
        return Undecided("an inequality that holds always or never")
    decision = proportional(left[1], right[1], decide, positive=left[0] != "!=")
    return decision if isinstance(decision, Equal) else Undecided("inequalities in several variables")


def _directed(node: Relation) -> tuple[str, Node] | None:
    """Write an inequality as "something > 0" or ">= 0"."""
    if len(node.operators) != 1 or node.operators[0] not in (*TURNED, "!="):
        return None
    operator = node.operators[0]
    left, right = node.operands
    if operator in ("<", "<="):
        left, right, operator = right, left, TURNED[operator]
    return operator, Sum((left, Negative(right)))
