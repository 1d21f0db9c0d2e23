"""What says nothing: two minus signs, plus zero, times or over one, the first and the zeroth power."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graders.syntax.tree import Integer, Negative, Power, Product, Quotient, Sum
from graders.verdict import message

if TYPE_CHECKING:
    from graders.syntax.tree import Node
    from graders.verdict import Message

ZERO, ONE = Integer(0), Integer(1)


def needless(node: Node) -> Message | None:
    """Find a node that is just one of its parts, or nothing at all."""
    rest = _rest(node)
    return None if rest is None else message("form.simplified.needless", part=node, repair=rest)


def _rest(node: Node) -> Node | None:
    match node:
        case Negative(argument=Negative(argument=inner)):
            return inner
        case Negative(argument=Integer(value=0)) | Quotient(numerator=Integer(value=0)):
            return ZERO
        case Sum(terms=terms) if ZERO in terms:
            return _joined(tuple(term for term in terms if term != ZERO), Sum, ZERO)
        case Product(factors=factors) if ZERO in factors:
            return ZERO
        case Product(factors=factors) if ONE in factors:
            return _joined(tuple(factor for factor in factors if factor != ONE), Product, ONE)
        case Quotient(numerator=top, denominator=Integer(value=1)):
            return top
        case Power(base=base, exponent=Integer(value=1)):
            return base
        case Power(exponent=Integer(value=0)):
            return ONE
        case _:
            return None


def _joined(parts: tuple[Node, ...], kind: type[Sum | Product], empty: Node) -> Node:
    return kind(parts) if len(parts) > 1 else parts[0] if parts else empty
