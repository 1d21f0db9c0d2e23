"""The table of passages and exercises names what exists, and leaves no exercise of the two topics out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from graders.bank import load_bank, shipped

PAGE = Path(__file__).parents[1].joinpath("docs", "sources.md").read_text(encoding="utf-8")
TOPICS = ("embeddings", "similarity")
BANK = load_bank(shipped("exercises"))
SOURCES = {"The lecture on embeddings": "AI Applications, Lecture 7", "The forum thread": "Why is simple matmul"}


def rows(section: str) -> list[list[str]]:
    """Give the cells of a section's table, without its head."""
    body = re.split(r"^## ", PAGE.partition(f"## {section}\n")[2], flags=re.MULTILINE)[0]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in body.splitlines() if "`" in line]


def named(section: str) -> list[str]:
    return [row[2].strip("`") for row in rows(section)]


@pytest.mark.parametrize("section", SOURCES)
def test_every_exercise_that_the_table_names_exists_and_names_its_source(section: str) -> None:
    assert named(section)
    assert [name for name in named(section) if SOURCES[section] not in BANK[name].source] == []


def test_every_exercise_of_the_two_topics_stands_in_the_table() -> None:
    found = {name for section in SOURCES for name in named(section)}
    assert found == {name for name in BANK if name.partition("/")[0] in TOPICS}


@pytest.mark.parametrize("section", SOURCES)
def test_every_row_says_where_the_passage_stands_and_what_is_asked_of_it(section: str) -> None:
    assert [row for row in rows(section) if len(row) != 4 or not all(row)] == []
    assert [row[0] for row in rows(section) if not re.fullmatch(r"\d+(-\d+)?(, \d+(-\d+)?)*", row[0])] == []
