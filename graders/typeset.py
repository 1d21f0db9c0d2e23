r"""LaTeX that authors write in prose, to MathML and to plain text: ``\frac{1}{2}`` to ``<mfrac>`` and ``1/2``.

latex2mathml reads the LaTeX.  What it makes is rebuilt from a list of elements and attributes, in the way
of MathML Core: no styles and no links, bold letters as the letters of mathematics that Unicode has, fences
as fences.  Values and responses never come this way: they are trees, and ``syntax`` sets them.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from html import escape, unescape
from types import MappingProxyType
from typing import TYPE_CHECKING
from xml.etree.ElementTree import fromstring

from latex2mathml import exceptions
from latex2mathml.converter import Converter

from graders.errors import AuthorError, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from xml.etree.ElementTree import Element

UNREADABLE = (
    exceptions.NumeratorNotFoundError,
    exceptions.DenominatorNotFoundError,
    exceptions.ExtraLeftOrMissingRightError,
    exceptions.MissingSuperScriptOrSubscriptError,
    exceptions.DoubleSubscriptsError,
    exceptions.DoubleSuperscriptsError,
    exceptions.NoAvailableTokensError,
    exceptions.InvalidStyleForGenfracError,
    exceptions.MissingEndError,
    exceptions.InvalidAlignmentError,
    exceptions.InvalidWidthError,
    exceptions.LimitsMustFollowMathOperatorError,
    StopIteration,
    ValueError,
    IndexError,
    KeyError,
    TypeError,
    RecursionError,
)
"""What latex2mathml raises on LaTeX that it cannot read; the last six are slips of its own on broken input."""


def latex_to_mathml(latex: str, *, display: bool = False) -> str:
    """Set LaTeX as a ``<math>`` element, with its source as the text for readers that show no MathML."""
    kind = ' display="block"' if display else ""
    return f'<math{kind} alttext="{escape(latex.strip())}">{_row(latex)}</math>'


NUMBER = re.compile(r"\d+(?:\.\d+)?")

NUL = "\0"
"""Stands for a number in the form of a formula; it cannot be typed."""

FORMS = 1024
"""So many formulas are remembered whatever the numbers in them: the variants of an exercise differ in these alone."""


def _row(latex: str) -> str:
    """Set a formula like one with other numbers that was set before, where only its numbers are other ones."""
    numbers = NUMBER.findall(latex)
    form = _form(NUMBER.sub(NUL, latex), tuple(map(_shape, numbers))) if numbers and NUL not in latex else None
    return Rebuilt().content(read(latex)) if form is None else form.filled(numbers)


def _shape(number: str) -> tuple[int, int]:
    """Count the digits before and behind the point.

    >>> _shape("12"), _shape("0.50")
    ((2, 0), (1, 2))
    """
    whole, _, rest = number.partition(".")
    return len(whole), len(rest)


@dataclass(frozen=True, slots=True)
class _Form:
    """A formula that was set, in pieces; between two of them stands a number, of which ``order`` says which."""

    pieces: tuple[str, ...]
    order: tuple[int, ...]

    def filled(self, numbers: Sequence[str]) -> str:
        """Put the numbers in."""
        between = (
            f"<mn>{numbers[place]}</mn>{piece}" for place, piece in zip(self.order, self.pieces[1:], strict=True)
        )
        return self.pieces[0] + "".join(between)


@lru_cache(FORMS)
def _form(form: str, shapes: tuple[tuple[int, int], ...]) -> _Form | None:
    r"""Set a formula twice with numbers of these shapes; ``None`` where it depends on more than where they stand.

    So does ``\frac12``, whose number is two, a number in words, and a length.
    """
    pairs = (_counted(shapes, 1), _counted(shapes, -1))
    found = [None if numbers is None else _formed(form, numbers) for numbers in pairs]
    return found[0] if found[0] == found[1] else None


def _counted(shapes: tuple[tuple[int, int], ...], step: int) -> tuple[str, ...] | None:
    """Give different numbers of these shapes, from the least up or from the greatest down; ``None`` for too many.

    >>> _counted(((1, 0), (2, 0), (1, 1), (2, 0)), 1), _counted(((1, 0), (2, 0), (1, 1), (2, 0)), -1)
    (('1', '10', '1.0', '11'), ('9', '99', '9.9', '98'))
    """
    used, found = Counter[tuple[int, int]](), list[str]()
    for whole, rest in shapes:
        least, end = 10 ** (whole + rest - 1), 10 ** (whole + rest)
        digits = str((least if step > 0 else end - 1) + step * used[whole, rest])
        if used[whole, rest] >= end - least:
            return None
        used[whole, rest] += 1
        found.append(f"{digits[:whole]}.{digits[whole:]}" if rest else digits)
    return tuple(found)


def _formed(form: str, numbers: tuple[str, ...]) -> _Form | None:
    parts = form.split(NUL)
    latex = parts[0] + "".join(number + part for number, part in zip(numbers, parts[1:], strict=True))
    try:
        pieces = MN.split(Rebuilt().content(read(latex)))
    except AuthorError:
        return None
    written = pieces[1::2]
    order = tuple(numbers.index(number) for number in written if number in numbers)
    return _Form(tuple(pieces[::2]), order) if sorted(written) == sorted(numbers) else None


MN = re.compile("<mn>([^<]*)</mn>")


def latex_to_text(latex: str) -> str:
    r"""Write LaTeX on one line as one would in a letter.

    >>> latex_to_text(r"\|\boldsymbol a\|_2 = \sqrt{x^2 + 1} \cdot \frac{1}{2}")
    '‖a‖_2 = √(x² + 1) · 1/2'
    """
    return " ".join(spoken(read(latex)).split())


def mathml_to_text(mathml: str) -> str:
    """Write MathML of ours on one line; unlike LaTeX, there is none that cannot be.

    >>> mathml_to_text("<math><mn>4</mn><mo>&#x2062;</mo><msqrt><mn>3</mn></msqrt></math>")
    '4√3'
    """
    return " ".join(spoken(fromstring(mathml)).split())  # noqa: S314 - not what a student wrote, but what we wrote of it


def read(latex: str) -> Element:
    """Read LaTeX to the tree that latex2mathml makes of it, or say what is wrong with it."""
    try:
        tree = Converter().convert_to_element(latex.replace("{aligned}", "{align*}"))
    except UNREADABLE as error:
        raise _problem(
            latex, "cannot be set", f"something does not close or breaks off ({type(error).__name__})"
        ) from error
    braces = BRACES.findall(latex)
    if braces.count("{") != braces.count("}"):
        raise _problem(latex, "cannot be set", f"{braces.count('{')} braces are opened, {braces.count('}')} closed")
    for element in tree.iter():
        if len(element) != ARITY.get(element.tag, len(element)):
            raise _problem(latex, "cannot be set", "a fraction, root or index lacks a part")
        if element.text is not None:
            element.text = unescape(element.text)
        if element.tag == "mi" and element.text is not None and element.text.startswith("\\"):
            raise _problem(latex, f"has the unknown command {element.text}", "is it misspelled?")
    return tree


BRACES = re.compile(r"(?<!\\)(?:\\\\)*([{}])")
ARITY: Mapping[str, int] = MappingProxyType(
    {"mfrac": 2, "mroot": 2, "msup": 2, "msub": 2, "munder": 2, "mover": 2, "msubsup": 3, "munderover": 3}
)


def _problem(latex: str, wrong: str, remedy: str) -> AuthorError:
    return AuthorError((Problem(f"the LaTeX ${latex}$ {wrong}", remedy=remedy),))


ELEMENTS = frozenset(
    (
        *("mrow", "mi", "mn", "mo", "ms", "mtext", "mspace", "mfrac", "msqrt", "mroot", "mtable", "mtr", "mtd"),
        *("msub", "msup", "msubsup", "munder", "mover", "munderover", "mmultiscripts", "mprescripts", "none"),
        *("mpadded", "mphantom", "mstyle", "menclose"),
    )
)
ATTRIBUTES = frozenset(
    (
        *("stretchy", "fence", "form", "lspace", "rspace", "minsize", "maxsize", "accent", "largeop", "movablelimits"),
        *("width", "height", "depth", "linethickness", "columnalign", "displaystyle", "scriptlevel", "notation"),
    )
)
HIGH = frozenset(("mfrac", "msqrt", "mroot", "mtable", "munder", "mover", "munderover"))
"""What is higher than a line."""

SIGNS, ENDING = frozenset("+−-±∓"), frozenset(")]}⟩⌉⌋|‖!⊤'′")
"""Signs of numbers, and operators behind which there is none: a plus there adds."""

OPENING, CLOSING, BARS = frozenset("⟨⌈⌊"), frozenset("⟩⌉⌋"), frozenset("|‖")


class Rebuilt:
    """Writes a tree of latex2mathml from what is known to be safe and to be shown by every browser."""

    def content(self, element: Element) -> str:
        """Write what is inside an element."""
        inside, before = escape(element.text or "", quote=False), None
        grows = any(each.tag in HIGH for each in element.iter())
        for child in element:
            inside += self.element(child, {**_as_sign(child, before), **({} if grows else _as_fence(child))})
            before = child
        return inside

    def element(self, element: Element, changed: Mapping[str, str] = MappingProxyType({})) -> str:
        """Write one element, with some of its attributes changed."""
        tag = element.tag if element.tag in ELEMENTS else "mrow"
        attributes = {name: value for name, value in (element.attrib | dict(changed)).items() if name in ATTRIBUTES}
        text = element.text or ""
        if tag in ("mi", "mn"):
            tag, attributes, text = lettered(tag, attributes, text, element.get("mathvariant", ""))
        if tag == "mo" and text in BARS and attributes.get("stretchy") != "true":
            attributes |= {"stretchy": "false", "lspace": "0", "rspace": "0"}
        inside = escape(text, quote=False) if text else self.content(element)
        written = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
        return f"<{tag}{written}>{inside}</{tag}>"


def _as_sign(element: Element, before: Element | None) -> Mapping[str, str]:
    """Tell that a plus or minus is a sign: behind a bracket or an operator it stands close to its number."""
    follows = (
        before is not None and before.tag == "mo" and before.get("form") != "postfix" and before.text not in ENDING
    )
    return {"form": "prefix"} if follows and element.tag == "mo" and element.text in SIGNS else {}


def _as_fence(element: Element) -> Mapping[str, str]:
    """Keep a bracket as high as a line: browsers set stretched ones farther apart."""
    return {"stretchy": "false"} if element.tag == "mo" and element.get("fence") == "true" else {}


def lettered(tag: str, attributes: dict[str, str], text: str, variant: str) -> tuple[str, dict[str, str], str]:
    """Give a letter its own sign in place of a font, and a bracket that came as a letter its place among operators."""
    if text in OPENING or text in CLOSING:
        form = "prefix" if text in OPENING else "postfix"
        return "mo", {"form": form, "stretchy": "false"}, text
    if variant == "normal":
        return tag, {**attributes, "mathvariant": "normal"}, text
    if variant in ("", "italic"):
        return tag, attributes, text
    return tag, attributes, "".join(in_font(sign, variant) for sign in text)


def in_font(sign: str, variant: str) -> str:
    """Find the mathematical letter of Unicode in a font: bold italic ``a`` is ``𝒂``; else the sign itself."""
    match unicodedata.name(sign, "").split():
        case ["LATIN" | "GREEK", ("SMALL" | "CAPITAL") as case, "LETTER", letter]:
            plain = f"{case} {letter}"
        case ["DIGIT", digit]:
            plain = f"DIGIT {digit}"
        case _:
            return sign
    try:
        return unicodedata.lookup(f"MATHEMATICAL {variant.replace('-', ' ').upper()} {plain}")
    except KeyError:
        return sign


UNSEEN = str.maketrans("", "", "\u2061\u2062")
"""The signs by which MathML applies functions and multiplies."""

RAISED = str.maketrans("0123456789+-−n⊤", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿᵀ")
RAISABLE = frozenset(map(chr, RAISED))
SPACED = frozenset("+−-=≠<>≤≥≈∈∉⊂⊆∪∩∧∨⇒⇔→↦×·⋅≔")


def spoken(element: Element) -> str:
    """Write an element of MathML in one line of plain text."""
    parts = [spoken(child) for child in element]
    match element.tag, parts:
        case "mfrac", [above, below]:
            return f"{_held(above)}/{_held(below)}"
        case "msqrt", _:
            return f"√{_held(''.join(parts))}"
        case "mroot", [inside, index]:
            return f"root({inside}, {index})"
        case "msup", [base, index]:
            return f"{_held(base)}{_raised(index)}"
        case (("msub" | "munder"), [base, index]):
            return f"{base}_{_held(index)}"
        case (("msubsup" | "munderover"), [base, below, above]):
            return f"{base}_{_held(below)}{_raised(above)}"
        case "mtable", _:
            return _table(element)
        case "mspace", _:
            return " "
        case _:
            return _sign(element) + "".join(_with_room(element, parts))


def _table(element: Element) -> str:
    """Write a column vector as a list, a matrix row by row, and aligned equations one after the other."""
    aligned = element.get("displaystyle") == "true"
    rows = [(" " if aligned else ", ").join(spoken(cell) for cell in row) for row in element]
    return ("; " if aligned or any(len(row) > 1 for row in element) else ", ").join(rows)


def _sign(element: Element) -> str:
    text = (element.text or "").replace("⋅", "·").translate(UNSEEN)
    return f"{text} " if element.tag == "mo" and text == "," else text


def _with_room(row: Element, parts: list[str]) -> list[str]:
    """Put spaces around the operators that stand between two operands."""
    spaced, ready = [], False
    for child, part in zip(row, parts, strict=True):
        operator = child.tag == "mo" and part in SPACED
        shown = part.replace("−", "-")
        spaced.append(f" {shown} " if operator and (ready or part not in "+−-") else shown)
        ready = bool(part.strip()) and not operator and part not in ("(", "[", "{", "⟨", ", ")
    return spaced


def _held(text: str) -> str:
    """Put brackets around what would fall apart beside an operator."""
    bracketed = text.startswith("(") and text.find(")") == len(text) - 1
    simple = len(text) == 1 or text.strip("√").replace(".", "").isalnum()
    return text if bracketed or simple else f"({text})"


def _raised(text: str) -> str:
    signs = text.replace(" ", "")
    return signs.translate(RAISED) if signs and RAISABLE.issuperset(signs) else f"^{_held(text)}"
