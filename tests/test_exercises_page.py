"""``docs/exercises.md`` lists every exercise that is shipped.

python tests/test_exercises_page.py     writes it
"""

from __future__ import annotations

from pathlib import Path

from graders.bank import shipped
from graders.catalogue import catalogue, within
from graders.press import press

PAGE = Path(__file__).parents[1] / "docs/exercises.md"


def test_the_page_lists_every_exercise_as_it_is() -> None:
    assert PAGE.read_text(encoding="utf-8") == written()


def written() -> str:
    """Write the page."""
    return press().page("catalogue.md", catalogue=catalogue(within((shipped("exercises"),))))


if __name__ == "__main__":
    PAGE.write_text(written(), encoding="utf-8")
