"""Same form: the key up to the order and grouping of terms and factors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.checks.check import Check
from graders.checks.likeness import judged_by_likeness
from graders.errors import UndefinedError
from graders.form.outline import outline
from graders.value.components import componentwise
from graders.verdict import message

if TYPE_CHECKING:
    from graders.checks.check import Asked
    from graders.syntax.tree import Node
    from graders.verdict import Verdict


def _same_form(key: Node, response: Node, asked: Asked) -> Verdict:
    """Accept the key with its terms and factors in any order and grouping, and nothing worked out.

    Free are: the order and the brackets of sums, products, sets, ``and`` and ``or``; the sides of an
    equation; where in a product or quotient a minus sign stands; whether a division comes before or after a
    multiplication, as ``(a/b)*c`` and ``a*c/b``; and a function's other name, as ``exp(x)`` for ``e^x``.
    Nothing else is: 1/2 is not 2/4, 1 and 0 are not left out, 3^(1/2) is not √3, and an inequality is not
    turned round.  Always decided.  The key's value in another form earns the credit for a form, where the
    two are proved equal.  A key with vectors, such as dot((3, 4), (2, 5)), may be written by their components.
    """
    alike = outline(response) in (outline(key), outline(_by_components(key)))
    return judged_by_likeness(key, response, asked, alike=alike, otherwise=message("same_form"))


def _by_components(key: Node) -> Node:
    try:
        return componentwise(key)
    except UndefinedError:
        return key


SAME_FORM = Check(_same_form, labels=False)
