"""Which names a text may use: the exercise tells the parser, and words are split by it."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING, TypeAlias

from graders.syntax import limits
from graders.syntax.names import (
    CONSTANT_SPELLINGS,
    FUNCTION_SPELLINGS,
    FUNCTIONS,
    GREEK,
    GREEK_SIGNS,
    WORD_OPERATORS,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

Piece: TypeAlias = tuple[str, str]
"""A kind of token (``variable``, ``constant``, ``function`` or a word operator's) and its name."""

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

    def __post_init__(self) -> None:
        """Index the variables by every spelling of theirs."""
        own = {}
        for name in self.variables:
            own[name] = ("variable", name)
            letters, *subscript = name.split("_", 1)
            if letters in GREEK_SIGNS:
                own["_".join((GREEK_SIGNS[letters], *subscript))] = ("variable", name)
        object.__setattr__(self, "_own", own)

    def declares(self, name: str) -> bool:
        """Tell whether a name is declared as a variable."""
        return name in self._own

    def whole(self, word: str) -> Piece | None:
        """Give what a word is when it is not split, ``None`` where it is no known name.

        Variables come first, so that an exercise may have its own ``e``, ``i`` or ``tau``.
        """
        if word in self._own:
            return self._own[word]
        if word in CONSTANT_SPELLINGS:
            return ("constant", CONSTANT_SPELLINGS[word])
        if word == "E" and not self.open:
            return ("constant", "e")
        if word in WORD_OPERATORS:
            return (WORD_OPERATORS[word], word)
        return self._by_case(word)

    def _by_case(self, word: str) -> Piece | None:
        lower = word.lower()
        if lower in FUNCTION_SPELLINGS:
            return ("function", FUNCTION_SPELLINGS[lower])
        if word in GREEK:
            return ("variable", GREEK[word])
        if word in GREEK_SIGNS:
            return ("variable", word)
        if len(word) > 1 and lower in CONSTANT_SPELLINGS:
            return ("constant", CONSTANT_SPELLINGS[lower])
        if len(word) > 1 and lower in WORD_OPERATORS:
            return (WORD_OPERATORS[lower], word)
        return None

    def split(self, word: str) -> list[tuple[Piece, int]] | None:
        """Split a word into known names run together, each with its length; ``None`` where that fails.

        The longest name is tried first at every place: ``Barcsin`` is ``B`` and ``arcsin`` where ``B`` is
        a variable.  The time is quadratic in the word's length, which is bounded.
        """
        if len(word) > limits.WORD:
            return None
        ways: list[list[tuple[Piece, int]] | None] = [None] * len(word) + [[]]
        for start in range(len(word) - 1, -1, -1):
            for end in range(len(word), start, -1):
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
        if self.open and (len(word) > SHORT_WORD or not word.isalpha()):
            return [(("variable", word), len(word))]
        pieces = self.split(word)
        if pieces is not None:
            return pieces
        if len(word) == 1 or "_" in word:
            return [(("variable", word), len(word))]
        return None

    def nearest(self, word: str) -> str:
        """Suggest the known name that is most like an unknown one, or nothing."""
        names = _known_words(self._own)
        return next(iter(get_close_matches(word, names, n=1, cutoff=0.7)), "")


def _known_words(own: Iterable[str]) -> list[str]:
    return [*own, *FUNCTION_SPELLINGS, *(name for name in CONSTANT_SPELLINGS if len(name) > 1)]


OPEN = Vocabulary(open=True)
"""Any name is a variable: for keys and authors' texts of which no names are declared."""
