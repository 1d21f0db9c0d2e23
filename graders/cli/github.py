"""GitHub Actions: annotations on stdout, and the summary where the job keeps it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graders.batch.journal import entries
from graders.export import CLASSES
from graders.export.github import annotated
from graders.kept import Kept
from graders.words import words

if TYPE_CHECKING:
    from graders.cli.reports import Written

SUMMARY = "GITHUB_STEP_SUMMARY"
"""The variable in which GitHub says where a step writes its summary."""


def speak(written: Written) -> None:
    """Annotate the submissions, and add the summary to the job's where there is a job."""
    kept = (entry for entry in entries(written.journal) if isinstance(entry, Kept) and entry.file)
    for line in annotated(kept, words()):
        click.echo(line)
    if place := os.environ.get(SUMMARY):
        summary = written.out / CLASSES["github"].file
        with Path(place).open("a", encoding="utf-8") as job:
            job.write(summary.read_text(encoding="utf-8"))
