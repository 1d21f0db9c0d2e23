"""``graders grade``: the submissions of a class to reports, a gradebook and a summary."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from graders.cli.commands import Taught

if TYPE_CHECKING:
    from graders.report import Format


@click.command("grade", cls=Taught, short_help="Grade the submissions of a class.")
@click.argument("assignment", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("submissions", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--out", metavar="FOLDER", required=True, type=click.Path(path_type=Path), help="Where reports go.")
@click.option(
    "--issued",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The record of who was asked what, if it is not near the submissions.",
)
@click.option(
    "--report",
    "formats",
    type=click.Choice(("html", "md", "json")),
    multiple=True,
    default=("html", "md", "json"),
    show_default="all",
    help="What reports are written in; may be given several times.",
)
def command(
    *, assignment: Path, submissions: tuple[Path, ...], out: Path, issued: Path | None, formats: tuple[Format, ...]
) -> int:
    """Grade SUBMISSIONS, which are files or folders in which answers.yaml or answers.json are looked for.

      graders grade sheet7.yaml sheet7 --out graded
      graders grade sheet7.yaml repositories/ --issued sheet7/issued.json --out graded --report html

    Written are:

      graded/ada/report.html, .md, .json    for every student who has handed in
      graded/gradebook.csv                  a line for every student of the class
      graded/summary.html, .md, .json       the class on one page

    Who was asked what is read from issued.json, which graders generate has written: in the folders of the
    submissions, in those above them, or beside the assignment.

    A report that an earlier run has written for somebody who has none now is removed.

    A file that cannot be graded harms no other: it is named on stderr with what is to be done about it, and
    the command ends with 1 when all the others are graded. It ends with 0 when all are graded, however well.
    Problems in the assignment, its exercises or the record end it with 1 before anything is written.
    """
    from graders.cli.reports import write_reports
    from graders.cli.table import show_class

    written = write_reports(assignment, submissions, out, issued, formats)
    show_class(written)
    click.echo(f"Open {written.entrance}")
    return 1 if written.rejected else 0
