"""``graders stats``: how a class did, from what was graded."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from graders.cli.commands import Taught

if TYPE_CHECKING:
    from graders.cli.statistics import Page

PAGES = ("html", "md", "json", "csv")


@click.command("stats", cls=Taught, short_help="How a class did: parts, mistakes, variants.")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--report",
    "reports",
    type=click.Choice(PAGES),
    multiple=True,
    default=PAGES[:1],
    show_default="html",
    help="What is written into the folder; may be given several times.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON and write nothing.")
def command(*, folder: Path, reports: tuple[Page, ...], as_json: bool) -> int:
    """Tell how the class did whose results.jsonl lies in FOLDER, and write the page about it.

      graders stats graded
      graders stats graded --report html --report csv
      graders stats graded --json

    For every part: how students stand, the mean share of its points, how it goes together with all other parts, and
    the distribution of its marks; the most frequent mistakes by step; variants on which students did otherwise than by
    chance; and the answers that wait for review. What these numbers are, and when there are none, stands in
    docs/statistics.md.

    Written are summary.html, .md and .json, and parts.csv.
    """
    from graders.cli.statistics import tell

    tell(folder, reports, as_json=as_json)
    return 0
