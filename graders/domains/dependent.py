r"""Parameters that depend on earlier ones.

    n: 2..4            i: 1..n            j: (1..n) \ {i}            c: i + j

A parameter without a domain of its own, like ``c``, is worked out.  One with a domain has another domain in
every case, that is, for all values of the parameters that it depends on, directly or not.  It has as many
digits as its largest domain has members; where a case has fewer, the digits beyond are no candidates.  So
every candidate keeps a number in one mixed radix, and every combination that there is counts once.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from math import prod
from typing import TYPE_CHECKING, TypeAlias

from graders.domains.kinds import Members
from graders.domains.reading import Domain, DomainError, domain, free_names, has_domains, worked
from graders.errors import UndefinedError
from graders.syntax import to_text
from graders.value.exact import substituted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graders.domains.members import Shape
    from graders.syntax.tree import Node
    from graders.value.columns import Cells, Column, Mask

MOST_CASES = 4096
"""The most combinations of values that a domain may depend on."""

MOST_LISTED = 200_000
"""The most members that are listed one by one in all cases together."""


@dataclass(frozen=True, slots=True)
class Computed:
    """A parameter that is worked out of earlier ones."""

    formula: Node
    roots: tuple[str, ...]

    @property
    def size(self) -> int:
        """There is one value in every case."""
        return 1

    def value(self, values: Mapping[str, Node]) -> Node:
        """Work it out; raises ``UndefinedError`` where it has no value."""
        return worked(substituted(self.formula, values))


@dataclass(frozen=True, slots=True)
class Dependent:
    """A domain for every case: ``roots`` are the parameters whose digits, of so many values each, make a case.

    ``which`` says by its place in ``domains`` what domain a case has, and -1 where it has none.
    """

    roots: tuple[str, ...]
    radix: tuple[int, ...]
    domains: tuple[Domain, ...]
    which: tuple[int, ...]

    @property
    def size(self) -> int:
        """How many digits there are: as many as the largest domain has members."""
        return max(one.size for one in self.domains)

    @property
    def shape(self) -> Shape:
        """The shape of every member; members of several shapes are taken whole."""
        shapes = {one.shape for one in self.domains}
        return shapes.pop() if len(shapes) == 1 else ()

    def case(self, digits: Mapping[str, int]) -> Domain | None:
        """Give the domain that there is for the digits of earlier parameters."""
        place = 0
        for name, size in zip(self.roots, self.radix, strict=True):
            place = place * size + digits[name]
        return self.domains[self.which[place]] if self.which[place] >= 0 else None

    def has(self, name: str, rows: Mapping[str, Cells]) -> Mask:
        """Mark the rows whose digit of this parameter is one of their case."""
        import numpy as np

        which = np.array(self.which, dtype=np.int64)[self._places(rows)]
        sizes = np.array([*(one.size for one in self.domains), 0], dtype=object)
        return np.asarray(rows[name] < sizes[which], dtype=np.bool_)

    def columns(self, name: str, rows: Mapping[str, Cells]) -> Mapping[str, Column]:
        """Give the columns, by name, of rows given by their digits; none that some case lacks."""
        import numpy as np

        from graders.value.columns import merged, stretch

        which = np.array(self.which, dtype=np.int64)[self._places(rows)]
        here = [np.flatnonzero(which == place) for place in range(len(self.domains))]
        pieces = [
            one.columns(name, np.minimum(rows[name][at], one.size - 1) if len(at) else stretch(0, 1))
            for one, at in zip(self.domains, here, strict=True)
        ]
        shared = set(pieces[0]).intersection(*pieces[1:])
        if len({one.shape for one in self.domains}) > 1:
            return {}
        return {own: merged([piece[own] for piece in pieces], here, len(which)) for own in pieces[0] if own in shared}

    def _places(self, rows: Mapping[str, Cells]) -> Cells:
        place: Cells = rows[self.roots[0]] * 0
        for name, size in zip(self.roots, self.radix, strict=True):
            place = place * size + rows[name]
        return place.astype("int64")


Drawn: TypeAlias = Domain | Dependent | Computed
"""How a parameter gets its value."""


def drawn_from(node: Node, known: Mapping[str, Drawn]) -> Drawn:
    """Read how a parameter gets its value, which may depend on those above it.

    Raises ``DomainError`` for what is no finite domain.
    """
    names = free_names(node)
    if not names:
        return domain(node)
    unknown = sorted(names.difference(known))
    if unknown:
        raise DomainError(f"{to_text(node)} depends on {', '.join(unknown)}, which no parameter above it is")
    roots = _roots(names, known)
    if not has_domains(node):
        return Computed(node, roots)
    return _by_cases(node, roots, known)


def _roots(names: frozenset[str], known: Mapping[str, Drawn]) -> tuple[str, ...]:
    """Name the parameters that are drawn, on which others depend, in the order in which they are given."""
    needed = set(names)
    for name in reversed(tuple(known)):
        own = known[name]
        if name in needed and not isinstance(own, Domain):
            needed.update(own.roots)
    return tuple(name for name in known if name in needed and not isinstance(known[name], Computed))


def _by_cases(node: Node, roots: tuple[str, ...], known: Mapping[str, Drawn]) -> Dependent:
    radix = tuple(known[name].size for name in roots)
    if prod(radix) > MOST_CASES:
        remedy = "put a condition under where, or a step under derive"
        raise DomainError(f"{to_text(node)} has another domain in more than {MOST_CASES} cases; {remedy}")
    reading = _Cases(node, known)
    which = tuple(reading.case(dict(zip(roots, digits, strict=True))) for digits in product(*map(range, radix)))
    if not reading.domains:
        raise reading.error or DomainError(f"{to_text(node)} has no members in any case")
    return Dependent(roots, radix, tuple(reading.domains.values()), which)


class _Cases:
    """One reading of all cases: the domains so far, each once, and the first case without one."""

    def __init__(self, node: Node, known: Mapping[str, Drawn]) -> None:
        self.node = node
        self.known = known
        self.domains: dict[Node, Domain] = {}
        self.places: dict[Node, int] = {}
        self.error: DomainError | None = None
        self.listed = 0

    def case(self, digits: Mapping[str, int]) -> int:
        """Give the place of the domain of one case, -1 for none."""
        try:
            values = valued(self.known, digits)
        except UndefinedError:
            return -1
        if values is None:
            return -1
        tree = substituted(self.node, values)
        if tree not in self.places:
            self.places[tree] = self.read(tree)
        return self.places[tree]

    def read(self, tree: Node) -> int:
        """Read a domain that no case had before."""
        try:
            found = domain(tree)
        except DomainError as error:
            self.error = self.error or error
            return -1
        self.listed += found.size if isinstance(found, Members) else 0
        if self.listed > MOST_LISTED:
            raise DomainError(f"{to_text(self.node)} has more than {MOST_LISTED} members to list in all its cases")
        self.domains[tree] = found
        return len(self.domains) - 1


def valued(known: Mapping[str, Drawn], digits: Mapping[str, int]) -> dict[str, Node] | None:
    """Give the values of the parameters whose digits are known, and of what is worked out of them alone.

    ``None`` where a case has no such member; ``UndefinedError`` where something has no value.
    """
    values: dict[str, Node] = {}
    for name, own in known.items():
        if isinstance(own, Computed):
            if all(root in digits for root in own.roots):
                values[name] = own.value(values)
        elif name in digits:
            here = own.case(digits) if isinstance(own, Dependent) else own
            if here is None or digits[name] >= here.size:
                return None
            values[name] = here.member(digits[name])
    return values
