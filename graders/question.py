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
from typing import TYPE_CHECKING

from graders.errors import AuthorError, Problem, ResponseError, UndefinedError
from graders.syntax import Vocabulary, parse, to_latex, to_text
from graders.syntax.names import FUNCTION_SPELLINGS
from graders.syntax.tree import (
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
    from graders.syntax.tree import Node
    from graders.variant import Variant

STEPS = "{{ steps }}"
"""Where the worked lines go in a solution's text."""


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
    asked = {word for text in texts for found in IN_CODE.finditer(text) for word in WORD.findall(found["value"])}
    return given if asked <= given.keys() | FUNCTION_SPELLINGS.keys() else {**given, **dict(variant.needed(asked))}


def values_in(exercise: Exercise, variant: Variant) -> Mapping[str, Node]:
    """Give what every name in an exercise's texts stands for; a letter that stays a letter stands for itself."""
    return {**letters_of(exercise), **variant.environment}


def letters_of(exercise: Exercise) -> Mapping[str, Node]:
    """Give the letters that stay letters, each for itself."""
    return {name: Variable(name) for name in exercise.variables}


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


VALUE = r"\{\{\s*(?P<value>[^{}]*?)\s*\}\}"
FOREIGN = r"(?P<foreign>\{\{(?!\{)|\{%)"
IN_PROSE = re.compile(
    rf"\\. | (?P<code>(?<!`)(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`)) | (?P<dollars>\$\$?) | {VALUE} | {FOREIGN}",
    re.VERBOSE | re.DOTALL,
)
IN_MATHEMATICS = re.compile(
    rf"\\. | (?P<dollars>\$\$?) | (?P<gap>\n[ \t]*\n) | {VALUE} | {FOREIGN}", re.VERBOSE | re.DOTALL
)
IN_CODE = re.compile(VALUE)
WORD = re.compile(r"[^\W\d]\w*")
MARKDOWN_SIGNS = re.compile(r"([\\`*_\[\]<>$&~|#])")
OPERATORS = ("+", "-", "*", "/", "^", "·", "−", r"\cdot", r"\times", r"\pm")


class Filling:
    """One pass over a text, which knows at each place whether it stands in prose or in mathematics."""

    def __init__(self, text: str, values: Mapping[str, Node], steps: str | None, hidden: frozenset[str]) -> None:
        """Start in prose; what is hidden must not be shown."""
        self.text = text
        self.values = values
        self.steps = steps
        self.hidden = hidden
        self.problems: list[Problem] = []
        self.opened = ""
        self.opened_at = 0

    def pieces(self) -> Iterator[str]:
        """Yield the filled text piece by piece; what cannot be filled is left out and added to the problems."""
        done = 0
        while found := (IN_MATHEMATICS if self.opened else IN_PROSE).search(self.text, done):
            yield self.between(done, found.start())
            yield self.piece(found)
            done = found.end()
        yield self.between(done, len(self.text))
        self.close()

    def between(self, start: int, end: int) -> str:
        """Copy a stretch; mathematics is put on one line, where Markdown takes no ``- b`` for an item of a list."""
        stretch = self.text[start:end]
        return stretch.replace("\n", " ") if self.opened else stretch

    def piece(self, found: re.Match[str]) -> str:
        """Give what one significant stretch of the text becomes."""
        groups = found.groupdict()
        if groups["value"] is not None:
            return self.shown(found)
        if groups.get("code"):
            return IN_CODE.sub(lambda inner: self.typed(inner["value"], found.start() + inner.start()), found[0])
        if groups["dollars"]:
            self.toggle(groups["dollars"], found.start())
        if groups.get("gap"):
            self.close()
        if groups["foreign"] == "{{":
            self.problem(found.start(), "{{ without its }}", "close it, or put a space between two braces of LaTeX")
        elif groups["foreign"]:
            self.problem(found.start(), f"{groups['foreign']} has no meaning here", "only {{ name }} is filled in")
        return found[0]

    def toggle(self, dollars: str, place: int) -> None:
        """Enter mathematics or leave it."""
        if self.opened and dollars != self.opened:
            self.problem(place, f"{dollars} where {self.opened} is open", f"close it with {self.opened}")
        if self.opened and not self.text[self.opened_at : place].strip("$ \n"):
            self.problem(self.opened_at, "no mathematics between dollar signs", r"write \$ for a dollar sign")
        self.opened, self.opened_at = ("", 0) if self.opened else (dollars, place)

    def close(self) -> None:
        """Leave mathematics at the end of a paragraph or text, where it ought to be closed."""
        if self.opened:
            self.problem(self.opened_at, f"{self.opened} is never closed", r"write \$ for a dollar sign")
        self.opened = ""

    def shown(self, found: re.Match[str]) -> str:
        """Write a value as its place wants it."""
        inside, place = found["value"], found.start()
        if inside == "steps" and self.steps is not None:
            return self.steps
        if not self.opened:
            return MARKDOWN_SIGNS.sub(r"\\\1", self.typed(inside, place))
        node = self.value(inside, place)
        if node is None:
            return ""
        latex = to_latex(columns(node))
        return rf"\left({latex}\right)" if self.is_misread(node, found) else latex

    def typed(self, inside: str, place: int) -> str:
        """Write a value as one types it."""
        node = self.value(inside, place)
        if isinstance(node, Text):
            return node.value
        return "" if node is None else to_text(node)

    def is_misread(self, node: Node, found: re.Match[str]) -> bool:
        """Tell whether a value needs brackets beside the operator that the author wrote next to it."""
        before, after = self.text[: found.start()].rstrip(), self.text[found.end() :].lstrip()
        if isinstance(node, (Negative, Sum)) and before.endswith(OPERATORS):
            return True
        return isinstance(node, (Negative, Sum, Product, Quotient)) and after.startswith("^")

    def value(self, inside: str, place: int) -> Node | None:
        """Find or compute a value; ``None`` where there is none, which is a problem."""
        if inside in self.values and inside not in self.hidden:
            return self.values[inside]
        try:
            node = parse(inside, Vocabulary(frozenset(self.values), open=True))
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


def columns(node: Node) -> Node:
    """Set every vector in round brackets as a column, as lectures write it."""
    parts = tuple(columns(child) for child in children(node))
    if isinstance(node, Listing) and (node.opening, node.closing) == ("(", ")"):
        return Matrix(tuple((part,) for part in parts))
    return rebuilt(node, parts)
