"""The mathematics in an exercise file: every formula read, and every name in it known where it stands.

where a formula stands            names that it may use
given.NAME                        the parameters above it; and the variable of a polynomial, with_roots(x, ...)
pinned.VARIANT.NAME               none: a value
derive.NAME                       parameters, variables, and the steps above it
where[k]                          all: parameters, steps and variables
parts[k].key, malrules[m].when    all
{{ ... }} in a text               all
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from graders.bank.document import Document, Entries, Fields, Scalar, Way
from graders.bank.meant import meant_domain
from graders.bank.shape import suggestion
from graders.domains import Domain, DomainError, drawn_from, free_names, shape_of
from graders.errors import ResponseError
from graders.syntax import Vocabulary, parse
from graders.syntax.names import CONSTANT_SPELLINGS, FUNCTION_SPELLINGS, WORD_OPERATORS
from graders.syntax.tree import And, Call, Listing, Not, Or, Relation, Variable, variables, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graders.domains import Drawn, Shape
    from graders.errors import Problem
    from graders.syntax.tree import Node

RESERVED = frozenset(("steps", "tau", *FUNCTION_SPELLINGS, *WORD_OPERATORS)) | frozenset(
    spelling for spelling in CONSTANT_SPELLINGS if len(spelling) > 1
)
"""Names that mean something already; letters such as ``e`` and ``i`` an exercise may have for itself."""


DOMAINS = "write one such as -5..5, {1, 2, 5} or vector(3, -5..5)"


@dataclass(frozen=True, slots=True)
class Names:
    """The names of an exercise: its parameters, the steps of its solution in order, and names that stay letters."""

    given: tuple[str, ...]
    derived: tuple[str, ...]
    free: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """Every name."""
        return self.given + self.derived + self.free

    def before(self, parameter: str) -> tuple[str, ...]:
        """Give the names that a domain may depend on."""
        return self.given[: self.given.index(parameter)] if parameter in self.given else self.given

    def above(self, step: str) -> tuple[str, ...]:
        """Give the names that a step may use."""
        return self.given + self.derived[: self.derived.index(step)] + self.free


def names_of(document: Document) -> Names:
    """Collect the names that an exercise introduces; what cannot be a name is reported elsewhere."""
    given = tuple(filter(is_name, document.names(("given",))))
    derived = tuple(name for name in document.names(("derive",)) if name not in given and is_name(name))
    written = (value.text for way in document.below(("variables",)) if isinstance(value := document.at(way), Scalar))
    taken = {*given, *derived, *RESERVED}
    return Names(given, derived, tuple(name for name in written if is_name(name) and name not in taken))


def _remedy(way: Way, text: str, error: ResponseError) -> str:
    """Say what to write instead; a domain may be written as in another tool."""
    if way[0] == "given":
        meant = meant_domain(text)
        return DOMAINS if meant is None else f"write {meant}"
    repair = f"; did you mean {' '.join(error.repair.split())}?" if error.repair else ""
    return f"expected {error.expected}{repair}"


class Formulas:
    """One reading of the formulas of one document: their trees by their ways, and the problems met."""

    def __init__(self, document: Document) -> None:
        """Read everything; what cannot be read is a problem and has no tree."""
        self.document = document
        self.names = names_of(document)
        self.vocabulary = Vocabulary(frozenset(self.names.all))
        self.trees: dict[Way, Node] = {}
        self.unknowns: frozenset[str] = frozenset()
        self.problems: list[Problem] = [*self.bad_names(), *self.bad_variables(), *self.torn()]
        for way, known in self.places():
            self.read(way, known)
            if way[0] == "given" and way in self.trees:
                self.unknowns |= variables(self.trees[way]) - free_names(self.trees[way])
        self.problems.extend(self.odd_domains())
        self.problems.extend(self.odd_statements())
        self.problems.extend(self.odd_pins())

    def places(self) -> Iterator[tuple[Way, tuple[str, ...]]]:
        """Yield where formulas stand, each with the names that it may use."""
        for name in self.document.names(("given",)):
            yield ("given", name), self.names.before(name)
        for way in self.document.below(("where",)):
            yield way, self.names.all
        for name in self.document.names(("derive",)):
            yield ("derive", name), self.names.above(name) if name in self.names.derived else self.names.given
        for variant in self.document.names(("pinned",)):
            for name in self.document.names(("pinned", variant)):
                yield ("pinned", variant, name), ()
        for part in self.document.below(("parts",)):
            yield (*part, "key"), self.names.all
            for rule in self.document.below((*part, "malrules")):
                yield (*rule, "when"), self.names.all

    def read(self, way: Way, known: tuple[str, ...]) -> None:
        """Read one formula, if there is one."""
        value = self.document.at(way)
        if value is None or self.is_torn(way[:-1]):
            return
        text = self.document.written(value)
        if isinstance(value, (Entries, Fields)) and not value.flow:
            self.note(way, "mathematics is needed here", "write it on one line")
        elif not text.strip():
            self.note(way, "is empty", "write a formula")
        else:
            self.parse(way, text, known)

    def parse(self, way: Way, text: str, known: tuple[str, ...]) -> None:
        """Read a formula's text; keep its tree if all its names are known."""
        try:
            tree = parse(text, self.vocabulary)
        except ResponseError as error:
            self.note(way, f"cannot be read: {error.found}", _remedy(way, text, error), error.span.start)
            return
        own = variables(tree) - free_names(tree) if way[0] == "given" else self.unknowns
        strangers = [node for node in walk(tree) if isinstance(node, Variable) and node.name not in {*known, *own}]
        for node in {stranger.name: stranger for stranger in reversed(strangers)}.values():
            message, remedy = self.stranger(node.name, way, known)
            found = self.document.problem(way, message, remedy, character=node.span.start)
            self.problems.append(replace(found, code="unknown-name"))
        if not strangers:
            self.trees[way] = tree

    def stranger(self, name: str, way: Way, known: tuple[str, ...]) -> tuple[str, str]:
        """Say why a name may not stand here, and the remedy."""
        if way[0] == "given":
            return f"{name} is no parameter above this one", "a domain depends on numbers and on parameters above it"
        if way[0] == "pinned":
            return f"the name {name} in a value", "write numbers, or words between double quotes"
        if name == way[-1]:
            return f"{name} is derived from itself", "use the names above it"
        if name in self.names.derived:
            return f"{name} is derived later", "move that step up"
        return f"unknown name {name}", suggestion(name, known)

    def note(self, way: Way, message: str, remedy: str, character: int | None = None) -> None:
        """Add a problem at a character of a value."""
        self.problems.append(self.document.problem(way, message, remedy, character=character))

    def bad_variables(self) -> Iterator[Problem]:
        """Report variables that are no names, or have a value in this exercise."""
        for way in self.document.below(("variables",)):
            value = self.document.at(way)
            if isinstance(value, Scalar) and value.text not in self.names.free:
                remedy = "write a letter or name that has no meaning yet, such as x"
                yield self.document.problem(way, f'"{value.text}" cannot be a variable here', remedy)

    def bad_names(self) -> Iterator[Problem]:
        """Report names that cannot be written in formulas, or mean something already."""
        for section in ("given", "derive"):
            for name in self.document.names((section,)):
                way: Way = (section, name)
                if self.is_torn(way[:-1]):
                    continue
                if name.lower() in RESERVED or name in RESERVED:
                    yield self.document.problem_with_name(way, f"{name} has a meaning already", "choose another name")
                elif not is_name(name):
                    remedy = "use letters and digits, the first a letter, with a subscript after _"
                    yield self.document.problem_with_name(way, f'"{name}" is no name', remedy)
                elif section == "derive" and name in self.document.names(("given",)):
                    yield self.document.problem_with_name(way, f"{name} is a parameter already", "choose another name")

    def torn(self) -> Iterator[Problem]:
        """Report fields in braces that a comma tore a formula into: ``{a: vector(3, -5..5)}``."""
        ways: list[Way] = [("given",), ("derive",)]
        ways.extend(("pinned", variant) for variant in self.document.names(("pinned",)))
        for way in ways:
            if (found := self.shred(way)) is not None:
                remedy = "inside { } put a formula with commas between quotes"
                yield self.document.problem_at(found.start, way, f"a comma cuts off {found.text}", remedy)

    def is_torn(self, way: Way) -> bool:
        """Tell whether a comma tore a formula among these fields."""
        return self.shred(way) is not None

    def shred(self, way: Way) -> Scalar | None:
        """Find the first name in braces that has no colon."""
        value = self.document.at(way)
        if not isinstance(value, Fields) or not value.flow:
            return None
        without = (key for key, found in value.pairs if found.start == found.end)
        return next((key for key in without if not self.document.text[key.end :].lstrip().startswith(":")), None)

    def odd_domains(self) -> Iterator[Problem]:
        """Report domains that are none, and pinned values of another shape than their parameter."""
        known: dict[str, Drawn] = {}
        for name in self.names.given:
            tree = self.trees.get(("given", name))
            if tree is None or not known.keys() >= free_names(tree):
                continue
            try:
                drawn = known[name] = drawn_from(tree, known)
            except DomainError as error:
                yield self.document.problem(("given", name), f"is no domain: {error}", DOMAINS)
                continue
            if not isinstance(drawn, Domain):
                continue
            shape = drawn.shape
            for variant in self.document.names(("pinned",)):
                value = self.trees.get(("pinned", variant, name))
                if value is not None and shape_of(value) != shape:
                    message = f"{_shaped(shape_of(value))} where {name} is {_shaped(shape)}"
                    yield self.document.problem(("pinned", variant, name), message, "write a value of that size")

    def odd_statements(self) -> Iterator[Problem]:
        """Report conditions that neither hold nor fail."""
        for way in self.document.below(("where",)):
            tree = self.trees.get(way)
            if tree is not None and not is_statement(tree):
                yield self.document.problem(way, "is no statement", "compare something, as in a != b")

    def odd_pins(self) -> Iterator[Problem]:
        """Report pinned variants that do not give exactly the parameters values."""
        for variant in self.document.names(("pinned",)):
            way: Way = ("pinned", variant)
            if self.is_torn(way) or not isinstance(self.document.at(way), Fields):
                continue
            there = self.document.names(way)
            for name in self.names.given:
                if name not in there:
                    yield self.document.problem(way, f"the parameter {name} has no value", f'add "{name}: ..."')
            for name in there:
                if name not in self.names.given:
                    remedy = suggestion(name, self.names.given)
                    yield self.document.problem_with_name((*way, name), "unknown parameter", remedy)


def _shaped(shape: Shape) -> str:
    """Say a shape in words."""
    match shape:
        case ():
            return "a number"
        case (size,):
            return f"a vector of {size}"
        case _:
            return f"a matrix of {' by '.join(map(str, shape))}"


def is_name(text: str) -> bool:
    """Tell whether a text can be the name of a parameter or step: the parser reads it as one variable.

    >>> is_name("e_i"), is_name("na"), is_name("2a"), is_name("a b")
    (True, True, False, False)
    """
    if not text.isascii() or not text.isidentifier() or text.startswith("_"):
        return False
    try:
        return parse(text, Vocabulary(frozenset((text,)))) == Variable(text)
    except ResponseError:
        return False


def is_statement(tree: Node) -> bool:
    """Tell whether a tree holds or fails, rather than having a value."""
    if isinstance(tree, (Relation, Not, And, Or)):
        return True
    return isinstance(tree, Call) and (tree.name.startswith("is_") or tree.name in ("divides", "implies", "iff", "xor"))


def as_vector(tree: Node) -> Node:
    """Read a list in square brackets, as YAML has it, as the vector that it is: ``[1, 2]`` as ``(1, 2)``."""
    if isinstance(tree, Listing) and (tree.opening, tree.closing) == ("[", "]"):
        return Listing(tree.items, "(", ")", tree.span)
    return tree
