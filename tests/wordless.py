"""A language without words: every word of ours is a sign, so that what is left on a page is not ours."""

from __future__ import annotations

import re
from string import Formatter
from types import MappingProxyType
from typing import TYPE_CHECKING

from graders.prose import Prose
from graders.words import Words, escaped, words
from tests.spoken import spoken

if TYPE_CHECKING:
    from graders.words import Typesetting

WORD = re.compile(r"[^\W\d_]{2,}")


def wordless(typeset: Typesetting = escaped) -> Words:
    """Give the language: sentences and phrases keep their fields and lose their words."""
    sentences = {key: _wordless(text) for key, text in words("en").sentences.items()}
    phrases = {text: _wordless(text) if "{" in text and _is_template(text) else "□" for text in spoken()}
    return Words("zxx", MappingProxyType(sentences), typeset, MappingProxyType(phrases))


def wordless_with_prose() -> tuple[Words, Prose]:
    """Give the language, and what sets authors' texts in it."""
    prose = Prose()
    return wordless(prose.in_sentence), prose


def words_of(text: str) -> set[str]:
    """Give the words of a text that have two letters or more."""
    return {word for word in WORD.findall(text) if word.isalpha()}


def _is_template(text: str) -> bool:
    try:
        return any(name and name.isidentifier() for _, name, _, _ in Formatter().parse(text))
    except ValueError:
        return False


def _wordless(text: str) -> str:
    """Put a sign for every stretch of words; ``{digits:digit|digits}`` loses its nouns, ``{key:kind}`` stays."""
    parts = []
    for literal, name, spec, _ in Formatter().parse(text):
        parts.append(WORD.sub("□", literal).replace("{", "{{").replace("}", "}}"))
        if name:
            kept = "□|□" if spec and "|" in spec else spec
            parts.append(f"{{{name}:{kept}}}" if kept else f"{{{name}}}")
    return "".join(parts)
