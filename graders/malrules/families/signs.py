"""Signs and differences: the order, a minus lost or gained, brackets.

Drawn from J. S. Brown and R. R. Burton, "Diagnostic models for procedural bugs in basic mathematical skills",
Cognitive Science 2 (1978) 155-192, which has the smaller taken from the larger whichever stands first;
D. Sleeman, "An attempt to understand students' understanding of basic algebra", Cognitive Science 8 (1984)
387-412, and S. J. Payne and H. R. Squibb, "Algebra mal-rules and cognitive accounts of error", Cognitive
Science 14 (1990) 445-481, for signs that are lost with brackets and between terms.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.malrules.families.parts import is_below_zero, is_number, multiplied, opposite, put, total
from graders.syntax.tree import Integer, Listing, Negative, Node, Product, Sum
from graders.value.rationals import rational

if TYPE_CHECKING:
    from collections.abc import Iterator


def sum_for_difference(node: Node) -> Iterator[Node]:
    """Add where a difference is taken; a negative number that is taken away is ``minus_of_minus``."""
    if isinstance(node, Sum):
        for at, term in enumerate(node.terms[1:], 1):
            if isinstance(term, Negative) and not isinstance(term.argument, Negative):
                yield Sum(put(node.terms, at, term.argument))


def difference_for_sum(node: Node) -> Iterator[Node]:
    """Subtract where a sum is taken."""
    if isinstance(node, Sum):
        for at, term in enumerate(node.terms[1:], 1):
            if not isinstance(term, Negative):
                yield Sum(put(node.terms, at, Negative(term)))


def order_of_difference(node: Node) -> Iterator[Node]:
    """Take a difference the wrong way round."""
    match node:
        case Sum(terms=(left, Negative(argument=right))):
            yield Sum((right, Negative(left)))


def smaller_from_larger(node: Node) -> Iterator[Node]:
    """Take the smaller number from the larger, whichever stands first: the best known bug of subtraction."""
    match node:
        case Sum(terms=(left, Negative(argument=right))) if is_number(left) and is_below_zero(node):
            yield Sum((right, Negative(left)))


def minus_of_minus(node: Node) -> Iterator[Node]:
    """Take a negative number away as if it were positive: two signs are read as one."""
    if isinstance(node, Sum):
        for at, term in enumerate(node.terms[1:], 1):
            if isinstance(term, Negative) and isinstance(term.argument, Negative):
                yield Sum(put(node.terms, at, term.argument))


def bracket_sign(node: Node) -> Iterator[Node]:
    """Let a minus before brackets act on the first term alone."""
    if isinstance(node, Sum):
        for at, term in enumerate(node.terms[1:], 1):
            if isinstance(term, Negative) and isinstance(term.argument, Sum):
                first, *rest = term.argument.terms
                yield Sum((*node.terms[:at], Negative(first), *rest, *node.terms[at + 1 :]))


def sign_of_product(node: Node) -> Iterator[Node]:
    """Give a product the wrong sign: a minus of a factor is lost, or two do not make a plus."""
    if isinstance(node, Product) and any(is_below_zero(factor) for factor in node.factors):
        if rational(node) == 0:
            return
        at = next(at for at, factor in enumerate(node.factors) if is_below_zero(factor))
        yield multiplied(put(node.factors, at, opposite(node.factors[at])))


def leading_minus(node: Node) -> Iterator[Node]:
    """Lose the minus before the first term."""
    match node:
        case Sum(terms=(Negative(argument=first), *rest)):
            yield total((first, *rest))


def sign_of_component(node: Node) -> Iterator[Node]:
    """Give one component of a vector the wrong sign."""
    if isinstance(node, Listing):
        for at, item in enumerate(node.items):
            if is_number(item) and item != Integer(0):
                yield Listing(put(node.items, at, opposite(item)), node.opening, node.closing)


def signs_of_components(node: Node) -> Iterator[Node]:
    """Lose every sign of a vector."""
    if isinstance(node, Listing) and any(isinstance(item, Negative) for item in node.items):
        items = tuple(item.argument if isinstance(item, Negative) else item for item in node.items)
        yield Listing(items, node.opening, node.closing)
