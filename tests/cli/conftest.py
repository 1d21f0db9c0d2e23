"""Running commands as one types them, and a class to run them on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from graders.cli import run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ASSIGNMENT = """\
title: Two of the lecture
seed: tokens
exercises:
  - embeddings/euclidean-distance
  - {exercise: embeddings/inner-product, points: 4}
"""

ROSTER = "id,name\nada,Ada Lovelace\nemmy,Emmy Noether\nsofia,Sofia Kovalevskaya\n"


@dataclass(frozen=True, slots=True)
class Ran:
    """How a command ended, and what it wrote."""

    code: int
    out: str
    err: str


@pytest.fixture
def graders(capfd: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Run a command with words as a shell would pass them."""

    def ran(*words: object) -> Ran:
        code = run([str(word) for word in words])
        out, err = capfd.readouterr()
        return Ran(code, out, err)

    return ran


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder with an assignment, a class list and a class key."""
    tmp_path.joinpath("set.yaml").write_text(ASSIGNMENT, encoding="utf-8")
    tmp_path.joinpath("class.csv").write_text(ROSTER, encoding="utf-8")
    tmp_path.joinpath("class.key").write_text("5e" * 32, encoding="utf-8")
    tmp_path.joinpath("class.key").chmod(0o600)
    monkeypatch.chdir(tmp_path)
    return tmp_path
