"""The reference of the exercise file: its tables are the model's, and what it shows can be read and proofreads."""

from __future__ import annotations

import re
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest

from graders.bank import load_assignment
from graders.bank.model import (
    AssignmentFields,
    AttemptsFields,
    EntryFields,
    ExampleFields,
    ExerciseFields,
    FileFields,
    HintFields,
    ItemFields,
    MalRuleFields,
    PartFields,
)
from graders.proofread import proofread

if TYPE_CHECKING:
    from collections.abc import Mapping

PAGE = Path(__file__).parents[1] / "docs/exercise-format.md"
ROW = re.compile(
    r"^\| `(?P<key>\w+)` \| (?P<needed>yes|) ?\| (?P<otherwise>.*?) ?\| (?P<meaning>\S.*) \|$", re.MULTILINE
)
FILE = re.compile(r"^```yaml (?P<file>\S+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)

SECTIONS: Mapping[str, type[FileFields]] = MappingProxyType(
    {
        "Exercise": ExerciseFields,
        "Part": PartFields,
        "Mal-rule": MalRuleFields,
        "Hint": HintFields,
        "Attempts": AttemptsFields,
        "Example": ExampleFields,
        "Assignment": AssignmentFields,
        "Entry": EntryFields,
        "Item": ItemFields,
    }
)


def section(title: str) -> str:
    """Give what stands below a heading, up to the next one."""
    found = re.search(rf"^#+ {title}\n(.*?)(?=^#|\Z)", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert found is not None
    return found[1]


@pytest.mark.parametrize("title", SECTIONS)
def test_every_key_is_explained_and_no_other_in_the_order_of_the_model(title: str) -> None:
    fields = SECTIONS[title].model_fields
    rows = [(row["key"], row["needed"] == "yes") for row in ROW.finditer(section(title))]
    assert rows == [(name, field.is_required()) for name, field in fields.items()]


@pytest.mark.parametrize("title", SECTIONS)
def test_what_a_key_is_otherwise_is_what_the_model_says(title: str) -> None:
    """Values stand in code; words say what a default means."""
    for row in ROW.finditer(section(title)):
        if shown := re.fullmatch(r"`(.+)`", row["otherwise"]):
            default = SECTIONS[title].model_fields[row["key"]].get_default()
            named = {"True": "true", "False": "false"}.get(str(default), str(default))
            assert shown[1] == ("words" if row["key"] == "follow_through" else named)


def test_every_kind_of_fields_has_its_table() -> None:
    assert set(SECTIONS.values()) == set(FileFields.__subclasses__())


def test_what_the_page_shows_can_be_read_and_proofreads(tmp_path: Path) -> None:
    files = {found["file"]: found["body"] for found in FILE.finditer(PAGE.read_text(encoding="utf-8"))}
    for name, body in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(body, encoding="utf-8")
    assert proofread(tmp_path / "exercises/format/whole.yaml", 20).findings == ()
    assert len(load_assignment(tmp_path / "sheet.yaml").items) == 4
