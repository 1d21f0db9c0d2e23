"""A document against the model of its kind: every field that is missing, unknown or of another kind, with its place."""

from __future__ import annotations

from difflib import get_close_matches
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from pydantic import ValidationError

from graders.bank.document import Document, Fields, Way, plain
from graders.bank.meant import meant_field
from graders.bank.model import FileFields, fields_at

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from pydantic_core import ErrorDetails

    from graders.errors import Problem

Model = TypeVar("Model", bound=FileFields)

KINDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "string_type": ("a text is needed here", "write it on one line, or put it between quotes"),
        "list_type": ("a list is needed here", 'write each entry on a line of its own after "- "'),
        "dict_type": ("fields are needed here", 'write "name: value", one a line'),
        "model_type": ("fields are needed here", 'write "name: value", one a line'),
        "too_short": ("is empty", "write at least one entry"),
        "literal_error": ("is not known", ""),
    }
)
"""What pydantic calls an error, what is wrong in an author's words, and the remedy."""


def shaped(document: Document, model: type[Model]) -> tuple[Model | None, tuple[Problem, ...]]:
    """Read a document into a model: the model, or ``None`` and why not."""
    if document.root is None:
        names = ", ".join(name for name, field in model.model_fields.items() if field.is_required())
        return None, (document.problem((), "the file is empty", f"write at least {names}"),)
    if not isinstance(document.root, Fields):
        return None, (document.problem((), *KINDS["model_type"]),)
    try:
        return model.model_validate(plain(document.root)), ()
    except ValidationError as error:
        return None, tuple(_problems(document, model, error))


def _problems(document: Document, model: type[FileFields], error: ValidationError) -> Iterator[Problem]:
    """Report every error, but for fields that are missing because their names are misspelt."""
    details = error.errors(include_url=False)
    misspelt = {
        (*detail["loc"][:-1], meant_field(str(detail["loc"][-1]), fields_at(model, detail["loc"][:-1])))
        for detail in details
        if detail["type"] == "extra_forbidden"
    }
    for detail in details:
        if detail["type"] != "missing" or detail["loc"] not in misspelt:
            yield _problem(document, model, detail)


def _problem(document: Document, model: type[FileFields], detail: ErrorDetails) -> Problem:
    way: Way = tuple(step for step in detail["loc"] if step != "[key]")
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "extra_forbidden" and (whole := _cut_off(document, way)):
        remedy = f"write {whole.replace(',', '.')} for {whole}, or put it between quotes"
        return document.problem_with_name(way, f"a comma cuts off {way[-1]}", remedy)
    if kind == "extra_forbidden":
        fields = fields_at(model, way[:-1])
        meant = meant_field(str(way[-1]), fields)
        remedy = suggestion(way[-1], fields) if meant is None else f'did you mean "{meant}"?'
        return document.problem_with_name(way, "unknown field", remedy)
    if kind == "missing":
        return document.problem(way, "is missing", f'add "{way[-1]}: ..."')
    if kind == "wrong":
        return document.problem(way, context["message"], context["remedy"])
    if kind == "literal_error":
        return document.problem(way, KINDS[kind][0], f"there is: {context['expected']}")
    message, remedy = KINDS.get(kind, (detail["msg"], ""))
    return document.problem(way, message, remedy)


def _cut_off(document: Document, way: Way) -> str:
    """Give the number whose decimals a comma inside braces has made a field: ``{points: 2,5}``."""
    fields = document.at(way[:-1])
    if not isinstance(fields, Fields) or not fields.flow or not str(way[-1]).isdecimal():
        return ""
    for (_, before), (name, value) in pairwise(fields.pairs):
        if name.text == way[-1] and value.start == value.end and document.written(before).isdecimal():
            return f"{document.written(before)},{name.text}"
    return ""


def suggestion(name: object, known: Collection[str]) -> str:
    """Say which known name an unknown one is probably meant to be, or which there are.

    >>> suggestion("chek", ("key", "check")), suggestion("x", ("key", "check")), suggestion("x", ())
    ('did you mean "check"?', 'there are: key, check', 'there are none')
    """
    near = get_close_matches(str(name), known, n=1)
    if near:
        return f'did you mean "{near[0]}"?'
    return f"there are: {', '.join(known)}" if known else "there are none"
