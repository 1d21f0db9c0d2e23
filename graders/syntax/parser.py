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

from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, TypeAlias

from graders.errors import ResponseError, Span
from graders.phrases import phrase
from graders.syntax import limits
from graders.syntax.around import without_words
from graders.syntax.brackets import pair, with_points
from graders.syntax.labels import without_label
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
from graders.syntax.slips import meant
from graders.syntax.spelling import plain
from graders.syntax.tokens import tokens
from graders.syntax.tree import (
    And,
    Call,
    Constant,
    Decimal,
    Integer,
    Listing,
    Negative,
    Not,
    Or,
    PlusMinus,
    Power,
    Product,
    Quotient,
    Range,
    Relation,
    Sum,
    Variable,
    children,
    is_vector,
)
from graders.syntax.vocabulary import OPEN, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from graders.syntax.brackets import Pair
    from graders.syntax.tokens import Token
    from graders.syntax.tree import Node


Cut: TypeAlias = "Callable[[str, Vocabulary], list[Token]]"
"""What cuts a text into tokens."""

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
        for again, other in _other_readings(error, cut, notation):
            if _is_readable(again, vocabulary, other):
                return _read(again, vocabulary, other)
        raise _with_readable_repair(error, vocabulary, cut) from None


def _other_readings(error: ResponseError, cut: Cut, notation: Notation) -> Iterator[tuple[str, Cut]]:
    """Yield how a text may be read that cannot be read as it stands: as LaTeX, without its label."""
    text = error.text
    if notation == "auto" and cut is _plain_tokens and ("{" in text or "\\" in text):
        yield text, latex_tokens
    unlabelled = without_label(text, error.span)
    if unlabelled:
        yield unlabelled, cut


def _with_readable_repair(error: ResponseError, vocabulary: Vocabulary, cut: Cut) -> ResponseError:
    """Give the error with the best repair that can be read, or without one."""
    text = error.text
    repairs = [error.repair] if 0 < len(error.repair) <= limits.REPAIR else []
    if cut is _plain_tokens and len(text) <= limits.REPAIR:
        repairs = [*meant(text), *repairs]
    for repair in repairs:
        if _is_readable(repair, vocabulary, cut):
            return ResponseError(text, error.span, error.found, error.expected, repair)
    for wordy in without_words(error, vocabulary):
        if _is_readable(wordy.repair, vocabulary, cut):
            return wordy
    return ResponseError(text, error.span, error.found, error.expected)


CONGRUENT = frozenset(("≡", "\\equiv"))
"""Signs between what is congruent; without a modulus they are equals signs."""

FUNCTION_LETTERS = frozenset("fghFGH")
"""Letters of functions where any name may be a variable."""


def _read(text: str, vocabulary: Vocabulary, cut: Cut) -> Node:
    if len(text) > limits.LENGTH:
        raise ResponseError(
            text, Span(0, len(text)), phrase("a text of {count} characters", count=len(text)), "a shorter answer"
        )
    return parse_tokens(text, cut(text, vocabulary), vocabulary)


def _plain_tokens(text: str, vocabulary: Vocabulary) -> list[Token]:
    return tokens(plain(text), vocabulary)


def _is_readable(text: str, vocabulary: Vocabulary, cut: Cut) -> bool:
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
    except ResponseError as error:
        node = _with_other_bars(error, turned, pairs, vocabulary)
    if len(found) > limits.HEIGHT:
        _refuse_height(text, node)
    return node


def _with_other_bars(error: ResponseError, turned: list[Token], pairs: dict[int, Pair], vocabulary: Vocabulary) -> Node:
    """Read bars as what they may be else: those of points, as in ``(1|2)``, or bars inside bars."""
    bars = sum(token.kind == "|" for token in turned)
    separated = with_points(turned, pairs) if bars else None
    if separated is not None:
        turned, pairs = pair(error.text, separated)
    elif bars < 4:
        raise error
    return Parser(error.text, turned, pairs, vocabulary, nested_bars=separated is None).statement()


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
        if self.tokens[self.at].kind == "=" or (self.tokens[self.at].kind == "~" and not self.negates()):
            self.at += 1
        self.at = self.after_function_label()
        self.at = self.after_name_of_point()
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

    def after_name_of_point(self) -> int:
        """Find where the answer begins after the name of a point, as in ``P(3, 4)``; C(5, 2) is none."""
        name, opening = self.tokens[self.at], self.tokens[min(self.at + 1, len(self.tokens) - 1)]
        found = self.pairs.get(self.at + 1)
        if found is None or opening.text != "(" or not (found.commas or found.semicolons):
            return self.at
        is_capital = name.kind == "variable" and name.text.isupper() and len(name.text) == 1 and name.text != "C"
        known = self.vocabulary.open or self.vocabulary.declares(name.text)
        return self.at if known or not is_capital or self.tokens[found.close + 1].kind != "end" else self.at + 1

    def negates(self) -> bool:
        """Tell whether ``~`` or ``!`` here is "not": before a name or a bracket."""
        following = self.tokens[self.at + 1]
        return following.kind in ("variable", "constant", "open", "not", "~", "!")

    def expression(self, loosest: int) -> Node:
        """``expression := operand { infix expression }``, with operators that bind at least so tightly."""
        self.depth += 1
        if self.depth > limits.DEPTH:
            self.refuse("expressions inside one another very deeply", "a simpler answer")
        start = self.at
        left = self.operand(loosest)
        while (kind := self.tokens[self.at].kind) not in ENDS:
            if self.opens_modulus():
                if loosest > RELATION:
                    break
                left = self.modulo(left, start)
                continue
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
        if sign not in SIGNS or (sign in "~!" and not self.negates()):
            return self.power()
        self.at += 1
        if sign in ("not", "~", "!"):
            return Not(self.expression(NOT), self.span_from(start))
        return self.signed(sign, grouped(self.expression(PRODUCT if loosest <= PRODUCT else POWER)), start)

    def signed(self, sign: str, term: Node, start: int) -> Node:
        """Put a sign before a term."""
        if sign == "+":
            return term
        span = self.span_from(start)
        return Negative(term, span) if sign == "-" else PlusMinus(term, 1 if sign == "±" else -1, span)

    def sum(self, left: Node, start: int) -> Node:
        """``sum := term { ("+" | "-" | "±") term }``."""
        if self.tokens[self.at].kind == "-" and isinstance(self.as_set(left), Constant) and self.removes_members():
            self.at += 1
            return Call("set_difference", (self.as_set(left), self.expression(MOD)), self.span_from(start))
        terms = [grouped(left)]
        while LOOSENESS.get(sign := self.tokens[self.at].kind) == SUM and not self.separates_items():
            place = self.at
            self.at += 1
            terms.append(self.signed(sign, grouped(self.expression(MOD)), place))
        return Sum(tuple(terms), self.span_from(start))

    def removes_members(self) -> bool:
        """Tell whether a minus stands before a set in braces, as in ``ℝ - {0}``."""
        following = self.tokens[self.at + 1]
        return following.kind == "open" and following.text == "{"

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
                below = self.divisor(after=kind)
                factors = [Quotient(top, below, self.span_from(start))]
                continue
            sign = ""
            if kind == "*":
                sign = self.tokens[self.at].text
                self.at += 1
            elif not self.juxtaposed():
                return self.product_of(factors, start)
            factor = self.factor(after=kind)
            between = PRODUCT_OF_VECTORS.get(sign, "") if is_vector(factor) else ""
            if between and is_vector(factors[-1]):
                factor = Call(between, (factors.pop(), factor), self.span_from(start))
            factors.append(factor)

    def divisor(self, after: str) -> Node:
        """``divisor := factor``; after a sign of division that is no slash, ``factor "/" factor`` is one fraction."""
        sign, start = self.tokens[self.at - 1].text, self.at
        below = self.factor(after=after)
        if sign in ("÷", ":", "\\div") and self.tokens[self.at].text == "/" and isinstance(below, Integer):
            self.at += 1
            below = Quotient(below, self.factor(after="/"), self.span_from(start))
        return below

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
            operands.append(self.as_set(self.expression(SET)) if kind in OF_SETS else self.expression(SET))
        if any(self.text[token.start : token.end] in CONGRUENT for token in self.tokens[start : self.at]):
            operands = list(_modulo_last(operands))
        return Relation(tuple(operators), tuple(operands), self.span_from(start))

    def modulo(self, left: Node, start: int) -> Node:
        """``modulo := (set | relation) "(" "mod" sum ")"``: a congruence of all sides, or a remainder."""
        opening, found = self.tokens[self.at], self.pairs[self.at]
        self.at += 2
        below = grouped(self.expression(SUM))
        self.expect_close(found, opening)
        if not isinstance(left, Relation):
            return Call("mod", (grouped(left), below), self.span_from(start))
        if not set(left.operators) <= {"=", "!="}:
            self.refuse_at(opening.span, self.shown(opening), "an operator or the end of the answer")
        sides = tuple(_modulo(operand, below) for operand in left.operands)
        return Relation(left.operators, sides, self.span_from(start))

    def logic(self, left: Node, start: int) -> Node:
        """``logic := statement ("implies" | "iff" | "xor") statement``."""
        sign = self.tokens[self.at]
        kind = self.take()
        right = self.expression(OR)
        if kind == "→":
            self.refuse_arrow_to_value(sign, right)
            kind = "implies"
        if sign.text == "=>" and isinstance(right, (Integer, Decimal, Negative)):
            repair = f"{self.text[: sign.start]}>={self.text[sign.end :]}"
            self.refuse_at(sign.span, "=> before a number", ">= for greater or equal", repair)
        return Call(kind, (left, right), self.span_from(start))

    def refuse_arrow_to_value(self, sign: Token, right: Node) -> None:
        """Refuse an arrow before what is no statement, as in ``x → 2``."""
        if isinstance(right, (Integer, Decimal, Negative, Sum, Quotient, Product, Power, Constant)):
            shown = self.shown(sign)
            expected = phrase("the value alone, or {sign} between two statements", sign=shown)
            self.refuse_at(sign.span, phrase("{sign} before a value", sign=shown), expected)

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
        parts = map(self.as_set, self.chain(left, kind, RANGE))
        return Call("set_difference" if kind == "\\" else kind, tuple(parts), self.span_from(start))

    def as_set(self, node: Node) -> Node:
        """Read R, Z, Q and N as sets of numbers where a set is meant, unless they are names of the question."""
        if isinstance(node, Variable) and not self.vocabulary.open and not self.vocabulary.declares(node.name):
            return Constant(SETS[node.name], node.span) if node.name in SETS else node
        return node

    def range(self, left: Node, start: int) -> Node:
        """``range := sum ".." sum``."""
        self.at += 1
        if isinstance(left, Decimal) and self.tokens[self.at].kind in ENDS:
            found = "decimals without an end"
            self.refuse_at(left.span, found, "a fraction, or what repeats in brackets, as in 0.(3)")
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


OF_SETS = frozenset(("in", "notin", "subset"))
"""Relations with a set on their right."""

SETS: Mapping[str, str] = MappingProxyType({"R": "Reals", "Z": "Integers", "Q": "Rationals", "N": "Naturals"})
"""Letters for sets of numbers on a keyboard without ℝ."""

PRODUCT_OF_VECTORS: Mapping[str, str] = MappingProxyType(
    {"·": "dot", "\\cdot": "dot", "×": "cross", "\\times": "cross"}
)
"""What a sign between two lists in brackets means; an asterisk could be either."""

INFIX: Mapping[int, Callable[[Parser, Node, int], Node]] = MappingProxyType(
    {
        LOGIC: Parser.logic, OR: Parser.disjunction, AND: Parser.conjunction, RELATION: Parser.relation,
        SET: Parser.sets, RANGE: Parser.range, SUM: Parser.sum, MOD: Parser.remainder, PRODUCT: Parser.product,
    }
)  # fmt: skip


def _modulo(node: Node, below: Node) -> Node:
    return Call("mod", (grouped(node), below), Span(node.span.start, below.span.end))


def _modulo_last(operands: list[Node]) -> Iterator[Node]:
    """Read the modulus behind the last side of ``x ≡ 3 mod 7`` as that of all sides."""
    *others, last = operands
    parted = _parted(last)
    if parted is None:
        yield from operands
    else:
        inner, below = parted
        yield from (_modulo(node, below) for node in (*others, inner))


def _parted(node: Node) -> tuple[Node, Node] | None:
    """Take ``2 k + 1 mod 7`` apart into what stands before the sign and its modulus."""
    match node:
        case Call(name="mod", arguments=(inner, below), span=span) if span.start <= inner.span.start:
            return inner, below
        case Negative(argument=inner, span=span) if (parted := _parted(inner)) is not None:
            return Negative(parted[0], Span(span.start, parted[0].span.end)), parted[1]
        case Sum(terms=(*terms, last), span=span) if (parted := _parted(last)) is not None:
            return Sum((*terms, parted[0]), Span(span.start, parted[0].span.end)), parted[1]
        case _:
            return None
