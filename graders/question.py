r"""The question: what a student sees of a variant.  It has no field for a key, so no key can leak.

Texts are Markdown with LaTeX between dollar signs.  ``{{ name }}`` stands for a value of the variant; what
stands between the braces is read in the one mathematical language, so ``{{ a - b }}`` is a value as well:

    $a = {{ a }}$     the value in LaTeX, vectors as columns:   $a = \begin{bmatrix} -1 \\ 4 \end{bmatrix}$
    for {{ a }}       the value as one types it:                for (-1, 4)
                      and words without their quotes:           for Ada

That is the whole template language: nothing in a text is ever executed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import lru_cache
from operator import is_
from typing import TYPE_CHECKING

from graders.errors import AuthorError, Problem, ResponseError, UndefinedError
from graders.stretches import IN_CODE, stretches
from graders.syntax import Vocabulary, parse, to_latex, to_text
from graders.syntax.names import FUNCTION_SPELLINGS
from graders.syntax.tree import (
    LEAVES,
    Constant,
    Listing,
    Matrix,
    Negative,
    Product,
    Quotient,
    Sum,
    Text,
    Variable,
    children,
    rebuilt,
    variables,
)
from graders.value.decimals import settled
from graders.value.exact import substituted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from fractions import Fraction

    from graders.exercise import Exercise
    from graders.stretches import Slot
    from graders.syntax.tree import Node
    from graders.variant import Variant

STEPS = "{{ steps }}"
"""Where the worked lines go in a solution's text."""


KEPT = 256
"""So many texts, and formulas in them, are kept as they were read: they are the same for every variant."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One box to fill in: the part's id, what is asked, what it is worth, and the form that is wanted."""

    part: str
    text: str
    points: Fraction
    form: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """What is shown of a variant: texts with their values filled in, and the boxes."""

    exercise: str
    title: str
    text: str
    asks: tuple[Ask, ...]


def pose(exercise: Exercise, variant: Variant) -> Question:
    """Fill a variant's values into an exercise's texts; an ``AuthorError`` names every place that cannot be.

    A name that is the key of a part is refused, so that a question never tells its own answer.
    """
    problems: list[Problem] = []
    texts = [exercise.question, *(part.ask for part in exercise.parts)]
    paths = ["question", *(f"parts[{place}].ask" for place in range(len(exercise.parts)))]
    values, keys = _values_for(texts, exercise, variant), _keys(exercise)
    filled = [
        _filled(text, values, problems, hidden=keys, file=exercise.id, path=path)
        for text, path in zip(texts, paths, strict=True)
    ]
    if problems:
        raise AuthorError(tuple(problems))
    asks = zip(exercise.parts, filled[1:], strict=True)
    boxes = tuple(Ask(part.id, text, part.points, part.form) for part, text in asks)
    return Question(exercise.id, exercise.title, filled[0], boxes)


def _values_for(texts: list[str], exercise: Exercise, variant: Variant) -> Mapping[str, Node]:
    """Give the parameters, and of what is derived from them only what a text asks for."""
    given = {**letters_of(exercise), **dict(variant.values)}
    asked = frozenset[str]().union(*map(_asked, texts))
    return given if asked <= given.keys() | FUNCTION_SPELLINGS.keys() else {**given, **dict(variant.needed(asked))}


@lru_cache(KEPT)
def _asked(text: str) -> frozenset[str]:
    """Name the words between the braces of a text."""
    return frozenset(word for found in IN_CODE.finditer(text) for word in WORD.findall(found["value"]))


def values_in(exercise: Exercise, variant: Variant) -> Mapping[str, Node]:
    """Give what every name in an exercise's texts stands for; a letter that stays a letter stands for itself."""
    return {**letters_of(exercise), **variant.environment}


def letters_of(exercise: Exercise) -> Mapping[str, Node]:
    """Give the letters that stay letters, each for itself."""
    return {name: Variable(name) for name in exercise.variables}


@lru_cache(KEPT)
def _keys(exercise: Exercise) -> frozenset[str]:
    keys = {part.key.name for part in exercise.parts if isinstance(part.key, Variable)}
    return frozenset(keys - {parameter.name for parameter in exercise.given})


def fill(text: str, values: Mapping[str, Node], steps: str | None = None, *, file: str = "", path: str = "") -> str:
    r"""Replace every ``{{ name }}`` by its value: LaTeX between dollar signs, typed text elsewhere.

    ``steps``, where given, stands for ``{{ steps }}``; ``STEPS`` leaves the place open.  ``file`` and
    ``path`` say in an ``AuthorError`` where the text stands; its problems are raised all at once.

    >>> fill("Is {{ x }} the root, $\\sqrt{ {{ x^2 }} }$?", {"x": parse("3")})
    'Is 3 the root, $\\sqrt{ 9 }$?'
    """
    problems: list[Problem] = []
    filled = _filled(text, values, problems, steps=steps, file=file, path=path)
    if problems:
        raise AuthorError(tuple(problems))
    return filled


def _filled(  # noqa: PLR0913 - a text, what goes into it, and where it stands
    text: str,
    values: Mapping[str, Node],
    problems: list[Problem],
    *,
    steps: str | None = None,
    hidden: frozenset[str] = frozenset(),
    file: str,
    path: str,
) -> str:
    """Fill a text and add what is wrong with it to the problems."""
    filling = Filling(text, values, steps, hidden)
    filled = "".join(filling.pieces())
    problems.extend(replace(problem, file=file, path=path) for problem in filling.problems)
    return filled


WORD = re.compile(r"[^\W\d]\w*")
MARKDOWN_SIGNS = re.compile(r"([\\`*_\[\]<>$&~|#])")


class Filling:
    """A text as it is filled with values."""

    def __init__(self, text: str, values: Mapping[str, Node], steps: str | None, hidden: frozenset[str]) -> None:
        """Begin with nothing wrong; what is hidden must not be shown."""
        self.text = text
        self.values = values
        self.steps = steps
        self.hidden = hidden
        self.problems: list[Problem] = []

    def pieces(self) -> Iterator[str]:
        """Yield the filled text piece by piece; what cannot be filled is left out and added to the problems."""
        for stretch in stretches(self.text):
            for fault in stretch.faults:
                self.problem(*fault)
            yield stretch.words
            if stretch.slot is not None:
                yield self.shown(stretch.slot)

    def shown(self, slot: Slot) -> str:
        """Write a value as its place wants it."""
        if slot.medium == "code":
            return self.typed(slot.inside, slot.place)
        if slot.inside == "steps" and self.steps is not None:
            return self.steps
        if slot.medium == "prose":
            return MARKDOWN_SIGNS.sub(r"\\\1", self.typed(slot.inside, slot.place))
        node = self.value(slot.inside, slot.place)
        if node is None:
            return ""
        shown = columns(node)
        latex = to_latex(shown)
        if is_misread(node, slot):
            return rf"\left({latex}\right)"
        return f"{{{latex}}}" if slot.carries and isinstance(shown, Matrix) else latex

    def typed(self, inside: str, place: int) -> str:
        """Write a value as one types it."""
        node = self.value(inside, place)
        if isinstance(node, Text):
            return node.value
        return "" if node is None else to_text(node)

    def value(self, inside: str, place: int) -> Node | None:
        """Find or compute a value; ``None`` where there is none, which is a problem."""
        if inside in self.values and inside not in self.hidden:
            return self.values[inside]
        try:
            node = _read(inside, frozenset(self.values))
        except ResponseError as error:
            self.problem(place, f"{{{{ {inside} }}}} cannot be read", str(error))
            return None
        alone = inside.isidentifier() and not isinstance(node, Constant)
        for name in [inside] if alone else sorted(variables(node)):
            if name in self.hidden:
                self.problem(place, f"{name} is a key, which a question never shows", "show what it is computed from")
                return None
            if name not in self.values:
                self.problem(place, f"{name} has no value here", self.remedy(name))
                return None
        try:
            return settled(substituted(node, self.values))
        except UndefinedError as error:
            self.problem(place, f"{{{{ {inside} }}}} has no value", str(error))
            return None

    def remedy(self, name: str) -> str:
        """Suggest the name that was probably meant."""
        near = get_close_matches(name, self.values, n=1)
        return f"did you mean {near[0]}?" if near else f"there are: {', '.join(self.values) or 'none'}"

    def problem(self, place: int, message: str, remedy: str) -> None:
        """Note something to mend, with its line and column in the text."""
        line = self.text.count("\n", 0, place) + 1
        column = place - self.text.rfind("\n", 0, place)
        self.problems.append(Problem(message, line=line, column=column, remedy=remedy))


@lru_cache(KEPT)
def _read(inside: str, names: frozenset[str]) -> Node:
    return parse(inside, Vocabulary(names, open=True))


def is_misread(node: Node, slot: Slot) -> bool:
    """Tell whether a value needs brackets beside the operator that the author wrote next to it."""
    if isinstance(node, (Negative, Sum)) and slot.follows:
        return True
    return isinstance(node, (Negative, Sum, Product, Quotient)) and slot.raised


def columns(node: Node) -> Node:
    """Set every vector in round brackets as a column, as lectures write it."""
    if type(node) in LEAVES:
        return node
    below = children(node)
    parts = tuple(map(columns, below))
    if isinstance(node, Listing) and (node.opening, node.closing) == ("(", ")"):
        return Matrix(tuple((part,) for part in parts))
    return node if all(map(is_, parts, below)) else rebuilt(node, parts)
