"""Operations: one taken for another, terms and factors dropped or taken twice, brackets not multiplied out.

Drawn from J. S. Brown and K. VanLehn, "Repair theory: a generative theory of bugs in procedural skills",
Cognitive Science 4 (1980) 379-426, and K. VanLehn, "Mind bugs" (MIT Press, 1990), for steps that are left
out or done twice and for zeros; D. Sleeman, "An attempt to understand students' understanding of basic
algebra", Cognitive Science 8 (1984) 387-412, for multiplying out and for the order of operations; N.
Movshovitz-Hadar, O. Zaslavsky and S. Inbar, "An empirical classification model for errors in high school
mathematics", J. Research in Mathematics Education 18 (1987) 3-14, for one operation in the place of another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.malrules.families.parts import multiplied, total, without
from graders.syntax.tree import Integer, Negative, Node, Product, Quotient, Sum

if TYPE_CHECKING:
    from collections.abc import Iterator

ZERO = Integer(0)

FEWEST = 3
"""Terms are forgotten among so many at least; of two, one does not forget the half."""


def term_dropped(node: Node) -> Iterator[Node]:
    """Forget one of the terms of a sum: a component dropped."""
    if isinstance(node, Sum) and len(node.terms) >= FEWEST:
        for at in range(len(node.terms)):
            yield total(without(node.terms, at))


def one_side_only(node: Node) -> Iterator[Node]:
    """Give one side of a sum or difference for the whole."""
    match node:
        case Sum(terms=(left, right)):
            yield left
            yield right


def term_twice(node: Node) -> Iterator[Node]:
    """Count one of the terms of a sum twice."""
    if isinstance(node, Sum) and len(node.terms) >= FEWEST:
        for at, term in enumerate(node.terms):
            yield Sum((*node.terms[: at + 1], term, *node.terms[at + 1 :]))


def sum_for_product(node: Node) -> Iterator[Node]:
    """Add where a product is taken: the product of norms as their sum; with a zero it is ``zero_times``."""
    if isinstance(node, Product) and ZERO not in node.factors:
        yield Sum(node.factors)


def product_for_sum(node: Node) -> Iterator[Node]:
    """Multiply where a sum is taken."""
    match node:
        case Sum(terms=(left, right)) if not isinstance(right, Negative):
            yield Product((left, right))


def quotient_for_product(node: Node) -> Iterator[Node]:
    """Divide where a product is taken."""
    match node:
        case Product(factors=(left, right)):
            yield Quotient(left, right)


def factor_dropped(node: Node) -> Iterator[Node]:
    """Forget one of the factors of a product, unless it is zero."""
    if isinstance(node, Product):
        for at, factor in enumerate(node.factors):
            if factor != ZERO:
                yield multiplied(without(node.factors, at))


def one_for_both(node: Node) -> Iterator[Node]:
    """Take one of two factors for both: the norm of one vector twice."""
    match node:
        case Product(factors=(left, right)):
            yield Product((left, left))
            yield Product((right, right))


def zero_times(node: Node) -> Iterator[Node]:
    """Take a product with zero to be the other factor."""
    match node:
        case Product(factors=(Integer(value=0), other)) | Product(factors=(other, Integer(value=0))):
            yield other


def first_term_multiplied(node: Node) -> Iterator[Node]:
    """Multiply only the first term of brackets."""
    match node:
        case Product(factors=(factor, Sum(terms=(first, *rest)))) if not isinstance(factor, Sum):
            yield Sum((Product((factor, first)), *rest))
        case Product(factors=(Sum(terms=(*rest, last)), factor)):
            yield Sum((*rest, Product((last, factor))))


def order_of_operations(node: Node) -> Iterator[Node]:
    """Work from left to right, so that a sum is taken before the product behind it."""
    if isinstance(node, Sum):
        *before, last = node.terms
        match last:
            case Product(factors=(first, *rest)):
                yield Product((total((*before, first)), *rest))
            case Negative(argument=Product(factors=(first, *rest))):
                yield Product((total((*before, Negative(first))), *rest))
