"""Same type: an expression, equation, inequality, list, matrix, set or text where the key is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.checks.check import Check
from graders.equivalence import Different, Equal, Undecided
from graders.equivalence.decision import Shape
from graders.equivalence.kinds import is_real_set, is_statement, kind_of
from graders.errors import OversizeError, UndefinedError
from graders.syntax.tree import And, Constant, Listing, Matrix, Or, Relation, SetOf, Text, variables
from graders.value.ball import ImpreciseError, UnevaluatedError
from graders.value.components import componentwise
from graders.value.enclosure import enclosure
from graders.verdict import correct, incorrect, message, needs_review

if TYPE_CHECKING:
    from graders.checks.check import Asked
    from graders.syntax.tree import Node
    from graders.verdict import Verdict


def _same_type(key: Node, response: Node, _: Asked) -> Verdict:
    """Accept a response of the key's type, whatever its value.

    Types are compared all the way down, sizes are not: a list of equations is no list of numbers, and a
    list of two numbers is of the type of a list of three.  Inequalities joined by ``and`` or ``or`` are of
    the type of one.  Numbers and expressions in variables are one type.  What has no value, such as 1/0, has
    no type.  Always decided, unless the key has no value.
    """
    if not _has_value(key):
        reason = "the answer has no value"
        return needs_review(response, Undecided(reason), message("undecided", reason=reason))
    if not _has_value(response):
        return incorrect(response, Different("no value"), message("undefined", why="a division by zero"))
    if type_of(key) == type_of(response):
        return correct(response, Equal("the type of every part"), message("accepted.type"))
    return incorrect(response, Different("the type of a part", Shape(kind_of(key), kind_of(response))))


SAME_TYPE = Check(_same_type, labels=False)


def type_of(node: Node) -> str:
    """Name the type of a tree with those of its parts: ``list of expression``."""
    if is_real_set(node):
        return "set of reals"
    match node:
        case Listing(items=parts):
            return _of("list", parts)
        case SetOf(items=parts):
            return _of("set", parts)
        case Constant(name="emptyset"):
            return "set"
        case Matrix(rows=rows):
            return _of("matrix", tuple(entry for row in rows for entry in row))
        case Relation(operators=operators):
            return "equation" if set(operators) == {"="} else "inequality"
        case And(arguments=parts) | Or(arguments=parts):
            types = {type_of(part) for part in parts}
            return types.pop() if len(types) == 1 and types <= {"equation", "inequality"} else "statement"
        case Text():
            return "words"
        case _:
            return "statement" if is_statement(node) else "expression"


def _of(whole: str, parts: tuple[Node, ...]) -> str:
    types = sorted({type_of(part) for part in parts})
    return f"{whole} of ({', '.join(types)})" if types else whole


def _has_value(node: Node) -> bool:
    """Tell whether a tree has a value, as far as that can be seen without knowing its variables."""
    try:
        worked = componentwise(node)
        if type_of(worked) == "expression" and not variables(worked):
            enclosure(worked, 64)
    except (OversizeError, UnevaluatedError, ImpreciseError):
        return True
    except UndefinedError:
        return False
    return True
