"""Tokens to the tree, by precedence climbing; the docstrings are the grammar.

From loosest to tightest::

    ,  ;              lists
    implies iff xor   or   and   not
    = != < <= in ...  chains
    union, intersection, \\
    ..                ranges of parameters
    + - ±             sums
    * / and nothing   products, from left to right: 1/2x is (1/2)x
    ^  ! % ° '        powers (from the right) and what follows an operand
"""

from __future__ import annotations

from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING, NoReturn

from graders.errors import ResponseError, Span
from graders.syntax import limits
from graders.syntax.brackets import STARTS_OPERAND, Pair, pair
from graders.syntax.names import FUNCTIONS, MANY
from graders.syntax.spelling import plain
from graders.syntax.tokens import Token, tokens
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
from graders.syntax.vocabulary import OPEN, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

LOGIC, OR, AND, NOT, RELATION, SET, RANGE, SUM, PRODUCT, POWER = range(1, 11)

RELATIONS = frozenset(("=", "!=", "<", "<=", ">", ">=", "~", "in", "notin", "subset"))

LOOSENESS: Mapping[str, int] = MappingProxyType(
    {
        **dict.fromkeys(("implies", "iff", "xor"), LOGIC), "or": OR, "and": AND,
        **dict.fromkeys(RELATIONS, RELATION), **dict.fromkeys(("union", "intersection", "\\"), SET), "..": RANGE,
        **dict.fromkeys(("+", "-", "±", "∓"), SUM), **dict.fromkeys(("*", "/", "mod", ":"), PRODUCT),
    }
)  # fmt: skip
"""How loosely each infix operator binds: the greater, the tighter."""

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


def parse(text: str, vocabulary: Vocabulary = OPEN) -> Node:
    """Read a text as mathematics.

    >>> parse("4√3")
    Product(factors=(Integer(value=4), Call(name='sqrt', arguments=(Integer(value=3),))))

    Raises ``ResponseError`` where it cannot be read.  The time is linear in the text's length, but for
    bars: four or more may be read twice.
    """
    if len(text) > limits.LENGTH:
        raise ResponseError(text, Span(0, len(text)), f"a text of {len(text)} characters", "a shorter answer")
    plain_text = plain(text)
    return parse_tokens(text, tokens(plain_text, vocabulary), vocabulary)


def parse_tokens(text: str, found: list[Token], vocabulary: Vocabulary) -> Node:
    """Read tokens that were cut from a text, the last one of kind ``end``."""
    turned, pairs = pair(text, found)
    bars = sum(token.kind == "|" for token in turned)
    try:
        return _Parser(text, turned, pairs, vocabulary, nested_bars=False).statement()
    except ResponseError:
        if bars < 4:  # noqa: PLR2004 - with fewer bars there is one way only to pair them
            raise
        return _Parser(text, turned, pairs, vocabulary, nested_bars=True).statement()


class _Parser:
    """One reading of one text: the tokens and how far they are read."""

    def __init__(
        self, text: str, found: list[Token], pairs: dict[int, Pair], vocabulary: Vocabulary, *, nested_bars: bool
    ) -> None:
        self.text = text
        self.tokens = found
        self.pairs = pairs
        self.vocabulary = vocabulary
        self.at = 0
        self.depth = 0
        self.open_bars: list[str] = []
        self.nested_bars = nested_bars
        self.spaced_rows: list[bool] = [False]

    # statements

    def statement(self) -> Node:
        """``statement := [ "=" ] list``; an equals sign before an answer is understood."""
        if self.tokens[self.at].kind in ("=", "~"):
            self.at += 1
        if self.tokens[self.at].kind == "end":
            self.refuse("nothing", "an answer")
        items = self.items("end")
        token = self.tokens[self.at]
        if token.kind != "end":
            self.refuse(f"{token.text}", "an operator or the end of the answer")
        return items[0] if len(items) == 1 else Listing(tuple(items), "", "", self.span_of(items))

    def items(self, close: str) -> list[Node]:
        """``list := expression { ("," | ";") ["and"] expression }``."""
        found = [self.expression(LOGIC)]
        while self.tokens[self.at].kind in (",", ";"):
            self.at += 1
            if self.tokens[self.at].kind in ("and", "or"):
                self.at += 1
            if self.tokens[self.at].kind == close and close == "end":
                break
            found.append(self.expression(LOGIC))
        return found

    # operators

    def expression(self, loosest: int) -> Node:
        """``expression := operand { infix expression }``, with operators that bind at least so tightly."""
        self.depth += 1
        if self.depth > limits.DEPTH:
            self.refuse("expressions nested very deeply", "a simpler answer")
        left = self.operand(loosest)
        while True:
            kind = self.tokens[self.at].kind
            power = LOOSENESS.get(kind)
            if power is None:
                if loosest > PRODUCT or not self.juxtaposed():
                    break
                power = PRODUCT
            if power < loosest:
                break
            if power == SUM and self.separates_items():
                break
            left = INFIX[power](self, left)
        self.depth -= 1
        return left

    def operand(self, loosest: int) -> Node:
        """``operand := ("-" | "+" | "±") term | "not" expression | power``; a minus takes its whole term."""
        token = self.tokens[self.at]
        kind = token.kind
        if kind == "-":
            self.at += 1
            inner = self.expression(PRODUCT if loosest <= PRODUCT else POWER)
            return Negative(inner, Span(token.start, inner.span.end))
        if kind == "+":
            self.at += 1
            return self.expression(PRODUCT if loosest <= PRODUCT else POWER)
        if kind in ("±", "∓"):
            self.at += 1
            inner = self.expression(PRODUCT if loosest <= PRODUCT else POWER)
            return PlusMinus(inner, 1 if kind == "±" else -1, Span(token.start, inner.span.end))
        if kind == "not":
            self.at += 1
            inner = self.expression(NOT)
            return Not(inner, Span(token.start, inner.span.end))
        return self.power()

    def sum(self, left: Node) -> Node:
        """``sum := term { ("+" | "-" | "±") term }``."""
        terms = [grouped(left)]
        while LOOSENESS.get((token := self.tokens[self.at]).kind) == SUM and not self.separates_items():
            self.at += 1
            term = grouped(self.expression(PRODUCT))
            if token.kind == "-":
                term = Negative(term, Span(token.start, term.span.end))
            elif token.kind != "+":
                term = PlusMinus(term, 1 if token.kind == "±" else -1, Span(token.start, term.span.end))
            terms.append(term)
        return Sum(tuple(terms), self.span_of(terms))

    def product(self, left: Node) -> Node:
        """``product := power { ["*" | "/" | "mod"] power }``, from left to right."""
        factors = [grouped(left)]
        while True:
            kind = self.tokens[self.at].kind
            if kind == "*" or LOOSENESS.get(kind) != PRODUCT:
                if kind == "*":
                    self.at += 1
                elif not self.juxtaposed():
                    break
                factors.append(self.factor(after=kind))
                continue
            self.at += 1
            top, below = _product(factors, self.span_of(factors)), self.factor(after=kind)
            span = Span(top.span.start, below.span.end)
            factors = [Call("mod", (top, below), span) if kind == "mod" else Quotient(top, below, span)]
        return _product(factors, self.span_of(factors))

    def factor(self, after: str) -> Node:
        """``factor := ["-" | "+"] power``, after an operator; beside another operand it has no sign."""
        if after in ("*", "/", "mod", ":"):
            return grouped(self.expression(POWER))
        self.refuse_two_numbers()
        return grouped(self.power())

    def relation(self, left: Node) -> Node:
        """``relation := set { ("=" | "<" | ...) set }``, a chain."""
        operators, operands = [], [left]
        while (kind := self.tokens[self.at].kind) in RELATIONS and not (kind == ">" and "<" in self.open_bars):
            self.at += 1
            operators.append(kind)
            operands.append(self.expression(SET))
        return Relation(tuple(operators), tuple(operands), self.span_of(operands))

    def logic(self, left: Node) -> Node:
        """``logic := statement ("implies" | "iff" | "xor") statement``."""
        kind = self.take()
        right = self.expression(OR)
        return Call(kind, (left, right), self.span_of((left, right)))

    def conjunction(self, left: Node) -> Node:
        """``conjunction := statement { "and" statement }``."""
        parts = self.chain(left, "and", NOT)
        return And(tuple(parts), self.span_of(parts))

    def disjunction(self, left: Node) -> Node:
        """``disjunction := conjunction { "or" conjunction }``."""
        parts = self.chain(left, "or", AND)
        return Or(tuple(parts), self.span_of(parts))

    def sets(self, left: Node) -> Node:
        """``sets := set { ("union" | "intersection" | "\\") set }``, from left to right."""
        kind = self.tokens[self.at].kind
        parts = self.chain(left, kind, RANGE)
        return Call("set_difference" if kind == "\\" else kind, tuple(parts), self.span_of(parts))

    def range(self, left: Node) -> Node:
        """``range := sum ".." sum``."""
        self.at += 1
        last = self.expression(SUM)
        return Range(left, last, self.span_of((left, last)))

    def chain(self, left: Node, kind: str, tightness: int) -> list[Node]:
        """Collect operands that stand between the same operator."""
        parts = [left]
        while self.tokens[self.at].kind == kind:
            self.at += 1
            parts.append(self.expression(tightness))
            if kind == "\\":
                break
        return parts

    # operands

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
        if token.text in ("T", "⊤", "t") and token.kind in ("variable", "⊤") and not self.vocabulary.declares(token.text):
            if token.text != "t" or isinstance(base, (Matrix, Listing)):
                self.at += 1
                return Call("transpose", (base,), Span(base.span.start, token.end))
        if token.kind == "°":
            self.at += 1
            return Call("degree", (grouped(base),), Span(base.span.start, token.end))
        exponent = self.exponent()
        return Power(grouped(base), grouped(exponent), Span(base.span.start, exponent.span.end))

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
            inner = Constant("i", token.span) if text == "i" and not self.vocabulary.declares("i") else Variable(text, token.span)
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
        """``number``: whole numbers stay whole, decimals keep their digits; ``1½`` is 1 + 1/2."""
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
        if len(mantissa) > limits.DIGITS or abs(int(exponent[:9] or "0")) > limits.EXPONENT or len(exponent) > 9:  # noqa: PLR2004
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
        """``function := name ["_" base] ["^" exponent] ( "(" list ")" | operands )``."""
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
            inner = grouped(self.bare_root() if name in ROOTS or token.kind in ROOT_SIGNS else self.bare_argument(token))
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
            factors.append(self.factor(after=""))
        return _product(factors, self.span_of(factors))

    def call(self, name: str, arguments: tuple[Node, ...], span: Span) -> Node:
        """Build a call, with the right number of arguments; ``log(x, 10)`` and ``ln(x, 10)`` have a base."""
        row = FUNCTIONS[name]
        if name in ("sum", "product", "integrate", "diff", "limit") and len(arguments) >= 2:  # noqa: PLR2004
            arguments = _flat_bounds(arguments)
        if name == "piecewise":
            return self.pieces(arguments, span)
        if name == "ln" and len(arguments) == 2:  # noqa: PLR2004
            return Call("log", arguments, span)
        if name == "root" and len(arguments) == 1:
            return Call("sqrt", arguments, span)
        if not row.least <= len(arguments) <= row.most:
            self.refuse_at(span, f"{row.name} with {_count(len(arguments))}", f"{_arity(row.least, row.most)} ({row.domain})")
        return Call(name, arguments, span)

    def pieces(self, arguments: tuple[Node, ...], span: Span) -> Node:
        """``piecewise((value, condition), ...)``."""
        for argument in arguments:
            if not (isinstance(argument, Listing) and len(argument.items) == 2):  # noqa: PLR2004 - a value and its condition
                self.refuse_at(argument.span, "a piece of another shape", "(value, condition)")
        rows = tuple((piece.items[0], piece.items[1]) for piece in arguments if isinstance(piece, Listing))
        return Piecewise(rows, span)

    # brackets

    def bracketed(self, token: Token) -> Node:
        """``"(" list ")"`` groups one expression and lists more; ``[ ]`` lists, ``{ }`` is a set."""
        found = self.pairs[self.at - 1]
        close = self.tokens[found.close]
        span = Span(token.start, close.end)
        if token.text in ("⌊", "⌈"):
            inner = self.inside(found, token)
            return Call("floor" if token.text == "⌊" else "ceil", inner, span)
        if self.at == found.close:
            return self.empty(token, close, span)
        if token.text == "[" and close.text == "]" and self.has_spaced_rows(found):
            return self.spaced_matrix(found, span)
        if token.text == "[" and close.text == "]" and found.semicolons:
            return self.matrix(found, span)
        items = self.inside(found, token)
        if token.text == "{":
            return SetOf(items, span)
        if token.text == "(" and close.text == ")" and len(items) == 1:
            return items[0]
        opening = "<" if token.text == "⟨" else token.text
        closing = ">" if token.text == "⟨" else close.text
        if opening == "[" and closing == "]" and _are_rows(items):
            return Matrix(tuple(item.items for item in items if isinstance(item, Listing)), span)
        return Listing(items, opening, closing, span)

    def inside(self, found: Pair, token: Token) -> tuple[Node, ...]:
        """Read the list inside a bracket, and the bracket that closes it; bars outside do not reach in."""
        bars, self.open_bars = self.open_bars, []
        self.spaced_rows.append(False)
        items = self.items("close")
        self.spaced_rows.pop()
        self.open_bars = bars
        self.expect_close(found, token)
        return tuple(items)

    def arguments(self) -> tuple[Node, ...]:
        """Read a function's arguments in their brackets."""
        token = self.tokens[self.at]
        if token.text != "(":
            self.refuse_operand(token)
        found = self.pairs[self.at]
        self.at += 1
        if self.at == found.close:
            self.refuse("empty brackets", "what the function is taken of")
        return self.inside(found, token)

    def empty(self, token: Token, close: Token, span: Span) -> Node:
        """``{}`` is the empty set and ``[]`` the empty list; ``()`` is nothing."""
        if token.text == "(":
            self.refuse_at(span, "empty brackets", "something between them")
        self.at += 1
        return SetOf((), span) if token.text == "{" else Listing((), token.text, close.text, span)

    def matrix(self, found: Pair, span: Span) -> Node:
        """``"[" row ";" row "]"``, entries separated by commas."""
        return self.rows(found, span, spaced=False)

    def spaced_matrix(self, found: Pair, span: Span) -> Node:
        """``"[" row ";" row "]"``, entries separated by white space."""
        return self.rows(found, span, spaced=True)

    def rows(self, found: Pair, span: Span, *, spaced: bool) -> Node:
        """Read rows up to the closing bracket; they have equal lengths."""
        bars, self.open_bars = self.open_bars, []
        self.spaced_rows.append(spaced)
        rows = [self.row(found)]
        while self.tokens[self.at].kind == ";":
            self.at += 1
            rows.append(self.row(found))
        self.spaced_rows.pop()
        self.open_bars = bars
        self.expect_close(found, self.tokens[found.close])
        if any(len(row) != len(rows[0]) for row in rows):
            sizes = ", ".join(str(len(row)) for row in rows)
            self.refuse_at(span, f"rows of different lengths ({sizes})", "as many entries in every row")
        if spaced and len(rows) == 1:
            return Listing(rows[0], "[", "]", span)
        return Matrix(tuple(rows), span)

    def row(self, found: Pair) -> tuple[Node, ...]:
        """Read one row's entries."""
        entries = [self.expression(SUM)]
        while self.at < found.close and self.tokens[self.at].kind != ";":
            if self.tokens[self.at].kind == ",":
                self.at += 1
            elif not self.spaced_rows[-1]:
                break
            entries.append(self.expression(SUM))
        return tuple(entries)

    def has_spaced_rows(self, found: Pair) -> bool:
        """Tell whether white space separates: two operands with a space between and no comma around."""
        if found.commas:
            return False
        level, at = 0, self.at
        while at < found.close:
            token = self.tokens[at]
            if token.kind == "open":
                at = self.pairs[at].close
            if at + 1 < found.close and self.splits_row(at):
                level += 1
            at += 1
        return level > 0

    def splits_row(self, at: int) -> bool:
        """Tell whether an entry of a row ends at a token: a space follows, then the start of an operand."""
        before, after = self.tokens[at], self.tokens[at + 1]
        if not after.spaced or before.kind in LOOSENESS or before.kind in ("function", "√", "^", ";", ",", "open", "not"):
            return False
        if after.kind in STARTS_OPERAND:
            return True
        return after.kind in ("-", "+") and not self.tokens[at + 2].spaced

    def separates_items(self) -> bool:
        """Tell whether a plus or minus starts the next entry of a row, as in ``[1 -2]``."""
        return self.spaced_rows[-1] and self.splits_row(self.at - 1)

    def absolute(self, token: Token) -> Node:
        """``"|" expression "|"``; bars right beside bars are a norm."""
        inner, end = self.between_bars(token, "|")
        doubled = isinstance(inner, Call) and inner.name == "abs" and inner.span == Span(token.start + 1, end - 1)
        if doubled and isinstance(inner, Call):
            return Call("norm", inner.arguments, Span(token.start, end))
        return Call("abs", (inner,), Span(token.start, end))

    def norm(self, token: Token) -> Node:
        """``"‖" expression "‖"``."""
        inner, end = self.between_bars(token, "‖")
        return Call("norm", (inner,), Span(token.start, end))

    def between_bars(self, token: Token, bar: str) -> tuple[Node, int]:
        """Read up to the bar that closes one."""
        self.open_bars.append(bar)
        inner = self.expression(SUM)
        if self.tokens[self.at].kind == ",":
            items = [inner]
            while self.tokens[self.at].kind == ",":
                self.at += 1
                items.append(self.expression(SUM))
            inner = Listing(tuple(items), "(", ")", self.span_of(items))
        close = self.tokens[self.at]
        if close.kind != bar:
            self.refuse_at(Span(token.start, close.end), f"a {bar} that is never closed", f"another {bar}")
        self.at += 1
        self.open_bars.pop()
        return inner, close.end

    def angle(self, token: Token) -> Node:
        """``"<" list ">"``, where an operand is expected: a vector."""
        self.open_bars.append("<")
        items = [self.expression(SUM)]
        while self.tokens[self.at].kind in (",", ";"):
            self.at += 1
            items.append(self.expression(SUM))
        close = self.tokens[self.at]
        if close.kind != ">":
            self.refuse_at(Span(token.start, close.end), "a < that is never closed", "> after the last component")
        self.at += 1
        self.open_bars.pop()
        return Listing(tuple(items), "<", ">", Span(token.start, close.end))

    # where things stand

    def juxtaposed(self) -> bool:
        """Tell whether an operand follows right here, without an operator: an implied product."""
        token = self.tokens[self.at]
        if token.kind in STARTS_OPERAND:
            return not (self.spaced_rows[-1] and token.spaced and self.splits_row(self.at - 1))
        if token.kind in ("|", "‖"):
            return token.kind not in self.open_bars or (self.nested_bars and self.bar_opens())
        return False

    def bar_opens(self) -> bool:
        """Tell whether a bar inside bars opens again: an operand follows, and bars enough to close both."""
        following = self.tokens[self.at + 1].kind
        left = sum(token.kind == "|" for token in self.tokens[self.at + 1 :])
        return (following in STARTS_OPERAND or following == "-") and left > len(self.open_bars)

    def take(self) -> str:
        """Step over a token; give its kind."""
        self.at += 1
        return self.tokens[self.at - 1].kind

    def expect_close(self, found: Pair, token: Token) -> None:
        """Step over the bracket that closes; nothing else may stand before it."""
        here = self.tokens[self.at]
        if self.at != found.close:
            self.refuse_at(here.span, _shown(here), f"an operator, a comma or the {self.tokens[found.close].text} of {token.text}")
        self.at += 1

    def span_of(self, nodes: tuple[Node, ...] | list[Node]) -> Span:
        """Give the span from the first node to the last."""
        return Span(nodes[0].span.start, nodes[-1].span.end)

    # refusals

    def refuse_two_numbers(self) -> None:
        """Refuse two numbers beside each other, ``2 3``, which may be a product, a decimal or a slip."""
        before, here = self.tokens[self.at - 1], self.tokens[self.at]
        if here.kind == "number" and before.kind in ("number", "fraction", "variable", "constant", "power", "!"):
            left, right = self.text[before.start : before.end], self.text[here.start : here.end]
            self.refuse_at(here.span, f"{right} right after {left}", "an operator between them", f"{left}*{right}")

    def refuse_operand(self, token: Token, expected: str = "a number, a name or an opening bracket") -> NoReturn:
        """Refuse a token where an operand must stand."""
        before = self.tokens[self.at - 1] if self.at else None
        if before is not None and before.kind not in ("open", ",", ";") and "after" not in expected and "taken" not in expected:
            expected = f"{expected} after {self.text[before.start : before.end]}"
        self.refuse_at(token.span, _shown(token), expected)

    def refuse(self, found: str, expected: str) -> NoReturn:
        """Refuse what stands here."""
        self.refuse_at(self.tokens[self.at].span, found, expected)

    def refuse_at(self, span: Span, found: str, expected: str, repair: str = "") -> NoReturn:
        """Refuse a stretch of the text."""
        raise ResponseError(self.text, span, found, expected, repair)


ROOT_SIGNS: Mapping[str, str] = MappingProxyType({"√": "sqrt", "∛": "cbrt", "∜": "root"})

POSTFIX: Mapping[str, str] = MappingProxyType(
    {"!": "factorial", "!!": "double_factorial", "%": "percent", "°": "degree"}
)

INFIX: Mapping[int, Callable[[_Parser, Node], Node]] = MappingProxyType(
    {
        LOGIC: _Parser.logic, OR: _Parser.disjunction, AND: _Parser.conjunction, RELATION: _Parser.relation,
        SET: _Parser.sets, RANGE: _Parser.range, SUM: _Parser.sum, PRODUCT: _Parser.product,
    }
)  # fmt: skip

ATOMS: Mapping[str, Callable[[_Parser, Token], Node]] = MappingProxyType(
    {
        "number": _Parser.number, "fraction": _Parser.fraction, "variable": _Parser.variable,
        "constant": _Parser.constant, "string": _Parser.string, "function": _Parser.function,
        "√": _Parser.root, "∛": _Parser.root, "∜": _Parser.root, "open": _Parser.bracketed,
        **dict.fromkeys(("mod", "union", "intersection", "implies", "iff", "xor"), _Parser.word_function),
        "|": _Parser.absolute, "‖": _Parser.norm, "<": _Parser.angle,
    }
)  # fmt: skip


def grouped(node: Node) -> Node:
    """Read ``[x]`` as grouping where it stands in arithmetic: ``3[2 + x]``."""
    if isinstance(node, Listing) and node.opening == "[" and node.closing == "]" and len(node.items) == 1:
        return node.items[0]
    return node


def _product(factors: list[Node], span: Span) -> Node:
    return factors[0] if len(factors) == 1 else Product(tuple(factors), span)


def _are_rows(items: tuple[Node, ...]) -> bool:
    """Tell whether items are bracketed rows of equal length, as in ``[[1, 2], [3, 4]]``."""
    sizes = {len(item.items) if isinstance(item, Listing) and item.opening == "[" and item.closing == "]" else 0 for item in items}
    return len(sizes) == 1 and 0 not in sizes


def _flat_bounds(arguments: tuple[Node, ...]) -> tuple[Node, ...]:
    """Read ``sum(f, (k, 1, n))`` as ``sum(f, k, 1, n)``."""
    flat: list[Node] = [arguments[0]]
    for argument in arguments[1:]:
        bounds = isinstance(argument, Listing) and argument.items and isinstance(argument.items[0], Variable)
        flat.extend(argument.items if bounds and isinstance(argument, Listing) else (argument,))
    return tuple(flat)


def _shown(token: Token) -> str:
    return "the end" if token.kind == "end" else token.text


def _count(number: int) -> str:
    return f"{number} argument" if number == 1 else f"{number} arguments"


def _arity(least: int, most: int) -> str:
    if least == most:
        return _count(least)
    return f"at least {_count(least)}" if most == MANY else f"{least} to {_count(most)}"
