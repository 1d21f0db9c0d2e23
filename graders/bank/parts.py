"""The parts of an exercise file, and its examples: ids, checks, forms, variants and verdicts that exist."""

from __future__ import annotations

import re
from difflib import get_close_matches
from fractions import Fraction
from typing import TYPE_CHECKING

from graders.bank.document import Document, Scalar, Way
from graders.bank.named import known_mistakes
from graders.bank.shape import suggestion
from graders.checks import CHECKS, option_problems
from graders.form import FORMS
from graders.verdict import Outcome

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from graders.errors import Problem
    from graders.exercise import Option

INTEGER = re.compile(r"-?[0-9]{1,9}")
FRACTION = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,9}|/[1-9][0-9]{0,8})|-?[0-9]{1,9}e-?[0-9]{1,3}")


def part_problems(document: Document) -> Iterator[Problem]:
    """Report ids that stand twice, and checks and forms that nobody has written."""
    seen: dict[str, str] = {}
    for way in document.below(("parts",)):
        name = _text(document, (*way, "id"))
        if name in seen:
            yield document.problem((*way, "id"), f'"{name}" is the id of {seen[name]} already', "choose another")
        elif name:
            seen[name] = f"parts[{way[-1]}]"
        yield from _unknown(document, (*way, "check"), "check", CHECKS)
        for form in document.below((*way, "form")):
            yield from _unknown(document, form, "form", FORMS)
        yield from _odd_options(document, way)
        yield from _odd_rule_ids(document, way)


def example_problems(document: Document) -> Iterator[Problem]:
    """Report examples that speak of variants, parts or verdicts which do not exist, or test nothing."""
    pinned = document.names(("pinned",))
    parts = [_text(document, (*way, "id")) for way in document.below(("parts",))]
    for way in document.below(("examples",)):
        yield from _unknown(document, (*way, "variant"), "variant", pinned)
        responses, verdicts = document.names((*way, "responses")), document.names((*way, "verdicts"))
        yield from _unknown_names(document, (*way, "responses"), responses, parts)
        yield from _unknown_names(document, (*way, "verdicts"), verdicts, parts)
        for name in verdicts:
            yield from _unknown(document, (*way, "verdicts", name), "verdict", [outcome.value for outcome in Outcome])
        yield from _unmatched(document, (*way, "responses"), responses, verdicts, "verdict")
        yield from _unmatched(document, (*way, "verdicts"), verdicts, responses, "response")
        yield from _odd_mistakes(document, way, parts, responses)


def _odd_mistakes(document: Document, way: Way, parts: list[str], responses: Collection[str]) -> Iterator[Problem]:
    """Report mistakes of an example that nothing can name."""
    names = document.names((*way, "mistakes"))
    yield from _unknown_names(document, (*way, "mistakes"), names, parts)
    yield from _unmatched(document, (*way, "mistakes"), names, responses, "response")
    for name in names:
        if name in parts:
            yield from _unknown_mistake(document, (*way, "mistakes", name), ("parts", parts.index(name)))


def _unknown_mistake(document: Document, way: Way, part: Way) -> Iterator[Problem]:
    """Report a mistake that is neither in the catalogue nor among the mal-rules of a part."""
    wanted, own = _text(document, way), _rule_ids(document, part)
    known = (*own, *known_mistakes())
    if wanted and wanted not in known:
        close = get_close_matches(wanted, known, n=1)
        ids = f", or an id of a mal-rule here: {', '.join(own)}" if own else ", or a mal-rule here with this id"
        remedy = f'did you mean "{close[0]}"?' if close else f"write a rule of docs/feedback.md, none{ids}"
        yield document.problem(way, f'unknown mistake "{wanted}"', remedy)


def _odd_rule_ids(document: Document, part: Way) -> Iterator[Problem]:
    """Report ids of mal-rules that stand twice in a part, or name a rule of the catalogue."""
    ways = document.below((*part, "malrules"))
    seen: list[str] = []
    for way in ways:
        name = _text(document, (*way, "id"))
        if not name:
            continue
        if name in seen:
            yield document.problem((*way, "id"), f'"{name}" is the id of another mal-rule here', "choose another")
        elif name in known_mistakes():
            yield document.problem((*way, "id"), f'"{name}" is a rule of the catalogue', "choose another")
        seen.append(name)


def _rule_ids(document: Document, part: Way) -> tuple[str, ...]:
    ids = (_text(document, (*way, "id")) for way in document.below((*part, "malrules")))
    return tuple(name for name in ids if name)


def options_of(document: Document, part: Way) -> tuple[tuple[str, Option], ...]:
    """Read a part's options; those that are no scalars are left out."""
    ways: list[Way] = [(*part, "options", name) for name in document.names((*part, "options"))]
    found = ((way, document.at(way)) for way in ways)
    return tuple((str(way[-1]), option(value)) for way, value in found if isinstance(value, Scalar))


def option(value: Scalar) -> Option:
    """Read an option: a number or a truth value, unless it stands between quotes."""
    text = value.text
    if value.style:
        return text
    if text in ("true", "false"):
        return text == "true"
    if INTEGER.fullmatch(text):
        return int(text)
    return Fraction(text) if FRACTION.fullmatch(text) else text


def _odd_options(document: Document, way: Way) -> Iterator[Problem]:
    """Report options that the check of a part and its forms do not take."""
    check = _text(document, (*way, "check")) or "equivalent"
    forms = tuple(_text(document, form) for form in document.below((*way, "form")))
    if check not in CHECKS:
        return
    for problem in option_problems(check, options_of(document, way), forms):
        place: Way = (*way, *problem.path.split("."))
        if document.at(place) is None:
            yield document.problem(way, problem.message, problem.remedy)
        else:
            yield document.problem(place, problem.message, problem.remedy)


def _text(document: Document, way: Way) -> str:
    value = document.at(way)
    return value.text if isinstance(value, Scalar) else ""


def _unknown(document: Document, way: Way, kind: str, known: Collection[str]) -> Iterator[Problem]:
    """Report a text that is none of the known ones."""
    value = document.at(way)
    if isinstance(value, Scalar) and value.text not in known:
        yield document.problem(way, f'unknown {kind} "{value.text}"', suggestion(value.text, known))


def _unknown_names(document: Document, way: Way, names: Collection[str], parts: Collection[str]) -> Iterator[Problem]:
    """Report fields that are named after no part."""
    for name in names:
        if name not in parts:
            yield document.problem_with_name((*way, name), "unknown part", suggestion(name, parts))


def _unmatched(
    document: Document, way: Way, names: Collection[str], others: Collection[str], other: str
) -> Iterator[Problem]:
    """Report fields that the other half of an example lacks."""
    for name in names:
        if name not in others:
            yield document.problem_with_name((*way, name), f"has no {other}", f"add its {other} to the example")
