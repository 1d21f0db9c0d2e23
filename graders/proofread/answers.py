"""The right answer to a part as a perfect student types it: for most checks the key, for some what it asks for."""

from __future__ import annotations

from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from graders.checks.wording import wordings
from graders.errors import UndefinedError
from graders.syntax import to_text
from graders.syntax.tree import Decimal, Integer, Listing, Matrix, Negative, Node, SetOf, Sum, Text, Variable, variables
from graders.value.ball import ImpreciseError, UnevaluatedError
from graders.value.components import componentwise
from graders.value.exact import reduced
from graders.value.rounding import leading_place, rounded_to_figures, rounded_to_places
from graders.value.surd import rational_tree

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from graders.exercise import Part

Answer: TypeAlias = "Callable[[Part, Node], Node | None]"


def right_answer(part: Part, key: Node, letters: frozenset[str]) -> Node | None:
    """Give the tree of a right answer, which may use some letters; ``None`` where the check says too little for one."""
    try:
        if part.check == "antiderivative":
            return _with_constant(part, key, letters)
        return ANSWERS.get(part.check, _key)(part, key)
    except (UndefinedError, UnevaluatedError, ImpreciseError):
        return None


def taken_apart(answer: Node) -> Node:
    """Give a vector or matrix by its components, whatever it was computed with; other answers as they are."""
    try:
        components = componentwise(answer)
    except UndefinedError:
        return answer
    return components if isinstance(components, (Listing, Matrix)) else answer


def _key(part: Part, key: Node) -> Node:
    del part
    return key


def _quantity(part: Part, key: Node) -> Node:
    """Write a number with its unit behind it."""
    options = dict(part.options)
    number = _figures(part, key) if "digits" in options else reduced(key)
    return Text(f"{to_text(number)} {options.get('unit', '')}".rstrip())


def _greater(part: Part, key: Node) -> Node:
    del part
    return Sum((key, Integer(1)))


CONSTANTS = ("C", "c", "K", "k")
"""What the constant of integration is called."""


def _with_constant(part: Part, key: Node, letters: frozenset[str]) -> Node:
    """Add the constant of integration where it is required and the key has none."""
    if dict(part.options).get("constant") != "required" or variables(key).intersection(CONSTANTS):
        return key
    return Sum((key, Variable(next((name for name in CONSTANTS if name in letters), CONSTANTS[0]))))


def _figures(part: Part, key: Node) -> Node:
    digits = _count(part, "digits")
    value = rounded_to_figures(key, digits)
    places = digits - 1 - (leading_place(rational_tree(value)) if value else 0)
    return decimal(value, places)


def _places(part: Part, key: Node) -> Node:
    digits = _count(part, "digits")
    return decimal(rounded_to_places(key, digits), digits)


def _count(part: Part, name: str) -> int:
    value = dict(part.options).get(name, 0)
    return int(value) if isinstance(value, (int, Fraction)) else 0


def _words(part: Part, key: Node) -> Node:
    """Take the first of several wordings."""
    del part
    return Text(wordings(key)[0])


def _choices(part: Part, key: Node) -> Node:
    """Name all that are to be chosen."""
    del part
    several = isinstance(key, SetOf) or (isinstance(key, Listing) and not key.opening)
    return Text(", ".join(wordings(key))) if several else Text(wordings(key)[0])


ANSWERS: Mapping[str, Answer] = MappingProxyType(
    {
        "greater": _greater,
        "significant_figures": _figures,
        "decimal_places": _places,
        "quantity": _quantity,
        "text": _words,
        "choice": _choices,
    }
)
"""The checks to which the key itself is not the answer."""


def decimal(value: Fraction, places: int) -> Node:
    """Write a number with so many places: of fewer than none, all that it has in front of the point.

    >>> from graders.syntax import to_text
    >>> to_text(decimal(Fraction(-3, 2), 2)), to_text(decimal(Fraction(1200), -2))
    ('-1.50', '1200')
    """
    size = abs(value)
    if places > 0:
        scaled = size * 10**places
        whole = str(scaled.numerator // scaled.denominator).rjust(places + 1, "0")
        number: Node = Decimal(size, f"{whole[:-places]}.{whole[-places:]}")
    else:
        number = Integer(size.numerator // size.denominator)
    return Negative(number) if value < 0 else number
