"""``graders demo``: the lecture's problem set for a class of six, made, answered, graded and reported."""

from __future__ import annotations

from pathlib import Path

import click

from graders.cli.commands import Taught


@click.command("demo", cls=Taught, short_help="The lecture's problem set: made, answered, graded, reported.")
@click.option(
    "--out",
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    default=Path("graders-demo"),
    show_default=True,
    help="Where everything goes.",
)
def command(*, out: Path) -> int:
    """Set the lecture's problems to a class of six, take their answers, grade and report them.

      graders demo
      graders demo --out /tmp/demo

    Into the folder go an assignment, a class list and the answers as students type them: right in many forms,
    rounded, with the root forgotten, with a sign slipped, unreadable, blank.  Then it does what you would do,
    and prints the two commands for it.  Change an answer and give the second one again.
    """
    from graders.cli.rehearsal import rehearse

    return rehearse(out)
