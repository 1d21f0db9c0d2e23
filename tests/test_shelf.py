"""A shelf is a dictionary in the order of its keys, however much lies on it."""

from __future__ import annotations

import tracemalloc
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.errors import AuthorError
from graders.shelf import Shelf

VALUES = st.none() | st.integers() | st.text() | st.binary() | st.tuples(st.text(), st.integers(), st.booleans())
TEXTS = st.text(st.characters())
"""Texts of whatever characters, halves of such that stand for two among them."""


@given(st.lists(st.tuples(TEXTS, VALUES)), st.sets(TEXTS))
def test_a_shelf_is_a_dictionary_in_the_order_of_its_texts(put: list[tuple[str, object]], gone: set[str]) -> None:
    same(put, gone)


@given(st.lists(st.tuples(st.integers(0, 2**62), VALUES)), st.sets(st.integers(0, 2**62)))
def test_a_shelf_is_a_dictionary_in_the_order_of_its_numbers(put: list[tuple[int, object]], gone: set[int]) -> None:
    same(put, gone)


def same(put: list[tuple[Any, object]], gone: set[Any]) -> None:
    """Put, take away again, and compare."""
    shelf: Shelf[Any, object] = Shelf()
    shelf.update(put)
    expected = dict(put)
    for key in [*gone, *(key for key, _ in put[::2])]:
        assert (key in shelf) == (key in expected)
        assert shelf.pop(key, "nothing") == expected.pop(key, "nothing")
    assert list(shelf.items()) == sorted(expected.items(), key=lambda pair: pair[0])
    assert len(shelf) == len(expected)


def test_what_is_there_already_is_given_back_and_stays() -> None:
    shelf: Shelf[str, tuple[int, ...]] = Shelf()
    first, second = (1, 2), (3,)
    assert shelf.setdefault("ada", first) is first
    assert shelf.setdefault("ada", second) == shelf["ada"] == first
    assert (shelf.get("emmy"), shelf.get("emmy", 7)) == (None, 7)


def test_what_is_not_there_is_missed_by_its_key() -> None:
    shelf: Shelf[str, int] = Shelf()
    with pytest.raises(KeyError, match="ada"):
        shelf["ada"]
    with pytest.raises(KeyError, match="ada"):
        del shelf["ada"]


def test_where_the_disk_is_full_one_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graders.shelf.SETTINGS", ("max_page_count = 4",))
    shelf: Shelf[int, str] = Shelf()
    with pytest.raises(AuthorError) as error:
        shelf.update((number, "text" * 100) for number in range(1_000))
    assert str(error.value) == (
        "temporary files cannot be written: database or disk is full, make room there, or name another folder as TMPDIR"
    )


def test_a_full_shelf_takes_no_more_memory_than_an_empty_one() -> None:
    shelf: Shelf[int, str] = Shelf()
    tracemalloc.start()
    for number in range(5_000):
        shelf[number] = f"{number}" * 20
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(shelf) == 5_000
    assert kept < 100_000
