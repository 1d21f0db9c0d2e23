"""The keyed order is a bijection, the same on every machine, and fair."""

from __future__ import annotations

from collections import Counter
from itertools import islice, pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from graders import permuted
from graders.permutation import LARGEST, NARROW, Permutation, key_of

CASES = yaml.safe_load(Path(__file__).with_name("cases").joinpath("variants_order.yaml").read_text("utf-8"))

keys = st.text(max_size=20).map(key_of)


def listed(order: Permutation, most: int) -> list[int]:
    """Give the first numbers of an order, batch by batch."""
    numbers = (int(number) for batch in permuted.batches(order) for number in batch.tolist())
    return list(islice(numbers, most))


@given(st.integers(1, 3000), keys)
def test_every_number_has_exactly_one_place(size: int, key: bytes) -> None:
    assert sorted(listed(Permutation(size, key), size)) == list(range(size))


@given(st.integers(1, LARGEST), keys)
def test_no_number_comes_twice_however_large_the_size(size: int, key: bytes) -> None:
    numbers = listed(Permutation(size, key), 200)
    assert len(set(numbers)) == min(size, 200)
    assert min(numbers) >= 0
    assert max(numbers) < size


@given(
    st.one_of(st.integers(1, 10**5), st.integers(1, LARGEST), st.integers(NARROW - 9, NARROW + 9)), keys, st.integers(0)
)
def test_batches_give_what_each_place_gives(size: int, key: bytes, place: int) -> None:
    order = Permutation(size, key)
    numbers = listed(order, 1500 if size < NARROW else 50)
    place %= len(numbers)
    assert order.at(place) == numbers[place]


@pytest.mark.parametrize("size", [1, 2, 100, 4096**2, 4096**2 + 1, NARROW - 1])
def test_the_order_does_not_depend_on_the_length_of_batches(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    order = Permutation(size, key_of("batches"))
    before = listed(order, 3000)
    monkeypatch.setattr(permuted, "FIRST_BATCH", 7)
    monkeypatch.setattr(permuted, "LARGEST_BATCH", 333)
    assert listed(order, 3000) == before


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["size"]))
def test_an_order_once_given_out_never_changes(case: dict[str, object]) -> None:
    size, words, numbers = case["size"], case["words"], case["numbers"]
    assert isinstance(size, int)
    assert isinstance(words, list)
    assert isinstance(numbers, list)
    assert listed(Permutation(size, key_of(*words)), len(numbers)) == numbers


@pytest.mark.parametrize("size", [2, 3, 5, 12, 50])
def test_every_number_comes_first_equally_often(size: int) -> None:
    draws = 200 * size
    firsts = Counter(Permutation(size, key_of("fair", str(seed))).at(0) for seed in range(draws))
    squares = sum((firsts[number] - 200) ** 2 / 200 for number in range(size))
    assert squares < size - 1 + 4 * (2 * (size - 1)) ** 0.5


@pytest.mark.parametrize("size", [4, 7, 30])
def test_every_pair_of_numbers_comes_first_and_second_equally_often(size: int) -> None:
    pairs = size * (size - 1)
    orders = [Permutation(size, key_of("pairs", str(seed))) for seed in range(20 * pairs)]
    firsts = Counter((order.at(0), order.at(1)) for order in orders)
    squares = sum((firsts[pair] - 20) ** 2 / 20 for pair in firsts) + 20 * (pairs - len(firsts))
    assert squares < pairs - 1 + 4 * (2 * (pairs - 1)) ** 0.5


def test_neighbouring_seeds_give_orders_that_have_nothing_in_common() -> None:
    orders = [listed(Permutation(10**6, key_of("exercise", str(seed))), 1000) for seed in range(20)]
    shared = [len(set(left) & set(right)) for left, right in pairwise(orders)]
    assert max(shared) <= 7


@pytest.mark.parametrize("place", [-1, 5])
def test_a_place_outside_the_order_is_refused(place: int) -> None:
    with pytest.raises(IndexError):
        Permutation(5, b"").at(place)


@pytest.mark.parametrize("size", [-1, 0, LARGEST + 1])
def test_a_size_that_cannot_be_ordered_is_refused(size: int) -> None:
    with pytest.raises(ValueError, match=str(size)):
        Permutation(size, b"")


def test_words_of_a_key_do_not_run_together() -> None:
    keys_of = [("ab", "c"), ("a", "bc"), ("abc",), ("abc", ""), ("", "abc")]
    assert len({key_of(*words) for words in keys_of}) == len(keys_of)
