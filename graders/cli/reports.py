"""The reports of a class: every submission graded and written down, one after the other, then the class as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import quote

import click

from graders.batch.earlier import Earlier
from graders.batch.forerunner import set_out
from graders.batch.incoming import counted, incoming, refuse_empty
from graders.batch.journal import FILE, Journal, handed_in, header, read_header
from graders.batch.means import Means
from graders.batch.rulings import load_rulings
from graders.batch.run import Run, engine
from graders.batch.work import Done, Order
from graders.cli.progress import followed
from graders.cli.sources import find_record, problem_set, together
from graders.cli.unfinished import resumable
from graders.errors import AuthorError, Problem
from graders.export import CLASSES, STUDENTS
from graders.export.export import GradedClass
from graders.files import folder_name, plain_path, write_folder, write_text
from graders.gradebook import gradebook_csv
from graders.issued import Archive
from graders.kept import Kept
from graders.press import press
from graders.record import read_record
from graders.report import FORMATS, SUMMARIES, Format, class_summary, items_csv
from graders.statistics import summarised

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

    from graders.batch.journal import Header, Register
    from graders.batch.papers import Rejected
    from graders.batch.work import Answer
    from graders.gradebook import Row
    from graders.statistics import Summary

Report: TypeAlias = str
"""A page's format, or what another program reads."""


@dataclass(frozen=True, slots=True)
class Attempts:
    """Where the attempts before were graded, if there were any, and whether these are the last."""

    after: Path | None = None
    final: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """What came of a run: the class, the files that were rejected, and where it all is."""

    summary: Summary
    register: Register
    out: Path
    reports: tuple[Report, ...]

    @property
    def title(self) -> str:
        """The title of the assignment."""
        return self.summary.title

    @property
    def rows(self) -> Collection[Row]:
        """A row for every student of the class."""
        return self.summary.rows

    @property
    def rejected(self) -> Iterator[Rejected]:
        """The files that were rejected."""
        return self.lines.rejections

    @property
    def is_whole(self) -> bool:
        """Tell whether nothing was rejected."""
        return not self.register.rejected

    @property
    def entrance(self) -> Path:
        """The page to open first."""
        pages = (f"summary.{each}" for each in self.reports if each in SUMMARIES)
        others = (CLASSES[each].file for each in self.reports if each in CLASSES)
        return self.out / next(pages, next(others, "gradebook.csv"))

    @property
    def journal(self) -> Path:
        """The file with everything that was graded."""
        return self.out / FILE

    @property
    def graded(self) -> GradedClass:
        """The class as other programs are told of it."""
        return graded_class(self.title, self.lines)

    @property
    def lines(self) -> Register:
        """The lines of the journal, where it lies now."""
        return replace(self.register, path=self.journal)


def graded_class(title: str, register: Register) -> GradedClass:
    """Give the class of a journal, student by student from the disk."""
    rejected = tuple(each for each in register.rejections if each.file)
    return GradedClass(title, lambda: register.kept(register.students), rejected)


def write_reports(  # noqa: PLR0913 - one for each argument of the command
    path: Path,
    submissions: Sequence[Path],
    out: Path,
    issued: Path | None,
    reports: Sequence[Report],
    *,
    means: Means | None = None,
    resume: bool = False,
    attempts: Attempts | None = None,
    only: str = "",
) -> Written:
    """Grade submissions to the assignment at a path and write everything into a folder."""
    (assignment, exercises), given = together(
        lambda: problem_set(path), lambda: read_record(issued or find_record(path, submissions))
    )
    attempts = attempts or Attempts()
    assignment = replace(assignment, final=attempts.final)
    for change in Archive(given, assignment, exercises).changes():
        click.echo(change, err=True)
    refuse_empty(submissions)
    means = means or Means()
    if means.goes_by_count and means.workers(counted(submissions)):
        set_out()
    chosen = tuple(dict.fromkeys(reports))
    pages = tuple(each for each in FORMATS if each in chosen)
    order = Order(assignment, tuple(exercises.items()), pages, load_rulings(out).all)
    run = Run(order, given, Earlier(attempts.after), only=only)
    with resumable(out, resume=resume) as draft:
        printing = Printing(run, chosen, out, draft)
        with printing.journal(resume=resume) as journal:
            printing.write(_followed(submissions, run, means), journal)
        written = printing.written(journal)
        printing.write_class(written)
    printing.remove_old()
    return written


def _followed(submissions: Sequence[Path], run: Run, means: Means) -> Iterator[tuple[Answer, str]]:
    """Grade, and show how far it is."""
    answers = run.answers(incoming(submissions), engine(means))
    return followed(answers, lambda: counted(submissions) - len(run.before), "Grading")


def check_header(path: Path, first: Header) -> None:
    """Refuse to go on with what was graded otherwise."""
    if read_header(path) != first:
        message = "was written for another assignment, other exercises or other reports"
        remedy = "grade anew without --resume, or see graders regrade"
        raise AuthorError((Problem(message, plain_path(path), 1, remedy=remedy),))


@dataclass(frozen=True, slots=True)
class Links(Mapping[str, str]):
    """The ways from the summary to the reports of some students, by their ids."""

    students: Collection[str]
    format: Format

    def __getitem__(self, student: str) -> str:
        """Give the way to a student's report."""
        if student not in self.students:
            raise KeyError(student)
        return quote(f"{folder_name(student)}/report.{self.format}")

    def __iter__(self) -> Iterator[str]:
        """Give the students who have one."""
        return iter(self.students)

    def __len__(self) -> int:
        """Count them."""
        return len(self.students)


class Printing:
    """One run's pages, and the journal that they follow."""

    def __init__(self, run: Run, reports: tuple[Report, ...], out: Path, draft: Path) -> None:
        """Begin with nothing printed."""
        self.run = run
        self.reports = reports
        self.out = out
        self.draft = draft
        self.assignment = run.order.assignment
        self.press = press(self.assignment.lang)

    def journal(self, *, resume: bool) -> Journal:
        """Open the journal; to resume, with all that was graded before."""
        first = header(self.run.order, self.reports)
        there = [path for path in (self.draft / FILE, self.out / FILE) if path.exists()] if resume else []
        for path in there[:1]:
            check_header(path, first)
        new = self.draft / f"{FILE}.new"
        new.unlink(missing_ok=True)
        journal = Journal(new, first)
        with ExitStack() as unless_whole:
            unless_whole.enter_context(journal)
            for path in there[:1]:
                for line, mark, entry in handed_in(path):
                    journal.copy(line, entry)
                    self.run.resume(mark, entry)
            unless_whole.pop_all()
        new.replace(self.draft / FILE)
        return journal

    def write(self, answers: Iterator[tuple[Answer, str]], journal: Journal) -> None:
        """Write every student's pages, and then the line that says so; at the end those who handed in nothing."""
        for answer, digest in answers:
            if isinstance(answer, Done):
                self.pages(answer)
                journal.add(answer.line, answer.student, answer.place)
            else:
                journal.write(answer, digest)
        for answer in self.run.missing():
            if isinstance(answer, Done):
                if answer.student in self.run.roll.rejected:
                    self.exports(answer)
                journal.add(answer.line, answer.student, answer.place)
            else:
                journal.write(replace(answer, file=""))

    def copy_rejected(self, journal: Journal) -> None:
        """Copy what an earlier run has said of the files that it rejected."""
        for line, _, entry in handed_in(self.out / FILE):
            if not isinstance(entry, Kept):
                journal.copy(line, entry)

    def pages(self, done: Done) -> None:
        """Write the pages of one student."""
        if done.pages:
            files = [(f"report.{each}", page) for each, page in done.pages]
            write_folder(self.draft, folder_name(done.student), files)
        self.exports(done)

    def exports(self, done: Done) -> None:
        """Write what other programs read of one student, who may have handed in a file that cannot be graded."""
        for export in (STUDENTS[name] for name in self.reports if name in STUDENTS):
            text = export.written(done.kept, self.press.words)
            write_text(self.draft, f"{folder_name(done.student)}/{export.file}", text)

    def written(self, journal: Journal) -> Written:
        """Gather the class from the journal, in the order of the class list."""
        register = replace(journal.register, path=self.draft / FILE)
        summary = summarised(self.assignment.title, self.rows(register), whole="json" in self.reports)
        return Written(summary, register, self.out, self.reports)

    def rows(self, register: Register) -> Iterator[Row]:
        """Read the class student by student; what was wrong with further files of theirs is added."""
        roll = self.run.roll
        for each in register.rows(student.id for student in roll.issued.students):
            problems = () if each.absent else roll.problems(each.student.id)
            yield replace(each, problems=(*each.problems, *problems)) if problems else each

    def write_class(self, written: Written) -> None:
        """Write the gradebook, the class's summary, and what other programs read of a class."""
        write_text(self.draft, "gradebook.csv", gradebook_csv(written.rows))
        summary = written.summary
        write_text(self.draft, "parts.csv", items_csv(summary))
        for each in (each for each in self.run.order.formats if each in SUMMARIES):
            links = Links(self.run.roll.admitted.keys(), each)
            write_text(self.draft, f"summary.{each}", class_summary(summary, each, self.press, links=links))
        exports = [CLASSES[name] for name in self.reports if name in CLASSES]
        if exports:
            graded = graded_class(written.title, written.register)
            for export in exports:
                write_text(self.draft, export.file, export.written(graded, self.press.words))

    def remove_old(self) -> None:
        """Remove the reports of an earlier run that no longer hold, since their students have none now."""
        roll = self.run.roll
        pages = tuple(f"report.{each}" for each in FORMATS)
        exports = tuple(export.file for export in STUDENTS.values())
        for student in roll.issued.students:
            if student.id not in roll.admitted:
                for name in pages if student.id in roll.rejected else (*pages, *exports):
                    self.out.joinpath(folder_name(student.id), name).unlink(missing_ok=True)
