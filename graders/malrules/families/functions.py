"""Elementary functions: degrees, the wrong function, logarithms and powers taken apart, functions of sums.

Drawn from M. Matz, "Towards a process model for high school algebra errors" (1982), for functions that are
distributed like factors; K. Weber, "Students' understanding of trigonometric functions", Mathematics
Education Research Journal 17 (2005) 91-112; C. B. Liang and E. Wood, "Working with logarithms: students'
misconceptions and errors", The Mathematics Educator 8 (2005) 53-70.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from graders.malrules.families.parts import ONE, minus, multiplied
from graders.syntax.tree import Call, Integer, Negative, Node, Power, Product, Quotient, Sum

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ANGLES = frozenset(("sin", "cos", "tan"))
LOGARITHMS = frozenset(("ln", "lg", "log"))
SPREAD = frozenset(("sin", "cos", "tan", "exp", "ln", "lg"))
OTHER: Mapping[str, str] = MappingProxyType(
    {"sin": "cos", "cos": "sin", "arcsin": "arccos", "arccos": "arcsin", "sinh": "cosh", "cosh": "sinh"}
)
INVERTED: Mapping[str, str] = MappingProxyType({"arcsin": "sin", "arccos": "cos", "arctan": "tan"})


def degrees_for_radians(node: Node) -> Iterator[Node]:
    """Leave the calculator in degrees."""
    match node:
        case Call(name=name, arguments=(Call(name="degree"),)) if name in ANGLES:
            return
        case Call(name=name, arguments=(angle,)) if name in ANGLES:
            yield Call(name, (Call("degree", (angle,)),))
        case Call(name=name) if name in INVERTED:
            yield Quotient(node, Call("degree", (ONE,)))


def radians_for_degrees(node: Node) -> Iterator[Node]:
    """Leave the calculator in radians."""
    match node:
        case Call(name="degree", arguments=(angle,)):
            yield angle


def sine_for_cosine(node: Node) -> Iterator[Node]:
    """Take the sine for the cosine, and the cosine for the sine."""
    match node:
        case Call(name=name, arguments=arguments) if name in OTHER:
            yield Call(OTHER[name], arguments)


def inverse_as_reciprocal(node: Node) -> Iterator[Node]:
    """Read the inverse function's exponent -1 as one over the function."""
    match node:
        case Call(name=name, arguments=arguments) if name in INVERTED:
            yield Quotient(ONE, Call(INVERTED[name], arguments))


def function_of_sum(node: Node) -> Iterator[Node]:
    """Apply a function to every term: sin(a + b) as sin a + sin b."""
    match node:
        case Call(name=name, arguments=(Sum(terms=terms),)) if name in SPREAD:
            yield Sum(
                tuple(
                    Negative(Call(name, (term.argument,))) if isinstance(term, Negative) else Call(name, (term,))
                    for term in terms
                )
            )


def factor_out_of_function(node: Node) -> Iterator[Node]:
    """Bring a factor out of a function: sin(2x) as 2 sin x."""
    match node:
        case Call(name=name, arguments=(Product(factors=(factor, *rest)),)) if name in SPREAD:
            yield Product((factor, Call(name, (multiplied(tuple(rest)),))))


def natural_for_other_logarithm(node: Node) -> Iterator[Node]:
    """Take the natural logarithm where another base is asked, and the decimal one for the natural."""
    match node:
        case Call(name="lg", arguments=(inside,)) | Call(name="log", arguments=(inside, _)):
            yield Call("ln", (inside,))
        case Call(name="ln", arguments=(inside,)):
            yield Call("lg", (inside,))


def binary_for_natural_logarithm(node: Node) -> Iterator[Node]:
    """Take the logarithm to the base 2 for the natural one."""
    match node:
        case Call(name="ln", arguments=(inside,)):
            yield Call("log", (inside, Integer(2)))


def base_exchanged(node: Node) -> Iterator[Node]:
    """Exchange the base of a logarithm and its number."""
    match node:
        case Call(name="log", arguments=(inside, base)):
            yield Call("log", (base, inside))


def logarithm_of_product(node: Node) -> Iterator[Node]:
    """Multiply the logarithms of a product's factors."""
    match node:
        case Call(name=name, arguments=(Product(factors=factors),)) if name in LOGARITHMS:
            yield Product(tuple(Call(name, (factor,)) for factor in factors))


def logarithm_of_quotient(node: Node) -> Iterator[Node]:
    """Divide the logarithms of a quotient's parts."""
    match node:
        case Call(name=name, arguments=(Quotient(numerator=top, denominator=below),)) if name in LOGARITHMS:
            yield Quotient(Call(name, (top,)), Call(name, (below,)))


def logarithms_divided(node: Node) -> Iterator[Node]:
    """Put a quotient of logarithms under one: ln(a)/ln(b) as ln(a/b)."""
    match node:
        case Quotient(numerator=Call(name="ln", arguments=(top,)), denominator=Call(name="ln", arguments=(below,))):
            yield Call("ln", (Quotient(top, below),))


def power_of_logarithm(node: Node) -> Iterator[Node]:
    """Take the power of the logarithm for the logarithm of the power."""
    match node:
        case Call(name=name, arguments=(Power(base=base, exponent=exponent),)) if name in LOGARITHMS:
            yield Power(Call(name, (base,)), exponent)


def logarithm_forgotten(node: Node) -> Iterator[Node]:
    """Leave a logarithm out."""
    match node:
        case Call(name="ln" | "lg" | "log", arguments=(inside, *_)):
            yield inside


def exponential_forgotten(node: Node) -> Iterator[Node]:
    """Leave an exponential out, as in a softmax of the scores themselves."""
    match node:
        case Call(name="exp", arguments=(inside,)):
            yield inside


def sign_of_exponent(node: Node) -> Iterator[Node]:
    """Lose the sign under an exponential."""
    match node:
        case Call(name="exp", arguments=(Negative(argument=inside),)):
            yield Call("exp", (inside,))


def exponentials_multiplied(node: Node) -> Iterator[Node]:
    """Multiply exponents where exponentials are multiplied."""
    match node:
        case Product(factors=(Call(name="exp", arguments=(left,)), Call(name="exp", arguments=(right,)))):
            yield Call("exp", (Product((left, right)),))


def absolute_value_forgotten(node: Node) -> Iterator[Node]:
    """Leave the bars of an absolute value out."""
    match node:
        case Call(name="abs", arguments=(inside,)):
            yield inside


def largest_for_smallest(node: Node) -> Iterator[Node]:
    """Take the largest for the smallest, and the smallest for the largest."""
    match node:
        case Call(name="max", arguments=arguments):
            yield Call("min", arguments)
        case Call(name="min", arguments=arguments):
            yield Call("max", arguments)


def order_counted(node: Node) -> Iterator[Node]:
    """Count the orders of a choice too: n!/(n - k)! for n over k."""
    match node:
        case Call(name="binomial", arguments=(n, k)):
            yield Quotient(Call("factorial", (n,)), Call("factorial", (minus(n, k),)))


def factorial_of_rest_forgotten(node: Node) -> Iterator[Node]:
    """Forget one of the two factorials below n over k."""
    match node:
        case Call(name="binomial", arguments=(n, k)):
            yield Quotient(Call("factorial", (n,)), Call("factorial", (k,)))


def factorial_forgotten(node: Node) -> Iterator[Node]:
    """Leave the exclamation mark out."""
    match node:
        case Call(name="factorial", arguments=(inside,)):
            yield inside


def first_index_off_by_one(node: Node) -> Iterator[Node]:
    """Begin a sum or product one too early or too late."""
    match node:
        case Call(name="sum" | "product" as name, arguments=(body, index, first, last)):
            yield Call(name, (body, index, Sum((first, ONE)), last))
            yield Call(name, (body, index, minus(first, ONE), last))


def last_index_off_by_one(node: Node) -> Iterator[Node]:
    """End a sum or product one too early or too late."""
    match node:
        case Call(name="sum" | "product" as name, arguments=(body, index, first, last)):
            yield Call(name, (body, index, first, minus(last, ONE)))
            yield Call(name, (body, index, first, Sum((last, ONE))))
