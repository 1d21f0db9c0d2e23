r"""Numbers, letters and words of LaTeX: ``3\,000``, ``x``, ``\alpha``, ``\mathrm{ab}``, ``\text{ cm}``.

Letters that run together are single letters, ``xy`` is x times y, but for names that the vocabulary
declares and for the known names that people forget the backslash of: ``sin``, ``pi``, ``and``.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from graders.errors import ResponseError, Span
from graders.phrases import phrase
from graders.syntax import limits
from graders.syntax.around import MEANINGFUL
from graders.syntax.brackets import ENDS_OPERAND
from graders.syntax.latex.commands import BLACKBOARD, LETTERS, NAME_FONTS, SAID, TEXT_FONTS, VECTOR_FONTS
from graders.syntax.latex.source import ENDS, Sign, Source
from graders.syntax.names import GREEK_SIGNS, PHRASES
from graders.syntax.tokens import LETTER, SAME, tokens

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graders.syntax.vocabulary import Piece, Vocabulary

_GROUP = r"(?:\\[,;: !]|\{,\}|,\\!|~)"
NUMBER = re.compile(
    rf"""
    (?P<whole>[0-9]{{1,3}}(?:{_GROUP}[0-9]{{3}}(?![0-9]))+|[0-9]*)
    (?P<decimals>(?:\.(?!\.)|\{{,\}}(?=[0-9]))(?:[0-9]{{3}}(?:{_GROUP}[0-9]{{3}})+|[0-9]*))?
    (?P<exponent>E[+-]?[0-9]+)?
    """,
    re.VERBOSE,
)
"""``1{,}000`` and ``3\\,000`` are a thousand and three, ``1{,}5`` is a decimal comma; ``E`` needs no braces."""

COMMA_NUMBER = re.compile(r"(?P<whole>[0-9]*)(?P<decimals>(?:[.,](?!\.)|\{,\})[0-9]+)?(?P<exponent>[Ee][+-]?[0-9]+)?")
SPACES = re.compile(rf"{_GROUP}")
SCIENTIFIC = re.compile(r"\{\\(?P<sign>cdot|times)\}\s*10\^\{(?P<exponent>[+-]?[0-9]+)\}")

ONLY_A_NUMBER = re.compile(r"[\s$]*[=~]?\s*[+-]?[0-9]+\.[\s$]*")

PLAIN_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
AMOUNT = re.compile(r"\s*(?P<amount>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?)(?![0-9,])")
"""An amount of money whose thousands are set apart by commas."""

RUN = re.compile(r"[A-Za-z]+[0-9]*")
WORD = re.compile(f"[{LETTER}]+[0-9]*(?:_[{LETTER}0-9]+)*")
OPERATOR = re.compile(r"!!|<=|>=|=<|/=|!=|<>|==|:=|=>|<->|->|\.\.\.?|[-+*/!%',;:=<>|]")
UNIT = re.compile(r"[A-Za-z°%$][A-Za-z .°²³/^0-9{}-]{0,40}")

ESCAPED = re.compile(r"\\(?:text[a-z]+\{\}|.)", re.DOTALL)
ESCAPES: Mapping[str, str] = MappingProxyType(
    {"\\textbackslash{}": "\\", "\\textasciitilde{}": "~", "\\textasciicircum{}": "^", "\\textquotedbl{}": '"'}
)
"""Characters of words that LaTeX writes as commands."""

ENDS_ARGUMENT = ENDS | {"^", "_"}
"""Signs that cannot be an argument."""

NO_UNITS = frozenset(
    (
        *SAID, "if", "is", "are", "no", "more", "less", "than", "least", "most", "over", "under", "about", "for",
        "when", "where", "to", "otherwise", "else", "approximately", "any", "all", "each", "every", "unless", "but",
        "wenn", "falls", "für", "sonst", "mod", "divided", "times", "plus", "minus", "squared", "cubed", "even", "odd",
    )
)  # fmt: skip
"""Words after a value that say more than its unit."""


class Names(Source):
    """Reading numbers, letters and words."""

    def __init__(self, text: str, plain: str, vocabulary: Vocabulary) -> None:
        """Start at the beginning of a text."""
        super().__init__(text, plain, vocabulary)
        self.longest = max(map(len, vocabulary.variables), default=1)
        self.vectors: set[int] = set()

    def number(self) -> None:
        r"""Read a number with its digits grouped or not; ``1.5{\cdot}10^{3}`` is one number too."""
        pattern = COMMA_NUMBER if self.vocabulary.decimal_comma else NUMBER
        start = self.at
        found = pattern.match(self.plain, start, self.stop)
        if found is None or not (found["whole"] or (found["decimals"] or "").strip("{},.")):
            self.refuse(Span(start, start + 1), self.plain[start], "a number, a name or an opening bracket")
        exponent = found["exponent"] or ""
        end = found.end()
        if found["decimals"] == "." and not exponent and self.is_full_stop(end):
            end -= 1
            self.add("number", SPACES.sub("", found["whole"]), start, end)
            self.at = found.end()
            return
        if exponent and self.vocabulary.declares(exponent[0]):
            end, exponent = found.start("exponent"), ""
        digits = SPACES.sub("", found["whole"]) + self.decimals(found["decimals"] or "") + exponent
        scientific = SCIENTIFIC.match(self.plain, end, self.stop)
        if scientific is not None and not exponent:
            digits += ("e" if scientific["sign"] == "cdot" else "E") + scientific["exponent"]
            end = scientific.end()
        self.at = end
        self.add("number", digits, start, end)

    def is_full_stop(self, end: int) -> bool:
        """Tell whether a point right after digits ends the text, and the text is more than a number."""
        return not self.plain[end:].strip(" $~") and ONLY_A_NUMBER.fullmatch(self.plain) is None

    def decimals(self, written: str) -> str:
        """Give the decimals with their point."""
        if written.startswith("{,}"):
            written = "." + written[3:]
        return SPACES.sub("", written)

    def digit(self) -> None:
        """Read one digit, which is all that an argument without braces takes of a number."""
        self.add("number", self.plain[self.at], self.at, self.at + 1)
        self.at += 1

    def letters(self) -> None:
        """Read the next name of a run of letters: a known word as a whole, a declared name, or one letter."""
        start = self.at
        found = RUN.match(self.plain, start, self.stop)
        run = found.group() if found is not None else self.plain[start]
        fresh = not self.plain[start - 1 : start].isalpha() or start == 0
        name = run.rstrip("0123456789")
        if fresh and len(name) > 1 and self.read_whole(name, start):
            return
        for length in range(min(len(run), self.longest), 1, -1):
            if self.vocabulary.declares(run[:length]):
                self.name(run[:length], start, start + length)
                return
        if fresh and len(name) > 1 and not self.spelled_out(name):
            self.refuse_name(name, Span(start, start + len(name)))
        self.name(run[0], start, start + 1)

    def read_whole(self, word: str, start: int) -> bool:
        """Read a run of letters that is a known name without its backslash; tell whether it is one."""
        piece = self.vocabulary.whole(word)
        if piece is None or (piece[0] == "variable" and len(word) < 4 and not self.vocabulary.declares(word)):
            return False
        if len(word) == 2 and not self.vocabulary.declares(word) and word not in ("pi", "ln", "or", "in"):
            return False
        self.at = start + len(word)
        self.piece(piece, start)
        return True

    def spelled_out(self, word: str) -> bool:
        """Tell whether a run of letters can be a product: where names are declared, each letter must be known."""
        return (
            self.vocabulary.open
            or all(self.vocabulary.whole(letter) is not None or letter == "d" for letter in word)
            or self.vocabulary.split(word) is not None
        )

    def name(self, name: str, start: int, end: int) -> None:
        """Write a name as what the vocabulary knows it for, else as a variable."""
        self.at = end
        self.piece(self.vocabulary.whole(name) or ("variable", name), start)

    def piece(self, piece: Piece, start: int) -> None:
        """Write what the vocabulary gave; functions read on."""
        kind, name = piece
        if kind == "function":
            self.function(name, Sign(self.plain[start : self.at], start, self.at))
        else:
            self.add(kind, name, start, self.at)

    def letter_command(self, sign: Sign) -> bool:
        r"""Read ``\alpha``, ``\infty``, ``\R``; tell whether the command is a letter."""
        command = sign.text[1:]
        name = LETTERS.get(command, "pi" if command == "pi" else GREEK_SIGNS.get(command, ""))
        if self.vocabulary.declares(command):
            name = command
        if name:
            self.name(name, sign.start, sign.end)
        return bool(name)

    def other(self, sign: Sign) -> None:
        """Read an operator as typed, or a character that only plain notation knows, such as ``√`` and ``½``."""
        found = OPERATOR.match(self.plain, sign.start, self.stop)
        if found is not None:
            written = ".." if found.group() == "..." else found.group()
            self.at = found.end()
            self.add(SAME.get(written, written), written, sign.start, self.at)
            return
        self.at = sign.end
        try:
            made = tokens(sign.text, self.vocabulary)[:-1]
        except ResponseError as error:
            raise ResponseError(
                self.text, Span(sign.start, sign.end), error.found, error.expected, error.repair
            ) from None
        for token in made:
            self.add(token.kind, token.text, sign.start, sign.end)

    # names in braces

    def upright(self, sign: Sign) -> None:
        r"""Read ``\mathrm{..}`` and ``\operatorname{..}``: a name, a function or a unit."""
        if self.plain[self.at : self.at + 1] == "*":
            self.at += 1
        start, end = self.stretch(sign)
        word = "".join(self.plain[start:end].replace("\\_", "_").replace("\\,", "").split())
        numbered = word[-1:].isdecimal() and self.vocabulary.whole(word.rstrip("0123456789")) is not None
        if word == "\\Gamma":
            self.function("gamma_function", Sign(self.plain[sign.start : self.at], sign.start, self.at))
        elif not WORD.fullmatch(word) or (numbered and self.vocabulary.whole(word) is None):
            if self.follows_value() and self.is_unit_of_names(word.strip("~")):
                self.unit()
            else:
                self.grouped(start, end)
        elif (piece := self.vocabulary.whole(word)) is not None and (piece[0], self.sign().text) != ("constant", "_"):
            self.piece(piece, sign.start)
        elif self.vocabulary.open and self.sign().text not in ("_", "'"):
            self.run_together(word, sign)
        elif self.vocabulary.open or (len(word) == 1 and not self.follows_value()):
            self.add("variable", word, sign.start, self.at)
        elif self.follows_value():
            self.unit()
        else:
            self.refuse_name(word, Span(start, end))

    def is_unit_of_names(self, word: str) -> bool:
        """Tell whether a stretch can be a unit such as ``m/s``, of names that nobody declared."""
        names = re.findall(r"[A-Za-z]+", word)
        return is_unit(word) and not self.vocabulary.open and not any(map(self.vocabulary.declares, names))

    def run_together(self, word: str, sign: Sign) -> None:
        """Write a name, or short names run together as in plain notation."""
        pieces = self.vocabulary.read(word) or [(("variable", word), len(word))]
        if len(pieces) > 1:
            self.add("open", "(", sign.start, sign.start)
        for (kind, name), _ in pieces:
            self.add(kind, name, sign.start, self.at)
        if len(pieces) > 1:
            self.add("close", ")", self.at, self.at)

    def grouped(self, start: int, end: int) -> None:
        """Read a stretch as a group of its own."""
        self.add("open", "(", start, start)
        mark = len(self.out)
        self.inside(start, end)
        if len(self.out) == mark:
            self.out.pop()
        elif len(self.out) == mark + 1 and self.out[mark].kind in ("variable", "constant"):
            del self.out[mark - 1]
        else:
            self.add("close", ")", end, end)

    def blackboard(self, sign: Sign) -> None:
        r"""Read ``\mathbb R``: a standard set."""
        start, end = self.stretch(sign)
        letter = self.plain[start:end].strip()
        if letter in BLACKBOARD:
            self.add("constant", BLACKBOARD[letter], sign.start, self.at)
        else:
            self.grouped(start, end)

    def letter_font(self, sign: Sign) -> None:
        r"""Read ``\mathbf{a}``, ``\vec a``, ``\hat y``: the letter, or a group; a whole name stays one."""
        mark = len(self.out)
        if self.sign().text == "{":
            start, end = self.stretch(sign)
            word = self.plain[start:end].strip()
            if len(word) > 1 and WORD.fullmatch(word) and self.vocabulary.whole(word) is not None:
                self.piece(self.vocabulary.whole(word) or ("", ""), sign.start)
            else:
                self.grouped(start, end)
        else:
            self.one(sign)
        if sign.text[1:] in VECTOR_FONTS:
            self.vectors.update(token.start for token in self.out[mark:] if token.kind == "variable")

    def one(self, of: Sign) -> None:
        """Read an argument: what is in braces, or else one digit, one letter or one command with its own."""
        sign = self.sign()
        if sign.text == "{":
            start, end = self.stretch(of)
            self.inside(start, end)
        elif sign.text in ENDS_ARGUMENT:
            self.refuse_missing(of, sign, "")
        elif sign.text.isdecimal():
            self.at = sign.start
            self.digit()
        elif sign.text.isascii() and sign.text.isalpha():
            self.name(sign.text, sign.start, sign.end)
        else:
            self.item()

    # words

    def text_words(self, sign: Sign) -> None:
        r"""Read ``\text{..}``: a connective, a name, a unit, or words."""
        start, end = self.stretch(sign)
        self.prose(start, end, sign)

    def prose(self, start: int, end: int, sign: Sign) -> None:
        """Read words as what they say; formulas among them are read where they stand."""
        dollar = self.plain.find("$", start, end)
        closing = self.plain.find("$", dollar + 1, end) if dollar >= 0 else -1
        if closing >= 0:
            self.said(self.plain[start:dollar], sign, Span(start, dollar))
            self.grouped(dollar + 1, closing)
            self.prose(closing + 1, end, sign)
        else:
            self.said(self.plain[start:end], sign, Span(start, end))

    def said(self, words: str, sign: Sign, span: Span) -> None:
        """Write words as the token that they mean."""
        word = " ".join(words.split())
        lower = word.lower().strip(",")
        if not word:
            return
        if lower in SAID:
            self.add(SAID[lower], word, span.start, span.end)
        elif lower in PHRASES:
            self.add(*PHRASES[lower], span.start, span.end)
        elif PLAIN_NUMBER.fullmatch(word):
            self.add("number", word, span.start, span.end)
        elif (piece := self.vocabulary.whole(word.replace(" ", ""))) is not None:
            self.piece(piece, sign.start)
        elif self.follows_value() and is_unit(word):
            self.unit()
        elif len(word) == 1 and re.match(f"[{LETTER}]", word):
            self.add("variable", word, span.start, span.end)
        elif not self.out and self.introduces(word):
            return
        elif self.follows_value():
            self.refuse(span, phrase("the words {word} after a value", word=word), "the value and at most its unit")
        else:
            self.string(word, span)

    def introduces(self, words: str) -> bool:
        """Tell whether words before an answer only announce it: ``Area:``, ``The answer is``."""
        if words.endswith(":"):
            return True
        follows = self.sign().text not in ENDS
        return follows and " " in words and not MEANINGFUL.intersection(words.lower().split())

    def string(self, word: str, span: Span) -> None:
        """Write words that stay words."""
        if '"' in word:
            self.refuse(span, "a quotation mark inside words", "the words without it")
        self.add("string", f'"{word}"', span.start, span.end)

    def exact_words(self, sign: Sign) -> None:
        r"""Read ``\textnormal{..}``, which is words whatever they say."""
        start, end = self.stretch(sign)
        self.string(unescaped(self.plain[start:end]), Span(start, end))

    def follows_value(self) -> bool:
        """Tell whether a value stands before."""
        return bool(self.out) and self.out[-1].kind in ENDS_OPERAND

    def unit(self) -> None:
        r"""Leave a unit out, with its exponent and the units joined to it: ``\mathrm{m}/\mathrm{s}^2``."""
        while (sign := self.sign()).text == "^" or self.is_joined_to_unit(sign):
            if sign.text != "^":
                self.take()
            self.stretch(self.take())

    def is_joined_to_unit(self, sign: Sign) -> bool:
        """Tell whether a sign stands between two units: the second is an upright name that nobody declared."""
        command = self.following(sign.end)
        if sign.text not in ("/", "\\cdot") or command.text[1:] not in TEXT_FONTS | NAME_FONTS:
            return False
        name = self.following(command.end)
        word = self.plain[name.start : self.braces.get(name.start, name.end)].strip("{ ")
        return is_unit(word) and self.vocabulary.whole(word) is None

    def refuse_name(self, word: str, span: Span) -> None:
        """Refuse a name that nobody declared."""
        near = self.vocabulary.nearest(word) if len(word) <= limits.WORD else ""
        repair = self.text[: span.start] + near + self.text[span.end :] if near else ""
        names = ", ".join(sorted(self.vocabulary.variables))
        expected = (
            phrase("a name of this question ({names}) or a function", names=names)
            if names
            else "a number or a function such as \\sqrt"
        )
        self.refuse(span, phrase("the unknown name {shown}", shown=word[: limits.WORD]), expected, repair)


def unescaped(words: str) -> str:
    r"""Take the backslashes away that LaTeX wants in words.

    >>> unescaped(r"5\% of \{a\}\textbackslash{}")
    '5% of {a}\\'
    """
    return ESCAPED.sub(lambda found: ESCAPES.get(found.group(), found.group()[1:]), words)


def is_unit(words: str) -> bool:
    """Tell whether words after a value can be its unit: at most three, and none that changes what is said."""
    return UNIT.fullmatch(words) is not None and len(words.split()) <= 3 and not NO_UNITS & set(words.lower().split())
