"""However large a class is, little of it is held at a time."""

from __future__ import annotations

import gc
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from graders.assignment import Student
from graders.batch.journal import Header, Journal, registered
from graders.batch.papers import Rejected
from graders.batch.regrade import Totals, issued_of
from graders.batch.work import done
from graders.cli.second_look import Seen
from graders.gradebook import Box
from graders.issued import IssuedVariant
from graders.kept import Kept, KeptExercise, KeptPart, Source, row
from graders.statistics import summarised

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from graders.batch.work import Answer

MANY = 300
FEW = 3
"""So many students, at most, are held at a time."""


def kept(number: int, mark: int = 1) -> Kept:
    """Make a student whose answer was right, or was not."""
    verdict = "correct" if mark else "incorrect"
    part = KeptPart("p", "7", "7", verdict, Fraction(mark), "proved", "", Fraction(mark), Fraction(1), "7")
    exercise = KeptExercise("t/e", "E", "d", IssuedVariant("t/e", number, (), str(number), "d"), (part,))
    return Kept(Student(f"s{number}", f"S {number}"), Source(f"s{number}.yaml", "d", number), (exercise,))


def held(kind: type) -> int:
    """Count the objects of a kind that are not garbage."""
    gc.collect()
    return sum(type(each) is kind for each in gc.get_objects())


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    """Write a class down, of which the last student stands in it twice and one file was rejected."""
    path = tmp_path / "results.jsonl"
    with Journal(path, Header("T", "d", (("t/e", "d"),), ())) as stream:
        for number in reversed(range(MANY)):
            stream.write(kept(number))
        stream.write(Rejected("x.yaml", None, ()))
        stream.write(kept(MANY - 1, 0))
    return path


def test_a_class_is_read_back_one_by_one_and_the_last_line_about_a_student_counts(journal: Path) -> None:
    before, register = held(Kept), registered(journal)
    assert list(register.students) == [f"s{number}" for number in range(MANY)]
    assert [each.file for each in register.rejections] == ["x.yaml"]
    marks, most = [], 0
    for each in register.kept([*register.students, "nobody"]):
        marks.append(each.mark)
        most = max(most, held(Kept) - before) if len(marks) % 50 == 0 else most
    assert marks == [1] * (MANY - 1) + [0]
    assert 0 < most <= FEW


def test_of_a_summarised_class_no_box_is_held_at_which_nobody_has_to_look(journal: Path) -> None:
    before, register = held(Box), registered(journal)
    summary = summarised("T", map(row, register.kept(register.students)), whole=False)
    assert len(summary.rows) == MANY
    assert sum(each.count("correct") for each in summary.rows) == MANY - 1
    assert held(Box) - before <= FEW


def test_what_is_graded_again_is_passed_on_one_by_one_and_only_what_changes_is_held() -> None:
    changed = {7, 70}
    most, before = 0, held(Kept)

    def graded_again() -> Iterator[tuple[Kept, Answer]]:
        for number in range(MANY):
            yield kept(number), done(kept(number, 0 if number in changed else 1))

    seen = Seen(most=1)
    for place, _ in enumerate(seen.passed_on(graded_again())):
        most = max(most, held(Kept) - before) if place % 50 == 0 else most
    assert seen.totals == Totals(MANY, up=0, down=len(changed))
    assert (seen.count, [each.student for each in seen.changes]) == (2, ["s7"])
    assert 0 < most <= 2 * FEW


def test_what_was_issued_is_gathered_without_holding_the_answers(journal: Path) -> None:
    from graders.assignment import Assignment

    before = held(KeptPart)
    issued = issued_of(Assignment("T", "seed", ()), journal)
    assert [handout.student.id for handout in issued.handouts] == [f"s{number}" for number in range(MANY)]
    assert held(KeptPart) == before
