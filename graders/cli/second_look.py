"""A second look at what was graded: compared, shown, and written if that is asked."""

from __future__ import annotations

import json
from collections import deque
from contextlib import nullcontext, suppress
from dataclasses import replace
from hashlib import file_digest
from shutil import copyfile
from typing import TYPE_CHECKING

import click
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from graders.batch.journal import FILE, read_header
from graders.batch.means import Means
from graders.batch.regrade import Totals, changes, issued_of, regraded, take_over
from graders.batch.rulings import load_rulings
from graders.batch.run import Run, engine
from graders.batch.work import Done, Order
from graders.cli.reports import Printing
from graders.cli.sources import problem_set
from graders.cli.unfinished import resumable
from graders.gradebook import decimal
from graders.report import FORMATS
from graders.words import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from graders.batch.papers import Rejected
    from graders.batch.regrade import Change
    from graders.batch.work import Answer
    from graders.kept import Kept

MOST = 200
"""Changes that are shown in the terminal; JSON has all of them."""


def regrade(path: Path, folder: Path, *, apply: bool, as_json: bool, jobs: int | None) -> int:
    """Grade again, show what changes, and write it if it is to be applied."""
    assignment, exercises = problem_set(path)
    journal = folder / FILE
    before = read_header(journal)
    reports = before.reports
    pages = tuple(each for each in FORMATS if each in reports and apply)
    assignment = replace(assignment, final=before.final)
    order = Order(assignment, tuple(exercises.items()), pages, load_rulings(folder).all)
    run = Run(order, issued_of(assignment, journal))
    take_over(run, journal)
    seen = Seen(MOST if not as_json else None)
    with suppress(LostError), resumable(folder, resume=False) if apply else nullcontext(None) as draft:
        answers = seen.passed_on(regraded(order, journal, engine(Means(jobs=jobs))))
        if draft is None:
            deque(answers, maxlen=0)
        else:
            _write(Printing(run, reports, folder, draft), answers, seen)
    return _tell(seen, as_json=as_json, applied=apply and not seen.lost)


class LostError(Exception):
    """Something that was graded cannot be graded any more, so that nothing may be written in its place."""


def _write(printing: Printing, answers: Iterator[Answer], seen: Seen) -> None:
    """Write everything anew; files that were rejected stay rejected, and what was typed into boxes that are gone stays.

    Raises ``LostError``.
    """
    with printing.journal(resume=False) as journal:
        printing.write(((answer, "") for answer in answers), journal)
        printing.copy_rejected(journal)
    if seen.lost:
        raise LostError
    printing.write_class(printing.written(journal))
    if seen.gone:
        seen.before = _kept_beside(printing.out / FILE, printing.draft)


def _kept_beside(journal: Path, draft: Path) -> str:
    """Keep a journal under a name of its own, which tells it from all others."""
    with journal.open("rb") as stream:
        name = f"{journal.stem}.{file_digest(stream, 'sha256').hexdigest()[:8]}{journal.suffix}"
    copyfile(journal, draft / name)
    return name


class Seen:
    """What was seen of a class while it was graded again: how it comes out, what is lost, and so many changes.

    What nothing changed for is not kept.  ``gone`` counts answers to boxes that there are no longer; ``before`` is the
    name of the journal in which they are kept.
    """

    def __init__(self, most: int | None) -> None:
        """Begin with nobody; ``most`` changes are kept, or all of them."""
        self.most = most
        self.totals = Totals()
        self.parts: dict[tuple[str, str], Totals] = {}
        self.changes: list[Change] = []
        self.count = 0
        self.lost: list[Rejected] = []
        self.gone = 0
        self.before = ""

    def passed_on(self, pairs: Iterable[tuple[Kept, Answer]]) -> Iterator[Answer]:
        """Look at what was graded and what it is now, and pass on what it is now."""
        for before, answer in pairs:
            if isinstance(answer, Done):
                self._compare(before, answer.kept)
            else:
                self.lost.append(answer)
            yield answer

    def _compare(self, before: Kept, after: Kept) -> None:
        self.totals = self.totals.with_one(before.mark, after.mark)
        for change in changes(before, after):
            self.count += 1
            self.gone += change.after is None and bool(change.response.strip())
            place = change.exercise, change.part
            so_far = self.parts.get(place, Totals())
            self.parts[place] = so_far.with_one(change.before.mark, change.before.mark + change.difference)
            if self.most is None or self.count <= self.most:
                self.changes.append(change)


def _tell(seen: Seen, *, as_json: bool, applied: bool) -> int:
    if as_json:
        click.echo(json.dumps(_fields(seen, applied=applied), indent=1))
    else:
        _show(seen, applied=applied)
    if seen.before:
        kept = f"Answers to boxes that are gone: {seen.gone}, which are kept in {seen.before}"
        click.echo(f"{kept}; in the place of {FILE} it can be graded again.", err=True)
    for rejected in seen.lost:
        click.echo("\n".join(visible(str(problem)) for problem in rejected.problems), err=True)
    return 1 if seen.lost else 0


def _fields(seen: Seen, *, applied: bool) -> dict[str, object]:
    counted = seen.totals
    return {
        "graders": "regrade",
        "schema": 1,
        "applied": applied,
        "students": counted.count,
        "up": counted.up,
        "down": counted.down,
        "lost": [_lost(each) for each in seen.lost],
        "parts": [
            {"exercise": exercise, "part": part, "answers": each.count, "up": each.up, "down": each.down}
            for (exercise, part), each in seen.parts.items()
        ],
        "changes": [_change(each) for each in seen.changes],
    }


def _lost(each: Rejected) -> dict[str, object]:
    student = None if each.student is None else each.student.id
    return {"student": student, "file": each.file, "problems": [str(problem) for problem in each.problems]}


def _change(each: Change) -> dict[str, object]:
    after = each.after
    return {
        "student": each.student,
        "exercise": each.exercise,
        "part": each.part,
        "response": each.response,
        "before": {"verdict": each.before.verdict, "mark": str(each.before.mark), "key": each.before.key},
        "after": None if after is None else {"verdict": after.verdict, "mark": str(after.mark), "key": after.key},
        "difference": str(each.difference),
        "why": each.why,
    }


def _show(seen: Seen, *, applied: bool) -> None:
    """Lay the changes out as a table."""
    console, counted = Console(highlight=False), seen.totals
    if seen.changes:
        console.print(_table(seen.changes))
    if seen.count > len(seen.changes):
        console.print(f"and {seen.count - len(seen.changes)} more; --json shows all of them")
    if seen.count > 1:
        for (exercise, part), each in seen.parts.items():
            answers = "1 answer" if each.count == 1 else f"{each.count} answers"
            console.print(visible(f"{exercise} {part}: {answers}, {each.up} for more and {each.down} for less"))
    marks = f"Of {counted.count} students the marks of {counted.up} rise and of {counted.down} fall."
    if seen.changes or not seen.lost:
        console.print(marks if seen.changes else "Nothing changes.")
    if seen.lost:
        number = "1 submission" if len(seen.lost) == 1 else f"{len(seen.lost)} submissions"
        console.print(f"{number} can no longer be graded, so nothing is written.")
    elif seen.changes and not applied:
        console.print("Nothing is written yet; --apply does that.")


def _table(found: Sequence[Change]) -> Table:
    shown = Table(box=SIMPLE_HEAD, pad_edge=False)
    for name in ("student", "part", "answer", "was", "is", "marks", "why"):
        shown.add_column(name, justify="right" if name == "marks" else "left")
    for each in found:
        after = each.after.verdict if each.after else "gone"
        difference = ("+" if each.difference > 0 else "") + decimal(each.difference, 2)
        place = f"{each.exercise} {each.part}"
        answer = visible(each.response[:30])
        cells = (each.student, place, answer, each.before.verdict, after, difference, each.why)
        shown.add_row(*(Text(visible(cell)) for cell in cells))
    return shown
