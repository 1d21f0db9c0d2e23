"""``graders regrade``: what would change if everything were graded again, and then the change itself."""

from __future__ import annotations

from pathlib import Path

import click

from graders.cli.commands import Taught


@click.command("regrade", cls=Taught, short_help="Grade again after a key was corrected: what changes, and why.")
@click.argument("assignment", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--against",
    "folder",
    metavar="FOLDER",
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="What graders grade has written.",
)
@click.option("--apply", "apply", is_flag=True, help="Write the new reports, gradebook and results.")
@click.option("--json", "as_json", is_flag=True, help="Print the changes as JSON.")
@click.option("--jobs", metavar="N", type=click.IntRange(0), help="Grade in N workers with limits, 0 for none.")
def command(*, assignment: Path, folder: Path, apply: bool, as_json: bool, jobs: int | None) -> int:
    """Grade what was graded again, as the exercises, their keys and your rulings are now.

      graders regrade sheet7.yaml --against graded
      graders regrade sheet7.yaml --against graded --json
      graders regrade sheet7.yaml --against graded --apply

    Shown is, for every answer that comes out otherwise, whose it is, the mark before and after, and why.
    Nothing is written unless --apply is given. What students were given and what they typed is read from
    graded/results.jsonl; the submissions themselves are not needed.

    Rulings of graders review are heeded and kept. The command ends with 0, and with 1 where something can no
    longer be graded.
    """
    from graders.cli.second_look import regrade

    return regrade(assignment, folder, apply=apply, as_json=as_json, jobs=jobs)
