"""Characters to tokens: numbers, words split into names, operators and brackets, each with its span.

    number    := digits [ "." digits ] [ ("e" | "E") [ sign ] digits ]
    word      := letters [ subscript ] { "'" }      split into names by the vocabulary
    subscript := "_" letters | "_" digits | "_{" ... "}" | "₀₁₂..."

A token's ``kind`` is ``number``, ``fraction`` (½), ``variable``, ``constant``, ``function``, ``string``,
``power`` (raised digits), ``open``, ``close``, ``end``, or the operator itself.
"""

from __future__ import annotations

import re
from math import gcd
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from graders.errors import ResponseError, Span
from graders.phrases import phrase
from graders.syntax import limits
from graders.syntax.brackets import ENDS_OPERAND
from graders.syntax.names import FUNCTION_SPELLINGS, GREEK, PHRASES
from graders.syntax.understood import with_commas, with_signs
from graders.syntax.vocabulary import has_sign

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graders.syntax.vocabulary import Piece, Vocabulary


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


LETTER = "A-Za-zªÀ-ÖØ-öø-ʯͰ-ͽͿ-ϿЀ-ӿℂℕℚℝℤℯⅈ∞∅"
"""Letters of names, as a class of regular expressions."""

_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿⁱᵃᵇᵏᵐᵖˣʸᵗᵀ"
_LOWERED = "₀₁₂₃₄₅₆₇₈₉₊₋ₐₑₒₓₕₖₗₘₙₚₛₜᵢⱼ"

_TOKEN = re.compile(
    rf"""
    \s*(?:
        (?P<repeating>[0-9]+[.,](?:\([0-9]+\)|[0-9]*(?:[0-9]\u0305)+))
      | (?P<number>(?:[0-9]+(?:\.(?!\.)[0-9]*)?|\.[0-9]+)(?P<exponent>[eE][+-]?[0-9]+)?)
      | (?P<operator>
            \*\*|!!|\+/-|=/=|<=>|<->|<=|>=|=<|!=|/=|<>|==|:=|=>|->|\.\.\.?|&&?
          | [-+*·×/÷^!%°',;:=<>~|‖√∛∜±∓≤≥≠≡≈∈∉⊂⊆∪∩\\∧∨¬⊤→⇒⇔…_$]
        )
      | (?P<lowered>[{_LOWERED}]+)
      | (?P<open>[(\[{{⟨⌊⌈])
      | (?P<close>[)\]}}⟩⌋⌉])
      | (?P<power>[{_RAISED}]+)
      | (?P<phrase>(?i:{"|".join(PHRASES).replace(" ", "[ ]+")})(?![{LETTER}]))
      | (?P<word>[{LETTER}]+(?P<index>
            [{_LOWERED}]+
          | \s*_\s*\{{\s*(?:[{LETTER}0-9]+(?:_[{LETTER}0-9]+)+|[{LETTER}0-9+-][{LETTER}0-9\s,+-]{{0,40}})\}}
          | (?:_(?:[0-9]+|[{LETTER}]+))+
        )?)
      | (?P<fraction>[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒↉])
      | (?P<string>"[^"]*")
      | (?P<end>\Z)
    )
    """,
    re.VERBOSE,
)
_COMMA_NUMBER = re.compile(r"(?:[0-9]+(?:[.,](?!\.)[0-9]+)?|[.,][0-9]+)(?:[eE][+-]?[0-9]+)?")
_GROUPED_NUMBER = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+(?![0-9.,eE])")
"""A number with a decimal comma and points between its thousands."""

_ONLY_A_NUMBER = re.compile(r"\s*[=~]?\s*[+-]?[0-9]+\.\s*")
_LETTERS_FOR_SIGNS = re.compile("[Uux]")

SAME: Mapping[str, str] = MappingProxyType(
    {
        "**": "^", "·": "*", "×": "*", "÷": "/", "+/-": "±", "=/=": "!=", "≡": "=", "=<": "<=", "≤": "<=", "≥": ">=",
        "≠": "!=", "/=": "!=", "<>": "!=", "==": "=", ":=": "=", "≈": "~", "∈": "in", "∉": "notin", "⊂": "subset",
        "⊆": "subset", "∪": "union", "∩": "intersection", "∧": "and", "&": "and", "&&": "and", "∨": "or", "¬": "not",
        "=>": "implies", "⇒": "implies", "<=>": "iff", "<->": "iff", "⇔": "iff", "->": "→", "…": "..", "...": "..",
    }
)  # fmt: skip
"""Operators that are spelled in several ways, to the one that the parser knows."""

_RAISED_PLAIN = str.maketrans(_RAISED, "0123456789+-()niabkmpxytT")
_LOWERED_PLAIN = str.maketrans(_LOWERED, "0123456789+-aeoxhklmnpstij")


def tokens(text: str, vocabulary: Vocabulary) -> list[Token]:
    """Cut a text, already made plain, into tokens; the last one is of kind ``end``."""
    found: list[Token] = []
    place, last, has_words = 0, _end_of(text), False
    while True:
        match = _TOKEN.match(text, place, last)
        if match is None:
            _refuse_character(text, place)
        kind = match.lastgroup or ""
        start, end = match.span(kind)
        spaced, written = start > place, text[start:end]
        if kind == "operator":
            if written == "-" and found and found[-1].kind == "+" and _is_plus_minus(found, text, start):
                found[-1] = found[-1]._replace(kind="±", text="+-", end=end)
            else:
                found.append(Token(SAME.get(written, written), written, start, end, spaced))
        elif kind == "repeating" and ("." in written or vocabulary.decimal_comma):
            _add_repeating(found, text, written, start, spaced=spaced)
        elif kind == "repeating":
            end = start + written.index(",")
            found.append(Token("number", text[start:end], start, end, spaced))
        elif kind == "number":
            end = _number_end(match, text, vocabulary)
            found.append(Token(kind, text[start:end], start, end, spaced))
        elif kind == "word":
            end = _add_words(found, text, match, vocabulary, spaced=spaced)
            has_words = True
        elif kind == "power":
            _add_raised(found, written.translate(_RAISED_PLAIN), start, vocabulary, spaced=spaced)
        elif kind == "phrase":
            kind, name = PHRASES[" ".join(written.lower().split())]
            found.append(Token(kind, name, start, end, spaced))
        elif kind == "lowered":
            index = written.translate(_LOWERED_PLAIN)
            if not index.isdecimal():
                _refuse_character(text, start)
            found += [Token("_", written, start, start, spaced), Token("number", index, start, end, spaced=False)]
        elif kind == "end":
            break
        else:
            found.append(Token(kind, written, start, end, spaced))
        place = end
    if len(found) > limits.TOKENS:
        raise ResponseError(text, Span(0, len(text)), "a text of very many signs", "a shorter answer")
    found.append(Token("end", "", len(text), len(text), spaced=False))
    if has_words and text.count("=") > 1:
        found = with_commas(found)
    return with_signs(found, vocabulary) if has_words and _LETTERS_FOR_SIGNS.search(text) else found


def _add_repeating(found: list[Token], text: str, written: str, start: int, *, spaced: bool) -> None:
    """Append ``0.(3)``, or 0.3 with a line above its last digit, as the fraction that it is."""
    if len(written) > limits.DIGITS:
        raise ResponseError(text, Span(start, start + len(written)), "a number of very many digits", "a smaller number")
    whole, _, digits = written.replace(",", ".").partition(".")
    fixed, _, repeated = digits.strip(")").rpartition("(")
    if not repeated or "\u0305" in digits:
        fixed, repeated = digits.split("\u0305", 1)[0][:-1], digits.split("\u0305", 1)[0][-1:]
        repeated += "".join(digits.split("\u0305")[1:])
    end = start + len(written)
    numerator, denominator = repeating(whole, fixed, repeated)
    found.append(Token("open", "(", start, start, spaced))
    found.append(Token("number", str(numerator), start, end, spaced=False))
    if denominator > 1:
        found += [Token("/", "/", end, end, spaced=False), Token("number", str(denominator), start, end, spaced=False)]
    found.append(Token("close", ")", end, end, spaced=False))


def repeating(whole: str, fixed: str, repeated: str) -> tuple[int, int]:
    """Give the fraction of a decimal, in lowest terms, from its digits before and after the point, and for ever.

    >>> repeating("0", "1", "6")
    (1, 6)
    """
    numerator = int(whole + fixed + repeated) - int(whole + fixed)
    denominator = 10 ** len(fixed) * (10 ** len(repeated) - 1)
    shared = gcd(numerator, denominator)
    return numerator // shared, denominator // shared


def _is_plus_minus(found: list[Token], text: str, minus: int) -> bool:
    """Tell whether a minus right after a plus makes ``±`` of it: where no operand stands before, or in ``3 +- 2``."""
    plus = found[-1]
    if plus.end != minus:
        return False
    return len(found) < 2 or found[-2].kind not in ENDS_OPERAND or (plus.spaced and text[minus + 1 : minus + 2] == " ")


def _end_of(text: str) -> int:
    """Find where the mathematics ends: a full stop after it is none, but the one of ``100.`` counts digits."""
    stripped = text.rstrip()
    if stripped[-1:] == "." and not stripped.endswith("..") and _ONLY_A_NUMBER.fullmatch(text) is None:
        return len(stripped) - 1
    return len(text)


def _number_end(match: re.Match[str], text: str, vocabulary: Vocabulary) -> int:
    """Find where a number ends: ``2e3`` is one only where ``e`` is no variable, ``3,5`` with decimal commas."""
    if vocabulary.decimal_comma:
        return _comma_number_end(match, text)
    exponent = match["exponent"]
    if exponent is not None and vocabulary.declares(exponent[0]):
        return match.start("exponent")
    return match.end()


def _comma_number_end(match: re.Match[str], text: str) -> int:
    """Find where a number with a decimal comma ends; a comma and digits right behind leave open what is meant."""
    start = match.start("number")
    grouped = _GROUPED_NUMBER.match(text, start)
    if grouped is not None:
        return grouped.end()
    comma = _COMMA_NUMBER.match(text, start)
    end = match.end() if comma is None else comma.end()
    if not text[start:end].isdecimal() and text[end : end + 1] == "," and text[end + 1 : end + 2].isdecimal():
        raise ResponseError(
            text, Span(start, end + 2), "more than one comma in a row of digits", "a ; between the parts of an answer"
        )
    return end


def _add_raised(found: list[Token], text: str, start: int, vocabulary: Vocabulary, *, spaced: bool) -> None:
    """Append raised signs: digits and single letters as one token, more as an exponent in braces."""
    end = start + len(text)
    bare = text.removeprefix("-")
    if bare.isdecimal() or (len(bare) == 1 and bare.isalpha()):
        found.append(Token("power", text, start, end, spaced))
        return
    found += [Token("^", "^", start, start, spaced), Token("open", "{", start, start, spaced=False)]
    inside = tokens(text, vocabulary)[:-1]
    found += [token._replace(start=token.start + start, end=token.end + start) for token in inside]
    found.append(Token("close", "}", end, end, spaced=False))


def _add_words(found: list[Token], text: str, match: re.Match[str], vocabulary: Vocabulary, *, spaced: bool) -> int:
    """Append the names that a word is made of; give where they end."""
    start, end = match.span("word")
    word, index = match["word"], match["index"]
    letters = word
    if index:
        letters = word[: len(word) - len(index)]
        letters = GREEK.get(letters, letters)
        word = f"{letters}_{_subscript(index)}"
        if vocabulary.whole(word) is None and (before := _before_function(letters, vocabulary)) is not None:
            for (kind, name), length in before:
                found.append(Token(kind, name, start, start + length, spaced))
                start, spaced = start + length, False
            return _add_base(found, match, letters[sum(length for _, length in before) :], vocabulary, spaced=spaced)
    elif text[end : end + 1].isdecimal():
        if letters.lower() == "log" and (base := _LINE_BASE.match(text, end)):
            return _add_line_base(found, letters, base, start, spaced=spaced)
        numbered = None if vocabulary.open else _NUMBERED.match(text, start)
        if numbered is not None and vocabulary.whole(numbered.group()) is None and _begins_statement(found):
            name = f"{GREEK.get(numbered[1], numbered[1])}_{numbered[2]}"
            found.append(Token("variable", name, start, numbered.end(), spaced))
            return numbered.end()
        end = _with_digits(text, start, end, vocabulary)
        word = letters = text[start:end]
    if text[end : end + 1] == "'":
        primed = _with_primes(text, end, word, vocabulary)
        word, end = GREEK.get(word, word) + text[end:primed], primed
    pieces = vocabulary.read(word) or _read_before_subscript(letters, word, vocabulary)
    if pieces is None and word[0] == "T" and found and found[-1].kind == "^" and (rest := vocabulary.read(word[1:])):
        pieces = [(("variable", "T"), 1), *rest]
    if pieces is None:
        _refuse_word(text, Span(start, end), word, vocabulary)
    for (kind, name), length in pieces[:-1]:
        found.append(Token(kind, name, start, start + length, spaced))
        start, spaced = start + length, False
    (kind, name), _ = pieces[-1]
    found.append(Token(kind, name, start, end, spaced))
    return end


_LINE_BASE = re.compile(r"(?P<base>[0-9]+)(?=\(|\s+[\w(√])")
"""Digits right after ``log``, before a bracket or a space and an operand: ``log2(8)``, ``log10 x``."""


_NUMBERED = re.compile(r"([^\W\d_ℂℕℚℝℤ∞∅])([0-9]{1,3})(?=\s*=(?![=>]))")
"""A letter and digits before an equals sign: the ``x1`` and ``x2`` of two solutions."""


def _begins_statement(found: list[Token]) -> bool:
    return not found or found[-1].kind in (",", ";", "and", "or")


def _add_line_base(found: list[Token], letters: str, base: re.Match[str], start: int, *, spaced: bool) -> int:
    """Append a logarithm whose base stands on the line."""
    middle, end = base.span()
    found.append(Token("function", letters.lower(), start, middle, spaced))
    found += [Token("_", "_", middle, middle, spaced=False), Token("number", base["base"], middle, end, spaced=False)]
    return end


def _with_digits(text: str, start: int, end: int, vocabulary: Vocabulary) -> int:
    """Take digits into a word where that makes a known name: ``atan2``, ``x1`` where it is declared."""
    last = end
    while last < len(text) and text[last].isascii() and text[last].isdigit():
        last += 1
    if last - start > limits.WORD:
        return end
    word = text[start:last]
    begun = text[start:end]
    is_new = vocabulary.open and vocabulary.whole(begun) is None and not has_sign(begun)
    if is_new or vocabulary.whole(word) is not None:
        return last
    pieces = vocabulary.split(word) if vocabulary.whole(text[start:end]) is None else None
    return last if pieces is not None else end


def _with_primes(text: str, end: int, word: str, vocabulary: Vocabulary) -> int:
    """Take primes into a name that is declared with them, or where any name is a variable: ``y'``."""
    last = end
    while text[last : last + 1] == "'":
        last += 1
    piece = vocabulary.whole(word)
    is_name = vocabulary.open and (not has_sign(word) if piece is None else piece[0] == "variable")
    return last if vocabulary.declares(word + text[end:last]) or is_name else end


def _subscript(index: str) -> str:
    return "".join(index.translate(_LOWERED_PLAIN).strip().removeprefix("_").strip().strip("{}").split())


def _before_function(letters: str, vocabulary: Vocabulary) -> list[tuple[Piece, int]] | None:
    """Give what stands before the function that letters end with, as in ``xlog``; ``None`` where they end otherwise."""
    pieces = vocabulary.read(letters) or []
    return pieces[:-1] if pieces and pieces[-1][0][0] == "function" else None


def _add_base(found: list[Token], match: re.Match[str], letters: str, vocabulary: Vocabulary, *, spaced: bool) -> int:
    """Append a function with a subscript, as in ``log_2``: the name, then the subscript as tokens of its own."""
    middle = match.start("index")
    start = middle - len(letters)
    found.append(Token("function", FUNCTION_SPELLINGS[letters.lower()], start, middle, spaced))
    found.append(Token("_", "_", middle, middle + 1, spaced=False))
    base = _subscript(match["index"])
    kind, name = ("number", base) if base.isdecimal() else _name_of_base(base, vocabulary)
    if kind not in ("number", "variable", "constant"):
        expected = phrase("one number or name below {letters}, more as {letters}(x, base)", letters=letters)
        raise ResponseError(match.string, Span(*match.span("index")), phrase("the base {base}", base=base), expected)
    found.append(Token(kind, name, middle, match.end(), spaced=False))
    return match.end()


def _name_of_base(base: str, vocabulary: Vocabulary) -> tuple[str, str]:
    piece = vocabulary.whole(base)
    return piece or (("variable", base) if len(base) == 1 and base.isalpha() else ("", base))


def _read_before_subscript(letters: str, word: str, vocabulary: Vocabulary) -> list[tuple[Piece, int]] | None:
    """Split ``2ab_1`` as ``a`` and ``b_1``: the subscript belongs to the last name."""
    if "_" not in word:
        return None
    pieces = vocabulary.read(letters)
    if pieces is None or pieces[-1][0][0] != "variable" or pieces[-1][1] > 1:
        return None
    (kind, name), length = pieces[-1]
    return [*pieces[:-1], ((kind, name + word[len(letters) :]), length)]


SPELLED_OUT: Mapping[str, str] = MappingProxyType(
    {
        "∫": "integrate(f, x)", "∑": "sum(f, k, 1, n)", "∏": "product(f, k, 1, n)", "∂": "diff(f, x)",
        "⊙": "hadamard(u, v)", "⊗": "outer(u, v)", "∠": "angle(u, v)",
    }
)  # fmt: skip
"""Signs that are read in LaTeX only, or not at all, to what may be typed for them."""


def _refuse_character(text: str, place: int) -> NoReturn:
    place += len(text[place:]) - len(text[place:].lstrip())
    character = text[place]
    shown = character if character.isprintable() else f"U+{ord(character):04X}"
    if character == '"':
        raise ResponseError(text, Span(place, len(text)), "a quotation mark that is not closed", 'another " after it')
    if character in SPELLED_OUT:
        expected = phrase("a name such as {call}", call=SPELLED_OUT[character])
        raise ResponseError(text, Span(place, place + 1), phrase("the sign {shown}", shown=shown), expected)
    raise ResponseError(
        text, Span(place, place + 1), phrase("the sign {shown}", shown=shown), "numbers, names, operators or brackets"
    )


def _refuse_word(text: str, span: Span, word: str, vocabulary: Vocabulary) -> NoReturn:
    near = vocabulary.nearest(word) if len(word) <= limits.WORD else ""
    shown = word if len(word) <= limits.WORD else word[: limits.WORD] + "…"
    names = ", ".join(sorted(vocabulary.variables))
    expected = (
        phrase("a name of this question ({names}) or a function", names=names)
        if names
        else "a number or a function such as sqrt"
    )
    repair = text[: span.start] + near + text[span.end :] if near else ""
    raise ResponseError(text, span, phrase("the unknown name {shown}", shown=shown), expected, repair)
