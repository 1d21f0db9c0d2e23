"""Trees to text that reads back as the same tree: plain, LaTeX and MathML, with no bracket too many.

One walk decides where brackets stand; three writers know how each sign is written.  For every tree that
the parser can give, ``parse(to_text(tree)) == tree``.
"""

from __future__ import annotations

import re
from html import escape
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING

from graders.syntax.names import CONSTANTS_BY_NAME, FUNCTIONS, GREEK_SIGNS
from graders.syntax.reader import AND, LOGIC, NOT, OR, POWER, PRODUCT, RANGE, RELATION, SET, SUM
from graders.syntax.tree import (
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
    Variable,
    walk,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

ATOM = POWER + 1

READ_OTHERWISE = re.compile(r"[Tt](?![\w'])|\{")
"""What means something else where it begins an exponent: the sign of a transpose, and braces that only group."""


def to_text(node: Node) -> str:
    """Write a tree as one would type it: ``4*sqrt(3)``."""
    return node.written if isinstance(node, Decimal) else PlainWriter().write(node)


def to_latex(node: Node) -> str:
    r"""Write a tree in LaTeX, without dollar signs: ``4 \sqrt{3}``."""
    return LatexWriter().write(node)


def to_mathml(node: Node, *, display: bool = False) -> str:
    """Write a tree as a whole ``<math>`` element, with its plain text for readers that show no MathML."""
    kind = ' display="block"' if display else ""
    return f'<math{kind} alttext="{escape(to_text(node))}">{MathmlWriter().write(node)}</math>'


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
        match node:
            case Integer():
                return self.number(str(node.value))
            case Decimal():
                return self.number(node.written)
            case Variable():
                return self.variable(node.name)
            case Constant():
                return self.constant(node.name)
            case Text():
                return self.words(node.value)
            case Negative() | PlusMinus():
                return self.signed(node)
            case Sum():
                return self.row(self.terms(node))
            case Product():
                return self.row(self.factors(node.factors))
            case Quotient():
                return self.quotient(node)
            case Power():
                return self.power(node)
            case Call():
                return self.call(node)
            case _:
                return self.structure(node)

    def structure(self, node: Node) -> str:
        """Write the nodes that are no plain arithmetic."""
        match node:
            case Listing():
                square = not SQUARE.isdisjoint((node.opening, node.closing))
                return self.fenced(node.opening, self.listed(node.items, square=square), node.closing)
            case SetOf():
                return self.fenced("{", self.listed(node.items), "}")
            case Matrix():
                return self.matrix(node)
            case Range():
                return self.between((node.first, node.last), "..", SUM)
            case Relation():
                return self.relation(node)
            case Not():
                return self.row([self.word("not"), self.at(node.argument, NOT)])
            case And():
                return self.between(node.arguments, "and", NOT)
            case Or():
                return self.between(node.arguments, "or", AND)
            case Piecewise():
                return self.piecewise(node)
            case _:
                return self.write(node)

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
            parts += [self.times(before, factor), self.at(factor, POWER)]
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
        """Write the sign of a product between two factors."""
        del before, after
        return "*"

    def row(self, parts: list[str]) -> str:
        """Join what stands on one line."""
        return "".join(parts)

    def fenced(self, opening: str, text: str, closing: str) -> str:
        """Put brackets around a text."""
        return ("⟨" if opening == "<" else opening) + text + ("⟩" if opening == "<" else closing)


def tightness(node: Node) -> int:
    """Tell how tightly the outermost operator of a node binds."""
    match node:
        case Sum():
            return SUM
        case Negative() | PlusMinus():
            return SUM
        case Product() | Quotient():
            return PRODUCT
        case Power():
            return POWER
        case Relation():
            return RELATION
        case And():
            return AND
        case Or():
            return OR
        case Not():
            return NOT
        case Range():
            return RANGE
        case Listing(opening=""):
            return LOGIC - 1
        case Call(name="union" | "intersection" | "set_difference"):
            return SET
        case Call(name="implies" | "iff" | "xor"):
            return LOGIC
        case _:
            return ATOM


class LatexWriter(PlainWriter):
    r"""LaTeX: fractions, roots, exponents and matrices are set, so that they need fewer brackets.

    Where two trees look alike on paper, one of them is written with braces that LaTeX sets as nothing and
    that the reader knows: ``{A}^{{-}1}`` is an inverse and ``A^{-1}`` a power, ``\langle a{,}\, b \rangle``
    an inner product and ``\langle a, b \rangle`` a vector, ``1{\cdot}10^{3}`` one number, ``\sqrt[{3}]{x}``
    the third root by its index.
    """

    SIGNS: Mapping[str, str] = MappingProxyType(
        {
            "!=": "\\neq", "<=": "\\leq", ">=": "\\geq", "~": "\\approx", "in": "\\in", "notin": "\\notin",
            "subset": "\\subseteq", "and": "\\land", "or": "\\lor", "not": "\\lnot", "union": "\\cup",
            "intersection": "\\cap", "set_difference": "\\setminus", "implies": "\\implies", "iff": "\\iff",
            "xor": "\\oplus", "..": "\\ldots", "±": "\\pm", "∓": "\\mp", "°": "^{\\circ}", "%": "\\%",
        }
    )  # fmt: skip
    FENCES: Mapping[str, str] = MappingProxyType({"{": "\\{", "}": "\\}", "<": "\\langle ", ">": "\\rangle ", "": "."})
    SETS_CALCULUS = True
    """Whether sums, integrals, limits and derivatives are set with their own signs."""

    def at(self, node: Node, loosest: int) -> str:
        """Write a node where operators that bind less tightly need brackets."""
        text = self.write(node)
        return self.fenced("(", text, ")") if self.binds(node) < loosest else text

    def binds(self, node: Node) -> int:
        """Tell how tightly a node binds as it is set: a fraction needs brackets only below an exponent."""
        if isinstance(node, Quotient):
            return POWER
        if isinstance(node, Call) and self.SETS_CALCULUS and is_big(node):
            return PRODUCT
        return tightness(node)

    def factors(self, factors: tuple[Node, ...]) -> list[str]:
        """Write factors; what reaches as far as it can, such as a sum, stands last or in brackets."""
        parts = [self.at(factors[0], POWER)]
        for before, factor in pairwise(factors):
            reaches = factor is factors[-1] and isinstance(factor, Call) and self.SETS_CALCULUS and is_big(factor)
            parts += [self.times(before, factor), self.at(factor, PRODUCT if reaches else POWER)]
        return parts

    def quotient(self, node: Quotient) -> str:
        """Write a fraction."""
        return f"\\frac{{{self.write(node.numerator)}}}{{{self.write(node.denominator)}}}"

    def power(self, node: Power) -> str:
        """Write a raised exponent; that of a sine stands at its name."""
        match node.base, node.exponent:
            case Call(name=name, arguments=(inner,)), Integer() if name in POWERS_AT_NAME:
                exponent = self.write(node.exponent)
                return f"{self.operator(name)}^{{{exponent}}}{self.fenced('(', self.write(inner), ')')}"
            case base, Variable(name="T" | "t"):
                return f"{self.raisable(base)}^{{{self.fenced('(', self.write(node.exponent), ')')}}}"
            case base, exponent:
                return f"{self.raisable(base)}^{{{self.write(exponent)}}}"

    def raisable(self, node: Node) -> str:
        """Write what something is raised at: LaTeX sets one superscript only."""
        is_raised = isinstance(node, Call) and node.name in ("degree", "transpose", "inverse")
        return self.fenced("(", self.write(node), ")") if is_raised else self.at(node, ATOM)

    def postfixed(self, node: Node) -> str:
        """Write the operand of a sign that follows it."""
        is_raised = isinstance(node, Call) and node.name in ("degree", "transpose", "inverse")
        return self.fenced("(", self.write(node), ")") if is_raised else super().postfixed(node)

    def application(self, node: Call) -> str:
        """Write roots, bars and functions as they are set."""
        match node.name, node.arguments:
            case "sqrt", (inner,):
                return f"\\sqrt{{{self.write(inner)}}}"
            case "cbrt", (inner,):
                return f"\\sqrt[3]{{{self.write(inner)}}}"
            case "root", (inner, index):
                return f"\\sqrt[{self.index(index)}]{{{self.write(inner)}}}"
            case "abs", (Call(name="abs") as inner,):
                return f"\\left|{self.fenced('(', self.write(inner), ')')}\\right|"
            case "abs", (inner,):
                return f"\\left|{self.apart(inner)}\\right|"
            case "norm", (inner,):
                return f"\\left\\lVert {self.write(inner)} \\right\\rVert"
            case "floor", (inner,):
                return f"\\left\\lfloor {self.write(inner)} \\right\\rfloor"
            case "ceil", (inner,):
                return f"\\left\\lceil {self.write(inner)} \\right\\rceil"
            case "conj", (inner,):
                return f"\\overline{{{self.write(inner)}}}"
            case "transpose", (inner,):
                return f"{self.raisable(inner)}^{{\\top}}"
            case "inverse", (inner,):
                return f"{{{self.raisable(inner)}}}^{{{{-}}1}}"
            case "dot", (left, right):
                return f"\\left\\langle {self.at(left, LOGIC)}{{,}}\\, {self.at(right, LOGIC)} \\right\\rangle"
            case "binomial", (top, below):
                return f"\\binom{{{self.write(top)}}}{{{self.write(below)}}}"
            case "log", (inner, base):
                return f"\\log_{{{self.write(base)}}}{self.fenced('(', self.write(inner), ')')}"
            case _ if is_big(node):
                return self.calculus(node)
            case _:
                return f"{self.operator(node.name)}{self.fenced('(', self.listed(node.arguments), ')')}"

    def calculus(self, node: Call) -> str:
        """Write a sum, an integral, a limit or a derivative with its variable."""
        inner, variable = node.arguments[0], self.write(node.arguments[1])
        body = self.at(inner, PRODUCT)
        match node.name, node.arguments[2:]:
            case ((("sum" | "product") as name), (first, last)):
                sign = "\\sum" if name == "sum" else "\\prod"
                return f"{sign}_{{{variable} = {self.at(first, SET)}}}^{{{self.write(last)}}} {body}"
            case "integrate", (first, last):
                return f"\\int_{{{self.write(first)}}}^{{{self.write(last)}}} {body} \\,\\mathrm{{d}} {variable}"
            case "integrate", _:
                return f"\\int {body} \\,\\mathrm{{d}} {variable}"
            case "limit", (point,):
                return f"\\lim_{{{variable} \\to {self.at(point, SET)}}} {body}"
            case _, (times,):
                raised = f"^{{{self.write(times)}}}"
                return f"\\frac{{\\mathrm{{d}}{raised}}}{{\\mathrm{{d}} {variable}{raised}}} {body}"
            case _ if isinstance(inner, Variable):
                return f"\\frac{{\\mathrm{{d}} {body}}}{{\\mathrm{{d}} {variable}}}"
            case _:
                return f"\\frac{{\\mathrm{{d}}}}{{\\mathrm{{d}} {variable}}} {body}"

    def index(self, node: Node) -> str:
        """Write the index of a root; braces keep a square bracket inside, and tell the third root from ``cbrt``."""
        text = self.write(node)
        return f"{{{text}}}" if text == "3" or "]" in text else text

    def apart(self, node: Node) -> str:
        """Write what stands alone in brackets; those around a bare matrix would be part of it."""
        return f"{{{self.write(node)}}}" if isinstance(node, Matrix) else self.write(node)

    def operator(self, name: str) -> str:
        """Write a function's name; one that is a letter is upright."""
        row = FUNCTIONS.get(name)
        if row is None or not row.latex:
            return "\\operatorname{" + name.replace("_", "\\_") + "}"
        return f"\\operatorname{{{row.latex}}}" if row.latex[1:] in GREEK_SIGNS else row.latex

    def structure(self, node: Node) -> str:
        """Write the nodes that are no plain arithmetic."""
        match node:
            case Listing(items=(Matrix() as only,)):
                return self.fenced(node.opening, self.apart(only), node.closing)
            case _:
                return super().structure(node)

    def matrix(self, node: Matrix) -> str:
        """Write a matrix in square brackets."""
        rows = " \\\\ ".join(" & ".join(self.write(entry) for entry in row) for row in node.rows)
        return f"\\begin{{bmatrix}} {rows} \\end{{bmatrix}}"

    def piecewise(self, node: Piecewise) -> str:
        """Write cases."""
        rows = " \\\\ ".join(f"{self.write(value)} & {self.condition(condition)}" for value, condition in node.pieces)
        return f"\\begin{{cases}} {rows} \\end{{cases}}"

    def condition(self, node: Node) -> str:
        """Write the condition of a case."""
        return "\\text{otherwise}" if node == Constant("true") else f"\\text{{if }} {self.write(node)}"

    def number(self, digits: str) -> str:
        """Write digits; powers of ten are set as such, with another sign for a capital ``E``."""
        mantissa, letter, exponent = digits.partition("E" if "E" in digits else "e")
        if letter:
            sign = "\\times" if letter == "E" else "\\cdot"
            return f"{mantissa}{{{sign}}}10^{{{exponent}}}"
        return f"{{{digits}}}" if digits.endswith(".") else digits

    def variable(self, name: str) -> str:
        """Write a name with its subscript and its primes."""
        letters, _, subscript = name.rstrip("'").partition("_")
        primes = name[len(name.rstrip("'")) :]
        if letters in GREEK_SIGNS:
            letters = f"\\{letters}"
        elif len(letters) > 1:
            letters = f"\\mathrm{{{letters}}}"
        below = f"_{{{self.subscript(subscript)}}}" if subscript else ""
        return letters + below + primes

    def subscript(self, text: str) -> str:
        """Write what stands below a name: words upright, Greek letters by their signs."""
        if text in GREEK_SIGNS:
            return f"\\{text}"
        return f"\\mathrm{{{text}}}" if text.isalpha() and len(text) > 1 else text.replace("_", "\\_")

    def constant(self, name: str) -> str:
        """Write a named constant."""
        return CONSTANTS_BY_NAME[name].latex

    def words(self, text: str) -> str:
        """Write words upright, by a command that keeps them words whatever they say."""
        return "\\textnormal{" + "".join(self.ESCAPES.get(sign, sign) for sign in text) + "}"

    ESCAPES: Mapping[str, str] = MappingProxyType(
        {
            **{sign: f"\\{sign}" for sign in "{}$%&#_"}, "\\": "\\textbackslash{}", "^": "\\textasciicircum{}",
            "~": "\\textasciitilde{}",
        }
    )  # fmt: skip
    """Characters that words cannot hold in LaTeX."""

    def word(self, operator: str) -> str:
        """Write an operator with room around it."""
        sign = self.SIGNS.get(operator, operator)
        return f"{sign} " if operator == "not" else f" {sign} "

    def sign(self, sign: str) -> str:
        """Write a sign that sticks to its operand."""
        return self.SIGNS.get(sign, sign)

    def infix(self, sign: str) -> str:
        """Write a sign between terms."""
        return f" {self.SIGNS.get(sign, sign)} "

    def prefixed(self, sign: str, text: str) -> str:
        """Write a sign before its operand."""
        return f"{self.SIGNS[sign]} {text}" if sign in self.SIGNS else sign + text

    def times(self, before: Node, after: Node) -> str:
        """Write a dot where factors side by side could be misread."""
        return " " if side_by_side(before, after) else " \\cdot "

    def fenced(self, opening: str, text: str, closing: str) -> str:
        """Put brackets around a text that grow with it."""
        if not opening and not closing:
            return text
        return f"\\left{self.FENCES.get(opening, opening)}{text}\\right{self.FENCES.get(closing, closing)}"


POWERS_AT_NAME = frozenset(("sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth"))
"""Functions whose powers are written at their names: sin²(x)."""

BESIDE = frozenset(("pi", "e", "i", "tau"))
"""Constants that may stand beside other factors."""

ROOTS = frozenset(("sqrt", "cbrt", "root"))


def side_by_side(before: Node, after: Node) -> bool:
    """Tell whether two factors may stand side by side as on paper: ``4√3``, ``2x``, ``2(x + 1)``, ``2 sin x``.

    ``d`` before a letter could be taken for a differential, and a number before a fraction for a mixed one.
    """
    if not _ends_simply(before) or before == Variable("d"):
        return False
    match after:
        case Variable():
            return isinstance(before, Integer) or len(after.name.partition("_")[0]) == 1 or after.name in GREEK_SIGNS
        case Constant():
            return after.name in BESIDE and not isinstance(before, Variable)
        case Power(base=Call()):
            return isinstance(after.base, Call) and after.base.name in POWERS_AT_NAME
        case Power():
            return isinstance(after.base, (Variable, Constant)) and side_by_side(before, after.base)
        case Call():
            return after.name in ROOTS or FUNCTIONS[after.name].prefix
        case Sum():
            return True
        case _:
            return False


def _ends_simply(node: Node) -> bool:
    """Tell whether a factor ends so that the next may stand beside it."""
    match node:
        case Integer() | Variable() | Sum():
            return True
        case Constant():
            return node.name in BESIDE
        case Power():
            return isinstance(node.base, (Variable, Constant)) and isinstance(node.exponent, Integer)
        case Quotient():
            return isinstance(node.numerator, Integer) and isinstance(node.denominator, Integer)
        case Call():
            return node.name in ROOTS
        case _:
            return False


def is_big(node: Call) -> bool:
    """Tell whether a call is set with the sign of its own that sums, integrals, limits and derivatives have."""
    match node.name, node.arguments[1:]:
        case (("sum" | "product"), (Variable(), _, _)):
            return True
        case "limit", (Variable(), _):
            return True
        case "integrate", ((Variable(name=name),) | (Variable(name=name), _, _)):
            return _is_letter(name)
        case "diff", (Variable(name=name),):
            return _is_letter(name)
        case "diff", (Variable(name=name), Integer(value=times)):
            return _is_letter(name) and 1 < times < 100
        case _:
            return False


def _is_letter(name: str) -> bool:
    """Tell whether a name is one letter, with a short index at most, so that a differential can be made of it."""
    letters, _, index = name.partition("_")
    simple = (len(letters) == 1 and letters.isascii() and letters.isalpha()) or letters in GREEK_SIGNS
    return simple and (not index or (index.isascii() and index.isdecimal()) or (len(index) == 1 and index.isalnum()))


class MathmlWriter(LatexWriter):
    """MathML Core: every node is one element, so that brackets and screen readers find their way."""

    MINUS = "−"
    SETS_CALCULUS = False
    SIGNS: Mapping[str, str] = MappingProxyType(
        {
            "!=": "≠", "<=": "≤", ">=": "≥", "~": "≈", "in": "∈", "notin": "∉", "subset": "⊆", "and": "∧",
            "or": "∨", "not": "¬", "union": "∪", "intersection": "∩", "set_difference": "∖", "implies": "⇒",
            "iff": "⇔", "xor": "⊕", "..": "…",
        }
    )  # fmt: skip

    def quotient(self, node: Quotient) -> str:
        """Write a fraction."""
        return f"<mfrac>{self.write(node.numerator)}{self.write(node.denominator)}</mfrac>"

    def power(self, node: Power) -> str:
        """Write a raised exponent."""
        return f"<msup>{self.at(node.base, ATOM)}{self.write(node.exponent)}</msup>"

    def application(self, node: Call) -> str:
        """Write roots, bars and functions as they are set."""
        match node.name, node.arguments:
            case "sqrt", (inner,):
                return f"<msqrt>{self.write(inner)}</msqrt>"
            case "cbrt", (inner,):
                return f"<mroot>{self.write(inner)}<mn>3</mn></mroot>"
            case "root", (inner, index):
                return f"<mroot>{self.write(inner)}{self.write(index)}</mroot>"
            case "abs", (inner,):
                return self.fenced("|", self.write(inner), "|")
            case "norm", (inner,):
                return self.fenced("‖", self.write(inner), "‖")
            case "floor", (inner,):
                return self.fenced("⌊", self.write(inner), "⌋")
            case "ceil", (inner,):
                return self.fenced("⌈", self.write(inner), "⌉")
            case "transpose", (inner,):
                return f"<msup>{self.at(inner, ATOM)}<mo>⊤</mo></msup>"
            case "inverse", (inner,):
                return f"<msup>{self.at(inner, ATOM)}<mrow><mo>−</mo><mn>1</mn></mrow></msup>"
            case "dot", (left, right):
                return self.fenced("⟨", self.listed((left, right)), "⟩")
            case "binomial", (top, below):
                over = f'<mfrac linethickness="0">{self.write(top)}{self.write(below)}</mfrac>'
                return self.fenced("(", over, ")")
            case "log", (inner, base):
                name = f"<msub><mi>log</mi>{self.write(base)}</msub>"
                return self.row([name, "<mo>&#x2061;</mo>", self.fenced("(", self.write(inner), ")")])
            case _:
                name, inner_text = self.operator(node.name), self.listed(node.arguments)
                return self.row([name, "<mo>&#x2061;</mo>", self.fenced("(", inner_text, ")")])

    def operator(self, name: str) -> str:
        """Write a function's name upright."""
        return f"<mi>{escape(name)}</mi>"

    def matrix(self, node: Matrix) -> str:
        """Write a matrix in square brackets."""
        return self.fenced("[", self.table(node.rows), "]")

    def apart(self, node: Node) -> str:
        """Write what stands alone in brackets."""
        return self.write(node)

    def piecewise(self, node: Piecewise) -> str:
        """Write cases behind a brace."""
        return f"<mrow><mo>{{</mo>{self.table(node.pieces)}</mrow>"

    def table(self, rows: tuple[tuple[Node, ...], ...]) -> str:
        """Write rows and columns."""
        cells = ("".join(f"<mtd>{self.write(entry)}</mtd>" for entry in row) for row in rows)
        return "<mtable>" + "".join(f"<mtr>{row}</mtr>" for row in cells) + "</mtable>"

    def listed(self, nodes: tuple[Node, ...], *, square: bool = False) -> str:
        """Write items with commas between them."""
        del square
        comma = '<mo separator="true">,</mo>'
        return f"<mrow>{comma.join(self.at(node, LOGIC) for node in nodes)}</mrow>"

    def number(self, digits: str) -> str:
        """Write digits; powers of ten are set as such."""
        mantissa, letter, exponent = digits.lower().partition("e")
        if not letter:
            return f"<mn>{digits}</mn>"
        raised = (
            f"<mn>{int(exponent)}</mn>" if int(exponent) >= 0 else f"<mrow><mo>−</mo><mn>{-int(exponent)}</mn></mrow>"
        )
        return self.row([f"<mn>{mantissa}</mn>", "<mo>·</mo>", f"<msup><mn>10</mn>{raised}</msup>"])

    def variable(self, name: str) -> str:
        """Write a name with its subscript."""
        letters, _, subscript = name.partition("_")
        shown = f"<mi>{escape(GREEK_SIGNS.get(letters, letters))}</mi>"
        index = f"<mn>{subscript}</mn>" if subscript.isdecimal() else f"<mi>{escape(subscript)}</mi>"
        return f"<msub>{shown}{index}</msub>" if subscript else shown

    def constant(self, name: str) -> str:
        """Write a named constant."""
        return f"<mi>{CONSTANTS_BY_NAME[name].sign}</mi>"

    def words(self, text: str) -> str:
        """Write words upright."""
        return f"<mtext>{escape(text)}</mtext>"

    def word(self, operator: str) -> str:
        """Write an operator with room around it."""
        return f"<mo>{escape(self.SIGNS.get(operator, operator))}</mo>"

    def sign(self, sign: str) -> str:
        """Write a sign that sticks to its operand."""
        return f"<mo>{sign}</mo>"

    def infix(self, sign: str) -> str:
        """Write a sign between terms."""
        return f"<mo>{sign}</mo>"

    def prefixed(self, sign: str, text: str) -> str:
        """Write a sign before its operand."""
        return self.row([f'<mo form="prefix">{sign}</mo>', text])

    def times(self, before: Node, after: Node) -> str:
        """Write an invisible sign where factors may stand side by side, a dot elsewhere."""
        return "<mo>&#x2062;</mo>" if side_by_side(before, after) else "<mo>·</mo>"

    def row(self, parts: list[str]) -> str:
        """Join what stands on one line in one element."""
        return f"<mrow>{''.join(parts)}</mrow>"

    def fenced(self, opening: str, text: str, closing: str) -> str:
        """Put brackets around an element."""
        left = f'<mo form="prefix" fence="true">{escape("⟨" if opening == "<" else opening)}</mo>' if opening else ""
        right = f'<mo form="postfix" fence="true">{escape("⟩" if opening == "<" else closing)}</mo>' if closing else ""
        return f"<mrow>{left}{text}{right}</mrow>"
