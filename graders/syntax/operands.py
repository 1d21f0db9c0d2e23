"""Operands: numbers, names, functions with their arguments, roots, and what is raised or follows."""

from __future__ import annotations

from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING, NoReturn

from graders.errors import Span
from graders.phrases import phrase, said
from graders.syntax import limits
from graders.syntax.names import FUNCTIONS, MANY
from graders.syntax.reader import LOGIC, LOOSENESS, POWER, SUM
from graders.syntax.spelling import showable
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
    Range,
    Relation,
    SetOf,
    Sum,
    Text,
    Variable,
    children,
    rebuilt,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from graders.syntax.names import Function
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

ROOTS = frozenset(("sqrt", "cbrt", "root"))
"""Functions that, without brackets, take just the next operand: ``sqrt3 x`` is ``sqrt(3) x``."""


ANGLES = frozenset(("sin", "cos", "tan", "cot", "sec", "csc"))
"""Functions of an angle."""

_BEFORE_MIXED = LOOSENESS.keys() | {"open", ",", ";", "not", "|", "‖"}
"""What may stand before a mixed number."""

BESIDE_FUNCTION = frozenset(("number", "variable", "constant", "function", "open", "√", "|", "‖"))
"""What may stand beside a function that is usually taken of brackets: ``det A``, ``norm v``."""

ROOT_SIGNS: Mapping[str, str] = MappingProxyType({"√": "sqrt", "∛": "cbrt", "∜": "root"})

POSTFIX: Mapping[str, str] = MappingProxyType(
    {"!": "factorial", "!!": "double_factorial", "%": "percent", "°": "degree"}
)

FOLLOWS = frozenset((*POSTFIX, "^", "power", "'"))
"""What may stand behind an operand and belongs to it."""


class Operands(Structures):
    """Reading operands."""

    def power(self) -> Node:
        """``power := atom { "!" | "!!" | "%" | "°" | raised digits } [ "^" exponent ]``, powers from the right."""
        start = self.at
        base = self.atom()
        while (token := self.tokens[self.at]).kind in FOLLOWS:
            if token.kind == "power" and token.spaced and self.tokens[self.at + 1].kind == "√":
                break
            self.at += 1
            if token.kind == "power":
                base = self.raised(base, token, start)
            elif token.kind == "^":
                base = self.to_the(base, start)
            elif token.kind == "'":
                base = self.primed(base, token, start)
            else:
                base = Call(POSTFIX[token.kind], (grouped(base),), self.span_from(start))
        return base

    def primed(self, base: Node, token: Token, start: int) -> Node:
        """Read ``'`` after brackets as a transpose; after a name it may be a derivative as well."""
        if not isinstance(base, (Matrix, Listing)):
            self.refuse_prime(base, token)
        return Call("transpose", (base,), self.span_from(start))

    def refuse_prime(self, base: Node, token: Token) -> NoReturn:
        """Refuse a prime after anything but brackets; between digits it may separate thousands."""
        following = self.tokens[self.at]
        name = self.text[base.span.start : base.span.end]
        if isinstance(base, Integer) and following.kind == "number":
            repair = self.text[: token.start] + self.text[token.end :]
            self.refuse_at(
                token.span, phrase("a {mark} between digits", mark=self.text[token.start]), "digits without it", repair
            )
        self.refuse_at(
            token.span,
            phrase("a prime after {name}", name=name),
            phrase("{name}^T for a transpose, diff for a derivative", name=name),
        )

    def to_the(self, base: Node, start: int) -> Node:
        """``exponent := "{" expression "}" | "T" | ["-"] power``."""
        token = self.tokens[self.at]
        if self.transposes(token, base):
            self.at += 1
            return Call("transpose", (base,), self.span_from(start))
        inner, close = self.tokens[min(self.at + 1, len(self.tokens) - 1)], self.pairs.get(self.at)
        if token.text == "{" and close is not None and close.close == self.at + 2 and self.transposes(inner, base):
            self.at += 3
            return Call("transpose", (base,), self.span_from(start))
        if token.kind == "°":
            self.at += 1
            return Call("degree", (grouped(base),), self.span_from(start))
        exponent = self.exponent()
        if isinstance(base, SetOf) and not base.items and (few := self.chosen_below()) is not None:
            return Call("binomial", (grouped(exponent), few), self.span_from(start))
        many = self.chosen_from(base, exponent)
        if many is not None:
            return Call("binomial", (many, exponent), self.span_from(start))
        return Power(grouped(base), grouped(exponent), self.span_from(start))

    def chosen_below(self) -> Node | None:
        """Read ``C_2`` behind ``{}^5``: how many are chosen, where the question has no C."""
        token, declares = self.tokens[self.at], self.vocabulary.declares
        below = token.text.removeprefix("C_")
        if token.kind != "variable" or below == token.text or declares("C") or declares(token.text):
            return None
        if not (below.isdecimal() and len(below) <= limits.DIGITS) and not declares(below):
            return None
        self.at += 1
        return Integer(int(below), token.span) if below.isdecimal() else Variable(below, token.span)

    def chosen_from(self, base: Node, exponent: Node) -> Node | None:
        """Give of how many ``C_5^2`` counts the choices of 2, where the question has no C."""
        if not isinstance(base, Variable) or not base.name.startswith("C_"):
            return None
        below, declares = base.name.removeprefix("C_"), self.vocabulary.declares
        if declares("C") or declares(base.name):
            return None
        match exponent:
            case Integer(value=few) if below.isdecimal() and len(below) <= limits.DIGITS and few <= int(below):
                return Integer(int(below), base.span)
            case Variable(name=few) if declares(below) and declares(few):
                return Variable(below, base.span)
            case _:
                return None

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

    def raised(self, base: Node, token: Token, start: int) -> Node:
        """Read raised digits: ``x²``, ``x⁻¹``, ``xⁿ``; ``Aᵀ`` is a transpose."""
        if token.text == "T":
            return Call("transpose", (base,), self.span_from(start))
        return Power(grouped(base), self.raised_exponent(token), self.span_from(start))

    def raised_exponent(self, token: Token) -> Node:
        """Read the raised sign alone: ``⁻¹`` is -1."""
        text, span = token.text.removeprefix("-"), token.span
        inner: Node
        if text.isdecimal():
            inner = Integer(self.whole(text, span), span)
        elif text == "i" and not self.vocabulary.declares("i"):
            inner = Constant("i", span)
        else:
            inner = Variable(text, span)
        return inner if text == token.text else Negative(inner, span)

    def raised_index(self, token: Token) -> Node:
        """``³√27``: raised digits before a root are its index."""
        sign, start = self.tokens[self.at], self.at - 1
        if sign.kind != "√" or not token.text.isdecimal():
            self.refuse_at(token.span, self.text[token.start : token.end], "a number or a name before what is raised")
        self.at += 1
        if token.text == "3":
            return self.application("cbrt", sign, start)
        return self.application("root", sign, start, base=self.raised_exponent(token))

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
        if not token.text.isdecimal():
            return self.decimal(token)
        span = token.span
        node = Integer(self.whole(token.text, span), span)
        following = self.tokens[self.at]
        if following.kind == "fraction" and self.juxtaposed():
            self.at += 1
            return Sum((node, self.fraction(following)), Span(token.start, following.end))
        if (chosen := self.chosen(node)) is not None:
            return chosen
        if following.kind == "number" and self.is_mixed():
            self.at += 3
            top, below = (self.tokens[at] for at in (self.at - 3, self.at - 1))
            part = Quotient(
                Integer(self.whole(top.text, top.span), top.span),
                Integer(self.whole(below.text, below.span), below.span),
                Span(top.start, below.end),
            )
            return Sum((node, part), Span(token.start, below.end))
        return node

    def is_mixed(self) -> bool:
        """Tell whether a fraction follows a whole number, as in ``1 1/2``: both written tightly, below one."""
        top, slash = self.tokens[self.at], self.tokens[self.at + 1]
        below = self.tokens[min(self.at + 2, len(self.tokens) - 1)]
        before = self.tokens[self.at - 2].kind if self.at > 1 else "open"
        return (
            (slash.text, below.kind) == ("/", "number")
            and (top.text.isdecimal() and below.text.isdecimal())
            and (top.spaced and not slash.spaced and not below.spaced)
            and len(top.text) <= len(below.text) < 4
            and int(top.text) < int(below.text)
            and (before in _BEFORE_MIXED and self.juxtaposed())
            and self.tokens[self.at + 3].kind not in ("^", "power")
        )

    def decimal(self, token: Token) -> Node:
        """Read a number with a point or an exponent."""
        text = (token.text.replace(".", "") if "," in token.text else token.text).replace(",", ".")
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
        """Read a name; ``C(5, 2)`` counts choices where the question has no C."""
        if token.text == "C" and self.opens_pair(token):
            start = self.at - 1
            return self.call("binomial", self.arguments(), self.span_from(start))
        return Variable(token.text, token.span)

    def opens_pair(self, token: Token) -> bool:
        """Tell whether a name that is not the question's has round brackets with a comma right behind it."""
        following = self.tokens[self.at]
        if (
            following.kind != "open"
            or following.text != "("
            or following.spaced
            or self.vocabulary.declares(token.text)
        ):
            return False
        inside = range(self.at + 1, self.pairs[self.at].close)
        inner = {at for outer in inside if outer in self.pairs for at in range(outer, self.pairs[outer].close)}
        between = [self.tokens[at] for at in inside if at not in inner and self.tokens[at].kind == ","]
        return len(between) == 1 and self.text[between[0].start] == ","

    def chosen(self, number: Integer) -> Node | None:
        """Read ``5C2``: choices of 2 out of 5, where the question has no C."""
        sign, following = self.tokens[self.at], self.tokens[min(self.at + 1, len(self.tokens) - 1)]
        if (sign.kind, sign.text) != ("variable", "C") or self.vocabulary.declares("C"):
            return None
        if following.kind != "number" or not following.text.isdecimal() or sign.spaced or following.spaced:
            return None
        self.at += 2
        few = Integer(self.whole(following.text, following.span), following.span)
        return Call("binomial", (number, few), Span(number.span.start, following.end))

    def constant(self, token: Token) -> Node:
        """Read a named constant."""
        return Constant(token.text, token.span)

    def string(self, token: Token) -> Node:
        """Read words in quotation marks."""
        return Text(showable(token.text[1:-1]), token.span)

    def word_function(self, token: Token) -> Node:
        """Read an operator written like a function: ``mod(7, 3)``."""
        start = self.at - 1
        arguments = self.arguments()
        return self.call(token.kind, arguments, self.span_from(start))

    def root(self, token: Token) -> Node:
        """``"√" power`` takes just the next operand, without its exponent: ``√2x`` is ``(√2)x``."""
        start, index = self.at - 1, self.root_index()
        if token.kind == "∜":
            index = Integer(4, token.span)
        return self.application(ROOT_SIGNS[token.kind] if index is None else "root", token, start, base=index)

    def root_index(self) -> Node | None:
        """``√[3](x)``: a square bracket right behind the sign, and round or curly ones right behind that."""
        token = self.tokens[self.at]
        if token.kind != "open" or token.text != "[":
            return None
        found = self.pairs[self.at]
        after = self.tokens[found.close + 1]
        if after.kind != "open" or after.text not in "({" or after.spaced:
            return None
        self.at += 1
        index = self.expression(SUM)
        self.expect_close(found, token)
        return index

    def function(self, token: Token) -> Node:
        """Read ``function := name ["_" base] ["^" exponent] ( "(" list ")" | operands )``."""
        start, name, exponent = self.at - 1, token.text, None
        base = self.root_index() if name == "sqrt" else None
        if base is not None:
            return self.application("root", token, start, base=base)
        if self.tokens[self.at].kind == "_":
            self.at += 1
            base = self.atom()
        following = self.tokens[self.at]
        if following.kind in ("^", "power"):
            self.at += 1
            exponent = self.exponent() if following.kind == "^" else self.raised_exponent(following)
            if exponent == Negative(Integer(1)) and name in INVERSES:
                name, exponent = INVERSES[name], None
        call = self.application(name, token, start, base=base)
        return call if exponent is None else Power(call, grouped(exponent), call.span)

    def application(self, name: str, token: Token, start: int, *, base: Node | None = None) -> Node:
        """Apply a function to the bracket that follows, or to the operands beside it; a base comes last."""
        following = self.tokens[self.at]
        if following.kind == "open" and following.text in "({":
            arguments = self.arguments()
        elif name in ROOTS:
            arguments = (grouped(self.bare_root()),)
        elif FUNCTIONS[name].prefix:
            arguments = (grouped(self.bare_argument(token)),)
        elif FUNCTIONS[name].least == 1 and following.kind in BESIDE_FUNCTION:
            arguments = (grouped(self.expression(POWER)),)
        else:
            self.refuse_operand(following, phrase("( after {name}", name=token.text))
        return self.call(name, arguments if base is None else (*arguments, base), self.span_from(start))

    def bare_root(self) -> Node:
        """Read the operand of a root without brackets: ``√3``, ``√√2``."""
        self.depth += 1
        if self.depth > limits.DEPTH:
            self.refuse("roots inside one another very deeply", "a simpler answer")
        if self.tokens[self.at].kind == "-":
            self.refuse_negative_radicand()
        inner = self.atom()
        self.depth -= 1
        return inner

    def refuse_negative_radicand(self) -> NoReturn:
        """Refuse ``√-4``, which lacks brackets."""
        minus, radicand = self.tokens[self.at], self.tokens[self.at + 1]
        bracketed = f"({self.text[minus.start : radicand.end]})"
        repair = self.text[: minus.start] + bracketed + self.text[radicand.end :]
        self.refuse_at(minus.span, "a minus right after a root", "brackets around a negative number", repair)

    def bare_argument(self, token: Token) -> Node:
        """``operands := ["-"] power { power }``, up to an operator, another function or a bracket."""
        if self.tokens[self.at].kind in ("end", "close", ",", ";"):
            self.refuse_operand(self.tokens[self.at], phrase("what {sign} is taken of", sign=token.text))
        start = self.at
        factors = [grouped(self.expression(POWER))]
        while self.juxtaposed() and (kind := self.tokens[self.at].kind) != "function":
            if kind == "open" and not isinstance(factors[-1], (Integer, Decimal)):
                break
            self.refuse_two_numbers()
            factors.append(grouped(self.power()))
        argument = self.product_of(factors, start)
        return self.divided_angle(argument, start) if token.text in ANGLES and _ends_in_pi(factors) else argument

    def product_of(self, factors: list[Node], start: int) -> Node:
        """Make a product, where there is more than one factor."""
        return factors[0] if len(factors) == 1 else Product(tuple(factors), self.span_from(start))

    def divided_angle(self, angle: Node, start: int) -> Node:
        """``sin 2π/3`` is sin(2π/3): a whole number under a multiple of pi belongs to the angle."""
        below = self.tokens[min(self.at + 1, len(self.tokens) - 1)]
        if self.tokens[self.at].kind != "/" or below.kind != "number" or not below.text.isdecimal():
            return angle
        self.at += 2
        divisor = Integer(self.whole(below.text, below.span), below.span)
        return Quotient(angle, divisor, self.span_from(start))

    def call(self, name: str, arguments: tuple[Node, ...], span: Span) -> Node:
        """Build a call, with the right number of arguments; ``log(x, 10)`` and ``ln(x, 10)`` have a base."""
        row = FUNCTIONS[name]
        if name in ("sum", "product", "integrate", "diff", "limit") and len(arguments) >= 2:
            arguments = _bound(_flat_bounds(arguments))
        if name == "piecewise":
            return self.pieces(arguments, span)
        if name == "ln" and len(arguments) == 2:
            return Call("log", arguments, span)
        if name == "root" and len(arguments) == 1:
            return Call("sqrt", arguments, span)
        if not row.least <= len(arguments) <= row.most or len(arguments) in row.never:
            self.refuse_at(
                span,
                phrase("{name} with {count}", name=row.name, count=_count(len(arguments))),
                phrase("{arity} ({domain})", arity=_arity(row), domain=said(row.domain)),
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
        "power": Operands.raised_index, "|": Operands.absolute, "‖": Operands.norm, "<": Operands.angle,
    }
)  # fmt: skip


def grouped(node: Node) -> Node:
    """Read ``[x]`` and ``{x}`` as grouping where they stand in arithmetic: ``3[2 + x]``."""
    while isinstance(node, (Listing, SetOf)) and len(node.items) == 1:
        if isinstance(node, Listing) and (node.opening, node.closing) != ("[", "]"):
            break
        node = node.items[0]
    return node


def _flat_bounds(arguments: tuple[Node, ...]) -> tuple[Node, ...]:
    """Read ``sum(f, (k, 1, n))`` and ``sum(f, k = 1..n)`` as ``sum(f, k, 1, n)``."""
    flat: list[Node] = [arguments[0]]
    for argument in arguments[1:]:
        match argument:
            case Listing(items=(Variable() | Constant(name="i" | "e"), *_)):
                flat.extend(argument.items)
            case Relation(operators=("=",), operands=(Variable() | Constant() as index, Range(first=first, last=last))):
                flat += [index, first, last]
            case Range(first=first, last=last):
                flat += [first, last]
            case _:
                flat.append(argument)
    return tuple(flat)


def _bound(arguments: tuple[Node, ...]) -> tuple[Node, ...]:
    """Read ``i`` and ``e`` as variables where they are bound, as in ``sum(i^2, i, 1, n)``."""
    match arguments:
        case (body, Constant(name="i" | "e" as letter, span=span), *bounds):
            return (_with_variable(body, letter), Variable(letter, span), *bounds)
        case _:
            return arguments


def _with_variable(node: Node, letter: str) -> Node:
    if isinstance(node, Constant):
        return Variable(letter, node.span) if node.name == letter else node
    parts = children(node)
    return rebuilt(node, tuple(_with_variable(part, letter) for part in parts)) if parts else node


def _count(number: int) -> str:
    return phrase("1 argument") if number == 1 else phrase("{count} arguments", count=number)


def _arity(row: Function) -> str:
    """Say how many arguments a function takes."""
    if row.most == MANY:
        return phrase("at least {count}", count=_count(row.least))
    counts = [count for count in range(row.least, row.most + 1) if count not in row.never]
    *fewer, most = counts
    if not fewer:
        return _count(most)
    return phrase("{fewer} or {count}", fewer=", ".join(map(str, fewer)), count=_count(most))


def _ends_in_pi(factors: list[Node]) -> bool:
    return isinstance(factors[-1], Constant) and factors[-1].name in ("pi", "tau")
