r"""Tokens to the tree, by precedence climbing; the docstrings are the grammar.

From loosest to tightest::

    ,  ;              lists
    implies iff xor   or   and   not
    = != < <= in ...  chains
    union, intersection, \
    ..                ranges of parameters
    + - ±             sums
    mod               remainders
    * / and nothing   products, from left to right: 1/2x is (1/2)x
    ^  ! % ° '        powers (from the right) and what follows an operand
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, TypeAlias

from graders.errors import ResponseError, Span
from graders.phrases import phrase
from graders.syntax import limits
from graders.syntax.around import without_words
from graders.syntax.brackets import pair
from graders.syntax.latex import is_latex, latex_tokens
from graders.syntax.operands import Operands, grouped
from graders.syntax.reader import (
    AND,
    ENDS,
    LOGIC,
    LOOSENESS,
    MOD,
    NOT,
    OR,
    POWER,
    PRODUCT,
    RANGE,
    RELATION,
    RELATIONS,
    SET,
    SIGNS,
    SUM,
)
from graders.syntax.spelling import plain
from graders.syntax.tokens import tokens
from graders.syntax.tree import (
    And,
    Call,
    Decimal,
    Integer,
    Listing,
    Negative,
    Not,
    Or,
    PlusMinus,
    Quotient,
    Range,
    Relation,
    Sum,
    children,
)
from graders.syntax.vocabulary import OPEN, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from graders.syntax.tokens import Token
    from graders.syntax.tree import Node


Notation: TypeAlias = Literal["auto", "plain", "latex"]
"""How a text is written; ``auto`` recognises LaTeX by its commands."""


def parse(text: str, vocabulary: Vocabulary = OPEN, notation: Notation = "auto") -> Node:
    """Read a text as mathematics, in plain notation or LaTeX.

    >>> parse("4√3")
    Product(factors=(Integer(value=4), Call(name='sqrt', arguments=(Integer(value=3),))))

    Raises ``ResponseError`` where it cannot be read; a repair that it suggests can be read.  The time is
    linear in the text's length, but for bars: four or more may be read twice.
    """
    cut = latex_tokens if notation == "latex" or (notation == "auto" and is_latex(text)) else _plain_tokens
    try:
        return _read(text, vocabulary, cut)
    except ResponseError as error:
        unlabelled = _without_label(text, error.span)
        if unlabelled and _is_readable(unlabelled, vocabulary, cut):
            return _read(unlabelled, vocabulary, cut)
        if error.repair and len(error.repair) <= limits.REPAIR and _is_readable(error.repair, vocabulary, cut):
            raise
        for wordy in without_words(error, vocabulary):
            if _is_readable(wordy.repair, vocabulary, cut):
                raise wordy from None
        if not error.repair:
            raise
        raise ResponseError(error.text, error.span, error.found, error.expected) from None


FUNCTION_LETTERS = frozenset("fghFGH")
"""Letters of functions where any name may be a variable."""

_LABEL = re.compile(r"\s*[^\W\d_]\w*\s*(?:\([^()=<>]*\)\s*)?=(?!=)")


def _without_label(text: str, span: Span) -> str:
    """Blank a label before an answer out where it cannot be read itself: ``distance = 4√3``, ``cos(a, b) = 1/2``."""
    label = _LABEL.match(text, 0, limits.LENGTH)
    if label is None or span.start >= label.end():
        return ""
    return " " * label.end() + text[label.end() :]


def _read(text: str, vocabulary: Vocabulary, cut: Callable[[str, Vocabulary], list[Token]]) -> Node:
    if len(text) > limits.LENGTH:
        raise ResponseError(
            text, Span(0, len(text)), phrase("a text of {count} characters", count=len(text)), "a shorter answer"
        )
    return parse_tokens(text, cut(text, vocabulary), vocabulary)


def _plain_tokens(text: str, vocabulary: Vocabulary) -> list[Token]:
    return tokens(plain(text), vocabulary)


def _is_readable(text: str, vocabulary: Vocabulary, cut: Callable[[str, Vocabulary], list[Token]]) -> bool:
    try:
        _read(text, vocabulary, cut)
    except ResponseError:
        return False
    return True


def parse_tokens(text: str, found: list[Token], vocabulary: Vocabulary) -> Node:
    """Read tokens that were cut from a text, the last one of kind ``end``."""
    turned, pairs = pair(text, found)
    try:
        node = Parser(text, turned, pairs, vocabulary, nested_bars=False).statement()
    except ResponseError:
        if sum(token.kind == "|" for token in turned) < 4:
            raise
        node = Parser(text, turned, pairs, vocabulary, nested_bars=True).statement()
    if len(found) > limits.HEIGHT:
        _refuse_height(text, node)
    return node


def _refuse_height(text: str, node: Node) -> None:
    """Refuse a tree that is too high for those who walk it, as long chains of signs can be."""
    level, height = [node], 0
    while level and height <= limits.HEIGHT:
        level, height = [below for above in level for below in children(above)], height + 1
    if level:
        raise ResponseError(text, Span(0, len(text)), "expressions inside one another very deeply", "a simpler answer")


class Parser(Operands):
    """Reading operators, from the loosest to the tightest."""

    def statement(self) -> Node:
        """``statement := [ "=" ] list``; an equals sign before an answer is understood."""
        if self.tokens[self.at].kind in ("=", "~"):
            self.at += 1
        self.at = self.after_function_label()
        if self.tokens[self.at].kind == "end":
            self.refuse("nothing", "an answer")
        start = self.at
        items = self.items("end")
        token = self.tokens[self.at]
        if token.kind != "end":
            self.refuse(f"{token.text}", "an operator or the end of the answer")
        return items[0] if len(items) == 1 else Listing(tuple(items), "", "", self.span_from(start))

    def after_function_label(self) -> int:
        """Find where the answer begins after ``f(x) =``, where f is no name of the question."""
        names = self.tokens[self.at : self.at + 5]
        if [token.kind for token in names] != ["variable", "open", "variable", "close", "="]:
            return self.at
        letter = names[0].text
        known = letter not in FUNCTION_LETTERS if self.vocabulary.open else self.vocabulary.declares(letter)
        return self.at if known or names[1].text != "(" else self.at + 5

    def expression(self, loosest: int) -> Node:
        """``expression := operand { infix expression }``, with operators that bind at least so tightly."""
        self.depth += 1
        if self.depth > limits.DEPTH:
            self.refuse("expressions inside one another very deeply", "a simpler answer")
        start = self.at
        left = self.operand(loosest)
        while (kind := self.tokens[self.at].kind) not in ENDS:
            power = LOOSENESS.get(kind)
            if power is None:
                if loosest > PRODUCT or not self.juxtaposed():
                    break
                power = PRODUCT
            if power < loosest:
                break
            if (power == SUM and self.separates_items()) or (kind == ">" and "<" in self.open_bars):
                break
            left = INFIX[power](self, left, start)
        self.depth -= 1
        return left

    def operand(self, loosest: int) -> Node:
        """``operand := ("-" | "+" | "±") term | "not" expression | power``; a minus takes its whole term."""
        start, sign = self.at, self.tokens[self.at].kind
        if sign not in SIGNS:
            return self.power()
        self.at += 1
        if sign == "not":
            return Not(self.expression(NOT), self.span_from(start))
        return self.signed(sign, self.expression(PRODUCT if loosest <= PRODUCT else POWER), start)

    def signed(self, sign: str, term: Node, start: int) -> Node:
        """Put a sign before a term."""
        if sign == "+":
            return term
        span = self.span_from(start)
        return Negative(term, span) if sign == "-" else PlusMinus(term, 1 if sign == "±" else -1, span)

    def sum(self, left: Node, start: int) -> Node:
        """``sum := term { ("+" | "-" | "±") term }``."""
        terms = [grouped(left)]
        while LOOSENESS.get(sign := self.tokens[self.at].kind) == SUM and not self.separates_items():
            place = self.at
            self.at += 1
            terms.append(self.signed(sign, grouped(self.expression(MOD)), place))
        return Sum(tuple(terms), self.span_from(start))

    def remainder(self, left: Node, start: int) -> Node:
        """``remainder := product "mod" product``: the remainder of whole terms, signs included."""
        self.at += 1
        below = grouped(self.expression(PRODUCT))
        return Call("mod", (grouped(left), below), self.span_from(start))

    def product(self, left: Node, start: int) -> Node:
        """``product := power { ["*" | "/"] power }``, from left to right."""
        factors = [grouped(left)]
        while True:
            kind = self.tokens[self.at].kind
            if kind in ("/", ":"):
                top = self.product_of(factors, start)
                self.at += 1
                below = self.factor(after=kind)
                factors = [Quotient(top, below, self.span_from(start))]
                continue
            if kind == "*":
                self.at += 1
            elif not self.juxtaposed():
                return self.product_of(factors, start)
            factors.append(self.factor(after=kind))

    def factor(self, after: str) -> Node:
        """``factor := ["-" | "+"] power``, after an operator; beside another operand it has no sign."""
        if after in LOOSENESS:
            return grouped(self.operand(POWER))
        self.refuse_two_numbers()
        return grouped(self.power())

    def relation(self, left: Node, start: int) -> Node:
        """``relation := set { ("=" | "<" | ...) set }``, a chain."""
        operators, operands = [], [left]
        while (kind := self.tokens[self.at].kind) in RELATIONS and not (kind == ">" and "<" in self.open_bars):
            self.at += 1
            operators.append(kind)
            operands.append(self.expression(SET))
        return Relation(tuple(operators), tuple(operands), self.span_from(start))

    def logic(self, left: Node, start: int) -> Node:
        """``logic := statement ("implies" | "iff" | "xor") statement``."""
        sign = self.tokens[self.at]
        kind = self.take()
        right = self.expression(OR)
        if sign.text == "=>" and isinstance(right, (Integer, Decimal, Negative)):
            repair = f"{self.text[: sign.start]}>={self.text[sign.end :]}"
            self.refuse_at(sign.span, "=> before a number", ">= for greater or equal", repair)
        return Call(kind, (left, right), self.span_from(start))

    def conjunction(self, left: Node, start: int) -> Node:
        """``conjunction := statement { "and" statement }``."""
        parts = self.chain(left, "and", NOT)
        return And(tuple(parts), self.span_from(start))

    def disjunction(self, left: Node, start: int) -> Node:
        """``disjunction := conjunction { "or" conjunction }``."""
        parts = self.chain(left, "or", AND)
        return Or(tuple(parts), self.span_from(start))

    def sets(self, left: Node, start: int) -> Node:
        r"""``sets := set { ("union" | "intersection" | "\") set }``, from left to right."""
        kind = self.tokens[self.at].kind
        parts = self.chain(left, kind, RANGE)
        return Call("set_difference" if kind == "\\" else kind, tuple(parts), self.span_from(start))

    def range(self, left: Node, start: int) -> Node:
        """``range := sum ".." sum``."""
        self.at += 1
        last = self.expression(SUM)
        return Range(left, last, self.span_from(start))

    def chain(self, left: Node, kind: str, tightness: int) -> list[Node]:
        """Collect operands that stand between the same operator."""
        parts = [left]
        while self.tokens[self.at].kind == kind:
            self.at += 1
            parts.append(self.expression(tightness))
            if kind == "\\":
                break
        return parts


INFIX: Mapping[int, Callable[[Parser, Node, int], Node]] = MappingProxyType(
    {
        LOGIC: Parser.logic, OR: Parser.disjunction, AND: Parser.conjunction, RELATION: Parser.relation,
        SET: Parser.sets, RANGE: Parser.range, SUM: Parser.sum, MOD: Parser.remainder, PRODUCT: Parser.product,
    }
)  # fmt: skip
