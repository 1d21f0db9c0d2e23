"""``graders stats``: how a class did, told in the terminal and written beside its results."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import pytest

from tests.cli.test_grade import GRADE, fill

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Ran

    Graders = Callable[..., Ran]


@pytest.fixture
def graded(graders: Graders, course: Path) -> Path:
    """Stand in a folder where two of three students have handed in, and were graded."""
    graders("generate", "set.yaml", "--roster", "class.csv", "--out", "sheets")
    fill(course, "ada", product="1", distance="√(")
    fill(course, "emmy", product="2", difference="(1, 2, 3)")
    (course / "sheets/sofia/answers.yaml").unlink()
    graders(*GRADE)
    return course / "graded"


def test_a_class_is_told_in_the_terminal_and_its_page_is_written_as_grading_writes_it(
    graders: Graders, graded: Path
) -> None:
    before = {each: (graded / each).read_bytes() for each in ("summary.html", "summary.md", "parts.csv")}
    for each in before:
        (graded / each).unlink()
    ran = graders("stats", "graded", "--report", "html", "--report", "md", "--report", "csv")
    assert (ran.code, ran.err) == (0, "")
    assert {each: (graded / each).read_bytes() for each in before} == before
    assert ran.out.splitlines()[-3:] == [
        "Written graded/summary.html",
        "Written graded/summary.md",
        "Written graded/parts.csv",
    ]
    assert "1 student handed in nothing that could be graded" in ran.out
    assert "1 (a) difference" in ran.out


def test_json_is_printed_alone_and_nothing_is_written(graders: Graders, graded: Path) -> None:
    (graded / "summary.html").unlink()
    ran = graders("stats", "graded", "--json")
    found = json.loads(ran.out)
    assert (found["absent"], [part["students"] for part in found["parts"]]) == (1, [2, 2, 2])
    assert found["variants"] == {"tried": 0, "level": "1/20", "odd": []}
    assert not (graded / "summary.html").exists()


def test_the_table_of_parts_has_a_line_for_each(graders: Graders, graded: Path) -> None:
    graders("stats", "graded", "--report", "csv")
    with (graded / "parts.csv").open(encoding="utf-8", newline="") as table:
        lines = list(csv.DictReader(table))
    assert [(line["part"], line["students"], line["unreadable"]) for line in lines] == [
        ("difference", "2", "0"), ("distance", "2", "1"), ("product", "2", "0"),
    ]  # fmt: skip
    assert {line["discrimination"] for line in lines} == {""}


def test_a_folder_without_results_is_told_so(graders: Graders, course: Path) -> None:
    (course / "empty").mkdir()
    ran = graders("stats", "empty")
    assert (ran.code, ran.err) == (1, "empty: there is no results.jsonl, give the folder that graders grade wrote\n")
