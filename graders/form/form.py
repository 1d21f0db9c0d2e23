"""What a form is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from graders.syntax.tree import Node
    from graders.verdict import Message


class Form(Protocol):
    """Judge how a response is written.

    Give ``None`` where the form is met.  Else give the message that shows the part which breaks it and says
    what to do, with the repair where one is known.  ``variable`` is the one that the form is about; ``None``
    leaves it to the form to see which.
    """

    def __call__(self, node: Node, variable: str | None, /) -> Message | None:
        """Find the first part that is not in this form."""
        ...
