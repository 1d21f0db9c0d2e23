"""Marks of one attempt and of several: exact, never too much or too little, and nothing for what was no judgement."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.exercise import ONCE, Hint, Policy
from graders.marking import marked, scaled
from graders.verdict import Outcome, Verdict

HALF, QUARTER = Fraction(1, 2), Fraction(1, 4)
RIGHT = Verdict(Outcome.CORRECT, Fraction(1))
PARTLY = Verdict(Outcome.PARTLY_CORRECT, HALF)
WRONG = Verdict(Outcome.INCORRECT, Fraction(0))
UNREAD = Verdict(Outcome.UNREADABLE, Fraction(0))
REVIEW = Verdict(Outcome.NEEDS_REVIEW, Fraction(0))

SHARES = st.fractions(0, 1, max_denominator=12)
VERDICTS = st.sampled_from((RIGHT, PARTLY, WRONG, UNREAD, REVIEW)) | st.builds(
    Verdict, st.just(Outcome.PARTLY_CORRECT), SHARES
)
ATTEMPTS = st.lists(VERDICTS, min_size=1, max_size=8)
POLICIES = st.builds(
    Policy,
    st.none() | st.integers(1, 5),
    SHARES,
    st.sampled_from(("best", "last")),
    st.booleans(),
    st.booleans(),
)
HINTS = st.lists(st.builds(Hint, st.just("?"), st.integers(1, 4), SHARES), max_size=3)
POINTS = st.fractions(0, 100, max_denominator=60)


@pytest.mark.parametrize(
    ("attempts", "policy", "hints", "mark", "shown", "taken"),
    [
        ((RIGHT,), ONCE, (), 2, 0, 0),
        ((PARTLY,), ONCE, (), 1, 0, 0),
        ((UNREAD,), ONCE, (), 0, 0, 0),
        ((WRONG, RIGHT), ONCE, (), 2, 1, 0),
        ((RIGHT, WRONG), ONCE, (), 0, 1, 0),
        ((RIGHT, WRONG), Policy(counts="best"), (), 2, 0, 0),
        ((WRONG, WRONG, RIGHT), Policy(penalty=QUARTER), (), 1, 2, HALF),
        ((WRONG, UNREAD, REVIEW, RIGHT), Policy(penalty=QUARTER), (), Fraction(3, 2), 3, QUARTER),
        ((PARTLY, RIGHT), Policy(penalty=Fraction(3, 4), counts="best"), (), 1, 1, 0),
        ((WRONG, RIGHT), Policy(most=1), (), 0, 0, 0),
        ((UNREAD, RIGHT), Policy(most=1), (), 2, 1, 0),
        ((WRONG, RIGHT), Policy(), (Hint("?", 1, QUARTER), Hint("?", 2, HALF)), Fraction(3, 2), 1, QUARTER),
        ((WRONG, WRONG, RIGHT), Policy(), (Hint("?", 1, QUARTER), Hint("?", 2, HALF)), HALF, 2, Fraction(3, 4)),
        ((WRONG, RIGHT), Policy(hints=False), (Hint("?", 1, QUARTER),), 2, 1, 0),
        ((WRONG, RIGHT), Policy(penalty=Fraction(1)), (Hint("?", 1, Fraction(1)),), 0, 1, 1),
        ((WRONG, UNREAD), Policy(), (), 0, 1, 0),
        ((RIGHT, UNREAD), Policy(), (), 2, 0, 0),
        ((PARTLY, REVIEW), Policy(counts="best"), (), 1, 1, 0),
    ],
)
def test_attempts_are_marked_as_by_hand(  # noqa: PLR0913, PLR0917 - a row of a table
    attempts: tuple[Verdict, ...],
    policy: Policy,
    hints: tuple[Hint, ...],
    mark: Fraction,
    shown: int,
    taken: Fraction,
) -> None:
    found = marked(attempts, Fraction(2), policy, hints)
    assert (found.mark, found.shown, found.taken) == (mark, shown, taken)


@given(ATTEMPTS, POINTS, POLICIES, HINTS)
def test_a_mark_is_never_above_the_points_and_never_negative(
    attempts: list[Verdict], points: Fraction, policy: Policy, hints: list[Hint]
) -> None:
    found = marked(attempts, points, policy, hints)
    assert 0 <= found.mark <= points
    assert 0 <= found.taken <= 1
    assert 0 <= found.shown < len(attempts)


@given(ATTEMPTS, POINTS, POLICIES, HINTS, st.integers(0, 8), st.sampled_from((UNREAD, REVIEW)))
def test_an_attempt_that_was_not_judged_changes_no_mark_and_spends_nothing(  # noqa: PLR0913, PLR0917 - a law about all of it
    attempts: list[Verdict], points: Fraction, policy: Policy, hints: list[Hint], place: int, odd: Verdict
) -> None:
    more = [*attempts[:place], odd, *attempts[place:]]
    before, after = (marked(each, points, policy, hints) for each in (attempts, more))
    assert (after.mark, after.spent, after.wrong, after.left, after.taken, after.hints) == (
        (before.mark, before.spent, before.wrong, before.left, before.taken, before.hints)
    )


@given(ATTEMPTS, POINTS, POLICIES, HINTS, SHARES, SHARES)
def test_more_penalty_is_never_more_mark(  # noqa: PLR0913, PLR0917 - a law about all of it
    attempts: list[Verdict], points: Fraction, policy: Policy, hints: list[Hint], more: Fraction, cost: Fraction
) -> None:
    mild = marked(attempts, points, policy, hints).mark
    assert marked(attempts, points, replace(policy, penalty=policy.penalty + more), hints).mark <= mild
    dearer = [replace(hint, cost=hint.cost + cost) for hint in hints]
    assert marked(attempts, points, policy, dearer).mark <= mild
    assert marked(attempts, points, policy, [*hints, Hint("?", 1, cost)]).mark <= mild


@given(ATTEMPTS, POINTS, POLICIES, HINTS, VERDICTS)
def test_where_the_best_counts_another_attempt_never_harms(
    attempts: list[Verdict], points: Fraction, policy: Policy, hints: list[Hint], another: Verdict
) -> None:
    best = replace(policy, counts="best")
    assert marked([*attempts, another], points, best, hints).mark >= marked(attempts, points, best, hints).mark


@given(ATTEMPTS, POINTS, POLICIES, HINTS, VERDICTS)
def test_what_comes_after_the_last_attempt_that_counts_changes_nothing_but_its_own_count(
    attempts: list[Verdict], points: Fraction, policy: Policy, hints: list[Hint], another: Verdict
) -> None:
    found = marked(attempts, points, policy, hints)
    if found.left == 0:
        again = marked([*attempts, another], points, policy, hints)
        assert again == replace(found, beyond=found.beyond + 1)


@given(ATTEMPTS, POINTS, POLICIES, HINTS)
def test_hints_are_given_only_for_wrong_attempts_and_only_where_the_policy_gives_any(
    attempts: list[Verdict], points: Fraction, policy: Policy, hints: list[Hint]
) -> None:
    found = marked(attempts, points, policy, hints)
    assert found.hints == (sum(hint.after <= found.wrong for hint in hints) if policy.hints else 0)
    assert not (found.hints and not found.wrong)


@given(ATTEMPTS, POINTS, POLICIES, HINTS)
def test_a_part_that_is_right_or_exhausted_or_final_is_not_open(
    attempts: list[Verdict], points: Fraction, policy: Policy, hints: list[Hint]
) -> None:
    found = marked(attempts, points, policy, hints)
    closed = not policy.open or found.left == 0 or attempts[found.shown].outcome is Outcome.CORRECT
    assert found.open is not closed


@given(st.lists(st.fractions(0, 20, max_denominator=12), max_size=6), st.none() | POINTS)
def test_scaled_points_add_up_to_the_total(points: list[Fraction], total: Fraction | None) -> None:
    whole = sum(points, Fraction(0))
    assert sum(scaled(points, total), Fraction(0)) == (whole if total is None or not whole else total)
