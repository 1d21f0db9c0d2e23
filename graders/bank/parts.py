"""The parts of an exercise file, and its examples: ids, checks, forms, variants and verdicts that exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.bank.document import Document, Scalar, Way
from graders.bank.shape import suggestion
from graders.checks import CHECKS
from graders.form import FORMS
from graders.verdict import Outcome

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from graders.errors import Problem


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
