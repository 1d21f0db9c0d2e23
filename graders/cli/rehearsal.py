"""The demo: the files of a class are laid out, and then the two commands are done on them."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import click

from graders.cli.reports import write_reports
from graders.cli.sheets import write_class
from graders.cli.table import show_class
from graders.errors import AuthorError, Problem
from graders.files import plain_path, write_text
from graders.record import FILE
from graders.shipped import shipped

if TYPE_CHECKING:
    from pathlib import Path

    from graders.report import Format

PAGES: tuple[Format, ...] = ("html", "md")
REPORTS: tuple[Format, ...] = (*PAGES, "json")


def rehearse(out: Path) -> int:
    """Lay out the files, issue, grade, and say what was done; give the command's code."""
    lay_out(shipped("templates") / "demo", out)
    assignment, roster, submissions = out / "assignment.yaml", out / "class.csv", out / "submissions"
    sheets, reports = out / "sheets", out / "reports"
    _say("generate", assignment, "--roster", roster, "--out", sheets, "--by-seed")
    write_class(assignment, roster, sheets, PAGES, by_seed=True)
    _say("grade", assignment, submissions, "--issued", sheets / FILE, "--out", reports)
    written = write_reports(assignment, (submissions,), reports, sheets / FILE, REPORTS)
    click.echo()
    show_class(written)
    click.echo()
    click.echo(f"What the students were asked  {sheets / 'ada' / 'sheet.html'}")
    click.echo(f"What they typed               {submissions}")
    click.echo(f"What one of them gets back    {reports / 'sofia' / 'report.html'}")
    click.echo(f"The class on one page         {written.entrance}")
    return 0 if written.is_whole else 1


def lay_out(source: Path, out: Path) -> None:
    """Copy the demo's own files; one that is there already and differs is somebody's work, and stops everything."""
    files = {path.relative_to(source).as_posix(): path for path in sorted(source.rglob("*")) if path.is_file()}
    differing = [name for name, path in files.items() if _differs(out / name, path)]
    if differing:
        remedy = "give another folder with --out, or take this one away"
        message = "differs from what the demo would write here"
        raise AuthorError(tuple(Problem(message, plain_path(out / name), remedy=remedy) for name in differing))
    for name, path in files.items():
        write_text(out, name, path.read_text(encoding="utf-8"))


def _differs(there: Path, path: Path) -> bool:
    return there.exists() and (not there.is_file() or there.read_bytes() != path.read_bytes())


def _say(*words: object) -> None:
    """Print a command as one would give it."""
    click.secho(f"$ {shlex.join(('graders', *map(str, words)))}", dim=True)
