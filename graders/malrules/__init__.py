"""Known mistakes: an author's own, and those of the catalogue, recognised by what they lead to."""

from __future__ import annotations

from graders.malrules.authors import recognised

__all__ = ["recognised"]
