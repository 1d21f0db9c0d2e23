r"""Environments: matrices, ``cases``, and lines of equations; each becomes the tokens of plain notation.

pmatrix, array, ...   [[1, 2], [3, 4]]
vmatrix, Vmatrix      det([[..]]), norm([[..]])
cases                 piecewise((value, condition), ...), or equations joined by "and"
aligned, ...          lines: one that starts with a relation goes on, others are joined by "and"
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from graders.errors import Span
from graders.phrases import phrase
from graders.syntax.latex.commands import CASES, CONDITION_WORDS, LINES, MATRICES, OTHERWISE, TEXT_FONTS
from graders.syntax.latex.fences import Fences
from graders.syntax.reader import RELATIONS
from graders.syntax.tokens import Token

if TYPE_CHECKING:
    from graders.syntax.latex.source import Sign

_ROOM = re.compile(r"\s*\*?\s*(?:\[[^\]\\{}]{0,12}(?:pt|em|ex|mm|cm|in|ht|baselineskip)\])?")
_POSITION = re.compile(r"\s*\[[tbclr]\]")


class Cell(NamedTuple):
    """One entry: its tokens, and where it stands."""

    tokens: list[Token]
    span: Span


class Environments(Fences):
    """Reading environments."""

    def begin(self) -> None:
        r"""Read ``\begin{name} .. \end{name}``."""
        opening = self.take()
        braced = self.brace_ends >= 0 and not self.plain[self.brace_ends : opening.start].strip()
        name = self.words(opening)
        opening = opening._replace(end=self.at)
        kind = name.rstrip("*")
        if kind not in MATRICES.keys() | CASES | LINES:
            self.refuse(
                Span(opening.start, self.at),
                phrase("the unknown environment {name}", name=name),
                "pmatrix, cases or aligned",
            )
        self.skip_columns(kind)
        rows = self.rows(conditions=kind in CASES or braced)
        self.end(opening, name)
        span = Span(opening.start, self.at)
        if not any(cell.tokens for row in rows for cell in row):
            self.refuse(span, phrase("an empty {name}", name=name), "something in it")
        if kind in CASES or (braced and kind in MATRICES and self.is_open_ended()):
            self.cases(rows, span)
        elif kind in LINES:
            self.lines(rows)
        else:
            self.matrix(rows, span, MATRICES[kind])

    def is_open_ended(self) -> bool:
        r"""Tell whether ``\right.`` follows: the brace before stands on one side only."""
        sign = self.sign()
        return sign.text in ("\\right", "\\mright") and self.following(sign.end).text == "."

    def skip_columns(self, kind: str) -> None:
        r"""Step over the description of columns after ``\begin{array}``."""
        position = _POSITION.match(self.plain, self.at, self.stop)
        if position is not None:
            self.at = position.end()
        if kind in ("array", "tabular", "darray", "alignat", "alignedat") and self.sign().text == "{":
            self.at = self.braces[self.sign().start] + 1

    def end(self, opening: Sign, name: str) -> None:
        r"""Step over ``\end{name}``; the name is that of the beginning."""
        sign = self.sign()
        wanted = f"\\end{{{name}}}"
        if sign.text != "\\end":
            self.refuse_unclosed(Span(opening.start, opening.end), wanted)
        self.at = sign.end
        found = self.words(sign)
        if found != name:
            text = self.text
            self.refuse(
                Span(opening.start, self.at),
                phrase("\\begin{{{name}}} that ends with \\end{{{found}}}", name=name, found=found),
                wanted,
                text[: sign.start] + wanted + text[self.at :],
            )

    def rows(self, *, conditions: bool) -> list[list[Cell]]:
        """Read rows of cells; an empty last row is none."""
        rows: list[list[Cell]] = [[]]
        while True:
            start = self.at
            first = conditions and len(rows[-1]) > 0
            made = self.aside(self.condition if first else self.formula)
            rows[-1].append(Cell(made, Span(start, self.at)))
            sign = self.sign()
            if sign.text not in ("&", "\\\\", "\\cr"):
                break
            self.at = sign.end
            if sign.text != "&":
                room = _ROOM.match(self.plain, self.at, self.stop)
                self.at = room.end() if room is not None else self.at
                rows.append([])
        return rows if any(cell.tokens for cell in rows[-1]) or len(rows) == 1 else rows[:-1]

    def condition(self) -> None:
        r"""Read a condition: ``\text{if } x > 0``, ``\text{otherwise}``."""
        sign = self.sign()
        if sign.text[1:] in TEXT_FONTS:
            at = self.at
            self.take()
            start, end = self.stretch(sign)
            words = self.plain[start:end].strip().strip(",.:").lower()
            if words in OTHERWISE:
                self.add("constant", "true", start, end)
            else:
                first, _, rest = words.partition(" ")
                skipped = words in CONDITION_WORDS or (first in CONDITION_WORDS and rest)
                if not skipped:
                    self.at = at
                elif rest:
                    begin = self.plain.lower().index(first, start) + len(first)
                    self.prose(begin, end, sign)
        self.formula()

    # what they mean

    def matrix(self, rows: list[list[Cell]], span: Span, function: str) -> None:
        """Write ``[[1, 2], [3, 4]]``, and the function that the bars around it mean."""
        sizes = [len(row) for row in rows]
        if len(set(sizes)) > 1:
            listed = ", ".join(map(str, sizes))
            self.refuse(
                span, phrase("rows of different lengths ({listed})", listed=listed), "as many entries in every row"
            )
        start = len(self.out)
        self.add("open", "[", span.start, span.start)
        for number, row in enumerate(rows):
            if number:
                self.add(",", ",", row[0].span.start, row[0].span.start)
            self.add("open", "[", row[0].span.start, row[0].span.start)
            self.cells(row)
            self.add("close", "]", row[-1].span.end, row[-1].span.end)
        self.add("close", "]", span.end - 1, span.end)
        self.table = (start, len(self.out) - 1)
        if function:
            self.out.insert(start, Token("open", "(", span.start, span.start, spaced=False))
            self.add("close", ")", span.end, span.end)
            self.out.insert(start, Token("function", function, span.start, span.start, spaced=False))

    def cells(self, row: list[Cell]) -> None:
        """Write the cells of a row with commas between them."""
        for number, cell in enumerate(row):
            if not cell.tokens:
                self.refuse(
                    Span(cell.span.start, max(cell.span.end, cell.span.start + 1)), "an empty cell", "an entry in it"
                )
            if number:
                self.add(",", ",", cell.span.start, cell.span.start)
            self.out += cell.tokens

    def cases(self, rows: list[list[Cell]], span: Span) -> None:
        """Write ``piecewise((value, condition), ...)``; without conditions the rows are a system."""
        sizes = {len(row) for row in rows}
        if sizes == {1}:
            self.lines(rows)
            return
        if sizes != {2}:
            self.refuse(span, "cases of different shapes", "a value, & and its condition in every row")
        self.add("function", "piecewise", span.start, span.start)
        self.add("open", "(", span.start, span.start)
        for number, (value, condition) in enumerate(rows):
            if value.tokens and value.tokens[-1].kind in (",", ";"):
                value.tokens.pop()
            if condition.tokens and condition.tokens[-1].kind in (",", ";"):
                condition.tokens.pop()
            if number:
                self.add(",", ",", value.span.start, value.span.start)
            self.add("open", "(", value.span.start, value.span.start)
            self.cells([value, condition])
            self.add("close", ")", condition.span.end, condition.span.end)
        self.add("close", ")", span.end, span.end)

    def lines(self, rows: list[list[Cell]]) -> None:
        """Write lines one after the other: a line that starts with a relation goes on, others are joined."""
        joined = [[token for cell in row for token in cell.tokens] for row in rows]
        joined = [line for line in joined if line]
        statements = all(any(token.kind in RELATIONS for token in line) for line in joined)
        between = "and" if statements and len(joined) > 1 else ","
        for number, line in enumerate(joined):
            goes_on = line[0].kind in RELATIONS or not number
            if not goes_on and self.out and self.out[-1].kind in (",", ";", "and", "or"):
                goes_on = True
            if not goes_on:
                self.add(between, between, line[0].start, line[0].start)
            self.out += line

    def top(self) -> None:
        """Read a whole answer, of one line or more."""
        rows = self.rows(conditions=False)
        rest = self.sign()
        if rest.text:
            self.refuse_stray(rest)
        self.lines(rows)
