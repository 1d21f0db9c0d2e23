"""Brackets in pairs, found in one pass before parsing: which closes which, and what separates inside."""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, NoReturn

from graders.errors import ResponseError, Span
from graders.phrases import phrase

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graders.syntax.tokens import Token

CLOSERS: Mapping[str, str] = MappingProxyType(
    {"(": ")]", "[": "])[", "{": "}", "⟨": "⟩", "⌊": "⌋", "⌈": "⌉", "]": "[]"}
)
"""What may close each opening bracket: intervals such as ``[0, 1)`` and ``]0, 1[`` mix them."""

ENDS_OPERAND = frozenset(
    ("number", "fraction", "variable", "constant", "string", "power", "close", "!", "!!", "%", "°", "'", "⊤")
)
STARTS_OPERAND = frozenset(("number", "fraction", "variable", "constant", "function", "string", "open", "√", "∛", "∜"))
_MAY_START_OPERAND = frozenset(
    ("-", "±", "∓", "not", "|", "‖", "<", "power", "mod", "union", "intersection", "implies", "iff", "xor")
)
_STATEMENT = re.compile(r"(?:.*[=<>,;([{])?\s*", re.DOTALL)
"""Up to the beginning of the last statement."""

_CALCULATION = re.compile(r"\S\s*[-+*/·×−^ ]\s*\S")
"""More than one operand."""

_SHAPING = frozenset(("open", "close", ",", ";"))
_EITHER_WAY = frozenset("[]")


@dataclass(frozen=True, slots=True)
class Pair:
    """The place of the bracket that closes one, and whether commas or semicolons separate inside."""

    close: int
    commas: bool
    semicolons: bool


def pair(text: str, tokens: list[Token]) -> tuple[list[Token], dict[int, Pair]]:
    """Match the brackets.

    Give the tokens again, with ``]`` and ``[`` turned into opening and closing ones as they stand, and
    the pair of every opening bracket by its index.
    """
    turned = list(tokens)
    pairs: dict[int, Pair] = {}
    waiting: list[tuple[int, set[str]]] = []
    for at, token in enumerate(tokens):
        kind = token.kind
        if kind not in _SHAPING:
            continue
        if token.text in _EITHER_WAY:
            kind = _role(turned, at, waiting)
            turned[at] = token._replace(kind=kind)
        if kind == "open":
            waiting.append((at, set()))
        elif kind == "close":
            if not waiting:
                _refuse_close(text, token)
            start, marks = waiting.pop()
            if token.text not in CLOSERS[tokens[start].text]:
                _refuse_mismatch(text, tokens[start], token)
            pairs[start] = Pair(at, "," in marks, ";" in marks)
        elif waiting:
            waiting[-1][1].add(kind)
    if waiting:
        _refuse_open(text, [tokens[at].text for at, _ in waiting], tokens[waiting[-1][0]], tokens[-1])
    return turned, pairs


def with_points(tokens: list[Token], pairs: Mapping[int, Pair]) -> list[Token] | None:
    """Give the tokens again with commas for the bars of points, as in ``(1|2|3)``; ``None`` where bars are none."""
    turned = list(tokens)
    waiting: list[int] = []
    for at, token in enumerate(tokens):
        if token.kind == "open":
            waiting.append(at)
        elif token.kind == "close":
            waiting.pop()
        elif token.kind == "|":
            start = waiting[-1] if waiting else 0
            if tokens[start].text != "(" or pairs[start].commas or not _separates(tokens, at):
                return None
            turned[at] = token._replace(kind=",")
    return turned


def _separates(tokens: list[Token], bar: int) -> bool:
    before, after = tokens[bar - 1].kind, tokens[bar + 1].kind
    return before in ENDS_OPERAND and (after in STARTS_OPERAND or after == "-")


def _role(tokens: list[Token], at: int, waiting: list[tuple[int, set[str]]]) -> str:
    """Tell whether a square bracket opens or closes, whichever way it faces (French intervals turn them)."""
    token = tokens[at]
    if token.text == "]" and token.kind == "close":
        before, following = tokens[at - 1] if at else token, tokens[at + 1].kind
        ends = before.kind in ENDS_OPERAND and at > 0
        empty = before.kind == "open" and before.text == "["
        dangling = bool(waiting) and following not in STARTS_OPERAND and following not in _MAY_START_OPERAND
        return "close" if ends or empty or dangling else "open"
    if token.text == "[" and token.kind == "open" and waiting and at:
        opener = tokens[waiting[-1][0]].text
        following = tokens[at + 1].kind
        closes = "," in waiting[-1][1] or ";" in waiting[-1][1]
        if opener in "[]" and closes and tokens[at - 1].kind in ENDS_OPERAND and following not in STARTS_OPERAND:
            return "close"
    return token.kind


def _refuse_close(text: str, token: Token) -> NoReturn:
    left, right = text[: token.start], text[token.end :]
    joins = left[-1:].isalnum() and right[:1].isalnum()
    repair = "" if joins else left + right
    begin = _STATEMENT.match(left)
    start = begin.end() if begin is not None else 0
    if right.strip() and token.text == ")" and not joins and _CALCULATION.search(left, start):
        repair = f"{left[:start]}({left[start:]}){right}"
    raise ResponseError(
        text,
        token.span,
        phrase("a closing {token} that nothing opened", token=token.text),
        "an opening bracket before it, or no bracket here",
        repair,
    )


def _refuse_mismatch(text: str, start: Token, token: Token) -> NoReturn:
    wanted = CLOSERS[start.text][0]
    raise ResponseError(
        text,
        Span(min(start.start, token.start), max(start.end, token.end)),
        phrase("a {start} that ends with {token}", start=start.text, token=token.text),
        phrase("{wanted} to close it", wanted=wanted),
        text[: token.start] + wanted + text[token.end :],
    )


def _refuse_open(text: str, open_brackets: list[str], start: Token, last: Token) -> NoReturn:
    wanted = CLOSERS[start.text][0]
    closers = "".join(CLOSERS[bracket][0] for bracket in reversed(open_brackets))
    raise ResponseError(
        text,
        Span(start.start, last.end),
        phrase("a {start} that is never closed", start=start.text),
        phrase("{wanted} before the end", wanted=wanted),
        text.rstrip() + closers,
    )
