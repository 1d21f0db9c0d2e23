r"""The language of domains.

-5..5                   whole numbers from one to another; 0.5..2.5 goes in steps of its last digit
{1, 2, 5}, ±3           the members, which may be ranges themselves: {-5..-1, 1..5}
choice("cat", "dog")    the same, for values of any kind
D \ E, D union E        the members of D that are not in E; those of both
vector(3, -5..5)        components, each drawn by itself; with domains of their own: (1..3, -5..5, 0)
matrix(2, 3, 0..9)      entries, each drawn by itself; matrix(2, 0..9) is square
2*(0..5), (1..9)/4, one_hot(4, 1..4)
                        any other expression around domains: its value for all their members
"""

from __future__ import annotations

from itertools import product
from math import prod
from typing import TYPE_CHECKING

from graders.domains.kinds import Domain, Entries, Members, Progression
from graders.domains.members import Shape, as_decimal, identity, rational, shape_of
from graders.errors import GradersError, UndefinedError
from graders.syntax import to_text
from graders.syntax.tree import (
    Call,
    Decimal,
    Integer,
    Listing,
    Matrix,
    Negative,
    Node,
    PlusMinus,
    Range,
    SetOf,
    children,
    rebuilt,
    variables,
    walk,
)
from graders.value.components import LARGEST_SIZE
from graders.value.exact import reduced

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator
    from fractions import Fraction

MOST_MEMBERS = 20_000
"""The most members of a domain that is listed member by member."""


class DomainError(GradersError):
    """A text that is no finite domain; the text of the error says why."""


def domain(node: Node) -> Domain:
    """Read a domain; a value that does not vary is a domain of one member.

    Raises ``DomainError`` for what is no finite domain.
    """
    unknown = variables(node)
    if unknown:
        raise DomainError(f"{to_text(node)} depends on {', '.join(sorted(unknown))}, and a domain is made of numbers")
    match node:
        case Range():
            return _range(node)
        case SetOf():
            return _listed(node.items)
        case PlusMinus():
            return _listed((node.argument, Negative(node.argument)))
        case Call(name="choice" | "union"):
            return _listed(node.arguments)
        case Call(name="set_difference", arguments=(kept, removed)):
            return _difference(domain(kept), domain(removed))
        case Call(name="vector"):
            return _vector(node)
        case Call(name="matrix"):
            return _matrix(node)
        case Listing() | Matrix() if _has_domains(node):
            return _entries(shape_of(node), tuple(domain(cell) for cell in children(node)))
        case _:
            return _image(node)


def _range(node: Range) -> Domain:
    """Go from the first number to the last, in steps of the last digit that is written."""
    first, last = _number(node.first), _number(node.last)
    places = max((_places(part) for part in walk(node) if isinstance(part, Decimal)), default=None)
    below = 10 ** (places or 0)
    start, stop = first * below, last * below
    if start.denominator > 1 or stop.denominator > 1:
        raise DomainError(f"{to_text(node)} does not go from one whole number to another; quarters are (2..9)/4")
    if first > last:
        raise DomainError(f"{to_text(node)} is empty, because the smaller number comes first")
    return Progression(int(start), 1, int(stop - start) + 1, below, places)


def _number(node: Node) -> Fraction:
    value = rational(_worked(node))
    if value is None:
        raise DomainError(f"{to_text(node)} is no number")
    return value


def _places(node: Decimal) -> int:
    """Count the digits behind the point."""
    digits = node.written.partition(".")[2]
    return len(digits) if digits.isdecimal() else len(str(node.value.denominator)) - 1


def _listed(items: Iterable[Node]) -> Domain:
    """Join domains, each member once."""
    return _different(member for item in items for member in _members(domain(item)))


def _difference(kept: Domain, removed: Domain) -> Domain:
    left_out = {identity(member) for member in _members(removed)}
    return _different(member for member in _members(kept) if identity(member) not in left_out)


def _different(members: Iterable[Node]) -> Members:
    """Keep the first of equal members."""
    found: dict[Hashable, Node] = {}
    for member in members:
        found.setdefault(identity(member), member)
    if not found:
        raise DomainError("a domain without members")
    return Members(tuple(found.values()))


def _members(drawn: Domain) -> Iterator[Node]:
    if drawn.size > MOST_MEMBERS:
        raise DomainError(f"more than {MOST_MEMBERS} members to list, which a constraint under where does not need")
    return (drawn.member(number) for number in range(drawn.size))


def _vector(node: Call) -> Domain:
    size, *of = node.arguments
    if not of:
        raise DomainError(f"{to_text(node)} does not say what its components are, as vector(3, -5..5) does")
    return _entries((_size(size),), (domain(of[0]),) * _size(size))


def _matrix(node: Call) -> Domain:
    *sizes, of = node.arguments
    if not sizes:
        raise DomainError(f"{to_text(node)} does not say its size, as matrix(2, 3, 0..9) does")
    shape = (_size(sizes[0]), _size(sizes[-1]))
    return _entries(shape, (domain(of),) * prod(shape))


def _size(node: Node) -> int:
    if not isinstance(node, Integer) or not 1 <= node.value <= LARGEST_SIZE:
        raise DomainError(f"{to_text(node)} is no size, which is a whole number from 1 to {LARGEST_SIZE}")
    return node.value


def _entries(shape: Shape, domains: tuple[Domain, ...]) -> Entries:
    scalars = tuple(one for one in domains if not isinstance(one, Entries) and not one.shape)
    if len(scalars) < len(domains):
        raise DomainError("the components of a vector or matrix are no vectors themselves")
    return Entries(shape, scalars)


def _image(node: Node) -> Domain:
    """Work out an expression for all members of the domains inside it."""
    inner = [domain(part) for part in _domains_in(node)]
    if prod(one.size for one in inner) > MOST_MEMBERS:
        raise DomainError(f"{to_text(node)} has more than {MOST_MEMBERS} members to list")
    choices = product(*(list(_members(one)) for one in inner))
    members = (_worked(_filled(node, iter(choice))) for choice in choices)
    if any(isinstance(part, Decimal) for part in walk(node)):
        return _different(map(as_decimal, members))
    return _different(members)


def _has_domains(node: Node) -> bool:
    return bool(_domains_in(node))


def _domains_in(node: Node) -> list[Node]:
    """Find the domains inside an expression, those inside another one left out."""
    if _is_domain(node):
        return [node]
    return [found for part in children(node) for found in _domains_in(part)]


def _is_domain(node: Node) -> bool:
    if isinstance(node, Call):
        return node.name in ("choice", "union", "set_difference", "vector", "matrix")
    return isinstance(node, (Range, SetOf, PlusMinus))


def _filled(node: Node, members: Iterator[Node]) -> Node:
    """Put members in the places of the domains inside an expression."""
    if _is_domain(node):
        return next(members)
    return rebuilt(node, tuple(_filled(part, members) for part in children(node)))


def _worked(node: Node) -> Node:
    try:
        return reduced(node)
    except UndefinedError as error:
        raise DomainError(f"{to_text(node)} has no value: {error}") from error
