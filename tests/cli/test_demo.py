"""``graders demo``: the main job, on the answers of six students."""

from __future__ import annotations

import csv
import json
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

    from tests.cli.conftest import Ran

    Graders = Callable[..., Ran]

MARKS = {"ada": "17", "emmy": "16", "sofia": "14", "srinivasa": "6", "maryam": "15", "evariste": "5"}


def test_the_demo_makes_a_set_and_grades_it(graders: Graders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    ran = graders("demo")
    assert (ran.code, ran.err) == (0, "")
    first, second, *rest = ran.out.splitlines()
    assert first == (
        "$ graders generate graders-demo/assignment.yaml --roster graders-demo/class.csv --out graders-demo/sheets "
        "--by-seed"
    )
    assert second == (
        "$ graders grade graders-demo/assignment.yaml graders-demo/submissions "
        "--issued graders-demo/sheets/issued.json --out graders-demo/reports"
    )
    assert rest[-1].split() == ["The", "class", "on", "one", "page", "graders-demo/reports/summary.html"]
    for line in rest[-4:]:
        assert (tmp_path / line.split()[-1]).exists()


def test_the_marks_of_the_six_are_what_their_answers_earn(graders: Graders, tmp_path: Path) -> None:
    graders("demo", "--out", tmp_path / "demo")
    with (tmp_path / "demo/reports/gradebook.csv").open(encoding="utf-8", newline="") as table:
        assert {row["student"]: row["mark"] for row in csv.DictReader(table)} == MARKS


def test_every_kind_of_answer_is_met(graders: Graders, tmp_path: Path) -> None:
    graders("demo", "--out", tmp_path)
    summary = json.loads((tmp_path / "reports/summary.json").read_text(encoding="utf-8"))
    standings: Counter[str] = sum((Counter(part["standings"]) for part in summary["parts"]), Counter())
    assert {standing for standing, count in standings.items() if count} == {
        "correct",
        "partly_correct",
        "incorrect",
        "unreadable",
        "blank",
    }


def test_the_printed_commands_do_the_same_again(
    graders: Graders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    commands = [line.split()[2:] for line in graders("demo").out.splitlines() if line.startswith("$ ")]
    before = (tmp_path / "graders-demo/reports/gradebook.csv").read_bytes()
    assert [graders(*words).code for words in commands] == [0, 0]
    assert (tmp_path / "graders-demo/reports/gradebook.csv").read_bytes() == before


def test_the_demo_can_be_repeated(graders: Graders, tmp_path: Path) -> None:
    assert [graders("demo", "--out", tmp_path).code for _ in range(2)] == [0, 0]


def test_what_somebody_has_changed_is_not_overwritten(graders: Graders, tmp_path: Path) -> None:
    graders("demo", "--out", tmp_path)
    mine = tmp_path / "submissions/ada/answers.yaml"
    mine.write_text("student: ada\nanswers:\n")
    ran = graders("demo", "--out", tmp_path)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == (
        f"{mine}: differs from what the demo would write here, give another folder with --out, or take this one away\n"
    )
    assert mine.read_text() == "student: ada\nanswers:\n"
