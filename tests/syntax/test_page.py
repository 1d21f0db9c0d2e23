"""docs/syntax.md says what the tables say."""

from __future__ import annotations

from tests.syntax.page import PAGE, page


def test_the_page_is_the_one_that_the_tables_make() -> None:
    assert PAGE.read_text("utf-8") == page(), "write it anew: python -m tests.syntax.page"
