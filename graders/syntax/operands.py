"""Operands: numbers, names, functions with their arguments, roots, and what is raised or follows."""

from __future__ import annotations

from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING

from graders.errors import Span
from graders.syntax import limits
from graders.syntax.names import FUNCTIONS, MANY
from graders.syntax.reader import LOGIC, POWER
from graders.syntax.structures import Structures
from graders.syntax.tree import (
    Call,
    Constant,
    Decimal,
    Integer,
    Listing,
    Matrix,
    Negative,
    Piecewise,
    Power,
    Product,
    Quotient,
    Sum,
    Text,
    Variable,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from graders.syntax.tokens import Token
    from graders.syntax.tree import Node

VULGAR: Mapping[str, tuple[int, int]] = MappingProxyType(
    {
        "½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅖": (2, 5), "⅗": (3, 5),
        "⅘": (4, 5), "⅙": (1, 6), "⅚": (5, 6), "⅐": (1, 7), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8),
        "⅑": (1, 9), "⅒": (1, 10), "↉": (0, 3),
    }
)  # fmt: skip
"""Fractions that are one character."""

INVERSES: Mapping[str, str] = MappingProxyType(
    {
        "sin": "arcsin", "cos": "arccos", "tan": "arctan", "cot": "arccot", "sec": "arcsec", "csc": "arccsc",
        "sinh": "arsinh", "cosh": "arcosh", "tanh": "artanh", "coth": "arcoth", "sech": "arsech", "csch": "arcsch",
    }
)  # fmt: skip
"""What ``sin^-1`` means."""

ROOTS = frozenset(("sqrt", "cbrt"))
"""Functions that, without brackets, take just the next operand: ``sqrt3 x`` is ``sqrt(3) x``."""


ROOT_SIGNS: Mapping[str, str] = MappingProxyType({"√": "sqrt", "∛": "cbrt", "∜": "root"})

POSTFIX: Mapping[str, str] = MappingProxyType(
    {"!": "factorial", "!!": "double_factorial", "%": "percent", "°": "degree"}
)


class Operands(Structures):
    """Reading operands."""

    def power(self) -> Node:
        """``power := atom { "!" | "!!" | "%" | "°" | raised digits } [ "^" exponent ]``, powers from the right."""
        base = self.atom()
        while True:
            token = self.tokens[self.at]
            name = POSTFIX.get(token.kind)
            if name is not None:
                self.at += 1
                base = Call(name, (grouped(base),), Span(base.span.start, token.end))
            elif token.kind == "power":
                self.at += 1
                base = self.raised(base, token)
            elif token.kind == "^":
                self.at += 1
                base = self.to_the(base)
            else:
                return base

    def to_the(self, base: Node) -> Node:
        """``exponent := "{" expression "}" | "T" | ["-"] power``."""
        token = self.tokens[self.at]
        if self.transposes(token, base):
            self.at += 1
            return Call("transpose", (base,), Span(base.span.start, token.end))
        if token.kind == "°":
            self.at += 1
            return Call("degree", (grouped(base),), Span(base.span.start, token.end))
        exponent = self.exponent()
        return Power(grouped(base), grouped(exponent), Span(base.span.start, exponent.span.end))

    def transposes(self, token: Token, base: Node) -> bool:
        """Tell whether an exponent is the sign of a transpose: ``⊤``, ``T``, or ``t`` after brackets."""
        if token.kind != "⊤" and (token.kind != "variable" or self.vocabulary.declares(token.text)):
            return False
        return token.text in ("T", "⊤") or (token.text == "t" and isinstance(base, (Matrix, Listing)))

    def exponent(self) -> Node:
        """Read what stands after ``^``; braces only group there."""
        token = self.tokens[self.at]
        if token.kind == "open" and token.text == "{":
            found = self.pairs[self.at]
            self.at += 1
            inner = self.expression(LOGIC)
            self.expect_close(found, token)
            return inner
        return self.expression(POWER)

    def raised(self, base: Node, token: Token) -> Node:
        """Read raised digits: ``x²``, ``x⁻¹``, ``xⁿ``; ``Aᵀ`` is a transpose."""
        if token.text == "T":
            return Call("transpose", (base,), Span(base.span.start, token.end))
        exponent = self.raised_exponent(token)
        return Power(grouped(base), exponent, Span(base.span.start, token.end))

    def raised_exponent(self, token: Token) -> Node:
        """Read the raised digits alone: ``⁻¹`` is -1."""
        text, negative = token.text.strip("()"), False
        if text[:1] in ("-", "+"):
            negative, text = text[0] == "-", text[1:]
        if text.isdecimal():
            inner: Node = Integer(self.whole(text, token.span), token.span)
        elif text.isalpha() and len(text) == 1:
            inner = (
                Constant("i", token.span)
                if text == "i" and not self.vocabulary.declares("i")
                else Variable(text, token.span)
            )
        else:
            self.refuse_at(token.span, f"the exponent {self.text[token.start : token.end]}", "a whole number or ^( )")
        return Negative(inner, token.span) if negative else inner

    def atom(self) -> Node:
        """``atom := number | name | function arguments | "√" power | "(" list ")" | "|" expression "|" | ...``."""
        token = self.tokens[self.at]
        read = ATOMS.get(token.kind)
        if read is None:
            self.refuse_operand(token)
        self.at += 1
        return read(self, token)

    def number(self, token: Token) -> Node:
        """Read a number: whole ones stay whole, decimals keep their digits; ``1½`` is 1 + 1/2."""
        text = token.text
        if text.isdecimal():
            node: Node = Integer(self.whole(text, token.span), token.span)
            following = self.tokens[self.at]
            if following.kind == "fraction" and not following.spaced:
                self.at += 1
                return Sum((node, self.fraction(following)), Span(token.start, following.end))
            return node
        text = text.replace(",", ".")
        mantissa, _, exponent = text.lower().partition("e")
        if len(mantissa) > limits.DIGITS or abs(int(exponent[:9] or "0")) > limits.EXPONENT or len(exponent) > 9:
            self.refuse_at(token.span, "a number of very many digits", "a smaller number")
        whole, _, digits = mantissa.partition(".")
        value = Fraction(int(whole + digits or "0")) / 10 ** len(digits)
        if exponent:
            value *= Fraction(10) ** int(exponent)
        return Decimal(value, text, token.span)

    def whole(self, digits: str, span: Span) -> int:
        """Read digits, not too many of them."""
        if len(digits) > limits.DIGITS:
            self.refuse_at(span, "a number of very many digits", "a smaller number")
        return int(digits)

    def fraction(self, token: Token) -> Node:
        """``½``."""
        top, below = VULGAR[token.text]
        return Quotient(Integer(top, token.span), Integer(below, token.span), token.span)

    def variable(self, token: Token) -> Node:
        """Read a name."""
        return Variable(token.text, token.span)

    def constant(self, token: Token) -> Node:
        """Read a named constant."""
        return Constant(token.text, token.span)

    def string(self, token: Token) -> Node:
        """Read words in quotation marks."""
        return Text(token.text[1:-1], token.span)

    def word_function(self, token: Token) -> Node:
        """Read an operator written like a function: ``mod(7, 3)``."""
        return self.call(token.kind, self.arguments(), token.span)

    def root(self, token: Token) -> Node:
        """``"√" power`` takes just the next operand, without its exponent: ``√2x`` is ``(√2)x``."""
        return self.application(ROOT_SIGNS[token.kind], token, exponent=None)

    def function(self, token: Token) -> Node:
        """Read ``function := name ["_" base] ["^" exponent] ( "(" list ")" | operands )``."""
        name, base, exponent = token.text, None, None
        if self.tokens[self.at].kind == "_":
            self.at += 1
            base = self.atom()
        following = self.tokens[self.at]
        if following.kind in ("^", "power"):
            self.at += 1
            exponent = self.exponent() if following.kind == "^" else self.raised_exponent(following)
            if exponent == Negative(Integer(1)) and name in INVERSES:
                name, exponent = INVERSES[name], None
        return self.application(name, token, exponent=exponent, base=base)

    def application(self, name: str, token: Token, *, exponent: Node | None, base: Node | None = None) -> Node:
        """Apply a function to the bracket that follows, or to the operands beside it."""
        following = self.tokens[self.at]
        if following.kind == "open" and following.text == "(":
            arguments = self.arguments()
            end = self.tokens[self.at - 1].end
        else:
            if not FUNCTIONS[name].prefix and name not in ROOT_SIGNS.values():
                self.refuse_operand(following, f"( after {token.text}")
            inner = grouped(
                self.bare_root() if name in ROOTS or token.kind in ROOT_SIGNS else self.bare_argument(token)
            )
            arguments, end = (inner,), inner.span.end
        if token.kind == "∜":
            arguments = (*arguments, Integer(4))
        if base is not None:
            arguments = (*arguments, base)
        call = self.call(name, arguments, Span(token.start, end))
        return call if exponent is None else Power(call, exponent, call.span)

    def bare_root(self) -> Node:
        """Read the operand of a root without brackets: ``√3``, ``√√2``."""
        self.depth += 1
        if self.depth > limits.DEPTH:
            self.refuse("roots nested very deeply", "a simpler answer")
        inner = self.atom()
        self.depth -= 1
        return inner

    def bare_argument(self, token: Token) -> Node:
        """``operands := ["-"] power { power }``, up to an operator, another function or a bracket."""
        if self.tokens[self.at].kind in ("end", "close", ",", ";"):
            self.refuse_operand(self.tokens[self.at], f"what {token.text} is taken of")
        first = self.expression(POWER)
        factors = [first]
        while self.juxtaposed() and (kind := self.tokens[self.at].kind) != "function":
            if kind == "open" and not isinstance(factors[-1], (Integer, Decimal)):
                break
            self.refuse_two_numbers()
            factors.append(grouped(self.power()))
        return product_of(factors, self.span_of(factors))

    def call(self, name: str, arguments: tuple[Node, ...], span: Span) -> Node:
        """Build a call, with the right number of arguments; ``log(x, 10)`` and ``ln(x, 10)`` have a base."""
        row = FUNCTIONS[name]
        if name in ("sum", "product", "integrate", "diff", "limit") and len(arguments) >= 2:
            arguments = _flat_bounds(arguments)
        if name == "piecewise":
            return self.pieces(arguments, span)
        if name == "ln" and len(arguments) == 2:
            return Call("log", arguments, span)
        if name == "root" and len(arguments) == 1:
            return Call("sqrt", arguments, span)
        if not row.least <= len(arguments) <= row.most:
            self.refuse_at(
                span, f"{row.name} with {_count(len(arguments))}", f"{_arity(row.least, row.most)} ({row.domain})"
            )
        return Call(name, arguments, span)

    def pieces(self, arguments: tuple[Node, ...], span: Span) -> Node:
        """``piecewise((value, condition), ...)``."""
        for argument in arguments:
            if not (isinstance(argument, Listing) and len(argument.items) == 2):
                self.refuse_at(argument.span, "a piece of another shape", "(value, condition)")
        rows = tuple((piece.items[0], piece.items[1]) for piece in arguments if isinstance(piece, Listing))
        return Piecewise(rows, span)


ATOMS: Mapping[str, Callable[[Operands, Token], Node]] = MappingProxyType(
    {
        "number": Operands.number, "fraction": Operands.fraction, "variable": Operands.variable,
        "constant": Operands.constant, "string": Operands.string, "function": Operands.function,
        "√": Operands.root, "∛": Operands.root, "∜": Operands.root, "open": Operands.bracketed,
        **dict.fromkeys(("mod", "union", "intersection", "implies", "iff", "xor"), Operands.word_function),
        "|": Operands.absolute, "‖": Operands.norm, "<": Operands.angle,
    }
)  # fmt: skip


def grouped(node: Node) -> Node:
    """Read ``[x]`` as grouping where it stands in arithmetic: ``3[2 + x]``."""
    if isinstance(node, Listing) and node.opening == "[" and node.closing == "]" and len(node.items) == 1:
        return node.items[0]
    return node


def product_of(factors: list[Node], span: Span) -> Node:
    """Make a product, where there is more than one factor."""
    return factors[0] if len(factors) == 1 else Product(tuple(factors), span)


def _flat_bounds(arguments: tuple[Node, ...]) -> tuple[Node, ...]:
    """Read ``sum(f, (k, 1, n))`` as ``sum(f, k, 1, n)``."""
    flat: list[Node] = [arguments[0]]
    for argument in arguments[1:]:
        bounds = isinstance(argument, Listing) and argument.items and isinstance(argument.items[0], Variable)
        flat.extend(argument.items if bounds and isinstance(argument, Listing) else (argument,))
    return tuple(flat)


def _count(number: int) -> str:
    return f"{number} argument" if number == 1 else f"{number} arguments"


def _arity(least: int, most: int) -> str:
    if least == most:
        return _count(least)
    return f"at least {_count(least)}" if most == MANY else f"{least} to {_count(most)}"
