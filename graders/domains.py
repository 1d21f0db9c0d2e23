r"""What a parameter can be: a finite domain, written in the one language.

    -5..5                   whole numbers from one to another; 0.5..2.5 goes in steps of its last digit
    {1, 2, 5}, ±3           the members, which may be ranges themselves: {-5..-1, 1..5}
    choice("cat", "dog")    the same, for values of any kind
    D \ E, D union E        the members of D that are not in E; those of both
    vector(3, -5..5)        components, each drawn by itself; with domains of their own: (1..3, -5..5, 0)
    matrix(2, 3, 0..9)      entries, each drawn by itself; matrix(2, 0..9) is square
    2*(0..5), (1..9)/4, one_hot(4, 1..4)
                            any other expression around domains: its value for all their members

Members are numbered from 0, and no two of them are equal.  Every kind of domain knows them one by one as
trees, and thousands at once as columns of ``value.arrays``.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import prod
from typing import TYPE_CHECKING, TypeAlias

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
    Quotient,
    Range,
    SetOf,
    Variable,
    children,
    rebuilt,
    variables,
    walk,
)
from graders.value.components import LARGEST_SIZE, entries, is_vector, vector
from graders.value.exact import reduced
from graders.value.surd import rational_tree

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping

    from graders.value.arrays import Cells, Column

MOST_MEMBERS = 20_000
"""The most members of a domain that is listed member by member."""

Shape: TypeAlias = tuple[int, ...]
"""Nothing for a number or words, the size of a vector, or the rows and columns of a matrix."""


class DomainError(GradersError):
    """A text that is no finite domain; the text of the error says why."""


@dataclass(frozen=True, slots=True)
class Progression:
    """Numbers in even steps: ``first``, ``first + step`` and so on, all of them over ``below``.

    With ``places``, they are decimals of so many places.
    """

    first: int
    step: int
    size: int
    below: int = 1
    places: int | None = None

    def member(self, number: int) -> Node:
        """Give the member of a number."""
        top = self.first + self.step * number
        if self.places is not None:
            return decimal_tree(Fraction(top, self.below), self.places)
        return integer_tree(top) if self.below == 1 else rational_tree(Fraction(top, self.below))

    def number(self, member: Node) -> int | None:
        """Give the number of a member, ``None`` for what is no member."""
        value = rational(member)
        place = Fraction(-1) if value is None else (value * self.below - self.first) / self.step
        return int(place) if place.denominator == 1 and 0 <= place < self.size else None

    @property
    def shape(self) -> Shape:
        """The shape of every member."""
        return ()

    def columns(self, name: str, rows: Cells) -> Mapping[str, Column]:
        """Give the columns, by name, of members given by their numbers."""
        from graders.value.arrays import progression

        return {name: progression(self.first, self.step, self.size, self.below, rows)}


@dataclass(frozen=True, slots=True)
class Members:
    """Members one by one, of any kind, all different."""

    members: tuple[Node, ...]

    @property
    def size(self) -> int:
        """How many there are."""
        return len(self.members)

    def member(self, number: int) -> Node:
        """Give the member of a number."""
        return self.members[number]

    def number(self, member: Node) -> int | None:
        """Give the number of a member, ``None`` for what is no member."""
        wanted = identity(member)
        return next((number for number, own in enumerate(self.members) if identity(own) == wanted), None)

    @property
    def shape(self) -> Shape:
        """The shape of every member; members of several shapes are taken whole."""
        shapes = {shape_of(member) for member in self.members}
        return shapes.pop() if len(shapes) == 1 else ()

    def columns(self, name: str, rows: Cells) -> Mapping[str, Column]:
        """Give the columns, by name, of members given by their numbers; none for what is not rational."""
        from graders.value.arrays import column

        shape = self.shape
        columns = zip(*(cells_of(member, shape) for member in self.members), strict=True)
        found: dict[str, Column] = {}
        for part, cells in zip(names(name, shape), columns, strict=True):
            values = [value for cell in cells if (value := rational(cell)) is not None]
            if len(values) == len(cells):
                found[part] = column(values, rows)
        return found


@dataclass(frozen=True, slots=True)
class Entries:
    """Vectors or matrices whose entries are drawn each from its own domain; row after row."""

    shape: Shape
    entries: tuple[Progression | Members, ...]

    @property
    def size(self) -> int:
        """How many there are."""
        return prod(entry.size for entry in self.entries)

    def member(self, number: int) -> Node:
        """Give the member of a number."""
        cells: list[Node] = []
        for entry in reversed(self.entries):
            number, digit = divmod(number, entry.size)
            cells.append(entry.member(digit))
        return array(tuple(reversed(cells)), self.shape)

    def number(self, member: Node) -> int | None:
        """Give the number of a member, ``None`` for what is no member."""
        if shape_of(member) != self.shape:
            return None
        number = 0
        for entry, cell in zip(self.entries, cells_of(member, self.shape), strict=True):
            digit = entry.number(cell)
            if digit is None:
                return None
            number = number * entry.size + digit
        return number

    def columns(self, name: str, rows: Cells) -> Mapping[str, Column]:
        """Give the columns, by name, of members given by their numbers."""
        from graders.value.arrays import digit

        found: dict[str, Column] = {}
        place = self.size
        for part, entry in zip(names(name, self.shape), self.entries, strict=True):
            place //= entry.size
            found.update(entry.columns(part, digit(rows, place, entry.size)))
        return found


Domain: TypeAlias = Progression | Members | Entries
"""A finite domain; its members are numbered from 0 to ``size - 1``."""


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
        return _different(map(_as_decimal, members))
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


# members


def rational(node: Node) -> Fraction | None:
    """Give the value of a number as it is drawn, ``5``, ``-7/2`` or ``0.25``; ``None`` for anything else."""
    match node:
        case Integer() | Decimal():
            return Fraction(node.value)
        case Negative():
            value = rational(node.argument)
            return None if value is None else -value
        case Quotient(numerator=Integer(value=top), denominator=Integer(value=below)) if below:
            return Fraction(top, below)
        case _:
            return None


def integer_tree(value: int) -> Node:
    """Write a whole number."""
    return Integer(value) if value >= 0 else Negative(Integer(-value))


def decimal_tree(value: Fraction, places: int) -> Node:
    """Write a number with so many decimal places, which it does not exceed."""
    whole, digits = divmod(int(abs(value) * 10**places), 10**places)
    number = Decimal(abs(value), f"{whole}.{digits:0{places}}") if places else Integer(whole)
    return Negative(number) if value < 0 else number


def _as_decimal(member: Node) -> Node:
    """Write a number as a decimal where it is one."""
    value = rational(member)
    if value is None:
        return member
    places = next((at for at in range(30) if 10**at % value.denominator == 0), None)
    return member if places is None else decimal_tree(value, places)


def identity(member: Node) -> Hashable:
    """Give what makes two members the same: the value, however it is written."""
    shape = shape_of(member)
    if shape:
        return shape, tuple(map(identity, cells_of(member, shape)))
    value = rational(member)
    return to_text(member) if value is None else value


def shape_of(node: Node) -> Shape:
    """Tell a vector's or matrix's shape; anything else has none."""
    if is_vector(node):
        return (len(entries(node)),)
    return (len(node.rows), len(node.rows[0])) if isinstance(node, Matrix) else ()


def cells_of(node: Node, shape: Shape) -> tuple[Node, ...]:
    """Give the entries row after row; what has no shape is its own only entry."""
    return children(node) if shape else (node,)


def array(cells: tuple[Node, ...], shape: Shape) -> Node:
    """Make a vector or matrix of entries; a single one without a shape stays itself."""
    if not shape:
        return cells[0]
    if len(shape) == 1:
        return vector(cells)
    return Matrix(tuple(cells[start : start + shape[1]] for start in range(0, len(cells), shape[1])))


def names(name: str, shape: Shape) -> tuple[str, ...]:
    """Name the columns of a parameter: ``a[1]``, ``a[2]``, row after row, which nobody can type as a name."""
    return tuple(f"{name}[{at}]" for at in range(1, prod(shape) + 1)) if shape else (name,)


def pattern(name: str, shape: Shape) -> Node:
    """Give a parameter as a tree of its columns' names."""
    return array(tuple(Variable(part) for part in names(name, shape)), shape)
