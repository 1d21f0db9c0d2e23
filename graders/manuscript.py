r"""Authors' Markdown to LaTeX: what markdown-it has read, written so that every LaTeX takes it.

Mathematics goes through as it was written, all else is escaped.  Headings become bold paragraphs, as in HTML.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from graders.words import code, escaped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from markdown_it.token import Token

BLOCKS: Mapping[str, str] = MappingProxyType(
    {
        "paragraph_close": "\n\n", "heading_open": "\\textbf{", "heading_close": "}\n\n",
        "bullet_list_open": "\\begin{itemize}\n", "bullet_list_close": "\\end{itemize}\n\n",
        "ordered_list_open": "\\begin{enumerate}\n", "ordered_list_close": "\\end{enumerate}\n\n",
        "list_item_open": "\\item{} ", "blockquote_open": "\\begin{quote}\n", "blockquote_close": "\\end{quote}\n\n",
        "table_close": "\\end{tabular}\n\n", "tr_close": " \\tabularnewline\n", "thead_close": "\\hline\n",
        "hr": "\\hrulefill\n\n",
    }
)  # fmt: skip
"""What stands for the tokens of blocks; the others are not seen."""

INLINE: Mapping[str, str] = MappingProxyType(
    {
        "em_open": "\\emph{", "em_close": "}", "strong_open": "\\textbf{", "strong_close": "}",
        "softbreak": "\n", "hardbreak": "\\newline{}\n",
    }
)  # fmt: skip


def manuscript(tokens: Iterable[Token]) -> str:
    """Write a text as LaTeX, paragraph by paragraph."""
    return "".join(_blocks(list(tokens))).rstrip("\n")


def _blocks(tokens: list[Token]) -> Iterator[str]:
    cells = 0
    for place, token in enumerate(tokens):
        match token.type:
            case "inline":
                yield from _inline(token.children or ())
            case "fence" | "code_block":
                yield from (f"{code(line, 'latex')}\\newline{{}}\n" for line in token.content.splitlines())
                yield "\n"
            case "paragraph_close" if token.hidden:
                yield "\n"
            case "table_open":
                yield f"\\begin{{tabular}}{{{'l' * _columns(tokens[place:])}}}\n"
            case "tr_open":
                cells = 0
            case "th_open" | "td_open":
                yield " & " if cells else ""
                cells += 1
            case kind:
                yield BLOCKS.get(kind, "")


def _columns(tokens: list[Token]) -> int:
    """Count the cells of a table's first row."""
    row = next(place for place, token in enumerate(tokens) if token.type == "tr_close")
    return sum(token.type == "th_open" for token in tokens[:row])


def _inline(tokens: Iterable[Token]) -> Iterator[str]:
    for token in tokens:
        match token.type:
            case "math_inline_double":
                yield f"$\\displaystyle {token.content}$"
            case kind if kind.startswith("math"):
                yield f"${token.content}$"
            case "code_inline":
                yield code(token.content, "latex")
            case kind if kind in INLINE:
                yield INLINE[kind]
            case _:
                yield escaped(token.content, "latex")
