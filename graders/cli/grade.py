"""``graders grade``: the submissions of a class to reports, a gradebook and a summary."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graders.cli.commands import Taught
from graders.cli.share import Share

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from fractions import Fraction

    from graders.cli.reports import Written

PROBLEMS = 1
BELOW = 5

REPORTS = ("html", "md", "json", "txt", "tex", "junit", "gradescope", "classroom50", "github", "nbgrader")
"""What reports are written in: pages for people, and what other programs read."""

AT_ONCE = 3
"""How many of them are written unless others are asked for."""


@click.command("grade", cls=Taught, short_help="Grade the submissions of a class.")
@click.argument("assignment", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("submissions", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--out", metavar="FOLDER", required=True, type=click.Path(path_type=Path), help="Where reports go.")
@click.option(
    "--issued",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The record of who was asked what, if it is not near the submissions.",
)
@click.option(
    "--report",
    "reports",
    type=click.Choice(REPORTS),
    multiple=True,
    default=REPORTS[:AT_ONCE],
    show_default="html, md and json",
    help="What reports are written in; may be given several times.",
)
@click.option("--jobs", metavar="N", type=click.IntRange(0), help="Grade in N workers with limits, 0 for none.")
@click.option("--seconds", type=click.FloatRange(0.1), default=10.0, show_default=True, help="A response's limit.")
@click.option("--memory", metavar="MIB", type=click.IntRange(64), default=1024, show_default=True, help="The same.")
@click.option("--dask", metavar="ADDRESS", default="", help="Grade on the workers of a Dask scheduler.")
@click.option("--resume", is_flag=True, help="Go on where an earlier run ended or was killed.")
@click.option(
    "--after",
    metavar="FOLDER",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Where earlier attempts were graded.",
)
@click.option("--final", is_flag=True, help="Nobody may try again: show every solution.")
@click.option("--student", metavar="ID", default="", help="Who hands this in; a file that names another is refused.")
@click.option("--min-score", metavar="SHARE", type=Share(), help="End with 5 if a student has less, such as 60%.")
def command(  # noqa: PLR0913 - one parameter for each option
    *,
    assignment: Path,
    submissions: tuple[Path, ...],
    out: Path,
    issued: Path | None,
    reports: tuple[str, ...],
    jobs: int | None,
    seconds: float,
    memory: int,
    dask: str,
    resume: bool,
    after: Path | None,
    final: bool,
    student: str,
    min_score: Fraction | None,
) -> int:
    """Grade SUBMISSIONS: files, folders in which answers.yaml or answers.json are looked for, and much at once.

      graders grade sheet7.yaml sheet7 --out graded
      graders grade sheet7.yaml repositories/ --issued sheet7/issued.json --out graded --report html
      graders grade sheet7.yaml moodle.zip --out graded --jobs 4
      graders grade sheet7.yaml answers.jsonl --out graded --resume
      graders grade sheet7.yaml form.csv --out graded --report junit --min-score 60%

    A table (.csv) has a column student and one for each box, such as embeddings/inner-product.product; or the
    columns student, exercise, part and response. JSON lines (.jsonl) hold a submission each.

    Written are:

      graded/ada/report.html, .md, .json    for every student who has handed in
      graded/gradebook.csv                  a line for every student of the class
      graded/parts.csv                      a line for every part: difficulty, discrimination, marks
      graded/summary.html, .md, .json       the class on one page
      graded/results.jsonl                  everything that was graded, a submission a line

    and, where they are asked for, graded/ada/results.json (gradescope), graded/ada/result.json (classroom50),
    graded/junit.xml, graded/github.md and graded/nbgrader.csv.

    Who was asked what is read from issued.json, which graders generate has written: in the folders of the
    submissions, in those above them, or beside the assignment.

    Nobody can hand in for another: a file in the folder of a student must name that student. Where there is no such
    folder, but a system knows who hands in, --student says it; gradebook and summary are about nobody else then.

    Fifty papers and more are graded in as many workers as there are processors, or in N with --jobs N. There
    every response has limits of time and memory; one that exceeds them is left to a person, and the others are
    graded. Fewer papers are graded in this program, which starts sooner; --jobs 1 guards these too.

    Where the assignment or an exercise has a policy for attempts, reports of boxes that may be tried again show neither
    answers nor solutions, but hints; --final ends that. Who hands in again has further attempts: --after names the
    folder in which the earlier ones were graded, which may be that of --out. Who does not keeps what there was.

    A run that is killed leaves graded/.unfinished; the same command with --resume goes on from there.

    A report that an earlier run has written for somebody who has none now is removed.

    A file that cannot be graded harms no other: it is named on stderr with what is to be done about it, and
    the command ends with 1 when all the others are graded. It ends with 0 when all are graded, however well,
    unless --min-score is given, and with 5 where a student has less than that. For classroom50, which asks so,
    it ends with 0 whenever it did its work.
    Problems in the assignment, its exercises or the record end it with 1 before anything is written.
    """
    from graders.batch.forerunner import set_out
    from graders.batch.limits import Limits
    from graders.batch.means import Means

    means = Means(jobs, Limits(seconds, memory), dask)
    if means.workers():
        set_out()
    from graders.cli.reports import Attempts, write_reports
    from graders.cli.table import show_class

    attempts = Attempts(after, final)
    with _unheard(reports):
        written = write_reports(
            assignment,
            submissions,
            out,
            issued,
            reports,
            means=means,
            resume=resume,
            attempts=attempts,
            only=student,
        )
        show_class(written)
    if "github" in reports:
        from graders.cli.github import speak

        speak(written)
    click.echo(f"Open {written.entrance}")
    return _code(written, min_score)


def _unheard(reports: tuple[str, ...]) -> AbstractContextManager[None]:
    """Keep GitHub from taking for its commands what students have typed and we print."""
    if "github" not in reports:
        return nullcontext()
    from graders.cli.github import unheard

    return unheard()


def _code(written: Written, least: Fraction | None) -> int:
    """Say by a code how it went."""
    if "classroom50" in written.reports:
        return 0
    if not written.is_whole:
        return PROBLEMS
    if least is None:
        return 0
    present = (row for row in written.rows if not row.absent)
    return BELOW if any(row.mark < least * row.points for row in present) else 0
