"""What a form is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from graders.syntax.tree import Node


class Form(Protocol):
    """Judge how a response is written.

    Give ``None`` where the form is met; else the part of the tree that breaks it, which feedback shows.
    """

    def __call__(self, node: Node, /) -> Node | None:
        """Find the first part that is not in this form."""
        ...
