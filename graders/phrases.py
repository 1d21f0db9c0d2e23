"""Phrases: stretches of sentences that the mathematics itself says, in English, and that other languages translate.

What was found in a text, what was expected there, by which method two values were compared, and why there is no
value: these stand in errors and decisions, which know nothing of templates and are read in terminals and logs too.
A phrase is therefore its English text.  It keeps the template and the fields that it was made of, so that a
page in another language can look the template up in ``templates/messages/LANG.phrases.toml`` and fill it again.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Phrase(str):
    """A text made of a template and its fields; a text without fields is its own template and needs no phrase."""

    __slots__ = ("fields", "template")

    template: str
    fields: Mapping[str, str | int]

    def __new__(cls, template: str, fields: Mapping[str, str | int]) -> Self:
        """Fill a template."""
        filled = super().__new__(cls, template.format_map(fields) if fields else template)
        filled.template = template
        filled.fields = MappingProxyType(dict(fields))
        return filled

    def __reduce__(self) -> tuple[type[Phrase], tuple[str, dict[str, str | int]]]:
        """Travel to workers and back as template and fields."""
        return type(self), (self.template, dict(self.fields))


def phrase(template: str, /, **fields: str | int) -> Phrase:
    """Fill a template with its fields; those that are phrases themselves are translated too, typed text never.

    >>> phrase("the sign {sign}", sign="#")
    'the sign #'
    """
    return Phrase(template, fields)


def said(text: str) -> Phrase:
    """Take a text that the mathematics says for a phrase, so that it is translated where it fills another."""
    return text if isinstance(text, Phrase) else Phrase(text, {})


def joined(phrases: Iterable[str], between: str = "; ") -> str:
    """Put phrases behind one another, each of them once.

    >>> joined(["exact rational arithmetic", "exact rational arithmetic"])
    'exact rational arithmetic'
    """
    each = tuple(dict.fromkeys(map(said, phrases)))
    if len(each) < 2:
        return "".join(each)
    names = [f"part{place}" for place in range(len(each))]
    return Phrase(between.join(f"{{{name}}}" for name in names), dict(zip(names, each, strict=True)))
