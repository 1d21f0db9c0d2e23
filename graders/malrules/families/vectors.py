"""Vectors: norms and inner products with a step left out, places off by one.

Drawn from A. Sierpinska, "On some aspects of students' thinking in linear algebra", in J.-L. Dorier (ed.), "On
the teaching of linear algebra" (Kluwer, 2000) 209-246, for vectors worked with by number habits; D. De Bock,
W. Van Dooren, D. Janssens and L. Verschaffel, "The illusion of linearity" (Springer, 2007), for norms that are
distributed over sums; and the definitions of the lecture, from which each leaves one step out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.errors import UndefinedError
from graders.malrules.families.parts import ONE, minus, root, size, squared, total
from graders.syntax.tree import Call, Integer, Listing, Negative, Node, Product, Quotient, Sum
from graders.value.components import componentwise, entries, is_vector, vector

if TYPE_CHECKING:
    from collections.abc import Iterator


def components(node: Node) -> tuple[Node, ...]:
    """Give the components of what works out to a vector, none for anything else."""
    try:
        worked = componentwise(node)
    except UndefinedError:
        return ()
    return entries(worked) if is_vector(worked) else ()


def norm_squared(node: Node) -> Iterator[Node]:
    """Stop before the root of a norm."""
    match node:
        case Call(name="norm", arguments=(v,)):
            yield Call("dot", (v, v))


def taxicab(node: Node) -> Iterator[Node]:
    """Add the sizes of the components: the distance of a taxi instead of Euclid's."""
    match node:
        case Call(name="norm", arguments=(v,)) if items := components(v):
            yield total(tuple(map(size, items)))


def largest_component(node: Node) -> Iterator[Node]:
    """Take the largest component for the norm."""
    match node:
        case Call(name="norm", arguments=(v,)) if items := components(v):
            yield Call("max", tuple(map(size, items)))


def components_for_norm(node: Node) -> Iterator[Node]:
    """Add the components, signs and all, for the norm."""
    match node:
        case Call(name="norm", arguments=(v,)) if items := components(v):
            yield total(items)


def norm_without_squares(node: Node) -> Iterator[Node]:
    """Take the root of the sum of the components, without squaring them."""
    match node:
        case Call(name="norm", arguments=(v,)) if items := components(v):
            yield root(total(items))


def norm_with_signs(node: Node) -> Iterator[Node]:
    """Let the squares of negative components count as negative."""
    match node:
        case Call(name="norm", arguments=(v,)) if items := components(v):
            yield root(total(tuple(_signed_square(item) for item in items)))


def _signed_square(item: Node) -> Node:
    return Negative(squared(item.argument)) if isinstance(item, Negative) else squared(item)


def norm_of_mean(node: Node) -> Iterator[Node]:
    """Divide the sum of the squares by how many they are."""
    match node:
        case Call(name="norm", arguments=(v,)) if items := components(v):
            yield root(Quotient(Call("dot", (v, v)), Integer(len(items))))


def norm_of_parts(node: Node) -> Iterator[Node]:
    """Take the difference of the norms for the norm of the difference, and likewise the sum."""
    match node:
        case Call(name="norm", arguments=(Sum(terms=(left, Negative(argument=right))),)):
            yield minus(Call("norm", (left,)), Call("norm", (right,)))
        case Call(name="norm", arguments=(Sum(terms=(left, right)),)):
            yield Sum((Call("norm", (left,)), Call("norm", (right,))))


def products_not_added(node: Node) -> Iterator[Node]:
    """Multiply component by component and stop before adding up."""
    match node:
        case Call(name="dot", arguments=(u, v)):
            left, right = components(u), components(v)
            if left and len(left) == len(right):
                yield vector(tuple(Product(pair) for pair in zip(left, right, strict=True)))


def components_added(node: Node) -> Iterator[Node]:
    """Add all components of both vectors where they are multiplied in pairs."""
    match node:
        case Call(name="dot", arguments=(u, v)) if u != v and (items := (*components(u), *components(v))):
            yield total(items)


def sums_multiplied(node: Node) -> Iterator[Node]:
    """Multiply the sums of the components: the inner product taken as a product of numbers."""
    match node:
        case Call(name="dot", arguments=(u, v)):
            left, right = components(u), components(v)
            if len(left) > 1 and len(right) > 1:
                yield Product((total(left), total(right)))


def norms_for_inner_product(node: Node) -> Iterator[Node]:
    """Multiply the norms where the inner product is asked."""
    match node:
        case Call(name="dot", arguments=(u, v)) if u != v:
            yield Product((Call("norm", (u,)), Call("norm", (v,))))


def one_vector_for_both(node: Node) -> Iterator[Node]:
    """Multiply one of the vectors with itself."""
    match node:
        case Call(name="dot", arguments=(u, v)) if u != v:
            yield Call("dot", (u, u))
            yield Call("dot", (v, v))


def root_of_inner_product(node: Node) -> Iterator[Node]:
    """Take the root of an inner product, as of a norm."""
    match node:
        case Call(name="dot", arguments=(u, v)) if u != v:
            yield root(node)


def pairs_shifted(node: Node) -> Iterator[Node]:
    """Multiply the components in the reverse order of one vector."""
    match node:
        case Call(name="dot", arguments=(u, v)):
            left, right = components(u), components(v)
            if len(left) == len(right) > 1:
                yield Call("dot", (vector(left), vector(right[::-1])))


def place_off_by_one(node: Node) -> Iterator[Node]:
    """Count places from the wrong end of the first: one too far, or one too few."""
    match node:
        case Call(name="one_hot" | "component" | "row" | "column" as name, arguments=(first, *places)):
            for at, place in enumerate(places):
                for shifted in (minus(place, ONE), Sum((place, ONE))):
                    yield Call(name, (first, *places[:at], shifted, *places[at + 1 :]))


def place_as_value(node: Node) -> Iterator[Node]:
    """Write the number of the place where a one belongs."""
    match node:
        case Call(name="one_hot", arguments=(_, place)):
            yield Product((place, node))


def ones_and_zeros_exchanged(node: Node) -> Iterator[Node]:
    """Write ones everywhere but in the place."""
    match node:
        case Call(name="one_hot") if items := components(node):
            yield vector(tuple(minus(ONE, item) for item in items))


def component_dropped(node: Node) -> Iterator[Node]:
    """Leave one component of a vector out."""
    if isinstance(node, Listing) and len(node.items) > 2:
        for at in range(len(node.items)):
            yield Listing((*node.items[:at], *node.items[at + 1 :]), node.opening, node.closing)


def cross_without_turn(node: Node) -> Iterator[Node]:
    """Forget that the middle component of a cross product changes its sign."""
    match node:
        case Call(name="cross", arguments=(u, v)):
            a, b = components(u), components(v)
            if len(a) == len(b) == 3:
                yield vector(
                    tuple(minus(Product((a[i], b[j])), Product((a[j], b[i]))) for i, j in ((1, 2), (0, 2), (0, 1)))
                )


def order_of_cross_product(node: Node) -> Iterator[Node]:
    """Take a cross product the wrong way round."""
    match node:
        case Call(name="cross", arguments=(u, v)):
            yield Call("cross", (v, u))
