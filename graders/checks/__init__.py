"""Checks: the answer tests that an author may name, and the one function that applies them to a text."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from graders.checks.antiderivative import ANTIDERIVATIVE
from graders.checks.at_least import AT_LEAST
from graders.checks.basis import BASIS
from graders.checks.check import Asked
from graders.checks.choice import CHOICE
from graders.checks.decided import decided
from graders.checks.decimal_places import DECIMAL_PLACES
from graders.checks.derivative import DERIVATIVE
from graders.checks.equivalent import EQUIVALENT
from graders.checks.formed import formed
from graders.checks.greater import GREATER
from graders.checks.identical import IDENTICAL
from graders.checks.logic import LOGIC
from graders.checks.multiple import MULTIPLE
from graders.checks.numeric import NUMERIC
from graders.checks.options import FORM_OPTIONS, problems_of
from graders.checks.parametric import PARAMETRIC
from graders.checks.quantity import QUANTITY
from graders.checks.same_form import SAME_FORM
from graders.checks.same_type import SAME_TYPE
from graders.checks.set import SET
from graders.checks.significant_figures import SIGNIFICANT_FIGURES
from graders.checks.span import SPAN
from graders.checks.stated import stated
from graders.checks.system import SYSTEM
from graders.checks.text import TEXT
from graders.checks.unfinished import unfinished, unsolved
from graders.checks.wording import read_words
from graders.equivalence.decide import too_much
from graders.equivalence.domain import REALS, Domain, domain_of
from graders.errors import AuthorError, Problem, ResponseError
from graders.syntax import Vocabulary, parse
from graders.syntax.tree import Constant, Text, walk
from graders.value.effort import SpentError, limited
from graders.verdict import Verdict, unreadable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graders.checks.check import Check
    from graders.exercise import Option
    from graders.syntax.tree import Node

CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        "equivalent": EQUIVALENT,
        "same_form": SAME_FORM,
        "identical": IDENTICAL,
        "same_type": SAME_TYPE,
        "numeric": NUMERIC,
        "significant_figures": SIGNIFICANT_FIGURES,
        "decimal_places": DECIMAL_PLACES,
        "quantity": QUANTITY,
        "derivative": DERIVATIVE,
        "antiderivative": ANTIDERIVATIVE,
        "set": SET,
        "multiple": MULTIPLE,
        "span": SPAN,
        "basis": BASIS,
        "parametric": PARAMETRIC,
        "system": SYSTEM,
        "logic": LOGIC,
        "greater": GREATER,
        "at_least": AT_LEAST,
        "choice": CHOICE,
        "text": TEXT,
    }
)
"""Every check by the name that authors use."""

KEPT = 64
"""So many vocabularies are kept: all answers to a part are read with one."""


def judge(  # noqa: PLR0913 - one keyword for each thing that a part asks
    key: Node,
    response: str,
    *,
    vocabulary: Vocabulary,
    check: str = "equivalent",
    form: tuple[str, ...] = (),
    form_credit: Fraction = Fraction(1, 2),
    options: tuple[tuple[str, Option], ...] = (),
    worked_out: bool = False,
    known: dict[Node, Verdict] | None = None,
    outcome_only: bool = False,
) -> Verdict:
    """Read a response and give the verdict on it; a text that cannot be read is a verdict too.

    With ``worked_out``, a response that leaves operations such as ``norm`` standing is sent back as well.  What is
    ``known`` are verdicts on responses that were judged by the same key and all else that is asked: one that is read
    as the same tree has the same verdict.  With ``outcome_only`` what is wrong with a response is not looked for.

    Where the key is words, what cannot be read as mathematics is compared as words, whatever the check of values.

    Raises ``AuthorError`` where the options are not those of the check and its forms.
    """
    problems = option_problems(check, options, form)
    if problems:
        raise AuthorError(problems)
    row = CHECKS[check]
    try:
        tree = read_words(response) if row.words else _read(response, with_names(vocabulary, row.names), options)
    except ResponseError as error:
        if not (row.labels and isinstance(key, Text)):
            return unreadable(error)
        tree = read_words(response)
    if row.labels and isinstance(key, Text) and isinstance(tree, Text):
        row = TEXT
    answered = stated(tree, key) if row.labels else tree
    if check == "set" and (left := unsolved(tree, answered, response)) is not None:
        return unreadable(left)
    if known is not None and answered in known:
        return known[answered]
    if worked_out and (left := unfinished(answered, key, response)) is not None:
        return unreadable(left)
    asked = Asked(form, form_credit, options, _domain(options, vocabulary), outcome_only)
    verdict = _judged(row, key, answered, asked)
    if known is not None:
        known[answered] = verdict
    return verdict


def _judged(row: Check, key: Node, response: Node, asked: Asked) -> Verdict:
    """Apply a check and its forms within the effort that a response may take."""
    try:
        with limited():
            return formed(row.judge(key, response, asked), asked)
    except SpentError:
        return decided(too_much(), response)


def _read(response: str, vocabulary: Vocabulary, options: tuple[tuple[str, Option], ...]) -> Node:
    """Read a response in the notation that is asked for; LaTeX is recognised unless one is."""
    notation = dict(options).get("notation")
    return parse(response, vocabulary, "plain" if notation == "plain" else "latex" if notation == "latex" else "auto")


@lru_cache(KEPT)
def with_names(vocabulary: Vocabulary, names: frozenset[str]) -> Vocabulary:
    """Give the vocabulary with the names that a check knows besides."""
    return replace(vocabulary, variables=vocabulary.variables | names) if names else vocabulary


def option_problems(
    check: str, options: tuple[tuple[str, Option], ...], form: tuple[str, ...] = ()
) -> tuple[Problem, ...]:
    """Report options that neither the check nor one of the forms has, or whose values they cannot use."""
    accepted = (*CHECKS[check].options, *(option for name in form for option in FORM_OPTIONS.get(name, ())))
    return tuple(problems_of(accepted, options)) if accepted or options else ()


def _domain(options: tuple[tuple[str, Option], ...], vocabulary: Vocabulary) -> Domain:
    """Read where the variables live."""
    condition = dict(options).get("domain")
    if condition is None:
        return REALS
    try:
        found = parse(str(condition), vocabulary)
    except ResponseError as error:
        problem = Problem(f"the domain cannot be read: {error}", path="options.domain")
        raise AuthorError((problem,)) from error
    if Constant("Complexes") in walk(found):
        remedy = "name real numbers; functions are compared at real points"
        raise AuthorError((Problem("Complexes is no domain", path="options.domain", remedy=remedy),))
    return domain_of(found)


__all__ = ["CHECKS", "judge", "option_problems"]
