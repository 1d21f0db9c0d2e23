"""``graders grade`` in CI: the files that it leaves, what it says, and how it ends."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from junitparser import JUnitXml

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Ran

    Graders = Callable[..., Ran]

GRADE = ("grade", "set.yaml", "sheets/ada", "--out", "graded")


@pytest.fixture
def handed_in(graders: Graders, course: Path) -> Path:
    """Stand in a folder where one student has answered, and answered wrongly."""
    graders("generate", "set.yaml", "--roster", "class.csv", "--out", "sheets", "--format", "md")
    file = course / "sheets/ada/answers.yaml"
    file.write_text(file.read_text().replace("    distance:\n", "    distance: 1000\n"))
    return course


def test_every_format_is_written_where_it_is_looked_for(graders: Graders, handed_in: Path) -> None:
    reports = ("gradescope", "classroom50", "junit", "nbgrader", "github")
    ran = graders(*GRADE, *(word for report in reports for word in ("--report", report)))
    assert (ran.code, ran.err) == (0, "")
    out = handed_in / "graded"
    assert json.loads((out / "ada/results.json").read_text())["tests"]
    assert json.loads((out / "ada/result.json").read_text())["schema"] == "classroom50/result/v1"
    assert [suite.name for suite in JUnitXml.fromfile(str(out / "junit.xml"))] == ["ada"]
    assert len((out / "nbgrader.csv").read_text().splitlines()) == 4
    assert not (out / "ada/report.html").exists()


def test_github_gets_annotations_and_the_summary_of_the_job(
    graders: Graders, handed_in: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = handed_in / "job.md"
    job.write_text("before\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(job))
    ran = graders(*GRADE, "--report", "github")
    lines = (handed_in / "sheets/ada/answers.yaml").read_text().splitlines()
    line = next(number for number, text in enumerate(lines, 1) if text == "    distance: 1000")
    place = f"file=sheets/ada/answers.yaml,line={line},title=embeddings/euclidean-distance distance%3A incorrect"
    assert f"\n::error {place}::" in ran.out
    assert job.read_text().startswith("before\n## Two of the lecture\n")


@pytest.mark.parametrize(("least", "code"), [("0%", 0), ("1%", 5), ("0.5", 5), ("1/2", 5)])
@pytest.mark.usefixtures("handed_in")
def test_a_score_below_the_least_one_ends_with_5(graders: Graders, least: str, code: int) -> None:
    assert graders(*GRADE, "--report", "md", "--min-score", least).code == code


@pytest.mark.usefixtures("handed_in")
def test_who_handed_in_nothing_does_not_count_for_the_least_score(graders: Graders) -> None:
    assert graders(*GRADE, "--report", "md", "--min-score", "0").code == 0


@pytest.mark.parametrize("share", ["x", "150%", "-1", "1/0"])
@pytest.mark.usefixtures("handed_in")
def test_what_is_no_share_ends_with_4(graders: Graders, share: str) -> None:
    assert graders(*GRADE, "--min-score", share).code == 4


def test_for_classroom_50_grading_that_was_done_ends_with_0(graders: Graders, handed_in: Path) -> None:
    (handed_in / "sheets/ada/answers.yaml").write_text("{{{")
    ran = graders(*GRADE, "--report", "classroom50", "--min-score", "100%")
    assert ran.code == 0
    assert ran.err
    assert json.loads((handed_in / "graded/ada/result.json").read_text())["score"] == 0


def test_what_a_student_typed_is_no_command_to_github(graders: Graders, handed_in: Path) -> None:
    (handed_in / "sheets/ada/answers.yaml").write_text('student: "x\\n::add-mask::y"\nanswers:\n')
    ran = graders(*GRADE, "--report", "github")
    assert not [line for line in (ran.out + ran.err).splitlines() if line.lstrip().startswith("::add-mask")]


def test_github_heeds_no_command_while_names_and_answers_are_printed(graders: Graders, handed_in: Path) -> None:
    record = handed_in / "sheets/issued.json"
    record.write_text(record.read_text().replace("Ada Lovelace", "##[add-mask]x"))
    first, *shown = graders(*GRADE, "--report", "github").out.splitlines()
    assert first.startswith("::stop-commands::")
    end = shown.index(f"::{first.removeprefix('::stop-commands::')}::")
    assert "##[add-mask]x" in "".join(shown[:end])
    assert all(line.startswith(("::error file=", "Open ")) for line in shown[end + 1 :])


def test_what_is_wrong_with_a_file_is_printed_and_exported_with_nothing_that_a_terminal_heeds(
    graders: Graders, handed_in: Path
) -> None:
    file = handed_in / "sheets/ada/answers.yaml"
    file.write_text(file.read_text().replace("    distance: 1000\n", '    "x\\e]0;owned\\a\\u202e": 1\n'))
    ran = graders(*GRADE, "--report", "github", "--report", "junit", "--report", "gradescope")
    texts = [ran.out, ran.err, *((handed_in / "graded" / name).read_text() for name in ("github.md", "junit.xml"))]
    assert "unknown part x⟨U+001B⟩" in " ".join(ran.out.split())
    assert [text for text in texts if not text.replace("\n", "").isprintable()] == []
    told = json.loads((handed_in / "graded/ada/results.json").read_text())["output"]
    assert told.isprintable()
