"""What stands in brackets and bars: groups, lists, sets, intervals, matrices, absolute values and norms."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NoReturn

from graders.errors import Span
from graders.phrases import phrase, said
from graders.syntax.brackets import CLOSERS
from graders.syntax.reader import LOGIC, RELATIONS, SUM, Reader
from graders.syntax.tree import And, Call, Constant, Listing, Matrix, Relation, SetOf, Variable

if TYPE_CHECKING:
    from graders.syntax.brackets import Pair
    from graders.syntax.tokens import Token
    from graders.syntax.tree import Node

MIXED = frozenset((("(", "]"), ("[", ")"), ("]", "["), ("[", "["), ("]", "]")))
"""Brackets that stand around intervals only."""


class Structures(Reader):
    """Reading between brackets."""

    def bracketed(self, token: Token) -> Node:
        """``"(" list ")"`` groups one expression and lists more; ``[ ]`` lists, ``{ }`` is a set."""
        found = self.pairs[self.at - 1]
        close = self.tokens[found.close]
        span = Span(token.start, close.end)
        if token.text in ("⌊", "⌈"):
            return self.call("floor" if token.text == "⌊" else "ceil", self.inside(found, token), span)
        if self.at == found.close:
            return self.empty(token, close, span)
        is_square = token.text == "[" and close.text == "]"
        if (is_square or (token.text == "(" and found.semicolons)) and self.has_spaced_rows(found):
            return self.spaced_matrix(found, span)
        if is_square and found.semicolons:
            return self.matrix(found, span)
        if token.text == "{" and (condition := self.set_builder(found, token)) is not None:
            return condition
        items = self.inside(found, token)
        if token.text == "{":
            return SetOf(items, span)
        if token.text == "(" and close.text == ")" and len(items) == 1:
            return items[0]
        if (token.text, close.text) in MIXED and len(items) != 2:
            self.refuse_interval(token, close, len(items))
        opening = "<" if token.text == "⟨" else token.text
        closing = ">" if token.text == "⟨" else close.text
        if opening == "[" and closing == "]" and _are_rows(items):
            return Matrix(tuple(item.items for item in items if isinstance(item, Listing)), span)
        return Listing(items, opening, closing, span)

    def set_builder(self, found: Pair, token: Token) -> Node | None:
        """``"{" name [ "in" set ] ("|" | ":") statements "}"``: the statements, as ``x in [0, 1]`` is one about a set.

        That the members are real goes without saying.
        """
        first, second, place, bar = (self.tokens[min(self.at + step, found.close)] for step in range(4))
        has_set = (second.kind, place.kind) == ("in", "constant")
        if first.kind != "variable" or (bar if has_set else second).kind not in ("|", ":"):
            return None
        if not any(each.kind in RELATIONS for each in self.tokens[self.at + 3 : found.close]):
            return None
        start = self.at
        self.at += 4 if has_set else 2
        statements = self.inside(found, token)
        if has_set and place.text != "Reals":
            member = (Variable(first.text, first.span), Constant(place.text, place.span))
            statements = (Relation(("in",), member, Span(first.start, place.end)), *statements)
        return statements[0] if len(statements) == 1 else And(statements, self.span_from(start))

    def refuse_interval(self, token: Token, close: Token, size: int) -> NoReturn:
        """Refuse brackets of two kinds around anything but the two ends of an interval."""
        wanted = CLOSERS[token.text][0]
        repair = self.text[: close.start] + wanted + self.text[close.end :]
        expected = phrase("the two ends of an interval, or {wanted} to close {token}", wanted=wanted, token=token.text)
        found = phrase("{size} entries", size=size) if size > 1 else "one entry"
        self.refuse_at(
            Span(token.start, close.end),
            phrase("{found} between {token} and {close}", found=said(found), token=token.text, close=close.text),
            expected,
            repair,
        )

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
        if token.kind != "open" or token.text not in "({":
            self.refuse_operand(token)
        found = self.pairs[self.at]
        self.at += 1
        if self.at == found.close:
            self.refuse("empty brackets", "what the function is taken of")
        return self.inside(found, token)

    def empty(self, token: Token, close: Token, span: Span) -> Node:
        """``{}`` is the empty set and ``[]`` the empty list; ``()`` is nothing."""
        if token.text in "(⟨" or (token.text, close.text) in MIXED:
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
            self.refuse_rows(span, [len(row) for row in rows])
        cells = tuple(row[0] for row in rows) if len(rows[0]) == 1 else rows[0] if len(rows) == 1 else ()
        if _are_rows(cells):
            return Matrix(tuple(item.items for item in cells if isinstance(item, Listing)), span)
        if len(rows) > 1 and any(map(_is_square, cells)):
            self.refuse_rows(span, [len(cell.items) if isinstance(cell, Listing) else 1 for cell in cells])
        return Listing(rows[0], "[", "]", span) if spaced and len(rows) == 1 else Matrix(tuple(rows), span)

    def refuse_rows(self, span: Span, lengths: list[int]) -> NoReturn:
        """Refuse rows that make no matrix."""
        sizes = ", ".join(map(str, lengths))
        self.refuse_at(span, phrase("rows of different lengths ({sizes})", sizes=sizes), "as many entries in every row")

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

    def absolute(self, token: Token) -> Node:
        """``"|" expression "|"``; bars right beside bars are a norm."""
        inner, end = self.between_bars(token, "|")
        span = Span(token.start, self.after_index(end))
        if isinstance(inner, Call) and inner.name == "abs" and inner.span == Span(token.start + 1, end - 1):
            return Call("norm", inner.arguments, span)
        return Call("abs", (inner,), span)

    def norm(self, token: Token) -> Node:
        """``"‖" expression "‖"``."""
        inner, end = self.between_bars(token, "‖")
        return Call("norm", (inner,), Span(token.start, self.after_index(end)))

    def between_bars(self, token: Token, bar: str) -> tuple[Node, int]:
        """Read up to the bar that closes one."""
        self.open_bars.append(bar)
        start = self.at
        inner = self.expression(SUM)
        if self.tokens[self.at].kind == ",":
            items = [inner]
            while self.tokens[self.at].kind == ",":
                self.at += 1
                items.append(self.expression(SUM))
            inner = Listing(tuple(items), "(", ")", self.span_from(start))
        close = self.tokens[self.at]
        if close.kind != bar:
            self.refuse_unclosed(token, close, phrase("another {bar}", bar=bar), bar)
        self.at += 1
        self.open_bars.pop()
        return inner, close.end

    def after_index(self, end: int) -> int:
        """Step over the index 2 of ``||v||_2``, which is the Euclidean norm, the only one that there is here."""
        if self.tokens[self.at].kind != "_":
            return end
        self.at += 1
        index = self.tokens[self.at]
        if (index.kind, index.text) != ("number", "2"):
            found = phrase("the norm of index {written}", written=self.shown(index))
            self.refuse_at(index.span, found, "the Euclidean norm: index 2 or none")
        self.at += 1
        return index.end

    def angle(self, token: Token) -> Node:
        """``"<" list ">"``, where an operand is expected: a vector."""
        self.open_bars.append("<")
        items = [self.expression(SUM)]
        while self.tokens[self.at].kind in (",", ";"):
            self.at += 1
            items.append(self.expression(SUM))
        close = self.tokens[self.at]
        if close.kind != ">":
            self.refuse_unclosed(token, close, "> after the last component", ">")
        self.at += 1
        self.open_bars.pop()
        return Listing(tuple(items), "<", ">", Span(token.start, close.end))

    def refuse_unclosed(self, token: Token, close: Token, expected: str, closer: str) -> NoReturn:
        """Refuse a bar or angle bracket that is not closed, from where it opens to where the end was missed."""
        repair = self.text.rstrip() + closer if close.kind == "end" else ""
        self.refuse_at(
            Span(token.start, close.end), phrase("a {start} that is never closed", start=token.text), expected, repair
        )

    def items(self, close: str) -> list[Node]:
        """``list := expression { ("," | ";") ["and"] expression }``."""
        found = [self.expression(LOGIC)]
        while self.tokens[self.at].kind in (",", ";"):
            self.at += 1
            if self.tokens[self.at].kind in ("and", "or"):
                self.at += 1
            if self.tokens[self.at].kind == close and close == "end":
                break
            self.refuse_comma_in_number()
            found.append(self.expression(LOGIC))
        return found

    def refuse_comma_in_number(self) -> None:
        """Refuse ``1,000`` and ``3,05``: no entry of a list begins with a needless 0."""
        if self.at < 2:
            return
        left, comma, right = self.tokens[self.at - 2 : self.at + 1]
        are_numbers = (left.kind, comma.kind, right.kind) == ("number", ",", "number")
        if not are_numbers or left.end != comma.start or comma.end != right.start:
            return
        whole, digits = left.text, right.text.partition(".")[0]
        if not (whole.isdecimal() and digits.isdecimal() and len(digits) > 1 and digits[0] == "0"):
            return
        thousands = THOUSANDS.match(self.text, left.start)
        if thousands is not None:
            written = thousands.group().replace(",", "")
            repair = self.text[: left.start] + written + self.text[thousands.end() :]
        else:
            repair = f"{self.text[: comma.start]}.{self.text[comma.end :]}"
        expected = "a point before decimals, nothing between thousands"
        self.refuse_at(comma.span, "a comma inside a number", expected, repair)


THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?![0-9,])")
"""A number whose thousands are set apart by commas."""


def _is_square(node: Node) -> bool:
    return isinstance(node, Listing) and (node.opening, node.closing) == ("[", "]")


def _are_rows(items: tuple[Node, ...]) -> bool:
    """Tell whether items are bracketed rows of equal length, as in ``[[1, 2], [3, 4]]`` and ``[[1, 2]; [3, 4]]``."""
    sizes = {len(item.items) if isinstance(item, Listing) and _is_square(item) else 0 for item in items}
    return len(sizes) == 1 and 0 not in sizes
