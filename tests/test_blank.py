"""The file to fill in: what a student types into it comes back as typed."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.assignment import Assignment, Item, Student
from graders.bank import read_submission
from graders.blank import blank, quoted
from graders.question import Ask, Question
from graders.words import words

ASSIGNMENT = Assignment("Problem set 7", "seed", (Item("embeddings/inner-product"),))
QUESTIONS = (
    Question(
        "embeddings/inner-product",
        "Inner product",
        "Find it.",
        (Ask("product", "The inner product", Fraction(1)), Ask("norm-a", "The norm of a", Fraction(3, 2))),
    ),
)


def written(student: Student) -> str:
    """Write a student's file."""
    return blank(ASSIGNMENT, student, QUESTIONS, str, words())


def test_the_file_says_who_answers_what_and_for_how_many_points() -> None:
    head, _, rest = written(Student("ada", "Ada Lovelace")).partition("\n")
    assert head == "# Problem set 7: the answers of Ada Lovelace"
    assert rest.partition("student:")[2] == (
        " ada\nanswers:\n\n"
        "  # 1. Inner product\n"
        "  embeddings/inner-product:\n"
        "    # (a) The inner product [1 point]\n"
        "    product:\n"
        "    # (b) The norm of a [3/2 points]\n"
        "    norm-a:\n"
    )


def test_an_untouched_file_is_a_submission_without_answers() -> None:
    submission = read_submission(written(Student("ada", "Ada")))
    assert (submission.student, submission.problems) == ("ada", ())
    assert submission.responses == (("embeddings/inner-product", (("product", ""), ("norm-a", ""))),)


@pytest.mark.parametrize(
    "typed", ["-7", "(1, 0, -2)", "[1; 2]", "√48", "4*sqrt(3)", "1/2", "1e3", "yes", "{1, 2}", "= 3"]
)
def test_what_is_typed_behind_a_name_comes_back_as_typed(typed: str) -> None:
    filled = written(Student("ada", "Ada")).replace("    product:\n", f"    product: {typed}\n")
    assert read_submission(filled).response("embeddings/inner-product", "product") == typed


PRINTABLE = st.characters(codec="utf-8", categories=["L", "M", "N", "P", "S", "Zs"])


@given(st.text(PRINTABLE, min_size=1, max_size=20).map(lambda text: " ".join(text.split())).filter(len))
def test_any_id_comes_back(name: str) -> None:
    assert read_submission(written(Student(name, name))).student == name


@pytest.mark.parametrize("name", ["007", "no", "null", "a: b", "# a", "'", '"', "- a", "é", "1e3", "@a", "{a}"])
def test_ids_that_mean_something_in_yaml_come_back(name: str) -> None:
    assert read_submission(written(Student(name, "Somebody"))).student == name


def test_only_what_needs_quotes_gets_them() -> None:
    assert [quoted(text) for text in ("ada", "topic/name", "norm-a", "a b")] == ["ada", "topic/name", "norm-a", '"a b"']


def test_a_name_cannot_break_out_of_its_note() -> None:
    text = written(Student("ada", "Ada\nanswers: {}\u2028x"))
    assert sum(line.startswith("answers:") for line in text.splitlines()) == 1
