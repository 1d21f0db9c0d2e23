"""``graders new`` and ``graders schema``: where an author begins."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from graders.bank import load_exercise
from graders.bank.model import written_schema
from graders.cli.new import KINDS
from graders.proofread import proofread

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Ran

    Graders = Callable[..., Ran]

WRITTEN = """\
wrote exercises/plane/half-way.yaml
Change it, and look at it again:
  graders show exercises/plane/half-way.yaml --key
  graders lint exercises/plane/half-way.yaml
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_sound_from_the_start(here: Path, graders: Graders, kind: str) -> None:
    ran = graders("new", "plane/half-way", "--kind", kind)
    assert (ran.code, ran.out, ran.err) == (0, WRITTEN, "")
    path = here / "exercises/plane/half-way.yaml"
    assert load_exercise(path).title == "Half way"
    assert proofread(path, 40).findings == ()


def test_its_first_line_leads_an_editor_to_the_schema(here: Path, graders: Graders) -> None:
    graders("new", "plane/half-way")
    first, _, _ = (here / "exercises/plane/half-way.yaml").read_text(encoding="utf-8").partition("\n")
    schema = here / "exercises/plane" / first.partition("$schema=")[2]
    assert schema.read_text(encoding="utf-8") == written_schema("exercise")


def test_nothing_is_overwritten(here: Path, graders: Graders) -> None:
    graders("new", "plane/half-way", "--kind", "vector")
    before = {path: path.read_bytes() for path in here.rglob("*") if path.is_file()}
    ran = graders("new", "plane/half-way")
    assert (ran.code, ran.out) == (4, "")
    assert "exercises/plane/half-way.yaml is there already: choose another name" in ran.err
    assert {path: path.read_bytes() for path in here.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("name", ["half", "../half", "a/b/c", "plane/half way", "", "plane/"])
def test_a_name_that_makes_no_id_is_refused(here: Path, graders: Graders, name: str) -> None:
    ran = graders("new", name)
    assert (ran.code, ran.out) == (4, "")
    assert "makes no id for an exercise" in ran.err
    assert list(here.iterdir()) == []


def test_an_exercise_may_be_written_to_a_path(here: Path, graders: Graders) -> None:
    assert graders("new", "drafts/plane/half.yaml").code == 0
    assert load_exercise(here / "drafts/plane/half.yaml").id == "plane/half"


def test_an_own_exercise_is_shown_by_its_id(graders: Graders) -> None:
    graders("new", "plane/half-way")
    assert graders("show", "plane/half-way").out == graders("show", "exercises/plane/half-way.yaml").out


@pytest.mark.parametrize("kind", ["exercise", "assignment"])
def test_the_schema_is_printed(graders: Graders, kind: str) -> None:
    ran = graders("schema", kind)
    assert (ran.code, ran.out) == (0, written_schema(kind))
    assert json.loads(ran.out)["title"] == f"graders {kind}"
