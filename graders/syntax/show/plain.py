"""Trees to plain text; the walk that decides where brackets stand, for the other writers too."""

from __future__ import annotations

import re
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from graders.syntax.names import GREEK_SIGNS
from graders.syntax.reader import AND, LOGIC, NOT, OR, POWER, PRODUCT, RANGE, RELATION, SET, SUM
from graders.syntax.show.beside import is_unit
from graders.syntax.tree import (
    LEAVES,
    And,
    Call,
    Constant,
    Decimal,
    Integer,
    Listing,
    Matrix,
    Negative,
    Node,
    Not,
    Or,
    Piecewise,
    PlusMinus,
    Power,
    Product,
    Quotient,
    Range,
    Relation,
    SetOf,
    Sum,
    Text,
    Unit,
    Variable,
    walk,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ATOM = POWER + 1

READ_OTHERWISE = re.compile(r"[Tt](?![\w'])|\{")
"""What means something else where it begins an exponent: the sign of a transpose, and braces that only group."""


SQUARE = frozenset("[]")


def has_turned(node: Node) -> bool:
    """Tell whether turned square brackets, as in ``]0, 1[``, occur in a tree."""
    return any(isinstance(part, Listing) and (part.opening == "]" or part.closing == "[") for part in walk(node))


class PlainWriter:
    """The walk, and plain text; the other writers replace how single signs are written."""

    MINUS = "-"
    SIGNS: Mapping[str, str] = MappingProxyType({})

    def write(self, node: Node) -> str:
        """Write one node, without brackets around it."""
        return WRITERS[type(node)](self, node)

    def listing(self, node: Listing) -> str:
        """Write a list in its brackets."""
        square = not SQUARE.isdisjoint((node.opening, node.closing))
        return self.fenced(node.opening, self.listed(node.items, square=square), node.closing)

    # brackets

    def at(self, node: Node, loosest: int) -> str:
        """Write a node where operators that bind less tightly need brackets."""
        text = self.write(node)
        return self.fenced("(", text, ")") if tightness(node) < loosest else text

    def signed(self, node: Negative | PlusMinus) -> str:
        """Write a sign before its term."""
        sign = self.MINUS if isinstance(node, Negative) else "±" if node.upper > 0 else "∓"
        signed = isinstance(node.argument, (Negative, PlusMinus))
        return self.prefixed(sign, self.at(node.argument, ATOM if signed else PRODUCT))

    def terms(self, node: Sum) -> list[str]:
        """Write the terms of a sum with the signs between them."""
        parts = [self.at(node.terms[0], SUM + 1 if isinstance(node.terms[0], Sum) else SUM)]
        for term in node.terms[1:]:
            match term:
                case Negative(argument=inner):
                    parts += [self.infix(self.MINUS), self.at(inner, PRODUCT)]
                case PlusMinus(argument=inner, upper=upper):
                    parts += [self.infix("±" if upper > 0 else "∓"), self.at(inner, PRODUCT)]
                case _:
                    parts += [self.infix("+"), self.at(term, PRODUCT)]
        return parts

    def factors(self, factors: tuple[Node, ...]) -> list[str]:
        """Write factors with the sign of the product between them."""
        first = factors[0]
        parts = [self.at(first, PRODUCT if isinstance(first, Quotient) else POWER)]
        for before, factor in pairwise(factors):
            loosest = PRODUCT if is_unit(factor) else POWER
            parts += [self.times(before, factor), self.at(factor, loosest)]
        return parts

    def quotient(self, node: Quotient) -> str:
        """Write a fraction on one line; minus signs and sums are bracketed."""
        return self.at(node.numerator, PRODUCT) + "/" + self.at(node.denominator, POWER)

    def power(self, node: Power) -> str:
        """Write a power on one line."""
        exponent = self.write(node.exponent)
        bare = isinstance(node.exponent, Negative) and tightness(node.exponent.argument) >= POWER
        if READ_OTHERWISE.match(exponent) or (tightness(node.exponent) < POWER and not bare):
            exponent = self.fenced("(", exponent, ")")
        return self.at(node.base, ATOM) + "^" + exponent

    # functions

    def call(self, node: Call) -> str:
        """Write a function with its arguments; those with a sign of their own are written with it."""
        match node.name, node.arguments:
            case "factorial", (inner,):
                return self.row([self.postfixed(inner), self.sign("!")])
            case "double_factorial", (inner,):
                return self.row([self.postfixed(inner), self.sign("!!")])
            case "percent", (inner,):
                return self.row([self.postfixed(inner), self.sign("%")])
            case "degree", (inner,):
                return self.row([self.postfixed(inner), self.sign("°")])
            case (("union" | "intersection" | "set_difference" as name), arguments):
                return self.between(arguments, name, RANGE)
            case (("implies" | "iff" | "xor" as name), arguments):
                return self.between(arguments, name, OR)
            case _:
                return self.application(node)

    def postfixed(self, node: Node) -> str:
        """Write the operand of a sign that follows it."""
        follows = isinstance(node, Call) and node.name in ("factorial", "double_factorial")
        return self.fenced("(", self.write(node), ")") if follows else self.at(node, ATOM)

    def application(self, node: Call) -> str:
        """Write a function's name and its arguments in brackets."""
        return f"{node.name}({self.listed(node.arguments)})"

    # structures

    def between(self, nodes: tuple[Node, ...], operator: str, loosest: int) -> str:
        """Write nodes with the same operator between them."""
        parts = [self.at(nodes[0], loosest)]
        for node in nodes[1:]:
            parts += [self.word(operator), self.at(node, loosest)]
        return self.row(parts)

    def relation(self, node: Relation) -> str:
        """Write a chain of comparisons."""
        parts = [self.at(node.operands[0], SET)]
        for operator, operand in zip(node.operators, node.operands[1:], strict=True):
            parts += [self.word(operator), self.at(operand, SET)]
        return self.row(parts)

    def matrix(self, node: Matrix) -> str:
        """Write a matrix as a list of rows."""
        rows = ", ".join(self.fenced("[", self.listed(row, square=True), "]") for row in node.rows)
        return self.fenced("[", rows, "]")

    def piecewise(self, node: Piecewise) -> str:
        """Write values with their conditions."""
        return "piecewise(" + ", ".join(self.fenced("(", self.listed(piece), ")") for piece in node.pieces) + ")"

    def listed(self, nodes: tuple[Node, ...], *, square: bool = False) -> str:
        """Write items with commas between them; in square brackets, turned ones are bracketed again."""
        return ", ".join(self.at(node, ATOM + 1 if square and has_turned(node) else LOGIC) for node in nodes)

    # signs: what the other media write in their own way

    def number(self, digits: str) -> str:
        """Write digits; a point at their end could be taken for a full stop."""
        return f"({digits})" if digits.endswith(".") else digits

    def variable(self, name: str) -> str:
        """Write a name with its subscript."""
        letters, _, subscript = name.rstrip("'").partition("_")
        primes = name[len(name.rstrip("'")) :]
        if letters == "Pi":
            letters = GREEK_SIGNS[letters]
        simple = all(part.isalpha() or part.isdecimal() for part in subscript.split("_"))
        below = subscript if simple else f"{{{subscript}}}"
        return f"{letters}_{below}{primes}" if subscript else letters + primes

    def unit(self, name: str) -> str:
        """Write a unit."""
        return name

    def constant(self, name: str) -> str:
        """Write a named constant."""
        return name

    def words(self, text: str) -> str:
        """Write words."""
        return f'"{text}"'

    def word(self, operator: str) -> str:
        """Write an operator that stands between spaces."""
        if operator == "..":
            return " .. "
        if operator == "not":
            return "not "
        return " \\ " if operator == "set_difference" else f" {operator} "

    def sign(self, sign: str) -> str:
        """Write a sign that sticks to its operand."""
        return sign

    def infix(self, sign: str) -> str:
        """Write a sign between terms."""
        return f" {sign} "

    def prefixed(self, sign: str, text: str) -> str:
        """Write a sign before its operand."""
        return sign + text

    def times(self, before: Node, after: Node) -> str:
        """Write the sign of a product between two factors, and only room before a unit."""
        del before
        return " " if is_unit(after) else "*"

    def row(self, parts: list[str]) -> str:
        """Join what stands on one line."""
        return "".join(parts)

    def fenced(self, opening: str, text: str, closing: str) -> str:
        """Put brackets around a text."""
        return ("⟨" if opening == "<" else opening) + text + ("⟩" if opening == "<" else closing)


WRITERS: Mapping[type, Callable[[PlainWriter, Any], str]] = MappingProxyType(
    {
        Integer: lambda writer, node: writer.number(str(node.value)),
        Decimal: lambda writer, node: writer.number(node.written),
        Unit: lambda writer, node: writer.unit(node.name),
        Variable: lambda writer, node: writer.variable(node.name),
        Constant: lambda writer, node: writer.constant(node.name),
        Text: lambda writer, node: writer.words(node.value),
        Negative: lambda writer, node: writer.signed(node),
        PlusMinus: lambda writer, node: writer.signed(node),
        Sum: lambda writer, node: writer.row(writer.terms(node)),
        Product: lambda writer, node: writer.row(writer.factors(node.factors)),
        Quotient: lambda writer, node: writer.quotient(node),
        Power: lambda writer, node: writer.power(node),
        Call: lambda writer, node: writer.call(node),
        Listing: lambda writer, node: writer.listing(node),
        SetOf: lambda writer, node: writer.fenced("{", writer.listed(node.items), "}"),
        Matrix: lambda writer, node: writer.matrix(node),
        Range: lambda writer, node: writer.between((node.first, node.last), "..", SUM),
        Relation: lambda writer, node: writer.relation(node),
        Not: lambda writer, node: writer.row([writer.word("not"), writer.at(node.argument, NOT)]),
        And: lambda writer, node: writer.between(node.arguments, "and", NOT),
        Or: lambda writer, node: writer.between(node.arguments, "or", AND),
        Piecewise: lambda writer, node: writer.piecewise(node),
    }
)
"""How a node of each class is written; found by class, since every part of every formula is asked."""


def tightness(node: Node) -> int:
    """Tell how tightly the outermost operator of a node binds."""
    if type(node) in BINDS:
        return BINDS[type(node)]
    match node:
        case Listing(opening=""):
            return LOGIC - 1
        case Call(name="union" | "intersection" | "set_difference"):
            return SET
        case Call(name="implies" | "iff" | "xor"):
            return LOGIC
        case _:
            return ATOM


BINDS: Mapping[type, int] = MappingProxyType(
    {
        **dict.fromkeys(LEAVES, ATOM),
        **dict.fromkeys((Sum, Negative, PlusMinus), SUM),
        **dict.fromkeys((Product, Quotient), PRODUCT),
        Power: POWER,
        Relation: RELATION,
        And: AND,
        Or: OR,
        Not: NOT,
        Range: RANGE,
    }
)
"""How tightly operators bind whatever stands in them."""
