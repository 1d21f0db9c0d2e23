r"""A whole text of LaTeX to tokens, whatever stands around its formulas."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from graders.errors import ResponseError, Span
from graders.syntax.brackets import ENDS_OPERAND, STARTS_OPERAND
from graders.syntax.latex.answer import pieces
from graders.syntax.latex.reader import KNOWN_COMMANDS, LatexReader
from graders.syntax.spelling import plain
from graders.syntax.tokens import Token

if TYPE_CHECKING:
    from graders.syntax.vocabulary import Vocabulary

_BACKSLASHES = re.compile(r"\\+")
_DOUBLED_COMMAND = re.compile(r"\\\\([A-Za-z]{2,})")


def latex_tokens(text: str, vocabulary: Vocabulary) -> list[Token]:
    r"""Cut LaTeX into the tokens of plain notation, the last one of kind ``end``; spans count in the LaTeX.

    Where every backslash is doubled, ``\\frac``, as programs write them, each pair is one.
    """
    if not _is_doubled(text):
        return _tokens(text, vocabulary)
    places = [at for at, character in enumerate(text) if character != "\\" or _is_first(text, at)]
    halved = "".join(text[at] for at in places)
    places.append(len(text))
    try:
        found = _tokens(halved, vocabulary)
    except ResponseError as error:
        span = Span(places[error.span.start], places[error.span.end])
        raise ResponseError(text, span, error.found, error.expected, error.repair) from None
    return [token._replace(start=places[token.start], end=places[token.end]) for token in found]


def _tokens(text: str, vocabulary: Vocabulary) -> list[Token]:
    reader = LatexReader(text, plain(text), vocabulary)
    for start, end, joint in pieces(text, reader.braces):
        if joint:
            reader.add(joint, joint, start, start)
        reader.at, reader.stop = start, end
        reader.top()
    found = _separated(reader.out, text) if "quad" in text else reader.out
    return [*found, Token("end", "", len(text), len(text), spaced=False)]


def _separated(found: list[Token], text: str) -> list[Token]:
    r"""Read a wide space between two operands as a comma: ``x = 1 \quad x = 2``."""
    kept = found[:1]
    for before, token in pairwise(found):
        if before.kind in ENDS_OPERAND and token.kind in STARTS_OPERAND and _WIDE.search(text, before.end, token.start):
            kept.append(Token(",", ",", before.end, token.start, spaced=False))
        kept.append(token)
    return kept


_WIDE = re.compile(r"\\q?quad(?![A-Za-z])")


def _is_doubled(text: str) -> bool:
    r"""Tell whether backslashes come in pairs only, and at least one pair begins a command."""
    if "\\\\" not in text or any(len(run) % 2 for run in _BACKSLASHES.findall(text)):
        return False
    return any(name in KNOWN_COMMANDS for name in _DOUBLED_COMMAND.findall(text))


def _is_first(text: str, at: int) -> bool:
    """Tell whether a backslash is the first of its pair."""
    run = len(text[:at]) - len(text[:at].rstrip("\\"))
    return run % 2 == 0
