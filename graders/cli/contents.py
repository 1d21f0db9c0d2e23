"""What exercises there are, in the terminal, on a page or as JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graders.bank import shipped
from graders.bank.exercises import HERE
from graders.catalogue import catalogue, within
from graders.cli.progress import followed
from graders.files import write_text
from graders.words import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graders.catalogue import Catalogue, Entry

DONE, PROBLEMS = 0, 1

PAGES = frozenset((".html", ".md"))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked: which topics or folders, and whether it goes to a page or is told as JSON."""

    topics: tuple[str, ...] = ()
    page: Path | None = None
    is_json: bool = False


def listed(wanted: Wanted) -> int:
    """List the exercises, and give the command's code."""
    if wanted.page is not None and wanted.page.suffix not in PAGES:
        raise click.UsageError(f"{wanted.page}: a page ends with .html or .md")
    paths = _files(wanted.topics)
    found = catalogue(followed(paths, lambda: len(paths), "Reading"))
    if wanted.page is not None:
        _write(found, wanted.page)
    elif wanted.is_json:
        click.echo(json.dumps([_as_json(entry) for entry in found.entries], indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join(_lines(found)))
    for problem in found.problems:
        click.echo(visible(str(problem)), err=True)
    return PROBLEMS if found.problems else DONE


def _files(topics: Sequence[str]) -> tuple[Path, ...]:
    """Find the files: all there are, or those of the topics and folders that are named."""
    known = within((HERE, shipped("exercises")))
    if not topics:
        return known
    found: dict[Path, None] = {}
    for topic in topics:
        found.update(dict.fromkeys(_of_topic(topic, known)))
    return tuple(found)


def _of_topic(topic: str, known: Sequence[Path]) -> Sequence[Path]:
    name = topic.strip("/")
    if there := [path for path in known if path.parent.name == name]:
        return there
    if Path(topic).is_dir() and (own := (*within((Path(topic),)), *sorted(Path(topic).glob("*.yaml")))):
        return own
    names = sorted({path.parent.name for path in known})
    likely = get_close_matches(name, names, n=1)
    remedy = f'did you mean "{likely[0]}"?' if likely else f"there are: {', '.join(names)}"
    raise click.UsageError(f'there is no topic "{topic}", and no folder of exercises; {remedy}')


def _write(found: Catalogue, page: Path) -> None:
    from graders.press import press

    name = f"catalogue{page.suffix}"
    write_text(page.absolute().parent, page.name, press().page(name, catalogue=found))
    click.echo(f"Open {page}")


def _lines(found: Catalogue) -> Iterator[str]:
    entries = tuple(found.entries)
    width = max((len(entry.exercise.id) for entry in entries), default=0)
    for topic in found.topics:
        for entry in topic.entries:
            yield click.style(f"{entry.exercise.id:{width}}", bold=True) + f"  {visible(entry.exercise.title)}"
        yield ""
    yield f"{len(entries)} exercises on {len(found.topics)} topics; graders show ID --key shows one"


def _as_json(entry: Entry) -> dict[str, object]:
    exercise = entry.exercise
    return {
        "exercise": exercise.id,
        "title": exercise.title,
        "tags": exercise.tags,
        "parts": [part.id for part in exercise.parts],
        "points": str(sum(part.points for part in exercise.parts)),
    }
