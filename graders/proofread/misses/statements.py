"""Slips in statements of logic: a letter denied, and for or, an implication turned.

Two statements differ where the sets of rows in which they are true do.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, TypeAlias

from graders.proofread.leaves import somewhere
from graders.proofread.misses.slip import Slip
from graders.syntax.tree import And, Call, Constant, Node, Not, Or, Variable, children, variables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graders.proofread.misses.slip import Make, Rewrite, Sought

Rows: TypeAlias = frozenset[frozenset[str]]
"""Rows of a truth table, each by its true letters."""

MOST_LETTERS = 8


def _is_true_elsewhere(sought: Sought, missed: Node) -> bool:
    letters = sorted(variables(sought.answer) | variables(missed))
    if len(letters) > MOST_LETTERS:
        return False
    chosen = product((True, False), repeat=len(letters))
    table = frozenset(frozenset(name for name, is_true in zip(letters, row, strict=True) if is_true) for row in chosen)
    ours, theirs = _rows(sought.answer, table), _rows(missed, table)
    return ours is not None and theirs is not None and ours != theirs


def _rows(node: Node, table: Rows) -> Rows | None:
    """Give the rows in which a statement is true; ``None`` for what is no statement in letters."""
    match node:
        case Variable(name=name):
            return frozenset(row for row in table if name in row)
        case Constant(name="true"):
            return table
        case Constant(name="false" | "none"):
            return frozenset()
        case _:
            parts = [_rows(part, table) for part in children(node)]
            known = [part for part in parts if part is not None]
            return _joined(node, known, table) if known and len(known) == len(parts) else None


def _joined(node: Node, parts: list[Rows], table: Rows) -> Rows | None:
    first, *others = parts
    match node:
        case Not():
            return table - first
        case And():
            return first.intersection(*others)
        case Or():
            return first.union(*others)
        case Call(name="implies"):
            return (table - first) | others[0]
        case Call(name="iff"):
            return table - (first ^ others[0])
        case Call(name="xor"):
            return first ^ others[0]
        case _:
            return None


def _whole(rewrite: Rewrite) -> Make:
    def make(sought: Sought) -> Iterator[Node]:
        changed = rewrite(sought.answer)
        if changed is not None:
            yield changed

    return make


def _inside(rewrite: Rewrite) -> Make:
    def make(sought: Sought) -> Iterator[Node]:
        yield from somewhere(sought.answer, rewrite)

    return make


def _other_word(node: Node) -> Node | None:
    """Say or for and, and for or."""
    match node:
        case And(arguments=parts):
            return Or(parts)
        case Or(arguments=parts):
            return And(parts)
        case _:
            return None


def _letter_denied(node: Node) -> Node | None:
    return Not(node) if isinstance(node, Variable) else None


def _denial_forgotten(node: Node) -> Node | None:
    return node.argument if isinstance(node, Not) else None


def _part_missing(node: Node) -> Node | None:
    match node:
        case And(arguments=(first, *_)) | Or(arguments=(first, *_)) | Call(arguments=(first, *_)):
            return first
        case _:
            return None


def _turned(node: Node) -> Node | None:
    """Turn an implication, or make one of what says both."""
    match node:
        case Call(name="implies", arguments=(left, right)):
            return Call("implies", (right, left))
        case Call(name="iff", arguments=parts):
            return Call("implies", parts)
        case _:
            return None


LOGIC = (
    Slip("denied", _whole(Not), _is_true_elsewhere),
    Slip("the other of and and or", _inside(_other_word), _is_true_elsewhere),
    Slip("a letter denied", _inside(_letter_denied), _is_true_elsewhere),
    Slip("a denial forgotten", _inside(_denial_forgotten), _is_true_elsewhere),
    Slip("a part missing", _inside(_part_missing), _is_true_elsewhere),
    Slip("an implication turned", _inside(_turned), _is_true_elsewhere),
    Slip("always true", _whole(lambda _: Constant("true")), _is_true_elsewhere),
    Slip("never true", _whole(lambda _: Constant("false")), _is_true_elsewhere),
)
