"""How much evaluating one response may take: nodes by their weight, never time, so that a result is the same tomorrow.

Every bound of an algorithm is one of one decision; a response may cause many of them.  What they take together ends
here, and what is not decided by then goes to a person.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from math import inf
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST: Final = 60_000
"""What a response may take, in sums of two numbers: some twenty milliseconds."""


class SpentError(ArithmeticError):
    """What a response may take is spent."""


class Effort:
    """What is left of what may be taken."""

    __slots__ = ("left",)

    def __init__(self, left: float) -> None:
        """Begin with so much, in sums of two numbers."""
        self.left = left

    def take(self, work: float) -> None:
        """Take some; raises ``SpentError`` where there is no more."""
        self.left -= work
        if self.left < 0:
            raise SpentError(work)


_current: ContextVar[Effort] = ContextVar("effort", default=Effort(inf))  # noqa: B039 - of infinity nothing is taken


def effort() -> Effort:
    """Give what the response that is judged may still take; without end where none is."""
    return _current.get()


def weight_of_root(bits: int) -> int:
    """Give what a root, or a power with a rational exponent, takes at a precision, in sums of two numbers."""
    return 6 + bits // 256


def weight_of_function(bits: int) -> int:
    """Give what a logarithm or a sine takes at a precision: ten sums, three times as many with a thousand bits."""
    return 10 + bits // 64 + bits * bits // (1 << 17)


def is_limited() -> bool:
    """Tell whether a response is judged, whose effort all decisions share."""
    return _current.get().left < inf


@contextmanager
def limited(most: float | Effort = MOST) -> Iterator[None]:
    """Bound what is done inside, by what is left where it is bounded already; an effort goes on where it was left."""
    if is_limited():
        yield
        return
    before = _current.set(most if isinstance(most, Effort) else Effort(most))
    try:
        yield
    finally:
        _current.reset(before)
