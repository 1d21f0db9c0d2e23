"""``graders show``: one question in the terminal."""

from __future__ import annotations

import click

from graders.cli.commands import Taught


@click.command("show", cls=Taught, short_help="Show one question in the terminal.")
@click.argument("exercise")
@click.option("--variant", metavar="V", help="A pinned variant's name, or the number of any variant.")
@click.option("--key", "with_key", is_flag=True, help="Show the key and the worked solution as well.")
def command(*, exercise: str, variant: str | None, with_key: bool) -> int:
    """Show a question of EXERCISE, which is an id or the path of a YAML file.

      graders show embeddings/euclidean-distance
      graders show embeddings/euclidean-distance --variant lecture --key
      graders show exercises/embeddings/inner-product.yaml --variant 123456

    Without --variant it is the first pinned one, or any where none is pinned.
    """
    from graders.cli.question import shown

    click.echo("\n".join(shown(exercise, variant, with_key=with_key)))
    return 0
