"""``graders lint``: exit codes, what is printed, which files are read, and watching them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Ran

    Graders = Callable[..., Ran]

SOUND = """\
title: Sums
question: Add {{ a }} and 1.
given: {a: 1..50}
pinned: {one: {a: 3}}
parts:
  - {id: p, ask: A, key: a + 1}
examples: [{variant: one, responses: {p: 4}, verdicts: {p: correct}}]
"""
UNUSED = SOUND.replace("{a: 1..50}", "{a: 1..50, b: 1..9}").replace("{a: 3}", "{a: 3, b: 1}")
WRONG = SOUND.replace("{p: 4}", "{p: 5}")
UNUSED_SHOWN = """\
plane/sums: 1 warning
  50 different questions, hardness 2 ▃█ 3
  {tried} answers tried on 21 variants
exercises/plane/sums.yaml:3:22: given.b warning unused-parameter
    is not used
    why: what varies without being used makes variants that are the same
    remedy: take it out
1 file proofread, {tried} answers tried: 1 warning
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def exercise(here: Path, text: str, name: str = "plane/sums") -> Path:
    path = here / f"exercises/{name}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "options", "code"),
    [(SOUND, (), 0), (UNUSED, (), 0), (UNUSED, ("--strict",), 1), (WRONG, (), 1), ("title: T", (), 1)],
)
def test_errors_end_with_1_and_warnings_only_where_they_are_taken_for_errors(
    here: Path, graders: Graders, text: str, options: tuple[str, ...], code: int
) -> None:
    exercise(here, text)
    assert graders("lint", "--variants", "20", *options).code == code


def test_a_finding_says_where_what_why_and_the_remedy(here: Path, graders: Graders) -> None:
    exercise(here, UNUSED)
    ran = graders("lint", "--variants", "20")
    tried = ran.out.rpartition("proofread, ")[2].partition(" ")[0]
    assert int(tried) > 21 * 12
    assert (ran.out, ran.err) == (UNUSED_SHOWN.format(tried=tried), "")


def test_json_has_everything(here: Path, graders: Graders) -> None:
    exercise(here, UNUSED)
    found = json.loads(graders("lint", "--json", "--variants", "20").out)
    (one,) = found.pop("exercises")
    (finding,) = one.pop("findings")
    assert found == {"errors": 0, "warnings": 1}
    assert (one["file"], one["exercise"], one["variants"]) == (
        "exercises/plane/sums.yaml",
        "plane/sums",
        {"least": 50, "most": 50, "of": 450},
    )
    assert finding == {
        "code": "unused-parameter",
        "gravity": "warning",
        "file": "exercises/plane/sums.yaml",
        "line": 3,
        "column": 22,
        "path": "given.b",
        "what": "is not used",
        "why": "what varies without being used makes variants that are the same",
        "remedy": "take it out",
    }


def proofread(ran: Ran) -> list[str]:
    return [one["exercise"] or one["file"] for one in json.loads(ran.out)["exercises"]]


def test_files_folders_ids_and_assignments_are_taken_and_each_exercise_once(here: Path, graders: Graders) -> None:
    path = exercise(here, SOUND)
    exercise(here, SOUND, "space/sums")
    (here / "sheet.yaml").write_text("title: S\nseed: 1\nexercises: [plane/sums]\n", encoding="utf-8")
    (here / "exercises/notes.yaml").write_text("nothing: here\n", encoding="utf-8")
    for asked in ((str(path),), ("plane/sums",), ("sheet.yaml",), ("sheet.yaml", "exercises/plane", "plane/sums")):
        assert proofread(graders("lint", "--json", "--variants", "2", *asked)) == ["plane/sums"]
    assert proofread(graders("lint", "--json", "--variants", "2")) == ["plane/sums", "space/sums"]
    assert proofread(graders("lint", "--json", "--variants", "2", "--jobs", "2")) == ["plane/sums", "space/sums"]


def test_an_assignment_that_cannot_be_used_is_a_finding(here: Path, graders: Graders) -> None:
    (here / "sheet.yaml").write_text("title: S\nseed: 1\nexercises: [plane/none]\n", encoding="utf-8")
    ran = graders("lint", "sheet.yaml")
    assert ran.code == 1
    assert "sheet.yaml:3:13: exercises[0] error file" in ran.out


def test_what_is_not_there_is_a_fault_of_usage(here: Path, graders: Graders) -> None:
    exercise(here, SOUND)
    ran = graders("lint", "plane/sum")
    assert (ran.code, ran.out) == (4, "")
    assert 'there is no exercise "plane/sum", did you mean "plane/sums"?' in ran.err


def test_nothing_to_proofread_is_said(here: Path, graders: Graders) -> None:
    (here / "exercises").mkdir()
    ran = graders("lint")
    assert (ran.code, ran.out) == (0, "0 files proofread, 0 answers tried: nothing to mend\n")


@pytest.mark.skipif(os.name != "posix", reason="interrupted by a signal")
def test_what_is_saved_is_proofread_again(here: Path) -> None:
    path = exercise(here, SOUND)
    command = [sys.executable, "-m", "graders", "lint", "--watch", "--variants", "2"]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, cwd=here, env=environment, encoding="utf-8", start_new_session=True
    ) as running:
        assert running.stdout is not None
        assert _read_to(running, "1 file proofread").endswith("nothing to mend")
        assert _read_to(running, "watching") == "watching 1 folder, end with Ctrl-C"
        path.write_text(WRONG, encoding="utf-8")
        assert _read_to(running, "1 file proofread").endswith("1 error")
        running.send_signal(signal.SIGINT)
        assert running.wait() == 130


def _read_to(running: subprocess.Popen[str], start: str) -> str:
    """Read lines up to the first that begins so, which is given."""
    lines = iter(running.stdout.readline if running.stdout else str, "")
    return next(line for line in lines if line.startswith(start)).rstrip("\n")
