"""The state of one reading: tokens, how far they are read, what is open, and how a text is refused."""

from __future__ import annotations

from abc import ABC, abstractmethod
from itertools import accumulate
from types import MappingProxyType
from typing import TYPE_CHECKING, NoReturn

from graders.errors import ResponseError, Span
from graders.phrases import phrase
from graders.syntax.brackets import STARTS_OPERAND

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graders.syntax.brackets import Pair
    from graders.syntax.tokens import Token
    from graders.syntax.tree import Node
    from graders.syntax.vocabulary import Vocabulary

LOGIC, OR, AND, NOT, RELATION, SET, RANGE, SUM, MOD, PRODUCT, POWER = range(1, 12)

RELATIONS = frozenset(("=", "!=", "<", "<=", ">", ">=", "~", "in", "notin", "subset"))

LOOSENESS: Mapping[str, int] = MappingProxyType(
    {
        **dict.fromkeys(("implies", "iff", "xor", "→"), LOGIC), "or": OR, "and": AND,
        **dict.fromkeys(RELATIONS, RELATION), **dict.fromkeys(("union", "intersection", "\\"), SET), "..": RANGE,
        **dict.fromkeys(("+", "-", "±", "∓"), SUM), "mod": MOD, **dict.fromkeys(("*", "/", ":"), PRODUCT),
    }
)  # fmt: skip
"""How loosely each infix operator binds: the greater, the tighter."""

SIGNS = frozenset(("-", "+", "±", "∓", "not", "~", "!"))
"""What may stand before an operand; ``~`` and ``!`` are "not" there."""

ENDS = frozenset(("end", "close", ",", ";"))
"""What no expression goes beyond."""


BEFORE_NO_NUMBER = frozenset(("number", "fraction", "variable", "constant", "power", "|", "%"))
"""What a number does not follow without an operator."""


class Reader(ABC):
    """What every part of the parser stands on."""

    def __init__(
        self, text: str, found: list[Token], pairs: dict[int, Pair], vocabulary: Vocabulary, *, nested_bars: bool
    ) -> None:
        """Begin at the first token."""
        self.text = text
        self.tokens = found
        self.pairs = pairs
        self.vocabulary = vocabulary
        self.at = 0
        self.depth = 0
        self.open_bars: list[str] = []
        self.nested_bars = nested_bars
        self.bars_from = _bars_from(found) if nested_bars else []
        self.spaced_rows: list[bool] = [False]

    def juxtaposed(self) -> bool:
        """Tell whether an operand follows right here, without an operator: an implied product."""
        token = self.tokens[self.at]
        if token.kind in STARTS_OPERAND and not self.opens_modulus():
            return not (self.spaced_rows[-1] and self.splits_row(self.at - 1))
        if token.kind in ("|", "‖"):
            return token.kind not in self.open_bars or (self.nested_bars and self.bar_opens())
        return token.kind == "power" and token.spaced and self.tokens[self.at + 1].kind == "√"

    def opens_modulus(self) -> bool:
        """Tell whether ``(mod 7)`` follows, and not the function ``(mod(10, 7))``."""
        after = self.tokens[self.at + 1 : self.at + 3]
        if self.tokens[self.at].kind != "open" or [token.kind for token in after[:1]] != ["mod"]:
            return False
        function = self.pairs.get(self.at + 2)
        return function is None or not function.commas

    def bar_opens(self) -> bool:
        """Tell whether a bar inside bars opens again: an operand follows, and bars enough to close both."""
        following = self.tokens[self.at + 1].kind
        left = self.bars_from[self.at + 1]
        return (following in STARTS_OPERAND or following == "-") and left > len(self.open_bars)

    def separates_items(self) -> bool:
        """Tell whether a plus or minus starts the next entry of a row, as in ``[1 -2]``."""
        return self.spaced_rows[-1] and self.splits_row(self.at - 1)

    def splits_row(self, at: int) -> bool:
        """Tell whether an entry of a row ends at a token: a space follows, then the start of an operand.

        Between rows, ``[[1, 2][3, 4]]``, there need not be a space.
        """
        before, after = self.tokens[at], self.tokens[at + 1]
        if before.text == "]" and after.text == "[" and (before.kind, after.kind) == ("close", "open"):
            return True
        if (
            not after.spaced
            or before.kind in LOOSENESS
            or before.kind in ("function", "√", "^", ";", ",", "open", "not")
        ):
            return False
        if after.kind in STARTS_OPERAND:
            return True
        return after.kind in ("-", "+") and not self.tokens[at + 2].spaced

    def take(self) -> str:
        """Step over a token; give its kind."""
        self.at += 1
        return self.tokens[self.at - 1].kind

    def expect_close(self, found: Pair, token: Token) -> None:
        """Step over the bracket that closes; nothing else may stand before it."""
        here = self.tokens[self.at]
        if self.at != found.close:
            self.refuse_at(
                here.span,
                self.shown(here),
                phrase(
                    "an operator, a comma or the {closing} of {opening}",
                    closing=self.tokens[found.close].text,
                    opening=token.text,
                ),
            )
        self.at += 1

    def span_from(self, start: int) -> Span:
        """Give the span from a token to the last one that was read."""
        return Span(self.tokens[start].start, self.tokens[self.at - 1].end)

    def refuse_two_numbers(self) -> None:
        """Refuse two numbers beside each other, ``2 3``, which may be a product, thousands or a slip."""
        before, here = self.tokens[self.at - 1], self.tokens[self.at]
        if here.kind == "number" and before.kind in BEFORE_NO_NUMBER:
            left, right = self.text[before.start : before.end], self.text[here.start : here.end]
            repair = self.text[: before.start].rstrip() + self._joined(before, here) + self.text[here.end :]
            self.refuse_at(
                here.span,
                phrase("{right} right after {left}", right=right, left=left),
                "an operator between them",
                "" if before.kind == "|" or right.startswith(".") else repair,
            )

    def _joined(self, before: Token, here: Token) -> str:
        """Suggest what two operands side by side may mean: ``10 000`` is one number, ``x2`` a power."""
        left, right = self.text[before.start : before.end], self.text[here.start : here.end]
        earlier = self.tokens[self.at - 2].kind if self.at > 1 else ""
        if before.kind == "%":
            return f"{left.removesuffix('%')} mod {right}"
        if before.kind == "number" and left.isdecimal() and len(right) == 3 and len(left) < 4:
            return left + right
        if before.kind == "variable" and not here.spaced:
            return f"{left}_{right}" if right in ("0", "1") else f"{left}^{right}"
        return f"*{right}" if left == "x" and earlier == "number" else f"{left}*{right}"

    def refuse_operand(self, token: Token, expected: str = "") -> NoReturn:
        """Refuse a token where an operand must stand; say after what."""
        before = self.tokens[self.at - 1] if self.at else None
        if not expected:
            expected = "a number, a name or an opening bracket"
            if before is not None and before.kind not in ("open", ",", ";"):
                typed = self.text[before.start : before.end]
                expected = phrase("a number, a name or an opening bracket after {typed}", typed=typed)
        doubled = before is not None and before.kind == token.kind == ","
        self.refuse_at(token.span, self.shown(token), expected, self._without(token) if doubled else "")

    def _without(self, token: Token) -> str:
        return self.text[: token.start] + self.text[token.end :]

    def refuse(self, found: str, expected: str) -> NoReturn:
        """Refuse what stands here."""
        self.refuse_at(self.tokens[self.at].span, found, expected)

    def refuse_at(self, span: Span, found: str, expected: str, repair: str = "") -> NoReturn:
        """Refuse a stretch of the text."""
        raise ResponseError(self.text, span, found, expected, repair)

    def shown(self, token: Token) -> str:
        """Give a token as it was typed."""
        return "the end" if token.kind == "end" else self.text[token.start : token.end] or token.text

    @abstractmethod
    def expression(self, loosest: int) -> Node:
        """Read an expression whose operators bind at least so tightly."""

    @abstractmethod
    def call(self, name: str, arguments: tuple[Node, ...], span: Span) -> Node:
        """Build a call, with the right number of arguments."""


def _bars_from(found: list[Token]) -> list[int]:
    """Count the bars from each token on."""
    counts = list(accumulate((token.kind == "|" for token in reversed(found)), initial=0))
    return counts[::-1]
