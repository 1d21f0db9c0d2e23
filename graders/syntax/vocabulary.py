"""Which names a text may use: the exercise tells the parser, and words are split by it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from graders.syntax import limits
from graders.syntax.alike import by_length, most_alike
from graders.syntax.names import (
    CONSTANT_SPELLINGS,
    FUNCTION_SPELLINGS,
    FUNCTIONS,
    GREEK,
    GREEK_SIGNS,
    WORD_OPERATORS,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Piece: TypeAlias = tuple[str, str]
"""A kind of token (``variable``, ``constant``, ``function`` or a word operator's) and its name."""

_SIGNS = "Ͱ-ͽͿ-Ͽℂℕℚℝℤℯⅈ∞∅"
_SIGN = re.compile(f"[{_SIGNS}]")
_PARTS = re.compile(f"[{_SIGNS}]|[^{_SIGNS}]+")
"""Letters that are signs of their own, such as π and ∞, and what stands between them."""

SHORT_WORD = 3
"""In an open vocabulary, unknown words of up to so many letters are products of letters, longer ones are names."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The names that are variables here.

    In an ``open`` vocabulary any unknown name is a variable too: that is how keys are read when nobody
    says which names there are.  With ``decimal_comma``, ``3,5`` is a number and ``;`` separates.
    """

    variables: frozenset[str] = frozenset()
    open: bool = False
    decimal_comma: bool = False
    _own: dict[str, Piece] = field(init=False, repr=False, compare=False)
    _longest: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the variables by every spelling of theirs; what is spelled as declared comes first."""
        own = {spelling: ("variable", name) for name in self.variables for spelling in _spellings(name)}
        own.update((name, ("variable", name)) for name in self.variables)
        object.__setattr__(self, "_own", own)
        object.__setattr__(self, "_longest", max(LONGEST, *map(len, own)) if own else LONGEST)

    def declares(self, name: str) -> bool:
        """Tell whether a name is declared as a variable."""
        return name in self._own

    def whole(self, word: str) -> Piece | None:
        """Give what a word is when it is not split, ``None`` where it is no known name.

        Variables come first, so that an exercise may have its own ``e``, ``i`` or ``tau``.  Capital letters
        matter for one letter, ``X`` is not ``x``, and not for words: ``SIN``, ``Pi``.
        """
        own = self._own.get(word)
        if own is not None:
            return own
        piece = KNOWN.get(word) or (KNOWN_IN_ANY_CASE.get(word.lower()) if len(word) > 1 else None)
        if piece is None and word == "E" and not self.open:
            piece = ("constant", "e")
        return piece if piece is None or piece[1] not in self._own else self._instead(word, piece[1])

    def _instead(self, word: str, name: str) -> Piece | None:
        """Read another spelling of a name that is declared: ``π`` for ``pi``, but not ``I`` for ``i``."""
        return None if len(word) == 1 and word.isascii() else self._own[name]

    def split(self, word: str) -> list[tuple[Piece, int]] | None:
        """Split a word into known names run together, each with its length; ``None`` where that fails.

        The longest name is tried first at every place: ``Barcsin`` is ``B`` and ``arcsin`` where ``B`` is
        a variable.  The time grows with the word's length times that of the longest name.
        """
        if len(word) > limits.WORD:
            return None
        ways: list[list[tuple[Piece, int]] | None] = [None] * len(word) + [[]]
        for start in range(len(word) - 1, -1, -1):
            for end in range(min(len(word), start + self._longest), start, -1):
                rest = ways[end]
                piece = self._piece(word[start:end], last=end == len(word)) if rest is not None else None
                if rest is not None and piece is not None:
                    ways[start] = [(piece, end - start), *rest]
                    break
        return ways[0]

    def _piece(self, word: str, *, last: bool) -> Piece | None:
        piece = self.whole(word)
        if piece is None:
            return ("variable", word) if self.open and len(word) == 1 and word.isalpha() else None
        kind, name = piece
        if kind == "function":
            return piece if last or FUNCTIONS[name].prefix else None
        return piece if kind in ("variable", "constant") else None

    def read(self, word: str) -> list[tuple[Piece, int]] | None:
        """Read a word: whole where it is known, else split, else as a new variable where that is allowed."""
        piece = self.whole(word)
        if piece is not None:
            return [(piece, len(word))]
        letters = word.partition("_")[0]
        if letters in WORD_OPERATORS or letters in SETS:
            return None
        before_function = self._letter_and_function(word)
        if before_function is not None:
            return before_function
        if len(letters) > 1 and has_sign(letters):
            return self._between_signs(letters, word[len(letters) :])
        if self.open and (len(word) > SHORT_WORD or not word.isalpha()):
            return [(("variable", word), len(word))]
        pieces = self.split(word) or self._with_pi(word)
        if pieces is not None:
            return pieces
        if len(word) == 1 or ("_" in word and self._carries_an_index(letters)):
            return [(("variable", word), len(word))]
        return None

    def _carries_an_index(self, letters: str) -> bool:
        return len(letters) == 1 or letters in GREEK_SIGNS or letters == "pi" or self.declares(letters)

    def _between_signs(self, letters: str, index: str) -> list[tuple[Piece, int]] | None:
        """Read ``kπ`` and ``πr_1``: letters that are signs of their own end a name, whoever declared the others."""
        *parts, last = _PARTS.findall(letters)
        found: list[tuple[Piece, int]] = []
        for part in (*parts, GREEK.get(last, last) + index):
            pieces = self.read(part)
            if pieces is None:
                return None
            found += pieces
        (piece, _), length = found[-1], len(letters + index) - sum(length for _, length in found[:-1])
        return [*found[:-1], (piece, length)]

    def _with_pi(self, word: str) -> list[tuple[Piece, int]] | None:
        """Read ``kpi`` and ``pir``, where the letter beside pi need not be known."""
        if self.open or len(word) != len("kpi"):
            return None
        if word.endswith("pi"):
            return [*(self.read(word[0]) or ()), (("constant", "pi"), 2)]
        return [(("constant", "pi"), 2), *(self.read(word[2]) or ())] if word.startswith("pi") else None

    def _letter_and_function(self, word: str) -> list[tuple[Piece, int]] | None:
        """Read ``Bsin`` as a letter times a function, known letter or not."""
        function = FUNCTION_SPELLINGS.get(word[1:].lower())
        if function is None or len(word) <= SHORT_WORD or not word[0].isalpha():
            return None
        return [(self.whole(word[0]) or ("variable", word[0]), 1), (("function", function), len(word) - 1)]

    def nearest(self, word: str) -> str:
        """Suggest the known name that is most like an unknown one, or nothing."""
        if len(word) < SHORT_WORD:
            return ""
        own = [name for name in self._own if len(name) > 2]
        letters = sorted(word)
        turned = (name for name in (*own, *NAMES.get(len(word), ())) if sorted(name) == letters)
        return next(turned, "") or most_alike(word, NAMES, own)


NAMES = by_length(name for name in (*FUNCTION_SPELLINGS, *CONSTANT_SPELLINGS) if len(name) > 2)
"""Names that may be suggested, by their length."""

SETS = frozenset("ℂℕℚℝℤ∞∅")
"""Signs that are no letters of a name."""


def has_sign(word: str) -> bool:
    """Tell whether a letter that is a sign of its own stands in a word."""
    return _SIGN.search(word) is not None


def _spellings(name: str) -> Iterator[str]:
    """Give how a declared name may be written else: ``θ_1`` for ``theta_1``, ``x1`` for ``x_1``."""
    letters, *subscript = name.split("_", 1)
    if letters in GREEK_SIGNS:
        yield "_".join((GREEK_SIGNS[letters], *subscript))
    if subscript and subscript[0].isdecimal():
        yield letters + subscript[0]


def _in_any_case(spellings: Mapping[str, str], kind: str) -> dict[str, Piece]:
    return {spelling.lower(): (kind, name) for spelling, name in spellings.items() if len(spelling) > 1}


KNOWN_IN_ANY_CASE: Mapping[str, Piece] = MappingProxyType(
    _in_any_case(FUNCTION_SPELLINGS, "function")
    | {word: (sign, word) for word, sign in WORD_OPERATORS.items()}
    | _in_any_case(CONSTANT_SPELLINGS, "constant")
)
"""Words of two letters and more, in lower case, to what they are; where two tables have one, the last counts."""

KNOWN: Mapping[str, Piece] = MappingProxyType(
    {sign: ("variable", name) for name, sign in GREEK_SIGNS.items()}
    | {name: ("variable", name) for name in GREEK_SIGNS}
    | {spelling: ("function", name) for spelling, name in FUNCTION_SPELLINGS.items()}
    | {word: (sign, word) for word, sign in WORD_OPERATORS.items()}
    | {spelling: ("constant", name) for spelling, name in CONSTANT_SPELLINGS.items()}
)
"""Words as they are spelled in the tables, to what they are; where two tables have one, the last counts."""

LONGEST = max(len(word) for word in KNOWN)
"""Letters of the longest word that is known everywhere."""


OPEN = Vocabulary(open=True)
"""Any name is a variable: for keys and authors' texts of which no names are declared."""
