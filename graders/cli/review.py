"""``graders review``: the answers that wait for a person, and what the person decides."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from graders.cli.commands import Taught
from graders.cli.share import Share

if TYPE_CHECKING:
    from fractions import Fraction

JUDGED = ("correct", "partly_correct", "incorrect", "unreadable", "needs_review")
"""The verdicts by which answers are listed."""


@click.command("review", cls=Taught, short_help="Look at what could not be decided, and decide it.")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--student", metavar="ID", default="", help="List all answers of a student.")
@click.option("--verdict", type=click.Choice(JUDGED), help="List all answers with this verdict.")
@click.option("--answer", metavar="ID", default="", help="The answer to rule about, by its id in the list.")
@click.option("--score", metavar="SHARE", type=Share(), help="The share of the points that it earns, such as 1/2.")
@click.option("--note", metavar="TEXT", default="", help="What the student is told about it.")
@click.option("--withdraw", is_flag=True, help="Take the ruling about the answer back.")
@click.option("--json", "as_json", is_flag=True, help="Print the list as JSON lines.")
def command(  # noqa: PLR0913 - one parameter for each option
    *,
    folder: Path,
    student: str,
    verdict: str | None,
    answer: str,
    score: Fraction | None,
    note: str,
    withdraw: bool,
    as_json: bool,
) -> int:
    """List the answers in FOLDER that wait for a person, equal ones together, or rule about one of them.

      graders review graded
      graders review graded --answer 3f2a91c4 --score 1 --note "The same by the addition theorem."
      graders regrade sheet7.yaml --against graded --apply

    Every answer stands there as it was typed and as it was read, beside the key, with what stopped the
    decision. A ruling is kept in graded/rulings.jsonl and applies to all equal answers: those to the same
    part of the same variant that are typed or read alike, up to the order of terms. The last command brings
    rulings into marks and reports; they stay when answers are graded again. Where the key is another one by
    then, the answer is listed anew, with the ruling, until you confirm it.

    Students who appeal are heard in the same way: any answer may be ruled about, whatever its verdict.

      graders review graded --student ada
      graders review graded --verdict unreadable
      graders review graded --answer 3f2a91c4 --withdraw
    """
    from graders.cli import queue

    if bool(answer) != (score is not None or withdraw) or (withdraw and score is not None):
        raise click.UsageError("--answer goes with --score or with --withdraw")
    if withdraw:
        queue.withdraw(folder, answer)
    elif score is not None:
        queue.rule(folder, answer, score, note)
    elif student or verdict:
        queue.show(queue.answers(folder, student=student, verdict=verdict or ""), as_json=as_json)
    else:
        queue.show(queue.queue(folder), as_json=as_json)
    return 0
