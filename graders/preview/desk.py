"""What the pages of a preview say: one exercise file, read anew whenever it has changed.

A file that cannot be read is a page as well, with every problem of it, since that is what is being worked on.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from graders.bank import load_exercise
from graders.bank.source import read_bytes
from graders.errors import AuthorError
from graders.files import plain_path
from graders.grading import grade_exercise
from graders.press import press
from graders.question import fill
from graders.space import named_variant, variant_for
from graders.survey import Broken, specimen, survey

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from graders.errors import Problem
    from graders.exercise import Exercise, Part
    from graders.press import Press
    from graders.survey import Specimen
    from graders.variant import Variant

SEED = "preview"
"""The seed by which further variants are drawn; the same ones every time."""

MOST = 60
"""How many variants stand side by side."""

DRAWS = 1000
"""How many variants are drawn one after the other; then the first one is next."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The variant that is looked at: by name or number, or the so manyth that the seed gives out."""

    name: str = ""
    draw: int = 0


@dataclass(frozen=True, slots=True)
class Opened:
    """A file as it is now: the exercise, its variant and the hints of each part, or what is wrong with them."""

    exercise: Exercise | None
    specimen: Specimen | None
    problems: tuple[Problem, ...] = ()
    hints: tuple[tuple[str, ...], ...] = ()


class Desk:
    """One exercise file and the press that prints its pages."""

    def __init__(self, path: Path, lang: str = "en") -> None:
        """Read the templates; the file is read when a page is asked for."""
        self.path = path
        self.press: Press = press(lang)
        self._opened = lru_cache(maxsize=8)(self._open)

    def opened(self, chosen: Chosen) -> Opened:
        """Open the file; what was worked out for it is kept while its bytes stay the same."""
        return self._opened(self.written(), chosen)

    def written(self) -> bytes:
        """Read the bytes of the file; where it cannot be read, say why, which is a state of it as well."""
        try:
            return read_bytes(self.path)
        except AuthorError as error:
            return str(error).encode()

    def _open(self, written: bytes, chosen: Chosen) -> Opened:
        del written  # what it says is read from the file; here it tells one state of it from the next
        exercise = None
        try:
            exercise = load_exercise(self.path)
            variant = named_variant(exercise, chosen.name) if chosen.name else _drawn(exercise, chosen.draw)
            hints = tuple(_hints(exercise, part, variant) for part in exercise.parts)
        except AuthorError as error:
            return Opened(exercise, None, error.problems)
        laid_open = specimen(exercise, variant, chosen.name)
        if isinstance(laid_open, Broken):
            return Opened(exercise, None, laid_open.error.problems)
        return Opened(exercise, laid_open, hints=hints)

    def page(self, chosen: Chosen) -> str:
        """Print the page: the question with its boxes, keys, mistakes and solution, or what is wrong."""
        return self.press.page(
            "preview.html", opened=self.opened(chosen), chosen=chosen, file=plain_path(self.path), path=self.path.stem
        )

    def variants(self) -> str:
        """Print the page with the variants side by side."""
        exercise = self.opened(Chosen()).exercise
        if exercise is None:
            return self.page(Chosen())
        try:
            return self.press.page("survey.html", survey=survey(exercise, MOST))
        except AuthorError as error:
            opened = Opened(exercise, None, error.problems)
            return self.press.page(
                "preview.html", opened=opened, chosen=Chosen(), file=plain_path(self.path), path=self.path.stem
            )

    def graded(self, chosen: Chosen, responses: Mapping[str, str]) -> dict[str, str]:
        """Grade what stands in the boxes, and print what is said of each by the name of its part; blank is silent."""
        opened = self.opened(chosen)
        if opened.exercise is None or opened.specimen is None:
            return {}
        final = replace(opened.exercise, attempts=None)  # an author is told everything
        graded = grade_exercise(final, opened.specimen.variant, responses)
        typed = (part for part in graded.parts if part.response.strip())
        return {part.part: self.press.page("judged.html", part=part) for part in typed}


def _hints(exercise: Exercise, part: Part, variant: Variant) -> tuple[str, ...]:
    return tuple(fill(hint.say, variant.environment, file=exercise.id, path="hints") for hint in part.hints)


def _drawn(exercise: Exercise, draw: int) -> Variant:
    """Give the first variant that has a name, or the so manyth of the others."""
    if not draw and exercise.pinned:
        return named_variant(exercise, exercise.pinned[0].name)
    return variant_for(exercise, seed=SEED, index=max(0, draw - 1) % DRAWS)
