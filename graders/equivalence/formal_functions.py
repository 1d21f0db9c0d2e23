"""How each elementary function is written by formal symbols: by exponentials, logarithms and roots."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from graders.equivalence.field import PRIME, inverse, rational, unit_root
from graders.syntax.tree import Constant, Integer, Negative, Product, Quotient, Variable
from graders.value.rationals import rational as rational_value

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from graders.equivalence.formal import Identity
    from graders.syntax.tree import Node


def _sine(identity: Identity, argument: Node) -> int:
    up, down = identity.turned(argument)
    return (up - down) * _half_of_imaginary()


@cache
def _half_of_imaginary() -> int:
    """Give 1/(2 i)."""
    return inverse(2 * unit_root(Fraction(1, 4)))


def _cosine(identity: Identity, argument: Node) -> int:
    return sum(identity.turned(argument)) * inverse(2)


def _sinh(identity: Identity, argument: Node) -> int:
    up = identity.exponential(identity.polynomial(argument))
    return (up - inverse(up)) * inverse(2)


def _cosh(identity: Identity, argument: Node) -> int:
    up = identity.exponential(identity.polynomial(argument))
    return (up + inverse(up)) * inverse(2)


def _over(
    top: Callable[[Identity, Node], int], below: Callable[[Identity, Node], int]
) -> Callable[[Identity, Node], int]:
    return lambda identity, argument: top(identity, argument) * inverse(below(identity, argument))


def _one(identity: Identity, argument: Node) -> int:
    del identity, argument
    return 1


def absolute(identity: Identity, argument: Node) -> int:
    """Take |ab| as |a| |b|, and |-a| as |a|."""
    match argument:
        case Product():
            image = 1
            for factor in argument.factors:
                image = image * absolute(identity, factor) % PRIME
            return image
        case Quotient():
            return absolute(identity, argument.numerator) * inverse(absolute(identity, argument.denominator))
        case Negative():
            return absolute(identity, argument.argument)
        case _:
            return _one_absolute(identity, argument)


def _one_absolute(identity: Identity, argument: Node) -> int:
    value = rational_value(argument)
    if value is not None:
        return rational(abs(value))
    if isinstance(argument, Variable) and argument.name in identity.known:
        return identity.image(argument)
    image = identity.image(argument)
    return identity.draw(f"abs({min(image, PRIME - image)})")


def _logarithm(identity: Identity, argument: Node) -> int:
    return identity.value_of(identity.logarithm(argument))


RULES: Mapping[str, Callable[[Identity, Node], int]] = MappingProxyType(
    {
        "sqrt": lambda identity, argument: identity.square_root(argument),
        "exp": lambda identity, argument: identity.exponential(identity.polynomial(argument)),
        "ln": _logarithm, "log": _logarithm, "abs": absolute,
        "lg": lambda identity, argument: _logarithm(identity, argument) * inverse(_logarithm(identity, Integer(10))),
        "sin": _sine, "cos": _cosine, "tan": _over(_sine, _cosine), "cot": _over(_cosine, _sine),
        "sec": _over(_one, _cosine), "csc": _over(_one, _sine),
        "sinh": _sinh, "cosh": _cosh, "tanh": _over(_sinh, _cosh), "coth": _over(_cosh, _sinh),
        "sech": _over(_one, _cosh), "csch": _over(_one, _sinh),
        "percent": lambda identity, argument: identity.image(argument) * inverse(100),
        "degree": lambda identity, argument: identity.image(Product((argument, Constant("pi")))) * inverse(180),
    }
)  # fmt: skip
"""How each elementary function is written by symbols."""
