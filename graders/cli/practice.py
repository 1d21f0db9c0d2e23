"""``graders practice``: an exercise answered in the terminal, with feedback at once."""

from __future__ import annotations

import click

from graders.cli.commands import Taught


@click.command("practice", cls=Taught, short_help="Answer an exercise in the terminal, with feedback.")
@click.argument("exercise")
@click.option("--variant", metavar="V", help="A pinned variant's name, or the number of any variant.")
@click.option("--seed", metavar="TEXT", help="Draw the same variants again; without, other ones every time.")
@click.option("--lang", metavar="LANG", default="en", show_default=True, help="The language of the feedback.")
def command(*, exercise: str, variant: str | None, seed: str | None, lang: str) -> int:
    """Pose EXERCISE, part by part; every answer is read, judged and explained at once.

      graders practice embeddings/euclidean-distance
      graders practice embeddings/cosine-similarity --variant lecture

    Try as often as you like: what cannot be read costs nothing, and hints come after some answers that are not
    right, as the author has set it. Instead of an answer you may type

      :hint      the hints that you have been given so far
      :skip      go on with the next part
      :show      the answer, and go on
      :quit      the end; so is Ctrl-D

    After the last part comes the worked solution, and, if you like, the next variant.
    """
    from graders.cli.session import practise

    return practise(exercise, variant, seed, lang)
