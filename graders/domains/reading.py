r"""The language of domains.

-5..5                   whole numbers from one to another; 0.5..2.5 goes in steps of its last digit
{1, 2, 5}, ±3           the members, which may be ranges themselves: {-5..-1, 1..5}
choice("cat", "dog")    the same, for values of any kind
D \ E, D union E        the members of D that are not in E; those of both
vector(3, -5..5)        components, each drawn by itself; with domains of their own: (1..3, -5..5, 0)
matrix(2, 3, 0..9)      entries, each drawn by itself; matrix(2, 0..9) is square
2*(0..5), (1..9)/4, one_hot(4, 1..4)
                        any other expression around domains: its value for all their members
progression(0, 1, 0.05) numbers from one to another in steps
arrangement(2, D), permutation(4), selection(2, D)
                        members of D in some order, each once; 1 to 4 in some order; a set of members of D
symmetric(3, D)         matrices that equal their transposes
invertible(2, D)        matrices with a determinant but 0
unimodular(3, D)        whole matrices with a whole inverse: products of triangular ones with entries of D
of_rank(1, 2, 3, D)     2 by 3 matrices of rank 1: products of trapezoids with entries of D
orthogonal(3)           permutations of the axes, with signs; orthogonal(2, D) are rotations with rational entries
with_roots(x, 1, -5..5) polynomials in x with these roots, multiplied out
"""

from __future__ import annotations

from itertools import permutations, product
from math import lcm, prod
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from graders.domains.kinds import Entries, Members, Progression
from graders.domains.matrices import Factored, Symmetric
from graders.domains.members import Shape, as_decimal, identity, integer_tree, rational, shape_of
from graders.domains.orders import Arrangements, Selections, whole_numbers
from graders.domains.polynomials import fractions, with_roots
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
    Product,
    Range,
    Relation,
    SetOf,
    Sum,
    Variable,
    children,
    rebuilt,
    walk,
)
from graders.value.components import LARGEST_SIZE, componentwise
from graders.value.exact import reduced

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
    from fractions import Fraction

Domain: TypeAlias = Progression | Members | Entries | Symmetric | Factored | Arrangements | Selections
"""A finite domain; its members are numbered from 0 to ``size - 1``."""

MOST_MEMBERS = 20_000
"""The most members of a domain that is listed member by member."""


class DomainError(GradersError):
    """A text that is no finite domain; the text of the error says why."""


def domain(node: Node) -> Domain:
    """Read a domain; a value that does not vary is a domain of one member.

    Raises ``DomainError`` for what is no finite domain.
    """
    unknown = free_names(node)
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
        case Call() if node.name in BUILT:
            return BUILT[node.name](node.arguments)
        case Listing() | Matrix() if has_domains(node):
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


def _listed(items: Iterable[Node]) -> Members:
    """Join domains, each member once."""
    return _different(member for item in items for member in _members(domain(item)))


def _difference(kept: Domain, removed: Domain) -> Members:
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


def _size(written: Node) -> int:
    node = _worked(written)
    if not isinstance(node, Integer) or not 1 <= node.value <= LARGEST_SIZE:
        raise DomainError(f"{to_text(node)} is no size, which is a whole number from 1 to {LARGEST_SIZE}")
    return node.value


def _entries(shape: Shape, domains: tuple[Domain, ...]) -> Entries:
    scalars = tuple(one for one in domains if isinstance(one, Progression | Members) and not one.shape)
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


def has_domains(node: Node) -> bool:
    """Tell whether anything is drawn in an expression."""
    return bool(_domains_in(node))


def free_names(node: Node) -> frozenset[str]:
    """Give the names that a domain depends on; the variable of a polynomial is none of them."""
    match node:
        case Variable():
            return frozenset((node.name,))
        case Call(name="with_roots", arguments=(Variable(), *roots)):
            return frozenset[str]().union(*map(free_names, roots))
        case _:
            return frozenset[str]().union(*map(free_names, children(node)))


def _domains_in(node: Node) -> list[Node]:
    """Find the domains inside an expression, those inside another one left out."""
    if _is_domain(node):
        return [node]
    return [found for part in children(node) for found in _domains_in(part)]


def _is_domain(node: Node) -> bool:
    if isinstance(node, Call):
        return node.name in ("choice", "union", "set_difference", "vector", "matrix", *BUILT)
    return isinstance(node, (Range, SetOf, PlusMinus))


def _filled(node: Node, members: Iterator[Node]) -> Node:
    """Put members in the places of the domains inside an expression."""
    if _is_domain(node):
        return next(members)
    return rebuilt(node, tuple(_filled(part, members) for part in children(node)))


def _worked(node: Node) -> Node:
    try:
        return worked(node)
    except UndefinedError as error:
        raise DomainError(f"{to_text(node)} has no value: {error}") from error


def worked(node: Node) -> Node:
    """Work an expression without domains out; polynomials are multiplied out and stay as they are then."""
    match node:
        case Call(name="with_roots", arguments=(Variable() as name, *roots)):
            values = fractions(map(reduced, roots))
            if values is None:
                raise UndefinedError("the roots of a polynomial are rational numbers")
            return with_roots(name, values)
        case _:
            return reduced(node)


# what is built of domains


def _numbers(node: Node) -> Progression | Members:
    """Read the domain of the entries of a matrix: rational numbers."""
    found = domain(node)
    if isinstance(found, Progression):
        return found
    if isinstance(found, Members) and None not in map(rational, found.members):
        return found
    raise DomainError(f"{to_text(node)} are no rational numbers, which entries must be")


def _things(arguments: tuple[Node, ...]) -> tuple[Node, ...]:
    """List what is arranged or chosen from: the members of a domain, or the values themselves."""
    return _listed(arguments).members


def _progression(arguments: tuple[Node, ...]) -> Domain:
    first, last, step = map(_number, arguments)
    if step <= 0 or first > last:
        raise DomainError("a progression goes from the smaller number to the larger one, by more than 0")
    places = [_places(part) for node in arguments for part in walk(node) if isinstance(part, Decimal)]
    below = 10 ** max(places) if places else lcm(first.denominator, step.denominator)
    if (first * below).denominator > 1 or (step * below).denominator > 1:
        raise DomainError("steps of decimals and fractions do not mix")
    size = int((last - first) / step) + 1
    return Progression(int(first * below), int(step * below), size, below, max(places, default=None))


def _arrangement(arguments: tuple[Node, ...]) -> Domain:
    return _arranged(_size(arguments[0]), _things(arguments[1:]))


def _arranged(many: int, things: tuple[Node, ...]) -> Domain:
    if many > len(things):
        raise DomainError(f"there are only {len(things)} things, which are fewer than {many}")
    if any(map(shape_of, things)):
        raise DomainError("the components of a vector or matrix are no vectors themselves")
    return Arrangements(things, many)


def _permutation(arguments: tuple[Node, ...]) -> Domain:
    one = _worked(arguments[0]) if len(arguments) == 1 and not has_domains(arguments[0]) else None
    things = whole_numbers(_size(one)) if isinstance(one, Integer) else _things(arguments)
    return _arranged(len(things), things)


def _selection(arguments: tuple[Node, ...]) -> Domain:
    many, things = _size(arguments[0]), _things(arguments[1:])
    if many > len(things):
        raise DomainError(f"there are only {len(things)} things, which are fewer than {many}")
    return Selections(things, many)


def _symmetric(arguments: tuple[Node, ...]) -> Domain:
    return Symmetric(_size(arguments[0]), _numbers(arguments[1]))


def _invertible(arguments: tuple[Node, ...]) -> Domain:
    """Draw all entries; that the determinant is not 0 is a condition on candidates (``implied``)."""
    side = _size(arguments[0])
    return Entries((side, side), (_numbers(arguments[1]),) * side**2)


def _unimodular(arguments: tuple[Node, ...]) -> Domain:
    side, entry = _size(arguments[0]), _numbers(arguments[1])
    values = [rational(entry.member(number)) for number in range(entry.size)]
    if any(value is None or value.denominator > 1 for value in values):
        raise DomainError("a whole matrix with a whole inverse has factors with whole entries")
    return Factored(side, (side, side), Members((Integer(1),)), entry)


def _of_rank(arguments: tuple[Node, ...]) -> Domain:
    rank, rows, columns = map(_size, arguments[:3])
    if rank > min(rows, columns):
        raise DomainError(f"a {rows} by {columns} matrix has no rank of {rank}")
    entry = _numbers(arguments[3])
    return Factored(rank, (rows, columns), _difference(entry, Members((Integer(0),))), entry)


def _orthogonal(arguments: tuple[Node, ...]) -> Domain:
    """List permutations with signs; or Cayley's rotations (I - S)(I + S)^-1, S skew with entries of a domain."""
    side = _size(arguments[0])
    if side > LARGEST_ROTATION:
        raise DomainError(f"orthogonal matrices have at most {LARGEST_ROTATION} rows here")
    if len(arguments) == 1:
        signs = product((1, -1), repeat=side)
        return Members(tuple(_signed(order, sign) for sign in signs for order in permutations(range(side))))
    above = tuple((row, column) for row in range(side) for column in range(row + 1, side))
    entry = _numbers(arguments[1])
    if entry.size ** len(above) > MOST_MEMBERS:
        raise DomainError(f"more than {MOST_MEMBERS} members to list; take a smaller domain")
    choices = product(*([entry.member(number) for number in range(entry.size)] for _ in above))
    return _different(_rotation(side, dict(zip(above, choice, strict=True))) for choice in choices)


def _signed(order: tuple[int, ...], signs: tuple[int, ...]) -> Node:
    rows = zip(order, signs, strict=True)
    return Matrix(tuple(tuple(integer_tree(sign * (at == place)) for at in range(len(order))) for place, sign in rows))


def _rotation(side: int, above: Mapping[tuple[int, int], Node]) -> Node:
    def skew(row: int, column: int) -> Node:
        if row == column:
            return Integer(0)
        return above[row, column] if row < column else Negative(above[column, row])

    unit = Call("identity", (Integer(side),))
    turn = Matrix(tuple(tuple(skew(row, column) for column in range(side)) for row in range(side)))
    return _worked(componentwise(Product((Sum((unit, Negative(turn))), Call("inverse", (Sum((unit, turn)),))))))


LARGEST_ROTATION = 4
"""The most rows of orthogonal matrices: with more, their entries are unwieldy."""

BUILT: Mapping[str, Callable[[tuple[Node, ...]], Domain]] = MappingProxyType(
    {
        "progression": _progression, "arrangement": _arrangement, "permutation": _permutation, "selection": _selection,
        "symmetric": _symmetric, "invertible": _invertible, "unimodular": _unimodular, "of_rank": _of_rank,
        "orthogonal": _orthogonal,
    }
)  # fmt: skip
"""How each word for a domain is read, by name."""


def implied(name: str, node: Node) -> Node | None:
    """Give the condition that the word for a domain implies, beside what is drawn."""
    if isinstance(node, Call) and node.name == "invertible":
        return Relation(("!=",), (Call("det", (Variable(name),)), Integer(0)))
    return None
