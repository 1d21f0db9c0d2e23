"""The Python API: what its page shows is so, and importing it is light."""

from __future__ import annotations

import doctest
import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest

import graders
from graders import check, generate, grade, load
from graders.errors import AuthorError
from graders.verdict import Outcome

if TYPE_CHECKING:
    from graders.exercise import Exercise

PAGE = Path(__file__).parents[1] / "docs/python.md"


def test_what_the_page_shows_is_so() -> None:
    failed, tried = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8", optionflags=doctest.ELLIPSIS)
    assert (failed, tried > 15) == (0, True)


def test_the_public_names_are_these() -> None:
    assert sorted(graders.__all__) == ["check", "generate", "grade", "load"]
    assert all(callable(getattr(graders, name)) for name in graders.__all__)
    with pytest.raises(AttributeError, match="no attribute 'mark'"):
        graders.mark  # noqa: B018


def test_importing_the_package_imports_nothing_of_it() -> None:
    program = "import sys, graders; print([name for name in sys.modules if name.startswith('graders.')])"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True)
    assert ran.stdout.strip() == "[]"


def test_the_functions_are_found_whatever_was_imported_before() -> None:
    program = (
        "import graders.grading, graders.checks, graders.cli.grade, graders.cli.check, graders.cli.generate;"
        "from graders import check, generate, grade, load; print(all(map(callable, (check, generate, grade, load))))"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True)
    assert ran.stdout.strip() == "True"


@pytest.mark.parametrize("response", ["", "(", "9^9^9^9", "__import__('os')", "\x00", "answer", "key", "\ud800"])
def test_no_response_raises(response: str) -> None:
    assert check("4*sqrt(3)", response).outcome is not Outcome.CORRECT


def test_an_exercise_that_nobody_knows_is_said() -> None:
    with pytest.raises(AuthorError, match="euclidean-distance"):
        load("embeddings/euclidian-distance")


def test_of_many_exercises_a_message_says_where_they_are_listed() -> None:
    with pytest.raises(AuthorError, match=r'^there is no exercise "zzzz/qqqq", graders list shows the \d+ there are$'):
        load("zzzz/qqqq")


def test_what_is_generated_is_graded_with_full_marks_by_its_own_key() -> None:
    exercise = load("embeddings/cosine-similarity")
    given = generate(exercise, seed="x", student=3)
    keys = {part.part: part.key for part in grade(exercise, given.variant, {}).parts}
    graded = grade(exercise, given, keys)
    assert graded.mark == graded.points


@pytest.fixture(scope="module")
def distance() -> Exercise:
    """Load the exercise of the page."""
    return load("embeddings/euclidean-distance")


def test_a_part_that_nobody_knows_is_said_and_not_left_blank(distance: Exercise) -> None:
    given = generate(distance, pinned="lecture")
    with pytest.raises(AuthorError, match="unknown part distanse, did you mean distance"):
        grade(distance, given, {"distanse": "1"})


def test_a_number_in_the_place_of_a_text_is_told_how_to_be_written(distance: Exercise) -> None:
    given = generate(distance, pinned="lecture")
    with pytest.raises(TypeError, match=r"^the response to distance is a text, as it was typed: '48', not 48$"):
        grade(distance, given, cast("dict[str, str]", {"distance": 48}))
    with pytest.raises(TypeError, match=r"^the key is a text, as it was typed: '12', not 12$"):
        check(cast("str", 12), "12")


def test_students_are_counted_from_0(distance: Exercise) -> None:
    with pytest.raises(ValueError, match=r"^students are counted from 0, not from -1$"):
        generate(distance, student=-1)


@pytest.mark.parametrize("rtol", [0.001, "0.001", Fraction(1, 1000), Decimal("0.001")])
def test_an_option_is_the_decimal_that_it_shows(rtol: float | str | Fraction | Decimal) -> None:
    assert check("1000", "1001", check="numeric", options={"rtol": rtol}).correct
    assert not check("1000", "1001.0000001", check="numeric", options={"rtol": rtol}).correct


def test_names_come_in_a_list_or_in_one_text() -> None:
    assert check("1/2", "1/2", form="exact, lowest_terms") == check("1/2", "1/2", form=["exact", "lowest_terms"])
    assert check("x", "y*x/y", variables="y, z").correct
    with pytest.raises(AuthorError, match=r"^unknown form exat, did you mean exact"):
        check("1", "1", form="exat")


def test_what_comes_out_shows_itself_in_a_notebook_with_what_was_typed_as_text(distance: Exercise) -> None:
    given = generate(distance, pinned="lecture")
    graded = grade(distance, given, {"difference": "(-4, 4, 4)", "distance": "√("})
    shown = [each._repr_markdown_() for each in (given, graded, check("1", "<i>("), check("√48", "4√3"))]
    assert "- `distance`: The Euclidean distance $" in shown[0]
    assert "- `difference`, 1 of 1: **Correct** (`(-4, 4, 4)`) Proved equal to the answer" in shown[1]
    assert "- `distance`, 0 of 2: **Could not be read** At character 2" in shown[1]
    assert shown[3].startswith("**Correct** (`4*sqrt(3)`) Proved equal")
    assert not [text for text in shown if "<i>" in text]


def test_a_format_that_there_is_not_is_said(distance: Exercise) -> None:
    graded = grade(distance, generate(distance, pinned="lecture"), {})
    with pytest.raises(ValueError, match=r"^'pdf' is no format, there are: html, md, txt, tex, json$"):
        graded.report("pdf")  # type: ignore[arg-type]


def test_the_report_of_an_exercise_is_the_page_that_a_student_gets(distance: Exercise) -> None:
    graded = grade(distance, generate(distance, pinned="lecture"), {"difference": "(-4, 4, 4)"})
    assert graded.report("md", student="Ada").startswith("# Euclidean distance between two embeddings\n\nAda (`Ada`)")
    assert graded.report(lang="de").startswith("<!doctype html>")


def test_values_travel_between_programs_and_equal_ones_are_equal(distance: Exercise) -> None:
    given = generate(distance, pinned="lecture")
    for each in (distance, given, check("1", "2"), check("1", "("), grade(distance, given, {"distance": "48"})):
        assert pickle.loads(pickle.dumps(each)) == each  # noqa: S301 - what was packed a moment ago


def test_threads_get_what_one_thread_gets() -> None:
    responses = ["√48", "48", "4√", "6.93"] * 8
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(partial(check, "4*sqrt(3)"), responses)) == [
            check("4*sqrt(3)", each) for each in responses
        ]


def test_names_that_are_imported_when_they_are_used_are_offered_before() -> None:
    program = "import graders; print([name for name in dir(graders) if name in graders.__all__])"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True)
    assert ran.stdout.strip() == "['check', 'generate', 'grade', 'load']"
