"""``graders show``: one question in the terminal."""

from __future__ import annotations

from pathlib import Path

import click

from graders.cli.commands import Taught


@click.command("show", cls=Taught, short_help="Show one question in the terminal.")
@click.argument("exercise")
@click.option("--variant", metavar="V", help="A pinned variant's name, or the number of any variant.")
@click.option("--key", "with_key", is_flag=True, help="Show the key and the worked solution as well.")
@click.option("--all", "everything", is_flag=True, help="Show every variant with its keys, or a fair sample.")
@click.option("--most", metavar="N", type=click.IntRange(1, 10_000), default=60, show_default=True, help="How many.")
@click.option(
    "--page", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help="Write them side by side to a page."
)
def command(  # noqa: PLR0913 - one parameter for each option
    *, exercise: str, variant: str | None, with_key: bool, everything: bool, most: int, page: Path | None
) -> int:
    """Show a question of EXERCISE, which is an id or the path of a YAML file.

      graders show embeddings/euclidean-distance
      graders show embeddings/euclidean-distance --variant lecture --key
      graders show exercises/embeddings/inner-product.yaml --variant 123456
      graders show embeddings/inner-product --all --page inner-product.html

    With --all, every variant stands side by side with its keys, what each mal-rule gives, and the worked
    solution, for its author to approve; of more than --most, a fair sample.

    Without --variant it is the first pinned one, or any where none is pinned.
    """
    if everything or page is not None:
        from graders.cli.survey import surveyed

        if variant is not None:
            raise click.UsageError("--all shows every variant: leave --variant out")
        click.echo("\n".join(surveyed(exercise, most, page)))
        return 0
    from graders.cli.question import shown

    click.echo("\n".join(shown(exercise, variant, with_key=with_key)))
    return 0
