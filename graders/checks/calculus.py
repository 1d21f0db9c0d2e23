"""What the checks of calculus have in common: the variable, and derivatives that may not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.checks.check import Accepted
from graders.errors import UndefinedError
from graders.syntax.tree import is_larger, variables
from graders.value.ball import UnevaluatedError
from graders.value.components import componentwise
from graders.value.derivative import MOST_NODES, differentiate

if TYPE_CHECKING:
    from graders.syntax.tree import Node

VARIABLE = Accepted("variable", "name", "the variable of the function")


def only_variable(node: Node) -> str | None:
    """Give the one variable of an expression, where there is just one."""
    names = sorted(variables(node))
    return names[0] if len(names) == 1 else None


def differentiated(node: Node, variable: str) -> Node | None:
    """Give the derivative, ``None`` where there is no rule for it, and where one of the two is too large."""
    try:
        function = componentwise(node)
        slope = None if is_larger(function, MOST_NODES) else differentiate(function, variable)
    except (UnevaluatedError, UndefinedError):
        return None
    return None if slope is None or is_larger(slope, MOST_NODES) else slope
