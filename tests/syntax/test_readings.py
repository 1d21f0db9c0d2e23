"""How typed texts are read: tables that are documentation as well (docs/syntax.md)."""

from __future__ import annotations

import pytest

from graders.syntax import Vocabulary, parse, to_text
from graders.syntax.spelling import plain
from graders.syntax.tree import NOWHERE, children, walk
from tests.syntax.tables import READINGS, Reading


@pytest.mark.parametrize("row", READINGS, ids=str)
def test_each_text_is_read_as_the_table_says(row: Reading) -> None:
    assert to_text(parse(row.typed, row.vocabulary)) == row.reading


@pytest.mark.parametrize("row", READINGS, ids=str)
def test_what_is_shown_is_read_as_the_same(row: Reading) -> None:
    assert parse(row.reading, row.vocabulary) == parse(row.typed, row.vocabulary)


@pytest.mark.parametrize("row", READINGS, ids=str)
def test_every_node_stands_within_the_one_above_it(row: Reading) -> None:
    tree = parse(row.typed, row.vocabulary)
    for node in walk(tree):
        assert node.span != NOWHERE
        assert 0 <= node.span.start < node.span.end <= len(row.typed)
        for below in children(node):
            assert node.span.start <= below.span.start
            assert below.span.end <= node.span.end


@pytest.mark.parametrize("row", READINGS, ids=str)
def test_white_space_around_an_answer_means_nothing(row: Reading) -> None:
    assert parse(f"\t {row.typed}\u00a0\n", row.vocabulary) == parse(row.typed, row.vocabulary)


@pytest.mark.parametrize("row", READINGS, ids=str)
def test_spelling_texts_plainly_keeps_every_place(row: Reading) -> None:
    assert len(plain(row.typed)) == len(row.typed)
    assert parse(plain(row.typed), row.vocabulary) == parse(row.typed, row.vocabulary)


@pytest.mark.parametrize("typed", ["C(5, 2)", "C_5^2"])
def test_a_name_of_the_question_is_no_sign_of_choices(typed: str) -> None:
    assert "binomial" in to_text(parse(typed, Vocabulary(frozenset("x"))))
    assert "binomial" not in to_text(parse(typed, Vocabulary(frozenset("xC"))))
