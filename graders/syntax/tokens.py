"""Characters to tokens: numbers, words split into names, operators and brackets, each with its span.

    number    := digits [ "." digits ] [ ("e" | "E") [ sign ] digits ]
    word      := letters [ subscript ]              split into names by the vocabulary
    subscript := "_" letters | "_" digits | "_{" ... "}" | "₀₁₂..."

A token's ``kind`` is ``number``, ``fraction`` (½), ``variable``, ``constant``, ``function``, ``string``,
``power`` (raised digits), ``open``, ``close``, ``end``, or the operator itself.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from graders.errors import ResponseError, Span
from graders.syntax import limits

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graders.syntax.vocabulary import Vocabulary


class Token(NamedTuple):
    """One word of the language; ``spaced`` where white space stands before it."""

    kind: str
    text: str
    start: int
    end: int
    spaced: bool

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)


_LETTER = "A-Za-zªÀ-ÖØ-öø-ʯͰ-ϿЀ-ӿℂℕℚℝℤℯⅈ∞"
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱᵃᵇᵏᵐᵖˣʸᵗᵀ"
_LOWERED = "₀₁₂₃₄₅₆₇₈₉ₐₑₒₓₕₖₗₘₙₚₛₜᵢⱼ"

_TOKEN = re.compile(
    rf"""
    (?P<space>\s+)
  | (?P<number>(?:[0-9]+(?:\.(?!\.)[0-9]*)?|\.[0-9]+)(?P<exponent>[eE][+-]?[0-9]+)?)
  | (?P<power>[{_RAISED}]+)
  | (?P<word>[{_LETTER}]+(?P<index>[{_LOWERED}]+|(?:\s*_\s*\{{[\w\s,]{{0,40}}\}})|(?:_(?:[0-9]+|[{_LETTER}]+))+)?)
  | (?P<fraction>[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒↉])
  | (?P<string>"[^"]*")
  | (?P<open>[(\[{{⟨⌊⌈])
  | (?P<close>[)\]}}⟩⌋⌉])
  | (?P<operator>\*\*|!!|<=|>=|=<|!=|/=|<>|==|:=|=>|->|<->|\.\.|&&|[-+*/^!%°',;:=<>~|‖√∛∜±∓≤≥≠≈∈∉⊂⊆∪∩\\∧∨¬⊤→…_$])
    """,
    re.VERBOSE,
)
_COMMA_NUMBER = re.compile(r"[0-9]+(?:[.,](?!\.)[0-9]+)?(?:[eE][+-]?[0-9]+)?|[.,][0-9]+")

SAME: Mapping[str, str] = MappingProxyType(
    {
        "**": "^", "=<": "<=", "≤": "<=", "≥": ">=", "≠": "!=", "/=": "!=", "<>": "!=", "==": "=", ":=": "=",
        "≈": "~", "∈": "in", "∉": "notin", "⊂": "subset", "⊆": "subset", "∪": "union", "∩": "intersection",
        "∧": "and", "&&": "and", "∨": "or", "¬": "not", "=>": "implies", "<->": "iff", "->": "→", "…": "..",
    }
)  # fmt: skip
"""Operators that are spelled in several ways, to the one that the parser knows."""

_RAISED_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱᵃᵇᵏᵐᵖˣʸᵗᵀ", "0123456789+-=()niabkmpxytT")
_LOWERED_PLAIN = str.maketrans("₀₁₂₃₄₅₆₇₈₉ₐₑₒₓₕₖₗₘₙₚₛₜᵢⱼ", "0123456789aeoxhklmnpstij")


def tokens(text: str, vocabulary: Vocabulary) -> list[Token]:
    """Cut a text, already made plain, into tokens; the last one is of kind ``end``."""
    found: list[Token] = []
    place, spaced = 0, False
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None:
            _refuse_character(text, place)
        kind, end = str(match.lastgroup), match.end()
        if kind == "space":
            spaced, place = True, end
            continue
        if kind == "word":
            end = _add_words(found, text, match, vocabulary, spaced=spaced)
        elif kind == "number":
            end = _number_end(match, text, vocabulary)
            found.append(Token("number", text[place:end], place, end, spaced))
        elif kind == "power":
            found.append(Token("power", match.group().translate(_RAISED_PLAIN), place, end, spaced))
        elif kind == "operator":
            sign = match.group()
            found.append(Token(SAME.get(sign, sign), sign, place, end, spaced))
        else:
            found.append(Token(kind, match.group(), place, end, spaced))
        place, spaced = end, False
        if len(found) > limits.TOKENS:
            raise ResponseError(text, Span(0, len(text)), "a text of very many signs", "a shorter answer")
    found.append(Token("end", "", len(text), len(text), spaced))
    return found


def _number_end(match: re.Match[str], text: str, vocabulary: Vocabulary) -> int:
    """Find where a number ends: ``2e3`` is one only where ``e`` is no variable, ``3,5`` with decimal commas."""
    if vocabulary.decimal_comma:
        comma = _COMMA_NUMBER.match(text, match.start())
        return comma.end() if comma is not None else match.end()
    exponent = match.group("exponent")
    if exponent is not None and vocabulary.declares(exponent[0]):
        return match.start("exponent")
    return match.end()


def _add_words(found: list[Token], text: str, match: re.Match[str], vocabulary: Vocabulary, *, spaced: bool) -> int:
    """Append the names that a word is made of; give where they end."""
    start, end = match.span()
    word, index = match.group("word"), match.group("index")
    letters = word[: len(word) - len(index)] if index else word
    if not index:
        end = _with_digits(text, start, end, vocabulary)
        word = letters = text[start:end]
    elif vocabulary.whole(word) is None:
        word = f"{letters}_{_subscript(index)}"
        if vocabulary.whole(word) is None and _is_function(letters, vocabulary):
            return _add_base(found, match, letters, vocabulary, spaced=spaced)
    pieces = vocabulary.read(word) or _read_before_subscript(letters, word, vocabulary)
    if pieces is None:
        _refuse_word(text, Span(start, end), word, vocabulary)
    for (kind, name), length in pieces[:-1]:
        found.append(Token(kind, name, start, start + length, spaced))
        start, spaced = start + length, False
    (kind, name), _ = pieces[-1]
    found.append(Token(kind, name, start, end, spaced))
    return end


def _with_digits(text: str, start: int, end: int, vocabulary: Vocabulary) -> int:
    """Take digits into a word where that makes a known name: ``atan2``, ``x1`` where it is declared."""
    last = end
    while last < len(text) and text[last].isascii() and text[last].isdigit():
        last += 1
    if last == end or last - start > limits.WORD:
        return end
    word = text[start:last]
    if vocabulary.whole(word) is not None or (vocabulary.open and vocabulary.whole(text[start:end]) is None):
        return last
    pieces = vocabulary.split(word) if vocabulary.whole(text[start:end]) is None else None
    return last if pieces is not None else end


def _subscript(index: str) -> str:
    return "".join(index.translate(_LOWERED_PLAIN).strip().removeprefix("_").strip().strip("{}").split())


def _is_function(letters: str, vocabulary: Vocabulary) -> bool:
    piece = vocabulary.whole(letters)
    return piece is not None and piece[0] == "function"


def _add_base(found: list[Token], match: re.Match[str], letters: str, vocabulary: Vocabulary, *, spaced: bool) -> int:
    """Append a function with a subscript, as in ``log_2``: the name, then the subscript as tokens of its own."""
    start, middle = match.start(), match.start("index")
    piece = vocabulary.whole(letters)
    found.append(Token("function", piece[1] if piece else letters, start, middle, spaced))
    found.append(Token("_", "_", middle, middle + 1, spaced=False))
    base = _subscript(match.group("index"))
    kind = "number" if base.isdecimal() else "constant" if base == "e" else "variable"
    found.append(Token(kind, base, middle, match.end(), spaced=False))
    return match.end()


def _read_before_subscript(letters: str, word: str, vocabulary: Vocabulary) -> list[tuple[tuple[str, str], int]] | None:
    """Split ``2ab_1`` as ``a`` and ``b_1``: the subscript belongs to the last name."""
    if "_" not in word:
        return None
    pieces = vocabulary.split(letters)
    if pieces is None or pieces[-1][0][0] != "variable":
        return None
    (kind, name), length = pieces[-1]
    return [*pieces[:-1], ((kind, name + word[len(letters) :]), length)]


def _refuse_character(text: str, place: int) -> NoReturn:
    character = text[place]
    shown = character if character.isprintable() else f"U+{ord(character):04X}"
    if character == '"':
        raise ResponseError(text, Span(place, len(text)), "a quotation mark that is not closed", 'another " after it')
    raise ResponseError(text, Span(place, place + 1), f"the sign {shown}", "numbers, names, operators or brackets")


def _refuse_word(text: str, span: Span, word: str, vocabulary: Vocabulary) -> NoReturn:
    near = vocabulary.nearest(word) if len(word) <= limits.WORD else ""
    shown = word if len(word) <= limits.WORD else word[: limits.WORD] + "…"
    names = ", ".join(sorted(vocabulary.variables))
    expected = f"a name of this question ({names}) or a function" if names else "a number or a function such as sqrt"
    raise ResponseError(text, span, f"the unknown name {shown}", expected, near)
