"""Every variant of an exercise, or a fair sample, in the terminal or on a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from graders.bank import find, load_exercise
from graders.errors import AuthorError
from graders.files import write_text
from graders.survey import Broken, survey
from graders.syntax import to_text
from graders.variant import written

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from graders.survey import Keyed, Specimen, Survey


def surveyed(name: str, most: int, page: Path | None) -> Iterator[str]:
    """Yield the lines; where a page is asked for, write it and yield where it is."""
    try:
        path = find(name)
    except AuthorError as error:
        raise click.UsageError(str(error)) from error
    found = survey(load_exercise(path), most)
    if page is None:
        yield from _lines(found)
        return
    from graders.press import press

    write_text(page.absolute().parent, page.name, press().page("survey.html", survey=found))
    yield f"Open {page}"


def _lines(found: Survey) -> Iterator[str]:
    yield click.style(found.exercise.title, bold=True)
    yield f"{found.exercise.id}: {found.count} different questions among {found.count.size} candidates"
    for rejection in found.rejections:
        yield f"  {rejection}"
    for coincidence in found.coincidences:
        yield f"  {coincidence}, and is left out there"
    if found.spread is not None:
        yield f"Hardness {found.spread.picture}"
    for each in (*found.pinned, *found.specimens):
        yield ""
        yield from _variant(each)


def _variant(each: Specimen | Broken) -> Iterator[str]:
    title = f"{each.name} ({each.variant.number})" if each.name else str(each.variant.number)
    values = f": {written(each.variant.values)}" if each.variant.values else ""
    yield click.style(title, bold=True) + values
    if isinstance(each, Broken):
        for problem in each.error.problems:
            yield click.style(f"  {problem.message}", fg="red")
        return
    for part in each.keys:
        yield f"  {part.part} = " + click.style(to_text(part.key), fg="green") + "".join(_mistakes(part))


def _mistakes(part: Keyed) -> Iterator[str]:
    for mistake in part.mistaken:
        value = "has no value" if mistake.value is None else f"gives {to_text(mistake.value)}"
        told = f"; {to_text(mistake.when)} {value}"
        yield click.style(f"{told}, the key", fg="red") if mistake.is_key else told
