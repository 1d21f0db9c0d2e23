"""Prose that authors write, Markdown with LaTeX between dollar signs, to HTML with MathML, to plain text and to LaTeX.

Raw HTML is shown, not used.  Images would ask the network and are shown as what describes them; headings become bold
paragraphs, so that the outline of a page stays the page's own.
"""

from __future__ import annotations

import re
from functools import lru_cache, partial
from html import escape
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin

from graders.manuscript import manuscript
from graders.typeset import latex_to_mathml, latex_to_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from markdown_it.renderer import RendererHTML
    from markdown_it.token import Token
    from markdown_it.utils import EnvType, OptionsDict

    from graders.words import Medium

KEPT = 512
"""How many texts, and formulas in them, are remembered as they were set: the authors' own, which every page repeats."""

FORMULA = re.compile(r"\$([^$`\r\n]*[^$`\r\n\\])\$")
"""A formula within a line, which looks the same to Markdown whatever it says."""

REACHING = re.compile(r"<|\]\(|^[^\w$\n]*-[^\w$\n]*$", re.MULTILINE)
"""What a formula behind it might end, or might become part of: addresses, links, and the lines of tables."""

NAMED = "]:"
"""So does the name of a link begin a line that Markdown reads before it looks for formulas."""

ANY = "\uffff"
"""Stands for what any formula says; it is no character."""

SET = "<math/>"
"""Stands for it in HTML; no text becomes this."""


class Prose:
    """Sets authors' texts; whoever sets many keeps one of these, since it remembers what it has set."""

    def __init__(self) -> None:
        """Build the reader of Markdown."""
        self._blocks = lru_cache(KEPT)(self._set_blocks)
        self._lines = lru_cache(KEPT)(self._set_lines)
        self._mathml = lru_cache(KEPT)(latex_to_mathml)
        self._markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
        self._markdown.use(dollarmath_plugin, double_inline=True).disable("math_block")
        for name in ("math_inline", "math_inline_double"):
            self._markdown.add_render_rule(name, _mathematics(self._mathml))
        for name in ("heading_open", "heading_close"):
            self._markdown.add_render_rule(name, _heading)
        self._markdown.add_render_rule("image", _described)
        self._around_blocks = lru_cache(KEPT)(partial(_around, self._markdown.render))
        self._around_lines = lru_cache(KEPT)(partial(_around, self._markdown.renderInline))

    def blocks(self, text: str) -> str:
        """Set a text as HTML paragraphs; ``AuthorError`` where its LaTeX cannot be read."""
        return self._blocks(text)

    def line(self, text: str) -> str:
        """Set a text as one stretch of HTML, without a paragraph around it."""
        return self._lines(text)

    def plain(self, text: str) -> str:
        """Write a text for a terminal: paragraphs with an empty line between them, mathematics on the line."""
        return "\n".join(_plain_blocks(self._markdown.parse(text))).strip("\n")

    def latex(self, text: str) -> str:
        """Write a text as LaTeX."""
        return manuscript(self._markdown.parse(text))

    def in_sentence(self, text: str, medium: Medium) -> str:
        """Set a text inside a sentence of a medium."""
        match medium:
            case "html":
                return self.line(text)
            case "text":
                return " ".join(self.plain(text).split())
            case "latex":
                return manuscript(self._markdown.parseInline(" ".join(text.split())))
            case "markdown":
                return text

    def _set_blocks(self, text: str) -> str:
        return self._set(text, self._around_blocks) or str(self._markdown.render(text))

    def _set_lines(self, text: str) -> str:
        line = " ".join(text.split())
        return self._set(line, self._around_lines) or str(self._markdown.renderInline(line))

    def _set(self, text: str, around: Callable[[str], tuple[str, ...]]) -> str:
        """Set the formulas of a text alone, where a text with others in their places was set before.

        The variants of a question differ in what their formulas say.  Nothing is given where that may matter.
        """
        formulas = () if ANY in text or NAMED in text else FORMULA.findall(text)
        pieces = around(FORMULA.sub(f"${ANY}$", text)) if formulas else ()
        if len(pieces) != len(formulas) + 1:
            return ""
        between = (
            self._mathml(formula, display=False) + piece for formula, piece in zip(formulas, pieces[1:], strict=True)
        )
        return pieces[0] + "".join(between)


def _around(render: Callable[[str, EnvType], str], text: str) -> tuple[str, ...]:
    """Set what stands around the formulas of a text."""
    return () if REACHING.search(text) else tuple(render(text, {ANY: SET}).split(SET))


def _mathematics(mathml: Callable[..., str]) -> Callable[..., str]:
    def rule(_: RendererHTML, tokens: Sequence[Token], place: int, __: OptionsDict, env: EnvType) -> str:
        token = tokens[place]
        if token.type == "math_inline":
            return SET if ANY in env and token.content == ANY else mathml(token.content, display=False)
        return mathml(token.content, display=True)

    return rule


def _heading(_: RendererHTML, tokens: Sequence[Token], place: int, __: OptionsDict, ___: EnvType) -> str:
    return "<p><strong>" if tokens[place].nesting > 0 else "</strong></p>\n"


def _described(_: RendererHTML, tokens: Sequence[Token], place: int, __: OptionsDict, ___: EnvType) -> str:
    return escape(tokens[place].content)


def _plain_blocks(tokens: Iterable[Token]) -> Iterable[str]:
    """Write each block on lines of its own; items of lists are marked and their paragraphs kept together."""
    marker = ""
    for token in tokens:
        match token.type:
            case "list_item_open":
                marker = f"{token.info}. " if token.info else "- "
            case "inline":
                yield marker + "".join(_plain_inline(token.children or ()))
                marker = ""
            case "fence" | "code_block":
                yield token.content.rstrip("\n")
            case "paragraph_close" | "heading_close" | "bullet_list_close" | "ordered_list_close" if not token.hidden:
                yield ""


def _plain_inline(tokens: Iterable[Token]) -> Iterable[str]:
    for token in tokens:
        if token.type.startswith("math"):
            yield latex_to_text(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            yield "\n"
        else:
            yield token.content
