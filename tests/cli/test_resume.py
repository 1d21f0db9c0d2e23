"""A run that is killed goes on where it was: no answer is lost, none is graded twice, and all comes out the same."""

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

STUDENTS = 60


@pytest.fixture
def class_of_many(graders: Graders, course: Path) -> Path:
    """Stand in a folder where a class has handed in one file of JSON lines."""
    roster = "id,name\n" + "".join(f"s{number:03},S {number}\n" for number in range(STUDENTS))
    course.joinpath("class.csv").write_text(roster, encoding="utf-8")
    graders("generate", "set.yaml", "--roster", "class.csv", "--out", "sheets", "--format", "md")
    answers = {"embeddings/inner-product": {"product": "-7"}, "embeddings/euclidean-distance": {"distance": "√("}}
    lines = [json.dumps({"student": f"s{number:03}", "answers": answers}) for number in range(STUDENTS - 1)]
    lines[7] = "{"
    course.joinpath("all.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return course


GRADE = ("grade", "set.yaml", "all.jsonl", "--issued", "sheets/issued.json", "--report", "md", "--report", "junit")


def written(folder: Path) -> dict[str, bytes]:
    """Read everything in a folder."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


KILLED = Path(__file__).with_name("killed.py")


def killed_after(course: Path, lines: int, *more: str) -> int:
    """Begin a run in a program of its own, which is killed when it has graded so many papers."""
    words = (sys.executable, str(KILLED), str(lines), *GRADE, "--out", "killed", *more)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    return subprocess.run(words, cwd=course, env=environment, capture_output=True, check=False).returncode


def test_a_run_that_is_killed_again_and_again_comes_out_like_an_undisturbed_one(
    graders: Graders, class_of_many: Path
) -> None:
    assert graders(*GRADE, "--out", "whole").code == 1
    for number, lines in enumerate((1, 9, 2, 31)):
        assert killed_after(class_of_many, lines, *(("--resume",) if number else ())) == -signal.SIGKILL
        assert not (class_of_many / "killed/gradebook.csv").exists()
    half = next(path for path in (class_of_many / "killed/.unfinished").iterdir() if path.is_dir())
    (half / ".0123456789abcdef.part").write_text("<!doctype html>\n<ht", encoding="utf-8")
    assert graders(*GRADE, "--out", "killed", "--resume").code == 1
    assert written(class_of_many / "killed") == written(class_of_many / "whole")


def test_a_line_that_was_cut_off_is_graded_again(graders: Graders, class_of_many: Path) -> None:
    graders(*GRADE, "--out", "whole")
    whole = (class_of_many / "whole/results.jsonl").read_bytes()
    draft = class_of_many / "cut/.unfinished"
    draft.mkdir(parents=True)
    lines = whole.splitlines(keepends=True)
    draft.joinpath("results.jsonl").write_bytes(b"".join(lines[:12]) + lines[12][:40])
    graders(*GRADE, "--out", "cut", "--resume")
    assert (class_of_many / "cut/results.jsonl").read_bytes() == whole


def test_a_finished_run_is_resumed_with_what_has_come_since(graders: Graders, class_of_many: Path) -> None:
    graders(*GRADE, "--out", "graded")
    last = f"s{STUDENTS - 1:03}"
    before = (class_of_many / "graded/results.jsonl").read_bytes().splitlines()
    with (class_of_many / "all.jsonl").open("a") as file:
        file.write(f'\n{{"student": "{last}", "answers": {{"embeddings/inner-product": {{"product": 1}}}}}}\n')
    graders(*GRADE, "--out", "graded", "--resume")
    after = (class_of_many / "graded/results.jsonl").read_bytes().splitlines()
    handed_in = [line for line in before if b'"file":""' not in line]
    assert after[: len(handed_in)] == handed_in
    assert json.loads(after[len(handed_in)])["student"]["id"] == last


def test_what_was_graded_with_other_exercises_is_not_gone_on_with(graders: Graders, class_of_many: Path) -> None:
    graders(*GRADE, "--out", "graded")
    with class_of_many.joinpath("set.yaml").open("a") as file:
        file.write("# another one\n")
    ran = graders(*GRADE, "--out", "graded", "--resume")
    assert ran.code == 1
    assert "was written for another assignment, other exercises or other reports" in ran.err
    assert (class_of_many / "graded/gradebook.csv").exists()


def test_a_resumed_run_that_fails_leaves_what_was_graded(graders: Graders, class_of_many: Path) -> None:
    assert killed_after(class_of_many, 9) == -signal.SIGKILL
    before = written(class_of_many / "killed")
    for more in (("--report", "html"), ("--final",)):
        assert graders(*GRADE, "--out", "killed", "--resume", *more).code == 1
        assert written(class_of_many / "killed") == before


def test_what_was_changed_since_it_was_graded_is_said(graders: Graders, class_of_many: Path) -> None:
    graders(*GRADE, "--out", "graded")
    file = class_of_many / "all.jsonl"
    file.write_text(file.read_text().replace('"-7"', '"7"', 1))
    ran = graders(*GRADE, "--out", "graded", "--resume")
    assert "all.jsonl:1 student: was graded before it was changed, which counts, grade anew without --resume" in ran.err


def test_without_resume_an_unfinished_run_is_begun_anew_and_says_so(graders: Graders, class_of_many: Path) -> None:
    draft = class_of_many / "graded/.unfinished"
    draft.mkdir(parents=True)
    draft.joinpath("results.jsonl").write_text("torn")
    ran = graders(*GRADE, "--out", "graded")
    assert "graded/.unfinished: an earlier run was not finished; it is begun anew" in ran.err
    assert not draft.exists()


def test_workers_write_what_one_program_writes(graders: Graders, class_of_many: Path) -> None:
    graders(*GRADE, "--out", "one", "--jobs", "0")
    graders(*GRADE, "--out", "two", "--jobs", "2")
    assert written(class_of_many / "two") == written(class_of_many / "one")


@pytest.mark.filterwarnings("ignore")  # Dask's own
def test_a_cluster_writes_what_one_program_writes(graders: Graders, class_of_many: Path) -> None:
    distributed = pytest.importorskip("distributed")
    graders(*GRADE, "--out", "one")
    with distributed.LocalCluster(n_workers=2, processes=True, dashboard_address=None, silence_logs=50) as cluster:
        ran = graders(*GRADE, "--out", "two", "--dask", cluster.scheduler_address)
    assert ran.code == 1
    assert written(class_of_many / "two") == written(class_of_many / "one")
