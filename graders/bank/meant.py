"""What an author probably means who writes as in another tool: fields under other names, domains in other words.

Nothing is read that way; it is what an error offers as its remedy.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

_ELSEWHERE: Mapping[str, str] = MappingProxyType(
    {
        "ask": "question prompt text statement task label description",
        "question": "prompt text statement task stem introduction intro ask",
        "key": "answer correct solution result value expected",
        "when": "answer match value key pattern response",
        "say": "says message feedback text msg explanation hint comment tell",
        "check": "type kind grader evaluator mode comparison answertest test",
        "points": "mark marks score weight credit",
        "credit": "points mark marks score",
        "options": "tolerance precision digits rtol atol choices settings accuracy unit",
        "given": "parameters params values random randomize vars data draw",
        "derive": "steps derived formulas compute calculate calculations let define variables",
        "where": "condition conditions constraint constraints require assert such_that",
        "malrules": "mistakes errors misconceptions feedback wrong distractors",
        "parts": "subparts questions items boxes fields answers answer",
        "examples": "tests cases",
        "responses": "answers answer given typed",
        "verdicts": "expect expected outcomes results",
        "title": "name heading",
        "id": "name",
        "hints": "hint help",
        "lang": "language locale",
        "exercises": "questions problems items",
    }
)
"""A field, and what it is called in other tools or in plain words."""

_NUMBER = r"(?P<{}>[-+]?\d+(?:\.\d+)?)"
_FIRST, _LAST, _STEP = (_NUMBER.format(name) for name in ("first", "last", "step"))
_OUT = r"(?P<out>[-+]?\d+(?:\s*,\s*[-+]?\d+)*)"
_WORDS = r"(?:(?:random|integers?|whole|numbers?|from|between|von|zwischen)\s+)*"
_TO = r"\s*(?:\.\.+|…|:|to|bis|until|and|und|[-–—])\s*"
_EVERY = r"\s*,?\s*(?:in\s+)?(?:steps?(?:\s+of)?|by|every)\s*[:=]?\s*"
_DRAWN = r"(?:rand(?:om|int|range)?|range|uniform|integers?|between|floats?|u|rng)\s*\(\s*"
_BUT = r"\s*,?\s*(?:except|without|but(?:\s+not)?|not|excluding|ohne|!=|≠)\s*"
_RANGE = rf"{_FIRST}\s*\.\.\s*{_LAST}"

_DOMAINS = tuple(
    (re.compile(pattern, re.IGNORECASE), domain)
    for pattern, domain in (
        (rf"{_WORDS}{_FIRST}{_TO}{_LAST}{_EVERY}{_STEP}", "progression({first}, {last}, {step})"),
        (rf"{_DRAWN}{_FIRST}\s*,\s*{_LAST}\s*,\s*{_STEP}\s*\)", "progression({first}, {last}, {step})"),
        (rf"{_WORDS}{_FIRST}{_TO}{_LAST}", "{first}..{last}"),
        (rf"{_DRAWN}{_FIRST}\s*(?:,|\.\.)\s*{_LAST}\s*\)", "{first}..{last}"),
        (rf"{_RANGE}{_BUT}{_OUT}", "{first}..{last} \\ {{{out}}}"),
        (rf"{_RANGE}\s*,?\s*non-?zero", "{first}..{last} \\ {{0}}"),
        (rf"{_FIRST}\s*(?:or|oder)\s*{_LAST}", "{{{first}, {last}}}"),
    )
)
"""How domains are written elsewhere, and how they are written here."""


def meant_domain(text: str) -> str | None:
    r"""Give the domain that a text stands for in the words of another tool.

    >>> meant_domain("1000 to 5000 step 500"), meant_domain("randint(1, 9)"), meant_domain("-5..5, nonzero")
    ('progression(1000, 5000, 500)', '1..9', '-5..5 \\ {0}')
    """
    plain = " ".join(text.replace("−", "-").split())
    matches = ((pattern.fullmatch(plain), domain) for pattern, domain in _DOMAINS)
    return next((domain.format(**found.groupdict()) for found, domain in matches if found is not None), None)


def meant_field(name: str, fields: Collection[str]) -> str | None:
    """Give the field that an unknown name stands for, by what other tools call it or by its spelling.

    >>> meant_field("chek", ("key", "check")), meant_field("answer", ("key", "check")), meant_field("zzz", ("key",))
    ('check', 'key', None)
    """
    elsewhere = (field for field in fields if name.lower() in _ELSEWHERE.get(field, "").split())
    return next(elsewhere, None) or next(iter(get_close_matches(name, fields, n=1)), None)
