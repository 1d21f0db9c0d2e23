"""How a class did: beside tables worked out by hand, beside the standard library, and the laws of each number."""

from __future__ import annotations

import statistics
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from graders.assignment import Student
from graders.gradebook import STANDINGS, Box, Entry, Row
from graders.statistics import Summary, summarised
from graders.statistics.correlation import Pairs
from graders.statistics.item import SHARES, Item, bin_of
from graders.statistics.marks import Marks
from graders.statistics.variants import Group, Oddity, chance, odd
from graders.verdict import Message, message

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SHARE = st.fractions(0, 1, max_denominator=12)


def pairs(points: Iterable[tuple[Fraction | int, Fraction | int]]) -> Pairs:
    found = Pairs()
    for x, y in points:
        found.add(Fraction(x), Fraction(y))
    return found


def row(name: str, shares: Sequence[Fraction | int | str], variant: int = 0, *reasons: Message) -> Row:
    """Make a student of parts of two points each; a text is how a box stands that earns nothing."""
    boxes = tuple(_box(f"p{place}", share, variant, reasons) for place, share in enumerate(shares))
    mark = sum((box.mark for box in boxes), Fraction(0))
    points = Fraction(2 * len(boxes))
    return Row(Student(name, name.title()), (Entry("t/e", "E", mark, points),), boxes, (), mark, points)


def _box(part: str, share: Fraction | int | str, variant: int, reasons: tuple[Message, ...]) -> Box:
    if isinstance(share, str):
        return Box("t/e", part, share, Fraction(0), Fraction(2), "?", reasons)
    standing = {0: "incorrect", 1: "correct"}.get(int(share) if share in (0, 1) else -1, "partly_correct")
    return Box("t/e", part, standing, 2 * Fraction(share), Fraction(2), "48", (), reasons, (variant, str(variant)))


def class_of(*marks: Sequence[Fraction | int | str]) -> Summary:
    return summarised("T", (row(f"s{place}", shares) for place, shares in enumerate(marks)))


# Correlation


def test_a_correlation_is_as_by_hand() -> None:
    """X 1 2 3 4 5, y 2 1 4 3 5: n Σxy - Σx Σy = 5·53 - 15·15 = 40, and both spreads are 5·55 - 15² = 50."""
    found = pairs(zip((1, 2, 3, 4, 5), (2, 1, 4, 3, 5), strict=True))
    assert found.correlation == pytest.approx(0.8)
    assert found.interval == pytest.approx((-0.27964, 0.98620), abs=1e-5)


@given(st.lists(st.tuples(SHARE, SHARE), min_size=2, max_size=30))
def test_a_correlation_is_that_of_the_standard_library(points: list[tuple[Fraction, Fraction]]) -> None:
    xs, ys = zip(*points, strict=True)
    assume(len(set(xs)) > 1)
    assume(len(set(ys)) > 1)
    found = pairs(points).correlation
    assert found == pytest.approx(statistics.correlation(list(map(float, xs)), list(map(float, ys))), abs=1e-7)


@given(st.lists(st.tuples(SHARE, SHARE), max_size=20), SHARE)
def test_a_correlation_is_at_most_one_and_has_its_sign_and_its_interval(
    points: list[tuple[Fraction, Fraction]], shift: Fraction
) -> None:
    found, turned = pairs(points), pairs((x + shift, 3 - 2 * y) for x, y in points)
    if found.correlation is None:
        assert turned.correlation is None
        return
    assert abs(found.correlation) <= 1
    assert turned.correlation == pytest.approx(-found.correlation)
    if found.interval is not None:
        assert found.interval[0] <= found.correlation <= found.interval[1]


# Parts


def test_a_part_is_counted_as_by_hand() -> None:
    """Marks of part 0 are 1 1 ½ 0, of the others 1 ½ ½ 0: the sums of squares and products are those of a table."""
    (item, _) = class_of((1, 1), (1, Fraction(1, 2)), (Fraction(1, 2), Fraction(1, 2)), (0, 0)).items
    assert (item.difficulty, item.right, item.counted) == (Fraction(5, 8), Fraction(1, 2), 4)
    assert item.distribution == (1, 0, 1, 0, 0, 2)
    assert item.pairs.correlation == pytest.approx(statistics.correlation([1, 1, 0.5, 0], [1, 0.5, 0.5, 0]))
    assert (item.discrimination, item.interval) == (None, None)


def test_discrimination_is_the_point_biserial_correlation_with_the_rest() -> None:
    """Ten students, right or wrong: r = (M₁ - M₀) / s · √(p q), where the rest of those who are right averages M₁."""
    right = (1, 1, 1, 1, 1, 1, 0, 0, 0, 0)
    rest = [Fraction(n, 10) for n in (9, 8, 9, 7, 6, 8, 5, 4, 6, 3)]
    (item, _) = class_of(*zip(right, rest, strict=True)).items
    means = (sum(map(float, rest[:6])) / 6, sum(map(float, rest[6:])) / 4)
    by_hand = (means[0] - means[1]) / statistics.pstdev(map(float, rest)) * (0.6 * 0.4) ** 0.5
    assert item.discrimination == pytest.approx(by_hand)


def test_a_part_alone_tells_nobody_apart_from_others() -> None:
    (item,) = class_of(*((share,) for share in (0, 1) * 10)).items
    assert item.discrimination is None


@pytest.mark.parametrize("standing", ["unreadable", "needs_review"])
def test_what_nobody_has_judged_yet_is_counted_and_is_no_zero(standing: str) -> None:
    (item, other) = class_of((1, 1), (standing, Fraction(1, 2)), (1, 1)).items
    assert dict(zip(STANDINGS, item.counts, strict=True))[standing] == 1
    assert (item.difficulty, item.counted, item.students) == (Fraction(1), 2, 3)
    assert (other.counted, other.pairs.count) == (3, 2)


def test_who_handed_in_nothing_has_a_mark_and_no_part_in_the_rest() -> None:
    gone = row("gone", ("blank", "blank"))
    summary = summarised("T", (row("ada", (1, 1)), Row(*_fields(gone), absent=True)))
    assert (summary.absent, summary.marks.mean) == (1, Fraction(2))
    assert [(item.students, item.difficulty) for item in summary.items] == [(1, Fraction(1)), (1, Fraction(1))]


def _fields(one: Row) -> tuple[Student, tuple[Entry, ...], tuple[Box, ...], tuple[()], Fraction, Fraction]:
    return one.student, one.entries, one.boxes, (), one.mark, one.points


def test_a_part_that_nobody_was_judged_on_has_no_numbers() -> None:
    item = Item("t/e", "p")
    assert (item.difficulty, item.discrimination, item.right, item.students) == (None, None, Fraction(0), 0)


@given(SHARE, SHARE)
def test_more_points_are_never_in_a_lower_bin(one: Fraction, other: Fraction) -> None:
    low, high = sorted((one, other))
    assert 0 <= bin_of(low) <= bin_of(high) < len(SHARES)


# Marks


@given(st.lists(st.fractions(0, 20, max_denominator=6), min_size=1, max_size=30))
def test_mean_and_median_are_those_of_the_standard_library(found: list[Fraction]) -> None:
    marks = Marks()
    for each in found:
        marks.add(each, Fraction(20))
    assert (marks.mean, marks.median) == (statistics.mean(found), statistics.median(found))
    assert sum(marks.histogram) == marks.students == len(found)


def test_full_marks_are_in_the_last_bin_and_no_points_in_the_first() -> None:
    marks = Marks()
    for mark in (4, 2, 0):
        marks.add(Fraction(mark), Fraction(4))
    marks.add(Fraction(0), Fraction(0))
    assert marks.histogram == (2, 0, 0, 0, 0, 1, 0, 0, 0, 1)


def test_nobody_has_a_page_too() -> None:
    summary = summarised("T", ())
    assert (summary.marks.mean, summary.marks.median) == (Fraction(0), Fraction(0))
    assert (summary.items, summary.tried, summary.mistakes) == ((), 0, ())


# Mistakes

ROOT, SUM, GUESS = message("malrule.root_forgotten", step=2), message("malrule.sum", step=1), "diagnosis.perhaps"


def test_mistakes_are_counted_by_step_with_the_first_who_made_them() -> None:
    rows = (
        row("ada", (0,), 0, ROOT),
        row("emmy", (0,), 0, message(GUESS), ROOT, SUM),
        row("kurt", (1,), 0),
        row("sonja", (Fraction(1, 2),), 0, message("author", text="Root of 48?", rule=1)),
        row("omar", (Fraction(1, 2),), 0, message("author", text="Root of 12?", rule=1)),
        row("ruled", (0,), 0, message("author", text="I have seen this.")),
    )
    found = summarised("T", rows).mistakes
    told = [(each.step, each.told.key, each.count, each.guesses, each.student.id) for each in found]
    assert told == [
        (0, "author", 2, 0, "sonja"),
        (1, "malrule.sum", 1, 1, "emmy"),
        (2, "malrule.root_forgotten", 2, 1, "ada"),
    ]


def test_a_mistake_that_was_told_twice_was_made_once() -> None:
    (mistake,) = summarised("T", (row("ada", (0,), 0, ROOT, ROOT),)).mistakes
    assert mistake.count == 1


# Variants


@pytest.mark.parametrize(
    ("own", "others", "probability"),
    [
        ((4, 3), (4, 1), Fraction(34, 70)),  # Fisher, The Design of Experiments: the lady who tastes tea
        ((4, 4), (4, 0), Fraction(2, 70)),
        ((13, 10), (17, 2), Fraction(3571, 6653325)),  # twins of convicts: 0.0005367, as fisher.test of R has it
        ((5, 5), (5, 5), Fraction(1)),
    ],
)
def test_the_chance_is_that_of_tables(own: tuple[int, int], others: tuple[int, int], probability: Fraction) -> None:
    assert chance(Group(*own), Group(*others)) == probability


@given(st.integers(1, 12), st.integers(1, 12), st.integers(0, 12), st.integers(0, 12))
def test_a_chance_is_one_and_the_same_from_both_sides(own: int, others: int, right: int, further: int) -> None:
    one, other = Group(own, min(right, own)), Group(others, min(further, others))
    assert 0 < chance(one, other) <= 1
    assert chance(one, other) == chance(other, one)
    wrong = [Group(each.students, each.students - each.right) for each in (one, other)]
    assert chance(one, other) == chance(*wrong)


def variants(*groups: tuple[int, int, int]) -> Summary:
    """Make a class in which so many students had a variant, so many of them right."""
    return summarised(
        "T",
        (
            row(f"v{variant}s{place}", (int(place < right),), variant)
            for variant, students, right in groups
            for place in range(students)
        ),
    )


def test_a_variant_that_goes_otherwise_is_found_and_told_beside_all_others() -> None:
    summary = variants((7, 10, 1), (8, 20, 15), (9, 20, 16))
    (found,) = summary.odd
    assert (found.variant, found.own.right, found.own.mean, found.others.students) == (7, 1, Fraction(1, 10), 40)
    assert found.chance < Fraction(1, 1000)


def test_variants_that_few_have_had_are_not_tried() -> None:
    assert variants((1, 4, 0), (2, 3, 3), (3, 1, 1)).tried == 0
    assert variants((1, 20, 3)).tried == 0
    assert variants((1, 5, 0), (2, 5, 5)).tried == 2


def test_of_many_variants_the_unlikely_ones_must_be_the_less_likely() -> None:
    def found(*chances: Fraction) -> tuple[Oddity, ...]:
        return tuple(Oddity("t/e", "p", place, Group(), Group(), each) for place, each in enumerate(chances))

    assert len(odd(found(Fraction(1, 21)), 1)) == 1
    assert odd(found(Fraction(1, 21)), 2) == ()
    assert len(odd(found(Fraction(1, 40), Fraction(1, 20)), 2)) == 2


# Orders


def test_every_order_has_everybody_and_the_lowest_or_hardest_first() -> None:
    summary = class_of((1, 0), (0, 0), ("needs_review", Fraction(1, 2)))
    orders = {order: [each.student.id for each in rows] for order, rows in summary.orders_of_rows}
    assert orders == {"list": ["s0", "s1", "s2"], "name": ["s0", "s1", "s2"], "mark": ["s1", "s2", "s0"]}
    assert [item.part for item in dict(summary.orders_of_items)["difficulty"]] == ["p1", "p0"]


def test_a_page_numbers_exercises_and_parts() -> None:
    summary = class_of((1, "needs_review"))
    assert summary.place("t/e", "p1") == (1, 2)
    assert [student.id for student, _ in summary.boxes("needs_review")] == ["s0"]
