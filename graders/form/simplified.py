"""Simplified: numbers worked out, roots and fractions reduced, terms and factors collected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.form.collected import like_factors, like_terms, power_of_power
from graders.form.fractions import nested, reducible
from graders.form.lowest_terms import two_signs
from graders.form.needless import needless
from graders.form.numbers import arithmetic, known_value
from graders.form.radicals import product_of_roots, reducible_root
from graders.syntax.tree import Node, walk

if TYPE_CHECKING:
    from collections.abc import Callable

    from graders.verdict import Message

RULES: tuple[Callable[[Node], Message | None], ...] = (
    needless,
    two_signs,
    arithmetic,
    reducible_root,
    product_of_roots,
    nested,
    reducible,
    like_terms,
    like_factors,
    power_of_power,
    known_value,
)
"""What can be left to do at a node, in the order in which it is looked for."""


def simplified(node: Node, _: str | None = None) -> Message | None:
    """Find something that can still be worked out, reduced or collected, with what it becomes.

    That is: a sum or product of numbers (2 + 3, 2*3x; a mixed number 4 1/2 may stay, and so may 3*10^8), a
    power of numbers, an integer under a root with a square in it (√48 = 4√3), a fraction that can be reduced
    or has fractions in it, like terms and like factors (x + x, x*x), a power of a power, 1*x, x + 0, x^1, two
    minus signs, and a value that everybody knows (sin(pi/6), ln(1)).  Brackets need not be multiplied out nor
    sums factored, and a root may stay below the line: those are forms of their own.
    """
    for part in walk(node):
        for rule in RULES:
            fault = rule(part)
            if fault is not None:
                return fault
    return None
