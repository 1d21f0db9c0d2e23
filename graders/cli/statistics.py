"""How a class did, in the terminal, and its page written anew from the journal."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Literal, TypeAlias

import click
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from graders.batch.journal import FILE, read_header, registered
from graders.cli.reports import Links
from graders.errors import AuthorError, Problem
from graders.files import folder_name, plain_path, write_text
from graders.gradebook import decimal
from graders.press import letter, mixed, press, shortened, signed
from graders.report import class_summary, items_csv
from graders.statistics import Summary, summarised
from graders.verdict import Outcome
from graders.words import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction
    from pathlib import Path

    from graders.gradebook import Row
    from graders.press import Press
    from graders.report import Format
    from graders.statistics.item import Item
    from graders.statistics.mistakes import Mistake

Page: TypeAlias = Literal["html", "md", "json", "csv"]

MOST = 20
"""Mistakes and answers for review that are shown here; the page has all of them."""


def tell(folder: Path, reports: Sequence[Page], *, as_json: bool) -> None:
    """Print how a class did, and write the pages."""
    summary = read_summary(folder, whole=as_json or "json" in reports)
    printing = press(read_header(folder / FILE).lang)
    if as_json:
        click.echo("".join(class_summary(summary, "json", printing)), nl=False)
        return
    show(summary, printing)
    for each in dict.fromkeys(reports):
        if each == "csv":
            write_text(folder, "parts.csv", items_csv(summary))
        else:
            write_text(folder, f"summary.{each}", page(summary, folder, each, printing))
    files = ("parts.csv" if each == "csv" else f"summary.{each}" for each in dict.fromkeys(reports))
    click.echo("\n".join(f"Written {folder / file}" for file in files))


def read_summary(folder: Path, *, whole: bool = True) -> Summary:
    """Count what stands in a folder's journal; of a student who stands there twice, the last line counts."""
    journal = folder / FILE
    if not journal.exists():
        problem = Problem(f"there is no {FILE}", plain_path(folder), remedy="give the folder that graders grade wrote")
        raise AuthorError((problem,))
    title = read_header(journal).title
    register = registered(journal)
    return summarised(title, register.rows(register.students), whole=whole)


def page(summary: Summary, folder: Path, format: Format, printing: Press) -> Iterator[str]:
    """Print the page about a class, with links to the reports that lie beside it."""
    return class_summary(summary, format, printing, links=Links(ReportsThere(folder, format, summary.rows), format))


@dataclass(frozen=True, slots=True)
class ReportsThere(Collection[str]):
    """The students of a class whose reports lie in a folder."""

    folder: Path
    format: Format
    rows: Collection[Row]

    def __contains__(self, student: object) -> bool:
        """Look for a student's report."""
        return (self.folder / folder_name(str(student)) / f"report.{self.format}").exists()

    def __iter__(self) -> Iterator[str]:
        """Give their ids."""
        return (each.student.id for each in self.rows if each.student.id in self)

    def __len__(self) -> int:
        """Count them."""
        return sum(1 for _ in self)


def show(summary: Summary, printing: Press) -> None:
    """Print a class: its marks, its parts, the mistakes, the variants, and what waits for review."""
    console = Console(highlight=False)
    marks, words = summary.marks, printing.words
    console.print(Text(summary.title, "bold"))
    mean = words.say("summary.mean", mean=written(marks.mean, 2, printing), points=mixed(marks.points))
    console.print(f"{mean}. {words.say('summary.median', median=written(marks.median, 2, printing))}")
    if summary.absent:
        console.print(words.say("summary.absent", count=summary.absent))
    console.print(histogram(marks.histogram, words.say("summary.histogram")))
    console.print(items(summary, printing))
    for line in (*mistakes(summary, printing), *variants(summary, printing), *review(summary, printing)):
        console.print(Text(visible(line)) if line else "", soft_wrap=True)


def histogram(counts: Sequence[int], title: str) -> str:
    """Draw students by their share of the points, a line a bin."""
    widest = max((*counts, 1))
    bars = (
        f"  {place * 10:>3}–{(place + 1) * 10:<3} % {'█' * round(count * 40 / widest)} {count or ''}".rstrip()
        for place, count in enumerate(counts)
    )
    return "\n".join((title, *bars))


def items(summary: Summary, printing: Press) -> Table:
    """Lay out the parts."""
    say = printing.words.say
    table = Table(title=Text(say("summary.items")), title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
    table.add_column(say("summary.part"))
    for name in ("summary.judged", "summary.difficulty", "summary.discrimination"):
        table.add_column(say(name), justify="right", no_wrap=True)
    table.add_column(" ".join(SHORT))
    for item in summary.items:
        table.add_row(Text(_named(summary, item)), *_numbers(item, printing), " ".join(map(str, item.distribution)))
    return table


SHORT = ("0", "≤¼", "≤½", "≤¾", "<1", "1")
"""The bins of a part's marks, as they fit over numbers."""


def _named(summary: Summary, item: Item | Mistake) -> str:
    exercise, part = summary.place(item.exercise, item.part)
    return f"{exercise} ({letter(part)}) {item.part}"


def _numbers(item: Item, printing: Press) -> Iterator[str]:
    yield str(item.counted)
    hard, mark = item.difficulty, printing.words.say("decimal.mark")
    yield "–" if hard is None else printing.words.say("summary.percent", percent=written(hard * 100, 0, printing))
    yield ("–" if item.discrimination is None else signed(item.discrimination).replace(".", mark))


def written(number: Fraction, places: int, printing: Press) -> str:
    """Write a number as the language of the class does."""
    return decimal(number, places).replace(".", printing.words.say("decimal.mark"))


def mistakes(summary: Summary, printing: Press) -> Iterator[str]:
    """Tell the most frequent mistakes, with how many made them and an example."""
    say, words = printing.words.say, printing.words
    yield say("summary.mistakes")
    yield from () if summary.mistakes else (f"  {say('summary.mistakes.none')}",)
    for each in sorted(summary.mistakes, key=lambda mistake: -mistake.count)[:MOST]:
        guessed = f", {say('summary.guessed', count=each.guesses)}" if each.guesses else ""
        yield f"  {say('summary.made', count=each.count)}{guessed}: {_named(summary, each)}"
        yield f"      {words.render(each.told)}"
        yield f"      {say('summary.example')} {shortened(each.response.strip(), 60)}  ({each.student.name})"
    yield ""


def variants(summary: Summary, printing: Press) -> Iterator[str]:
    """Tell the variants on which students did otherwise."""
    say = printing.words.say
    yield say("summary.variants")
    if not summary.tried:
        yield f"  {say('summary.variants.few')}"
    elif not summary.odd:
        yield f"  {say('summary.variants.none', count=summary.tried)}"
    for each in summary.odd:
        exercise, part = summary.place(each.exercise, each.part)
        own, others = each.own, each.others
        told = say(
            "summary.variants.one",
            variant=each.variant,
            right=own.right,
            students=own.students,
            mean=written(own.mean * 100, 0, printing),
            others=others.right,
            all=others.students,
            rest=written(others.mean * 100, 0, printing),
        )
        yield f"  {exercise} ({letter(part)}) {each.part}, {told}"
    yield ""


def review(summary: Summary, printing: Press) -> Iterator[str]:
    """Tell the answers that wait for a person, with their reasons."""
    waiting = summary.count(Outcome.NEEDS_REVIEW)
    if not waiting:
        return
    yield f"{printing.words.say('summary.review')}: {waiting}"
    for student, box in islice(summary.boxes(Outcome.NEEDS_REVIEW), MOST):
        exercise, part = summary.place(box.exercise, box.part)
        reasons = " ".join(map(printing.words.render, box.reasons))
        yield f"  {student.name}, {exercise} ({letter(part)}): {shortened(box.response.strip(), 60)}  {reasons}"
    yield ""
