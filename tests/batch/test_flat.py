"""However large a class is, little of it is held at a time."""

from __future__ import annotations

import gc
import json
from fractions import Fraction
from sys import getallocatedblocks
from typing import TYPE_CHECKING

import pytest

from graders.assignment import Assignment, Student
from graders.batch.earlier import Earlier
from graders.batch.incoming.handed_in import HandedIn
from graders.batch.journal import Header, Journal, registered
from graders.batch.papers import Paper, Rejected
from graders.batch.regrade import Totals, issued_of
from graders.batch.roll import Roll
from graders.batch.work import done
from graders.cli.second_look import Seen
from graders.errors import Problem
from graders.files import write_text
from graders.gradebook import Box
from graders.issued import IssuedVariant
from graders.kept import Kept, KeptExercise, KeptPart, Source
from graders.record import pieces, read_record
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
    return written(tmp_path, MANY)


def written(folder: Path, many: int) -> Path:
    """Write a journal."""
    path = folder / "results.jsonl"
    with Journal(path, Header("T", "d", (("t/e", "d"),), ())) as stream:
        for number in reversed(range(many)):
            stream.write(kept(number))
        stream.write(Rejected("x.yaml", None, ()))
        stream.write(kept(many - 1, 0))
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
    summary = summarised("T", register.rows(register.students), whole=False)
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
    before = held(KeptPart)
    issued = issued_of(Assignment("T", "seed", ()), journal)
    assert [handout.student.id for handout in issued.handouts] == [f"s{number}" for number in range(MANY)]
    assert held(KeptPart) == before


def test_what_was_issued_is_read_student_by_student(tmp_path: Path) -> None:
    issued = issued_of(Assignment("T", "seed", ()), written(tmp_path, MANY))
    write_text(tmp_path, "issued.json", pieces(issued))
    before = held(IssuedVariant)
    again = read_record(tmp_path / "issued.json")
    assert again.handouts == issued.handouts
    assert held(IssuedVariant) - before <= FEW


def test_a_class_is_no_more_objects_the_larger_it_is(tmp_path: Path) -> None:
    """From its record to the orders of its page; each student would be one at least."""

    def made(many: int) -> int:
        home = tmp_path / str(many)
        home.mkdir()
        path = written(home, many)
        write_text(home, "issued.json", pieces(issued_of(Assignment("T", "seed", ()), path)))
        gc.collect()
        before = getallocatedblocks()
        roll = Roll(read_record(home / "issued.json"), Earlier(home))
        for number in range(0, many, 2):
            raw = json.dumps({"student": f"s{number}", "answers": {}}).encode()
            roll.admit(HandedIn(f"all.jsonl:{number}", (), raw))
        roll.reject(Rejected("x.yaml", Student("s1", "S 1"), (Problem("cannot be read"),)))
        absent = sum(1 for _ in roll.missing())
        register = registered(path)
        summary = summarised("T", register.rows(register.students))
        orders = sum(1 for _, rows in summary.orders_of_rows for _ in rows)
        assert (absent, orders, len(summary.rows)) == (many // 2, 3 * many, many)
        gc.collect()
        return getallocatedblocks() - before

    made(4)
    assert made(MANY * 2) - made(FEW) < MANY


def test_nobody_is_admitted_twice_though_nobody_is_held(tmp_path: Path) -> None:
    roll = Roll(issued_of(Assignment("T", "seed", ()), written(tmp_path, MANY)))
    raw = b'{"student": "S7", "answers": {}}'
    first, second = (roll.admit(HandedIn(name, (), raw)) for name in ("a.jsonl:1", "a.jsonl:2"))
    assert isinstance(first, Paper)
    assert (first.handout.student.id, first.place) == ("s7", 7)
    assert isinstance(second, Rejected)
    assert second.problems[0].message == "s7 has handed in a.jsonl:1 already, which counts"
    assert roll.problems("s7") == second.problems
