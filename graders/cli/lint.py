"""``graders lint``: the author's proofreader."""

from __future__ import annotations

import click

from graders.cli.commands import Taught


@click.command("lint", cls=Taught, short_help="Proofread exercises before a student sees them.")
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@click.option("--variants", metavar="N", type=click.IntRange(1, 100_000), default=200, show_default=True)
@click.option("--strict", is_flag=True, help="Take warnings for errors.")
@click.option("--json", "as_json", is_flag=True, help="Print all that was found as JSON.")
@click.option("--jobs", metavar="N", type=click.IntRange(0), default=0, help="Programs at once; 0 for one a core.")
@click.option("--watch", is_flag=True, help="Go on, and proofread again what is saved.")
def command(  # noqa: PLR0913 - one parameter for each option
    *, paths: tuple[str, ...], variants: int, strict: bool, as_json: bool, jobs: int, watch: bool
) -> int:
    """Proofread exercises: files, folders, ids, or assignments for the exercises in them.

      graders lint exercises/plane/distance.yaml
      graders lint exercises --variants 1000 --strict
      graders lint sheet7.yaml --json
      graders lint exercises --watch

    Without PATH it is the folder exercises, or where there is none what comes with graders.

    On every sampled variant all keys must pass their own checks and forms. Other ways to write a key must
    pass, and near misses must not: of many variants each tries some kinds of both on one part at least, so
    that all parts and kinds have their turns. Examples must hold, texts must fill in, mal-rules must lead
    somewhere else.

    Every finding has a code, a place, a reason and a remedy. Ends with 1 if there are errors; with
    --strict also if there are warnings.
    """
    from graders.cli.proofs import Lint, lint, watched

    order = Lint(paths, variants, jobs, is_strict=strict, is_json=as_json)
    return watched(order) if watch else lint(order)
