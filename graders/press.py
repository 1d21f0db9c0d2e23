"""The press: what pages are printed with.  Templates, the words of a language, and how mathematics is set.

Templates run in a sandbox and may use what is named here and nothing else; an undefined name is an error.
Whatever they put into a page is escaped for its medium, unless it was set here.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from jinja2 import FunctionLoader, StrictUndefined
from markupsafe import Markup

from graders.errors import AuthorError
from graders.feedback import PROOFS, attempts_told, excerpt
from graders.gradebook import STANDINGS, decimal, standing
from graders.prose import Prose
from graders.question import STEPS, columns
from graders.sandbox import Sandbox
from graders.shelf import Shelf
from graders.shipped import shipped
from graders.syntax import parse, to_latex, to_mathml, to_text
from graders.syntax.tree import Variable
from graders.words import code, escaped, in_markdown, visible, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from jinja2 import Environment, Template

    from graders.gradebook import Row
    from graders.statistics.item import Item
    from graders.syntax.tree import Node
    from graders.verdict import Field, Message
    from graders.words import Words

KEPT = 1024
"""How many sentences and formulas are remembered as they were set: a class repeats most of them on every page."""

LONGEST = 2000
"""How many characters of a response a page shows."""


@dataclass(frozen=True, slots=True)
class Press:
    """What pages of one language are printed with; build it once and pass it on."""

    words: Words
    html: Environment
    markdown: Environment
    text: Environment
    latex: Environment

    def page(self, name: str, **content: object) -> str:
        """Print a page in what its name ends with: ``report.html``, ``report.md``, ``report.txt``, ``report.tex``."""
        if name.endswith(".html"):
            return self._template(name).render(content)
        return "".join(self.pieces(name, **content))

    def pieces(self, name: str, **content: object) -> Iterator[str]:
        """Print a page piece by piece: one that grows with a class need not be held as a whole."""
        printed = self._template(name).generate(content)
        return printed if name.endswith(".html") else _tidied(printed)

    def _template(self, name: str) -> Template:
        match name.rpartition(".")[2]:
            case "html":
                return self.html.get_template(f"html/{name}")
            case "txt":
                return self.text.get_template(f"text/{name}")
            case "tex":
                return self.latex.get_template(f"latex/{name}")
            case _:
                return self.markdown.get_template(f"markdown/{name}")


def press(lang: str = "en") -> Press:
    """Read the sentences and the templates of a language."""
    prose = Prose()
    return press_with(words(lang, prose.in_sentence), prose)


def press_with(sentences: Words, prose: Prose) -> Press:
    """Set up the templates with sentences that were read already."""
    return Press(
        sentences, _html(sentences, prose), _markdown(sentences), _text(sentences, prose), _latex(sentences, prose)
    )


def _html(sentences: Words, prose: Prose) -> Environment:
    """Everything is escaped for HTML unless it is ``Markup``."""

    @lru_cache(KEPT, typed=True)
    def say(key: str, **fields: Field) -> Markup:
        return Markup(sentences.say(key, "html", **fields))

    def told(message: Message) -> Markup:
        return Markup(sentences.render(message, "html"))

    def blocks(text: str, exercise: str) -> Markup:
        with placed(exercise):
            return Markup(prose.blocks(text))

    def remembered(printed: Callable[[Row], str]) -> Callable[[Row], str]:
        known: Shelf[str, str] = Shelf()

        def once(row: Row) -> str:
            line = known.get(row.student.id)
            if line is None:
                line = known[row.student.id] = str(printed(row))
            return Markup(line)

        return once

    def line(text: str, exercise: str) -> Markup:
        with placed(exercise):
            return Markup(prose.line(text))

    def mathematics(node: Node) -> Markup:
        return Markup(to_mathml(node))

    environment = _sandbox(
        autoescape=True,
    )

    @lru_cache(KEPT)
    def icon(standing: str, label: str = "") -> Markup:
        return Markup(environment.get_template("html/icons.html").module.icon(standing, label))  # type: ignore[attr-defined]

    own: dict[str, Callable[..., object]] = {"blocks": blocks, "line": line, "remembered": remembered, "icon": icon}
    _allow(environment, sentences, say, told, mathematics, **own)
    return environment


class Markdown(str):
    """A text that is Markdown already."""

    __slots__ = ()


def _markdown(sentences: Words) -> Environment:
    """Everything is escaped for Markdown unless it is ``Markdown``."""

    @lru_cache(KEPT, typed=True)
    def say(key: str, **fields: Field) -> Markdown:
        return Markdown(sentences.say(key, "markdown", **fields))

    def told(message: Message) -> Markdown:
        return Markdown(sentences.render(message, "markdown"))

    def mathematics(node: Node) -> Markdown:
        return Markdown(in_markdown(node))

    def finished(value: object) -> object:
        return value if isinstance(value, Markdown) else escaped(str(value), "markdown")

    environment = _sandbox(
        autoescape=False,
        finalize=finished,
    )
    _allow(
        environment,
        sentences,
        say,
        told,
        mathematics,
        blocks=Markdown,
        line=Markdown,
        cell=lambda text: Markdown(" ".join(text.split()).replace("|", r"\|")),
        typed=lambda text: Markdown(code(text, "markdown")),
        plain=lambda text: Markdown(visible(text)),
        blank=lambda text: Markdown(" " * len(visible(text))),
        address=lambda text: Markdown(quote(text)),
        latex=lambda node: Markdown(to_latex(columns(node))),
        latex_name=lambda name: Markdown(to_latex(Variable(name))),
    )
    return environment


class Plain(str):
    """A text of which nothing is hidden any more."""

    __slots__ = ()


def _text(sentences: Words, prose: Prose) -> Environment:
    """Everything that does not print is shown by its number unless it is ``Plain``."""

    def say(key: str, **fields: Field) -> Plain:
        return Plain(sentences.say(key, "text", **fields))

    def told(message: Message) -> Plain:
        return Plain(sentences.render(message, "text"))

    def finished(value: object) -> object:
        return value if isinstance(value, Plain) else visible(str(value))

    environment = _sandbox(
        autoescape=False,
        finalize=finished,
    )
    _allow(
        environment,
        sentences,
        say,
        told,
        lambda node: Plain(to_text(node)),
        blocks=lambda text: Plain(prose.plain(text)),
        line=lambda text: Plain(prose.in_sentence(text, "text")),
        underlined=lambda title, rule: Plain(f"{visible(title)}\n{rule * len(visible(title))}"),
    )
    return environment


class Latex(str):
    """A text that is LaTeX already."""

    __slots__ = ()


def _latex(sentences: Words, prose: Prose) -> Environment:
    """Everything is escaped for LaTeX unless it is ``Latex``; braces are LaTeX's own, so templates have other signs."""

    def say(key: str, **fields: Field) -> Latex:
        return Latex(sentences.say(key, "latex", **fields))

    def told(message: Message) -> Latex:
        return Latex(sentences.render(message, "latex"))

    def finished(value: object) -> object:
        return value if isinstance(value, Latex) else escaped(str(value), "latex")

    environment = _sandbox(
        block_start_string="<%",
        block_end_string="%>",
        variable_start_string="<<",
        variable_end_string=">>",
        comment_start_string="<#",
        comment_end_string="#>",
        autoescape=False,
        finalize=finished,
    )
    _allow(
        environment,
        sentences,
        say,
        told,
        lambda node: Latex(f"${to_latex(node)}$"),
        blocks=lambda text: Latex(prose.latex(text)),
        line=lambda text: Latex(prose.in_sentence(text, "latex")),
        typed=lambda text: Latex(code(text, "latex")),
        raw=Latex,
        latex=lambda node: Latex(to_latex(columns(node))),
        latex_name=lambda name: Latex(to_latex(Variable(name))),
    )
    return environment


def _sandbox(**options: Any) -> Sandbox:  # noqa: ANN401 - whatever Jinja's takes
    """Begin an environment; how it escapes, and what its signs are, differs from one medium to the other."""
    return Sandbox(
        loader=FunctionLoader(_template), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, **options
    )


def _allow(
    environment: Sandbox,
    sentences: Words,
    say: Callable[..., str],
    told: Callable[[Message], str],
    mathematics: Callable[[Node], str],
    **others: Callable[..., object],
) -> None:
    math = lru_cache(KEPT)(mathematics)
    environment.lend(
        lang=sentences.lang,
        say=say,
        told=told,
        math=math,
        column=lru_cache(KEPT)(lambda node: mathematics(columns(node))),
        named=lambda name: math(Variable(name)),
        read=lambda text: math(parse(text)),
        mixed=mixed,
        letter=letter,
        visible=visible,
        shortened=shortened,
        standing=standing,
        excerpt=excerpt,
        attempts_told=attempts_told,
        around_steps=around_steps,
        decimal=lambda number, places: decimal(number, places).replace(".", sentences.say("decimal.mark")),
        said=sentences.phrase,
        range=range,
        segments=segments,
        signed=lambda number: signed(number).replace(".", sentences.say("decimal.mark")),
        bars=bars,
        is_proof=lambda message: message.key in PROOFS,
        **others,
    )


@contextmanager
def placed(exercise: str) -> Iterator[None]:
    """Say in an author's error in whose text it is."""
    try:
        yield
    except AuthorError as error:
        raise AuthorError(tuple(replace(problem, file=exercise) for problem in error.problems)) from error


def _template(name: str) -> str | None:
    file = shipped("templates").joinpath(*name.split("/"))
    return file.read_text(encoding="utf-8") if file.is_file() else None


def _tidied(pieces: Iterable[str]) -> Iterator[str]:
    """Leave at most one empty line between paragraphs, and end with one line's end."""
    before, ends = "", 0
    for line in _lines(pieces):
        if line.strip() or before:
            before = line.rstrip() if not line.endswith("  ") else line.rstrip() + "  "
            if before:
                yield "\n" * ends + before
                ends = 0
            ends += 1
    yield "\n"


def _lines(pieces: Iterable[str]) -> Iterator[str]:
    """Put pieces together and cut them into lines."""
    begun: list[str] = []
    for piece in pieces:
        begun.append(piece)
        if "\n" in piece:
            whole, _, rest = "".join(begun).rpartition("\n")
            yield from f"{whole}\n".splitlines()
            begun = [rest]
    yield from "".join(begun).splitlines()


VULGAR: Mapping[Fraction, str] = MappingProxyType(
    {
        Fraction(1, 2): "½", Fraction(1, 3): "⅓", Fraction(2, 3): "⅔", Fraction(1, 4): "¼", Fraction(3, 4): "¾",
        Fraction(1, 5): "⅕", Fraction(2, 5): "⅖", Fraction(3, 5): "⅗", Fraction(4, 5): "⅘", Fraction(1, 6): "⅙",
        Fraction(5, 6): "⅚", Fraction(1, 8): "⅛", Fraction(3, 8): "⅜", Fraction(5, 8): "⅝", Fraction(7, 8): "⅞",
    }
)  # fmt: skip


def mixed(mark: Fraction) -> str:
    """Write a mark as one would by hand.

    >>> mixed(Fraction(15, 2)), mixed(Fraction(1, 2)), mixed(Fraction(10, 7)), mixed(Fraction(-3, 2))
    ('7½', '½', '1 3/7', '−1½')
    """
    if mark.denominator == 1 and mark.numerator >= 0:
        return str(mark.numerator)
    whole, part = divmod(abs(mark), 1)
    sign = "\N{MINUS SIGN}" if mark < 0 else ""
    if not part:
        return f"{sign}{whole}"
    if part in VULGAR:
        return f"{sign}{whole or ''}{VULGAR[part]}"
    return f"{sign}{whole} {part}" if whole else f"{sign}{part}"


def letter(number: int) -> str:
    """Count a, b, c, ..., z, aa, ab, ... from 1."""
    tens, ones = divmod(number - 1, 26)
    return (letter(tens) if tens else "") + chr(ord("a") + ones)


def signed(number: float) -> str:
    """Write a correlation to two places, with a minus sign that is one.

    >>> signed(0.5), signed(-0.049), signed(-0.001)
    ('0.50', '−0.05', '0.00')
    """
    written = f"{round(number, 2) + 0:.2f}"
    return written.replace("-", "\N{MINUS SIGN}")


def shortened(text: str, longest: int = LONGEST) -> str:
    """Cut a long text off; an ellipsis shows it.

    >>> shortened("√48", 2)
    '√4…'
    """
    return text if len(text) <= longest else text[:longest] + "…"


def around_steps(text: str) -> tuple[str, ...]:
    """Split a solution's text at the place of its worked lines."""
    return tuple(text.split(STEPS))


def segments(item: Item, width: int) -> tuple[tuple[str, int, float, float], ...]:
    """Cut a bar by how a class did on a box: standing, students, left edge and width of each piece there is."""
    cut, left = [], Fraction(0)
    for stands, count in zip(STANDINGS, item.counts, strict=True):
        if count:
            share = Fraction(count * width, item.students)
            cut.append((stands, count, round(float(left), 1), round(float(share), 1)))
            left += share
    return tuple(cut)


FULL = 5
"""The count from which a bar stands as high as there is room, so that a small class does not look like a large one."""


def bars(counts: tuple[int, ...], width: int, height: int) -> tuple[tuple[int, float, float, float], ...]:
    """Stand bars side by side on a line: the count, and the left edge, the width and the height of each."""
    step, unit = width / len(counts), height / max(*counts, FULL)
    return tuple(
        (count, round(place * step + 1, 1), round(step - 2, 1), round(count * unit, 1))
        for place, count in enumerate(counts)
    )
