"""The JSON Schema that editors read: valid, whole, and what the shipped exercises are written by.

python tests/bank/test_schema.py     writes the schema among the exercises, and its line into every exercise
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml
from jsonschema import Draft202012Validator

from graders.bank import shipped
from graders.bank.model import KINDS, schema, written_schema
from graders.cli.draft import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BANK = shipped("exercises")
EXERCISES = sorted(BANK.glob("*/*.yaml"))
LINE = f"# yaml-language-server: $schema=../{SCHEMA}\n"


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_one_of_draft_2020_12(kind: str) -> None:
    found = schema(KINDS[kind])
    assert found["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
    Draft202012Validator.check_schema(found)


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_is_explained(kind: str) -> None:
    fields = tuple(_fields(schema(KINDS[kind]), kind))
    assert len(fields) > 10
    assert [name for name, field in fields if not (field.get("title") and field.get("description"))] == []


def _fields(found: object, name: str) -> Iterator[tuple[str, dict[str, object]]]:
    """Give the fields of a schema and those of all that it defines."""
    if not isinstance(found, dict):
        return
    for own, field in found.get("properties", {}).items():
        yield f"{name}.{own}", field
    for own, other in found.get("$defs", {}).items():
        yield from _fields(other, own)


@pytest.mark.parametrize("path", EXERCISES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_shipped_exercise_satisfies_the_schema(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    errors = Draft202012Validator(schema()).iter_errors(yaml.safe_load(text))
    assert [f"{error.json_path}: {error.message}" for error in errors] == []


def test_an_assignment_as_the_readme_has_them_satisfies_its_schema() -> None:
    assignment = {"title": "S", "seed": 7, "exercises": ["a/b", {"exercise": "a/c", "points": "1/2"}]}
    assert Draft202012Validator(schema(KINDS["assignment"])).is_valid(assignment)


@pytest.mark.parametrize(
    "changed",
    [{"chek": 1}, {"parts": []}, {"parts": [{"id": "p", "ask": "A", "key": 1, "form": ["exat"]}]}, {"even": "no"}],
)
def test_what_is_wrong_is_marked_while_one_types(changed: dict[str, object]) -> None:
    sound = {"title": "T", "question": "Q", "parts": [{"id": "p", "ask": "A", "key": 1, "form": ["exact"]}]}
    validator = Draft202012Validator(schema())
    assert validator.is_valid(sound)
    assert not validator.is_valid(sound | changed)


def test_the_schema_among_the_exercises_is_the_models() -> None:
    assert (BANK / SCHEMA).read_text(encoding="utf-8") == written_schema("exercise")


if __name__ == "__main__":
    (BANK / SCHEMA).write_text(written_schema("exercise"), encoding="utf-8")
    for exercise in EXERCISES:
        before = exercise.read_text(encoding="utf-8")
        if not before.startswith(LINE):
            exercise.write_text(LINE + before, encoding="utf-8")
