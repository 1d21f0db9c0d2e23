"""The sheets of a class: issued, and written with the files to fill in and the record; all of them or none."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import click

from graders import blank
from graders.bank import load_roster, load_submission
from graders.classkey import FILE as KEY
from graders.cli.folder import written_whole
from graders.cli.progress import followed
from graders.cli.sources import class_key, keep_key, new_key, problem_set, together
from graders.errors import AuthorError
from graders.files import folder_name, plain_path, write_text
from graders.issued import BY_SEED, Archive, issue
from graders.marking import scaled
from graders.press import Press, press
from graders.prose import Prose
from graders.question import pose
from graders.record import FILE, pieces, read_record
from graders.report import sheet

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction
    from pathlib import Path

    from graders.assignment import Assignment, Student
    from graders.exercise import Exercise
    from graders.issued import Issued
    from graders.question import Question
    from graders.report import Format


def write_class(path: Path, roster: Path, out: Path, formats: Sequence[Format], *, by_seed: bool = False) -> Issued:
    """Issue the assignment at a path to a class and write everything into a folder.

    Variants are drawn with the class key beside the assignment, which is made where there is none; or by the
    seed alone, where that is asked for or was begun.
    """
    (assignment, exercises), students = together(lambda: problem_set(path), lambda: load_roster(roster))
    before = read_record(out / FILE) if (out / FILE).is_file() else None
    known = class_key(path)
    begun = by_seed if before is None else before.scheme == BY_SEED
    key = None if begun else known or (new_key() if before is None else None)
    issued = issue(assignment, exercises, students, before, key)
    archive = Archive(issued if before is None else replace(issued, file=before.file), assignment, exercises)
    for change in archive.changes():
        click.echo(change, err=True)
    printing = Printing(assignment, exercises, archive, tuple(formats), press(assignment.lang), Prose())
    with written_whole(out) as draft:
        for student in followed(students, lambda: len(students), "Writing sheets"):
            printing.write(student, draft, out)
        write_text(draft, FILE, pieces(issued))
        if key is not None and known is None:
            keep_key(key, path)
            click.echo(f"made {plain_path(path.parent / KEY)}, which must stay secret and is needed to issue more")
    return issued


@dataclass(frozen=True, slots=True)
class Printing:
    """What the sheets of one assignment are printed with."""

    assignment: Assignment
    exercises: Mapping[str, Exercise]
    archive: Archive
    formats: tuple[Format, ...]
    press: Press
    prose: Prose

    def write(self, student: Student, draft: Path, out: Path) -> None:
        """Write one student's sheet and file to fill in; one that has answers already is left as it is."""
        questions = self.questions(student)
        home = folder_name(student.id)
        for each in self.formats:
            write_text(draft, f"{home}/sheet.{each}", sheet(self.assignment, student, questions, each, self.press))
        if has_answers(out / home / blank.FILE):
            click.echo(f"{plain_path(out / home / blank.FILE)}: has answers and is left as it is", err=True)
        else:
            text = blank.blank(self.assignment, student, questions, self.prose.plain, self.press.words)
            write_text(draft, f"{home}/{blank.FILE}", text)

    def questions(self, student: Student) -> tuple[Question, ...]:
        """Pose a student's questions, with the points that the assignment gives them."""
        variants = self.archive.variants(student)
        return tuple(
            _worth(pose(self.exercises[item.exercise], variants[item.exercise]), scaled(points, item.points))
            for item in self.assignment.given(variants)
            if (points := [part.points for part in self.exercises[item.exercise].parts])
        )


def _worth(question: Question, points: Sequence[Fraction]) -> Question:
    asks = zip(question.asks, points, strict=True)
    return replace(question, asks=tuple(replace(ask, points=share) for ask, share in asks))


def has_answers(file: Path) -> bool:
    """Tell whether somebody has begun to fill in a file; one that cannot be read counts as begun."""
    if not file.exists():
        return False
    try:
        submission = load_submission(file)
    except AuthorError:
        return True
    return any(text for _, parts in submission.responses for _, text in parts)
