"""``graders list``: what exercises there are, in the terminal, as JSON and on a page."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from graders.bank import shipped

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Ran

    Graders = Callable[..., Ran]

BANK = sorted(f"{path.parent.name}/{path.stem}" for path in shipped("exercises").glob("*/*.yaml"))
OWN = "title: Sum | total\nquestion: Add.\nparts: [{id: sum, ask: 'The sum $|x|$', key: 1 + 1}]\n"


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "exercises/mine"
    folder.mkdir(parents=True)
    folder.joinpath("sum.yaml").write_text(OWN, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return folder


def test_everything_that_is_shipped_is_listed_by_id(graders: Graders) -> None:
    ran = graders("list")
    assert (ran.code, ran.err) == (0, "")
    assert [line.split()[0] for line in ran.out.splitlines()[:-1] if line] == BANK


@pytest.mark.usefixtures("own")
def test_ones_own_exercises_are_listed_beside_them(graders: Graders) -> None:
    assert [one["exercise"] for one in json.loads(graders("list", "--json").out)] == sorted([*BANK, "mine/sum"])


@pytest.mark.parametrize("named", ["mine", "exercises", "exercises/mine", "exercises/mine/"])
@pytest.mark.usefixtures("own")
def test_a_topic_or_a_folder_is_listed_alone(graders: Graders, named: str) -> None:
    (found,) = json.loads(graders("list", named, "--json").out)
    assert found == {
        "exercise": "mine/sum",
        "title": "Sum | total",
        "tags": [],
        "parts": ["sum"],
        "points": "1",
    }


def test_ones_own_exercise_stands_for_a_shipped_one_of_its_name(graders: Graders, own: Path) -> None:
    topic = own.parent / "embeddings"
    topic.mkdir()
    topic.joinpath("inner-product.yaml").write_text(OWN, encoding="utf-8")
    titles = {one["exercise"]: one["title"] for one in json.loads(graders("list", "embeddings", "--json").out)}
    assert titles["embeddings/inner-product"] == "Sum | total"


def test_a_file_that_is_no_exercise_costs_the_others_nothing(graders: Graders, own: Path) -> None:
    own.joinpath("broken.yaml").write_text("title: B\n", encoding="utf-8")
    ran = graders("list", "mine")
    assert ran.code == 1
    assert "mine/sum" in ran.out
    assert "broken.yaml" in ran.err


@pytest.mark.usefixtures("own")
def test_a_page_has_every_exercise_with_its_question_and_solution(graders: Graders, tmp_path: Path) -> None:
    assert graders("list", "--page", tmp_path / "bank.html").code == 0
    page = (tmp_path / "bank.html").read_text(encoding="utf-8")
    assert [name for name in (*BANK, "mine/sum") if f'id="{name}"' not in page] == []
    assert page.count("<details>") == len(BANK) + 1
    assert "<script" not in page


@pytest.mark.usefixtures("own")
def test_a_table_keeps_its_columns(graders: Graders, tmp_path: Path) -> None:
    graders("list", "mine", "--page", tmp_path / "bank.md")
    rows = [line for line in (tmp_path / "bank.md").read_text(encoding="utf-8").splitlines() if "mine/sum" in line]
    assert rows == [r"| `mine/sum` | Sum \| total | The sum $\|x\|$ |"]


@pytest.mark.parametrize(
    ("words", "fault"),
    [(("embedings",), 'did you mean "embeddings"?'), (("--page", "bank.pdf"), "a page ends with .html or .md")],
)
def test_what_cannot_be_listed_is_told(graders: Graders, words: tuple[str, ...], fault: str) -> None:
    ran = graders("list", *words)
    assert ran.code == 4
    assert fault in ran.err
