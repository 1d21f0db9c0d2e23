"""Texts that nobody would type, by the million: ``python -m tests.syntax.fuzz 1000000 7`` for a million of seed 7.

A text is cut from what the tables hold, from signs, and from all of Unicode, and is changed where it likes.  Reading it
ends, gives a tree or a ``ResponseError``, and the tree that is shown is read as the same: in plain notation always, in
LaTeX every third time.
"""

from __future__ import annotations

import signal
import sys
from random import Random
from typing import TYPE_CHECKING, NoReturn

from graders.errors import ResponseError
from graders.syntax import OPEN, Vocabulary, parse, to_latex, to_mathml, to_text
from graders.syntax.names import CONSTANT_SPELLINGS, FUNCTION_SPELLINGS, GREEK_SIGNS, WORD_OPERATORS
from tests.syntax.latex_page import refusals, sections
from tests.syntax.tables import READINGS, REFUSALS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

    from graders.syntax.parser import Notation
    from graders.syntax.tree import Node

MOST_LETTERS = 80

VOCABULARIES = (
    OPEN,
    Vocabulary(),
    Vocabulary(frozenset({"x", "y", "n", "a_1", "theta"})),
    Vocabulary(frozenset({"e", "i", "A", "x"}), decimal_comma=True),
)

SEEDS = (
    *(row.typed for row in READINGS),
    *(row.typed for section in sections() for row in section.rows),
    *(row.typed for row in (*REFUSALS, *refusals()) if len(row.typed) < MOST_LETTERS),
)

WORDS = (*FUNCTION_SPELLINGS, *CONSTANT_SPELLINGS, *WORD_OPERATORS, *GREEK_SIGNS)

SIGNS = (
    *"0123456789xyneiAθπ½²√∛∜()[]{}⟨⟩<>|‖⌊⌋⌈⌉,;+-−±∓*×·/÷:^!%°'=≠≥~≈∈∉⊂∪∩\\…→⇒_₁\"$&#@?. \t\u00a0",
    *("⁻¹", "ⁿ⁺¹", "ᵀ", "³√", "**", "!!", "!=", "<=", "..", "x_1", "_2", "_{12}", "3.5", ".5", "5.", "1e3", "e+", "^T"),
    *(
        "10 000",
        "1 1/2",
        "d = ",
        "cos(a, b) = ",
        "no solution",
        "𝑥",
        "４",
        "ｘ",
        "é",
        "ж",
        "中",
        "\u20d7",
        "\U0001f600",
    ),
    *("\x00", "\ud7ff", r"\frac{", r"\sqrt", r"\left(", r"\right)", r"\cdot", r"\le", r"\in", r"\text{", "\\\\"),
    *(r"\begin{", r"\end{", r"\alpha", r"\mathbb{R}", r"\sum_{", r"\pm"),
)

MOST_SECONDS = 2


def texts(random: Random) -> Iterator[str]:
    """Yield texts without end."""
    while True:
        kind = random.random()
        if kind < 0.15:
            yield "".join(chr(_code_point(random)) for _ in range(random.randrange(1, 14)))
        elif kind < 0.5:
            yield "".join(_sign(random) for _ in range(random.randrange(1, 10)))
        else:
            yield _slipped(random.choice(SEEDS), random)


def _code_point(random: Random) -> int:
    return random.choice((random.randrange(32, 127), random.randrange(0xA0, 0x3000), random.randrange(0xE000, 0x20000)))


def _sign(random: Random) -> str:
    return random.choice(WORDS) if random.random() < 0.1 else random.choice(SIGNS)


def _slipped(text: str, random: Random) -> str:
    """Change a text in up to three places: signs put in, left out, brackets set, a piece of another text."""
    for _ in range(random.randrange(1, 4)):
        start = random.randrange(len(text) + 1)
        end = min(len(text), start + random.randrange(3))
        other = random.choice(SEEDS)
        put = random.choice((_sign(random), "", f"({text[start:end]})", other[random.randrange(len(other) + 1) :]))
        text = text[:start] + put + text[end:]
    return text


def fault(text: str, vocabulary: Vocabulary, *, latex: bool = True) -> str:
    """Say what is wrong about how a text is read, or nothing."""
    try:
        tree = parse(text, vocabulary)
    except ResponseError as error:
        inside = 0 <= error.span.start <= error.span.end <= len(text)
        return "" if inside and str(error) in error.pointed() else "the place is outside the text"
    wrong = _otherwise(to_text(tree), "plain", tree, vocabulary)
    if wrong or not latex:
        return wrong
    to_mathml(tree)
    return _otherwise(to_latex(tree), "latex", tree, vocabulary)


def _otherwise(shown: str, notation: Notation, tree: Node, vocabulary: Vocabulary) -> str:
    """Say how a tree that is shown is read, where that is not as itself."""
    try:
        again = parse(shown, vocabulary, notation)
    except ResponseError as error:
        return f"shown as {shown!r}, which cannot be read: {error}"
    return "" if again == tree else f"shown as {shown!r}, which is read otherwise"


def _too_slow(signum: int, frame: FrameType | None) -> NoReturn:
    del signum, frame
    raise TimeoutError


def main(count: int, seed: int) -> None:
    """Try so many texts; say which are faulty, and stop at the first that crashes or hangs."""
    signal.signal(signal.SIGALRM, _too_slow)
    random = Random(seed)  # noqa: S311 - no secret
    faulty = 0
    for tried, text in enumerate(texts(random), 1):
        vocabulary = random.choice(VOCABULARIES)
        signal.alarm(MOST_SECONDS)
        try:
            wrong = fault(text, vocabulary, latex=tried % 3 == 0)
        except:
            _say(f"crashes: {text!r} {vocabulary}")
            raise
        if wrong:
            faulty += 1
            _say(f"{text!r} {vocabulary}: {wrong}")
        if tried % 100_000 == 0 or tried == count:
            _say(f"{tried} texts, {faulty} faulty")
        if tried == count:
            return


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
