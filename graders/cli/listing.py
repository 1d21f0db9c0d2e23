"""``graders list``: what exercises there are."""

from __future__ import annotations

from pathlib import Path

import click

from graders.cli.commands import Taught


@click.command("list", cls=Taught, short_help="List the exercises there are, by topic.")
@click.argument("topics", metavar="[TOPIC]...", nargs=-1)
@click.option(
    "--page",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write them to a page, .html or .md, each with a question and its solution.",
)
@click.option("--json", "as_json", is_flag=True, help="Print ids, titles, parts and files as JSON.")
def command(*, topics: tuple[str, ...], page: Path | None, as_json: bool) -> int:
    """List the exercises of the folder exercises, and those that come with graders.

      graders list
      graders list vectors matrices
      graders list --page bank.html

    TOPIC is the name of a topic, or a folder of exercises of your own. What stands before a title is the id
    under which assignments and the other commands know the exercise.

    Ends with 1 if a file is no exercise; the others are listed all the same.
    """
    from graders.cli.contents import Wanted, listed

    return listed(Wanted(topics, page, is_json=as_json))
