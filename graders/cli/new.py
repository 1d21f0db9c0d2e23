"""``graders new``: an exercise to start from."""

from __future__ import annotations

import click

from graders.cli.commands import Taught

KINDS = ("number", "vector", "function", "choice")


@click.command("new", cls=Taught, short_help="Write a commented exercise to start from.")
@click.argument("name")
@click.option("--kind", type=click.Choice(KINDS), default=KINDS[0], show_default=True, help="What is answered.")
def command(*, name: str, kind: str) -> int:
    """Write an exercise to start from to exercises/NAME.yaml, and say what to do next.

      graders new plane/midpoint --kind vector
      graders new calculus/slope --kind function
      graders new drafts/exercises/plane/side.yaml

    NAME is TOPIC/NAME, which becomes the exercise's id, or the path of a file. Every line is explained by
    a comment; the exercise works as it is, so change it step by step. Beside the topic's folder goes
    exercise.schema.json, by which editors complete and explain the fields. Nothing is overwritten.
    """
    from graders.cli.draft import drafted

    click.echo("\n".join(drafted(name, kind)))
    return 0
