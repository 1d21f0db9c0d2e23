"""Answers that are made up: right ones pass, near misses do not, and there are enough kinds of both."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

import pytest
import yaml

from graders.bank import load_exercise, shipped
from graders.checks import CHECKS
from graders.form import FORMS
from graders.proofread import proofread
from graders.proofread.manuscript import manuscript
from graders.proofread.misses import misses
from graders.proofread.rewriting import rewritings
from graders.syntax import to_text

if TYPE_CHECKING:
    from graders.exercise import Part


class Row(TypedDict, total=False):
    law: str
    given: dict[str, str]
    variables: list[str]
    part: dict[str, object]


ROWS: tuple[Row, ...] = tuple(
    yaml.safe_load((Path(__file__).parents[1] / "cases/proofread_parts.yaml").read_text(encoding="utf-8"))
)
DISTANCE = shipped("exercises") / "embeddings/euclidean-distance.yaml"


def written(folder: Path, row: Row, part: dict[str, object]) -> Path:
    """Write an exercise with one part; JSON is YAML."""
    path = folder / "topic/name.yaml"
    path.parent.mkdir()
    fields = {
        "title": "T",
        "question": " ".join(f"{{{{ {name} }}}}" for name in row["given"]),
        "given": row["given"],
        "variables": row.get("variables", []),
        "parts": [{"id": "p", "ask": "A", **part}],
    }
    path.write_text(json.dumps(fields), encoding="utf-8")
    return path


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["law"])
def test_a_sound_part_has_nothing_against_it(row: Row, tmp_path: Path) -> None:
    proof = proofread(written(tmp_path, row, row["part"]), 6)
    assert [f"{one.code}: {one.problem}" for one in proof.findings if one.code != "no-examples"] == []
    assert proof.tried > proof.sampled


def test_every_check_and_every_form_has_a_sound_part() -> None:
    parts = [row["part"] for row in ROWS]
    assert {part.get("check", "equivalent") for part in parts} == set(CHECKS)
    forms = [form for part in parts if isinstance(asked := part.get("form", []), list) for form in asked]
    assert set(forms) == set(FORMS)


def kinds(part: Part) -> tuple[set[str], set[str]]:
    """Name the kinds of rewritings and of near misses that are tried on some variants of the lecture's distance."""
    keys = [one.key(part) for one in manuscript(load_exercise(DISTANCE), DISTANCE, 30).specimens]
    ways = {way.name for key in keys for way, _ in rewritings(key, part, to_text)}
    return ways, {slip.name for key in keys for slip, _ in misses(key, part)}


def test_there_are_six_kinds_of_rewritings_and_of_near_misses_and_more() -> None:
    for part in load_exercise(DISTANCE).parts:
        ways, slips = kinds(part)
        assert len(ways) >= 6
        assert len(slips) >= 6


@pytest.mark.parametrize(
    ("part", "path"),
    [
        ({"key": "a", "check": "numeric", "options": {"rtol": 3}}, "parts[0].check"),
        ({"key": "a", "check": "numeric", "options": {"atol": 500}}, "parts[0].check"),
        ({"key": "a*m", "check": "same_type"}, "parts[0].key"),
    ],
)
def test_a_check_that_accepts_what_is_wrong_is_found(part: dict[str, object], path: str, tmp_path: Path) -> None:
    row: Row = {"given": {"a": "2..40", "m": "2..40"}}
    found = {one.problem.path for one in proofread(written(tmp_path, row, part), 6).findings if one.is_error}
    assert found == ({path} if path.endswith("check") else set())
