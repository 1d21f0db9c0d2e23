"""One submission as it came in: its bytes, whose folder they lay in, and what kept them from being read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graders.errors import Problem


@dataclass(frozen=True)
class HandedIn:
    """A submission's text, unread.

    ``name`` says in messages where it comes from; ``homes`` are the names of the folders it lay in, the nearest first,
    one of which may be a student's.  It has no slots, because the digest is worked out once.
    """

    name: str
    homes: tuple[str, ...]
    raw: bytes
    problems: tuple[Problem, ...] = ()

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the bytes, in hexadecimal."""
        return sha256(self.raw).hexdigest()
