"""The reports of a class: every submission graded and written down, one after the other, then the class as a whole."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, get_args
from urllib.parse import quote

import click

from graders.batch.submissions import Batch, Rejected, submission_files
from graders.cli.folder import written_whole
from graders.cli.progress import followed
from graders.cli.sources import find_record, problem_set, record, together
from graders.files import folder_name, write_text
from graders.gradebook import Row, gradebook_csv, row
from graders.issued import Archive
from graders.press import press
from graders.report import Format, class_summary, student_report

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from graders.assignment import Student
    from graders.grade import GradedSubmission
    from graders.press import Press


@dataclass(frozen=True, slots=True)
class Written:
    """What came of a run: a row for every student of the class, the files that were rejected, and where it all is."""

    title: str
    rows: tuple[Row, ...]
    rejected: tuple[Rejected, ...]
    out: Path
    formats: tuple[Format, ...]

    @property
    def entrance(self) -> Path:
        """The page to open first."""
        return self.out / f"summary.{self.formats[0]}"


def write_reports(
    path: Path, submissions: Sequence[Path], out: Path, issued: Path | None, formats: Sequence[Format]
) -> Written:
    """Grade submissions to the assignment at a path and write everything into a folder."""
    (assignment, exercises), given = together(
        lambda: problem_set(path), lambda: record(issued or find_record(path, submissions))
    )
    archive = Archive(given, assignment, exercises)
    for change in archive.changes():
        click.echo(change, err=True)
    files = submission_files(submissions)
    batch = Batch(assignment, exercises, archive)
    printing = Printing(batch, tuple(dict.fromkeys(formats)), press(assignment.lang))
    with written_whole(out) as draft:
        for file in followed(files, files, "Grading"):
            printing.write(batch.grade_file(file), draft)
        written = Written(assignment.title, printing.rows(), tuple(printing.rejected), out, printing.formats)
        printing.write_class(written, draft)
    printing.remove_old(out)
    return written


class Printing:
    """One run's pages: the rows and rejected files so far."""

    def __init__(self, batch: Batch, formats: tuple[Format, ...], press: Press) -> None:
        """Begin with nothing printed."""
        self.batch = batch
        self.formats = formats
        self.press = press
        self.graded: dict[Student, Row] = {}
        self.rejected: list[Rejected] = []

    def write(self, graded: GradedSubmission | Rejected, draft: Path) -> None:
        """Write one student's reports, and keep of them what the class's pages need."""
        if isinstance(graded, Rejected):
            self.rejected.append(graded)
            return
        home = folder_name(graded.student.id)
        for each in self.formats:
            write_text(draft, f"{home}/report.{each}", student_report(graded, each, self.press))
        self.graded[graded.student] = row(graded)

    def rows(self) -> tuple[Row, ...]:
        """Give a row for every student, in the order of the class; whose file was rejected has its problems there."""
        rows = dict(self.graded)
        for graded in self.batch.missing():
            if isinstance(graded, Rejected):
                self.rejected.append(graded)
            else:
                rows[graded.student] = row(graded)
        for student, problems in self.batch.rejected.items():
            if student in self.graded:
                rows[student] = replace(rows[student], problems=(*rows[student].problems, *problems))
        return tuple(rows[student] for student in self.batch.students if student in rows)

    def write_class(self, written: Written, draft: Path) -> None:
        """Write the gradebook and the class's summary."""
        write_text(draft, "gradebook.csv", gradebook_csv(written.rows))
        for each in self.formats:
            links = {student.id: quote(f"{folder_name(student.id)}/report.{each}") for student in self.graded}
            write_text(
                draft, f"summary.{each}", class_summary(written.title, written.rows, each, self.press, links=links)
            )

    def remove_old(self, out: Path) -> None:
        """Remove the reports of an earlier run that no longer hold, since their students have none now."""
        for student in self.batch.students:
            if student not in self.graded:
                for each in get_args(Format):
                    out.joinpath(folder_name(student.id), f"report.{each}").unlink(missing_ok=True)
