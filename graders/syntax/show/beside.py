"""Which factors may stand side by side, and which calls reach as far as they can, as they are set on paper."""

from __future__ import annotations

from graders.syntax.names import FUNCTIONS, GREEK_SIGNS
from graders.syntax.tree import Call, Constant, Integer, Node, Power, Product, Quotient, Relation, Sum, Unit, Variable

POWERS_AT_NAME = frozenset(("sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth"))
"""Functions whose powers are written at their names: sin²(x)."""

BESIDE = frozenset(("pi", "e", "i", "tau"))
"""Constants that may stand beside other factors."""

ROOTS = frozenset(("sqrt", "cbrt", "root"))


def side_by_side(before: Node, after: Node) -> bool:
    """Tell whether two factors may stand side by side as on paper: ``4√3``, ``2x``, ``2(x + 1)``, ``2 sin x``.

    ``d`` before a letter could be taken for a differential, and a number before a fraction for a mixed one.
    """
    if not _ends_simply(before) or before == Variable("d"):
        return False
    match after:
        case Variable():
            return isinstance(before, Integer) or len(after.name.partition("_")[0]) == 1 or after.name in GREEK_SIGNS
        case Constant():
            return after.name in BESIDE and not isinstance(before, Variable)
        case Power(base=Call()):
            return isinstance(after.base, Call) and after.base.name in POWERS_AT_NAME
        case Power():
            return isinstance(after.base, (Variable, Constant)) and side_by_side(before, after.base)
        case Call():
            return after.name in ROOTS or FUNCTIONS[after.name].prefix
        case Sum():
            return True
        case _:
            return False


def congruence(node: Relation) -> tuple[tuple[Node, ...], Node] | None:
    """Take ``mod(x, 7) = mod(3, 7)`` for the congruence that it is: its sides, and their modulus."""
    remainders = [side for side in node.operands if isinstance(side, Call) and side.name == "mod"]
    moduli = {side.arguments[1] for side in remainders}
    if len(remainders) < len(node.operands) or len(moduli) > 1 or set(node.operators) != {"="}:
        return None
    return tuple(side.arguments[0] for side in remainders), moduli.pop()


def is_unit(node: Node) -> bool:
    """Tell whether a factor is a unit behind a number: ``ms``, ``ms^2``, ``km/h``."""
    match node:
        case Unit():
            return True
        case Power(base=base):
            return is_unit(base)
        case Quotient(numerator=above, denominator=below):
            return is_unit(below) and (is_unit(above) or above == Integer(1))
        case Product(factors=factors):
            return all(map(is_unit, factors))
        case _:
            return False


def _ends_simply(node: Node) -> bool:
    """Tell whether a factor ends so that the next may stand beside it."""
    match node:
        case Integer() | Variable() | Sum():
            return True
        case Constant():
            return node.name in BESIDE
        case Power():
            return isinstance(node.base, (Variable, Constant)) and isinstance(node.exponent, Integer)
        case Quotient():
            return isinstance(node.numerator, Integer) and isinstance(node.denominator, Integer)
        case Call():
            return node.name in ROOTS
        case _:
            return False


def is_big(node: Call) -> bool:
    """Tell whether a call is set with the sign of its own that sums, integrals, limits and derivatives have."""
    match node.name, node.arguments[1:]:
        case (("sum" | "product"), (Variable(), _, _)):
            return True
        case "limit", (Variable(), _):
            return True
        case "integrate", ((Variable(name=name),) | (Variable(name=name), _, _)):
            return _is_letter(name)
        case "diff", (Variable(name=name),):
            return _is_letter(name)
        case "diff", (Variable(name=name), Integer(value=times)):
            return _is_letter(name) and 1 < times < 100
        case _:
            return False


def _is_letter(name: str) -> bool:
    """Tell whether a name is one letter, with a short index at most, so that a differential can be made of it."""
    letters, _, index = name.partition("_")
    simple = (len(letters) == 1 and letters.isascii() and letters.isalpha()) or letters in GREEK_SIGNS
    return simple and (not index or (index.isascii() and index.isdecimal()) or (len(index) == 1 and index.isalnum()))
