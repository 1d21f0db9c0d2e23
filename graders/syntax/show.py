"""Trees to text that reads back as the same tree: plain, LaTeX and MathML, with no bracket too many.

One walk decides where brackets stand; three writers know how each sign is written.  For every tree that
the parser can give, ``parse(to_text(tree)) == tree``.
"""

from __future__ import annotations

from html import escape
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
)

if TYPE_CHECKING:
    from collections.abc import Mapping

ATOM = POWER + 1


def to_text(node: Node) -> str:
    """Write a tree as one would type it: ``4*sqrt(3)``."""
    return PlainWriter().write(node)


def to_latex(node: Node) -> str:
    r"""Write a tree in LaTeX, without dollar signs: ``4 \sqrt{3}``."""
    return LatexWriter().write(node)


def to_mathml(node: Node, *, display: bool = False) -> str:
    """Write a tree as a whole ``<math>`` element, with its plain text for readers that show no MathML."""
    kind = ' display="block"' if display else ""
    return f'<math{kind} alttext="{escape(to_text(node))}">{MathmlWriter().write(node)}</math>'


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
                return self.fenced(node.opening, self.listed(node.items), node.closing)
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
        for before, factor in zip(factors, factors[1:], strict=False):
            parts += [self.times(before, factor), self.at(factor, POWER)]
        return parts

    def quotient(self, node: Quotient) -> str:
        """Write a fraction on one line; minus signs and sums are bracketed."""
        return self.at(node.numerator, PRODUCT) + "/" + self.at(node.denominator, POWER)

    def power(self, node: Power) -> str:
        """Write a power on one line."""
        transposes = isinstance(node.exponent, Variable) and node.exponent.name in ("T", "t")
        exponent = self.write(node.exponent)
        bare = isinstance(node.exponent, Negative) and tightness(node.exponent.argument) >= POWER
        if transposes or (tightness(node.exponent) < POWER and not bare):
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
            case ("union" | "intersection" | "set_difference" as name), arguments:
                return self.between(arguments, name, RANGE)
            case ("implies" | "iff" | "xor" as name), arguments:
                return self.between(arguments, name, OR)
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
        rows = ", ".join(self.fenced("[", self.listed(row), "]") for row in node.rows)
        return self.fenced("[", rows, "]")

    def piecewise(self, node: Piecewise) -> str:
        """Write values with their conditions."""
        return "piecewise(" + ", ".join(self.fenced("(", self.listed(piece), ")") for piece in node.pieces) + ")"

    def listed(self, nodes: tuple[Node, ...]) -> str:
        """Write items with commas between them."""
        return ", ".join(self.at(node, LOGIC) for node in nodes)

    # signs: what the other media write in their own way

    def number(self, digits: str) -> str:
        """Write digits."""
        return digits

    def variable(self, name: str) -> str:
        """Write a name with its subscript."""
        letters, _, subscript = name.partition("_")
        simple = subscript.isdecimal() or all(part.isalpha() for part in subscript.split("_"))
        return name if not subscript or simple else f"{letters}_{{{subscript}}}"

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
    """LaTeX: fractions, roots, exponents and matrices are set, so that they need fewer brackets."""

    SIGNS: Mapping[str, str] = MappingProxyType(
        {
            "!=": "\\neq", "<=": "\\leq", ">=": "\\geq", "~": "\\approx", "in": "\\in", "notin": "\\notin",
            "subset": "\\subseteq", "and": "\\land", "or": "\\lor", "not": "\\lnot", "union": "\\cup",
            "intersection": "\\cap", "set_difference": "\\setminus", "implies": "\\implies", "iff": "\\iff",
            "xor": "\\oplus", "..": "\\ldots", "±": "\\pm", "∓": "\\mp", "°": "^{\\circ}", "%": "\\%",
        }
    )  # fmt: skip
    FENCES: Mapping[str, str] = MappingProxyType({"{": "\\{", "}": "\\}", "<": "\\langle ", ">": "\\rangle ", "": "."})

    def quotient(self, node: Quotient) -> str:
        """Write a fraction."""
        return f"\\frac{{{self.write(node.numerator)}}}{{{self.write(node.denominator)}}}"

    def power(self, node: Power) -> str:
        """Write a raised exponent."""
        base = self.at(node.base, ATOM)
        raised = isinstance(node.exponent, Variable) and node.exponent.name in ("T", "t")
        exponent = self.write(node.exponent)
        return f"{base}^{{{self.fenced('(', exponent, ')') if raised else exponent}}}"

    def application(self, node: Call) -> str:
        """Write roots, bars and functions as they are set."""
        match node.name, node.arguments:
            case "sqrt", (inner,):
                return f"\\sqrt{{{self.write(inner)}}}"
            case "cbrt", (inner,):
                return f"\\sqrt[3]{{{self.write(inner)}}}"
            case "root", (inner, index):
                return f"\\sqrt[{self.write(index)}]{{{self.write(inner)}}}"
            case "abs", (inner,):
                return f"\\left|{self.write(inner)}\\right|"
            case "norm", (inner,):
                return f"\\left\\lVert {self.write(inner)} \\right\\rVert"
            case "floor", (inner,):
                return f"\\left\\lfloor {self.write(inner)} \\right\\rfloor"
            case "ceil", (inner,):
                return f"\\left\\lceil {self.write(inner)} \\right\\rceil"
            case "transpose", (inner,):
                return f"{self.at(inner, ATOM)}^{{\\top}}"
            case "inverse", (inner,):
                return f"{self.at(inner, ATOM)}^{{-1}}"
            case "dot", (left, right):
                return f"\\left\\langle {self.listed((left, right))} \\right\\rangle"
            case "binomial", (top, below):
                return f"\\binom{{{self.write(top)}}}{{{self.write(below)}}}"
            case "log", (inner, base):
                return f"\\log_{{{self.write(base)}}}{self.fenced('(', self.write(inner), ')')}"
        return f"{self.operator(node.name)}{self.fenced('(', self.listed(node.arguments), ')')}"

    def operator(self, name: str) -> str:
        """Write a function's name."""
        row = FUNCTIONS.get(name)
        plain = name.replace("_", "\\_")
        return row.latex if row is not None and row.latex else f"\\operatorname{{{plain}}}"

    def matrix(self, node: Matrix) -> str:
        """Write a matrix in square brackets."""
        rows = " \\\\ ".join(" & ".join(self.write(entry) for entry in row) for row in node.rows)
        return f"\\begin{{bmatrix}} {rows} \\end{{bmatrix}}"

    def piecewise(self, node: Piecewise) -> str:
        """Write cases."""
        rows = " \\\\ ".join(" & ".join(self.write(part) for part in piece) for piece in node.pieces)
        return f"\\begin{{cases}} {rows} \\end{{cases}}"

    def number(self, digits: str) -> str:
        """Write digits; powers of ten are set as such."""
        mantissa, letter, exponent = digits.lower().partition("e")
        return f"{mantissa} \\cdot 10^{{{int(exponent)}}}" if letter else digits

    def variable(self, name: str) -> str:
        """Write a name with its subscript."""
        letters, _, subscript = name.partition("_")
        if letters in GREEK_SIGNS:
            letters = f"\\{letters}"
        elif len(letters) > 1:
            letters = f"\\mathrm{{{letters}}}"
        shown = subscript.replace("_", "\\_")
        return f"{letters}_{{{shown}}}" if subscript else letters

    def constant(self, name: str) -> str:
        """Write a named constant."""
        return CONSTANTS_BY_NAME[name].latex

    def words(self, text: str) -> str:
        """Write words upright."""
        return "\\text{" + "".join(f"\\{sign}" if sign in "{}$%&#_" else sign for sign in text if sign != "\\") + "}"

    def word(self, operator: str) -> str:
        """Write an operator with room around it."""
        return f" {self.SIGNS.get(operator, operator)} "

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


def side_by_side(before: Node, after: Node) -> bool:
    """Tell whether two factors may stand side by side as on paper: ``4√3``, ``2x``, ``2(x + 1)``."""
    if isinstance(before, Integer) and isinstance(after, (Variable, Constant)):
        return True
    return isinstance(before, (Integer, Variable)) and (
        (isinstance(after, Call) and after.name in ("sqrt", "cbrt", "root"))
        or isinstance(after, Sum)
        or (isinstance(after, Power) and isinstance(after.base, (Variable, Constant)))
        or (isinstance(before, Variable) and isinstance(after, Variable) and len(after.name) == 1)
    )


class MathmlWriter(LatexWriter):
    """MathML Core: every node is one element, so that brackets and screen readers find their way."""

    MINUS = "−"
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
        return self.row([self.operator(node.name), "<mo>&#x2061;</mo>", self.fenced("(", self.listed(node.arguments), ")")])

    def operator(self, name: str) -> str:
        """Write a function's name upright."""
        return f"<mi>{escape(name)}</mi>"

    def matrix(self, node: Matrix) -> str:
        """Write a matrix in square brackets."""
        return self.fenced("[", self.table(node.rows), "]")

    def piecewise(self, node: Piecewise) -> str:
        """Write cases behind a brace."""
        return f"<mrow><mo>{{</mo>{self.table(node.pieces)}</mrow>"

    def table(self, rows: tuple[tuple[Node, ...], ...]) -> str:
        """Write rows and columns."""
        cells = ("".join(f"<mtd>{self.write(entry)}</mtd>" for entry in row) for row in rows)
        return "<mtable>" + "".join(f"<mtr>{row}</mtr>" for row in cells) + "</mtable>"

    def listed(self, nodes: tuple[Node, ...]) -> str:
        """Write items with commas between them."""
        comma = '<mo separator="true">,</mo>'
        return f"<mrow>{comma.join(self.at(node, LOGIC) for node in nodes)}</mrow>"

    def number(self, digits: str) -> str:
        """Write digits; powers of ten are set as such."""
        mantissa, letter, exponent = digits.lower().partition("e")
        if not letter:
            return f"<mn>{digits}</mn>"
        raised = f"<mn>{int(exponent)}</mn>" if int(exponent) >= 0 else f"<mrow><mo>−</mo><mn>{-int(exponent)}</mn></mrow>"
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
