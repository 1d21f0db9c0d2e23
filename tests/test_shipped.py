"""The folders that come with the package."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graders.errors import OurError
from graders.shipped import shipped

if TYPE_CHECKING:
    from pathlib import Path


def test_exercises_are_found_from_here() -> None:
    assert (shipped("exercises") / "embeddings" / "inner-product.yaml").is_file()


def test_an_installed_package_carries_its_folders_inside(tmp_path: Path) -> None:
    package = tmp_path / "graders"
    (package / "_shipped" / "exercises").mkdir(parents=True)
    (tmp_path / "exercises").mkdir()
    assert shipped("exercises", package) == package / "_shipped" / "exercises"


def test_a_checkout_has_them_beside_the_package(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    assert shipped("templates", tmp_path / "graders") == tmp_path / "templates"


def test_an_installation_without_them_is_our_fault(tmp_path: Path) -> None:
    with pytest.raises(OurError):
        shipped("templates", tmp_path / "graders")
