"""What a form is, and what every form asks first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from graders.equivalence.kinds import is_statement
from graders.errors import GradersError
from graders.syntax.tree import Listing, Matrix, SetOf, children

if TYPE_CHECKING:
    from graders.syntax.tree import Node
    from graders.verdict import Message


class Form(Protocol):
    """Judge how a response is written.

    Give ``None`` where the form is met.  Else give the message that shows the part which breaks it and says
    what to do, with the repair where one is known.  ``variable`` is the one that the form is about; ``None``
    leaves it to the form to see which.  Raises ``OpenError`` where it cannot be told.
    """

    def __call__(self, node: Node, variable: str | None, /) -> Message | None:
        """Find the first part that is not in this form."""
        ...


class OpenError(GradersError):
    """Whether a form is met was not settled; the text says why, and a person has to look."""


def expressions(node: Node) -> tuple[Node, ...]:
    """Give the expressions that a form is asked of: the members of lists, sets and matrices, or the whole."""
    if isinstance(node, (Listing, SetOf, Matrix)):
        return tuple(expression for part in children(node) for expression in expressions(part))
    return (node,)


def first_statement(node: Node) -> Node | None:
    """Find an equation, inequality or other statement, which is no expression and has no factors or terms."""
    return next((part for part in expressions(node) if is_statement(part)), None)
