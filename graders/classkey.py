"""The class key: a secret beside the assignment, without which nobody can work out another's paper.

Whoever knows the seed of an assignment, which often stands in a public file, could compute everybody's
variants.  With a class key, everything that is drawn for a student is drawn by

    HMAC-SHA256(class key, purpose, exercise, student)

and the seed alone says nothing.  Losing the key harms nothing that was issued, since values are recorded;
it is needed only to issue more.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from hashlib import blake2b, sha256
from hmac import new
from typing import TYPE_CHECKING

from graders.errors import AuthorError, Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

FILE = "class.key"
"""The name of the file beside the assignment."""

BYTES = 32

WORDS = """\
# The class key of the assignments in this folder, made by graders generate.
# Keep it secret: whoever has it and the exercises can work out every student's questions before they are given.
# Do not commit it, do not send it, and keep a copy where students cannot read.
# It is needed to issue more papers; what is issued already is graded without it.
"""


@dataclass(frozen=True, slots=True)
class ClassKey:
    """A secret of 32 bytes; it is never shown."""

    secret: bytes = field(repr=False)

    @property
    def fingerprint(self) -> str:
        """Give what tells keys apart and does not tell the key."""
        return blake2b(self.secret, digest_size=8, person=b"graders.key.id").hexdigest()

    def drawn(self, *words: str) -> bytes:
        """Give the 32 bytes that belong to a purpose, an exercise and a student; no two lists of words run together."""
        code = new(self.secret, digestmod=sha256)
        for word in ("graders class 1", *words):
            text = word.encode()
            code.update(len(text).to_bytes(8, "big") + text)
        return code.digest()

    def number(self, below: int, *words: str) -> int:
        """Give a number below a bound; the bias is smaller than 2^-128 where the bound is below 2^128."""
        wide = b"".join(self.drawn(*words, str(block)) for block in range(1 + below.bit_length() // 128))
        return int.from_bytes(wide, "big") % below

    def text(self) -> str:
        """Write the file."""
        return f"{WORDS}{self.secret.hex()}\n"


def read_key(text: str, file: str) -> ClassKey:
    """Read a key's file; an ``AuthorError`` says where it is none, without showing what stands there."""
    lines: Sequence[str] = [line.strip() for line in text.splitlines()]
    kept = [line for line in lines if line and not line.startswith("#")]
    if len(kept) != 1 or not re.fullmatch(rf"[0-9a-f]{{{2 * BYTES}}}", kept[0]):
        remedy = "restore it, or take it away to have another made for papers that are issued from now on"
        raise AuthorError((Problem("is no class key", file, remedy=remedy),))
    return ClassKey(bytes.fromhex(kept[0]))
