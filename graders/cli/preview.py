"""``graders preview``: an exercise in the browser while it is being written."""

from __future__ import annotations

import click

from graders.cli.commands import Taught

PORT = 8600


@click.command("preview", cls=Taught, short_help="Follow an exercise in the browser while you write it.")
@click.argument("exercise")
@click.option("--port", metavar="N", type=click.IntRange(0, 65535), default=PORT, show_default=True, help="0 for any.")
@click.option("--browser/--no-browser", default=True, show_default=True, help="Open the page.")
@click.option("--lang", metavar="LANG", default="en", show_default=True, help="The language of the page.")
def command(*, exercise: str, port: int, browser: bool, lang: str) -> int:
    """Show EXERCISE on a page that reloads whenever its file is saved.

      graders preview exercises/mine/plane.yaml
      graders preview embeddings/euclidean-distance --no-browser

    The page has the question, a box for each part that is graded as you type, the keys, what each mal-rule
    gives, the worked solution, and a link to the variants side by side. While the file has problems, the page
    lists them with their lines.

    Only this machine can reach it: it listens on 127.0.0.1. Ctrl-C ends it.

    It needs two more libraries: pip install 'graders[web]'.
    """
    from importlib.util import find_spec

    missing = [name for name in ("starlette", "uvicorn") if find_spec(name) is None]
    if missing:
        raise click.ClickException(f"{' and '.join(missing)} not installed: pip install 'graders[web]'")
    from graders.cli.following import follow

    return follow(exercise, port, lang, browser=browser)
