"""Signs that are understood: the union in ``(0, 1) U (2, 3)``, the times in ``1.5 x 10^3``, a comma in ``x=3 y=4``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.syntax.brackets import ENDS_OPERAND

if TYPE_CHECKING:
    from graders.syntax.tokens import Token
    from graders.syntax.vocabulary import Vocabulary

BEFORE_TIMES = frozenset(("number", "fraction", "close"))
AFTER_TIMES = frozenset(("number", "fraction", "√", "∛", "∜"))
"""What ``x`` is a sign between, where it is no variable."""


def with_signs(found: list[Token], vocabulary: Vocabulary) -> list[Token]:
    """Read letters that stand for signs, where they are no variables: ``(0,1) U (2,3)``, ``1.5 x 10^3``."""
    turned = list(found)
    for at in range(1, len(found) - 1):
        before, token, after = found[at - 1 : at + 2]
        if token.kind != "variable" or token.text not in ("U", "u", "x") or vocabulary.declares(token.text):
            continue
        if token.text == "x":
            if before.kind in BEFORE_TIMES and after.kind in AFTER_TIMES and not vocabulary.open:
                turned[at] = token._replace(kind="*")
        elif before.text in (")", "]", "}", "[") and after.text in ("(", "[", "{", "]"):
            turned[at] = token._replace(kind="union")
    return turned


def with_commas(found: list[Token]) -> list[Token]:
    """Read ``x=3 y=4`` as two equations: a space before a name, and none around its equals sign or the first one."""
    if [token.kind for token in found[:2]] != ["variable", "="] or found[1].spaced or found[2].spaced:
        return found
    turned = found[:3]
    for at in range(3, len(found)):
        before, token = found[at - 1 : at + 1]
        signs = found[at + 1 : at + 3]
        tight = len(signs) == 2 and signs[0].kind == "=" and not signs[0].spaced and not signs[1].spaced
        if token.kind == "variable" and token.spaced and tight and before.kind in ENDS_OPERAND:
            turned.append(token._replace(kind=",", text=",", start=before.end, end=token.start, spaced=False))
        turned.append(token)
    return turned
