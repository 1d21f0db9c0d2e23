"""Checks: the answer tests that an author may name, and the one function that applies them to a text."""

from __future__ import annotations

from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING

from graders.checks.check import Asked
from graders.checks.equivalent import equivalent
from graders.checks.stated import stated
from graders.errors import ResponseError
from graders.syntax import Vocabulary, parse
from graders.verdict import Verdict, unreadable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graders.checks.check import Check
    from graders.exercise import Option
    from graders.syntax.tree import Node

CHECKS: Mapping[str, Check] = MappingProxyType({"equivalent": equivalent})
"""Every check by the name that authors use."""


def judge(  # noqa: PLR0913 - one keyword for each thing that a part asks
    key: Node,
    response: str,
    *,
    vocabulary: Vocabulary,
    check: str = "equivalent",
    form: tuple[str, ...] = (),
    form_credit: Fraction = Fraction(1, 2),
    options: tuple[tuple[str, Option], ...] = (),
) -> Verdict:
    """Read a response and give the verdict on it; a text that cannot be read is a verdict too."""
    try:
        tree = parse(response, vocabulary)
    except ResponseError as error:
        return unreadable(error)
    return CHECKS[check](key, stated(tree, key), Asked(form, form_credit, options))


__all__ = ["CHECKS", "judge"]
