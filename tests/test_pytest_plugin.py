"""A repository with submissions is graded by plain pytest."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graders.cli import run

if TYPE_CHECKING:
    from collections.abc import Sequence

SETTINGS = "[pytest]\ngraders_assignment = set.yaml\n"
SET = "title: Set\nseed: x\nexercises: [own/double]\n"
EXERCISE = """\
title: Double
given: {x: 3..99}
question: Double {{ x }}, and more.
parts:
  - {id: right, ask: What?, key: 2x}
  - {id: wrong, ask: What?, key: 2x, malrules: [{when: x, say: You forgot to double.}]}
  - {id: blank, ask: What?, key: 2x}
  - {id: unread, ask: What?, key: 2x}
"""


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Lay out a repository as docs/ci.md shows it, with one submission of a class of two."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "exercises/own").mkdir(parents=True)
    (tmp_path / "exercises/own/double.yaml").write_text(EXERCISE)
    (tmp_path / "set.yaml").write_text(SET)
    (tmp_path / "class.csv").write_text("id,name\nada,Ada\nemmy,Emmy\n")
    (tmp_path / "pytest.ini").write_text(SETTINGS)
    assert run(["generate", "set.yaml", "--roster", "class.csv", "--out", "sheets"]) == 0
    import json

    number = json.loads((tmp_path / "sheets/issued.json").read_text())["students"][0]["variants"]["own/double"][
        "values"
    ]["x"]
    answers = f"  own/double:\n    right: 2*{number}\n    wrong: {number}\n    unread: (\n"
    (tmp_path / "sheets/emmy/answers.yaml").unlink()
    (tmp_path / "sheets/ada/answers.yaml").write_text(f"student: ada\nanswers:\n{answers}")
    return tmp_path


def pytest_in(repository: Path, *words: str) -> tuple[int, str]:
    """Run pytest there, as one would; the plugin comes by its entry point, or is named where that is missing."""
    named: Sequence[str] = () if _is_installed() else ("-p", "graders.pytest_plugin")
    command = (sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *named, *words)
    environment = {"PYTHONPATH": str(Path(__file__).parents[1]), "PATH": "", "COLUMNS": "120"}
    ran = subprocess.run(command, cwd=repository, env=environment, capture_output=True, encoding="utf-8", check=False)
    return ran.returncode, ran.stdout + ran.stderr


def _is_installed() -> bool:
    from importlib.metadata import entry_points

    return any(entry.name == "graders" for entry in entry_points(group="pytest11"))


def test_every_part_is_a_test_and_what_fails_says_what_the_student_is_told(repository: Path) -> None:
    code, out = pytest_in(repository, "-rs", "--junitxml=tests.xml")
    assert code == 1
    assert "2 failed, 1 passed, 1 skipped" in out
    assert "_ ada own/double:wrong _" in out
    assert "Double, wrong: incorrect, 0 of 1" in out
    assert "You forgot to double." in out
    assert "We could not read this, which costs you no attempt." in out
    assert "SKIPPED [1] sheets/ada/answers.yaml: blank" in out
    assert "Traceback" not in out
    assert "pytest_plugin.py" not in out
    assert '<property name="mark" value="1" /><property name="points" value="1" />' in _junit(repository)


def _junit(repository: Path) -> str:
    return (repository / "tests.xml").read_text(encoding="utf-8")


def test_one_part_is_chosen_by_its_name_and_all_by_the_marker(repository: Path) -> None:
    code, out = pytest_in(repository, "sheets/ada/answers.yaml::own/double:right", "-m", "graders", "--strict-markers")
    assert code == 0
    assert "1 passed" in out


def test_a_file_that_cannot_be_graded_fails_and_says_why_and_all_others_are_graded(repository: Path) -> None:
    (repository / "sheets/aaa").mkdir()
    (repository / "sheets/aaa/answers.yaml").write_text("student: emy\nanswers:\n")
    (repository / "elsewhere/week").mkdir(parents=True)
    (repository / "elsewhere/week/answers.json").write_text("{")
    code, out = pytest_in(repository)
    assert code == 1
    assert 'there is no student "emy"' in out
    assert "there is no issued.json, so nobody knows who was asked what, name it as graders_issued in pytest.ini" in out
    assert "4 failed, 1 passed, 1 skipped" in out


def test_what_is_odd_about_a_file_that_is_graded_fails_beside_its_parts(repository: Path) -> None:
    with (repository / "sheets/ada/answers.yaml").open("a") as answers:
        answers.write("  own/doubel:\n    right: 1\n")
    code, out = pytest_in(repository)
    assert code == 1
    assert "unknown exercise own/doubel" in out
    assert "3 failed, 1 passed, 1 skipped" in out


def test_without_an_assignment_the_plugin_does_nothing(repository: Path) -> None:
    (repository / "pytest.ini").write_text("[pytest]\n")
    code, out = pytest_in(repository)
    assert code == 5
    assert "no tests ran" in out


def test_an_assignment_with_problems_is_told_as_graders_tells_it_and_once(repository: Path) -> None:
    shutil.rmtree(repository / "exercises")
    code, out = pytest_in(repository)
    assert code == 4
    assert out.startswith("ERROR: graders_assignment: set.yaml:3:13 exercises[0]: there is no exercise")
    assert out.count("own/double") == 1
