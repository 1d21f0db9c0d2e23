"""Trees to MathML Core."""

from __future__ import annotations

import re
from html import escape
from types import MappingProxyType
from typing import TYPE_CHECKING

from graders.syntax.names import CONSTANTS_BY_NAME, GREEK_SIGNS
from graders.syntax.reader import LOGIC, PRODUCT, SET
from graders.syntax.show.beside import POWERS_AT_NAME, is_big, is_unit, side_by_side
from graders.syntax.show.latex import LatexWriter
from graders.syntax.show.plain import ATOM
from graders.syntax.tree import Call, Integer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graders.syntax.tree import Matrix, Node, Piecewise, Power, Quotient


HIGH = re.compile("<m(?:frac|sqrt|root|table|under|over)")
"""What is higher than a line."""

SPACE = '<mspace width="0.17em"/>'
UPRIGHT_D = '<mi mathvariant="normal">d</mi>'


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
        """Write a raised exponent; that of a sine stands at its name."""
        match node.base, node.exponent:
            case Call(name=name, arguments=(inner,)), Integer() if name in POWERS_AT_NAME:
                return self.applied(f"<msup>{self.operator(name)}{self.write(node.exponent)}</msup>", self.write(inner))
            case base, exponent:
                return f"<msup>{self.at(base, ATOM)}{self.write(exponent)}</msup>"

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
                return self.applied(f"<msub><mi>log</mi>{self.write(base)}</msub>", self.write(inner))
            case "conj", (inner,):
                return f'<mover accent="true">{self.write(inner)}<mo>¯</mo></mover>'
            case _ if is_big(node):
                return self.calculus(node)
            case _:
                return self.applied(self.operator(node.name), self.listed(node.arguments))

    def applied(self, name: str, arguments: str) -> str:
        """Write a function before its arguments in brackets."""
        return self.row([name, "<mo>&#x2061;</mo>", self.fenced("(", arguments, ")")])

    def calculus(self, node: Call) -> str:
        """Write a sum, an integral, a limit or a derivative with its variable."""
        inner, variable = node.arguments[0], self.write(node.arguments[1])
        body = self.at(inner, PRODUCT)
        match node.name, node.arguments[2:]:
            case (("sum" | "product") as name, (first, last)):
                below = self.row([variable, "<mo>=</mo>", self.at(first, SET)])
                sign = "∑" if name == "sum" else "∏"
                return self.row([f"<munderover><mo>{sign}</mo>{below}{self.write(last)}</munderover>", body])
            case "integrate", (first, last):
                sign = f"<msubsup><mo>∫</mo>{self.write(first)}{self.write(last)}</msubsup>"
                return self.row([sign, body, SPACE, UPRIGHT_D, variable])
            case "integrate", _:
                return self.row(["<mo>∫</mo>", body, SPACE, UPRIGHT_D, variable])
            case "limit", (point,):
                below = self.row([variable, "<mo>→</mo>", self.at(point, SET)])
                return self.row([f"<munder><mi>lim</mi>{below}</munder>", body])
            case _, (times,):
                above = f"<msup>{UPRIGHT_D}{self.write(times)}</msup>"
                below = self.row([UPRIGHT_D, f"<msup>{variable}{self.write(times)}</msup>"])
                return self.row([f"<mfrac>{above}{below}</mfrac>", body])
            case _:
                return self.row([f"<mfrac>{UPRIGHT_D}{self.row([UPRIGHT_D, variable])}</mfrac>", body])

    def congruent(self, sides: list[str], modulus: str) -> str:
        """Write what is congruent."""
        behind = self.fenced("(", f"<mrow><mi>mod</mi>{SPACE}{modulus}</mrow>", ")")
        return self.row(["<mo>≡</mo>".join(sides), SPACE, behind])

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

    def unit(self, name: str) -> str:
        """Write a unit upright."""
        return f'<mi mathvariant="normal">{escape("Ω" if name == "ohm" else name)}</mi>'

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
        if is_unit(after):
            return '<mspace width="0.25em"/>'
        return "<mo>&#x2062;</mo>" if side_by_side(before, after) else "<mo>·</mo>"

    def row(self, parts: list[str]) -> str:
        """Join what stands on one line in one element."""
        return f"<mrow>{''.join(parts)}</mrow>"

    def fenced(self, opening: str, text: str, closing: str) -> str:
        """Put brackets around an element; they stretch only where it is high, as stretched ones stand farther apart."""
        grows = "" if HIGH.search(text) else ' stretchy="false"'
        left = f'<mo form="prefix" fence="true"{grows}>{escape("⟨" if opening == "<" else opening)}</mo>'
        right = f'<mo form="postfix" fence="true"{grows}>{escape("⟩" if opening == "<" else closing)}</mo>'
        return f"<mrow>{left if opening else ''}{text}{right if closing else ''}</mrow>"
