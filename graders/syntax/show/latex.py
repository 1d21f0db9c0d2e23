r"""Trees to LaTeX that the reader of LaTeX reads back."""

from __future__ import annotations

from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING

from graders.syntax.names import CONSTANTS_BY_NAME, FUNCTIONS, GREEK_SIGNS
from graders.syntax.reader import LOGIC, POWER, PRODUCT, SET
from graders.syntax.show.beside import POWERS_AT_NAME, congruence, is_big, is_unit, side_by_side
from graders.syntax.show.plain import ATOM, PlainWriter, tightness
from graders.syntax.tree import (
    Call,
    Constant,
    Integer,
    Listing,
    Matrix,
    Node,
    Piecewise,
    Power,
    Quotient,
    Relation,
    Variable,
    is_vector,
)

if TYPE_CHECKING:
    from collections.abc import Mapping


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

    def at(self, node: Node, loosest: int) -> str:
        """Write a node where operators that bind less tightly need brackets."""
        text = self.write(node)
        return self.fenced("(", text, ")") if self.binds(node) < loosest else text

    def binds(self, node: Node) -> int:
        """Tell how tightly a node binds as it is set: a fraction needs brackets only below an exponent."""
        if isinstance(node, Quotient):
            return POWER
        if isinstance(node, Call) and is_big(node):
            return PRODUCT
        return tightness(node)

    def factors(self, factors: tuple[Node, ...]) -> list[str]:
        """Write factors; what reaches as far as it can, such as a sum, stands last or in brackets."""
        parts = [self.at(factors[0], POWER)]
        for before, factor in pairwise(factors):
            reaches = factor is factors[-1] and isinstance(factor, Call) and is_big(factor)
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

    def relation(self, node: Relation) -> str:
        """Write a chain of comparisons, or a congruence."""
        congruent = congruence(node)
        if congruent is None:
            return super().relation(node)
        sides, modulus = congruent
        return self.congruent([self.at(side, SET) for side in sides], self.write(modulus))

    def congruent(self, sides: list[str], modulus: str) -> str:
        """Write what is congruent."""
        return " \\equiv ".join(sides) + f" \\pmod{{{modulus}}}"

    def listing(self, node: Listing) -> str:
        """Write a list in its brackets."""
        match node.items:
            case (Matrix() as only,):
                return self.fenced(node.opening, self.apart(only), node.closing)
            case _:
                return super().listing(node)

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
        if letters in GREEK_SIGNS or letters == "pi":
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

    def unit(self, name: str) -> str:
        """Write a unit upright, with Greek letters by their commands."""
        if name == "ohm":
            return "\\Omega"
        text = name.replace("Ω", "\\Omega").replace("μ", "\\mu ")
        return f"\\mathrm{{{text}}}"

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
        """Write a dot where factors side by side could be misread; between lists that would be an inner product."""
        if is_vector(before) and is_vector(after):
            return " \\ast "
        if is_unit(after):
            return "\\,"
        return " " if side_by_side(before, after) else " \\cdot "

    def fenced(self, opening: str, text: str, closing: str) -> str:
        """Put brackets around a text that grow with it."""
        if not opening and not closing:
            return text
        return f"\\left{self.FENCES.get(opening, opening)}{text}\\right{self.FENCES.get(closing, closing)}"
