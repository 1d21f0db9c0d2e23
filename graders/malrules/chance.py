"""How rarely somebody who guesses types just this value, in bits, and so how much a value says of a mistake.

A small whole number meets the value of some mistake by chance; -7/√273 hardly ever does.  A mistake with a
share w of all that are likely explains a value of b bits with odds of w times 2^b against chance.

A guess is written like the key.  The numbers in it are small ones, which come to mind whatever is asked, or of the
key's size, of either sign; it is typed as it stands or worked out.  What has a root, a fraction or a size that the
key has not, or no root where the key has one, is hardly ever a guess.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, lgamma, log, log2
from typing import TYPE_CHECKING

from graders.errors import UndefinedError
from graders.syntax.tree import (
    Call,
    Constant,
    Decimal,
    Integer,
    Listing,
    Matrix,
    Negative,
    Product,
    Quotient,
    SetOf,
    Variable,
    children,
    walk,
)
from graders.value.exact import reduced

if TYPE_CHECKING:
    from graders.syntax.tree import Node

ENOUGH = 2.35
"""A mistake is mentioned where its odds against chance are at least so many to one."""

TWICE_ENOUGH = 16.0
"""Two slips together are looked for from here on: there are so many pairs that most of those met are met by chance."""

TRUE_ENOUGH = 1.5
"""What holds of an answer however it came about, that its sign is wrong say, is mentioned from here on."""

RIVALS = 9
"""And it is named outright where it is so many times likelier than all others of the same value."""

SURPRISE = 3.0
"""Bits that it takes to write an answer of another make than the key's."""

HABITUAL = 10
"""Whole numbers up to here come to mind alike."""

AT_HAND = 0.25
"""How often a number in a guess is one that comes to mind alike, and none of the key's size."""

NAME = 2.0
"""Bits of a variable or a constant."""

SIGN = 1.0

ROOT = "root of a number"

CANCELLED = frozenset(("Quotient", "Decimal", ROOT))
"""What may be missing where numbers happen to be whole."""


@dataclass(frozen=True, slots=True)
class Guesses:
    """What is typed by those who guess: of a key's make, its numbers up to some size.

    ``size`` is that of whole numbers, ``under`` that of numbers under a root, ``scale`` that of decimals.
    """

    size: int
    under: int
    scale: float
    make: frozenset[str]

    def bits(self, value: Node) -> float:
        """Give the bits of a value as typed or worked out, whichever is the likelier guess.

        >>> from graders.syntax import parse
        >>> guesses = like(parse("4*sqrt(3)"), scale=6.9)
        >>> [round(guesses.bits(parse(text))) for text in ("4", "12", "48", "2*sqrt(5)", "-7/sqrt(273)")]
        [7, 8, 12, 8, 19]
        """
        if _is_typed_rounded(value):
            return self._surprise(value) + self._written(value)
        try:
            short = reduced(value)
        except UndefinedError:
            short = value
        return self._surprise(short) + min(self._written(value), self._written(short))

    @property
    def is_root(self) -> bool:
        """Tell whether a whole number is the root of a square."""
        return ROOT in self.make

    def _surprise(self, value: Node) -> float:
        made = makes(value)
        return 0.0 if made <= self.make <= made | CANCELLED else SURPRISE

    def _written(self, tree: Node) -> float:
        match tree:
            case Integer(value=value) if self.is_root:
                return _whole(value * value, self.under) - SIGN
            case Integer(value=value):
                return _whole(value, self.size)
            case Decimal(written=written):
                return self._decimal(written)
            case Variable() | Constant():
                return NAME
            case Quotient(numerator=Integer(value=above), denominator=Integer(value=below)):
                return self._fraction(above, below)
            case Call(name="sqrt", arguments=(Integer(value=value),)):
                return _whole(value, self.under) - SIGN
            case Product(factors=(Integer(value=value), Call(name="sqrt", arguments=(Integer(value=under),)))):
                return _whole(value * value * under, self.under)
            case Call(name=name, arguments=arguments) if name != "sqrt":
                return NAME + sum(map(self._written, arguments))
            case SetOf(items=items):
                return sum(map(self._written, items)) - lgamma(len(items) + 1) / log(2)
            case _:
                return sum(map(self._written, children(tree)))

    def _fraction(self, above: int, below: int) -> float:
        """Give the bits of a fraction in lowest terms, which is what its multiples are cancelled to as well."""
        multiples = max(1, self.size // max(above, below, 1))
        return _whole(above, self.size) + _whole(below, self.size) - SIGN - log2(multiples)

    def _decimal(self, written: str) -> float:
        """Give the bits of a decimal among those of as many places."""
        digits, _, power = written.partition("e")
        places = len(digits.partition(".")[2])
        among = HABITUAL if power else max(HABITUAL, ceil(2 * self.scale) * 10**places)
        return log2(2 * max(int(digits.replace(".", "") or 0), among) + 1)


def _whole(value: int, size: int) -> float:
    """Give the bits of a whole number that may be of the key's size, or of those at hand; it may be a huge one."""
    bits = log2(2 * max(value, size) + 1) - log2(1 - AT_HAND)
    return bits if value > HABITUAL else -log2(2**-bits + AT_HAND / (2 * HABITUAL + 1))


def like(key: Node, *, scale: float, rounded: bool = False) -> Guesses:
    """Give the guesses of those who see what is asked for: like the key, or decimals where it is to be rounded.

    ``scale`` is the size of the key's largest number as a float.
    """
    largest = max((node.value for node in walk(key) if isinstance(node, Integer)), default=0)
    size, under = (max(2 * each, HABITUAL) for each in (largest, _under_root(key)))
    return Guesses(size, under, scale, frozenset(("Decimal",)) if rounded else makes(key))


def _under_root(node: Node) -> int:
    """Give the largest number under a root, were all of a tree's factors and numbers put under one."""
    match node:
        case Call(name="sqrt", arguments=(Integer(value=value),)):
            return value
        case Product(factors=(Integer(value=value), Call(name="sqrt", arguments=(Integer(value=under),)))):
            return value * value * under
        case Integer(value=value):
            return value * value
        case _:
            return max(map(_under_root, children(node)), default=0)


def makes(tree: Node) -> frozenset[str]:
    """Name what a tree is made of, beside whole numbers, signs and products."""
    return frozenset([_make(node) for node in walk(tree) if type(node) not in COMMON])


COMMON = frozenset((Integer, Negative, Product))
"""What every answer may be made of."""


def _make(node: Node) -> str:
    match node:
        case Call(name="sqrt", arguments=(Integer(),)):
            return ROOT
        case Variable(name=name) | Constant(name=name) | Call(name=name):
            return name
        case Listing(items=items):
            return f"Listing {len(items)}"
        case Matrix(rows=rows):
            return f"Matrix {len(rows)} {len(rows[0])}"
        case _:
            return type(node).__name__


def _is_typed_rounded(value: Node) -> bool:
    return any(isinstance(node, Decimal) for node in walk(value))
