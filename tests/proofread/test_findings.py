"""Every finding can occur: a table of exercises with one fault each."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

import pytest
import yaml

from graders.bank import shipped
from graders.proofread import RULES, proofread

if TYPE_CHECKING:
    from graders.proofread import Finding


class Row(TypedDict):
    law: str
    file: str
    findings: list[str]


ROWS: tuple[Row, ...] = tuple(
    yaml.safe_load((Path(__file__).parents[1] / "cases/proofread.yaml").read_text(encoding="utf-8"))
)
BANK = shipped("exercises")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["law"])
def test_every_fault_is_found_and_nothing_else(row: Row, tmp_path: Path) -> None:
    path = tmp_path / "topic/name.yaml"
    path.parent.mkdir()
    path.write_text(row["file"], encoding="utf-8")
    assert [written(finding) for finding in proofread(path, 60).findings] == row["findings"]


def written(finding: Finding) -> str:
    problem = finding.problem
    place = f"{problem.line}:{problem.column}"
    return " ".join(part for part in (place, problem.path, finding.code) if part)


def test_every_finding_has_its_case() -> None:
    found = {line.rpartition(" ")[2] for row in ROWS for line in row["findings"]}
    assert found == set(RULES)


@pytest.mark.parametrize("path", sorted(BANK.glob("*/*.yaml")), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_shipped_exercise_proofreads_without_errors(path: Path) -> None:
    assert [str(one.problem) for one in proofread(path, 8).findings if one.is_error] == []
