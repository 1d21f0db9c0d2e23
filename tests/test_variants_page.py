"""``docs/variants.md`` says what is so: its tables are counted, its files are read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from graders.bank import load_assignment, load_exercise, load_exercises_of
from graders.candidates import candidates
from graders.domains import domain
from graders.syntax import parse, to_text

PAGE = (Path(__file__).parents[1] / "docs/variants.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| `(.+?)` \| (\d+) \| (.+) \|$", PAGE, re.MULTILINE)
FILES = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize(("text", "size", "members"), ROWS, ids=[row[0] for row in ROWS])
def test_a_domain_of_the_page_has_these_members(text: str, size: str, members: str) -> None:
    found = domain(parse(text))
    shown = re.findall(r"`(.+?)`", members)
    assert found.size == int(size)
    assert [to_text(found.member(number)) for number in range(len(shown))] == shown


@pytest.mark.parametrize("text", [text for text in FILES if text.startswith("given")])
def test_parameters_of_the_page_are_read(text: str, tmp_path: Path) -> None:
    home = tmp_path / "own"
    home.mkdir()
    rest = 'title: T\nquestion: Q\nparts: [{id: p, ask: A, key: "1"}]\n'
    home.joinpath("one.yaml").write_text(text + rest, encoding="utf-8")
    assert candidates(load_exercise(home / "one.yaml")).size > 1


@pytest.mark.parametrize("text", [text for text in FILES if text.startswith("title")])
def test_assignments_of_the_page_are_read(text: str, tmp_path: Path) -> None:
    path = tmp_path / "set.yaml"
    path.write_text(text, encoding="utf-8")
    assignment = load_assignment(path)
    assert set(load_exercises_of(assignment, path)) == {item.exercise for item in assignment.items}
    assert (assignment.pools, assignment.groups, assignment.shuffled, assignment.even) == (
        (1,), (("a", "b"),), True, True,
    )  # fmt: skip


def test_the_page_has_its_tables_and_files() -> None:
    assert len(ROWS) > 20
    assert len(FILES) == 3
