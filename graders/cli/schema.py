"""``graders schema``: the JSON Schema of exercise and assignment files, for editors."""

from __future__ import annotations

import click

from graders.cli.commands import Taught

KINDS = ("exercise", "assignment")


@click.command("schema", cls=Taught, short_help="Print the JSON Schema of an exercise file.")
@click.argument("kind", type=click.Choice(KINDS), default="exercise")
def command(*, kind: str) -> int:
    """Print the JSON Schema of exercise files, or of assignment files.

      graders schema > exercises/exercise.schema.json
      graders schema assignment > assignment.schema.json

    Editors that know YAML complete and explain every field, and mark what is wrong, in a file that begins with

      # yaml-language-server: $schema=../exercise.schema.json

    The path is relative to the file, so nothing is fetched from the network; "graders new" writes both.
    """
    from graders.bank.model import written_schema

    click.echo(written_schema(kind), nl=False)
    return 0
