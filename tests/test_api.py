"""The Python API: what its page shows is so, and importing it is light."""

from __future__ import annotations

import doctest
import subprocess
import sys
from pathlib import Path

import pytest

import graders
from graders import check, generate, grade, load
from graders.errors import AuthorError
from graders.verdict import Outcome

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


def test_what_is_generated_is_graded_with_full_marks_by_its_own_key() -> None:
    from graders.syntax import to_text

    exercise = load("embeddings/cosine-similarity")
    given = generate(exercise, seed="x", student=3)
    keys = {part.part: to_text(part.key) for part in grade(exercise, given.variant, {}).parts}
    graded = grade(exercise, given.variant, keys)
    assert graded.mark == graded.points
