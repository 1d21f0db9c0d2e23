"""Sentences for message keys: all prose that is shown stands in ``templates/messages/LANG.toml``, one key each.

A sentence mentions fields in braces.  A field is typed: mathematics is set as such, numbers are written out,
text is escaped, in the medium asked for, so that nothing a student typed can become markup.

    {by}                    the field, escaped
    {found:code}            as typed text in a fixed-width face
    {text:prose}            an author's Markdown
    {mark:strong}           with weight
    {digits:digit|digits}   a number with its noun, singular and plural
    {key:kind}              a kind of answer such as ``vector 3``, by the sentence ``kind.vector``
    {found:phrase}          what the mathematics says, in the words of ``templates/phrases/LANG.toml``

`` `√48` `` in a sentence is typed text too.  This module stays light: ``graders check`` pays for it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache, lru_cache
from html import escape
from string import Formatter
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, TypeAlias

from graders.errors import AuthorError, OurError
from graders.phrases import Phrase
from graders.shipped import shipped
from graders.syntax import to_latex, to_mathml, to_text
from graders.syntax.tree import is_larger
from graders.texsigns import for_latex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from graders.syntax.tree import Node
    from graders.verdict import Field, Message

Medium: TypeAlias = Literal["text", "html", "markdown", "latex"]
"""What a sentence is written for."""

Typesetting: TypeAlias = "Callable[[str, Medium], str]"
"""How an author's Markdown is set inside a sentence."""


def render(message: Message, medium: Medium = "text", lang: str = "en") -> str:
    """Write one message; whoever writes many keeps the ``Words`` instead."""
    return words(lang).render(message, medium)


def words(lang: str = "en", typeset: Typesetting | None = None) -> Words:
    """Read the sentences of a language; ``typeset`` sets authors' Markdown, which is else shown as it stands."""
    return Words(lang, _table("messages", lang), typeset or escaped, _table("phrases", lang))


@cache
def _table(folder: str, lang: str) -> Mapping[str, str]:
    """Read a file of a language once, which takes as long as a hundred comparisons; English has no file of phrases."""
    import tomllib

    file = shipped("templates").joinpath(folder, f"{lang}.toml")
    if folder == "phrases" and not file.is_file():
        return MappingProxyType({})
    return MappingProxyType(dict(_flat(tomllib.loads(file.read_text(encoding="utf-8")))))


def _flat(table: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, str]]:
    for name, entry in table.items():
        if isinstance(entry, dict):
            yield from _flat(entry, f"{prefix}{name}.")
        else:
            yield prefix + name, str(entry)


@dataclass(frozen=True, slots=True)
class Words:
    """The sentences of one language."""

    lang: str
    sentences: Mapping[str, str]
    typeset: Typesetting
    phrases: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def render(self, message: Message, medium: Medium = "text") -> str:
        """Write a message in a medium."""
        return self.say(message.key, medium, **dict(message.fields))

    def say(self, key: str, medium: Medium = "text", /, **fields: Field) -> str:
        """Write the sentence of a key with its fields."""
        sentence = self.sentences.get(key)
        if sentence is None:
            note = f"no sentence for {key} in {self.lang}.toml"
            raise OurError(note)
        return "".join(self._pieces(key, sentence, medium, fields))

    def _pieces(self, key: str, sentence: str, medium: Medium, fields: Mapping[str, Field]) -> Iterator[str]:
        for own, name, spec in _cut(sentence, medium):
            yield own
            if name is None:
                continue
            if name not in fields:
                note = f"the sentence for {key} mentions {name}, which the message lacks"
                raise OurError(note)
            yield self._field(fields[name], spec, medium)

    def phrase(self, said: str) -> str:
        """Say a phrase in this language; what a student typed inside it stays."""
        if not self.phrases:
            return said
        if not isinstance(said, Phrase):
            return self.phrases.get(said, said)
        own = self.phrases.get(said.template, said.template)
        fields = {name: self.phrase(part) if isinstance(part, Phrase) else part for name, part in said.fields.items()}
        return own.format_map(fields) if fields else own

    def prose(self, text: str, medium: Medium) -> str:
        """Set what an author or teacher says; where its LaTeX cannot be set, it stands as it was typed."""
        try:
            return self.typeset(text, medium)
        except AuthorError:
            return escaped(text, medium)

    def _field(self, given: Field, spec: str, medium: Medium) -> str:
        if spec == "phrase":
            return escaped(self.phrase(str(given) if not isinstance(given, str) else given), medium)
        if spec == "code":
            return code(given if isinstance(given, str) else shown(given, "text"), medium)
        if spec == "prose":
            return self.prose(str(given), medium)
        if spec == "kind":
            kind, *sizes = str(given).split()
            return self.say(f"kind.{kind}", medium, **dict(zip(("rows", "columns"), map(int, sizes), strict=False)))
        if spec == "strong":
            return STRONG[medium].format(shown(given, medium))
        if spec:
            one, _, many = spec.partition("|")
            return f"{shown(given, medium)} {escaped(one if given == 1 else many, medium)}"
        return shown(given, medium)


MOST_SHOWN = 1_000
"""Nodes of an expression that a sentence shows; nobody reads a larger one."""


def shown(field: Field, medium: Medium) -> str:
    """Write a field: mathematics as mathematics, numbers as digits, text escaped."""
    if isinstance(field, str):
        return escaped(field, medium)
    if isinstance(field, (int, Fraction)):
        return str(field).replace("-", "−") if medium == "html" else str(field)
    if is_larger(field, MOST_SHOWN):
        return escaped("…", medium)
    match medium:
        case "text":
            return to_text(field)
        case "html":
            return to_mathml(field)
        case "markdown":
            return in_markdown(field)
        case "latex":
            return f"${to_latex(field)}$"


MARKUP = re.compile(r"<(?=[A-Za-z/!?])|\](?=[(\[:])")
"""Where in a formula Markdown would see an element of HTML, or a link, that somebody has typed between quotes."""


def in_markdown(node: Node) -> str:
    r"""Write mathematics between dollar signs, and nothing in it that is markup.

    >>> from graders.syntax import parse
    >>> in_markdown(parse("\"<img src=x>\""))
    '$\\textnormal{<{}img src=x>}$'
    """
    return f"${MARKUP.sub(lambda found: f'{found[0]}{{}}', to_latex(node))}$"


STRONG: Mapping[Medium, str] = MappingProxyType(
    {"text": "{}", "html": "<strong>{}</strong>", "markdown": "**{}**", "latex": "\\textbf{{{}}}"}
)
MARKDOWN_SIGNS = re.compile(r"[\\`*_\[\]<>|$~]|&(?=#?\w+;)|^[#=]|^[-+](?=[-+\s]|$)|^(?P<number>\d+)(?=[.)](\s|$))")
"""What Markdown could take for markup: anywhere, or at the start of a line."""


def escaped(text: str, medium: Medium) -> str:
    """Write any text so that it shows itself and nothing of it is markup."""
    text = visible(text)
    match medium:
        case "text":
            return text
        case "html":
            return escape(text)
        case "markdown":
            return MARKDOWN_SIGNS.sub(_unmarked, text.lstrip())
        case "latex":
            return for_latex(text)


def _unmarked(sign: re.Match[str]) -> str:
    return f"{sign[0]}\\" if sign["number"] else f"\\{sign[0]}"


def code(text: str, medium: Medium) -> str:
    """Write a text as typed, in a fixed-width face where the medium has one."""
    text = visible(text)
    match medium:
        case "text":
            return text
        case "html":
            return f"<code>{escape(text)}</code>"
        case "markdown":
            return _ticked(text)
        case "latex":
            return f"\\texttt{{{BREAKS.sub(_breaking, for_latex(text))}}}"


BREAKS = re.compile(r"(?<=[+*/=;,])(?!$)")
"""Where a line of typed text may break."""


def _breaking(_: re.Match[str]) -> str:
    return "\\allowbreak{}"


def _ticked(text: str) -> str:
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    room = " " if text.startswith(("`", " ")) or text.endswith(("`", " ")) else ""
    return f"{fence}{room}{text or ' '}{room}{fence}"


def visible(text: str) -> str:
    """Show every sign that would not print, and direction overrides among them, by its number: ``⟨U+202E⟩``."""
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() else _named(sign) for sign in text)


JOINERS = frozenset("\u200c\u200d")
"""What joins letters or keeps them apart: Persian and Hindi cannot be written without."""


def _named(sign: str) -> str:
    if sign in JOINERS:
        return sign
    if sign == "\n":
        return "⏎"
    if sign == "\t" or sign.isspace():
        return " "
    return f"⟨U+{ord(sign):04X}⟩"


SENTENCES = 1024
"""So many sentences are kept cut into pieces: a class is told the same ones again and again."""


@lru_cache(SENTENCES)
def _cut(sentence: str, medium: Medium) -> tuple[tuple[str, str | None, str], ...]:
    """Cut a sentence at its fields: our own words as a medium has them, and the name and the kind of what follows."""
    return tuple(
        (_own_words(literal, medium), name, spec or "") for literal, name, spec, _ in Formatter().parse(sentence)
    )


TYPED = re.compile("`([^`]+)`")


def _own_words(literal: str, medium: Medium) -> str:
    """Write a stretch of a sentence of ours, in which only typed text is marked up."""
    parts = TYPED.split(literal)
    if medium == "markdown":
        return "".join(_ticked(part) if place % 2 else part for place, part in enumerate(parts))
    return "".join(code(part, medium) if place % 2 else escaped(part, medium) for place, part in enumerate(parts))
