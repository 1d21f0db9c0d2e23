r"""Sums, integrals, limits and derivatives, into the calls of plain notation.

    \sum_{k=1}^{n} f      sum(f, k, 1, n)          \int_a^b f \,dx     integrate(f, x, a, b)
    \lim_{x \to a} f      limit(f, x, a)           \frac{d^2}{dx^2} f  diff(f, x, 2)

What a sum, a limit or ``\frac{d}{dx}`` is taken of goes up to the next plus, minus or relation; the
integrand goes up to its ``dx``, which may stand in a numerator.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graders.errors import Span
from graders.phrases import phrase
from graders.syntax.brackets import ENDS_OPERAND
from graders.syntax.latex.commands import BIG, INFIX, INTEGRALS, SAID, SYMBOLS, TEXT_FONTS
from graders.syntax.latex.environments import Environments
from graders.syntax.latex.names import OPERATOR
from graders.syntax.latex.source import ENDS, Sign
from graders.syntax.names import GREEK_SIGNS
from graders.syntax.reader import LOOSENESS, SUM
from graders.syntax.tokens import SAME

if TYPE_CHECKING:
    from graders.syntax.tokens import Token

_D = (
    r"(?:d|\\mathrm\s*\{\s*d\s*\}|\\mathrm\s+d|\\operatorname\s*\{\s*d\s*\}|\\text\s*\{\s*d\s*\}"
    r"|\\(?:differentialD|dd|partial)(?![A-Za-z]))"
)
_INDEX = r"(?:_(?:[A-Za-z0-9]|\{[A-Za-z0-9]{1,20}\}))?"
_LETTER = rf"(?:[A-Za-z]|\\(?:{'|'.join(GREEK_SIGNS)})(?![A-Za-z])){_INDEX}"
_POWER = r"(?:\s*\^\s*\{?\s*(?P<power>[0-9]{1,2})\s*\}?)?"
_ROOM = r"(?:\s|\\[,;:!])*"
DIFFERENTIAL = re.compile(rf"{_D}{_ROOM}(?P<letter>{_LETTER})")
ABOVE = re.compile(rf"\s*(?P<d>{_D}){_POWER}\s*")
BELOW = re.compile(rf"\s*(?P<d>{_D})\s*(?P<letter>{_LETTER}){_POWER}\s*")
ONE_SIDED = re.compile(r"\^\s*(?:\{\s*[+-]\s*\}|[+-])\s*\Z")

DIFFERENTIAL_STARTS = frozenset(("d", "\\mathrm", "\\operatorname", "\\text", "\\differentialD", "\\dd"))
"""The signs that a differential may begin with."""

UNFINISHED = frozenset((*LOOSENESS, "^", "open", "not"))
"""Tokens after which a minus belongs to what follows."""


class Calculus(Environments):
    """Reading what is taken of an expression with a variable of its own."""

    def sum(self) -> None:
        r"""Read ``\sum_{k=1}^{n} body``, and products in the same way."""
        sign = self.take()
        (start, end), upper = self.bounds()
        lower = self.aside(lambda: self.inside(start, end)) if end else []
        index, first, last = self.index_and_bounds(sign, lower, upper)
        start = self.opening_call(BIG[sign.text[1:]], sign)
        self.term(sign)
        self.closing_call(start, [index], first, last)

    def index_and_bounds(
        self, sign: Sign, lower: list[Token], upper: list[Token]
    ) -> tuple[Token, list[Token], list[Token]]:
        r"""Take the index, the first and the last value out of ``k=1`` and ``n``, or of ``1 \leq k \leq n``."""
        kinds = ["variable" if may_be_bound(token) else token.kind for token in lower]
        if kinds[:2] == ["variable", "="] and len(lower) > 2 and upper:
            return lower[0], lower[2:], upper
        if kinds.count("<=") == 2 and not upper:
            left = kinds.index("<=")
            right = kinds.index("<=", left + 1)
            if right == left + 2 and kinds[left + 1] == "variable" and left and right + 1 < len(lower):
                return lower[left + 1], lower[:left], lower[right + 1 :]
        name = sign.text
        return self.refuse(
            Span(sign.start, self.at), phrase("{name} without both bounds", name=name), f"{name}_{{k=1}}^{{n}}"
        )

    def bounds(self) -> tuple[tuple[int, int], list[Token]]:
        """Read the bounds of a big operator: the stretch of the lower one, the tokens of the upper one."""
        lower = (0, 0)
        upper: list[Token] = []
        while (sign := self.sign()).text in ("_", "^"):
            self.take()
            if sign.text == "_":
                lower = self.stretch(sign)
            else:
                upper = self.aside(lambda of=sign: self.one(of))  # type: ignore[misc]
        return lower, upper

    def limit(self) -> None:
        r"""Read ``\lim_{x \to a} body``."""
        sign = self.take()
        (start, end), _ = self.bounds()
        if ONE_SIDED.search(self.plain, start, end):
            self.refuse(Span(start, end), "a limit from one side", "what it comes to, behind an equals sign or alone")
        below = self.aside(lambda: self.inside(start, end)) if end else []
        if [token.kind for token in below[1:2]] != ["→"] or not may_be_bound(below[0]) or len(below) < 3:
            self.refuse(Span(sign.start, self.at), "a limit that goes nowhere", "\\lim_{x \\to a}")
        start = self.opening_call("limit", sign)
        self.term(sign)
        self.closing_call(start, below[:1], below[2:])

    def integral(self) -> None:
        r"""Read ``\int_a^b body \,dx``; ``\iint`` is one integral inside another."""
        sign = self.take()
        count = INTEGRALS[sign.text[1:]]
        (start, end), upper = self.bounds()
        lower = self.aside(lambda: self.inside(start, end)) if end else []
        if bool(lower) != bool(upper) or (lower and count > 1):
            self.refuse(
                Span(sign.start, self.at),
                phrase("bounds of {sign} that are not two", sign=sign.text),
                "both bounds or none",
            )
        self.integrals(sign, count, (lower, upper) if lower else ())

    def integrals(self, sign: Sign, count: int, bounds: tuple[list[Token], ...]) -> None:
        """Read as many integrals, one inside the other, and the differential of each."""
        start = self.opening_call("integrate", sign)
        variable: list[Token] = []
        self.awaited.append(variable)
        if count > 1:
            self.integrals(sign, count - 1, ())
        self.integrand(sign, variable)
        self.awaited.pop()
        if len(self.out) == start:
            self.add("number", "1", self.at, self.at)
        self.closing_call(start, variable, *bounds)

    def integrand(self, sign: Sign, variable: list[Token]) -> None:
        """Read up to the differential; where that stands in a numerator, up to the end of the term."""
        level, loose, start = 0, self.loose, len(self.out)
        while (here := self.sign()).text not in ENDS and (level or here.text not in ")]"):
            if level == 0 and (self.ends_term(here) if variable else self.ends_integrand(here)):
                break
            is_differential = not variable and self.differential_ahead() is not None
            mark = len(self.out)
            self.item()
            if is_differential:
                break
            level += self.change_of_level(mark)
        if not variable:
            self.refuse(Span(sign.start, self.sign().start), "an integral without its dx", "\\,dx after the integrand")
        if self.loose != loose:
            self.settle(start)

    def differential_ahead(self) -> re.Match[str] | None:
        r"""Find ``dx`` right here, in any of its spellings."""
        sign = self.sign()
        if sign.text not in DIFFERENTIAL_STARTS or not self.awaited:
            return None
        return DIFFERENTIAL.match(self.plain, sign.start, self.stop)

    def differential(self) -> bool:
        """Read the differential of the innermost integral that waits for one; tell whether one stands here."""
        found = self.differential_ahead()
        waiting = next((variable for variable in reversed(self.awaited) if not variable), None)
        if found is None or waiting is None:
            return False
        waiting += self.variable(found.start("letter"), found.end("letter"))
        self.at = found.end()
        return True

    def variable(self, start: int, end: int) -> list[Token]:
        """Read a stretch that is the name of a variable."""
        return self.aside(lambda: self.inside(start, end))

    def derivative(self, sign: Sign) -> bool:
        r"""Read ``\frac{d}{dx}``, ``\frac{d^2 y}{dx^2}``, ``\frac{\partial f}{\partial x}``; tell whether it is one."""
        top = self.sign()
        if top.text != "{":
            return False
        below = self.following(self.braces[top.start] + 1)
        if below.text != "{":
            return False
        above = ABOVE.match(self.plain, top.start + 1, self.braces[top.start])
        steps = self.steps(below.start + 1, self.braces[below.start])
        order = int(above["power"] or 1) if above is not None else 0
        if above is None or order != sum(count for _, count in steps):
            return False
        if above["d"] == "d" and self.vocabulary.declares("d"):
            return False
        start = len(self.out) + 2
        for _ in steps:
            self.opening_call("diff", sign)
        self.at = self.braces[below.start] + 1
        if above.end() < self.braces[top.start]:
            self.inside(above.end(), self.braces[top.start])
        else:
            self.term(sign)
        for letter, count in reversed(steps):
            times = [letter[0]._replace(kind="number", text=str(count))]
            self.closing_call(start, letter, *([times] if count > 1 else []))
        return True

    def steps(self, start: int, end: int) -> list[tuple[list[Token], int]]:
        """Read what stands below a derivative: the variables, and how often each; nothing where it is none."""
        found: list[tuple[list[Token], int]] = []
        while start < end:
            step = BELOW.match(self.plain, start, end)
            if step is None:
                return []
            found.append((self.variable(*step.span("letter")), int(step["power"] or 1)))
            start = step.end()
        return found

    # calls and their bodies

    def opening_call(self, name: str, sign: Sign) -> int:
        """Write the beginning of a call; give where its first argument begins."""
        self.add("function", name, sign.start, sign.end)
        self.add("open", "(", sign.start, sign.end)
        return len(self.out)

    def closing_call(self, start: int, variable: list[Token], *others: list[Token]) -> None:
        """Write the last arguments of a call, and its end; ``i`` and ``e`` are variables where they are bound."""
        if len(variable) == 1 and variable[0].kind == "constant":
            variable = [variable[0]._replace(kind="variable")]
            for at, token in enumerate(self.out[start:], start):
                if token.kind == "constant" and token.text == variable[0].text:
                    self.out[at] = token._replace(kind="variable")
        for argument in (variable, *others):
            self.add(",", ",", self.at, self.at)
            self.out += argument
        self.add("close", ")", max(self.at - 1, 0), self.at)

    def term(self, sign: Sign) -> None:
        """Read what an operator is taken of, up to a plus, a minus or a relation outside of brackets."""
        start, loose, level, bars = len(self.out), self.loose, 0, self.open_bars
        while (here := self.sign()).text not in ENDS and (level or here.text not in ")]"):
            between_bars = self.open_bars != bars
            if level == 0 and not between_bars and len(self.out) > start and self.ends_term(here):
                break
            mark = len(self.out)
            self.item()
            level += self.change_of_level(mark)
        if len(self.out) == start:
            self.refuse_missing(sign, self.sign(), phrase("what {sign} is taken of", sign=sign.text))
        if self.loose != loose:
            self.settle(start)

    def change_of_level(self, mark: int) -> int:
        """Tell whether a bracket was opened or closed by the one token since a place."""
        if len(self.out) != mark + 1:
            return 0
        kind = self.out[mark].kind
        return (kind == "open") - (kind == "close")

    def ends_term(self, sign: Sign) -> bool:
        """Tell whether a sign stands between terms."""
        kind = self.operator(sign)
        if kind in ("|", "‖"):
            return self.open_bars % 2 == 1 and self.out[-1].kind in ENDS_OPERAND
        if LOOSENESS.get(kind, SUM + 1) > SUM:
            return kind in (",", ";")
        return not (kind in ("+", "-", "±", "∓") and self.out[-1].kind in UNFINISHED)

    def ends_integrand(self, sign: Sign) -> bool:
        """Tell whether a sign stands between statements or items."""
        kind = self.operator(sign)
        return kind in (",", ";") or LOOSENESS.get(kind, SUM) < SUM

    def operator(self, sign: Sign) -> str:
        """Give the kind of the operator that stands here, nothing where none does."""
        if not sign.text.startswith("\\"):
            found = OPERATOR.match(self.plain, sign.start, self.stop)
            return SAME.get(found.group(), found.group()) if found is not None else SAME.get(sign.text, "")
        name = sign.text[1:]
        if name in TEXT_FONTS:
            following = self.following(sign.end)
            said = self.plain[following.start : self.braces.get(following.start, following.end)].strip("{ ,").lower()
            return "and" if said in SAID else ""
        return "=" if name in INFIX or name == "not" else SYMBOLS.get(name, "")


def may_be_bound(token: Token) -> bool:
    """Tell whether a sum, a limit or an integral may run over a name: a variable, or ``i`` and ``e``."""
    return token.kind == "variable" or (token.kind == "constant" and token.text in ("i", "e"))
