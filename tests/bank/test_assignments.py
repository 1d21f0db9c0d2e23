"""Assignments that are in order, and the exercises that they name."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from graders.assignment import Assignment, Item
from graders.bank import load_assignment, load_exercises_of, shipped
from graders.errors import AuthorError

if TYPE_CHECKING:
    from pathlib import Path

TEXT = """\
title: Problem set 7
seed: 007
exercises:
  - embeddings/inner-product
  - exercise: embeddings/cosine-similarity
    points: 2.50
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "set.yaml"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_an_assignment_keeps_its_seed_as_typed_and_its_points_exact(path: Path) -> None:
    found = load_assignment(path)
    items = (Item("embeddings/inner-product"), Item("embeddings/cosine-similarity", Fraction(5, 2)))
    assert found == Assignment("Problem set 7", "007", items, "en", found.digest)


def test_an_assignment_s_digest_is_that_of_its_text(path: Path) -> None:
    before = load_assignment(path).digest
    path.write_text(TEXT.replace("\n", "\r\n"), encoding="utf-8", newline="")
    assert load_assignment(path).digest == before
    path.write_text(TEXT.replace("007", "008"), encoding="utf-8")
    assert load_assignment(path).digest != before


def test_exercises_come_in_the_order_of_the_assignment(path: Path) -> None:
    found = load_exercises_of(load_assignment(path), path)
    assert list(found) == ["embeddings/inner-product", "embeddings/cosine-similarity"]


def test_an_exercise_beside_the_assignment_comes_before_the_shipped_one(path: Path) -> None:
    own = path.parent / "exercises" / "embeddings" / "inner-product.yaml"
    own.parent.mkdir(parents=True)
    shipped_text = (shipped("exercises") / "embeddings" / "inner-product.yaml").read_text(encoding="utf-8")
    own.write_text(shipped_text.replace("title: Inner product", "title: My product"), encoding="utf-8")
    found = load_exercises_of(load_assignment(path), path)
    assert found["embeddings/inner-product"].title == "My product of two embeddings"


def test_an_exercise_that_went_bad_is_told_with_its_own_place(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(path.parent)
    own = path.parent / "embeddings" / "inner-product.yaml"
    own.parent.mkdir()
    own.write_text("title: T\nquestion: Q\nparts: [{id: p, ask: A, kay: 1}]\n", encoding="utf-8")
    with pytest.raises(AuthorError) as caught:
        load_exercises_of(load_assignment(path), path)
    assert str(caught.value) == ('embeddings/inner-product.yaml:3:25 parts[0].kay: unknown field, did you mean "key"?')
