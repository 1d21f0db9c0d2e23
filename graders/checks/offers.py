r"""What a question offers to choose from: letters with words behind them, and which of them an answer in words means.

    (a) smaller, (b) larger than a right angle?
    - a) rises
    - b) falls

An answer is understood where it says the words of just one of them, or its mathematics.  Upper and lower case, white
space, quotation marks and full stops do not count; what is said after a comma may be left out.  The letter may stand
before the words, ``(a) smaller``, and then both must say the same.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from graders.checks.wording import plain_words
from graders.equivalence import Equal, decide
from graders.errors import ResponseError
from graders.syntax import Vocabulary, parse
from graders.syntax.tree import variables

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from graders.syntax.tree import Node

MARK = re.compile(r"(?:^|(?<=[\s:?.,;]))\((\w{1,3})\)[ \t\n]+|^[ \t]*(?:[-*+][ \t]+)?(\w{1,3})\)[ \t]+", re.MULTILINE)
"""A letter before what it stands for: ``(a)`` anywhere, ``a)`` and ``- a)`` where a line begins."""

END = re.compile(r"[?\n]")
"""Where the words of a choice end, if no other letter ends them before."""

LINKED = re.compile(r"[\s,;.:?!]*(?:[,;\s](?:or|oder|and|und))?[\s,;.:?!]*$")
"""What stands between one choice and the next."""

MARKUP = re.compile(r"\*\*|__|`|\*")
"""Signs of Markdown that only emphasise."""

FORMULA = re.compile(r"\$([^$]+)\$")

OWN_LETTER = re.compile(r"^[(\[]?\s*(\w{1,3})\s*[)\].:]\s*(?=\S)")
"""A letter before the words of an answer."""

MATRICES = re.compile(r"[A-Z]|\\boldsymbol|\\mathbf|\\vec")
"""What may be no number, so that the order of factors matters."""


def offers(text: str, names: Collection[str] = ()) -> Mapping[str, str]:
    """Find what a text offers, by plain letters; nothing unless it offers just ``names``, each once.

    >>> dict(offers("Is it (a) smaller, (b) larger than a right angle?", "ab"))
    {'a': 'smaller', 'b': 'larger than a right angle'}
    """
    wanted = set(map(plain_words, names))
    marks = [mark for mark in MARK.finditer(text) if not wanted or plain_words(mark[1] or mark[2]) in wanted]
    letters = [plain_words(mark[1] or mark[2]) for mark in marks]
    if len(set(letters)) < len(letters) or (wanted and set(letters) != wanted):
        return MappingProxyType({})
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    words = (_words(text[mark.end() : end]) for mark, end in zip(marks, ends, strict=False))
    return MappingProxyType(dict(zip(letters, words, strict=False)))


def meant(response: str, offered: Mapping[str, str]) -> str | None:
    """Give the letter of what a response says in words; ``None`` where it says none of them, or two.

    >>> choices = offers("(a) $AB$ (b) $BA$ (c) none, as they do not fit")
    >>> meant("BA", choices), meant("(c) None.", choices), meant("(a) none", choices)
    ('b', 'c', None)
    """
    said = response.strip()
    own = OWN_LETTER.match(said)
    if own is not None and plain_words(own[1]) in offered:
        letter, said = plain_words(own[1]), said[own.end() :]
        return letter if _meant(said, offered) == letter else None
    return _meant(said, offered)


def _meant(said: str, offered: Mapping[str, str]) -> str | None:
    for is_said in (_says, _says_begun, _is_written, _is_equal):
        found = [letter for letter, words in offered.items() if words and is_said(said, words)]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _words(text: str) -> str:
    """Give the words of a choice without what links it to the next."""
    first = END.split(text.strip(), maxsplit=1)[0]
    return LINKED.sub("", MARKUP.sub("", first))


def _says(said: str, words: str) -> bool:
    return plain_words(said) == plain_words(FORMULA.sub(r"\1", words))


def _says_begun(said: str, words: str) -> bool:
    """Tell whether a response says what stands before a comma."""
    begun, comma, _ = words.partition(",")
    return bool(comma) and _says(said, begun)


def _is_written(said: str, words: str) -> bool:
    """Tell whether a response is written like a formula."""
    return any(formula == answer for formula, answer in _formulas(said, words))


def _is_equal(said: str, words: str) -> bool:
    """Tell whether a response is equal to a formula of numbers."""
    if MATRICES.search(words):
        return False
    return any(isinstance(decide(formula, answer), Equal) for formula, answer in _formulas(said, words))


def _formulas(said: str, words: str) -> Iterator[tuple[Node, Node]]:
    """Read a choice that is one formula, and a response with its letters."""
    formula = FORMULA.fullmatch(words)
    if formula is None:
        return
    try:
        tree = parse(formula[1], Vocabulary(open=True), "latex")
        yield tree, parse(said, Vocabulary(variables(tree)))
    except ResponseError:
        return
