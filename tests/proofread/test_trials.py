"""Answers that are made up: right ones pass, near misses do not, and there are enough kinds of both."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TypedDict

import pytest
import yaml

from graders.bank import load_exercise
from graders.checks import CHECKS
from graders.form import FORMS
from graders.proofread import proofread
from graders.proofread.answers import right_answer, taken_apart
from graders.proofread.manuscript import manuscript
from graders.proofread.misses import SLIPS, Slip, Sought, misses
from graders.proofread.misses.quantities import UNITS_OFF
from graders.proofread.misses.values import ANY
from graders.proofread.rewriting import rewritings
from graders.proofread.trials import boxes
from graders.verdict import Outcome


class Row(TypedDict, total=False):
    law: str
    given: dict[str, str]
    variables: list[str]
    part: dict[str, object]


ROWS: tuple[Row, ...] = tuple(
    yaml.safe_load((Path(__file__).parents[1] / "cases/proofread_parts.yaml").read_text(encoding="utf-8"))
)


class Typical(TypedDict, total=False):
    check: str
    key: str
    options: dict[str, object]
    variables: list[str]
    fewer: str


TYPICAL: tuple[Typical, ...] = tuple(
    yaml.safe_load((Path(__file__).parents[1] / "cases/proofread_kinds.yaml").read_text(encoding="utf-8"))
)


def written(folder: Path, row: Row, part: dict[str, object]) -> Path:
    """Write an exercise with one part; JSON is YAML."""
    path = folder / "topic/name.yaml"
    path.parent.mkdir()
    fields = {
        "title": "T",
        "question": " ".join(f"{{{{ {name} }}}}" for name in row["given"]) or "Q",
        **({"given": row["given"]} if row["given"] else {}),
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


KINDS = 6


@pytest.mark.parametrize("row", TYPICAL, ids=lambda row: f"{row['check']} {row['key']}")
def test_six_kinds_of_rewritings_pass_and_six_of_near_misses_do_not(row: Typical, tmp_path: Path) -> None:
    part: dict[str, object] = {name: row[name] for name in ("key", "check", "options") if name in row}
    path = written(tmp_path, {"given": {}, "variables": row.get("variables", [])}, part)
    whole = manuscript(load_exercise(path), path, 1)
    (box,), (specimen,) = boxes(whole), whole.specimens
    key = specimen.key(box.part)
    answer = taken_apart(right_answer(box.part, key, box.vocabulary.variables) or key)
    ways = {way.name: box.judged(key, text) for way, text in rewritings(answer, box.part, box.written)}
    slips = dict(misses(Sought(answer, key, box.part)))
    assert {name for name, verdict in ways.items() if verdict.outcome is not Outcome.CORRECT} == set()
    for slip, missed in slips.items():
        refused = {Outcome.INCORRECT, Outcome.PARTLY_CORRECT} if slip.of_writing else {Outcome.INCORRECT}
        assert box.judged(key, box.written(missed)).outcome in refused, slip.name
    assert len(ways) >= KINDS
    assert len(slips) >= KINDS or row.get("fewer")


def test_every_check_has_a_typical_key() -> None:
    assert {row["check"] for row in TYPICAL} == set(CHECKS)


@pytest.mark.parametrize("slips", [*SLIPS.values(), ANY, UNITS_OFF], ids=lambda slips: slips[0].name)
def test_every_slip_stands_on_the_page_about_the_proofreader(slips: tuple[Slip, ...]) -> None:
    page = (Path(__file__).parents[2] / "docs/proofreading.md").read_text(encoding="utf-8")
    unnamed = {slip.name for slip in slips if slip.name not in page}
    assert unnamed == set() or slips is SLIPS["choice"]


@pytest.mark.parametrize("key_text", ["12/7", "(1.5, -3)", "0.025"])
def test_whatever_is_within_the_tolerance_is_no_near_miss(key_text: str, tmp_path: Path) -> None:
    path = written(tmp_path, {"given": {}}, {"key": key_text, "check": "numeric", "options": {"rtol": 1}})
    whole = manuscript(load_exercise(path), path, 1)
    (box,), (specimen,) = boxes(whole), whole.specimens
    key = specimen.key(box.part)
    names = {slip.name for slip, _ in misses(Sought(taken_apart(key), key, box.part))}
    assert names.isdisjoint({"half as much", "a tenth", "a digit off by one"})


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
