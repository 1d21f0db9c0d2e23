"""An exercise to start from, and the schema by which editors help to change it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from graders.bank.exercises import HERE, ID, exercise_id
from graders.bank.model import written_schema
from graders.files import plain_path, write_text
from graders.shipped import shipped

if TYPE_CHECKING:
    from collections.abc import Iterator

SCHEMA = "exercise.schema.json"
"""The schema's file, beside the folders of topics."""


def drafted(name: str, kind: str) -> Iterator[str]:
    """Write the files and yield what to do next."""
    path = target(name)
    bank = path.absolute().parent.parent
    if path.exists():
        raise click.UsageError(f"{plain_path(path)} is there already: choose another name")
    text = shipped("templates").joinpath("new", f"{kind}.yaml").read_text(encoding="utf-8")
    if not (bank / SCHEMA).exists():
        write_text(bank, SCHEMA, written_schema("exercise"))
    draft = text.replace("SCHEMA", f"../{SCHEMA}", 1).replace("TITLE", title(path), 1)
    write_text(bank, f"{path.absolute().parent.name}/{path.name}", draft)
    shown = plain_path(path)
    yield f"wrote {shown}"
    yield "Change it, and look at it again:"
    yield f"  graders show {shown} --key"
    yield f"  graders lint {shown}"


def target(name: str) -> Path:
    """Give the file that a name stands for."""
    path = Path(name) if name.endswith(".yaml") else HERE / f"{name}.yaml"
    if not ID.fullmatch(exercise_id(path) if name.endswith(".yaml") else name):
        remedy = "write TOPIC/NAME with letters, digits, - and _, such as plane/midpoint"
        raise click.UsageError(f'"{name}" makes no id for an exercise: {remedy}')
    return path


def title(path: Path) -> str:
    """Make a title of a file's name.

    >>> title(Path("plane/side-of-a-square.yaml"))
    'Side of a square'
    """
    words = path.stem.replace("-", " ").replace("_", " ")
    return words[:1].upper() + words[1:]
