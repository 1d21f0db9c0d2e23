"""The gradebook: exact marks, honest counts, and no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
from fractions import Fraction
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.assignment import Student
from graders.gradebook import Box, Entry, Row, decimal, gradebook_csv, harmless


def student(
    name: str,
    first: Fraction,
    second: Fraction,
    stands: tuple[str, str] = ("correct", "incorrect"),
    full: str | None = None,
) -> Row:
    marks = (("x/one", first), ("x/two", second))
    entries = tuple(Entry(exercise, exercise.title(), mark, Fraction(2)) for exercise, mark in marks)
    boxes = tuple(
        Box(exercise, "a", standing, mark, Fraction(2))
        for (exercise, mark), standing in zip(marks, stands, strict=True)
    )
    return Row(Student(name, name if full is None else full), entries, boxes, (), first + second, Fraction(4))


CLASS = (
    student("ada", Fraction(2), Fraction(1, 3), full="Ada, Countess"),
    student("=1+1", Fraction(0), Fraction(3, 2), ("unreadable", "partly_correct"), "+44 20"),
    student("kurt", Fraction(0), Fraction(0), ("blank", "needs_review"), "-7"),
)


def test_the_gradebook_has_a_line_for_each_student_and_a_column_for_each_exercise() -> None:
    assert "".join(gradebook_csv(CLASS)) == (
        "student,name,x/one,x/two,mark,points,exact,review,unreadable\n"
        'ada,"Ada, Countess",2,0.333333,2.333333,4,7/3,0,0\n'
        "'=1+1,'+44 20,0,1.5,1.5,4,3/2,0,1\n"
        "kurt,-7,0,0,0,4,0,1,0\n"
    )


def test_a_gradebook_of_nobody_has_its_heading() -> None:
    assert "".join(gradebook_csv(())) == "student,name,mark,points,exact,review,unreadable\n"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-cmd|' /C calc'!A0", "'-cmd|' /C calc'!A0"),
        ("\t=1", "'\t=1"),
        ("\n=1", "'\n=1"),
        ("  =1+1", "'  =1+1"),
        ("＝1+1", "'＝1+1"),
        ("-2.5", "-2.5"),
        ("-7", "-7"),
        ("-7/2", "'-7/2"),
        ("-", "'-"),
        ("", ""),
        ("Ada = Lovelace", "Ada = Lovelace"),
    ],
)
def test_a_cell_that_a_spreadsheet_would_run_gets_an_apostrophe(cell: str, expected: str) -> None:
    assert harmless(cell) == expected


@given(st.text(), st.text())
def test_every_cell_comes_back_as_it_went_in_and_starts_no_formula(name: str, full: str) -> None:
    table = StringIO("".join(gradebook_csv([student(name, Fraction(1), Fraction(1), full=full)])), newline="")
    cells = list(csv.reader(table))[1]
    for cell, text in zip(cells, (name, full), strict=False):
        assert cell.removeprefix("'") == text.removeprefix("'").replace("\r", "\n")
        assert not cell.lstrip(" ").startswith(("=", "+", "@", "\t", "\n"))


@given(st.fractions(-1000, 1000, max_denominator=640))
def test_a_decimal_is_right_to_its_last_place(number: Fraction) -> None:
    written = decimal(number)
    assert abs(Fraction(written) - number) <= Fraction(1, 2 * 10**6)


@given(st.integers(), st.integers(0, 6), st.integers(0, 6))
def test_a_decimal_that_ends_is_exact(above: int, twos: int, fives: int) -> None:
    number = Fraction(above, 2**twos * 5**fives)
    assert Fraction(decimal(number)) == number
