"""``docs/exercises.md`` lists every exercise that is shipped.

python tests/test_exercises_page.py     writes it
"""

from __future__ import annotations

from pathlib import Path

from graders.bank import shipped
from graders.catalogue import catalogue, within
from graders.press import press

ROOT = Path(__file__).parents[1]
PAGE, README = ROOT / "docs/exercises.md", ROOT / "README.md"


def test_the_page_lists_every_exercise_as_it_is() -> None:
    assert PAGE.read_text(encoding="utf-8") == written()


def test_the_readme_says_how_many_there_are() -> None:
    number = sum(1 for _ in shipped("exercises").glob("*/*.yaml"))
    assert f"{number} exercises come with it" in README.read_text(encoding="utf-8")


def written() -> str:
    """Give the page as it has to be."""
    return press().page("catalogue.md", catalogue=catalogue(within((shipped("exercises"),))))


if __name__ == "__main__":
    PAGE.write_text(written(), encoding="utf-8")
