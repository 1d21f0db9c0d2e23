"""The attempts of an earlier run, found in its journal by student; the journal itself stays on the disk.

Whoever hands in again has another attempt in every box where the answer is new.  Whoever does not keeps the attempts
that there were, and is graded as before.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from graders.batch.incoming.handed_in import HandedIn
from graders.batch.journal import FILE, places, read_kept
from graders.errors import AuthorError, Problem
from graders.files import plain_path
from graders.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Container, Iterator
    from pathlib import Path

    from graders.kept import Kept
    from graders.submission import Responses


class Earlier:
    """What an earlier run has graded: where each student's line begins, and no more of it."""

    def __init__(self, folder: Path | None = None) -> None:
        """Find the lines of a folder's journal; without a folder there is nothing earlier."""
        self.path = folder / FILE if folder else None
        if folder and not (folder / FILE).exists():
            remedy = "give the folder that graders grade wrote"
            raise AuthorError((Problem(f"there is no {FILE}", plain_path(folder), remedy=remedy),))
        self.lines: Shelf[str, int] = Shelf()
        if self.path:
            self.lines.update(places(self.path))

    def rounds(self, student: str) -> tuple[Responses, ...]:
        """Give a student's attempts, without those that changed nothing."""
        kept = self._kept(student)
        return () if kept is None else tuple(_new(kept.submission.rounds))

    def unheard(self, admitted: Container[str]) -> Iterator[HandedIn]:
        """Hand in again what stands of everybody of whom nothing was admitted now; the last line about each counts."""
        for student, at in places(self.path) if self.path else ():
            is_last = self.lines[student] == at
            if is_last and student not in admitted and (kept := self._kept(student)) is not None:
                answers = {exercise: dict(parts) for exercise, parts in kept.submission.responses}
                yield HandedIn(kept.file, (), json.dumps({"student": student, "answers": answers}).encode())

    def _kept(self, student: str) -> Kept | None:
        if self.path is None or student not in self.lines:
            return None
        with self.path.open("rb") as stream:
            stream.seek(self.lines[student])
            return read_kept(self.path, stream.readline())


def _new(rounds: tuple[Responses, ...]) -> Iterator[Responses]:
    """Keep the attempts in which some answer is new."""
    standing: dict[tuple[str, str], str] = {}
    for responses in rounds:
        typed = {(exercise, part): text for exercise, parts in responses for part, text in parts if text}
        if any(standing.get(box) != text for box, text in typed.items()):
            yield responses
        standing |= typed
