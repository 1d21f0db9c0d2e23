"""Other ways to write a right answer: what every one of them says is as right as the key.

A way keeps the form where nothing but the order, the brackets or the notation changes; the others may be
refused for the form that a part asks for, and for nothing else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from graders.proofread.answers import decimal
from graders.proofread.leaves import each, everywhere, is_expression, one
from graders.syntax import to_latex
from graders.syntax.tree import (
    And,
    Call,
    Constant,
    Decimal,
    Integer,
    Listing,
    Matrix,
    Negative,
    Node,
    Not,
    Or,
    Power,
    Product,
    Quotient,
    Relation,
    SetOf,
    Sum,
    Text,
    occurs,
)
from graders.value.rationals import rational
from graders.value.surd import rational_tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from graders.exercise import Part

Rewrite: TypeAlias = "Callable[[Node], Node | None]"
Respell: TypeAlias = "Callable[[str], str]"
Written: TypeAlias = "Callable[[Node], str]"


@dataclass(frozen=True, slots=True)
class Way:
    """A way to write an answer: its name, what becomes of the tree or of the text, and whether all forms are kept.

    One without either is LaTeX, which may be ``typeset`` further.
    """

    name: str
    rewrite: Rewrite | None = None
    respell: Respell | None = None
    typeset: Respell = str
    keeps_form: bool = False


def rewritings(answer: Node, part: Part, written: Written, first: int = 0) -> Iterator[tuple[Way, str]]:
    """Write a right answer in every way that its check takes for the same, beginning with some way.

    Each is written otherwise than the answer and those before it.
    """
    ways = _ways(answer, part, written)
    text = written(answer)
    seen = {text}
    start = first % len(ways)
    for way in ways[start:] + ways[:start]:
        other = _rewritten(way, answer, text, written)
        if other is not None and other not in seen:
            seen.add(other)
            yield way, other


def _ways(answer: Node, part: Part, written: Written) -> tuple[Way, ...]:
    """Give the ways that may apply to an answer: words are spelled otherwise only where the whole answer is words."""
    ways = WAYS.get(part.check, VALUES)
    if not isinstance(answer, Text):
        ways = tuple(way for way in ways if way.respell is None) if occurs(Text, answer) else ways
        ways = ways if "notation" in dict(part.options) or "," in written(HALF) else (*ways, *IN_LATEX)
    return (*ways, *AROUND) if is_expression(answer) or part.check == "quantity" else ways


def _rewritten(way: Way, answer: Node, text: str, written: Written) -> str | None:
    if way.respell is not None:
        return way.respell(text)
    if way.rewrite is None:
        return way.typeset(to_latex(answer))
    changed = way.rewrite(answer)
    return None if changed is None else written(changed)


HALF = decimal(Fraction(1, 2), 1)
IN_LATEX = (
    Way("in LaTeX", keeps_form=True),
    Way("in LaTeX between dollar signs", typeset="${}$".format, keeps_form=True),
)
AROUND = (
    Way("in brackets", respell="({})".format, keeps_form=True),
    Way("in two pairs of brackets", respell="(({}))".format, keeps_form=True),
    Way("after an equals sign", respell="= {}".format, keeps_form=True),
)


# the notation


def _signs(text: str) -> str:
    """Write the signs of word processors."""
    return text.replace("sqrt(", "√(").replace("*", "·").replace("-", "−")


def _spaced(text: str) -> str:
    for sign in "+=":
        text = text.replace(sign, f" {sign} ")
    return f"  {text} "


def _close(text: str) -> str:
    """Leave out the spaces around signs."""
    return re.sub(r" *([-+*/=<>]+) *", r"\1", text)


def _full_width(text: str) -> str:
    return text.translate(FULL_WIDTH)


FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def _in_symbols(text: str) -> str:
    """Write the signs of logic."""
    return text.replace(" and ", " ∧ ").replace(" or ", " ∨ ").replace("not ", "¬")


def _dotted(text: str) -> str:
    """Write a multiplication sign before the unit."""
    return text.replace(" ", "·", 1)


# the order


def _commuted(answer: Node) -> Node | None:
    """Put terms, factors, members and sides of equations the other way round."""
    return everywhere(answer, _turned)


def _turned(node: Node) -> Node | None:
    match node:
        case Sum(terms=terms):
            return Sum(terms[::-1])
        case Product(factors=factors) if not any(isinstance(factor, (Listing, Matrix)) for factor in factors):
            return Product(factors[::-1])
        case SetOf(items=items):
            return SetOf(items[::-1])
        case And() | Or():
            return type(node)(node.arguments[::-1])
        case Relation(operators=("=",), operands=(left, right)):
            return Relation(("=",), (right, left))
        case _:
            return None


def _regrouped(answer: Node) -> Node | None:
    """Put brackets around all terms or factors but the first: ``a + (b + c)``."""
    return one(answer, _grouped)


def _grouped(node: Node) -> Node | None:
    match node:
        case Sum(terms=(first, *rest)) if len(rest) > 1:
            return Sum((first, Sum(tuple(rest))))
        case Product(factors=(first, *rest)) if len(rest) > 1:
            return Product((first, Product(tuple(rest))))
        case _:
            return None


# the value


def _widened(node: Node) -> Node:
    """Write a number as a fraction that can be reduced by 2."""
    value = rational(node)
    if value is None:
        return Quotient(Product((Integer(2), node)), Integer(2))
    over = Quotient(Integer(abs(value.numerator) * 2), Integer(value.denominator * 2))
    return Negative(over) if value < 0 else over


def _unsimplified(node: Node) -> Node:
    value = rational(node)
    if value is None:
        return Sum((node, Integer(1), Negative(Integer(1))))
    return Sum((rational_tree(value - 1), Integer(1)))


def _with_point(node: Node) -> Node | None:
    """Write a number as a decimal where one ends."""
    value = rational(node)
    if value is None or isinstance(node, Decimal):
        return None
    places = next((places for places in range(1, 9) if (value * 10**places).denominator == 1), None)
    return None if places is None else decimal(value, places)


def _under_root(node: Node) -> Node | None:
    """Write ``4 sqrt(3)`` as the root of 48."""
    match node:
        case Product(factors=(Integer(value=factor), Call(name="sqrt", arguments=(Integer(value=below),)))):
            return Call("sqrt", (Integer(factor**2 * below),))
        case _:
            return None


def _power_of_half(node: Node) -> Node | None:
    match node:
        case Call(name="sqrt", arguments=(inside,)):
            return Power(inside, Quotient(Integer(1), Integer(2)))
        case _:
            return None


def _opposite_twice(node: Node) -> Node:
    return Negative(Negative(node))


def _once(node: Node) -> Node:
    return Product((Integer(1), node))


def _with_zero(node: Node) -> Node:
    return Sum((node, Integer(0)))


def _multiplied_out(node: Node) -> Node | None:
    """Write a square as a product."""
    match node:
        case Power(base=base, exponent=Integer(value=2)) if not isinstance(base, (Listing, Matrix)):
            return Product((base, base))
        case _:
            return None


# logic


def _denied_twice(answer: Node) -> Node:
    return Not(Not(answer))


def _said_twice(answer: Node) -> Node:
    return And((answer, answer))


def _or_false(answer: Node) -> Node:
    return Or((answer, Constant("false")))


def _and_true(answer: Node) -> Node:
    return And((answer, Constant("true")))


# words


def _capitals(text: str) -> str:
    return text.upper()


def _quoted(text: str) -> str:
    return f"“{text}”"


def _full_stop(text: str) -> str:
    return f" {text}."


def _exclaimed(text: str) -> str:
    return f"{text} !"


def _single_quoted(text: str) -> str:
    return f"'{text}'"


def _on_a_line(text: str) -> str:
    return f"\t{text}\n"


def _wide(text: str) -> str:
    return "   ".join(("", *text.split(), ""))


def _in_brackets(text: str) -> str:
    return ", ".join(f"({choice})" for choice in text.split(", "))


def _backwards(text: str) -> str:
    return ", ".join(reversed(text.split(", ")))


SPELLINGS = (
    Way("with the signs of word processors", respell=_signs, keeps_form=True),
    Way("with spaces", respell=_spaced, keeps_form=True),
    Way("without spaces", respell=_close, keeps_form=True),
    Way("in full-width digits", respell=_full_width, keeps_form=True),
)
ORDERS = (
    Way("the other way round", _commuted, keeps_form=True),
    Way("grouped otherwise", _regrouped, keeps_form=True),
)
VALUES = (
    *SPELLINGS,
    *ORDERS,
    Way("with a wider fraction", lambda answer: each(answer, _widened)),
    Way("not worked out", lambda answer: each(answer, _unsimplified)),
    Way("as decimals", lambda answer: each(answer, _with_point)),
    Way("under one root", lambda answer: everywhere(answer, _under_root)),
    Way("with a power for a root", lambda answer: everywhere(answer, _power_of_half)),
    Way("with two minus signs", lambda answer: each(answer, _opposite_twice)),
    Way("times one", lambda answer: each(answer, _once)),
    Way("plus zero", lambda answer: each(answer, _with_zero)),
    Way("with squares as products", lambda answer: everywhere(answer, _multiplied_out)),
)
"""All ways to write a value, besides LaTeX and what is written around the whole."""

WORDS = (
    Way("in quotation marks", respell=_quoted),
    Way("with a full stop", respell=_full_stop),
    Way("in single quotation marks", respell=_single_quoted),
    Way("with an exclamation mark", respell=_exclaimed),
    Way("with wide spaces", respell=_wide),
    Way("on a line of its own", respell=_on_a_line),
)
"""All ways to write words; capitals count where a part says so."""

WAYS: Mapping[str, tuple[Way, ...]] = MappingProxyType(
    {
        "identical": SPELLINGS,
        "same_form": (*SPELLINGS, *ORDERS),
        "logic": (
            *SPELLINGS,
            *ORDERS,
            Way("in the signs of logic", respell=_in_symbols),
            Way("denied twice", _denied_twice),
            Way("said twice", _said_twice),
            Way("or false", _or_false),
            Way("and true", _and_true),
        ),
        "significant_figures": SPELLINGS,
        "decimal_places": SPELLINGS,
        "quantity": (*SPELLINGS, Way("with a sign before the unit", respell=_dotted, keeps_form=True)),
        "text": WORDS,
        "choice": (
            Way("in capitals", respell=_capitals),
            *WORDS,
            Way("in brackets", respell=_in_brackets),
            Way("the other way round", respell=_backwards),
        ),
    }
)
"""The ways that a check takes for the same, where they are not all."""
