"""GitHub Actions: annotations on stdout, the summary where the job keeps it, and silence for what students typed."""

from __future__ import annotations

import os
import secrets
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graders.bank import submission_of
from graders.bank.source import read_bytes
from graders.batch.journal import read_header
from graders.errors import AuthorError
from graders.export import CLASSES
from graders.export.github import annotated
from graders.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from graders.cli.reports import Written

SUMMARY = "GITHUB_STEP_SUMMARY"
"""The variable in which GitHub says where a step writes its summary."""


@contextmanager
def unheard() -> Iterator[None]:
    """Let GitHub heed no command in what is printed meanwhile, which nobody ends who does not know the token."""
    token = secrets.token_hex(16)
    click.echo(f"::stop-commands::{token}")
    try:
        yield
    finally:
        click.echo(f"::{token}::")


def speak(written: Written) -> None:
    """Annotate the submissions, and add the summary to the job's where there is a job."""
    lang = read_header(written.journal).lang
    for line in annotated(written.graded, words(lang), _lines):
        click.echo(line)
    if place := os.environ.get(SUMMARY):
        summary = written.out / CLASSES["github"].file
        with Path(place).open("a", encoding="utf-8") as job:
            job.write(summary.read_text(encoding="utf-8"))


def _lines(file: str) -> Mapping[tuple[str, str], int]:
    """Say on which line of a file each answer stands, if it is a file, and not a row of a table or in an archive."""
    path = Path(file)
    if not path.is_file():
        return {}
    try:
        found = submission_of(read_bytes(path), file).lines
    except AuthorError:
        return {}
    return {(exercise, part): line for exercise, part, line in found}
