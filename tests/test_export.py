"""What other programs read: each format by its schema, or by a public reader of it."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace
from fractions import Fraction
from io import StringIO
from itertools import islice, repeat
from typing import TYPE_CHECKING, Any

import pytest
from junitparser import JUnitXml, TestSuite
from pydantic import BaseModel, ConfigDict, Field, NonNegativeInt, model_validator

from graders.assignment import Student
from graders.batch.papers import Rejected
from graders.errors import Problem
from graders.export import CLASSES, STUDENTS
from graders.export.export import GradedClass
from graders.export.github import MOST, annotated
from graders.gradebook import LOOKED_AT
from graders.issued import IssuedVariant
from graders.kept import Kept, KeptExercise, KeptPart, Source, from_line, row, to_line
from graders.phrases import phrase
from graders.statistics.mistakes import GUESS, told_mistakes
from graders.syntax import parse
from graders.verdict import message
from graders.words import words

if TYPE_CHECKING:
    from graders.verdict import Message
    from graders.words import Words

NASTY = "\x00\x1b[31m<b>]]>&amp;\r\n::error::x\ud800\u202e=1+1|`*"


def part(name: str, verdict: str, response: str, share: str, points: str = "1") -> KeptPart:
    """Make a box as it is kept."""
    told = (message("author", text="You stopped."), message("witness.far", key=parse("√48"), response="7"))
    score = Fraction(share)
    worth = Fraction(points)
    return KeptPart(name, response, None, verdict, score, "proved", "x", score * worth, worth, "4*sqrt(3)", told)


@pytest.fixture
def kept() -> Kept:
    """Keep one part of every standing."""
    parts = (
        part("a", "correct", "√48", "1", "3/2"),
        part("b", "partly_correct", "7", "1/3"),
        part("c", "incorrect", NASTY, "0"),
        part("d", "unreadable", "(", "0"),
        part("e", "needs_review", "?", "0"),
        part("f", "unreadable", "", "0"),
    )
    given = IssuedVariant("t/one", 5, (("a", "(1, 2)"),), "digest", "was")
    return Kept(
        Student("ada", "Ada <Love>lace"),
        Source("ada/answers.yaml", "0", 3),
        (KeptExercise("t/one", "One", "is", given, parts),),
    )


@pytest.fixture
def sentences() -> Words:
    """Give the words of the messages."""
    return words()


def test_what_is_kept_is_read_back_as_it_was(kept: Kept) -> None:
    line = to_line(kept)
    assert "\n" not in line
    assert from_line(line) == kept


@pytest.mark.parametrize(
    "told",
    [
        (),
        (message("author", text="Root of 48?", rule=1),),
        (message(GUESS), message("rounded"), message("witness.far", key=parse("√48"), response="7")),
    ],
)
def test_a_row_has_of_what_is_kept_what_a_gradebook_needs(kept: Kept, told: tuple[Message, ...]) -> None:
    boxes = tuple(replace(part, feedback=(*told, *part.feedback)) for _, part in kept.boxes)
    kept = replace(kept, exercises=(replace(kept.exercises[0], parts=boxes),))
    each = row(to_line(kept))
    assert (each.student, each.mark, each.points, each.absent) == (kept.student, kept.mark, kept.points, False)
    assert [(entry.exercise, entry.title, entry.mark, entry.points) for entry in each.entries] == [
        (exercise.exercise, exercise.title, exercise.mark, exercise.points) for exercise in kept.exercises
    ]
    for box, (exercise, part) in zip(each.boxes, kept.boxes, strict=True):
        looked_at, mistakes = part.standing in LOOKED_AT, told_mistakes(part.feedback)
        assert (box.exercise, box.part, box.standing) == (exercise.exercise, part.part, part.standing)
        assert (box.mark, box.points) == (part.mark, part.points)
        assert (box.reasons, box.mistakes) == (part.feedback if looked_at else (), mistakes)
        assert box.response == (part.response if box.reasons or mistakes else "")
        assert box.variant == (exercise.given.number, exercise.given.digest)


class Test(BaseModel):
    """A test of Gradescope's ``results.json``."""

    __test__ = False
    model_config = ConfigDict(extra="forbid")
    name: str
    number: str
    name_format: str
    score: float = Field(ge=0)
    max_score: float = Field(ge=0)
    status: str = Field(pattern="^(passed|failed)$")
    output: str
    output_format: str = Field(pattern="^(text|html|simple_format|md|ansi)$")
    visibility: str = Field(pattern="^(hidden|after_due_date|after_published|visible)$")
    extra_data: dict[str, Any]


class Gradescope(BaseModel):
    """Gradescope's ``results.json``, as its documentation describes it."""

    model_config = ConfigDict(extra="forbid")
    score: float = Field(ge=0)
    output: str
    output_format: str
    visibility: str
    stdout_visibility: str
    tests: list[Test]


def test_gradescope_reads_what_it_describes_and_the_tests_add_up(kept: Kept, sentences: Words) -> None:
    read = Gradescope.model_validate_json(STUDENTS["gradescope"].written(kept, sentences))
    assert read.score == pytest.approx(sum(test.score for test in read.tests))
    assert [test.status for test in read.tests] == ["passed", *["failed"] * 5]
    assert read.tests[1].output.splitlines()[0] == "You stopped."


def test_what_is_not_wrong_is_said_not_to_be_where_a_program_knows_only_passed_and_failed(
    kept: Kept, sentences: Words
) -> None:
    read = Gradescope.model_validate_json(STUDENTS["gradescope"].written(kept, sentences))
    first = {test.name: test.output.splitlines()[0] for test in read.tests}
    assert first["One: d"] == "We could not read this, which costs you no attempt."
    assert first["One: e"] == "A person will look at this; nothing is lost until then."
    assert first["One: f"] == "You stopped."


class Whole(BaseModel):
    """A score of ``classroom50/result/v1``: an integer that is not negative, and not above the greatest."""

    model_config = ConfigDict(strict=True)
    score: NonNegativeInt
    most: NonNegativeInt = Field(alias="max-score")

    @model_validator(mode="after")
    def within(self) -> Whole:
        """Hold the score against the greatest."""
        assert self.score <= self.most
        return self


class Classroom50(Whole):
    """``classroom50/result/v1``."""

    schema_: str = Field(alias="schema", pattern="^classroom50/result/v1$")
    tests: list[Whole]


def test_classroom_50_gets_integers_in_the_exact_proportion(kept: Kept, sentences: Words) -> None:
    read = Classroom50.model_validate_json(STUDENTS["classroom50"].written(kept, sentences))
    assert Fraction(read.score, read.most) == kept.mark / kept.points
    assert (read.score, read.most) == (sum(test.score for test in read.tests), sum(test.most for test in read.tests))


def test_what_is_wrong_with_a_file_is_a_test_that_counts_nothing_for_classroom_50(kept: Kept, sentences: Words) -> None:
    odd = replace(kept, problems=(Problem("is not UTF-8", "ada/answers.yaml", 3),))
    fields = json.loads(STUDENTS["classroom50"].written(odd, sentences))
    assert fields["tests"][0] == {
        "name": "file",
        "passed": False,
        "score": 0,
        "max-score": 0,
        "output": "ada/answers.yaml:3: is not UTF-8",
    }
    assert (
        Classroom50.model_validate(fields).score
        == Classroom50.model_validate_json(STUDENTS["classroom50"].written(kept, sentences)).score
    )


def test_problems_in_files_are_told_in_the_language_of_the_class(kept: Kept) -> None:
    problem = Problem(phrase("unknown part {name}, its answers are not graded", name="x"), "ada/answers.yaml", 3)
    odd, german = replace(kept, problems=(problem,)), words("de")
    told = "unbekannter Teil x, die Antwort dazu wird nicht bewertet"
    written = [*(export.written(odd, german) for export in STUDENTS.values())]
    written.extend(exported(name, a_class(odd), german) for name in ("junit", "github"))
    written.append("".join(annotated(a_class(odd), german, nowhere)))
    assert [told in text for text in written] == [True] * 5


def test_a_mark_below_zero_is_zero_for_classroom_50(kept: Kept, sentences: Words) -> None:
    exercise = kept.exercises[0]
    parts = (replace(exercise.parts[0], mark=Fraction(-1, 2)),)
    below = replace(kept, exercises=(replace(exercise, parts=parts),))
    assert Classroom50.model_validate_json(STUDENTS["classroom50"].written(below, sentences)).score == 0


REFUSED = Rejected("emmy/answers.yaml", Student("emmy", "Emmy"), (Problem("is not UTF-8", "emmy/answers.yaml", 3),))


def a_class(*everybody: Kept, title: str = "Set", rejected: tuple[Rejected, ...] = ()) -> GradedClass:
    """Make a class."""
    return GradedClass(title, lambda: iter(everybody), rejected)


def exported(name: str, graded: GradedClass, sentences: Words) -> str:
    """Write an export of a class."""
    return "".join(CLASSES[name].written(graded, sentences))


def test_junit_xml_is_read_by_junitparser(kept: Kept, sentences: Words) -> None:
    read = JUnitXml.fromstring(exported("junit", a_class(kept, title='Set\x0c "<7>"'), sentences).encode())
    (suite,) = read
    assert isinstance(suite, TestSuite)
    assert (suite.name, suite.tests, suite.failures, suite.skipped, suite.errors) == ("ada", 6, 3, 2, 0)
    assert read.name == 'Set\ufffd "<7>"'
    states = {case.name: [type(each).__name__ for each in case.result] for case in suite}
    assert states == {"a": [], "b": ["Failure"], "c": ["Failure"], "d": ["Failure"], "e": ["Skipped"], "f": ["Skipped"]}


def test_what_is_wrong_with_a_file_is_an_error_in_junit_xml(kept: Kept, sentences: Words) -> None:
    odd = replace(kept, problems=(Problem("unknown part x"),))
    missing = replace(kept, student=Student("emmy", "Emmy"), source=Source())
    text = exported("junit", a_class(odd, missing, rejected=(REFUSED,)), sentences)
    refused, ada = JUnitXml.fromstring(text.encode())
    assert isinstance(refused, TestSuite)
    assert isinstance(ada, TestSuite)
    assert (refused.name, refused.tests, refused.errors) == ("emmy/answers.yaml", 1, 1)
    assert (ada.tests, ada.errors) == (7, 1)
    errors = [(case.classname, case.name, case.result[0].message) for case in (next(iter(refused)), next(iter(ada)))]
    assert errors == [("emmy", "file", "emmy/answers.yaml:3: is not UTF-8"), ("ada", "file", "unknown part x")]


def test_nbgrader_gets_its_columns_and_no_cell_is_a_formula(kept: Kept, sentences: Words) -> None:
    formula = replace(kept, student=Student("=cmd|' /C calc'!A0", "@Ada +Lovelace"))
    read = csv.DictReader(StringIO(exported("nbgrader", a_class(formula, title="-Set"), sentences)))
    (line,) = read
    assert (line["score"], line["max_score"]) == ("1.8333333333333333", "6.5")
    assert not [cell for cell in line.values() if re.match("[=+@-]", cell)]


def test_the_summary_of_a_job_shows_what_was_typed_as_text(kept: Kept, sentences: Words) -> None:
    text = exported("github", a_class(kept), sentences)
    assert "\n| Ada \\<Love\\>lace | 1.83 of 6.5 | 1 correct, 1 partly correct, 1 not correct, 1 no answer," in text
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "::error" not in [line[:7] for line in text.splitlines()]


def test_the_summary_of_a_job_names_the_files_with_problems(kept: Kept, sentences: Words) -> None:
    odd = replace(kept, problems=(Problem("unknown part <x>"),))
    text = exported("github", a_class(odd, rejected=(REFUSED,)), sentences)
    assert "### Problems in files\n\n- emmy/answers.yaml:3: is not UTF-8\n" in text
    assert "\n- unknown part \\<x\\>\n" in text


def test_the_summary_of_a_job_is_no_longer_than_github_takes(kept: Kept, sentences: Words) -> None:
    many = replace(kept, student=Student("ada", "蓮" * 200))
    text = exported("github", a_class(*[many] * 1000), sentences)
    assert 800_000 < len(text.encode()) <= MOST < 2**20
    assert text.endswith("\nThe rest is in the reports.\n")


def nowhere(_: str) -> dict[tuple[str, str], int]:
    """Know no line."""
    return {}


def test_annotations_point_at_the_line_and_cannot_be_forged(kept: Kept, sentences: Words) -> None:
    exercise = kept.exercises[0]
    forged = replace(exercise.parts[2], feedback=(message("author", text="x\n::add-mask::y"),))
    nasty = replace(kept, source=Source("a,b:\n::error::"), exercises=(replace(exercise, parts=(forged,)),))
    (line,) = annotated(a_class(nasty), sentences, lambda _: {("t/one", "c"): 7})
    assert "\n" not in line
    assert line.startswith("::error file=a%2Cb%3A%0A%3A%3Aerror%3A%3A,line=7,title=t/one c%3A incorrect::")
    assert len(list(annotated(a_class(kept), sentences, nowhere))) == 4


def test_annotations_are_as_many_of_a_level_as_github_shows_and_files_come_first(kept: Kept, sentences: Words) -> None:
    lines = list(annotated(a_class(*[kept] * 20, rejected=(REFUSED,)), sentences, nowhere))
    assert lines[0] == "::error file=emmy/answers.yaml,line=3,title=file::is not UTF-8"
    assert [line.split()[0] for line in lines].count("::error") == 10
    assert len(lines) == 30


def test_a_class_without_end_is_written_one_student_at_a_time(kept: Kept, sentences: Words) -> None:
    endless = GradedClass("Set", lambda: repeat(kept))
    for export in CLASSES.values():
        assert len(list(islice(export.written(endless, sentences), 100))) == 100
    assert len("".join(CLASSES["github"].written(endless, sentences)).encode()) <= MOST


def test_every_export_takes_a_class_of_none(sentences: Words) -> None:
    assert all(exported(name, a_class(), sentences) for name in CLASSES)


def test_json_exports_are_json_even_where_half_a_character_was_typed(kept: Kept, sentences: Words) -> None:
    for export in STUDENTS.values():
        assert json.loads(export.written(kept, sentences).encode())
