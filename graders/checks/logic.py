"""Logic: statements in letters with the same truth table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.checks.check import Check
from graders.checks.decided import decided
from graders.equivalence import Different, Undecided
from graders.equivalence.decision import Shape
from graders.equivalence.kinds import kind_of
from graders.equivalence.logic import decide_logic, is_propositional

if TYPE_CHECKING:
    from graders.checks.check import Asked
    from graders.syntax.tree import Node
    from graders.verdict import Verdict


def _logic(key: Node, response: Node, _: Asked) -> Verdict:
    """Accept a statement that is true in just the rows of the truth table in which the key is.

    Letters stand for statements, a single one included.  Decided row by row, for up to twelve letters; with
    more it asks for review, as it does where the key is no statement in letters.  A row that differs is the
    witness.
    """
    if not is_propositional(key):
        return decided(Undecided("the answer is no statement in letters"), response)
    if not is_propositional(response):
        return decided(Different("the kind of answer", Shape("statement", kind_of(response))), response)
    return decided(decide_logic(key, response) or Undecided("a truth table of very many rows"), response)


LOGIC = Check(_logic, labels=False)
