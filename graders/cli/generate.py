"""``graders generate``: a sheet and a file to fill in for every student of a class."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from graders.cli.commands import Taught

if TYPE_CHECKING:
    from graders.report import Format


@click.command("generate", cls=Taught, short_help="Give every student of a class a sheet of their own.")
@click.argument("assignment", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--roster",
    metavar="FILE",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The class list: CSV with the columns id and name.",
)
@click.option("--out", metavar="FOLDER", required=True, type=click.Path(path_type=Path), help="Where sheets go.")
@click.option(
    "--format",
    "formats",
    type=click.Choice(("html", "md", "txt", "tex", "json")),
    multiple=True,
    default=("html", "md"),
    show_default="html and md",
    help="What sheets are written in; may be given several times.",
)
@click.option("--by-seed", is_flag=True, help="Draw by the seed alone, without a class key.")
def command(*, assignment: Path, roster: Path, out: Path, formats: tuple[Format, ...], by_seed: bool) -> int:
    """Give every student of a class a variant of every exercise of ASSIGNMENT.

      graders generate sheet7.yaml --roster class.csv --out sheet7

    ASSIGNMENT is a YAML file:

      title: Problem set 7
      seed: spring-7
      exercises:
        - embeddings/inner-product
        - {exercise: embeddings/euclidean-distance, points: 4}
        - {pick: 2, of: [algebra/one, algebra/two, algebra/three]}

    Written are, for every student:

      sheet7/ada/sheet.html, sheet.md    the questions
      sheet7/ada/answers.yaml            the file to fill in; one that has answers is left as it is
      sheet7/issued.json                 who was asked what, which grading needs
      class.key                          beside ASSIGNMENT, the first time: the secret of which everybody's
                                         variants are drawn; --by-seed draws them of the seed alone

    Whoever stands in sheet7/issued.json already keeps what was issued, so that late students can be added to
    the class list and the command given again.
    """
    from graders.cli.sheets import write_class
    from graders.issued import BY_SEED

    issued = write_class(assignment, roster, out, formats, by_seed=by_seed)
    count = len(issued.handouts)
    click.echo(f"{count} {'sheet' if count == 1 else 'sheets'} in {out}")
    if issued.scheme == BY_SEED:
        click.echo("Drawn by the seed alone: whoever knows it can work out everybody's questions.", err=True)
    return 0
