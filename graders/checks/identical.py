"""Identical: written as the key is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.checks.check import Check
from graders.checks.likeness import judged_by_likeness
from graders.verdict import message

if TYPE_CHECKING:
    from graders.checks.check import Asked
    from graders.syntax.tree import Node
    from graders.verdict import Verdict


def _identical(key: Node, response: Node, asked: Asked) -> Verdict:
    """Accept a response that is read as the key's own tree: the same terms in the same order and grouping.

    Only what reading drops is free: spaces, how a product or a root is typed (``4√3``, ``4*sqrt(3)``), brackets
    that change nothing, a plus sign in front.  Always decided.  The key's value in another form earns the
    credit for a form, where the two are proved equal.
    """
    alike = key == response
    return judged_by_likeness(key, response, asked, alike=alike, otherwise=message("identical"))


IDENTICAL = Check(_identical, labels=False)
